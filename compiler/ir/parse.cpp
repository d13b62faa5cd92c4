// Reads back what print.cpp writes. Shape only: whether the module makes sense is for the verifier.
#include <fmt/format.h>

#include <map>

#include "compiler/ir/label.h"
#include "compiler/ir/opcode.h"
#include "compiler/ir/text.h"

namespace nansen::ir {
namespace {

class Parser : LineReader {
 public:
  Parser(std::string_view text, Module& module) : text_(text), module_(module) {}

  bool parse(std::string& why) {
    // Links lead from domains to columns and back, so the labels are all read before the rest.
    read_lines(text_, [&] { read_label(); });
    read_lines(text_, [&] { read_line(); });
    if (!ok()) why = error();
    return ok();
  }

 private:
  /// Calls `read_entry` for each entry of `{ a, b }`.
  template <typename ReadEntry>
  void list(ReadEntry read_entry) {
    expect("{");
    for (bool first = true; ok() && !next_is("}"); first = false) {
      if (!first) expect(",");
      read_entry();
    }
    expect("}");
  }

  std::vector<std::string> members() {
    std::vector<std::string> names;
    list([&] { names.push_back(word("a member")); });
    return names;
  }

  /// The place among `words` of the next one.
  template <typename Words>
  std::uint32_t position_in(const Words& words, std::string_view wanted) {
    const std::string text = word(wanted);
    for (std::size_t place = 0; place < words.size(); ++place) {
      if (words[place] == text) return static_cast<std::uint32_t>(place);
    }
    fail(fmt::format("\"{}\" is not {}", text, wanted));
    return 0;
  }

  // ---- labels ----

  void read_label() {
    if (next_is("domain")) {
      skip();
      if (!domains_.emplace(word("a domain"), DomainId(domains_.size())).second) {
        fail("this domain is already there");
      }
    } else if (next_is("column")) {
      skip();
      if (!columns_.emplace(word("a column"), ColumnId(columns_.size())).second) {
        fail("this column is already there");
      }
    }
  }

  DomainId domain() {
    const std::string label = word("a domain");
    const auto found = domains_.find(label);
    if (ok() && found == domains_.end()) fail(fmt::format("there is no domain {}", label));
    return ok() ? found->second : DomainId();
  }
  ColumnId column() {
    const std::string label = word("a column");
    const auto found = columns_.find(label);
    if (ok() && found == columns_.end()) fail(fmt::format("there is no column {}", label));
    return ok() ? found->second : ColumnId();
  }
  ValueId value() {
    const std::size_t index = value_index();
    return ok() ? ValueId(index) : ValueId();
  }

  // ---- lines ----

  void read_line() {
    const std::string first = word("a line's first word");
    if (first == "domain") {
      read_domain();
    } else if (first == "column") {
      read_column();
    } else if (first == "calendar") {
      read_calendar();
    } else if (first == "rule") {
      RuleEntry entry;
      entry.rule = number<std::uint32_t>("a rule's number");
      entry.citation = string("a citation");
      entry.value = value();
      module_.rules.add(std::move(entry));
    } else if (first == "output") {
      read_output();
    } else if (first.starts_with('%')) {
      read_instruction(first);
    } else {
      fail(fmt::format("no line begins with \"{}\"", first));
    }
    expect_end();
  }

  void read_domain() {
    Domain result;
    domain();
    expect(":");
    result.kind =
        one_of({DomainKind::Root, DomainKind::Rows, DomainKind::Referenced}, "a kind of domain");
    result.entity = word("an entity");
    if (result.kind == DomainKind::Rows) {
      expect("by");
      const std::string link = peek();
      result.link = column();
      if (ok()) result.parent = domain_of(link);
    }
    module_.domains.add(std::move(result));
  }

  /// The domain of the column labelled `label`: the part before the last point.
  DomainId domain_of(const std::string& label) {
    const auto found = domains_.find("@" + label.substr(0, label.rfind('.')));
    if (label.rfind('.') == std::string::npos || found == domains_.end()) {
      fail(fmt::format("\"{}\" names no domain", label));
      return {};
    }
    return found->second;
  }

  void read_column() {
    Column result;
    const std::string label = word("a column");
    result.domain = domain_of(label);
    result.name = label.substr(label.rfind('.') + 1);
    if (result.name.ends_with(least_suffix)) {
      result.bound = Bound::Least;
      result.name.resize(result.name.size() - least_suffix.size());
    } else if (result.name.ends_with(greatest_suffix)) {
      result.bound = Bound::Greatest;
      result.name.resize(result.name.size() - greatest_suffix.size());
    }
    expect(":");
    result.kind =
        one_of({ColumnKind::Boolean, ColumnKind::Enumeration, ColumnKind::OrderedEnumeration,
                ColumnKind::Set, ColumnKind::Number, ColumnKind::Reference, ColumnKind::Rows},
               "a kind of column");
    switch (result.kind) {
      case ColumnKind::Boolean: break;
      case ColumnKind::Enumeration:
      case ColumnKind::OrderedEnumeration:
      case ColumnKind::Set: result.members = members(); break;
      case ColumnKind::Number:
        result.least = number<std::int64_t>("the least number");
        expect("to");
        result.greatest = number<std::int64_t>("the greatest number");
        expect("scale");
        result.scale = number<std::int64_t>("a scale");
        break;
      case ColumnKind::Reference:
      case ColumnKind::Rows:
        expect("to");
        result.target = domain();
        break;
    }
    module_.columns.add(std::move(result));
  }

