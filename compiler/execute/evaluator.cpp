// Steps in order over a batch. Where a buffer lies is resolved once a batch; a kernel then walks
// its table in tiles, and the next tile's slices of all columns are fetched while one is computed:
// many columns read in lock-step reach only half of the memory's bandwidth.
#include "compiler/execute/evaluator.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/layout/days.h"
#include "runtime/crossing.h"
#include "runtime/working_days.h"

namespace nansen::execute {
namespace {

using ir::Opcode;

constexpr std::size_t line_bytes = 64;
constexpr std::size_t plane_line_bytes = runtime::block_rows / 8;
// Rows a tile: enough that each column's slice is worth a burst, few enough that two tiles of a
// hundred planes stay in the second-level cache.
constexpr std::size_t tile_blocks = 8;
// Inputs larger than this are taken to come from memory.
constexpr std::size_t cached_bytes = std::size_t{1} << 20;

struct alignas(line_bytes) Line {
  std::byte bytes[line_bytes];
};

/// Where a step's buffer is found when a batch arrives.
struct Source {
  bool is_column = false;
  std::optional<std::size_t> calendar;
  std::size_t domain = 0;
  std::size_t column = 0;  // position in the domain's table
  std::size_t buffer = 0;
  std::size_t slot = 0;             // of a value
  std::size_t bytes_per_block = 0;  // how much of the buffer one block reads or writes
};

/// A buffer for a value that crosses between steps, or that is an output.
struct Slot {
  std::size_t domain = 0;
  std::size_t bytes_per_block = 0;
  bool is_output = false;  // then it lies in the results
  std::size_t output = 0;
  std::size_t truth = 0;  // of a range: which of its numbers
  std::uint32_t buffer = 0;
};

/// An output that is the same value as an earlier one.
struct Copy {
  std::size_t slot = 0;
  std::size_t output = 0;
  std::size_t truth = 0;
  std::uint32_t buffer = 0;
};

struct BoundStep {
  plan::StepKind kind{};
  std::size_t domain = 0;
  bool shared = false;
  std::size_t step = 0;  // of the plan
  Opcode opcode{};
  std::int64_t count = 0;
  std::size_t width = 0;         // of a crossing number's integers; 0 iff it is a truth
  std::size_t other_domain = 0;  // of a crossing's operand
  std::vector<Source> inputs;
  std::vector<Source> outputs;
};

class PlanScratch final : public Evaluator::Scratch {
 public:
  std::vector<std::vector<Line>> memory;  // by slot
  // The tables that the slots of shared domains were computed from. Held, so that no new table can
  // come to lie where an old one was.
  std::vector<std::shared_ptr<runtime::Table>> shared_tables;
  bool shared_valid = false;
  std::vector<const void*> inputs;
  std::vector<void*> outputs;
};

class PlanEvaluator final : public Evaluator {
 public:
  PlanEvaluator(const ir::Module& module, const plan::Plan& plan,
                std::shared_ptr<const Kernels> kernels)
      : kernels_(std::move(kernels)), domains_(module.domains.size()) {
    const std::vector<layout::NumberForm> forms = layout::number_forms(module);
    bind_outputs(module, forms);
    calendars_.resize(module.calendars.size());
    for (std::size_t index = 0; index < plan.steps.size(); ++index) {
      bind_step(module, plan.steps[index], index, forms);
    }
    for (std::size_t domain = 0; domain < domains_; ++domain) {
      if (plan::shared_by_cases(module, ir::DomainId(domain))) shared_domains_.push_back(domain);
    }
  }

  std::unique_ptr<Scratch> make_scratch() const override {
    auto scratch = std::make_unique<PlanScratch>();
    scratch->memory.resize(slots_.size());
    return scratch;
  }

  std::string llvm_text() const override { return kernels_->llvm_text(); }

