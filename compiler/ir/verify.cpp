// The invariants of a module. Each line of the result begins with the name of one of these:
//
//   root                 domains[0] is the only root
//   domain-link          a Rows domain follows its parent and is what its link, a Rows column of
//   the
//                        parent, leads to; other domains have neither parent nor link
//   domain-once          one Referenced domain an entity; one Rows domain a link
//   names                entities, columns and members are words; columns are distinct within their
//                        domain (but for two bounds), members within their column, outputs within
//                        the module
//   column-bound         Least and Greatest are columns of numbers, one of each a domain and name,
//   alike
//                        but for their bound
//   calendar             names are distinct; some day of the week is no weekend; holidays ascend,
//   and so
//                        do the days of every year, each of which some year has
//   column-domain        a column stands in a domain
//   column-members       columns of enumerations have 1 to 65,535 members, others none
//   column-range         scale >= 1 and least <= greatest; 1, 0 and 0 where the column is no number
//   column-target        a Reference leads to a Referenced domain; a Rows column to the rows it
//   links;
//                        others nowhere
//   origins              parallel to the instructions, each ascending and never empty
//   operand-count        as opcodes.def says; stretches have a first and a last day
//   operand-before-use   operands come before the instruction
//   operand-kind         truths and numbers as opcodes.def says
//   operand-domain       operands have their values Here, There or Above, as opcodes.def says
//   column-kind          the column read is of a kind that opcodes.def allows
//   column-place         the column read stands in the instruction's domain
//   member-range         the member is one of the column's; of ColumnAtLeast it is not the least
//   calendar-range       the calendar is one of the module's
//   month-end            a member of AddMonths is 0 or 1
//   count-range          1 <= count, and of AtLeast count <= operands; of a gap 0 <= count, and the
//                        member is 0 or 1, 0 where the count is
//   payload              fields that the operation does not use are as they are by default
//   rule-entry           a RuleEntry's value is a truth; entries ascend by rule, then by value, and
//   a
//                        rule has at most one a domain
//   output               values stand in the root domain, as many and of the kind its OutputKind
//   asks
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "compiler/ir/label.h"
#include "compiler/ir/opcode.h"

namespace nansen::ir {
namespace {

constexpr std::uint8_t every_weekday = 0x7f;
constexpr std::array<std::int32_t, 12> longest_months = {31, 29, 31, 30, 31, 30,
                                                         31, 31, 30, 31, 30, 31};

class Verifier {
 public:
  explicit Verifier(const Module& module) : module_(module) {}

  std::vector<std::string> verify() {
    domains();
    columns();
    calendars();
    origins();
    for (std::size_t index = 0; index < module_.instructions.size(); ++index) {
      instruction(ValueId(index));
    }
    rules();
    outputs();
    return std::move(problems_);
  }

 private:
  template <typename... Arguments>
  void check(bool holds, std::string_view invariant, std::string_view what,
             const Arguments&... arguments) {
    if (holds) return;
    problems_.push_back(
        fmt::format("{}: {}", invariant, fmt::format(fmt::runtime(what), arguments...)));
  }

  void domains() {
    check(!module_.domains.empty(), "root", "there is no domain");
    std::set<std::string> referenced;
    std::set<ColumnId> links;
    for (std::size_t index = 0; index < module_.domains.size(); ++index) {
      const DomainId id(index);
      const Domain& domain = module_.domains[id];
      check((domain.kind == DomainKind::Root) == (index == 0), "root", "domain {} is {}", index,
            to_string(domain.kind));
      check(is_word(domain.entity), "names", "the entity \"{}\" is no word", domain.entity);
      if (domain.kind == DomainKind::Referenced) {
        check(referenced.insert(domain.entity).second, "domain-once",
              "{} is referenced in two domains", domain.entity);
      }
      if (domain.kind != DomainKind::Rows) {
        check(!domain.parent.valid() && !domain.link.valid(), "domain-link",
              "domain {} has a parent or a link", index);
        continue;
      }
      const bool linked =
          domain.parent.valid() && domain.parent < id && module_.columns.contains(domain.link);
      check(linked && module_.columns[domain.link].kind == ColumnKind::Rows &&
                module_.columns[domain.link].domain == domain.parent &&
                module_.columns[domain.link].target == id,
            "domain-link", "domain {} is not the rows of its link", index);
      check(links.insert(domain.link).second, "domain-once", "a link has two domains");
    }
  }

  void columns() {
    std::set<std::tuple<DomainId, std::string, Bound>> names;
    for (const Column& column : module_.columns) {
      check(module_.domains.contains(column.domain), "column-domain", "\"{}\" stands in no domain",
            column.name);
      check(is_word(column.name), "names", "the column \"{}\" is no word", column.name);
      check(names.emplace(column.domain, column.name, column.bound).second, "names",
            "the column \"{}\" is there twice", column.name);
      const bool members = column.kind == ColumnKind::Enumeration ||
                           column.kind == ColumnKind::OrderedEnumeration ||
                           column.kind == ColumnKind::Set;
      check(members ? !column.members.empty() && column.members.size() <= 65'535
                    : column.members.empty(),
            "column-members", "\"{}\" has {} members", column.name, column.members.size());
      member_names(column.members, column.name);
      check(column.kind == ColumnKind::Number
                ? column.scale >= 1 && column.least <= column.greatest
                : column.scale == 1 && column.least == 0 && column.greatest == 0,
            "column-range", "\"{}\" is {} to {} by {}", column.name, column.least, column.greatest,
            column.scale);
      check(target_fits(column), "column-target", "\"{}\" leads to domain {}", column.name,
            column.target.index);
    }
    bounds();
  }

