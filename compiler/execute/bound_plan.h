// What is found out about a plan once, before any batch arrives: which buffers its steps read and
// write. Used inside this room only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/ir/ir.h"
#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"
#include "runtime/batch.h"

namespace nansen::execute {

/// A table's buffer that steps read, or that answers may be counted by.
struct ColumnBuffer {
  std::size_t domain = 0;
  std::size_t column = 0;  // position in the domain's table
  std::size_t buffer = 0;
  std::size_t bytes_per_block = 0;
  bool offsets = false;  // one entry more than there are rows
  bool read = false;     // by a step
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

/// A buffer of a step: its place among all buffers (those of columns, then slots, then calendars),
/// and how it goes along with the rows.
struct Operand {
  std::size_t place = 0;
  std::size_t domain = 0;
  std::size_t bytes_per_block = 0;  // 0 of a calendar
};

struct BoundStep {
  plan::StepKind kind{};
  std::size_t domain = 0;
  bool shared = false;
  std::size_t step = 0;  // of the plan
  ir::Opcode opcode{};
  std::int64_t count = 0;
  std::size_t width = 0;         // of a crossing number's integers; 0 iff it is a truth
  std::size_t other_domain = 0;  // of a crossing's operand
  std::vector<Operand> inputs;
  std::vector<Operand> outputs;
};

/// A domain of the rows of cases, and the offsets that say whose they are.
struct LinkedDomain {
  std::size_t domain = 0;
  std::size_t parent = 0;
  std::size_t offsets = 0;  // a place
};

class BoundPlan {
 public:
  BoundPlan(const ir::Module& module, const plan::Plan& plan);

  std::size_t domains = 0;
  std::vector<bool> shared;  // by domain
  std::vector<ColumnBuffer> columns;
  std::vector<Slot> slots;
  std::vector<Copy> copies;
  std::vector<bool> output_is_number;
  std::vector<std::vector<std::uint8_t>> calendars;  // empty where none of the days is looked up
  std::vector<BoundStep> steps;
  std::vector<LinkedDomain> linked;                       // parents before their rows
  std::vector<std::vector<runtime::ColumnShape>> shapes;  // by domain
  std::vector<runtime::OutputShape> output_shapes;

  std::size_t slot_place(std::size_t slot) const { return columns.size() + slot; }
  std::size_t calendar_place(std::size_t calendar) const {
    return columns.size() + slots.size() + calendar;
  }
  std::size_t places() const { return calendar_place(calendars.size()); }
  /// The place of buffer `buffer` of a column of the cases.
  std::optional<std::size_t> case_column(std::size_t column, std::size_t buffer) const;

 private:
  using Key = std::pair<std::pair<ir::ValueId, ir::DomainId>, std::uint32_t>;

  std::size_t column_place(const ir::Module& module, ir::ColumnId column, std::uint32_t buffer);
  void bind_outputs(const ir::Module& module, const std::vector<layout::NumberForm>& forms);
  Operand bind(const ir::Module& module, const plan::KernelBuffer& buffer,
               const std::vector<layout::NumberForm>& forms);
  void make_calendar(const ir::Module& module, std::size_t index);
  void bind_step(const ir::Module& module, const plan::Step& step, std::size_t number,
                 const std::vector<layout::NumberForm>& forms);
  void bind_links(const ir::Module& module);
  void number_places();

  std::map<Key, std::size_t> slot_of_;
};

/// A column of the cases as a source fetches it: all its buffers, wanted or not.
struct FetchedColumn {
  FetchedColumn(const BoundPlan& plan, std::size_t column);

  bool read = false;                               // by a step
  bool wanted = false;                             // by a step, or to count by
  std::vector<std::optional<std::size_t>> places;  // by buffer
  std::size_t most_bytes_per_block = 0;
};

}  // namespace nansen::execute
