// Comparisons of rights as reports.
#include <fmt/format.h>

#include "compiler/rights/compare.h"

namespace nansen::rights {
namespace {

using report::Align;
using report::Sheet;

// One word for what becomes of a right: `better`, `better or the same`, `only in A`.
std::string verdict(const ComparedRight& right) {
  std::string text;
  for (const auto& [count, word] :
       {std::pair(right.better, "better"), std::pair(right.worse, "worse"),
        std::pair(right.other, "another standard"), std::pair(right.same, "the same"),
        std::pair(right.open, "undetermined")}) {
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(word);
  }
  return text;
}

/// What a reader looks for first: whether anyone gains or loses.
std::string group_of(const ComparedRight& right) {
  if (right.better > 0 && right.worse > 0) return "better for some, worse for others";
  if (right.better > 0) return "better";
  if (right.worse > 0) return "worse";
  if (right.other > 0) return "another standard";
  if (right.same > 0) return "the same";
  return right.open > 0 ? "undetermined" : "asked of no one";
}

/// `better 4, the same 3, undetermined 1`.
std::string counts(const ComparedRight& right) {
  std::string text;
  for (const auto& [count, word] :
       {std::pair(right.better, "better"), std::pair(right.worse, "worse"),
        std::pair(right.other, "another standard"), std::pair(right.same, "the same"),
        std::pair(right.open, "undetermined")}) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", word, count);
  }
  return text;
}

/// The rights under what becomes of them: `better (2)`, and below it which.
class Grouped {
 public:
  void add(const std::string& group, const std::string& text) {
    for (report::Node& node : nodes_) {
      if (node.text == group) return append(node, text);
    }
    nodes_.emplace_back();
    nodes_.back().text = group;
    append(nodes_.back(), text);
  }
  std::vector<report::Node> take() {
    for (report::Node& node : nodes_) node.text += fmt::format(" ({})", node.children.size());
    return std::move(nodes_);
  }

 private:
  static void append(report::Node& node, const std::string& text) {
    node.children.emplace_back();
    node.children.back().text = text;
  }
  std::vector<report::Node> nodes_;
};

}  // namespace

report::Report present(const program::Program& program, const ComparedAsked& asked,
                       const ComparedSummary& summary) {
  const std::string left = program.instruments[asked.left].name;
  const std::string right = program.instruments[asked.right].name;
  const std::string counted = summary.weighted ? "persons" : "cases";
  const auto address = [&](const std::optional<program::RightId>& id) {
    return id ? to_string(program.definitions[program.rights[*id].value].citation) : std::string();
  };

  Sheet rights;
  rights.key = "rights";
  rights.title =
      fmt::format("What {} gives beside {} ({} {})", right, left, summary.persons, counted);
  rights.columns = {{"right"},
                    {left},
                    {right},
                    {"in " + right + " it is"},
                    {"better", Align::Right},
                    {"worse", Align::Right},
                    {"the same", Align::Right},
                    {"another standard", Align::Right},
                    {"undetermined", Align::Right}};
  Sheet alone;
  alone.key = "only_in_one";
  alone.title = fmt::format("Rights that only one of them has ({})", counted);
  alone.columns = {{"right"},
                   {"only in"},
                   {"provision"},
                   {"owed to", Align::Right},
                   {"undetermined", Align::Right}};
  Sheet changes;
  changes.key = "changes";
  changes.title = fmt::format("From which standard to which ({})", counted);
  changes.columns = {
      {"right"}, {"in " + left}, {"in " + right}, {counted, Align::Right}, {"for example"}};
  Grouped by_verdict;
  Grouped by_instrument;
  for (std::size_t at = 0; at < asked.pairs.size(); ++at) {
    const RightPair& pair = asked.pairs[at];
    const ComparedRight& compared = summary.rights[at];
    if (!pair.left || !pair.right) {
      alone.rows.push_back({pair.name, pair.left ? left : right,
                            pair.left ? address(pair.left) : address(pair.right), compared.owed,
                            compared.open});
      by_instrument.add(
          std::get<std::string>(alone.rows.back()[1]),
          fmt::format("{}  {}", std::get<std::string>(alone.rows.back()[2]), pair.name));
      continue;
    }
    rights.rows.push_back({pair.name, address(pair.left), address(pair.right), verdict(compared),
                           compared.better, compared.worse, compared.same, compared.other,
                           compared.open});
    by_verdict.add(group_of(compared),
                   fmt::format("{}  ({} and {}): {}", pair.name, address(pair.left),
                               address(pair.right), counts(compared)));
    for (const Change& change : compared.changes) {
      changes.rows.push_back({pair.name, change.from, change.to, change.persons, change.example});
    }
  }
  rights.drawing = by_verdict.take();
  alone.drawing = by_instrument.take();
  report::Report report;
  report.sections = true;
  report.parts.emplace_back(std::move(rights));
  if (!changes.rows.empty()) report.parts.emplace_back(std::move(changes));
  if (!alone.rows.empty()) report.parts.emplace_back(std::move(alone));
  return report;
}

}  // namespace nansen::rights
