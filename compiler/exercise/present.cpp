// The outcome of the examples as a report.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiler/exercise/exercise.h"
#include "compiler/explain/present.h"
#include "compiler/explain/words.h"
#include "runtime/calendar.h"

namespace nansen::exercise {
namespace {

using report::Sheet;

std::string count_words(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

/// What the parts of a report on amended text are called: `climate_head.outcome`.
std::string key_of(const std::vector<std::string>& drafts, std::string_view part) {
  return drafts.empty() ? std::string(part) : fmt::format("{}.{}", fmt::join(drafts, "+"), part);
}

report::Lines verdict(const Outcome& outcome, const std::vector<std::string>& drafts) {
  report::Lines lines;
  lines.key = key_of(drafts, "outcome");
  if (!drafts.empty()) lines.title = fmt::format("As amended by {}", fmt::join(drafts, ", "));
  lines.truth = truth_of(outcome.failures.empty());
  lines.lines.push_back(
      fmt::format("{}, {}: {} met, {} not", count_words(outcome.examples, "example"),
                  count_words(outcome.expectations, "expectation"),
                  outcome.expectations - outcome.failures.size(), outcome.failures.size()));
  return lines;
}

Sheet failures(const program::Program& program, const Outcome& outcome,
               const std::vector<std::string>& drafts) {
  Sheet sheet;
  sheet.key = key_of(drafts, "failures");
  sheet.title = "Expectations that are not met";
  sheet.columns = {{"example"}, {"definition"}, {"expected"}, {"answer"}};
  for (const Failure& failure : outcome.failures) {
    const program::Example& example = program.examples[failure.example];
    const program::Expectation& expectation = example.expectations[failure.expectation];
    std::string asked = program::qualified_name(program, expectation.definition);
    if (expectation.as_of) asked += " on " + runtime::format_date(*expectation.as_of);
    sheet.rows.push_back({example.name, std::move(asked), failure.expected, failure.actual});
  }
  return sheet;
}

std::string_view exercised(const Unexercised& rule) {
  if (!rule.held && !rule.failed) return "not at all";
  return rule.held ? "only where it held" : "only where it failed";
}

Sheet unexercised(const program::Program& program, const Outcome& outcome,
                  const std::vector<std::string>& drafts) {
  Sheet sheet;
  sheet.key = key_of(drafts, "unexercised");
  sheet.title = fmt::format("{} that the examples do not exercise both ways ({} of {})",
                            drafts.empty() ? "Provisions" : "Amended provisions",
                            outcome.unexercised.size(), outcome.rules);
  sheet.columns = {{"provision"}, {"rule"}, {"exercised"}};
  for (const Unexercised& each : outcome.unexercised) {
    const program::Rule& rule = program.rules[each.rule];
    sheet.rows.push_back({to_full_string(rule.citation),
                          explain::condition_words(program, each.rule),
                          std::string(exercised(each))});
  }
  return sheet;
}

}  // namespace

report::Report present(const program::Program& program, const Outcome& outcome,
                       const std::vector<std::string>& drafts) {
  report::Report report;
  report.sections = true;
  report.parts.emplace_back(verdict(outcome, drafts));
  if (!outcome.failures.empty()) report.parts.emplace_back(failures(program, outcome, drafts));
  std::size_t number = 0;
  for (const Failure& failure : outcome.failures) {
    report::Report reasons =
        explain::present(program, failure.explanation, {},
                         {.whole = false, .case_name = program.examples[failure.example].name});
    report::Tree tree = std::get<report::Tree>(std::move(reasons.parts.front()));
    tree.key = key_of(drafts, fmt::format("reasons_{}", ++number));
    report.parts.emplace_back(std::move(tree));
  }
  if (!outcome.unexercised.empty()) {
    report.parts.emplace_back(unexercised(program, outcome, drafts));
  }
  return report;
}

}  // namespace nansen::exercise
