// What drafts change as tables for programs: nothing is left out, and nothing said in sentences.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/compare/outcome_words.h"
#include "compiler/compare/present_drafts.h"

namespace nansen::compare {
namespace {

using report::Align;
using report::Node;
using report::Sheet;
using report::Value;

Value number(std::uint64_t count) { return static_cast<std::int64_t>(count); }
Value number(const std::optional<Rational>& amount) {
  return amount ? Value(*amount) : Value(std::monostate{});
}

std::string_view kind_of(const Subject& subject) {
  if (subject.is_right) return "right";
  if (subject.is_status) return "status";
  switch (subject.kind) {
    case Subject::Kind::Truth: return "truth";
    case Subject::Kind::Enumeration: return "enumeration";
    case Subject::Kind::OrderedEnumeration: return "ordered enumeration";
    case Subject::Kind::Number: return "number";
    case Subject::Kind::Date: return "date";
  }
  return "truth";
}

class Tables {
 public:
  explicit Tables(const Outcome& outcome) : outcome_(outcome) {}

  report::Report report() {
    report_.sections = true;
    report_.parts.emplace_back(compared());
    report_.parts.emplace_back(amendments_as_data(outcome_.drafts));
    report_.parts.emplace_back(effects());
    report_.parts.emplace_back(transitions());
    add_groups();
    report_.parts.emplace_back(alone());
    report_.parts.emplace_back(report::Lines{"untouched", "", std::nullopt, outcome_.untouched});
    report_.parts.emplace_back(report::Lines{"unverified", "", std::nullopt, outcome_.unverified});
    return std::move(report_);
  }

 private:
  const std::string& name(const Effect& effect) const {
    return outcome_.subjects[effect.subject].name;
  }
  const std::string& draft(const Effect& effect) const {
    return outcome_.drafts[effect.draft].name;
  }

  Sheet compared() const {
    Sheet sheet;
    sheet.key = "compared";
    const Value before = outcome_.base_drafts.empty()
                             ? Value(std::monostate{})
                             : Value(fmt::format("{}", fmt::join(outcome_.base_drafts, ", then ")));
    sheet.columns = {{"base"}, {"title"}, {"amended_by"}, {"cases"}, {"persons"}, {"as_of"}};
    sheet.rows.push_back({outcome_.base, outcome_.base_title, before, number(outcome_.cases),
                          outcome_.weighted ? Value(outcome_.persons) : Value(std::monostate{}),
                          outcome_.as_of ? Value(*outcome_.as_of) : Value(std::monostate{})});
    return sheet;
  }

  Sheet effects() const {
    Sheet sheet;
    sheet.key = "effects";
    sheet.columns = {{"definition"}, {"title"},   {"kind"},     {"draft"},
                     {"differing"},  {"gained"},  {"lost"},     {"less"},
                     {"more"},       {"another"}, {"opened"},   {"settled"},
                     {"least"},      {"median"},  {"greatest"}, {"differing_cases"}};
    for (const Effect& effect : outcome_.effects) {
      const Subject& subject = outcome_.subjects[effect.subject];
      const Tally moved = tally(subject, effect);
      const bool levels =
          subject.kind == Subject::Kind::Truth || subject.kind == Subject::Kind::OrderedEnumeration;
      const bool amounts =
          subject.kind == Subject::Kind::Number || subject.kind == Subject::Kind::Date;
      const auto where = [&](bool applies, const Count& count) {
        return applies ? Value(number_of(outcome_, count)) : Value(std::monostate{});
      };
      sheet.rows.push_back({subject.name, subject.title, std::string(kind_of(subject)),
                            draft(effect), number_of(outcome_, effect.differing),
                            where(levels, moved.gained), where(levels, moved.lost),
                            where(amounts, effect.movement.less),
                            where(amounts, effect.movement.more),
                            where(subject.kind != Subject::Kind::Truth, moved.other),
                            number_of(outcome_, moved.opened), number_of(outcome_, moved.settled),
                            number(effect.movement.least), number(effect.movement.median),
                            number(effect.movement.greatest), number(effect.differing.cases)});
    }
    return sheet;
  }