  void bounds() {
    std::map<std::pair<DomainId, std::string>, std::vector<const Column*>> named;
    for (const Column& column : module_.columns) {
      named[{column.domain, column.name}].push_back(&column);
    }
    for (const auto& [name, columns] : named) {
      // Columns that are there twice are said to be elsewhere; here only bounds count.
      if (std::all_of(columns.begin(), columns.end(),
                      [](const Column* column) { return column->bound == Bound::Exact; })) {
        continue;
      }
      const auto bounded = [&](Bound bound) {
        return std::count_if(columns.begin(), columns.end(),
                             [&](const Column* column) { return column->bound == bound; });
      };
      Column other = *columns.back();
      other.bound = columns.front()->bound;
      check(columns.size() == 2 && bounded(Bound::Least) == 1 && bounded(Bound::Greatest) == 1 &&
                other == *columns.front() && other.kind == ColumnKind::Number,
            "column-bound", "\"{}\" has not one least and one greatest number", name.second);
    }
  }

  void calendars() {
    std::set<std::string_view> names;
    for (const Calendar& calendar : module_.calendars) {
      check(names.insert(calendar.name).second, "calendar", "\"{}\" is there twice", calendar.name);
      check(calendar.weekend < every_weekday, "calendar", "\"{}\" has no working day",
            calendar.name);
      check(ascend(calendar.holidays) && ascend(calendar.yearly), "calendar",
            "the days of \"{}\" do not ascend", calendar.name);
      for (const std::int32_t date : calendar.yearly) {
        const std::int32_t month = date / 100;
        check(month >= 1 && month <= 12 && date % 100 >= 1 &&
                  date % 100 <= longest_months[static_cast<std::size_t>(month - 1)],
              "calendar", "\"{}\" has a holiday on {}", calendar.name, date);
      }
    }
  }

  static bool ascend(const std::vector<std::int32_t>& days) {
    return std::adjacent_find(days.begin(), days.end(), std::greater_equal<>()) == days.end();
  }

  bool target_fits(const Column& column) const {
    if (column.kind != ColumnKind::Reference && column.kind != ColumnKind::Rows) {
      return !column.target.valid();
    }
    if (!module_.domains.contains(column.target)) return false;
    const Domain& target = module_.domains[column.target];
    if (column.kind == ColumnKind::Reference) return target.kind == DomainKind::Referenced;
    return target.kind == DomainKind::Rows && module_.columns.contains(target.link) &&
           &module_.columns[target.link] == &column;
  }

  void member_names(const std::vector<std::string>& members, std::string_view where) {
    std::set<std::string_view> names;
    for (const std::string& member : members) {
      check(is_word(member), "names", "\"{}\" of \"{}\" is no word", member, where);
      check(names.insert(member).second, "names", "\"{}\" of \"{}\" is there twice", member, where);
    }
  }

  void origins() {
    check(module_.origins.size() == module_.instructions.size(), "origins",
          "{} origins of {} instructions", module_.origins.size(), module_.instructions.size());
    for (std::size_t index = 0; index < module_.origins.size(); ++index) {
      const std::vector<std::uint32_t>& rules = module_.origins[index];
      check(!rules.empty(), "origins", "%{} has none", index);
      for (std::size_t next = 1; next < rules.size(); ++next) {
        check(rules[next - 1] < rules[next], "origins", "those of %{} do not ascend", index);
      }
    }
  }

