#include "tests/support/random/program_facts.h"

namespace nansen::test {

const runtime::Table& ProgramFacts::table(RowPlace place) const {
  return *batch_.tables[static_cast<std::size_t>(place.domain.index)];
}

std::optional<ProgramFacts::Kept> ProgramFacts::kept(RowPlace place, program::FactId fact) const {
  std::size_t position = 0;
  for (const ir::Column& column : module_.columns) {
    if (column.domain != place.domain) continue;
    if (column.name == program_.facts[fact].name) return Kept{&column, position};
    ++position;
  }
  return std::nullopt;
}

std::optional<ProgramFacts::Kept> ProgramFacts::known(RowPlace place, program::FactId fact) const {
  const auto where = kept(place, fact);
  if (!where || !table(place).plane(place.row, where->position, 0)) return std::nullopt;
  return where;
}

Truth ProgramFacts::truth(RowPlace place, program::FactId fact) const {
  const auto where = kept(place, fact);
  if (!where) return Truth::Undetermined;
  if (table(place).plane(place.row, where->position, 0)) return Truth::Yes;
  return table(place).plane(place.row, where->position, 1) ? Truth::No : Truth::Undetermined;
}

std::optional<std::size_t> ProgramFacts::member(RowPlace place, program::FactId fact) const {
  const auto where = known(place, fact);
  if (!where) return std::nullopt;
  return static_cast<std::size_t>(table(place).number(place.row, where->position));
}

std::optional<std::vector<bool>> ProgramFacts::members(RowPlace place, program::FactId fact) const {
  const auto where = known(place, fact);
  if (!where) return std::nullopt;
  std::vector<bool> included;
  for (std::size_t member = 0; member < where->column->members.size(); ++member) {
    included.push_back(table(place).plane(place.row, where->position, 1 + member));
  }
  return included;
}

std::optional<Rational> ProgramFacts::number(RowPlace place, program::FactId fact) const {
  const auto where = known(place, fact);
  if (!where) return std::nullopt;
  Rational value(mpz_class(table(place).number(place.row, where->position)),
                 mpz_class(where->column->scale));
  value.canonicalize();
  return value;
}

std::optional<std::size_t> ProgramFacts::named_row(RowPlace place, program::FactId fact) const {
  const auto where = known(place, fact);
  if (!where) return std::nullopt;
  return static_cast<std::size_t>(table(place).number(place.row, where->position));
}

std::optional<RowPlace> ProgramFacts::referenced(RowPlace place, program::FactId fact) const {
  const auto row = named_row(place, fact);
  if (!row) return std::nullopt;
  const ir::DomainId target = kept(place, fact)->column->target;
  const auto& rows = batch_.tables[static_cast<std::size_t>(target.index)];
  if (rows == nullptr || *row >= rows->rows()) return std::nullopt;
  return RowPlace{target, *row};
}

ProgramFacts::Linked ProgramFacts::linked(RowPlace place, program::FactId fact) const {
  Linked result;
  const auto where = kept(place, fact);
  if (!where) return result;
  const runtime::Table& rows = table(place);
  result.complete = rows.plane(place.row, where->position, 0);
  const std::size_t end = rows.rows_begin(place.row + 1, where->position);
  for (std::size_t row = rows.rows_begin(place.row, where->position); row < end; ++row) {
    result.rows.push_back({where->column->target, row});
  }
  return result;
}

}  // namespace nansen::test
