// A provision file compiled inside another program: native answers for rows that never were a CSV.
//
//   example_embed PATH/TO/shelter.treaty

#include <cstdio>

#include "compiler/diagnostics/render.h"
#include "compiler/layout/layout.h"
#include "compiler/session/session.h"

int main(int count, char** words) {
  if (count != 2) {
    std::fputs("usage: example_embed FILE\n", stderr);
    return 2;
  }
  nansen::session::Session session({.names = {words[1]}, .library = {}});
  if (!session.check()) {
    const auto& found = session.emitter().diagnostics();
    std::fputs(nansen::render_text(found, session.sources(), false).c_str(), stderr);
    return 1;
  }
  auto request = session.resolve({.definitions = {"shelter.sheltered"}});
  if (!request) return 1;
  const auto lowered = session.lower(std::move(*request));
  constexpr auto native = nansen::session::EngineKind::Native;
  const auto engine = session.engine(lowered, native);
  if (!engine) return 1;

  // The columns of the cases, found by the facts' names.
  const nansen::ir::DomainId cases(0);
  const auto column = [&lowered](const char* name) {
    for (std::size_t index = 0; index < lowered.module.columns.size(); ++index) {
      const nansen::ir::ColumnId id(index);
      if (lowered.module.columns[id].name == name) {
        return nansen::layout::position_of(lowered.module, id);
      }
    }
    return std::size_t{0};
  };
  auto table =
      std::make_shared<nansen::runtime::Table>(nansen::layout::shapes_of(lowered.module, cases), 3);
  table->resize(3);
  for (std::size_t row = 0; row < 3; ++row) {
    table->set_truth(row, column("fled"), true);
    table->set_truth(row, column("civilian"), true);
  }
  table->set_number(0, column("years_abroad"), 2);
  table->set_number(1, column("years_abroad"), 12);
  // Of the third person the years are not known.

  // The results have the shapes of the module that the engine answers.
  nansen::runtime::Results results(nansen::layout::output_shapes(lowered.answered_by(native)),
                                   table->capacity());
  engine->evaluate({.tables = {table}}, results);
  for (std::size_t row = 0; row < 3; ++row) {
    const bool yes = (results.plane(0, 0, true)[0] >> row & 1) != 0;
    const bool no = (results.plane(0, 0, false)[0] >> row & 1) != 0;
    std::printf("person %zu: %s\n", row + 1, yes ? "yes" : no ? "no" : "undetermined");
  }
  return 0;
}
