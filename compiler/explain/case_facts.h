// The facts of one case as the program names them, read from the columns of a batch; used inside
// this room only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/explain/explain.h"

namespace nansen::explain {

/// One row of one domain. Nowhere: a row that is not known, behind an unknown reference.
struct Place {
  ir::DomainId domain;
  std::size_t row = 0;

  bool known() const { return domain.valid(); }
  auto operator<=>(const Place&) const = default;
};

/// Between which a number lies; a bound that is not known is absent.
struct Bounds {
  std::optional<Rational> least;
  std::optional<Rational> greatest;

  static Bounds exactly(const Rational& number) { return {number, number}; }
  /// The number itself, where both bounds are it.
  std::optional<Rational> exact() const {
    return least && greatest && *least == *greatest ? least : std::nullopt;
  }
  bool operator==(const Bounds&) const = default;
};

/// What is known of a fact or of a worked-out value; the members in use follow from its type.
struct Known {
  Truth truth = Truth::Undetermined;  // Boolean
  Bounds number;                      // numbers, dates, periods
  /// Enumeration: the value is k; ordered: the value is at least k ([0] is Yes); Set: includes k;
  /// of a definition that names a row by rules: the row is that of its k-th fact.
  std::vector<Truth> members;
  Place reference;                       // Reference: the row, if it is there
  std::optional<std::size_t> named_row;  // Reference: its number, there or not
  bool settled = false;                  // nothing about it is unknown
};

/// Linked rows: those listed, and whether there are no others.
struct LinkedRows {
  std::vector<Place> rows;
  bool complete = false;
};

class CaseFacts {
 public:
  CaseFacts(const program::Program& program, const ir::Module& module, const runtime::Batch& batch);

  /// The fact of the row at `place`: unknown where the place or the column is.
  Known fact(Place place, program::FactId fact) const;
  /// The rows linked to the row at `place` by the Rows fact `link`.
  LinkedRows linked(Place place, program::FactId link) const;

  /// The column of `fact` in `domain`, or an invalid id where the module has no use for it. Of a
  /// fact that has two, that of the least value.
  ir::ColumnId column(ir::DomainId domain, program::FactId fact) const;
  /// That of the greatest value: the same column, unless the fact has two.
  ir::ColumnId greatest_column(ir::DomainId domain, program::FactId fact) const;
  /// The position of `column` in its table.
  std::size_t position(ir::ColumnId column) const {
    return positions_[static_cast<std::size_t>(column.index)];
  }
  const ir::Module& module() const { return module_; }
  const runtime::Batch& batch() const { return batch_; }

  /// A value of `type` in words: `yes`, `race, religion`, `18 years`; `unknown` where it is not
  /// known.
  std::string text(const program::Type& type, const Known& known) const;

 private:
  const program::Program& program_;
  const ir::Module& module_;
  const runtime::Batch& batch_;
  using Columns = std::map<std::pair<ir::DomainId, std::string>, ir::ColumnId>;
  ir::ColumnId found(const Columns& columns, ir::DomainId domain, program::FactId fact) const;
  std::optional<Rational> number(Place place, ir::ColumnId column) const;

  Columns columns_;
  Columns greatest_columns_;
  std::vector<std::size_t> positions_;
};

/// A value of which nothing is known, with as many members as its type has.
Known unknown_of(const program::Program& program, const program::Type& type);
/// The same of a definition's value.
Known unknown_of(const program::Program& program, program::DefinitionId definition);

}  // namespace nansen::explain
