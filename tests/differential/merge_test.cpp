// Random modules and altered copies of them as one module: each answers as it does by itself, by
// the interpreter and by compiled code, with linked rows and referenced tables.
#include "compiler/ir/merge.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "tests/differential/engines.h"
#include "tests/differential/projected.h"
#include "tests/differential/results.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"

namespace nansen::test {
namespace {

/// As a draft makes it: some operations are others, and there is a fact that no one asked for
/// before.
ir::Module altered(const ir::Module& original, Random& random) {
  ir::Module made = original;
  for (ir::Instruction& each : made.instructions) {
    if (!random.chance(10)) continue;
    switch (each.opcode) {
      case ir::Opcode::And: each.opcode = ir::Opcode::Or; break;
      case ir::Opcode::Or: each.opcode = ir::Opcode::And; break;
      case ir::Opcode::Every: each.opcode = ir::Opcode::Some; break;
      case ir::Opcode::Some: each.opcode = ir::Opcode::Every; break;
      case ir::Opcode::Less: each.opcode = ir::Opcode::LessEqual; break;
      case ir::Opcode::AtLeastRows: ++each.count; break;
      case ir::Opcode::AddMonths: each.member = 1 - each.member; break;
      case ir::Opcode::ColumnIs:
        each.member =
            static_cast<std::uint32_t>(random.below(made.columns[each.column].members.size()));
        break;
      default: break;
    }
  }
  if (random.chance(30)) made.calendars[0].weekend ^= 1;
  ir::Column fresh;
  fresh.kind = ir::ColumnKind::Boolean;
  fresh.domain = ir::DomainId(random.below(made.domains.size()));
  fresh.name = "inserted" + std::to_string(made.columns.size());
  ir::Instruction asked;
  asked.opcode = ir::Opcode::ColumnTruth;
  asked.domain = fresh.domain;
  asked.column = made.columns.add(fresh);
  ir::ValueId head = made.instructions.add(asked);
  made.origins.push_back({0});
  // In the cases, if that is where it is: an alternative beside what was asked.
  for (ir::Output& output : made.outputs) {
    if (fresh.domain != ir::DomainId(0) || output.kind != ir::OutputKind::Truth) continue;
    ir::Instruction either;
    either.opcode = ir::Opcode::Or;
    either.domain = fresh.domain;
    either.operands = {output.values[0], head};
    output.values[0] = made.instructions.add(either);
    made.origins.push_back({0});
  }
  return made;
}

/// The same module with its columns in another order.
ir::Module shuffled(const ir::Module& original, Random& random) {
  std::vector<std::size_t> order(original.columns.size());
  for (std::size_t index = 0; index < order.size(); ++index) order[index] = index;
  for (std::size_t index = order.size(); index > 1; --index) {
    std::swap(order[index - 1], order[random.below(index)]);
  }
  std::vector<ir::ColumnId> moved(order.size());
  ir::Module made = original;
  made.columns = {};
  for (const std::size_t old : order)
    moved[old] = made.columns.add(original.columns[ir::ColumnId(old)]);
  const auto move = [&](ir::ColumnId& column) {
    if (column.valid()) column = moved[static_cast<std::size_t>(column.index)];
  };
  for (ir::Domain& domain : made.domains) move(domain.link);
  for (ir::Instruction& each : made.instructions) {
    move(each.column);
    move(each.other_column);
  }
  return made;
}

/// The results of the outputs from `first` on, as those of a module with `shapes`.
runtime::Results part_of(const runtime::Results& results, std::size_t first,
                         const std::vector<runtime::OutputShape>& shapes, std::size_t rows) {
  runtime::Results part(shapes, rows);
  const std::size_t bytes = part.capacity() / 8;
  for (std::size_t output = 0; output < shapes.size(); ++output) {
    const runtime::OutputShape& shape = shapes[output];
    for (std::size_t truth = 0; truth < shape.truths; ++truth) {
      for (const bool yes : {true, false}) {
        std::memcpy(part.plane(output, truth, yes), results.plane(first + output, truth, yes),
                    bytes);
      }
    }
    for (std::size_t which = 0; shape.number && which < (shape.range ? 2U : 1U); ++which) {
      std::memcpy(part.plane(output, which, true), results.plane(first + output, which, true),
                  bytes);
      std::memcpy(part.numbers(output, which), results.numbers(first + output, which),
                  part.capacity() * sizeof(std::int64_t));
    }
  }
  return part;
}

class MergedModules : public testing::TestWithParam<std::uint64_t> {
 protected:
  Random random_{GetParam()};
};

TEST_P(MergedModules, AnswerEachAsByItself) {
  const ir::Module base =
      random_module(random_, {.instructions = 10 + random_.below(60), .outputs = 4});
  std::vector<ir::Module> worlds = {base};
  for (std::size_t draft = 0; draft < 3; ++draft) {
    worlds.push_back(shuffled(altered(worlds[random_.below(worlds.size())], random_), random_));
  }
  std::vector<const ir::Module*> modules;
  for (const ir::Module& world : worlds) {
    ASSERT_EQ(ir::verify(world), std::vector<std::string>());
    modules.push_back(&world);
  }
  const std::vector<std::uint32_t> rule_counts(worlds.size(), 1'000);
  const ir::Merged merged = ir::merge(modules, rule_counts);
  Engines engines(merged.module);
  for (const std::size_t rows : {1U, 63U, 64U, 65U, 511U, 513U, 1000U}) {
    const runtime::Batch batch = random_batch(merged.module, random_, {.rows = rows});
    ASSERT_EQ(engines.disagreement(batch), "") << rows << " rows";
    runtime::Results together(layout::output_shapes(merged.module), rows);
    interpret::evaluate(merged.module, batch, together);
    for (std::size_t world = 0; world < worlds.size(); ++world) {
      const std::vector<runtime::OutputShape> shapes = layout::output_shapes(worlds[world]);
      runtime::Results alone(shapes, rows);
      interpret::evaluate(worlds[world], projected(merged.module, batch, worlds[world]), alone);
      ASSERT_EQ(difference(worlds[world], alone,
                           part_of(together, merged.first_output[world], shapes, rows), rows),
                "")
          << "world " << world << ", " << rows << " rows";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, MergedModules, testing::Range<std::uint64_t>(0, 20));

// A world that is its base adds nothing to it.
TEST(MergedModules, OfOneTextComputeNothingTwice) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    const ir::Module module = random_module(random, {});
    const ir::Module again = shuffled(module, random);
    const ir::Module* alone[] = {&module};
    const ir::Module* both[] = {&module, &again};
    const std::uint32_t counts[] = {1'000, 1'000};
    const ir::Module one = ir::merge(alone, std::span(counts).first(1)).module;
    const ir::Merged two = ir::merge(both, counts);
    EXPECT_EQ(two.module.columns, module.columns);
    EXPECT_EQ(two.module.instructions.size(), one.instructions.size());
    for (std::size_t output = 0; output < module.outputs.size(); ++output) {
      EXPECT_EQ(two.module.outputs[output].values,
                two.module.outputs[two.first_output[1] + output].values);
    }
  }
}

}  // namespace
}  // namespace nansen::test
