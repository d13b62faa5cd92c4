// Many cases at once: in whatever layout they lie, on several threads, answered row for row or
// counted by group. Nothing here keeps state between calls, and the answers are the same for any
// number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "compiler/execute/evaluator.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::execute {

/// Cases in Nansen's own layout, made by `pack` for tables that are asked again and again:
/// tiles in which all that kernels read of some hundred cases, and of the rows linked to them,
/// lies together. Never changes; may be read from several threads.
class PackedBatch {
 public:
  virtual ~PackedBatch() = default;
  virtual std::size_t rows() const = 0;
  /// The memory that the tiles take.
  virtual std::size_t bytes() const = 0;
  /// The shared tables that the cases refer to, at their domains' places.
  virtual const runtime::Batch& shared_tables() const = 0;
};

/// Where the cases lie that are asked; what it is made of must outlive it.
class Cases {
 public:
  /// A batch: all tables.
  explicit Cases(const runtime::Batch& batch) : batch_(&batch) {}
  /// Cases that are fetched; the tables of other domains are those of `others`, whose tables[0] is
  /// not looked at. The module must have no linked rows of cases.
  Cases(const ColumnSource& source, const runtime::Batch& others)
      : batch_(&others), source_(&source) {}
  explicit Cases(const PackedBatch& packed) : packed_(&packed) {}

  std::size_t rows() const;
  /// The rows of a shared table.
  std::size_t shared_rows(std::size_t domain) const;
  const runtime::Batch* batch() const { return batch_; }  // null iff packed
  const ColumnSource* source() const { return source_; }  // null unless fetched
  const PackedBatch* packed() const { return packed_; }   // null unless packed

 private:
  const runtime::Batch* batch_ = nullptr;
  const ColumnSource* source_ = nullptr;
  const PackedBatch* packed_ = nullptr;
};

/// The cases in the layout that kernels read fastest, for any evaluator of the same module. Holds
/// their shared tables. Null iff a value that is fetched is not allowed.
std::shared_ptr<const PackedBatch> pack(const Evaluator& evaluator, const Cases& cases);

/// Answers all cases into `results`, whose capacity is at least their number, on at most `threads`
/// threads (0: as many as there are processors; 1: the caller's). False iff a value that is fetched
/// is not allowed.
bool evaluate(const Evaluator& evaluator, const Cases& cases, runtime::Results& results,
              unsigned threads = 1);

/// Which answers are counted.
enum class Wanted : std::uint8_t { Yes, YesAndUndetermined, All };

/// What answers are counted by.
struct Grouping {
  /// An enumeration, or a reference into a shared table, of the cases; no column: one group.
  ir::ColumnId by;
  /// A number of the cases, of which each counts its integers (value * scale); where it is not
  /// known it counts zero. No column: each case counts one.
  ir::ColumnId weight;
  /// Of answers that are not wanted the counts stay empty. To count all takes a look at every row's
  /// group, however few of the rows have another answer than no.
  Wanted wanted = Wanted::All;
};

/// Of each output that is a truth, by group, how many cases (or the sum of their weights) it holds
/// for, and so on. Groups are the members of the enumeration or the rows of the table, then a last
/// one for cases of which the group is not known.
struct Counts {
  std::size_t groups = 0;            // the last one included
  std::vector<std::size_t> outputs;  // positions of the module's outputs that are truths
  std::vector<std::int64_t> yes;     // of outputs[k] and group g: [k * groups + g]
  std::vector<std::int64_t> undetermined;
  std::vector<std::int64_t> no;
};

/// Counts all cases without keeping their answers; `module` is the evaluator's. False iff a value
/// that is fetched is not allowed.
bool count(const Evaluator& evaluator, const ir::Module& module, const Cases& cases,
           const Grouping& grouping, Counts& counts, unsigned threads = 1);

}  // namespace nansen::execute