  Sheet transitions() const {
    Sheet sheet;
    sheet.key = "transitions";
    sheet.columns = {{"definition"}, {"draft"}, {"before"}, {"after"}, {"cases"}, {"persons"}};
    for (const Effect& effect : outcome_.effects) {
      const std::vector<std::string>& categories = outcome_.subjects[effect.subject].categories;
      for (std::size_t from = 0; from < categories.size(); ++from) {
        for (std::size_t to = 0; to < categories.size(); ++to) {
          const Count& count = effect.transitions[from][to];
          if (count.cases == 0) continue;
          sheet.rows.push_back({name(effect), draft(effect), categories[from], categories[to],
                                number(count.cases), count.persons});
        }
      }
    }
    return sheet;
  }

  void add_groups() {
    Sheet groups;
    groups.key = "groups";
    groups.columns = {{"group"}, {"definition"}, {"draft"},   {"before"},
                      {"after"}, {"cases"},      {"persons"}, {"witness"}};
    Sheet causes;
    causes.key = "causes";
    causes.columns = {{"group"}, {"provision"}, {"fate"}, {"amending"}};
    Sheet facts;
    facts.key = "facts";
    facts.columns = {{"group"}, {"fact"}, {"value"}, {"question"}};
    Sheet reasons;
    reasons.key = "reasons";
    reasons.columns = {{"group"}, {"text"}, {"depth"}, {"truth"}, {"words"}};
    std::int64_t number_of_group = 0;
    for (const Effect& effect : outcome_.effects) {
      for (const Group& group : effect.groups) {
        ++number_of_group;
        groups.rows.push_back({number_of_group, name(effect), draft(effect), group.from, group.to,
                               number(group.count.cases), group.count.persons, group.witness.name});
        for (const std::size_t cause : group.causes) {
          const ChangedProvision& provision = outcome_.drafts[effect.draft].provisions[cause];
          causes.rows.push_back({number_of_group, provision.citation,
                                 std::string(fate_of(provision)), provision.amending});
        }
        for (const ShownCase::Fact& fact : group.witness.facts) {
          facts.rows.push_back({number_of_group, fact.name, fact.value, fact.question});
        }
        add_reasons(number_of_group, outcome_.base, group.witness.before, reasons);
        add_reasons(number_of_group, draft(effect), group.witness.after, reasons);
      }
    }
    for (Sheet* sheet : {&groups, &causes, &facts, &reasons}) {
      report_.parts.emplace_back(std::move(*sheet));
    }
  }

  static void add_reasons(std::int64_t group, const std::string& text,
                          const report::Report& explanation, Sheet& reasons) {
    for (const report::Part& part : explanation.parts) {
      const auto* tree = std::get_if<report::Tree>(&part);
      if (tree != nullptr) add_reason(group, text, tree->root, 0, reasons);
    }
  }

  static void add_reason(std::int64_t group, const std::string& text, const Node& node,
                         std::int64_t depth, Sheet& reasons) {
    reasons.rows.push_back(
        {group, text, depth, node.truth ? Value(*node.truth) : Value(std::monostate{}), node.text});
    for (const Node& child : node.children) add_reason(group, text, child, depth + 1, reasons);
  }

  Sheet alone() const {
    Sheet sheet;
    sheet.key = "alone";
    sheet.columns = {{"definition"}, {"draft"}, {"only_in"}};
    for (const ComparedDraft& each : outcome_.drafts) {
      for (const std::string& definition : each.only_here) {
        sheet.rows.push_back({definition, each.name, each.name});
      }
      for (const std::string& definition : each.only_in_base) {
        sheet.rows.push_back({definition, each.name, outcome_.base});
      }
    }
    return sheet;
  }

  const Outcome& outcome_;
  report::Report report_;
};

}  // namespace

report::Report present_as_data(const Outcome& outcome) { return Tables(outcome).report(); }

report::Part amendments_as_data(const std::vector<ComparedDraft>& drafts) {
  Sheet sheet;
  sheet.key = "amendments";
  sheet.columns = {{"draft"},     {"provision"}, {"fate"},        {"amending"},
                   {"old_words"}, {"new_words"}, {"shows_effect"}};
  for (const ComparedDraft& draft : drafts) {
    std::vector<bool> shown(draft.provisions.size(), true);
    for (const std::size_t at : draft.without_effect) shown[at] = false;
    for (std::size_t at = 0; at < draft.provisions.size(); ++at) {
      const ChangedProvision& provision = draft.provisions[at];
      sheet.rows.push_back({draft.name, provision.citation, std::string(fate_of(provision)),
                            provision.amending, provision.before, provision.after,
                            shown[at] ? Truth::Yes : Truth::No});
    }
  }
  return sheet;
}

}  // namespace nansen::compare
