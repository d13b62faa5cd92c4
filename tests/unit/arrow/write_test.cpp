// Answers as arrays: what they hold, that they read back as facts, and who releases what.
#include <gtest/gtest.h>

#include "compiler/arrow/arrow.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"

namespace nansen::test {
namespace {

/// A module whose cases have a column for each answer that has the form of a fact.
ir::Module facts_of_answers(const ir::Module& module) {
  ir::Module facts;
  ir::Domain root;
  root.entity = "Answer";
  facts.domains.add(root);
  const auto forms = layout::number_forms(module);
  for (const ir::Output& output : module.outputs) {
    ir::Column column;
    column.domain = ir::DomainId(std::size_t{0});
    column.name = output.name;
    switch (output.kind) {
      case ir::OutputKind::Truth: column.kind = ir::ColumnKind::Boolean; break;
      case ir::OutputKind::Enumeration:
      case ir::OutputKind::OrderedEnumeration:
        column.kind = ir::ColumnKind::Enumeration;
        column.members = output.members;
        column.members.push_back("no value");
        break;
      default: {
        const auto& form = forms[static_cast<std::size_t>(output.values[0].index)];
        column.kind = ir::ColumnKind::Number;
        column.scale = form.scale.get_si();
        column.least = INT64_MIN;
        column.greatest = INT64_MAX;
        if (output.kind != ir::OutputKind::Number) {
          column.least = -719162;
          column.greatest = 2932896;
        }
        if (output.kind == ir::OutputKind::DateRange) {
          column.bound = ir::Bound::Least;
          facts.columns.add(column);
          column.bound = ir::Bound::Greatest;
        }
        break;
      }
    }
    facts.columns.add(column);
  }
  return facts;
}

bool ends_in_decimals(std::int64_t scale) {
  while (scale % 10 == 0) scale /= 10;
  return scale == 1;
}

bool is_no_fact(const ir::Module& module, std::size_t output) {
  const ir::Output& asked = module.outputs[output];
  if (asked.kind == ir::OutputKind::DateRange) return true;
  if (asked.kind != ir::OutputKind::Number && asked.kind != ir::OutputKind::Date) return false;
  const auto forms = layout::number_forms(module);
  const auto& form = forms[static_cast<std::size_t>(asked.values[0].index)];
  if (asked.kind == ir::OutputKind::Number) return !ends_in_decimals(form.scale.get_si());
  return form.scale != 1 || form.least < -719162 || form.greatest > 2932896;
}

template <typename T>
T entry(const ArrowArray& array, std::size_t row, int buffer = 1) {
  return static_cast<const T*>(array.buffers[buffer])[row];
}

class WriteAnswers : public testing::TestWithParam<std::uint64_t> {};

TEST_P(WriteAnswers, ReadBackAsTheyWere) {
  Random random(GetParam());
  const ir::Module module = random_module(random, {.instructions = 40, .outputs = 8});
  const std::size_t rows = random.pick(std::vector<std::size_t>{0, 1, 64, 65, 513, 1000});
  const runtime::Batch batch = random_batch(module, random, {.rows = rows});
  runtime::Results wanted(layout::output_shapes(module), rows);
  interpret::evaluate(module, batch, wanted);
  const auto results = std::make_shared<runtime::Results>(wanted);
  ArrowSchema schema;
  ArrowArray array;
  arrow::write(module, results, rows, &schema, &array);

  const ir::Module facts = facts_of_answers(module);
  arrow::Problem problem;
  const std::vector<arrow::GivenTable> given{{"", &schema, &array}};
  // Fractions that no decimal says are structs, which are no facts: these are looked at below. So
  // are ranges, whose ends random modules may turn round, and what they call days and are none.
  for (std::size_t index = 0; index < module.outputs.size(); ++index) {
    ArrowSchema& child = *schema.children[index];
    if (is_no_fact(module, index)) child.name = "no fact";
  }
  const auto tables = arrow::Tables::open(facts, given, problem);
  ASSERT_NE(tables, nullptr) << problem.message;
  const auto read = tables->read(0, rows, problem);
  ASSERT_TRUE(read) << problem.message;
  const runtime::Table& table = *read->tables[0];
  std::size_t column = 0;
  for (std::size_t output = 0; output < module.outputs.size(); ++output, ++column) {
    const ir::Output& asked = module.outputs[output];
    const auto plane = [&](std::size_t row, std::size_t truth, bool yes) {
      return ((wanted.plane(output, truth, yes)[row / 64] >> (row % 64)) & 1) != 0;
    };
    for (std::size_t row = 0; row < rows; ++row) {
      SCOPED_TRACE(asked.name + ", row " + std::to_string(row));
      const bool known = table.plane(row, column, 0);
      switch (asked.kind) {
        case ir::OutputKind::Truth:
          ASSERT_EQ(known, plane(row, 0, true));
          ASSERT_EQ(table.plane(row, column, 1), plane(row, 0, false));
          break;
        case ir::OutputKind::Enumeration: {
          std::int64_t value = -1;
          bool none = true;
          for (std::size_t member = 0; member < asked.values.size(); ++member) {
            if (plane(row, member, true)) value = static_cast<std::int64_t>(member);
            none = none && plane(row, member, false);
          }
          if (none) value = static_cast<std::int64_t>(asked.members.size());
          ASSERT_EQ(known, value >= 0);
          if (known) {
            ASSERT_EQ(table.number(row, column), value);
          }
          break;
        }
        case ir::OutputKind::OrderedEnumeration: {
          std::size_t value = 0;
          while (value < asked.values.size() && plane(row, value, true)) ++value;
          const bool determined = value == asked.values.size() || plane(row, value, false);
          // Random modules may say that a value is at least a member and not at least a lesser one.
          bool in_order = true;
          for (std::size_t above = 1; above < asked.values.size(); ++above) {
            in_order = in_order && (!plane(row, above, true) || plane(row, above - 1, true)) &&
                       (!plane(row, above - 1, false) || plane(row, above, false));
          }
          if (!in_order) break;
          ASSERT_EQ(known, determined);
          if (known) {
            ASSERT_EQ(table.number(row, column), static_cast<std::int64_t>(value));
          }
          break;
        }
        case ir::OutputKind::Number:
          if (is_no_fact(module, output)) {
            const ArrowArray& child = *array.children[output];
            ASSERT_EQ(child.n_children, 2);
            if (!plane(row, 0, true)) break;
            ASSERT_EQ(entry<std::int64_t>(*child.children[0], row), wanted.numbers(output)[row]);
            ASSERT_EQ(entry<std::int64_t>(*child.children[1], row),
                      facts.columns[ir::ColumnId(column)].scale);
            break;
          }
          [[fallthrough]];
        case ir::OutputKind::Date:
          if (is_no_fact(module, output)) break;
          ASSERT_EQ(known, plane(row, 0, true));
          if (known) {
            ASSERT_EQ(table.number(row, column), wanted.numbers(output)[row]);
          }
          break;
        case ir::OutputKind::DateRange:
          for (const std::size_t which : {0U, 1U}) {
            const ArrowArray& child = *array.children[output]->children[which];
            const bool there = child.buffers[0] == nullptr ||
                               ((entry<std::uint8_t>(child, row / 8, 0) >> (row % 8)) & 1) != 0;
            ASSERT_EQ(there, plane(row, static_cast<std::uint32_t>(which), true));
            if (!there) continue;
            ASSERT_EQ(entry<std::int32_t>(child, row), wanted.numbers(output, which)[row]);
          }
          break;
      }
    }
    if (asked.kind == ir::OutputKind::DateRange) ++column;
  }
  schema.release(&schema);
  array.release(&array);
  EXPECT_EQ(schema.release, nullptr);
  EXPECT_EQ(array.release, nullptr);
  EXPECT_EQ(results.use_count(), 1);
}

INSTANTIATE_TEST_SUITE_P(Seeds, WriteAnswers, testing::Range<std::uint64_t>(0, 40));

TEST(WrittenColumns, AreMovedOutAndOutliveTheTable) {
  Random random(3);
  const ir::Module module = random_module(random, {.instructions = 20, .outputs = 2});
  const runtime::Batch batch = random_batch(module, random, {.rows = 100});
  auto results = std::make_shared<runtime::Results>(layout::output_shapes(module), 100);
  interpret::evaluate(module, batch, *results);
  ArrowSchema schema;
  ArrowArray array;
  arrow::write(module, results, 100, &schema, &array);
  ArrowArray moved = *array.children[0];
  array.children[0]->release = nullptr;
  ArrowSchema moved_schema = *schema.children[0];
  schema.children[0]->release = nullptr;
  array.release(&array);
  schema.release(&schema);
  EXPECT_EQ(moved.length, 100);
  moved.release(&moved);
  moved_schema.release(&moved_schema);
  EXPECT_EQ(results.use_count(), 1);
}

}  // namespace
}  // namespace nansen::test
