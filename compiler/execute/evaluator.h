// Running a plan over batches: which buffer each step reads and writes, and in what order. What a
// kernel is made of (machine code, or operations over blocks of rows) is its maker's affair.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"
#include "runtime/batch.h"

namespace nansen::execute {

/// Rows at which cases are cut, and what a staging area holds: so many that a plane's slice is
/// worth a burst, so few that those of two times a hundred columns stay in the second-level cache.
inline constexpr std::size_t piece_rows = 16'384;

/// Rows that are read at once where others have them: so many that hardly any time is lost at their
/// ends, so few that little is done again where one of them must be fetched.
inline constexpr std::size_t given_rows = 8 * piece_rows;

/// Who sees to it that the integers of rows that are read where they lie, known or not, are in
/// their column's range.
enum class RangeCheck : std::uint8_t { BySource, ByReader };

/// Cases whose columns lie elsewhere than in a table: they are fetched piece by piece, in the
/// layout of runtime::Table. Safe to use from several threads.
class ColumnSource {
 public:
  virtual ~ColumnSource() = default;
  virtual std::size_t rows() const = 0;
  /// Writes rows [first, first + count) of the column at position `column` of the module's cases to
  /// its `buffers`, from their beginning; `first` is a multiple of 512, and each buffer has room
  /// for whole blocks, of which what is past `count` is made zero. Where a row is not known its
  /// code, number or members are zero. False iff a value is not allowed; the source knows which.
  virtual bool fetch(std::size_t column, std::size_t first, std::size_t count,
                     std::byte* const* buffers) const = 0;
  /// Says where rows [first, first + count) lie, whole blocks, if they need not be fetched: of a
  /// boolean its values and validity, as bits; of others what `fetch` would write, except that the
  /// values of rows that are not known may be any that are allowed, and of all rows any at all
  /// where the reader checks them. On any byte each. At most given_rows rows.
  virtual bool in_place(std::size_t column, std::size_t first, std::size_t count, RangeCheck check,
                        const std::byte** buffers) const;
};

class Cases;
class PackedBatch;

/// Columns of the cases, by their position in the table, that are wanted beside the answers.
struct BesideColumns {
  std::optional<std::size_t> by;      // an enumeration or a reference
  std::optional<std::size_t> weight;  // a number
};

/// Rows that were just answered, at most piece_rows of them. Planes and entries are those of
/// runtime/batch.h, from row `first` on; null where the column is not wanted.
struct Answered {
  std::size_t first = 0;
  std::size_t rows = 0;
  const runtime::Results* results = nullptr;
  std::size_t first_result = 0;  // where `first` is in the results
  const std::uint64_t* by_known = nullptr;
  const std::byte* by = nullptr;
  const std::uint64_t* weight_known = nullptr;
  const std::byte* weight = nullptr;
};

/// Runs compiled code over batches. Safe to use from several threads, each with its own Scratch.
class Evaluator {
 public:
  virtual ~Evaluator() = default;

  /// The values that cross between kernels; reused from batch to batch.
  class Scratch {
   public:
    virtual ~Scratch() = default;
  };
  virtual std::unique_ptr<Scratch> make_scratch() const = 0;

  /// Fills `results` for every row of the batch's cases; bits past the last row are unspecified.
  virtual void evaluate(const runtime::Batch& batch, Scratch& scratch,
                        runtime::Results& results) const = 0;

  /// What packed.h is made of. Answers rows [first, first + count) of the cases: into `results` at
  /// the same rows, or (unless `keep`) each stretch of at most piece_rows from row 0 on; and tells
  /// `answered`, if it is there, of each stretch. `first` is a multiple of piece_rows. Bits past
  /// the last row are unspecified. False iff a value that is fetched is not allowed.
  virtual bool evaluate_rows(const Cases& cases, std::size_t first, std::size_t count,
                             const BesideColumns& beside, Scratch& scratch,
                             runtime::Results& results, bool keep,
                             const std::function<void(const Answered&)>& answered) const = 0;
  virtual std::shared_ptr<const PackedBatch> pack(const Cases& cases) const = 0;
  virtual std::vector<runtime::OutputShape> output_shapes() const = 0;

  /// The LLVM IR of the kernels, for `--print llvm`; empty where it was not kept or there is none.
  virtual std::string llvm_text() const = 0;
};

/// The code of a plan's kernels. Safe to use from several threads.
class Kernels {
 public:
  virtual ~Kernels() = default;

  /// Runs step `step` of the plan, a kernel, on `block_count` >= 1 blocks of 512 rows from
  /// `first_block` on. Inputs and outputs are the starts of the step's buffers, in the step's
  /// order.
  virtual void run(std::size_t step, const void* const* inputs, void* const* outputs,
                   std::int64_t first_block, std::int64_t block_count) const = 0;
  virtual std::string llvm_text() const { return {}; }

  /// True iff `run_given` runs the step, too: it is as `run`, but takes of boolean columns their
  /// values and validity, and columns on any byte. After the step's own outputs comes one more, 64
  /// bits, which it sets to 1 iff an integer of the columns that it checks
  /// (plan::ranges_to_check) is not in its range, known or not, and else to 0. If one is, the
  /// other outputs hold anything.
  virtual bool reads_given(std::size_t step) const;
  virtual void run_given(std::size_t step, const void* const* inputs, void* const* outputs,
                         std::int64_t first_block, std::int64_t block_count) const;
};

/// The bytes of each integer of a number that crosses between steps: 8, or 16 iff 8 do not do.
std::size_t crossing_width(const layout::NumberForm& form);

/// An evaluator of `module`, of which `plan` is the plan and `kernels` the code.
std::unique_ptr<Evaluator> make_evaluator(const ir::Module& module, const plan::Plan& plan,
                                          std::shared_ptr<const Kernels> kernels);

}  // namespace nansen::execute
