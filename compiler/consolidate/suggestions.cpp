// What stands nearest to a place that is not there.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/place_search.h"
#include "compiler/consolidate/places.h"

namespace nansen::consolidate {

namespace {

/// So many are held against a misspelt address, at most.
constexpr std::size_t most_candidates = 2000;

std::vector<std::string> near_divisions(const Found& inside, Item& root, std::size_t length) {
  std::set<std::string> result;
  for_each_item(root, [&](Item& item) {
    if (result.size() >= most_candidates || division_in(item) == nullptr) return;
    if (!contains(inside, item)) return;
    const std::vector<ast::DivisionStep*> path = path_of(item);
    for (std::size_t end = length; end <= path.size(); ++end) {
      result.insert(steps_text(path, end - length, end));
    }
  });
  return {result.begin(), result.end()};
}

std::vector<std::string> near_names(const Found& inside, Item& root) {
  std::set<std::string> result;
  for_each_item(root, [&](Item& item) {
    if (result.size() >= most_candidates || !contains(inside, item)) return;
    if (const std::string name = declared_name(item); !name.empty()) result.insert(name);
    if (auto* formula = provision_as<ast::Formula>(item)) {
      for (const ast::FormulaLine& line : formula->lines) {
        result.insert(line.name.text);
        result.insert(formula->name.text + '.' + line.name.text);
      }
    }
  });
  return {result.begin(), result.end()};
}

/// The labels there are, of so many at once.
std::vector<std::string> near_labels(const Found& inside, Item& root, std::size_t length) {
  std::vector<std::string> result;
  for_each_item(root, [&](Item& item) {
    if (result.size() >= most_candidates || !contains(inside, item)) return;
    LabelSearch search{{}};
    if (ast::ProvisionItem* provision = provision_in(item)) {
      search.look(*provision, inside.part ? &*inside.part : nullptr);
    }
    for (const LabelSearch::Match& match : search.matches) {
      const std::vector<std::string>& labels = match.part.labels;
      if (labels.size() < length) continue;
      std::string words =
          labels_text({labels.end() - static_cast<std::ptrdiff_t>(length), labels.end()});
      if (std::find(result.begin(), result.end(), words) == result.end()) {
        result.push_back(std::move(words));
      }
    }
  });
  return result;
}

/// Labels are held against each other without their parentheses: `(a)` is not near to `(c)`.
std::string near_label(const std::string& missing, const std::vector<std::string>& labels) {
  const auto bare = [](const std::string& label) {
    std::string text;
    for (const char character : label) {
      if (character == ')' && !text.empty()) text += ' ';
      if (character != '(' && character != ')') text += character;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  };
  std::vector<std::string> candidates;
  for (const std::string& label : labels) candidates.push_back(bare(label));
  const std::string near = nearest(bare(missing), candidates);
  const auto found = std::find(candidates.begin(), candidates.end(), near);
  if (near.empty() || found == candidates.end()) return {};
  return fmt::format("; did you mean \"{}\"?",
                     labels[static_cast<std::size_t>(found - candidates.begin())]);
}

}  // namespace

std::string listed(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
    text += words[i];
  }
  return text;
}

std::string suggested(Item& root, const Found& inside, const std::string& missing,
                      const ast::Place& rest) {
  if (missing.starts_with('(')) {
    const auto length = static_cast<std::size_t>(std::count(missing.begin(), missing.end(), '('));
    const std::vector<std::string> labels = near_labels(inside, root, length);
    const std::string near = near_label(missing, labels);
    constexpr std::size_t few = 8;
    if (!near.empty() || labels.empty() || labels.size() > few) return near;
    return "; there is " + listed(labels, "and");
  }
  if (missing == ast::spell(rest.divisions)) {
    return did_you_mean(missing, near_divisions(inside, root, rest.divisions.size()));
  }
  return did_you_mean(missing, near_names(inside, root));
}

}  // namespace nansen::consolidate
