// Steps in order over the cases, a stretch of some thousand at a time: what crosses between the
// steps of a stretch stays in the processor's caches. What comes from memory is left to the
// processor's own prefetching; see docs/decisions/tiles-of-sixteen-thousand-cases.md.
#include "compiler/execute/evaluator.h"

#include <algorithm>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/execute/bound_plan.h"
#include "compiler/execute/packed.h"
#include "compiler/execute/run_steps.h"
#include "compiler/execute/tiles.h"
#include "compiler/execute/windows.h"

namespace nansen::execute {
namespace {

// Cases that are fetched at once.
constexpr std::size_t fetched_rows = piece_rows;

// For so many cases nothing is tried again that just failed.
constexpr std::size_t patience = 8 * given_rows;

class PlanEvaluator final : public Evaluator {
 public:
  PlanEvaluator(const ir::Module& module, const plan::Plan& plan,
                std::shared_ptr<const Kernels> kernels)
      : kernels_(std::move(kernels)), plan_(module, plan) {
    for (std::size_t domain = 0; domain < plan_.domains; ++domain) {
      if (plan_.shared[domain]) shared_domains_.push_back(domain);
    }
    for (std::size_t column = 0; column < plan_.shapes[0].size(); ++column) {
      fetched_.emplace_back(plan_, column);
    }
    const auto of_cases = std::count_if(plan_.steps.begin(), plan_.steps.end(),
                                        [](const BoundStep& step) { return !step.shared; });
    one_kernel_ = of_cases == 1 && plan_.copies.empty();
    find_given_forms(module, plan);
  }

  std::unique_ptr<Scratch> make_scratch() const override {
    auto scratch = std::make_unique<PlanScratch>();
    scratch->memory.resize(plan_.slots.size());
    scratch->windows.resize(plan_.domains);
    scratch->starts.resize(plan_.places());
    for (std::size_t index = 0; index < plan_.calendars.size(); ++index) {
      const auto* distances = reinterpret_cast<const std::byte*>(plan_.calendars[index].data());
      scratch->starts[plan_.calendar_place(index)] = const_cast<std::byte*>(distances);
    }
    return scratch;
  }

  std::string llvm_text() const override { return kernels_->llvm_text(); }
  std::vector<runtime::OutputShape> output_shapes() const override { return plan_.output_shapes; }

  void evaluate(const runtime::Batch& batch, Scratch& scratch,
                runtime::Results& results) const override {
    const Cases cases(batch);
    evaluate_rows(cases, 0, cases.rows(), {}, scratch, results, /*keep=*/true, nullptr);
  }

  bool evaluate_rows(const Cases& cases, std::size_t first, std::size_t count,
                     const BesideColumns& beside, Scratch& any_scratch, runtime::Results& results,
                     bool keep,
                     const std::function<void(const Answered&)>& answered) const override {
    auto& scratch = static_cast<PlanScratch&>(any_scratch);
    if (count == 0) return true;
    if (results.capacity() < (keep ? first + count : std::min(count, piece_rows))) {
      bug("results are smaller than the cases");
    }
    const auto* tiles = static_cast<const Tiles*>(cases.packed());
    const runtime::Batch& batch = tiles != nullptr ? tiles->shared_tables() : *cases.batch();
    if (batch.tables.size() != plan_.domains)
      bug("a batch has other tables than the module domains");
    if (tiles != nullptr && !tiles->fits(plan_)) bug("cases were packed for another module");
    run_shared(batch, scratch);
    const bool all_at_once = keep && !answered;
    const std::size_t stride = stride_of(cases, all_at_once);
    Reading reading{.far_from = all_at_once && one_kernel_ ? first : first + count,
                    .unchecked_from = first};
    for (std::size_t row = first; row < first + count;) {
      Window rows{row, std::min(row + stride, first + count)};
      bool entered = false;
      if (cases.source() != nullptr && reads_given_) {
        rows = stretch_of({row, first + count}, piece_rows);
        entered = enter_far(*cases.source(), {row, first + count}, reading, rows, scratch);
      }
      const RangeCheck check =
          row < reading.unchecked_from ? RangeCheck::BySource : RangeCheck::ByReader;
      if (!entered && !enter(cases, rows, beside, check, scratch)) return false;
      const std::size_t first_result = keep ? row : 0;
      place_slots(plan_, scratch);
      place_outputs(plan_, results, first_result, scratch);
      run_steps(plan_, *kernels_, /*shared=*/false, scratch);
      if (scratch.out_of_range) {
        if (check == RangeCheck::BySource) bug("a value was refused, and none is wrong");
        // Where far stretches may not be read at all, they still may not.
        reading = {.far_from = std::max(reading.far_from, row + patience),
                   .unchecked_from = row + patience};
        continue;
      }
      copy_outputs(plan_, results, first_result, scratch);
      if (answered) answered(answer(rows, results, first_result, beside, scratch));
      row = rows.end;
    }
    return true;
  }

