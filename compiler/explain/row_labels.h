// What the rows that a case reaches are called; used inside this room only.
#pragma once

#include <map>
#include <string>

#include "compiler/explain/case_facts.h"

namespace nansen::explain {

/// How a fact of a row is spoken of: `row`, then `prefix` before the fact's name. Both are empty
/// for the case's own row.
struct RowLabel {
  std::string row;     // of a linked row: `nationalities 2`, `permits 1 of relatives "anna"`
  std::string prefix;  // of a referenced row: `country_of_asylum.`, or `State "NOR".`
};

class RowLabels {
 public:
  /// `root` is the case's row; `facts` must outlive the labels.
  RowLabels(const program::Program& program, const CaseFacts& facts, Place root, RowNames names);

  /// A row that would be added to a link is `a further row of nationalities`.
  RowLabel of(Place place) const;
  /// A referenced row by itself: `State "NOR"`, `State 3`.
  std::string referenced(Place place) const;
  /// Which row a referenced row is, where its label says only how it is reached: its id, or as
  /// above; else empty.
  std::string which(Place place) const;

 private:
  struct Path {
    Place from;  // the case's own row, or a row linked to it
    std::string references;
  };

  std::string linked(Place place) const;
  std::size_t row_above(const ir::Domain& domain, std::size_t row) const;
  std::size_t rows(ir::DomainId domain) const;

  const CaseFacts& facts_;
  RowNames names_;
  std::map<Place, Path> paths_;
};

}  // namespace nansen::explain
