// What drafts change, for reading: fitted to what a lawyer looks for first.
#include "compiler/compare/present_drafts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/compare/folded.h"
#include "compiler/compare/outcome_words.h"
#include "compiler/report/number.h"

namespace nansen::compare {
namespace {

using report::Align;
using report::Node;
using report::Sheet;
using report::Value;

// So many groups of a definition are shown with their case, the first of them with both
// explanations, and so many more in a line each.
constexpr std::size_t groups_explained = 3;
constexpr std::size_t groups_shown = 5;
constexpr std::size_t groups_named = 10;
// What stands for a number that is 0.
constexpr std::string_view nobody = "–";
// The columns of a summary that stay also where nobody is in them: gained and lost, earlier and
// later.
constexpr std::size_t leading_columns = 2;
// Words of a provision are shown up to so many bytes.
constexpr std::size_t words_shown = 300;

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string text;
  for (const std::string& each : texts) text += (text.empty() ? "" : std::string(separator)) + each;
  return text;
}

Node node(std::string text) { return {std::nullopt, std::move(text), {}, {}, {}}; }

// The beginning of `words`, cut between two of them.
std::string shortened(const std::string& words) {
  if (words.size() <= words_shown) return words;
  const std::size_t space = words.rfind(' ', words_shown);
  return words.substr(0, space == std::string::npos ? words_shown : space) + " …";
}

const Node* reasons_of(const report::Report& explanation) {
  for (const report::Part& part : explanation.parts) {
    if (const auto* tree = std::get_if<report::Tree>(&part)) return &tree->root;
  }
  return nullptr;
}

class Reader {
 public:
  explicit Reader(const Outcome& outcome, bool tables_alone = false)
      : outcome_(outcome), tables_alone_(tables_alone) {}

  report::Report brief() {
    add_summary();
    for (const Effect& effect : outcome_.effects) {
      if (effect.differing.cases == 0) continue;
      add_lines("definition", "", {title_of(effect)});
      add_lines("movement", "", movement(effect));
      add_groups(effect, 0);
    }
    return std::move(report_);
  }

  report::Report report() {
    add_lines("compared", "", {heading()});
    add_lines("idle", "", idle_drafts(outcome_.drafts));
    add_summary();
    for (const Effect& effect : outcome_.effects) {
      if (effect.differing.cases > 0) add_effect(effect);
    }
    const std::string_view cases = outcome_.subjects.empty() ? "" : "case";
    for (report::Part& part : amendments_for_reading(outcome_.drafts, cases)) {
      report_.parts.push_back(std::move(part));
    }
    add_alone();
    add_alike();
    if (!tables_alone_) add_lines("unverified", "Not verified", outcome_.unverified);
    return std::move(report_);
  }

 private:
  bool several() const { return outcome_.drafts.size() > 1; }
  const Subject& subject(const Effect& effect) const { return outcome_.subjects[effect.subject]; }
  std::string number(std::int64_t amount) const {
    return report::grouped(Rational(mpz_class(amount)), 0);
  }
  std::string number(const Count& count) const { return number(number_of(outcome_, count)); }
  std::string all() const {
    return number({.cases = outcome_.cases, .persons = outcome_.persons}) + " " +
           std::string(counted_as(outcome_));
  }

  void add_lines(std::string key, std::string title, std::vector<std::string> lines) {
    if (lines.empty()) return;
    report_.parts.emplace_back(
        report::Lines{std::move(key), std::move(title), std::nullopt, std::move(lines)});
  }

  // ---- who gains and loses ---------------------------------------------------------------------

  std::string heading() const {
    std::string text = heading_of(quoted_title(outcome_.base, outcome_.base_title),
                                  outcome_.base_drafts, outcome_.drafts);
    if (!outcome_.subjects.empty()) {
      text += ", over " +
              report::counted(mpz_class(static_cast<unsigned long>(outcome_.cases)), "case");
    }
    if (outcome_.weighted) text += fmt::format(" ({} persons)", number(outcome_.persons));
    if (outcome_.as_of) text += ", as of " + *outcome_.as_of;
    return text;
  }