  std::shared_ptr<const PackedBatch> pack(const Cases& cases) const override {
    return make_tiles(plan_, cases);
  }

 private:
  /// How many cases are answered at once. Where one kernel is all there is to run and it reads the
  /// cases where they lie, nothing is gained by stopping on the way.
  std::size_t stride_of(const Cases& cases, bool all_at_once) const {
    if (cases.packed() != nullptr) return tile_rows;
    if (cases.source() != nullptr) return fetched_rows;
    return all_at_once && one_kernel_ ? std::max(cases.rows(), piece_rows) : piece_rows;
  }

  // ---- columns where others have them ----

  /// Which forms of the kernels there are, and what those check that read columns so.
  void find_given_forms(const ir::Module& module, const plan::Plan& plan) {
    checked_by_kernels_.resize(plan_.shapes[0].size());
    for (std::size_t index = 0; index < plan.steps.size(); ++index) {
      const plan::Step& step = plan.steps[index];
      if (!plan::reads_columns_of_cases(module, step)) continue;
      reads_given_ = kernels_->reads_given(index);
      if (!reads_given_) return;
      for (const plan::ColumnRange& range : plan::ranges_to_check(module, step)) {
        checked_by_kernels_[layout::position_of(module, range.column)] = true;
      }
    }
  }

  /// From which case on what may be done: far stretches are read where all their columns lie, and
  /// ranges are left to kernels.
  struct Reading {
    std::size_t far_from = 0;
    std::size_t unchecked_from = 0;
  };

  /// The first of the cases `rows`, at most `most`: whole blocks, as long as there are.
  static Window stretch_of(const Window& rows, std::size_t most) {
    std::size_t count = std::min(most, rows.rows());
    if (count > runtime::block_rows) count -= count % runtime::block_rows;
    return {rows.first, rows.first + count};
  }

  /// Enters more of the cases `all` at once than are fetched at once, which `rows` then are. False
  /// iff that may not be done: then `enter` must follow, which moves every start.
  bool enter_far(const ColumnSource& source, const Window& all, Reading& reading, Window& rows,
                 PlanScratch& scratch) const {
    const Window far = stretch_of(all, given_rows);
    if (far.first < reading.far_from || far.rows() <= rows.rows()) return false;
    for (std::size_t column = 0; column < fetched_.size(); ++column) {
      if (!fetched_[column].read) continue;
      if (find_given(source, column, far, RangeCheck::ByReader, scratch)) continue;
      reading.far_from = far.first + patience;
      return false;
    }
    rows = far;
    scratch.entered.clear();
    scratch.gathered = false;
    scratch.windows[0] = {0, far.rows()};
    scratch.given = true;
    return true;
  }

  // ---- shared tables ----

  // True iff what the shared domains' slots hold was computed from this batch's shared tables.
  bool hold_shared_tables(const runtime::Batch& batch, PlanScratch& scratch) const {
    bool same = scratch.shared_valid;
    scratch.shared_tables.resize(shared_domains_.size());
    for (std::size_t index = 0; index < shared_domains_.size(); ++index) {
      const auto& table = batch.tables[shared_domains_[index]];
      if (scratch.shared_tables[index] == table) continue;
      scratch.shared_tables[index] = table;
      same = false;
    }
    return same;
  }

  void run_shared(const runtime::Batch& batch, PlanScratch& scratch) const {
    if (shared_domains_.empty() || hold_shared_tables(batch, scratch)) return;
    scratch.windows.assign(plan_.domains, {});
    for (const std::size_t domain : shared_domains_) {
      scratch.windows[domain] = {0, rows_of(batch, domain)};
    }
    for (std::size_t place = 0; place < plan_.columns.size(); ++place) {
      const ColumnBuffer& column = plan_.columns[place];
      if (plan_.shared[column.domain]) scratch.starts[place] = start_of(batch, column, 0);
    }
    place_slots(plan_, scratch);
    run_steps(plan_, *kernels_, /*shared=*/true, scratch);
    scratch.shared_valid = true;
  }

