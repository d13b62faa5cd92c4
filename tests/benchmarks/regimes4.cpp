#include "tests/benchmarks/regimes4.h"

#include "compiler/base/bug.h"
#include "compiler/cases/sample.h"
#include "compiler/layout/layout.h"
#include "compiler/session/session.h"

namespace nansen::benchmarks {
namespace {

/// Makes every row of a column known: those that were not have its value zero.
void know(runtime::Table& table, std::size_t position) {
  auto* const known = reinterpret_cast<std::uint64_t*>(table.buffer(position, 0));
  for (std::size_t row = 0; row < table.rows(); row += 64) {
    const std::size_t left = table.rows() - row;
    known[row / 64] = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
  }
}

}  // namespace

const std::vector<std::string>& regimes4_names() {
  static const std::vector<std::string> names = {"refugee_1951", "oau", "cartagena", "mimc"};
  return names;
}

ir::Module regimes4(const std::vector<std::string>& names, bool all_facts) {
  session::Session session(
      {.names = {NANSEN_SOURCE_DIR "/tests/benchmarks/regimes4.treaty"}, .library = {}});
  if (!session.check()) bug("regimes4.treaty does not check");
  session::Question question;
  for (const std::string& name : names) question.definitions.push_back("regimes4." + name);
  auto request = session.resolve(question);
  if (!request) bug("regimes4.treaty has no such definitions");
  request->keep_rules = false;
  request->all_facts = all_facts;
  return session.lower(std::move(*request)).normal;
}

Regimes4Cases::Regimes4Cases(const ir::Module& module, std::size_t rows, bool some_unknown)
    : module_(module),
      batch_(cases::sample_batch(
          module, {.rows = rows, .unknown_per_million = some_unknown ? 100'000U : 0U})) {
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    const ir::Column& column = module.columns[ir::ColumnId(index)];
    const std::size_t at = position(column.name);
    if (batch_.tables[0]->shapes()[at].kind == runtime::ColumnKind::Boolean) {
      truths_.push_back(column.name);
    } else {
      know(*batch_.tables[0], at);
    }
  }
}

ir::ColumnId Regimes4Cases::column(std::string_view fact) const {
  for (std::size_t index = 0; index < module_.columns.size(); ++index) {
    if (module_.columns[ir::ColumnId(index)].name == fact) return ir::ColumnId(index);
  }
  bug("regimes4.treaty has no fact " + std::string(fact));
}

std::size_t Regimes4Cases::position(std::string_view fact) const {
  return layout::position_of(module_, column(fact));
}

int Regimes4Cases::code(std::size_t row, std::string_view truth) const {
  const std::size_t at = position(truth);
  if (batch_.tables[0]->plane(row, at, 0)) return 2;
  return batch_.tables[0]->plane(row, at, 1) ? 0 : 1;
}

std::int32_t Regimes4Cases::number(std::size_t row, std::string_view fact) const {
  return static_cast<std::int32_t>(batch_.tables[0]->number(row, position(fact)));
}

}  // namespace nansen::benchmarks
