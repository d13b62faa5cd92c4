// Running the steps of a plan over a stretch of the cases: whatever lies in memory, and wherever.
// Used inside this room only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "compiler/execute/bound_plan.h"
#include "compiler/execute/evaluator.h"
#include "runtime/batch.h"

namespace nansen::execute {

inline constexpr std::size_t line_bytes = 64;

struct alignas(line_bytes) Line {
  std::byte bytes[line_bytes];
};

/// Rows [first, end) of a domain; `first` is a multiple of 512.
struct Window {
  std::size_t first = 0;
  std::size_t end = 0;
  std::size_t rows() const { return end - first; }
  std::size_t first_block() const { return first / runtime::block_rows; }
  std::size_t blocks() const { return (rows() + runtime::block_rows - 1) / runtime::block_rows; }
};

class PlanScratch final : public Evaluator::Scratch {
 public:
  // ---- what steps are run over ----
  std::vector<Window> windows;  // by domain
  /// By place, where the first row of the window is; null where the table has no rows.
  std::vector<std::byte*> starts;
  /// By domain, whose table's first rows the starts are: a batch that comes again need not be
  /// looked at buffer by buffer.
  struct Entered {
    const std::byte* memory = nullptr;
    std::size_t capacity = 0;
    bool operator==(const Entered&) const = default;
  };
  std::vector<Entered> entered;
  /// Booleans are values and validity, and columns may lie on any byte: Kernels::run_given.
  bool given = false;
  /// An integer of a column that lies so is not in its range: nothing was answered.
  bool out_of_range = false;

  // ---- memory ----
  std::vector<std::vector<Line>> memory;  // by slot
  std::vector<Line> staging;              // of fetched columns
  // The tables that the slots of shared domains were computed from. Held, so that no new table can
  // come to lie where an old one was.
  std::vector<std::shared_ptr<runtime::Table>> shared_tables;
  bool shared_valid = false;
  std::vector<const void*> inputs;
  std::vector<void*> outputs;
  /// They are those of the plan's only step, for `starts` as they are: whoever moves a start says
  /// that they no longer are.
  bool gathered = false;
  /// Where the outputs were placed last.
  struct Placed {
    const std::uint64_t* memory = nullptr;
    std::size_t capacity = 0;
    std::size_t first_result = 0;
    bool operator==(const Placed&) const = default;
  };
  Placed placed;
};

/// Makes room for the slots that are no outputs, for the windows as they are, and notes where they
/// start.
void place_slots(const BoundPlan& plan, PlanScratch& scratch);

/// Notes where the outputs start, whose first row is row `first_result` of `results`.
void place_outputs(const BoundPlan& plan, runtime::Results& results, std::size_t first_result,
                   PlanScratch& scratch);

/// Runs the steps of shared domains (if `shared`), or of all others, over the windows; then copies
/// outputs that are the same value.
void run_steps(const BoundPlan& plan, const Kernels& kernels, bool shared, PlanScratch& scratch);
void copy_outputs(const BoundPlan& plan, runtime::Results& results, std::size_t first_result,
                  const PlanScratch& scratch);

}  // namespace nansen::execute
