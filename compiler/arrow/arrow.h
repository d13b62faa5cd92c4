// Arrow arrays as the facts of a module, and a module's answers as Arrow arrays; which types hold
// what is said in runtime/include/nansen/nansen.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/execute/evaluator.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"
#include "runtime/include/nansen/nansen.h"

namespace nansen::arrow {

/// A table as it was given: structs that are only read.
struct GivenTable {
  std::string_view name;  // "" of the cases, else of an entity
  const ArrowSchema* schema = nullptr;
  const ArrowArray* array = nullptr;
};

/// What is wrong with what was given, for people: `column "events", row 12: there is no ...`. Rows
/// are counted from 0.
struct Problem {
  nansen_status status = NANSEN_OK;
  std::string message;
};

/// Tables whose types hold what a module reads. Safe to use from several threads.
class Tables {
 public:
  /// Checks the types of all columns that `module` reads, and reads the tables of referenced
  /// entities whole. Columns that it does not read, and tables of entities that it does not refer
  /// to, are passed over. `module` and the arrays must outlive what is returned. Null after a
  /// problem.
  static std::unique_ptr<Tables> open(const ir::Module& module, std::span<const GivenTable> tables,
                                      Problem& problem);
  virtual ~Tables() = default;

  /// How many cases there are.
  virtual std::size_t rows() const = 0;
  /// The cases from `first` on, `count` of them, and their linked rows, copied; referenced tables
  /// are shared between all that is read. Nothing after a problem.
  virtual std::optional<runtime::Batch> read(std::size_t first, std::size_t count,
                                             Problem& problem) const = 0;
  /// The cases where they lie, for an evaluator to fetch piece by piece; null where the module
  /// reads linked rows of theirs, or some case is null as a whole: then they are `read`.
  virtual const execute::ColumnSource* in_place() const = 0;
  /// The tables of referenced entities, and null in the place of all others.
  virtual runtime::Batch shared() const = 0;
  /// The value of the cases that is not allowed, of several that in the first case: what to say
  /// after the source of `in_place` has failed.
  virtual Problem find_bad_value() const = 0;
  /// True iff rows of `domain` are referred to by number, and there is no table of them.
  virtual bool are_by_number(ir::DomainId domain) const = 0;
  /// The id of a row of a referenced table, or of the cases where they have a child `id`; empty
  /// where it has none.
  virtual std::string id_of(ir::DomainId domain, std::size_t row) const = 0;
};

/// Answers as a struct array, which takes the memory of `results` over: nothing else may use them
/// any more. `module` is that whose outputs they are; `rows` is the number of cases. Releasing is
/// up to whom the structs are given. Where memory is wanting (std::bad_alloc), nothing was written.
///
/// As nansen.h says; and the dictionary of an enumeration has its members in order, then
/// `no value`, which is the answer where it certainly has none.
void write(const ir::Module& module, std::shared_ptr<runtime::Results> results, std::size_t rows,
           ArrowSchema* schema, ArrowArray* array);

}  // namespace nansen::arrow
