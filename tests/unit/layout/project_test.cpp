// One module's tables as another asks for them.
#include "compiler/layout/project.h"

#include <gtest/gtest.h>

#include "compiler/layout/layout.h"

namespace nansen::layout {
namespace {

ir::Module parsed(std::string_view text) {
  ir::Module module;
  std::string error;
  EXPECT_TRUE(ir::parse(text, module, error)) << error;
  EXPECT_EQ(ir::verify(module), std::vector<std::string>());
  return module;
}

constexpr std::string_view everything = R"(domain @Person : root Person
domain @*State : referenced State
domain @Person.journeys : rows Journey by Person.journeys
domain @Person.children : rows Child by Person.children
column Person.fear : boolean
column Person.grounds : set { race, religion }
column Person.age : number 0 to 130 scale 1
column Person.asylum : reference to @*State
column Person.journeys : rows to @Person.journeys
column Person.children : rows to @Person.children
column Person.children.adult : boolean
column Person.children.kind : enumeration { son, daughter }
column *State.party : boolean
)";

constexpr std::string_view some = R"(domain @Person : root Person
domain @Person.children : rows Child by Person.children
domain @*State : referenced State
column Person.children.kind : enumeration { son, daughter }
column Person.children : rows to @Person.children
column Person.unheard : boolean
column Person.asylum : reference to @*State
column Person.grounds : set { race, religion }
column Person.fear : boolean
column *State.party : boolean
)";

TEST(Project, FactsAreFoundByHowTheyAreReached) {
  const ir::Module from = parsed(everything);
  const ir::Module to = parsed(some);
  runtime::Batch batch;
  for (std::size_t domain = 0; domain < from.domains.size(); ++domain) {
    batch.tables.push_back(
        std::make_shared<runtime::Table>(shapes_of(from, ir::DomainId(domain)), 3));
  }
  runtime::Table& persons = *batch.tables[0];
  persons.resize(2);
  persons.set_truth(1, 0, false);
  persons.set_members(0, 1, {1});
  persons.set_reference(1, 3, 2);
  runtime::Table& children = *batch.tables[3];
  children.resize(3);
  children.set_code(2, 1, 1);
  persons.set_rows_end(0, 5, 1);
  persons.set_rows_end(1, 5, 3);
  persons.set_rows_known(1, 5);
  batch.tables[1]->resize(3);
  batch.tables[1]->set_truth(2, 0, true);
  batch.tables[2] = nullptr;

  const runtime::Batch result = project(from, batch, to);
  ASSERT_EQ(result.tables.size(), 3U);
  const runtime::Table& table = *result.tables[0];
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.rows_begin(1, 0), 1U);
  EXPECT_EQ(table.rows_begin(2, 0), 3U);
  EXPECT_FALSE(table.plane(0, 0, 0));
  EXPECT_TRUE(table.plane(1, 0, 0));
  EXPECT_FALSE(table.plane(1, 1, 0) || table.plane(1, 1, 1));
  EXPECT_FALSE(table.plane(0, 2, 0));
  EXPECT_EQ(table.number(1, 2), 2);
  EXPECT_TRUE(table.plane(0, 3, 0));
  EXPECT_FALSE(table.plane(0, 3, 1));
  EXPECT_TRUE(table.plane(0, 3, 2));
  EXPECT_FALSE(table.plane(1, 4, 0));
  EXPECT_TRUE(table.plane(1, 4, 1));
  ASSERT_EQ(result.tables[1]->rows(), 3U);
  EXPECT_FALSE(result.tables[1]->plane(0, 0, 0));
  EXPECT_EQ(result.tables[1]->number(2, 0), 1);
  EXPECT_TRUE(result.tables[2]->plane(2, 0, 0));
}

}  // namespace
}  // namespace nansen::layout
