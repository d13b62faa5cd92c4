#include "tests/support/random/program_facts.h"

#include "compiler/base/bug.h"

namespace nansen::test {

const runtime::Table& ProgramFacts::table(RowPlace place) const {
  return *batch_.tables[static_cast<std::size_t>(place.domain.index)];
}

const ir::Column& ProgramFacts::column(RowPlace place, program::FactId fact,
                                       std::size_t& position) const {
  position = 0;
  for (const ir::Column& column : module_.columns) {
    if (column.domain != place.domain) continue;
    if (column.name == program_.facts[fact].name) return column;
    ++position;
  }
  bug("a fact that a definition speaks of is no column: " + program_.facts[fact].name);
}

Truth ProgramFacts::truth(RowPlace place, program::FactId fact) const {
  std::size_t position = 0;
  column(place, fact, position);
  if (table(place).plane(place.row, position, 0)) return Truth::Yes;
  return table(place).plane(place.row, position, 1) ? Truth::No : Truth::Undetermined;
}

std::optional<std::size_t> ProgramFacts::member(RowPlace place, program::FactId fact) const {
  std::size_t position = 0;
  column(place, fact, position);
  if (!table(place).plane(place.row, position, 0)) return std::nullopt;
  return static_cast<std::size_t>(table(place).number(place.row, position));
}

std::optional<std::vector<bool>> ProgramFacts::members(RowPlace place, program::FactId fact) const {
  std::size_t position = 0;
  const ir::Column& set = column(place, fact, position);
  if (!table(place).plane(place.row, position, 0)) return std::nullopt;
  std::vector<bool> included;
  for (std::size_t member = 0; member < set.members.size(); ++member) {
    included.push_back(table(place).plane(place.row, position, 1 + member));
  }
  return included;
}

std::optional<Rational> ProgramFacts::number(RowPlace place, program::FactId fact) const {
  std::size_t position = 0;
  const ir::Column& stored = column(place, fact, position);
  if (!table(place).plane(place.row, position, 0)) return std::nullopt;
  Rational value(mpz_class(table(place).number(place.row, position)), mpz_class(stored.scale));
  value.canonicalize();
  return value;
}

std::optional<std::size_t> ProgramFacts::named_row(RowPlace place, program::FactId fact) const {
  std::size_t position = 0;
  column(place, fact, position);
  if (!table(place).plane(place.row, position, 0)) return std::nullopt;
  return static_cast<std::size_t>(table(place).number(place.row, position));
}

std::optional<RowPlace> ProgramFacts::referenced(RowPlace place, program::FactId fact) const {
  std::size_t position = 0;
  const ir::DomainId target = column(place, fact, position).target;
  const auto row = named_row(place, fact);
  const auto& rows = batch_.tables[static_cast<std::size_t>(target.index)];
  if (!row || rows == nullptr || *row >= rows->rows()) return std::nullopt;
  return RowPlace{target, *row};
}

ProgramFacts::Linked ProgramFacts::linked(RowPlace place, program::FactId fact) const {
  std::size_t position = 0;
  const ir::DomainId target = column(place, fact, position).target;
  Linked result;
  result.complete = table(place).plane(place.row, position, 0);
  for (std::size_t row = table(place).rows_begin(place.row, position);
       row < table(place).rows_begin(place.row + 1, position); ++row) {
    result.rows.push_back({target, row});
  }
  return result;
}

}  // namespace nansen::test
