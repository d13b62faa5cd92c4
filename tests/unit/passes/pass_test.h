// A pass as a story: the lines of a module before, and after. Whatever the lines say, the outputs
// are also interpreted before and after over random facts, and must agree.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "compiler/interpret/interpret.h"
#include "compiler/ir/ir.h"
#include "compiler/layout/layout.h"
#include "tests/support/random/random_batch.h"

namespace nansen::passes {

inline constexpr std::string_view declarations = R"(domain @Person : root Person
domain @*State : referenced State
domain @Person.links : rows Person by Person.links
column Person.a : boolean
column Person.b : boolean
column Person.c : boolean
column Person.x : number -9 to 9 scale 1
column Person.y : number -9 to 9 scale 1
column Person.s : number -719162 to 2932896 scale 1
column Person.t : number -719162 to 2932896 scale 1
column Person.state : reference to @*State
column Person.home : reference to @*State
column Person.links : rows to @Person.links
column *State.party : boolean
column Person.links.d : boolean
calendar "offices" : weekend { saturday, sunday } holidays { 20454 } yearly { 1225, 1226 }
calendar "shops" : weekend { sunday } holidays { } yearly { 501 }
)";

inline ir::Module module_of(std::string_view lines) {
  ir::Module module;
  std::string error;
  EXPECT_TRUE(ir::parse(std::string(declarations) + std::string(lines), module, error)) << error;
  EXPECT_EQ(ir::verify(module), std::vector<std::string>());
  return module;
}

/// Every root value of the outputs for every row, as text.
inline std::string answers(const ir::Module& module, const runtime::Batch& batch) {
  std::string text;
  for (std::size_t row = 0; row < batch.tables[0]->rows(); ++row) {
    const interpret::Trace trace = interpret::trace(module, batch, row);
    for (const ir::Output& output : module.outputs) {
      for (const ir::ValueId value : output.values) {
        const interpret::Value& found = trace.at(value, row);
        if (const Truth* truth = std::get_if<Truth>(&found)) {
          text += std::string(to_string(*truth)) + " ";
        } else {
          const auto& number = std::get<std::optional<Rational>>(found);
          text += (number ? to_string(*number) : "unknown") + " ";
        }
      }
    }
    text += "\n";
  }
  return text;
}

/// The lines of `pass(module)` after the declarations.
template <typename Pass>
std::string after(Pass pass, std::string_view lines) {
  const ir::Module before = module_of(lines);
  const ir::Module result = pass(before);
  EXPECT_EQ(ir::verify(result), std::vector<std::string>());
  test::Random random(1);
  const runtime::Batch batch = test::random_batch(before, random, {.rows = 200});
  EXPECT_EQ(answers(before, batch), answers(result, batch));
  const std::string text = ir::print(result);
  EXPECT_TRUE(text.starts_with(declarations));
  return text.substr(declarations.size());
}

}  // namespace nansen::passes
