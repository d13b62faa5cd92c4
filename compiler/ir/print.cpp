// The module as text. What parse.cpp reads is stated here line by line.
#include <fmt/format.h>

#include "compiler/ir/label.h"
#include "compiler/ir/opcode.h"
#include "compiler/ir/text.h"

namespace nansen::ir {
namespace {

/// Prints also what does not verify, so that a broken module can be looked at.
class Printer {
 public:
  explicit Printer(const Module& module) : module_(module), labels_(domain_labels(module)) {}

  std::string print() {
    for (std::size_t index = 0; index < module_.domains.size(); ++index) domain(DomainId(index));
    for (const Column& column : module_.columns) declare(column);
    for (const Calendar& free : module_.calendars) calendar(free);
    for (std::size_t index = 0; index < module_.instructions.size(); ++index) {
      instruction(ValueId(index));
    }
    for (const RuleEntry& entry : module_.rules) {
      text_ +=
          fmt::format("rule {} {} {}\n", entry.rule, quoted(entry.citation), name(entry.value));
    }
    for (const Output& result : module_.outputs) output(result);
    return std::move(text_);
  }

 private:
  static std::string name(ValueId value) { return fmt::format("%{}", value.index); }

  std::string name(DomainId domain) const {
    return "@" + (module_.domains.contains(domain) ? labels_[static_cast<std::size_t>(domain.index)]
                                                   : "?");
  }

  std::string name(const Column& column) const {
    const std::string label = name(column.domain).substr(1) + "." + column.name;
    switch (column.bound) {
      case Bound::Exact: return label;
      case Bound::Least: return label + std::string(least_suffix);
      case Bound::Greatest: return label + std::string(greatest_suffix);
    }
    return label;
  }
  std::string name(ColumnId column) const {
    return module_.columns.contains(column) ? name(module_.columns[column]) : "?";
  }

  template <typename Entry>
  static std::string listed(const std::vector<Entry>& entries) {
    return entries.empty() ? "{ }" : fmt::format("{{ {} }}", fmt::join(entries, ", "));
  }

  // domain @Person.nationalities : rows Nationality by Person.nationalities
  void domain(DomainId id) {
    const Domain& domain = module_.domains[id];
    text_ += fmt::format("domain {} : {} {}", name(id), to_string(domain.kind), domain.entity);
    if (domain.kind == DomainKind::Rows) text_ += " by " + name(domain.link);
    text_ += '\n';
  }

  // column Person.age : number 0 to 130 scale 1
  void declare(const Column& column) {
    text_ += fmt::format("column {} : {}", name(column), to_string(column.kind));
    switch (column.kind) {
      case ColumnKind::Boolean: break;
      case ColumnKind::Enumeration:
      case ColumnKind::OrderedEnumeration:
      case ColumnKind::Set: text_ += " " + listed(column.members); break;
      case ColumnKind::Number:
        text_ += fmt::format(" {} to {} scale {}", column.least, column.greatest, column.scale);
        break;
      case ColumnKind::Reference:
      case ColumnKind::Rows: text_ += " to " + name(column.target); break;
    }
    text_ += '\n';
  }

  // calendar "works" : weekend { saturday, sunday } holidays { 20454 } yearly { 1225 }
  void calendar(const Calendar& free) {
    std::vector<std::string_view> weekend;
    for (std::size_t day = 0; day < weekdays.size(); ++day) {
      if ((free.weekend >> day & 1) != 0) weekend.push_back(weekdays[day]);
    }
    text_ += fmt::format("calendar {} : weekend {} holidays {} yearly {}\n", quoted(free.name),
                         listed(weekend), listed(free.holidays), listed(free.yearly));
  }

  // %12 : truth @Person = and %3 %11  ; rules 4 7
  void instruction(ValueId id) {
    const Instruction& made = module_.instructions[id];
    const OpcodeRow& row = row_of(made.opcode);
    text_ += fmt::format("{} : {} {} = {}", name(id), row.number ? "number" : "truth",
                         name(made.domain), row.word);
    if (row.uses_truth) text_ += fmt::format(" {}", nansen::to_string(made.truth));
    if (row.uses_number) text_ += " " + made.number.get_str();
    if (row.uses_count) text_ += fmt::format(" {} of", made.count);
    if (row.reads_column()) text_ += " " + name(made.column);
    if (row.uses_other_column) text_ += " " + name(made.other_column);
    if (row.uses_member) text_ += " " + member(made);
    if (row.uses_month_end) text_ += fmt::format(" {}", one_of(month_ends, made.member));
    if (row.uses_calendar) {
      const bool known = made.member < module_.calendars.size();
      text_ += " " + (known ? quoted(module_.calendars[made.member].name) : "?");
    }
    if (row.uses_gap) {
      text_ += fmt::format(" {} {} of", made.count, one_of(gap_units, made.member));
    }
    for (const ValueId operand : made.operands) text_ += " " + name(operand);
    const auto position = static_cast<std::size_t>(id.index);
    if (position < module_.origins.size() && !module_.origins[position].empty()) {
      text_ += fmt::format("  ; rules {}", fmt::join(module_.origins[position], " "));
    }
    text_ += '\n';
  }

  std::string member(const Instruction& made) const {
    if (module_.columns.contains(made.column)) {
      const auto& names = module_.columns[made.column].members;
      if (made.member < names.size()) return names[made.member];
    }
    return fmt::format("?{}", made.member);
  }

  template <typename Words>
  static std::string_view one_of(const Words& words, std::uint32_t member) {
    return member < words.size() ? words[member] : "?";
  }

  // output "convention_1951.refugee" : truth %12
  void output(const Output& result) {
    text_ += fmt::format("output {} : {}", quoted(result.name), to_string(result.kind));
    if (!result.members.empty()) text_ += " " + listed(result.members);
    for (const ValueId value : result.values) text_ += " " + name(value);
    text_ += '\n';
  }

  const Module& module_;
  std::vector<std::string> labels_;
  std::string text_;
};

}  // namespace

std::string print(const Module& module) { return Printer(module).print(); }

}  // namespace nansen::ir
