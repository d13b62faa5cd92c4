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

/// Memory that will be read soon, fetched bit by bit while something else is computed: fetched all
/// at once it would be waited for.
class Prefetcher {
 public:
  void clear();
  void add(const std::byte* start, std::size_t bytes);
  /// From now on, what was added is to be fetched in `turns` turns.
  void spread_over(std::size_t turns);
  void turn() {
    for (std::size_t line = 0; line < lines_a_turn_; ++line) {
      if (next_ == end_ && !next_range()) return;
      __builtin_prefetch(next_, 0, 2);
      next_ += line_bytes;
    }
  }
  bool empty() const { return ranges_.empty(); }

 private:
  struct Range {
    const std::byte* start;
    std::size_t lines;
  };
  bool next_range();

  std::vector<Range> ranges_;
  std::size_t range_ = 0;
  std::size_t lines_ = 0;
  std::size_t lines_a_turn_ = 0;
  const std::byte* next_ = nullptr;
  const std::byte* end_ = nullptr;
};

class PlanScratch final : public Evaluator::Scratch {
 public:
  // ---- what steps are run over ----
  std::vector<Window> windows;  // by domain
  /// By place, where the first row of the window is; null where the table has no rows.
  std::vector<std::byte*> starts;
  Prefetcher prefetcher;
  std::vector<Window> next_windows;  // of the stretch after

  // ---- memory ----
  std::vector<std::vector<Line>> memory;  // by slot
  std::vector<Line> staging;              // of fetched columns
  // The tables that the slots of shared domains were computed from. Held, so that no new table can
  // come to lie where an old one was.
  std::vector<std::shared_ptr<runtime::Table>> shared_tables;
  bool shared_valid = false;
  std::vector<const void*> inputs;
  std::vector<void*> outputs;
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
