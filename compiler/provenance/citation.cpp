#include "compiler/provenance/citation.h"

#include <array>
#include <ranges>
#include <string_view>
#include <utility>

namespace nansen {

namespace {

/// How a level is written in front of its label.
std::string_view abbreviation(std::string_view level) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> table = {
      {{"article", "art."},
       {"section", "s."},
       {"chapter", "ch."},
       {"part", "pt."},
       {"schedule", "sch."},
       {"paragraph", "para."},
       {"subparagraph", "subpara."}}};
  for (const auto& [word, short_form] : table) {
    if (word == level) return short_form;
  }
  return level;
}

bool is_numbered_inside(std::string_view level) {
  return level == "paragraph" || level == "subparagraph";
}

bool begins_with_letter(std::string_view label) {
  return !label.empty() && (label.front() < '0' || label.front() > '9');
}

/// Articles are numbered through the whole instrument, so what groups them is not part of how they
/// are cited: chapter V article 12 is art. 12. The same goes for the sections of a statute.
std::size_t first_cited(const std::vector<Division>& divisions) {
  std::size_t first = 0;
  for (std::size_t i = 0; i < divisions.size(); ++i) {
    const std::string& level = divisions[i].level;
    if (level != "article" && level != "section") continue;
    const auto groups = [&](const Division& above) {
      return above.level == "part" || above.level == "chapter" || above.level == "title" ||
             (level == "article" && above.level == "section");
    };
    while (first < i && groups(divisions[first])) ++first;
    if (level == "article") break;
  }
  return first;
}

}  // namespace

std::string to_string(const Citation& citation) {
  std::string result;
  const std::vector<Division>& divisions = citation.divisions;
  const std::size_t first = first_cited(divisions);
  for (std::size_t i = first; i < divisions.size(); ++i) {
    const Division& division = divisions[i];
    if (i > first && is_numbered_inside(division.level)) {
      result += "(" + division.label + ")";
      continue;
    }
    const bool joined = i > first && division.level == "section" &&
                        divisions[i - 1].level == "article" && begins_with_letter(division.label);
    if (joined) {
      result += division.label;
      continue;
    }
    if (i > first) result += ", ";
    result += abbreviation(division.level);
    result += " " + division.label;
  }
  for (const std::string& head : citation.heads) result += "(" + head + ")";
  return result;
}

std::string to_full_string(const Citation& citation) {
  const std::string& title =
      citation.instrument_title.empty() ? citation.instrument : citation.instrument_title;
  const std::string address = to_string(citation);
  if (title.empty() || address.empty()) return title + address;
  return title + ", " + address;
}

std::string heading_of(const Citation& citation) {
  for (const Division& division : citation.divisions | std::views::reverse) {
    if (!division.heading.empty()) return division.heading;
  }
  return {};
}

}  // namespace nansen