  bool any_differs(std::size_t at) const {
    return std::any_of(outcome_.effects.begin(), outcome_.effects.end(), [&](const Effect& effect) {
      return effect.subject == at && effect.differing.cases > 0;
    });
  }

  void add_summary() {
    const std::size_t before = report_.parts.size();
    add_table(
        "Who gains and who loses", {"gained", "lost", "no → undetermined", "undetermined → no"},
        [](const Subject& each) { return each.kind == Subject::Kind::Truth; },
        [&](const Effect&, const Tally& moved) {
          return std::vector{number(moved.gained), number(moved.lost), number(moved.opened),
                             number(moved.settled)};
        });
    if (report_.parts.size() > before) {
      add_lines("meaning", "", {"gained: newly yes; lost: no longer yes, now no or undetermined"});
    }
    add_table(
        "Rights", {"better", "worse", "became undetermined", "was undetermined", "otherwise"},
        [](const Subject& each) { return each.is_right && is_level(each); },
        [&](const Effect&, const Tally& moved) { return level_cells(moved); });
    add_table(
        "Levels, from lower to higher",
        {"higher", "lower", "became undetermined", "was undetermined", "otherwise"},
        [](const Subject& each) { return !each.is_right && is_level(each); },
        [&](const Effect&, const Tally& moved) { return level_cells(moved); });
    add_table(
        "Answers of several kinds", {"another answer", "became undetermined", "was undetermined"},
        [](const Subject& each) { return each.kind == Subject::Kind::Enumeration; },
        [&](const Effect&, const Tally& moved) {
          return std::vector{number(moved.other), number(moved.opened), number(moved.settled)};
        });
    add_table(
        "Days",
        {"earlier", "later", "median of days", "became undetermined", "was undetermined",
         "otherwise"},
        [](const Subject& each) { return each.kind == Subject::Kind::Date; },
        [&](const Effect& effect, const Tally& moved) { return moved_cells(effect, moved); });
    add_table(
        "Numbers",
        {"less", "more", "median", "became undetermined", "was undetermined", "otherwise"},
        [](const Subject& each) { return each.kind == Subject::Kind::Number; },
        [&](const Effect& effect, const Tally& moved) { return moved_cells(effect, moved); });
    if (report_.parts.size() == before) {
      const bool said = !idle_drafts(outcome_.drafts).empty();
      const std::string_view why = outcome_.subjects.empty() && said ? "No case was read."
                                   : outcome_.subjects.empty()
                                       ? "Nothing that was asked is amended: no case was read."
                                       : "No case here is answered differently.";
      add_lines("no_difference", "", {std::string(why)});
    }
  }

  static bool is_level(const Subject& each) {
    return each.kind == Subject::Kind::OrderedEnumeration;
  }

  std::vector<std::string> level_cells(const Tally& moved) const {
    return {number(moved.gained), number(moved.lost), number(moved.opened), number(moved.settled),
            number(moved.other)};
  }

  std::vector<std::string> moved_cells(const Effect& effect, const Tally& moved) const {
    return {number(effect.movement.less),
            number(effect.movement.more),
            effect.movement.median ? signed_number(*effect.movement.median) : "",
            number(moved.opened),
            number(moved.settled),
            number(moved.other)};
  }

  static std::string signed_number(const Rational& amount) {
    return report::signed_grouped(amount, amount.get_den() == 1 ? 0 : 2);
  }

