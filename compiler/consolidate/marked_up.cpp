// Two texts word by word. Where they are long and far apart, the least change would take the square
// of their length to find: they are then held together at the lines that both have once, and word
// by word only between those.
#include <algorithm>
#include <dtl/dtl.hpp>
#include <string_view>
#include <unordered_map>

#include "compiler/consolidate/concordance.h"

namespace nansen::consolidate {

namespace {

using Token = std::string_view;
using Tokens = std::vector<Token>;

/// So many tokens of both texts together are compared each with each.
constexpr std::size_t most_together = 3000;

bool is_space(char character) {
  return character == ' ' || character == '\n' || character == '\t' || character == '\r';
}

/// Words, and what stands between them.
Tokens words_in(std::string_view text) {
  Tokens tokens;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin + 1;
    while (end < text.size() && is_space(text[end]) == is_space(text[begin])) ++end;
    tokens.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return tokens;
}

/// Lines with their line feeds.
Tokens lines_in(std::string_view text) {
  Tokens tokens;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    tokens.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return tokens;
}

class Marker {
 public:
  std::vector<MarkedText> runs;

  void add(Mark mark, std::string_view text) {
    if (text.empty()) return;
    if (!runs.empty() && runs.back().mark == mark) {
      runs.back().text += text;
    } else {
      runs.push_back({mark, std::string(text)});
    }
  }

  /// The least change, at a cost that grows with the size of both times what differs.
  void mark_tokens(const Tokens& before, const Tokens& after) {
    std::unordered_map<Token, int> numbers;
    const auto numbered = [&](const Tokens& tokens) {
      std::vector<int> result;
      for (const Token token : tokens) {
        result.push_back(numbers.emplace(token, static_cast<int>(numbers.size())).first->second);
      }
      return result;
    };
    dtl::Diff<int> difference(numbered(before), numbered(after));
    difference.onHuge();
    difference.compose();
    std::size_t old_index = 0;
    std::size_t new_index = 0;
    for (const auto& [number, step] : difference.getSes().getSequence()) {
      if (step.type == dtl::SES_DELETE) {
        add(Mark::Omitted, before[old_index++]);
      } else if (step.type == dtl::SES_ADD) {
        add(Mark::Inserted, after[new_index++]);
      } else {
        add(Mark::Kept, after[new_index++]);
        ++old_index;
      }
    }
  }

  void mark_texts(std::string_view before, std::string_view after) {
    const Tokens old_words = words_in(before);
    const Tokens new_words = words_in(after);
    if (old_words.size() + new_words.size() <= most_together) {
      return mark_tokens(old_words, new_words);
    }
    add(Mark::Omitted, before);
    add(Mark::Inserted, after);
  }
};

std::string_view joined(const Tokens& lines, std::size_t begin, std::size_t end) {
  if (begin == end) return {};
  const char* first = lines[begin].data();
  const Token last = lines[end - 1];
  return {first, static_cast<std::size_t>(last.data() + last.size() - first)};
}

/// A line that both texts have once, and where.
struct Anchor {
  std::size_t old_line = 0;
  std::size_t new_line = 0;
};

/// The longest row of such lines that stand in the same order in both.
std::vector<Anchor> anchors(const Tokens& before, const Tokens& after) {
  struct Seen {
    std::size_t old_count = 0;
    std::size_t new_count = 0;
    std::size_t new_line = 0;
  };
  std::unordered_map<Token, Seen> seen;
  for (const Token line : before) ++seen[line].old_count;
  for (std::size_t i = 0; i < after.size(); ++i) {
    Seen& one = seen[after[i]];
    ++one.new_count;
    one.new_line = i;
  }
  std::vector<Anchor> all;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Seen& one = seen[before[i]];
    if (one.old_count == 1 && one.new_count == 1) all.push_back({i, one.new_line});
  }
  std::vector<std::size_t> ends;                              // of the best row of each length
  std::vector<std::size_t> previous(all.size(), all.size());  // in the row that ends here
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto place = std::lower_bound(
        ends.begin(), ends.end(), all[i].new_line,
        [&](std::size_t end, std::size_t line) { return all[end].new_line < line; });
    if (place != ends.begin()) previous[i] = *(place - 1);
    if (place == ends.end()) {
      ends.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<Anchor> result;
  for (std::size_t i = ends.empty() ? all.size() : ends.back(); i < all.size(); i = previous[i]) {
    result.push_back(all[i]);
  }
  std::reverse(result.begin(), result.end());
  return result;
}

/// A space between two changed words changes with them.
std::vector<MarkedText> smoothed(const std::vector<MarkedText>& runs) {
  Marker result;
  std::string omitted;
  std::string inserted;
  const auto flush = [&] {
    result.add(Mark::Omitted, omitted);
    result.add(Mark::Inserted, inserted);
    omitted.clear();
    inserted.clear();
  };
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const MarkedText& run = runs[i];
    const bool between =
        run.text == " " && i > 0 && i + 1 < runs.size() && !omitted.empty() && !inserted.empty();
    if (run.mark == Mark::Omitted || (run.mark == Mark::Kept && between)) omitted += run.text;
    if (run.mark == Mark::Inserted || (run.mark == Mark::Kept && between)) inserted += run.text;
    if (run.mark != Mark::Kept || between) continue;
    flush();
    result.add(Mark::Kept, run.text);
  }
  flush();
  return std::move(result.runs);
}

}  // namespace

std::vector<MarkedText> marked_up(const std::string& before, const std::string& after) {
  Marker marker;
  const Tokens old_words = words_in(before);
  const Tokens new_words = words_in(after);
  if (old_words.size() + new_words.size() <= most_together) {
    marker.mark_tokens(old_words, new_words);
    return smoothed(marker.runs);
  }
  const Tokens old_lines = lines_in(before);
  const Tokens new_lines = lines_in(after);
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  const auto between = [&](std::size_t old_end, std::size_t new_end) {
    marker.mark_texts(joined(old_lines, old_line, old_end), joined(new_lines, new_line, new_end));
  };
  for (const Anchor& anchor : anchors(old_lines, new_lines)) {
    between(anchor.old_line, anchor.new_line);
    marker.add(Mark::Kept, new_lines[anchor.new_line]);
    old_line = anchor.old_line + 1;
    new_line = anchor.new_line + 1;
  }
  between(old_lines.size(), new_lines.size());
  return smoothed(marker.runs);
}

}  // namespace nansen::consolidate
