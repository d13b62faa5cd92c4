// Where in the law a rule stands: instrument, divisions, heads.
//
// Three coordinates are never confused: the span (where in our file), the citation (where in the
// law) and the rule id (which rule).
#pragma once

#include <compare>
#include <string>
#include <vector>

namespace nansen {

/// One level of an instrument's division: `article 1`, `section F`, `paragraph 2`, `chapter V`.
struct Division {
  std::string level;    // the keyword, lower case: article, section, paragraph, ...
  std::string label;    // as written: 1, F, II, 10bis
  std::string heading;  // the quoted title, or empty

  /// Headings do not take part: two blocks with one level and label are the same division.
  bool operator==(const Division& other) const {
    return level == other.level && label == other.label;
  }
};

/// The address of a provision. `heads` are the lettered heads inside the division, outermost first,
/// without their parentheses.
struct Citation {
  std::string instrument;        // the declared name: convention_1951
  std::string instrument_title;  // how it is cited: "1951 Convention"
  std::vector<Division> divisions;
  std::vector<std::string> heads;

  bool operator==(const Citation& other) const {
    return instrument == other.instrument && divisions == other.divisions && heads == other.heads;
  }
};

/// The address as lawyers write it, without the instrument: `art. 1F(b)`, `art. 33(1)`, `s.
/// 28(1)(b)`. A section with a letter directly under an article is joined to it: `1F`.
std::string to_string(const Citation& citation);

/// The same with the instrument in front: `1951 Convention, art. 1F(b)`.
std::string to_full_string(const Citation& citation);

/// The heading of the innermost division that has one, or empty.
std::string heading_of(const Citation& citation);

}  // namespace nansen