  void evaluate(const runtime::Batch& batch, Scratch& any_scratch,
                runtime::Results& results) const override {
    auto& scratch = static_cast<PlanScratch&>(any_scratch);
    if (batch.tables.size() != domains_) bug("a batch has other tables than the module domains");
    if (batch.tables[0] == nullptr || batch.tables[0]->rows() == 0) return;
    if (results.capacity() < batch.tables[0]->rows()) bug("results are smaller than the batch");
    const bool shared_done = hold_shared_tables(batch, scratch);
    make_room(batch, scratch);
    for (const BoundStep& step : steps_) {
      if (step.shared && shared_done) continue;
      if (rows(batch, step.domain) == 0) continue;
      run(step, batch, scratch, results);
    }
    scratch.shared_valid = true;
    for (const Copy& copy : copies_) {
      const Slot& slot = slots_[copy.slot];
      std::memcpy(output_buffer(results, copy.output, copy.truth, copy.buffer),
                  slot_buffer(copy.slot, scratch, results),
                  batch.tables[0]->blocks() * slot.bytes_per_block);
    }
  }

 private:
  // ---- once a module ----

  using Key = std::pair<std::pair<ir::ValueId, ir::DomainId>, std::uint32_t>;

  static std::size_t bytes_per_block(const ir::Module& module,
                                     const std::vector<layout::NumberForm>& forms,
                                     ir::ValueId value, std::uint32_t buffer) {
    if (buffer == 0 || !ir::gives_number(module.instructions[value].opcode)) {
      return plane_line_bytes;
    }
    return runtime::block_rows * crossing_width(forms[static_cast<std::size_t>(value.index)]);
  }

  // The first output of a value is where that value lies; later ones are copied from it.
  void bind_outputs(const ir::Module& module, const std::vector<layout::NumberForm>& forms) {
    const ir::DomainId root(std::size_t{0});
    for (std::size_t output = 0; output < module.outputs.size(); ++output) {
      const std::vector<ir::ValueId>& values = module.outputs[output].values;
      for (std::size_t truth = 0; truth < values.size(); ++truth) {
        for (const std::uint32_t buffer : {0U, 1U}) {
          const auto [place, fresh] =
              slot_of_.try_emplace(Key{{values[truth], root}, buffer}, slots_.size());
          if (fresh) {
            slots_.push_back({0, bytes_per_block(module, forms, values[truth], buffer), true,
                              output, truth, buffer});
          } else {
            copies_.push_back({place->second, output, truth, buffer});
          }
        }
      }
    }
    for (const ir::Output& output : module.outputs) {
      const bool number = ir::gives_number(module.instructions[output.values[0]].opcode);
      output_is_number_.push_back(number);
    }
  }

  Source bind(const ir::Module& module, const plan::KernelBuffer& buffer,
              const std::vector<layout::NumberForm>& forms) {
    Source source;
    source.domain = static_cast<std::size_t>(buffer.domain.index);
    if (buffer.calendar >= 0) {
      source.calendar = static_cast<std::size_t>(buffer.calendar);
      make_calendar(module, *source.calendar);
      return source;
    }
    if (buffer.column.valid()) {
      const ir::Column& column = module.columns[buffer.column];
      source.is_column = true;
      source.column = layout::position_of(module, buffer.column);
      source.buffer = buffer.buffer;
      const bool entries = buffer.buffer == 1 && column.kind != ir::ColumnKind::Boolean &&
                           column.kind != ir::ColumnKind::Set;
      source.bytes_per_block =
          entries ? runtime::block_rows * layout::shape_of(column).width : plane_line_bytes;
      return source;
    }
    source.bytes_per_block = bytes_per_block(module, forms, buffer.value, buffer.buffer);
    const auto [place, fresh] =
        slot_of_.try_emplace(Key{{buffer.value, buffer.domain}, buffer.buffer}, slots_.size());
    if (fresh) slots_.push_back({source.domain, source.bytes_per_block, false, 0, 0, 0});
    source.slot = place->second;
    return source;
  }

  // Kernels read four bytes at a day's place and use the first.
  void make_calendar(const ir::Module& module, std::size_t index) {
    std::vector<std::uint8_t>& distances = calendars_[index];
    if (!distances.empty()) return;
    distances = runtime::working_day_distances(layout::free_days(module.calendars[index]));
    distances.resize(distances.size() + 3);
  }

