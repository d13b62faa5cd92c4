// Provisions in, operations out: what the tests of lowering share.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/lower/lower.h"
#include "compiler/syntax/parse.h"

namespace nansen::lower {

/// What the provisions of these tests speak of.
inline constexpr std::string_view vocabulary = R"(vocabulary world
enumeration Ground { race, religion, opinion }
ordered enumeration Degree { low < middle < high }
unit persons
entity State {
  party : boolean
  peace : Degree
  size : integer from 0 to 100 in persons
  friends : rows of Tie
  since : date
}
entity Tie {
  real : boolean
  strong : boolean
  country : State
  tied : date
}
entity Person {
  a : boolean
  b : boolean
  c : boolean
  d : boolean
  ground : Ground
  other_ground : Ground
  degree : Degree
  other_degree : Degree
  grounds : set of Ground
  count : integer from -5 to 5 in persons
  portion : decimal from 0 to 2
  entry : date
  left : date
  leave : period in days
  stay : period in years
  home : State
  asylum : State
  ties : rows of Tie
}
calendar works { weekend saturday, sunday  holiday 1970-01-01 "New Year"  holiday every 12-25 }
)";

/// A program of one instrument, `pact`, with `items`; `vocabulary` comes before it.
inline program::Program program_of(std::string_view items) {
  SourceFiles files;
  Emitter emitter;
  const std::string text = std::string(vocabulary) + "instrument pact \"The Pact\" {\n" +
                           "  cited as \"Pact\"\n  uses world\n" + std::string(items) + "\n}\n";
  const FileId file = files.add("pact.treaty", text);
  std::vector<ast::File> trees;
  trees.push_back(syntax::parse(files, file, emitter));
  program::Program program = check::check(trees, files, emitter);
  EXPECT_FALSE(emitter.has_errors()) << render_text(emitter.diagnostics(), files, false);
  return program;
}

inline program::DefinitionId definition_of(const program::Program& program, std::string_view name) {
  const auto found = program::find_definition(program, name);
  EXPECT_TRUE(found.has_value()) << name;
  return found.value_or(program::DefinitionId());
}

/// The module for the definitions called `names`.
inline ir::Module module_of(const program::Program& program, const std::vector<std::string>& names,
                            bool keep_rules = false) {
  Request request;
  for (const std::string& name : names) request.definitions.push_back(definition_of(program, name));
  request.keep_rules = keep_rules;
  return lower(program, request);
}

/// The instructions and outputs of `module` as text, without their domains' and columns' lines and
/// without origins.
inline std::string shape(const ir::Module& module) {
  std::string lines;
  const std::string text = ir::print(module);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("domain") || line.starts_with("column")) continue;
    lines += line.substr(0, line.find("  ; rules")) + "\n";
  }
  return lines;
}

/// The shape of `definition`, the last of `items`' definitions called `x`.
inline std::string shape_of(std::string_view items) {
  return shape(module_of(program_of(items), {"x"}));
}

}  // namespace nansen::lower
