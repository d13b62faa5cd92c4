// Which amendments a place in a text comes from. Used inside this room only.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "compiler/consolidate/consolidate.h"

namespace nansen::compare {

/// Numbers of amendments, ascending.
using Amendments = std::vector<std::size_t>;

/// Amendments by where they stand and by what they amend, so that none is found by looking at all.
class AmendmentSearch {
 public:
  explicit AmendmentSearch(const std::vector<consolidate::Change>& changes);

  /// Adds those in whose own text `span` lies.
  void add_around(const Span& span, Amendments& found) const;
  /// Those of what is cited as `address` in `instrument` as no draft has amended it; of what was
  /// inserted, where it is now.
  Amendments at(const std::string& instrument, const std::string& address) const;
  /// Those of `address` and of all that it is a part of.
  Amendments above(const std::string& instrument, const std::string& address) const;
  /// Those that omit what has an address that begins so.
  Amendments omitting(const std::string& instrument, const std::string& beginning) const;

 private:
  struct Written {
    Span span;
    std::size_t amendment = 0;
    std::uint32_t furthest = 0;  // the last end of this and all before it in the file
  };
  /// An instrument's name and an address.
  using Place = std::pair<std::string, std::string>;

  std::vector<Written> written_;  // by file and begin
  std::map<Place, Amendments> amended_;
  std::map<Place, Amendments> omitted_;  // by the address as the amendment says it
};

}  // namespace nansen::compare