  void bind_step(const ir::Module& module, const plan::Step& step, std::size_t number,
                 const std::vector<layout::NumberForm>& forms) {
    BoundStep bound;
    bound.kind = step.kind;
    bound.domain = static_cast<std::size_t>(step.domain.index);
    bound.shared = plan::shared_by_cases(module, step.domain);
    bound.step = number;
    for (const plan::KernelBuffer& buffer : step.inputs) {
      bound.inputs.push_back(bind(module, buffer, forms));
    }
    for (const plan::KernelBuffer& buffer : step.outputs) {
      bound.outputs.push_back(bind(module, buffer, forms));
    }
    if (step.value.valid()) {
      const ir::Instruction& crossing = module.instructions[step.value];
      bound.opcode = crossing.opcode;
      bound.count = crossing.count;
      bound.other_domain = bound.inputs[0].domain;
      if (ir::gives_number(crossing.opcode)) {
        bound.width = crossing_width(forms[static_cast<std::size_t>(step.value.index)]);
      }
    }
    steps_.push_back(std::move(bound));
  }

  // ---- once a batch ----

  static std::size_t rows(const runtime::Batch& batch, std::size_t domain) {
    return batch.tables[domain] == nullptr ? 0 : batch.tables[domain]->rows();
  }

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

  void make_room(const runtime::Batch& batch, PlanScratch& scratch) const {
    for (std::size_t index = 0; index < slots_.size(); ++index) {
      const Slot& slot = slots_[index];
      if (slot.is_output || batch.tables[slot.domain] == nullptr) continue;
      const std::size_t lines =
          batch.tables[slot.domain]->blocks() * slot.bytes_per_block / line_bytes;
      if (scratch.memory[index].size() < lines) scratch.memory[index].resize(lines);
    }
  }

  std::byte* output_buffer(runtime::Results& results, std::size_t output, std::size_t truth,
                           std::uint32_t buffer) const {
    if (output_is_number_[output] && buffer == 1) {
      return reinterpret_cast<std::byte*>(results.numbers(output, truth));
    }
    return reinterpret_cast<std::byte*>(results.plane(output, truth, buffer == 0));
  }

  std::byte* slot_buffer(std::size_t index, PlanScratch& scratch, runtime::Results& results) const {
    const Slot& slot = slots_[index];
    if (slot.is_output) return output_buffer(results, slot.output, slot.truth, slot.buffer);
    return scratch.memory[index].empty() ? nullptr : scratch.memory[index].front().bytes;
  }

  const std::byte* find(const Source& source, const runtime::Batch& batch, PlanScratch& scratch,
                        runtime::Results& results) const {
    if (source.calendar) {
      return reinterpret_cast<const std::byte*>(calendars_[*source.calendar].data());
    }
    if (!source.is_column) return slot_buffer(source.slot, scratch, results);
    const auto& table = batch.tables[source.domain];
    return std::as_const(*table).buffer(source.column, source.buffer);
  }

  void run(const BoundStep& step, const runtime::Batch& batch, PlanScratch& scratch,
           runtime::Results& results) const {
    scratch.inputs.clear();
    scratch.outputs.clear();
    // A link or reference belongs to a table with rows, but a crossing's operand may have none.
    for (const Source& source : step.inputs) {
      const bool there = batch.tables[source.domain] != nullptr;
      scratch.inputs.push_back(there ? find(source, batch, scratch, results) : nullptr);
    }
    for (const Source& source : step.outputs) {
      scratch.outputs.push_back(slot_buffer(source.slot, scratch, results));
    }
    switch (step.kind) {
      case plan::StepKind::Kernel: run_kernel(step, batch, scratch); break;
      case plan::StepKind::Reduce: run_reduce(step, batch, scratch); break;
      case plan::StepKind::Through: run_through(step, batch, scratch); break;
      case plan::StepKind::Broadcast: run_broadcast(step, batch, scratch); break;
    }
  }

  static void prefetch(const BoundStep& step, const PlanScratch& scratch, std::size_t first_block,
                       std::size_t block_count) {
    for (std::size_t index = 0; index < step.inputs.size(); ++index) {
      const std::size_t per_block = step.inputs[index].bytes_per_block;
      const auto* start = static_cast<const std::byte*>(scratch.inputs[index]);
      const std::byte* end = start + (first_block + block_count) * per_block;
      for (const std::byte* line = start + first_block * per_block; line < end;
           line += line_bytes) {
        __builtin_prefetch(line, 0, 2);
      }
    }
  }

