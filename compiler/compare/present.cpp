// Comparisons as reports.
#include <fmt/format.h>

#include "compiler/compare/compare.h"
#include "compiler/explain/words.h"

namespace nansen::compare {
namespace {

using report::Align;
using report::Sheet;

class Presenter {
 public:
  Presenter(const program::Program& program, const Asked& asked, const Summary& summary)
      : program_(program), asked_(asked), summary_(summary) {}

  report::Report report() const {
    report::Report report;
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

  // `yes by OAU Convention, art. I(2) "..."`.
  std::string decided(Truth truth, program::RuleId id) const {
    if (!id.valid()) return "the instrument is not in force";
    const program::Rule& rule = program_.rules[id];
    std::string text = to_full_string(rule.citation);
    const std::string heading = heading_of(rule.citation);
    if (!heading.empty()) text += " \"" + heading + "\"";
    if (rule.role == program::RuleRole::Exception && truth == Truth::No) text += " (exception)";
    if (rule.condition.valid() && explain::demand_words(program_, rule.condition).empty()) {
      text += ": " + explain::words(program_, rule.condition);
    }
    return text;
  }

  Sheet differences() const {
    Sheet sheet;
    sheet.key = "differences";
    sheet.title = "The kinds of difference, and what decides each";
    sheet.columns = {{"first"},
                     {"answer"},
                     {"because of"},
                     {"second"},
                     {"answer of second"},
                     {"because of (second)"},
                     {counted(), Align::Right},
                     {"witness"}};
    for (const Difference& each : summary_.differences) {
      sheet.rows.push_back({name(each.left), each.left_truth,
                            decided(each.left_truth, each.left_rule), name(each.right),
                            each.right_truth, decided(each.right_truth, each.right_rule),
                            each.persons, each.witness.case_name});
    }
    return sheet;
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