  // ---- a stretch of cases ----

  static std::byte* start_of(const runtime::Batch& batch, const ColumnBuffer& column,
                             std::size_t first_block) {
    const auto& table = batch.tables[column.domain];
    if (table == nullptr) return nullptr;
    const std::byte* start = std::as_const(*table).buffer(column.column, column.buffer);
    return const_cast<std::byte*>(start) + first_block * column.bytes_per_block;
  }

  /// Sets windows and starts to those of the cases `rows`.
  bool enter(const Cases& cases, const Window& rows, const BesideColumns& beside, RangeCheck check,
             PlanScratch& scratch) const {
    if (cases.packed() != nullptr || cases.source() != nullptr) {
      scratch.entered.clear();
      scratch.gathered = false;
    }
    scratch.given = false;
    if (const auto* tiles = static_cast<const Tiles*>(cases.packed())) {
      const std::size_t tile = rows.first / tile_rows;
      tiles->enter(plan_, tile, scratch);
      return true;
    }
    if (cases.source() != nullptr) return fetch(*cases.source(), rows, beside, check, scratch);
    enter_batch(*cases.batch(), rows, scratch);
    return true;
  }

  void enter_batch(const runtime::Batch& batch, const Window& rows, PlanScratch& scratch) const {
    find_windows(batch, rows, scratch.windows);
    if (!is_entered(batch, scratch)) {
      scratch.gathered = false;
      for (std::size_t place = 0; place < plan_.columns.size(); ++place) {
        const ColumnBuffer& column = plan_.columns[place];
        if (plan_.shared[column.domain]) continue;
        const Window& window = scratch.windows[column.domain];
        scratch.starts[place] = start_of(batch, column, window.first_block());
      }
    }
  }

  /// True iff the starts are those of this batch already; notes what they will be if not.
  bool is_entered(const runtime::Batch& batch, PlanScratch& scratch) const {
    bool same = scratch.entered.size() == plan_.domains;
    scratch.entered.resize(plan_.domains);
    for (std::size_t domain = 0; domain < plan_.domains; ++domain) {
      const auto& table = batch.tables[domain];
      PlanScratch::Entered found;
      if (table != nullptr && !table->shapes().empty() && scratch.windows[domain].first == 0) {
        found = {std::as_const(*table).buffer(0, 0), table->capacity()};
      }
      same = same && found.memory != nullptr && found == scratch.entered[domain];
      scratch.entered[domain] = found;
    }
    return same;
  }

  /// The windows of a stretch of a batch: of linked rows from the beginning of a block on.
  void find_windows(const runtime::Batch& batch, const Window& rows,
                    std::vector<Window>& windows) const {
    windows[0] = rows;
    const std::vector<Window> found = linked_rows_of(plan_, batch, rows);
    for (std::size_t index = 0; index < found.size(); ++index) {
      const std::size_t first = found[index].first / runtime::block_rows * runtime::block_rows;
      windows[plan_.linked[index].domain] = {first, found[index].end};
    }
  }

  bool fetch(const ColumnSource& source, const Window& rows, const BesideColumns& beside,
             RangeCheck check, PlanScratch& scratch) const {
    scratch.windows[0] = {0, rows.rows()};
    scratch.given = reads_given_ && rows.rows() % runtime::block_rows == 0;
    if (scratch.staging.empty()) scratch.staging.resize(staging_lines());
    std::byte* next = scratch.staging.front().bytes;
    std::byte* buffers[most_buffers_on_stack];
    for (std::size_t column = 0; column < fetched_.size(); ++column) {
      const FetchedColumn& each = fetched_[column];
      if (!each.read && beside.by != column && beside.weight != column) continue;
      std::vector<std::byte*> many;
      std::byte** starts = buffers;
      if (each.places.size() > most_buffers_on_stack) {
        many.resize(each.places.size());
        starts = many.data();
      }
      const bool counted_by = beside.by == column || beside.weight == column;
      const bool lies = scratch.given && !counted_by;
      if (lies && find_given(source, column, rows, check, scratch)) continue;
      for (std::size_t buffer = 0; buffer < each.places.size(); ++buffer) {
        starts[buffer] = next;
        if (each.places[buffer]) scratch.starts[*each.places[buffer]] = next;
        next += staging_bytes(each, buffer);
      }
      if (!source.fetch(column, rows.first, rows.rows(), starts)) return false;
      if (scratch.given && plan_.shapes[0][column].kind == runtime::ColumnKind::Boolean) {
        make_validity(rows.rows(), starts);
      }
    }
    return true;
  }

