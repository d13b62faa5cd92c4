// The drafts of a run, and which of them bring which.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "compiler/consolidate/consolidate.h"

namespace nansen::consolidate {

namespace {

/// What can be amended: the names of instruments and drafts.
std::vector<std::string> amendable_names(const std::vector<ast::File>& files) {
  std::vector<std::string> names;
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      if (const auto* instrument = std::get_if<ast::Instrument>(&item)) {
        names.push_back(instrument->name.text);
      } else if (const auto* draft = std::get_if<ast::Draft>(&item)) {
        names.push_back(draft->name.text);
      }
    }
  }
  return names;
}

}  // namespace

std::vector<const ast::Draft*> drafts_of(const std::vector<ast::File>& files) {
  std::vector<const ast::Draft*> drafts;
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      if (const auto* draft = std::get_if<ast::Draft>(&item)) drafts.push_back(draft);
    }
  }
  return drafts;
}

std::vector<const ast::Draft*> stack_of(const std::vector<ast::File>& files,
                                        const std::string& draft, Emitter& emitter) {
  std::unordered_map<std::string, const ast::Draft*> known;
  for (const ast::Draft* one : drafts_of(files)) known.emplace(one->name.text, one);
  const auto first = known.find(draft);
  if (first == known.end()) {
    std::vector<std::string> names;
    for (const auto& [name, one] : known) names.push_back(name);
    std::sort(names.begin(), names.end());
    // The help names the file that would have the draft: a path is none of its names.
    emitter.emit(Code::UnknownDraft, CommandLocation{}, draft, did_you_mean(draft, names));
    return {};
  }
  std::set<std::string> instruments;
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      if (const auto* one = std::get_if<ast::Instrument>(&item)) instruments.insert(one->name.text);
    }
  }
  std::vector<const ast::Draft*> stack;
  std::set<const ast::Draft*> seen;
  const ast::Draft* one = first->second;
  while (true) {
    if (!seen.insert(one).second) {
      // The circle is told in the same words from wherever it was entered.
      std::vector<const ast::Draft*> circle(std::find(stack.begin(), stack.end(), one),
                                            stack.end());
      const auto first_written = std::min_element(
          circle.begin(), circle.end(),
          [](const auto* left, const auto* right) { return left->name.span < right->name.span; });
      std::rotate(circle.begin(), first_written, circle.end());
      one = circle.front();
      std::string through;
      constexpr std::size_t most_named = 5;
      const std::size_t named = std::min(circle.size(), most_named);
      for (std::size_t i = 1; i < named; ++i) {
        const std::string_view before = i == 1                   ? ", through "
                                        : i + 1 == circle.size() ? " and "
                                                                 : ", ";
        through += fmt::format("{}\"{}\"", before, circle[i]->name.text);
      }
      if (named < circle.size()) through += fmt::format(" and {} others", circle.size() - named);
      emitter.emit(Code::DraftsInCircle, one->base.span, one->name.text, through);
      return {};
    }
    stack.push_back(one);
    const std::string& base = one->base.text;
    const auto next = known.find(base);
    if (instruments.contains(base)) break;
    if (next == known.end()) {
      emitter.emit(Code::UnknownAmended, one->base.span, base,
                   did_you_mean(base, amendable_names(files)));
      return {};
    }
    one = next->second;
  }
  std::reverse(stack.begin(), stack.end());
  return stack;
}

}  // namespace nansen::consolidate
