// Comparisons as reports.
#include <fmt/format.h>

#include "compiler/compare/compare.h"
#include "compiler/explain/words.h"

namespace nansen::compare {
namespace {

using report::Align;
using report::Sheet;

// A terminal shows at most so many kinds of a pair.
constexpr std::size_t kinds_drawn = 10;

class Presenter {
 public:
  Presenter(const program::Program& program, const Asked& asked, const Summary& summary)
      : program_(program), asked_(asked), summary_(summary) {}

  report::Report report() const {
    report::Report report;
    report.sections = true;
    report.parts.emplace_back(coverage());
    if (asked_.definitions.size() < 2) return report;
    report.parts.emplace_back(pairs());
    if (!summary_.differences.empty()) report.parts.emplace_back(differences());
    return report;
  }

 private:
  std::string name(std::size_t at) const {
    return program::qualified_name(program_, asked_.definitions[at]);
  }
  std::string counted() const { return summary_.weighted ? "persons" : "cases"; }

  Sheet coverage() const {
    Sheet sheet;
    sheet.key = "coverage";
    sheet.title = fmt::format("Who is covered ({} cases)", summary_.cases);
    sheet.columns = {{"definition"},
                     {"certainly", Align::Right},
                     {"possibly", Align::Right},
                     {"of " + counted(), Align::Right}};
    for (const Coverage& each : summary_.coverage) {
      sheet.rows.push_back({program::qualified_name(program_, each.definition), each.certainly,
                            each.possibly, each.asked});
    }
    return sheet;
  }

  // How many cases of each pair fall on either side.
  Sheet pairs() const {
    Sheet sheet;
    sheet.key = "pairs";
    sheet.title = "Where two definitions differ (" + counted() + ")";
    sheet.columns = {{"first"},
                     {"second"},
                     {"first only", Align::Right},
                     {"second only", Align::Right},
                     {"one of them open", Align::Right}};
    for (std::size_t left = 0; left < asked_.definitions.size(); ++left) {
      for (std::size_t right = left + 1; right < asked_.definitions.size(); ++right) {
        std::int64_t first = 0;
        std::int64_t second = 0;
        std::int64_t open = 0;
        for (const Difference& each : summary_.differences) {
          if (each.left != left || each.right != right) continue;
          if (each.left_truth == Truth::Undetermined || each.right_truth == Truth::Undetermined) {
            open += each.persons;
          } else {
            (each.left_truth == Truth::Yes ? first : second) += each.persons;
          }
        }
        sheet.rows.push_back({name(left), name(right), first, second, open});
      }
    }
    return sheet;
  }

  // `OAU Convention, art. I(2) "Events": all of (cause), (outside) hold`.
  std::string decided(Truth truth, program::RuleId id) const {
    if (!id.valid()) return "its instrument: not in force";
    const program::Rule& rule = program_.rules[id];
    std::string text = to_full_string(rule.citation);
    const std::string heading = heading_of(rule.citation);
    if (!heading.empty()) text += " \"" + heading + "\"";
    if (rule.role == program::RuleRole::Exception && truth == Truth::No) text += " (exception)";
    if (!rule.condition.valid()) return text;
    const program::Expression& condition = program_.expressions[rule.condition];
    if (condition.kind == program::ExpressionKind::Group)
      return text + ": " + heads(condition, truth);
    return text + ": " + explain::condition_words(program_, id);
  }

  std::string heads(const program::Expression& group, Truth truth) const {
    std::string names;
    for (const program::RuleId head : group.heads) {
      const std::string label = explain::own_label(program_, head);
      names += names.empty() ? "" : ", ";
      names += label.empty() ? explain::words(program_, program_.rules[head].condition, head)
                             : "(" + label + ")";
    }
    if (group.quantity == program::Quantity::All && truth == Truth::Yes) {
      return "all of " + names + " hold";
    }
    if (group.quantity == program::Quantity::Any && truth == Truth::No) {
      return "none of " + names + " holds";
    }
    switch (group.quantity) {
      case program::Quantity::All: return "all of " + names;
      case program::Quantity::Any: return "any of " + names;
      case program::Quantity::None: return "none of " + names;
      case program::Quantity::AtLeast: break;
    }
    return fmt::format("at least {} of {}", group.count, names);
  }

  Sheet differences() const {
    Sheet sheet;
    sheet.key = "differences";
    sheet.title = "The kinds of difference, and what decides each";
    sheet.columns = {{"first"},
                     {"second"},
                     {"answer of first"},
                     {"first because of"},
                     {"answer of second"},
                     {"second because of"},
                     {counted(), Align::Right},
                     {"witness"}};
    std::size_t of_pair = 0;
    std::pair<std::size_t, std::size_t> pair;
    for (const Difference& each : summary_.differences) {
      const std::string left = decided(each.left_truth, each.left_rule);
      const std::string right = decided(each.right_truth, each.right_rule);
      sheet.rows.push_back({name(each.left), name(each.right), each.left_truth, left,
                            each.right_truth, right, each.persons, each.witness.case_name});
      if (sheet.drawing.empty() || pair != std::pair(each.left, each.right)) {
        pair = {each.left, each.right};
        of_pair = 0;
        sheet.drawing.emplace_back();
        sheet.drawing.back().text = name(each.left) + " and " + name(each.right);
      }
      auto& kinds = sheet.drawing.back().children;
      if (++of_pair <= kinds_drawn) {
        kinds.push_back(drawn(each, left, right));
        continue;
      }
      if (of_pair == kinds_drawn + 1) kinds.emplace_back();
      kinds.back().text = fmt::format("and {} further kinds, which --format csv or json lists",
                                      of_pair - kinds_drawn);
    }
    return sheet;
  }

  // A branch a kind of difference; under it the two answers.
  report::Node drawn(const Difference& each, const std::string& left,
                     const std::string& right) const {
    report::Node kind;
    const std::string_view one = summary_.weighted ? "person" : "case";
    kind.text = fmt::format("{} {}{}, for example \"{}\"", each.persons, one,
                            each.persons == 1 ? "" : "s", each.witness.case_name);
    const auto side = [](Truth truth, const std::string& definition, const std::string& reason) {
      report::Node node;
      node.truth = truth;
      node.text = fmt::format("{}: {} because of {}", definition, to_string(truth), reason);
      return node;
    };
    kind.children.push_back(side(each.left_truth, name(each.left), left));
    kind.children.push_back(side(each.right_truth, name(each.right), right));
    return kind;
  }

  const program::Program& program_;
  const Asked& asked_;
  const Summary& summary_;
};

}  // namespace

report::Report present(const program::Program& program, const Asked& asked,
                       const Summary& summary) {
  return Presenter(program, asked, summary).report();
}

}  // namespace nansen::compare