  void run_kernel(const BoundStep& step, const runtime::Batch& batch, PlanScratch& scratch) const {
    const std::size_t blocks = batch.tables[step.domain]->blocks();
    std::size_t per_block = 0;
    for (const Source& source : step.inputs) per_block += source.bytes_per_block;
    const void* const* inputs = scratch.inputs.data();
    void* const* outputs = scratch.outputs.data();
    if (per_block * blocks <= cached_bytes) {
      kernels_->run(step.step, inputs, outputs, 0, static_cast<std::int64_t>(blocks));
      return;
    }
    prefetch(step, scratch, 0, std::min(tile_blocks, blocks));
    for (std::size_t block = 0; block < blocks; block += tile_blocks) {
      const std::size_t next = std::min(block + tile_blocks, blocks);
      prefetch(step, scratch, next, std::min(tile_blocks, blocks - next));
      kernels_->run(step.step, inputs, outputs, static_cast<std::int64_t>(block),
                    static_cast<std::int64_t>(next - block));
    }
  }

  template <typename T>
  static const T* input(const PlanScratch& scratch, std::size_t index) {
    return static_cast<const T*>(scratch.inputs[index]);
  }
  template <typename T>
  static T* output(const PlanScratch& scratch, std::size_t index) {
    return static_cast<T*>(scratch.outputs[index]);
  }
  static runtime::Planes operand(const PlanScratch& scratch) {
    return {input<std::uint64_t>(scratch, 0), input<std::uint64_t>(scratch, 1)};
  }
  static runtime::OutputPlanes result(const PlanScratch& scratch) {
    return {output<std::uint64_t>(scratch, 0), output<std::uint64_t>(scratch, 1)};
  }

  static void run_reduce(const BoundStep& step, const runtime::Batch& batch,
                         const PlanScratch& scratch) {
    const runtime::Link link{input<std::uint64_t>(scratch, 2), input<std::uint32_t>(scratch, 3),
                             rows(batch, step.domain), rows(batch, step.other_domain)};
    if (step.opcode == Opcode::Every) {
      runtime::every_row(operand(scratch), link, result(scratch));
    } else {
      const std::int64_t count = step.opcode == Opcode::Some ? 1 : step.count;
      runtime::at_least_rows(operand(scratch), link, count, result(scratch));
    }
  }

  static void run_through(const BoundStep& step, const runtime::Batch& batch,
                          const PlanScratch& scratch) {
    const runtime::Reference reference{input<std::uint64_t>(scratch, 2),
                                       input<std::uint32_t>(scratch, 3), rows(batch, step.domain),
                                       rows(batch, step.other_domain)};
    if (step.width == 0) {
      runtime::through_truth(operand(scratch), reference, result(scratch));
    } else {
      runtime::through_number(input<std::uint64_t>(scratch, 0), input<std::byte>(scratch, 1),
                              step.width, reference, output<std::uint64_t>(scratch, 0),
                              output<std::byte>(scratch, 1));
    }
  }

  static void run_broadcast(const BoundStep& step, const runtime::Batch& batch,
                            const PlanScratch& scratch) {
    const runtime::Link link{input<std::uint64_t>(scratch, 2), input<std::uint32_t>(scratch, 3),
                             rows(batch, step.other_domain), rows(batch, step.domain)};
    if (step.width == 0) {
      runtime::broadcast_truth(operand(scratch), link, result(scratch));
    } else {
      runtime::broadcast_number(input<std::uint64_t>(scratch, 0), input<std::byte>(scratch, 1),
                                step.width, link, output<std::uint64_t>(scratch, 0),
                                output<std::byte>(scratch, 1));
    }
  }

  std::shared_ptr<const Kernels> kernels_;
  std::size_t domains_ = 0;
  std::vector<std::size_t> shared_domains_;
  std::vector<Slot> slots_;
  std::map<Key, std::size_t> slot_of_;
  std::vector<Copy> copies_;
  std::vector<bool> output_is_number_;
  std::vector<std::vector<std::uint8_t>> calendars_;  // empty where none of the days is looked up
  std::vector<BoundStep> steps_;
};

}  // namespace

std::size_t crossing_width(const layout::NumberForm& form) {
  return layout::bits_of(form) <= layout::widest_output_bits ? 8 : 16;
}

std::unique_ptr<Evaluator> make_evaluator(const ir::Module& module, const plan::Plan& plan,
                                          std::shared_ptr<const Kernels> kernels) {
  return std::make_unique<PlanEvaluator>(module, plan, std::move(kernels));
}

}  // namespace nansen::execute