  // A row for each definition of a kind that differs somewhere, and each draft.
  template <typename Fits, typename Cells>
  void add_table(const std::string& title, const std::vector<std::string>& columns,
                 const Fits& fits, const Cells& cells) {
    Sheet sheet;
    sheet.key = "summary";
    sheet.title = title + " (" + std::string(counted_as(outcome_)) + ")";
    sheet.columns.push_back({"definition"});
    if (several()) sheet.columns.push_back({"draft"});
    for (const std::string& column : columns) sheet.columns.push_back({column, Align::Right});
    sheet.columns.push_back({"in all", Align::Right});
    std::optional<std::size_t> last;
    for (const Effect& effect : outcome_.effects) {
      if (!fits(subject(effect)) || !any_differs(effect.subject)) continue;
      std::vector<Value>& row = sheet.rows.emplace_back();
      // The name once, and its drafts under it.
      row.emplace_back(last == effect.subject ? "" : short_name(outcome_, subject(effect)));
      last = effect.subject;
      if (several()) row.emplace_back(outcome_.drafts[effect.draft].name);
      for (std::string& cell : cells(effect, tally(subject(effect), effect))) {
        row.emplace_back(cell.empty() || cell == "0" ? std::string(nobody) : std::move(cell));
      }
      row.emplace_back(cell(effect.differing));
    }
    if (sheet.rows.empty()) return;
    drop_empty_columns(sheet, (several() ? 2 : 1) + leading_columns);
    report_.parts.emplace_back(std::move(sheet));
  }

  // Leaves the columns from `first` on out in which nobody is, but for the last.
  static void drop_empty_columns(Sheet& sheet, std::size_t first) {
    for (std::size_t at = sheet.columns.size() - 1; at-- > first;) {
      const bool empty = std::all_of(sheet.rows.begin(), sheet.rows.end(), [at](const auto& row) {
        return row[at] == Value(std::string(nobody));
      });
      if (!empty) continue;
      const auto offset = static_cast<std::ptrdiff_t>(at);
      sheet.columns.erase(sheet.columns.begin() + offset);
      for (auto& row : sheet.rows) row.erase(row.begin() + offset);
    }
  }

  // ---- one definition and one draft ------------------------------------------------------------

  void add_effect(const Effect& effect) {
    if (changes_category(effect)) {
      report_.parts.emplace_back(transitions(effect));
      add_lines("movement", "", movement(effect));
    } else {
      add_lines("movement", title_of(effect), movement(effect));
    }
    add_groups(effect, tables_alone_ ? 0 : groups_explained);
  }

  // Both explanations are given of the first `explained`.
  void add_groups(const Effect& effect, std::size_t explained) {
    std::vector<std::string> further;
    for (std::size_t at = 0; at < effect.groups.size(); ++at) {
      if (at < groups_shown) {
        add_group(effect, effect.groups[at], at < explained);
      } else if (at < groups_shown + groups_named) {
        further.push_back(fmt::format("{}, because of {}", moved(effect.groups[at]),
                                      joined(causes(effect, effect.groups[at]), " and ")));
      }
    }
    if (effect.groups.size() > groups_shown + groups_named) {
      further.push_back(fmt::format("and {} further groups, which --format csv or json lists",
                                    effect.groups.size() - groups_shown - groups_named));
    }
    add_lines("further", "And also", std::move(further));
  }

  std::string title_of(const Effect& effect) const {
    const Subject& each = subject(effect);
    std::string title = quoted_title(short_name(outcome_, each), each.title);
    if (several()) title += " by " + outcome_.drafts[effect.draft].name;
    return title + fmt::format(": {} of {} answered differently", number(effect.differing), all());
  }

  // Not so of dates and numbers that all moved and stayed known.
  static bool changes_category(const Effect& effect) {
    for (std::size_t from = 0; from < effect.transitions.size(); ++from) {
      for (std::size_t to = 0; to < effect.transitions.size(); ++to) {
        if (from != to && effect.transitions[from][to].cases > 0) return true;
      }
    }
    return false;
  }