  /// True iff the column need not be fetched; then its starts are where it lies.
  bool find_given(const ColumnSource& source, std::size_t column, const Window& rows,
                  RangeCheck check, PlanScratch& scratch) const {
    const FetchedColumn& each = fetched_[column];
    const std::byte* buffers[2] = {};
    if (each.places.size() != 2) return false;
    if (!checked_by_kernels_[column]) check = RangeCheck::BySource;
    if (!source.in_place(column, rows.first, rows.rows(), check, buffers)) return false;
    for (const std::size_t buffer : {std::size_t{0}, std::size_t{1}}) {
      if (!each.places[buffer]) continue;
      scratch.starts[*each.places[buffer]] = const_cast<std::byte*>(buffers[buffer]);
    }
    return true;
  }

  /// Yes and no become value and validity.
  static void make_validity(std::size_t rows, std::byte* const* planes) {
    const auto* yes = reinterpret_cast<const std::uint64_t*>(planes[0]);
    auto* no = reinterpret_cast<std::uint64_t*>(planes[1]);
    for (std::size_t word = 0; 64 * word < rows; ++word) no[word] |= yes[word];
  }

  static constexpr std::size_t most_buffers_on_stack = 64;
  static constexpr std::size_t piece_blocks = fetched_rows / runtime::block_rows;

  // A line lies between two buffers, so that equal rows of them do not contend for one cache set.
  std::size_t staging_bytes(const FetchedColumn& column, std::size_t buffer) const {
    const std::optional<std::size_t>& place = column.places[buffer];
    const std::size_t per_block =
        place ? plan_.columns[*place].bytes_per_block : column.most_bytes_per_block;
    return piece_blocks * per_block + line_bytes;
  }

  std::size_t staging_lines() const {
    std::size_t bytes = 0;
    for (const FetchedColumn& column : fetched_) {
      for (std::size_t buffer = 0; buffer < column.places.size(); ++buffer) {
        bytes += staging_bytes(column, buffer);
      }
    }
    return bytes / line_bytes + 1;
  }

  Answered answer(const Window& rows, const runtime::Results& results, std::size_t first_result,
                  const BesideColumns& beside, const PlanScratch& scratch) const {
    Answered found;
    found.first = rows.first;
    found.rows = rows.rows();
    found.results = &results;
    found.first_result = first_result;
    const auto start = [&](std::size_t column, std::size_t buffer) {
      const std::optional<std::size_t> place = plan_.case_column(column, buffer);
      if (!place) bug("answers are counted by a column that has no codes, rows or numbers");
      return scratch.starts[*place];
    };
    if (beside.by) {
      found.by_known = reinterpret_cast<const std::uint64_t*>(start(*beside.by, 0));
      found.by = start(*beside.by, 1);
    }
    if (beside.weight) {
      found.weight_known = reinterpret_cast<const std::uint64_t*>(start(*beside.weight, 0));
      found.weight = start(*beside.weight, 1);
    }
    return found;
  }

  std::shared_ptr<const Kernels> kernels_;
  BoundPlan plan_;
  std::vector<std::size_t> shared_domains_;
  bool one_kernel_ = false;
  bool reads_given_ = false;              // kernels read columns where others have them
  std::vector<FetchedColumn> fetched_;    // by column of the cases
  std::vector<bool> checked_by_kernels_;  // the same: while they do, they hold it to its range
};

}  // namespace

bool ColumnSource::in_place(std::size_t, std::size_t, std::size_t, RangeCheck,
                            const std::byte**) const {
  return false;
}

bool Kernels::reads_given(std::size_t) const { return false; }

void Kernels::run_given(std::size_t, const void* const*, void* const*, std::int64_t,
                        std::int64_t) const {
  bug("kernels are run over columns that they cannot read");
}

std::size_t crossing_width(const layout::NumberForm& form) {
  return layout::bits_of(form) <= layout::widest_output_bits ? 8 : 16;
}

std::unique_ptr<Evaluator> make_evaluator(const ir::Module& module, const plan::Plan& plan,
                                          std::shared_ptr<const Kernels> kernels) {
  return std::make_unique<PlanEvaluator>(module, plan, std::move(kernels));
}

}  // namespace nansen::execute
