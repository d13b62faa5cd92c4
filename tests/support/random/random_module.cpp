#include "tests/support/random/random_module.h"

#include <algorithm>
#include <optional>
#include <string>

#include "compiler/ir/opcode.h"
#include "compiler/layout/days.h"
#include "compiler/layout/layout.h"
#include "runtime/calendar.h"
#include "tests/support/random/random_day.h"

namespace nansen::test {
namespace {

using ir::ColumnKind;

// Numbers are built from numbers this often at most, so that they stay within 128 bits.
constexpr int deepest_number = 3;
constexpr std::size_t most_domains = 7;

class Maker {
 public:
  Maker(Random& random, const ModuleOptions& options) : random_(random), options_(options) {}

  ir::Module run() {
    module_.domains.add({ir::DomainKind::Root, "Case", {}, {}});
    for (std::size_t index = 0; index < module_.domains.size(); ++index) {
      add_columns(ir::DomainId(index));
    }
    for (std::size_t count = 1 + random_.below(3); count > 0; --count) add_calendar();
    for (std::size_t made = 0; made < options_.instructions;) made += add_instruction() ? 1 : 0;
    add_rules();
    for (std::size_t index = 0; index < options_.outputs; ++index) add_output(index);
    return std::move(module_);
  }

 private:
  // ---- domains and columns ----

  void add_columns(ir::DomainId domain) {
    for (const ColumnKind kind :
         {ColumnKind::Boolean, ColumnKind::Enumeration, ColumnKind::OrderedEnumeration,
          ColumnKind::Set, ColumnKind::Number, ColumnKind::Number}) {
      if (random_.chance(75)) add_column(domain, kind);
    }
    add_column(domain, ColumnKind::Boolean);
    while (random_.chance(60)) add_day(domain);
    if (random_.chance(60)) {
      // Two references to one table, which SameRow can compare.
      const ir::DomainId target = referenced();
      add_column(domain, ColumnKind::Reference, target);
      if (random_.chance(70)) add_column(domain, ColumnKind::Reference, target);
    }
    if (module_.domains.size() < most_domains && random_.chance(60)) {
      const ir::ColumnId link = add_column(domain, ColumnKind::Rows);
      module_.columns[link].target =
          module_.domains.add({ir::DomainKind::Rows, "Row", domain, link});
    }
  }

  ir::DomainId referenced() {
    std::vector<ir::DomainId> there;
    for (std::size_t index = 0; index < module_.domains.size(); ++index) {
      if (module_.domains[ir::DomainId(index)].kind == ir::DomainKind::Referenced) {
        there.push_back(ir::DomainId(index));
      }
    }
    if (there.empty() || (there.size() < 2 && random_.chance(40))) {
      return module_.domains.add(
          {ir::DomainKind::Referenced, "Entity" + std::to_string(there.size()), {}, {}});
    }
    return random_.pick(there);
  }