  void instruction(ValueId id) {
    const Instruction& made = module_.instructions[id];
    const OpcodeRow& row = row_of(made.opcode);
    const std::int32_t at = id.index;
    if (!module_.domains.contains(made.domain)) {
      return check(false, "operand-domain", "%{} stands in no domain", at);
    }
    bool enough = row.repeats ? made.operands.size() >= row.operands.size()
                              : made.operands.size() == row.operands.size();
    const bool stretches =
        made.opcode == Opcode::DaysCounted || made.opcode == Opcode::CountedUntil;
    if (stretches && made.operands.size() % 2 == 0) enough = false;
    check(enough, "operand-count", "%{} has {}", at, made.operands.size());
    if (!read_column(id, made, row) || !enough) return;
    for (std::size_t position = 0; position < made.operands.size(); ++position) {
      const ValueId operand = made.operands[position];
      if (!operand.valid() || operand >= id) {
        check(false, "operand-before-use", "%{} uses %{}", at, operand.index);
        continue;
      }
      const Instruction& used = module_.instructions[operand];
      check(gives_number(used.opcode) == (row.operand(position) == 'n'), "operand-kind",
            "%{} uses %{}", at, operand.index);
      check(used.domain == operand_domain(made, row), "operand-domain", "%{} uses %{}", at,
            operand.index);
    }
    const Instruction usual;
    if (row.uses_count) {
      check(made.count >= 1 && (row.reads_column() ||
                                made.count <= static_cast<std::int64_t>(made.operands.size())),
            "count-range", "%{} counts {} of {}", at, made.count, made.operands.size());
    }
    if (row.uses_month_end) {
      check(made.member < month_ends.size(), "month-end", "%{} has rule {}", at, made.member);
    }
    if (row.uses_calendar) {
      check(made.member < module_.calendars.size(), "calendar-range", "%{} asks for calendar {}",
            at, made.member);
    }
    if (row.uses_gap) {
      check(made.count >= 0 && made.member < (made.count == 0 ? 1 : gap_units.size()),
            "count-range", "%{} has a gap of {}, unit {}", at, made.count, made.member);
    }
    const bool member = row.uses_member || row.uses_month_end || row.uses_calendar || row.uses_gap;
    check((row.uses_count || row.uses_gap || made.count == usual.count) &&
              (member || made.member == usual.member) &&
              (row.uses_truth || made.truth == usual.truth) &&
              (row.uses_number || made.number == usual.number),
          "payload", "%{} has more than {} uses", at, row.word);
  }

  DomainId operand_domain(const Instruction& made, const OpcodeRow& row) const {
    switch (row.place) {
      case Place::Here: return made.domain;
      case Place::There: return module_.columns[made.column].target;
      case Place::Above: return module_.domains[made.domain].parent;
    }
    return {};
  }

  /// False iff the operands' domain cannot be told.
  bool read_column(ValueId id, const Instruction& made, const OpcodeRow& row) {
    const std::int32_t at = id.index;
    if (!row.reads_column()) {
      check(!made.column.valid() && !made.other_column.valid(), "payload", "%{} reads a column",
            at);
      return true;
    }
    if (!module_.columns.contains(made.column)) {
      check(false, "column-kind", "%{} reads no column", at);
      return false;
    }
    const Column& column = module_.columns[made.column];
    check(row.reads(column.kind), "column-kind", "%{} reads \"{}\"", at, column.name);
    check(column.domain == made.domain, "column-place", "%{} reads \"{}\"", at, column.name);
    if (row.uses_member) {
      const bool least = made.opcode == Opcode::ColumnAtLeast && made.member == 0;
      check(made.member < column.members.size() && !least, "member-range", "%{} asks for member {}",
            at, made.member);
    }
    if (row.uses_other_column) {
      const bool known = module_.columns.contains(made.other_column);
      check(known && row.reads(module_.columns[made.other_column].kind) &&
                module_.columns[made.other_column].target == column.target,
            "column-kind", "%{} reads another kind of column", at);
      check(known && module_.columns[made.other_column].domain == made.domain, "column-place",
            "%{} reads a column of another domain", at);
    } else {
      check(!made.other_column.valid(), "payload", "%{} reads a second column", at);
    }
    return true;
  }

  void rules() {
    std::set<std::pair<std::uint32_t, DomainId>> seen;
    std::pair<std::uint32_t, ValueId> before;
    bool first = true;
    for (const RuleEntry& entry : module_.rules) {
      if (!module_.instructions.contains(entry.value)) {
        check(false, "rule-entry", "rule {} has no value", entry.rule);
        continue;
      }
      const Instruction& value = module_.instructions[entry.value];
      check(!gives_number(value.opcode), "rule-entry", "rule {} is a number", entry.rule);
      check(seen.emplace(entry.rule, value.domain).second, "rule-entry", "rule {} is there twice",
            entry.rule);
      const std::pair here(entry.rule, entry.value);
      check(first || before < here, "rule-entry", "rule {} is out of order", entry.rule);
      before = here;
      first = false;
    }
  }

  void outputs() {
    std::set<std::string_view> names;
    for (const Output& output : module_.outputs) {
      check(names.insert(output.name).second, "names", "the output \"{}\" is there twice",
            output.name);
      member_names(output.members, output.name);
      const bool number = output.kind == OutputKind::Number || output.kind == OutputKind::Date ||
                          output.kind == OutputKind::DateRange;
      std::size_t wanted = output.kind == OutputKind::DateRange ? 2 : 1;
      if (output.kind == OutputKind::Enumeration) wanted = output.members.size();
      if (output.kind == OutputKind::OrderedEnumeration) wanted = output.members.size() - 1;
      const bool members =
          output.kind == OutputKind::Enumeration || output.kind == OutputKind::OrderedEnumeration;
      check(members != output.members.empty() && output.values.size() == wanted, "output",
            "\"{}\" has {} members and {} values", output.name, output.members.size(),
            output.values.size());
      for (const ValueId value : output.values) {
        const bool known = module_.instructions.contains(value);
        check(known && module_.instructions[value].domain == DomainId(0) &&
                  gives_number(module_.instructions[value].opcode) == number,
              "output", "%{} is no value of \"{}\"", value.index, output.name);
      }
    }
  }

  const Module& module_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> verify(const Module& module) { return Verifier(module).verify(); }

}  // namespace nansen::ir
