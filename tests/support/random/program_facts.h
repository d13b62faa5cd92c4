// The facts of a row as a program names them, read from a batch that was made for a module: how the
// oracles look at a case. The module serves only to say where the facts are kept. A fact that it
// has no column for is unknown: the module claims that it does not matter, and the oracles find
// out.
#pragma once

#include <optional>
#include <vector>

#include "compiler/base/truth.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::test {

/// A row of a table of the batch.
struct RowPlace {
  ir::DomainId domain;
  std::size_t row = 0;
};

class ProgramFacts {
 public:
  ProgramFacts(const program::Program& program, const ir::Module& module,
               const runtime::Batch& batch)
      : program_(program), module_(module), batch_(batch) {}

  Truth truth(RowPlace place, program::FactId fact) const;
  /// The position of the known member.
  std::optional<std::size_t> member(RowPlace place, program::FactId fact) const;
  /// Of each member whether the set includes it.
  std::optional<std::vector<bool>> members(RowPlace place, program::FactId fact) const;
  std::optional<Rational> number(RowPlace place, program::FactId fact) const;
  /// Which row a reference names, be it there or not.
  std::optional<std::size_t> named_row(RowPlace place, program::FactId fact) const;
  /// The same row, if it is there.
  std::optional<RowPlace> referenced(RowPlace place, program::FactId fact) const;
  /// The linked rows that are listed, and whether there can be no others.
  struct Linked {
    std::vector<RowPlace> rows;
    bool complete = false;
  };
  Linked linked(RowPlace place, program::FactId fact) const;

 private:
  struct Kept {
    const ir::Column* column = nullptr;
    std::size_t position = 0;  // in its table
  };
  /// Nothing where the module has no column for the fact.
  std::optional<Kept> kept(RowPlace place, program::FactId fact) const;
  /// The same where the fact is known.
  std::optional<Kept> known(RowPlace place, program::FactId fact) const;
  const runtime::Table& table(RowPlace place) const;

  const program::Program& program_;
  const ir::Module& module_;
  const runtime::Batch& batch_;
};

}  // namespace nansen::test