  // Rows before, columns after; those that nobody is in are left out, but for truths.
  Sheet transitions(const Effect& effect) const {
    const Subject& each = subject(effect);
    Sheet sheet;
    sheet.key = "transitions";
    sheet.spreads = true;
    sheet.title = title_of(effect);
    sheet.columns.push_back({"before ↓  after →"});
    const std::size_t count = each.categories.size();
    std::vector<Count> before(count);
    std::vector<Count> after(count);
    for (std::size_t from = 0; from < count; ++from) {
      for (std::size_t to = 0; to < count; ++to) {
        for (Count* sum : {&before[from], &after[to]}) {
          sum->cases += effect.transitions[from][to].cases;
          sum->persons += effect.transitions[from][to].persons;
        }
      }
    }
    const auto shown = [&](const Count& sum) {
      return each.kind == Subject::Kind::Truth || sum.cases > 0;
    };
    std::vector<Value> total{std::string("in all")};
    for (std::size_t to = 0; to < count; ++to) {
      if (!shown(after[to])) continue;
      sheet.columns.push_back({each.categories[to], Align::Right});
      total.emplace_back(cell(after[to]));
    }
    sheet.columns.push_back({"in all", Align::Right});
    for (std::size_t from = 0; from < count; ++from) {
      if (!shown(before[from])) continue;
      std::vector<Value>& row = sheet.rows.emplace_back();
      row.emplace_back(each.categories[from]);
      for (std::size_t to = 0; to < count; ++to) {
        if (shown(after[to])) row.emplace_back(cell(effect.transitions[from][to]));
      }
      row.emplace_back(cell(before[from]));
    }
    total.emplace_back(number({.cases = outcome_.cases, .persons = outcome_.persons}));
    sheet.footer.push_back(std::move(total));
    return sheet;
  }

  std::string cell(const Count& count) const {
    return count.cases == 0 ? std::string(nobody) : number(count);
  }

  std::vector<std::string> movement(const Effect& effect) const {
    const Movement& moved = effect.movement;
    if (!moved.least || !moved.median || !moved.greatest) return {};
    const bool date = subject(effect).kind == Subject::Kind::Date;
    const auto direction = [&](const Count& count, std::string_view word) {
      return fmt::format("{} for {}", word, counted(outcome_, count));
    };
    std::string text;
    if (moved.less.cases > 0) text = direction(moved.less, date ? "Earlier" : "Less");
    if (moved.more.cases > 0) {
      const std::string_view word = date ? "later" : "more";
      std::string more = direction(moved.more, word);
      if (text.empty()) more.front() = date ? 'L' : 'M';
      text += (text.empty() ? "" : ", ") + more;
    }
    if (*moved.least == *moved.greatest) {
      text += fmt::format(": by {}{}.", signed_number(*moved.least), date ? " days" : "");
    } else {
      text += fmt::format(": by {} to {}{}, the median is {}.", signed_number(*moved.least),
                          signed_number(*moved.greatest), date ? " days" : "",
                          signed_number(*moved.median));
    }
    return {std::move(text)};
  }

  // `12 persons: no → yes`.
  std::string moved(const Group& group) const {
    return counted(outcome_, group.count) + ": " + movement_of(group);
  }

  std::vector<std::string> causes(const Effect& effect, const Group& group) const {
    std::vector<std::string> texts;
    for (const std::size_t cause : group.causes) {
      texts.push_back(cited(outcome_.drafts[effect.draft].provisions[cause]));
    }
    return texts;
  }

  void add_group(const Effect& effect, const Group& group, bool explained) {
    report::Tree tree;
    tree.key = "group";
    tree.root = node(moved(group));
    const std::vector<std::string> because = causes(effect, group);
    if (because.size() == 1) {
      tree.root.children.push_back(node("because of " + because.front()));
    } else {
      tree.root.children.push_back(node("because of"));
      for (const std::string& cause : because) {
        tree.root.children.back().children.push_back(node(cause));
      }
    }
    const ShownCase& witness = group.witness;
    const bool shown = !witness.name.empty();
    if (shown) tree.root.children.push_back(facts_of(witness));
    report_.parts.emplace_back(std::move(tree));
    const Node* before = reasons_of(witness.before);
    const Node* after = reasons_of(witness.after);
    if (!explained || !shown || before == nullptr || after == nullptr) return;
    report_.parts.emplace_back(report::Beside{
        .key = "reasons",
        .title = "",
        .left = {base_of(outcome_), of_case(*before, *after, witness)},
        .right = {outcome_.drafts[effect.draft].name, of_case(*after, *before, witness)}});
  }

