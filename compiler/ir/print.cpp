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
    return name(column.domain).substr(1) + "." + column.name;
  }
  std::string name(ColumnId column) const {
    return module_.columns.contains(column) ? name(module_.columns[column]) : "?";
  }

  static std::string members(const std::vector<std::string>& names) {
    return fmt::format("{{ {} }}", fmt::join(names, ", "));
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
      case ColumnKind::Set: text_ += " " + members(column.members); break;
      case ColumnKind::Number:
        text_ += fmt::format(" {} to {} scale {}", column.least, column.greatest, column.scale);
        break;
      case ColumnKind::Reference:
      case ColumnKind::Rows: text_ += " to " + name(column.target); break;
    }
    text_ += '\n';
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

  // output "convention_1951.refugee" : truth %12
  void output(const Output& result) {
    text_ += fmt::format("output {} : {}", quoted(result.name), to_string(result.kind));
    if (!result.members.empty()) text_ += " " + members(result.members);
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
