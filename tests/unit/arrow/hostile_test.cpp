// Arrays of which something is broken, anywhere: what the C data interface lets be found is found,
// and whatever is said is words.
#include <gtest/gtest.h>

#include "compiler/base/utf8.h"
#include "compiler/layout/layout.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"
#include "tests/unit/arrow/given.h"

namespace nansen::test {
namespace {

/// A schema and an array of the same column, somewhere in a table.
struct Pair {
  ArrowSchema* schema = nullptr;
  ArrowArray* array = nullptr;
};

void collect(Pair pair, std::vector<Pair>& all) {
  all.push_back(pair);
  for (std::int64_t child = 0; child < pair.schema->n_children; ++child) {
    collect({pair.schema->children[child], pair.array->children[child]}, all);
  }
  if (pair.schema->dictionary != nullptr) {
    collect({pair.schema->dictionary, pair.array->dictionary}, all);
  }
}

/// Breaks one thing about a column; buffers stay as long as they were, and nothing says otherwise.
void break_one(Pair pair, Random& random) {
  ArrowSchema& schema = *pair.schema;
  ArrowArray& array = *pair.array;
  const std::string_view format = schema.format;
  switch (random.below(14)) {
    case 0: array.length = -random.between(1, INT64_MAX); break;
    case 1: array.offset = -random.between(1, INT64_MAX); break;
    case 2: array.length = random.between(0, std::max<std::int64_t>(array.length, 1) - 1); break;
    case 3: array.null_count = random.between(-3, array.length + 3); break;
    case 4: array.n_buffers = random.between(-1, 4); break;
    case 5: schema.n_children = random.between(-1, 1); break;
    case 6: array.n_children = random.between(-2, 0); break;
    case 7: schema.format = random.chance(50) ? nullptr : "d:38"; break;
    case 8: array.buffers = nullptr; break;
    case 9: array.release = nullptr; break;
    case 10: array.dictionary = nullptr; break;
    case 11:
      if (array.n_children > 0) array.children[random.below(1)] = nullptr;
      break;
    case 12:
      if (array.n_buffers > 1) array.buffers[random.below(2)] = nullptr;
      break;
    default: {
      // Offsets, indices and values of anything.
      const bool wide = format == "+L" || format == "U" || format == "l" || format == "L";
      const bool narrow = format == "+l" || format == "u" || format == "i" || format == "I";
      if (array.n_buffers < 2 || array.length == 0 || !(wide || narrow)) break;
      const std::size_t width = wide ? 8 : 4;
      const auto row = static_cast<std::size_t>(array.offset) +
                       random.below(static_cast<std::size_t>(array.length));
      const bool text = format == "u" || format == "U";
      // How long a text is, nothing says: it may only be made to go backwards.
      const std::int64_t value = text ? -random.between(1, 1000) : random.between(-5, 1000);
      auto* place = const_cast<std::byte*>(static_cast<const std::byte*>(array.buffers[1]));
      std::memcpy(place + row * width, &value, width);
      break;
    }
  }
}

class HostileTables : public testing::TestWithParam<std::uint64_t> {};

TEST_P(HostileTables, AreReadOrRefusedInWords) {
  Random random(GetParam());
  const ir::Module module = random_module(random, {.instructions = 15, .outputs = 2});
  std::size_t refused = 0;
  for (int round = 0; round < 60; ++round) {
    const std::size_t rows = 1 + random.below(130);
    const runtime::Batch batch = as_arrow_can_say(
        module, random_batch(module, random, {.rows = rows, .absent_rows = false}));
    const ArrowTables tables(module, batch, {.random = &random});
    std::vector<Pair> all;
    for (const auto& table : tables.tables()) collect({table.schema, table.array}, all);
    break_one(random.pick(all), random);
    arrow::Problem problem;
    const auto opened = arrow::Tables::open(module, given(tables), problem);
    if (opened != nullptr && opened->read(0, opened->rows(), problem)) continue;
    ++refused;
    EXPECT_NE(problem.status, NANSEN_OK);
    EXPECT_NE(problem.status, NANSEN_INTERNAL) << problem.message;
    EXPECT_FALSE(problem.message.empty());
    EXPECT_FALSE(first_invalid_utf8(problem.message)) << problem.message;
    EXPECT_EQ(tables.released(), 0U);
    const execute::ColumnSource* source = opened == nullptr ? nullptr : opened->in_place();
    if (source == nullptr) continue;
    const std::vector<runtime::ColumnShape> shapes =
        layout::shapes_of(module, ir::DomainId(std::size_t{0}));
    bool good = true;
    for (std::size_t column = 0; column < shapes.size(); ++column) {
      runtime::Table table({shapes[column]}, source->rows());
      std::vector<std::byte*> buffers;
      for (std::size_t buffer = 0; buffer < runtime::buffer_count(shapes[column]); ++buffer) {
        buffers.push_back(table.buffer(0, buffer));
      }
      good = source->fetch(column, 0, source->rows(), buffers.data()) && good;
    }
    EXPECT_FALSE(good) << problem.message;
    EXPECT_EQ(opened->find_bad_value().message, problem.message);
  }
  EXPECT_GT(refused, 10U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, HostileTables, testing::Range<std::uint64_t>(0, 25));

}  // namespace
}  // namespace nansen::test