  // The reasons, without the case's name, which stands above.
  static Node of_case(const Node& reasons, const Node& other, const ShownCase& witness) {
    Node decisive = folded(reasons, other);
    const std::string name = fmt::format(" for case \"{}\"", witness.name);
    if (decisive.text.ends_with(name)) decisive.text.resize(decisive.text.size() - name.size());
    return decisive;
  }

  Node facts_of(const ShownCase& witness) const {
    const std::size_t count = witness.facts.size();
    std::string text = fmt::format("shown by \"{}\", ", witness.name);
    if (count == 0) {
      text += "of which nothing need be known";
    } else if (count >= witness.facts_before) {
      text +=
          count == 1 ? "with its only known fact" : fmt::format("with its {} known facts", count);
    } else {
      text += fmt::format("with {} of its {} known facts", count, witness.facts_before);
    }
    Node facts = node(std::move(text));
    if (tables_alone_) return facts;
    for (const ShownCase::Fact& fact : witness.facts) {
      facts.children.push_back(node(fact.name + ": " + fact.value));
    }
    return facts;
  }

  // ---- what is not compared or does not differ -------------------------------------------------

  void add_alone() {
    std::vector<std::string> lines;
    for (const ComparedDraft& draft : outcome_.drafts) {
      for (const auto& [names, where] : {std::pair(&draft.only_here, &draft.name),
                                         std::pair(&draft.only_in_base, &outcome_.base)}) {
        if (names->empty()) continue;
        std::string line = fmt::format("Only in {}: {}.", *where, joined(*names, ", "));
        // What the base alone has is said of the draft that lacks it.
        if (where == &outcome_.base) line.insert(line.size() - 1, ", not in " + draft.name);
        lines.push_back(std::move(line));
      }
    }
    add_lines("alone", "", std::move(lines));
  }

  void add_alike() {
    std::vector<std::string> alike;
    for (std::size_t at = 0; at < outcome_.subjects.size(); ++at) {
      if (!any_differs(at)) alike.push_back(short_name(outcome_, outcome_.subjects[at]));
    }
    std::vector<std::string> lines;
    if (!alike.empty()) {
      lines.push_back(
          fmt::format("Touched, but answered alike for every case here: {}.", joined(alike, ", ")));
    }
    if (!outcome_.untouched.empty()) {
      std::vector<std::string> names;
      for (const std::string& name : outcome_.untouched) {
        names.push_back(short_name(outcome_, {.name = name, .title = {}, .categories = {}}));
      }
      lines.push_back(fmt::format("Untouched: {}.", joined(names, ", ")));
    }
    add_lines("alike", "", std::move(lines));
  }

  const Outcome& outcome_;
  bool tables_alone_;  // without explanations and the facts of cases
  report::Report report_;
};

}  // namespace

report::Report present_for_reading(const Outcome& outcome) { return Reader(outcome).report(); }

report::Report present_tables(const Outcome& outcome) { return Reader(outcome, true).report(); }

report::Report present_briefly(const Outcome& outcome) { return Reader(outcome).brief(); }

std::vector<report::Part> amendments_for_reading(const std::vector<ComparedDraft>& drafts,
                                                 std::string_view cases) {
  std::vector<report::Part> parts;
  for (const ComparedDraft& draft : drafts) {
    if (draft.provisions.empty()) continue;
    Sheet sheet;
    sheet.key = "amendments";
    sheet.title = fmt::format("What changes with {}", quoted_title(draft.name, draft.title));
    const std::set<std::size_t> idle(draft.without_effect.begin(), draft.without_effect.end());
    for (std::size_t at = 0; at < draft.provisions.size(); ++at) {
      const ChangedProvision& provision = draft.provisions[at];
      Node& line = sheet.drawing.emplace_back(node(cited(provision)));
      const std::string words = words_of(provision);
      if (!words.empty()) line.details.push_back(shortened(words));
      if (idle.contains(at) && !cases.empty()) {
        line.details.push_back(fmt::format("No {} here shows a difference by it.", cases));
      }
    }
    parts.emplace_back(std::move(sheet));
  }
  return parts;
}

}  // namespace nansen::compare