  void read_calendar() {
    Calendar result;
    result.name = string("a calendar's name");
    expect(":");
    expect("weekend");
    list([&] {
      const auto bit = 1U << position_in(weekdays, "a day of the week");
      result.weekend = static_cast<std::uint8_t>(result.weekend | bit);
    });
    expect("holidays");
    list([&] { result.holidays.push_back(number<std::int32_t>("a day")); });
    expect("yearly");
    list([&] { result.yearly.push_back(number<std::int32_t>("a month and a day")); });
    module_.calendars.push_back(std::move(result));
  }

  void read_output() {
    Output result;
    result.name = string("an output's name");
    expect(":");
    result.kind =
        one_of({OutputKind::Truth, OutputKind::Enumeration, OutputKind::OrderedEnumeration,
                OutputKind::Number, OutputKind::Date, OutputKind::DateRange},
               "a kind of output");
    if (next_is("{")) result.members = members();
    while (ok() && !at_end()) result.values.push_back(value());
    module_.outputs.push_back(std::move(result));
  }

  void read_instruction(const std::string& label) {
    if (label != fmt::format("%{}", module_.instructions.size())) {
      fail(fmt::format("%{} comes next", module_.instructions.size()));
    }
    Instruction result;
    expect(":");
    const std::string kind = word("\"truth\" or \"number\"");
    result.domain = domain();
    expect("=");
    const std::string name = word("an operation");
    const OpcodeRow* row = nullptr;
    for (const OpcodeRow& candidate : opcode_rows()) {
      if (candidate.word == name) row = &candidate;
    }
    if (row == nullptr) return fail(fmt::format("there is no operation \"{}\"", name));
    if (kind != (row->number ? "number" : "truth")) {
      fail(fmt::format("\"{}\" does not give a \"{}\"", name, kind));
    }
    result.opcode = row->opcode;
    if (row->uses_truth) {
      result.truth = one_of({Truth::No, Truth::Undetermined, Truth::Yes}, "a truth");
    }
    if (row->uses_number) result.number = rational();
    if (row->uses_count) {
      result.count = number<std::int64_t>("a count");
      expect("of");
    }
    if (row->reads_column()) result.column = column();
    if (row->uses_other_column) result.other_column = column();
    if (row->uses_member) result.member = member(result.column);
    if (row->uses_month_end) result.member = position_in(month_ends, "\"down\" or \"up\"");
    if (row->uses_calendar) result.member = calendar();
    if (row->uses_gap) {
      result.count = number<std::int64_t>("a count");
      result.member = position_in(gap_units, "\"days\" or \"months\"");
      expect("of");
    }
    while (ok() && !at_end() && !next_is(";")) result.operands.push_back(value());
    std::vector<std::uint32_t> rules;
    if (ok() && !at_end()) {
      expect(";");
      expect("rules");
      while (ok() && !at_end()) rules.push_back(number<std::uint32_t>("a rule's number"));
    }
    module_.instructions.add(std::move(result));
    module_.origins.push_back(std::move(rules));
  }

  std::uint32_t calendar() {
    const std::string name = string("a calendar");
    for (std::size_t index = 0; index < module_.calendars.size(); ++index) {
      if (module_.calendars[index].name == name) return static_cast<std::uint32_t>(index);
    }
    fail(fmt::format("there is no calendar \"{}\"", name));
    return 0;
  }

  std::uint32_t member(ColumnId column) {
    const std::string name = word("a member");
    if (!ok()) return 0;
    if (!module_.columns.contains(column)) {
      fail("a column's line comes before the instructions that read it");
      return 0;
    }
    const auto& names = module_.columns[column].members;
    for (std::size_t index = 0; index < names.size(); ++index) {
      if (names[index] == name) return static_cast<std::uint32_t>(index);
    }
    fail(fmt::format("the column has no member \"{}\"", name));
    return 0;
  }

  std::string_view text_;
  Module& module_;
  std::map<std::string, DomainId> domains_;  // by "@" and label
  std::map<std::string, ColumnId> columns_;
};

}  // namespace

bool parse(std::string_view text, Module& module, std::string& error) {
  module = Module();
  return Parser(text, module).parse(error);
}

}  // namespace nansen::ir
