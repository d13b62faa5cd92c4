// A module and the facts of its cases, as the tests of the interpreter set them by hand.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"

namespace nansen::interpret {

/// A module from its text, and a batch of tables for it, column by column.
class Case {
 public:
  explicit Case(std::string_view text) {
    std::string error;
    EXPECT_TRUE(ir::parse(text, module_, error)) << error;
    EXPECT_EQ(ir::verify(module_), std::vector<std::string>());
    for (std::size_t index = 0; index < module_.domains.size(); ++index) {
      batch_.tables.push_back(std::make_shared<runtime::Table>(
          layout::shapes_of(module_, ir::DomainId(index)), runtime::block_rows));
    }
  }

  const ir::Module& module() const { return module_; }
  runtime::Batch& batch() { return batch_; }
  runtime::Table& table(std::size_t domain) { return *batch_.tables[domain]; }

  /// The truth of instruction `value` for the case at `row`.
  std::string truth(std::size_t value, std::size_t row = 0) const {
    return std::string(to_string(trace(module_, batch_, row).truth(ir::ValueId(value), row)));
  }
  std::string number(std::size_t value, std::size_t row = 0) const {
    const Trace found = trace(module_, batch_, row);
    const auto& known = std::get<std::optional<Rational>>(found.at(ir::ValueId(value), row));
    return known ? to_string(*known) : "unknown";
  }

 private:
  ir::Module module_;
  runtime::Batch batch_;
};

}  // namespace nansen::interpret
