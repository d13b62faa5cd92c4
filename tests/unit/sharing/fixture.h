// A formula and a table of States written as a user would, ready to be asked.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "compiler/session/session.h"
#include "compiler/sharing/answer.h"
#include "compiler/sharing/table.h"
#include "tests/support/files.h"

namespace nansen::sharing {

class SharingTest : public testing::Test {
 protected:
  /// Lines of an instrument over States with population, gdp, two years of applications and the
  /// truths member and rich, and over Transfers to them.
  lower::LoweredFormula lowered(const std::string& body, const std::string& formula = "") {
    const std::string path = write("key.treaty", vocabulary + body + "\n} }\n");
    session.emplace(session::Options{.names = {path}, .library = {}});
    EXPECT_TRUE(session->check()) << messages();
    const auto request = session->resolve_formula(formula, {});
    EXPECT_TRUE(request.has_value()) << messages();
    return request ? session->lower(*request) : lower::LoweredFormula();
  }

  std::optional<StateTable> table(const lower::LoweredFormula& formula, const std::string& states,
                                  const std::string& transfers = "",
                                  const EngineChoice& engine = {}) {
    StateFiles files;
    files.states = write("states.csv", states);
    if (!transfers.empty()) files.tables = {{"Transfer", write("transfers.csv", transfers)}};
    return read_states(session->program(), formula, files, engine, session->emitter());
  }

  std::string write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = scratch.path() / name;
    testing_support::write_file(path, text);
    return path.string();
  }

  /// What was emitted, a line each.
  std::string messages() const {
    std::string text;
    for (const Diagnostic& diagnostic : session->emitter().diagnostics()) {
      text += diagnostic.message + "\n";
    }
    return text;
  }

  const program::Program& program() const { return session->program(); }

  testing_support::ScratchFolder scratch;
  std::optional<session::Session> session;
  const std::string vocabulary = R"(
vocabulary example_states
unit persons
unit EUR
entity State {
  population : integer in persons "?"
  gdp : decimal in EUR "?"
  rate : decimal from 0 to 100 "?"
  year_1 : integer in persons "?"
  year_2 : integer in persons "?"
  member : boolean "?"
  rich : boolean "?"
}
entity Transfer {
  destination : State "?"
  number : integer in persons "?"
  completed : boolean "?"
}
instrument key "Example" { uses example_states article 1 {
)";
};

}  // namespace nansen::sharing