  ir::ColumnId add_column(ir::DomainId domain, ColumnKind kind, ir::DomainId target = {}) {
    ir::Column column;
    column.kind = kind;
    column.domain = domain;
    column.name = "c" + std::to_string(module_.columns.size());
    column.target = target;
    if (kind == ColumnKind::Enumeration || kind == ColumnKind::OrderedEnumeration ||
        kind == ColumnKind::Set) {
      // Now and then more members than one byte can tell apart.
      const std::size_t members =
          kind != ColumnKind::Set && random_.chance(5) ? 300 : 1 + random_.below(6);
      for (std::size_t member = 0; member < members; ++member) {
        column.members.push_back("m" + std::to_string(member));
      }
    }
    if (kind == ColumnKind::Number) {
      const std::vector<std::int64_t> reaches{
          1, 100, 127, 128, 32'767, 2'000'000, 4'000'000'000, 9'000'000'000'000'000};
      column.scale = random_.pick(std::vector<std::int64_t>{1, 1, 10, 1'000});
      column.greatest = random_.pick(reaches);
      column.least = random_.chance(50) ? 0 : -random_.pick(reaches);
    }
    return module_.columns.add(std::move(column));
  }

  /// A column of days, or two of their bounds.
  void add_day(ir::DomainId domain) {
    ir::Column column;
    column.kind = ColumnKind::Number;
    column.domain = domain;
    column.name = "d" + std::to_string(module_.columns.size());
    column.least = runtime::first_day;
    column.greatest = runtime::last_day;
    if (random_.chance(60)) {
      module_.columns.add(std::move(column));
      return;
    }
    column.bound = ir::Bound::Least;
    module_.columns.add(column);
    column.bound = ir::Bound::Greatest;
    module_.columns.add(std::move(column));
  }

  void add_calendar() {
    ir::Calendar calendar;
    calendar.name = "calendar " + std::to_string(module_.calendars.size());
    calendar.weekend = static_cast<std::uint8_t>(random_.below(0x7f));
    for (std::size_t count = random_.below(6); count > 0; --count) {
      calendar.holidays.push_back(random_day(random_));
      // The days after it, too, now and then.
      while (random_.chance(50) && calendar.holidays.back() < runtime::last_day) {
        calendar.holidays.push_back(calendar.holidays.back() + 1);
      }
    }
    for (std::size_t count = random_.below(6); count > 0; --count) {
      calendar.yearly.push_back(random_.pick(std::vector{101, 102, 228, 229, 301, 1230, 1231}));
    }
    for (std::vector<std::int32_t>* days : {&calendar.holidays, &calendar.yearly}) {
      std::sort(days->begin(), days->end());
      days->erase(std::unique(days->begin(), days->end()), days->end());
    }
    module_.calendars.push_back(std::move(calendar));
  }

  // ---- instructions ----

  std::optional<ir::ColumnId> column_in(ir::DomainId domain, const ir::OpcodeRow& row) {
    std::vector<ir::ColumnId> fitting;
    for (std::size_t index = 0; index < module_.columns.size(); ++index) {
      const ir::ColumnId id(index);
      const ir::Column& column = module_.columns[id];
      if (column.domain != domain || !row.reads(column.kind)) continue;
      if (row.opcode == ir::Opcode::ColumnAtLeast && column.members.size() < 2) continue;
      fitting.push_back(id);
    }
    if (fitting.empty()) return std::nullopt;
    return random_.pick(fitting);
  }

  /// A truth ('t'), number ('n'), whole number ('w') or day ('d') in `domain`, the later ones more
  /// likely.
  std::optional<ir::ValueId> operand_in(ir::DomainId domain, char kind) {
    std::vector<ir::ValueId> fitting;
    for (std::size_t index = 0; index < module_.instructions.size(); ++index) {
      const ir::ValueId value(index);
      const ir::Instruction& made = module_.instructions[value];
      if (made.domain != domain || ir::gives_number(made.opcode) != (kind != 't')) continue;
      if (kind == 'n' && depth(value) >= deepest_number) continue;
      if (kind == 'w' && form(value).scale != 1) continue;
      if (kind == 'd' && !is_day(form(value))) continue;
      fitting.push_back(value);
    }
    if (fitting.empty()) return std::nullopt;
    const std::size_t recent = std::min<std::size_t>(fitting.size(), 8);
    if (random_.chance(60)) return fitting[fitting.size() - 1 - random_.below(recent)];
    return random_.pick(fitting);
  }

  const layout::NumberForm& form(ir::ValueId value) {
    if (forms_.size() <= static_cast<std::size_t>(value.index)) {
      forms_ = layout::number_forms(module_);
    }
    return forms_[static_cast<std::size_t>(value.index)];
  }

  static bool is_day(const layout::NumberForm& form) {
    return form.scale == 1 && form.least >= runtime::first_day &&
           form.greatest <= runtime::last_day;
  }

  /// The kind of operand that makes sense at `position`.
  static char operand_kind(const ir::OpcodeRow& row, std::size_t position) {
    if (!layout::takes_days(row.opcode)) return row.operand(position);
    const bool adds = row.opcode == ir::Opcode::AddDays || row.opcode == ir::Opcode::AddMonths;
    return adds && position == 1 ? 'w' : 'd';
  }

  int depth(ir::ValueId value) const { return depths_[static_cast<std::size_t>(value.index)]; }

  /// Tries one random operation; false iff its column or operands are not to be had.
  bool add_instruction() {
    const std::span<const ir::OpcodeRow> rows = ir::opcode_rows();
    const ir::OpcodeRow& row = rows[random_.below(rows.size())];
    ir::Instruction made;
    made.opcode = row.opcode;
    made.domain = ir::DomainId(random_.below(module_.domains.size()));
    ir::DomainId place = made.domain;
    if (row.reads_column()) {
      const auto column = column_in(made.domain, row);
      if (!column) return false;
      made.column = *column;
      if (row.place == ir::Place::There) place = module_.columns[*column].target;
    }
    if (row.place == ir::Place::Above) place = module_.domains[made.domain].parent;
    if (!place.valid()) return false;
    if (row.uses_other_column) {
      const auto other = column_in(made.domain, row);
      if (module_.columns[*other].target != module_.columns[made.column].target) return false;
      made.other_column = *other;
    }
    std::size_t count = row.operands.size();
    const bool stretches =
        row.opcode == ir::Opcode::DaysCounted || row.opcode == ir::Opcode::CountedUntil;
    if (row.repeats) count += random_.below(4) * (stretches ? 2 : 1);
    int deepest = 0;
    for (std::size_t position = 0; position < count; ++position) {
      const auto operand = operand_in(place, operand_kind(row, position));
      if (!operand) return false;
      made.operands.push_back(*operand);
      deepest = std::max(deepest, depth(*operand));
    }
    if (row.uses_truth) made.truth = static_cast<Truth>(random_.below(3));
    if (row.uses_number) made.number = rational();
    const bool is_constant = row.opcode == ir::Opcode::ConstantNumber;
    if (is_constant && random_.chance(40)) made.number = random_day(random_);
    if (is_constant && random_.chance(20)) made.number = random_.between(-400, 400);
    if (row.uses_month_end) made.member = static_cast<std::uint32_t>(random_.below(2));
    if (row.uses_calendar) {
      made.member = static_cast<std::uint32_t>(random_.below(module_.calendars.size()));
    }
    if (row.uses_gap && random_.chance(70)) {
      made.count = random_.pick(std::vector<std::int64_t>{1, 2, 6, 12, 30, 365, 40'000'000'000});
      made.member = static_cast<std::uint32_t>(random_.below(2));
    }
    if (row.uses_count) made.count = random_.between(1, row.reads_column() ? 3 : as_count(count));
    if (row.uses_member) {
      const std::size_t first = row.opcode == ir::Opcode::ColumnAtLeast ? 1 : 0;
      const std::size_t members = module_.columns[made.column].members.size();
      made.member = static_cast<std::uint32_t>(first + random_.below(members - first));
    }
    const bool builds = row.number && !made.operands.empty();
    // Whatever days are made of, they lie in the calendar.
    const bool grows = row.number && !layout::takes_days(row.opcode);
    depths_.push_back(grows ? deepest + (builds ? 1 : 0) : 0);
    module_.instructions.add(std::move(made));
    module_.origins.push_back(origins());
    return true;
  }

  static std::int64_t as_count(std::size_t count) { return static_cast<std::int64_t>(count); }

  Rational rational() {
    Rational number(static_cast<long>(random_.between(-9, 9)),
                    static_cast<unsigned long>(random_.between(1, 6)));
    number.canonicalize();
    return number;
  }

  std::vector<std::uint32_t> origins() {
    std::vector<std::uint32_t> rules;
    for (std::uint32_t rule = 0; rule < 12; ++rule) {
      if (random_.chance(15)) rules.push_back(rule);
    }
    if (rules.empty()) rules.push_back(static_cast<std::uint32_t>(random_.below(12)));
    return rules;
  }

  // ---- rules and outputs ----

  void add_rules() {
    for (std::uint32_t rule = 0; rule < 12; ++rule) {
      const auto value = operand_in(ir::DomainId(0), 't');
      if (!value || !random_.chance(60)) continue;
      module_.rules.add({rule, "Instrument, art. " + std::to_string(rule) + " \"of\" it", *value});
    }
  }

  void add_output(std::size_t index) {
    ir::Output output;
    output.name = "instrument.output" + std::to_string(index);
    output.kind = static_cast<ir::OutputKind>(random_.below(6));
    const bool range = output.kind == ir::OutputKind::DateRange;
    const bool number =
        output.kind == ir::OutputKind::Number || output.kind == ir::OutputKind::Date;
    std::size_t values = range ? 2 : 1;
    if (output.kind == ir::OutputKind::Enumeration ||
        output.kind == ir::OutputKind::OrderedEnumeration) {
      output.members = {"low", "middle", "high"};
      values = output.kind == ir::OutputKind::Enumeration ? 3 : 2;
    }
    for (std::size_t position = 0; position < values; ++position) {
      const auto value = operand_in(ir::DomainId(0), range ? 'd' : number ? 'n' : 't');
      if (!value) return;
      output.values.push_back(*value);
    }
    module_.outputs.push_back(std::move(output));
    if (!layout::too_wide(module_).empty()) module_.outputs.pop_back();
  }

  Random& random_;
  const ModuleOptions& options_;
  ir::Module module_;
  std::vector<int> depths_;                // parallel to the instructions
  std::vector<layout::NumberForm> forms_;  // of the first of them
};

}  // namespace

ir::Module random_module(Random& random, const ModuleOptions& options) {
  // A few draws hold a number too wide for compiled code; the next is as good.
  while (true) {
    ir::Module module = Maker(random, options).run();
    if (layout::too_wide(module).empty() && !module.outputs.empty()) return module;
  }
}

}  // namespace nansen::test
