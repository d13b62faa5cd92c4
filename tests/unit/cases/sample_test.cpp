// Samples: the same for a seed everywhere, valid as tables, and of the asked proportions.
#include "compiler/cases/sample.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstring>

#include "compiler/cases/reader.h"
#include "tests/unit/cases/fixture.h"

namespace nansen::cases {
namespace {

constexpr std::uint64_t fnv_basis = 0xcbf29ce484222325u;

std::uint64_t hash(std::string_view bytes, std::uint64_t value = fnv_basis) {
  for (const char byte : bytes) {
    value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
  }
  return value;
}

std::vector<std::string> sample(const Vocabulary& vocabulary, const SampleOptions& options,
                                std::uint64_t piece = 4096) {
  Sampler sampler(vocabulary.program, vocabulary.person, options);
  std::vector<std::string> texts;
  while (sampler.write(texts, piece)) {
  }
  return texts;
}

std::size_t count_bits(const runtime::Table& table, std::size_t column, std::size_t buffer) {
  std::size_t count = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) count += table.plane(row, column, buffer);
  return count;
}

TEST(Random, IsTheSameEverywhere) {
  Random random(42);
  EXPECT_EQ(random.next(), 1546998764402558742u);
  EXPECT_EQ(random.next(), 6990951692964543102u);
  Random other(42);
  std::uint64_t mixed = 0;
  for (int round = 0; round < 1000; ++round) {
    mixed = mixed * 31 + other.below(1000);
    mixed = mixed * 31 + other.bits(300'000);
    mixed = mixed * 31 + static_cast<std::uint64_t>(other.between(-5, 5));
  }
  EXPECT_EQ(mixed, 2363843355403299170u);
}

TEST(Random, KeepsToItsBounds) {
  Random random(1);
  for (int round = 0; round < 10'000; ++round) {
    EXPECT_LT(random.below(7), 7u);
    const std::int64_t value = random.between(-3, 3);
    EXPECT_GE(value, -3);
    EXPECT_LE(value, 3);
    random.between(INT64_MIN, INT64_MAX);
  }
  EXPECT_EQ(random.between(5, 5), 5);
  EXPECT_EQ(random.bits(0), 0u);
  EXPECT_EQ(random.bits(1'000'000), ~std::uint64_t{0});
}

TEST(Random, SetsBitsInTheAskedProportion) {
  Random random(3);
  for (const std::uint32_t per_million : {1'000u, 100'000u, 500'000u, 730'000u}) {
    int set = 0;
    for (int round = 0; round < 10'000; ++round) set += std::popcount(random.bits(per_million));
    EXPECT_NEAR(set / 640'000.0, per_million / 1e6, 0.003);
  }
}

TEST(Sampler, WritesTheSameTablesForASeedOnEveryMachine) {
  const Vocabulary vocabulary;
  SampleOptions options;
  options.rows = 1000;
  options.seed = 7;
  const std::vector<std::string> texts = sample(vocabulary, options);
  std::uint64_t value = fnv_basis;
  for (const std::string& text : texts) value = hash(text, value);
  EXPECT_EQ(value, 202642592584743722u);
  EXPECT_EQ(sample(vocabulary, options, 7), texts);
  options.seed = 8;
  EXPECT_NE(sample(vocabulary, options), texts);
}

TEST(Sampler, GivesTheAskedShareOfDatesAsRanges) {
  const Vocabulary vocabulary;
  SampleOptions options;
  options.rows = 4000;
  options.unknown_per_million = 0;
  const auto ranges = [&] {
    const std::string text = sample(vocabulary, options).front();
    std::size_t count = 0;
    for (std::size_t at = text.find(".."); at != std::string::npos; at = text.find("..", at + 2)) {
      ++count;
    }
    return static_cast<double>(count) / 4000;
  };
  EXPECT_EQ(ranges(), 0);
  options.ranges_per_million = 300'000;
  EXPECT_NEAR(ranges(), 0.3, 0.03);
  options.ranges_per_million = 1'000'000;
  // A range of one day is that day.
  EXPECT_NEAR(ranges(), 1, 0.02);
}

TEST(Sampler, WritesATableForEveryEntityOnTheWay) {
  const Vocabulary vocabulary;
  Sampler sampler(vocabulary.program, vocabulary.person, {});
  std::vector<std::string> names;
  for (const TableSchema& table : sampler.tables()) names.push_back(table.name);
  EXPECT_EQ(names, (std::vector<std::string>{"", "nationalities", "nationalities.permits", "State",
                                             "State.borders", "Region"}));
}

TEST(Sampler, WritesTablesThatLeadBackToAnEntityWhereAsked) {
  Vocabulary vocabulary;
  vocabulary.fact(vocabulary.state, "neighbours", vocabulary.rows_of(vocabulary.state));
  SampleOptions options;
  const auto names = [&] {
    Sampler sampler(vocabulary.program, vocabulary.person, options);
    std::vector<std::string> found;
    for (const TableSchema& table : sampler.tables()) found.push_back(table.name);
    return found;
  };
  const std::vector<std::string> usual{"",      "nationalities", "nationalities.permits",
                                       "State", "State.borders", "Region"};
  EXPECT_EQ(names(), usual);
  options.tables = {"Region", "Stat", "State.safe"};
  EXPECT_EQ(names(), usual);
  options.tables = {"State.neighbours.neighbours"};
  std::vector<std::string> asked = usual;
  asked.insert(asked.end(), {"State.neighbours", "State.neighbours.neighbours"});
  EXPECT_EQ(names(), asked);
  const std::vector<std::string> texts = sample(vocabulary, options);
  const auto header = [](const std::string& text) { return text.substr(0, text.find('\n')); };
  EXPECT_EQ(header(texts[3]), "id,safe,region,borders,neighbours");
  EXPECT_EQ(header(texts[6]), "State,id,safe,region,neighbours");
  EXPECT_EQ(header(texts[7]), "State,neighbours,id,safe,region");
}

TEST(Sampler, WritesWhatTheReaderTakesWithoutAWord) {
  const Vocabulary vocabulary;
  const Folder folder;
  for (const std::uint64_t rows : {0u, 1u, 63u, 64u, 65u, 1000u}) {
    SampleOptions options;
    options.rows = rows;
    options.seed = rows;
    Sampler sampler(vocabulary.program, vocabulary.person, options);
    std::vector<std::string> texts;
    while (sampler.write(texts)) {
    }
    TableFiles files;
    files.cases = folder.write("cases.csv", texts[0]);
    for (std::size_t table = 1; table < texts.size(); ++table) {
      const std::string& name = sampler.tables()[table].name;
      files.tables.emplace_back(name, folder.write(name + ".csv", texts[table]));
    }
    Emitter emitter;
    const auto reader = Reader::open(vocabulary.program, vocabulary.module, files, emitter);
    ASSERT_NE(reader, nullptr) << messages(emitter);
    CaseBatch batch;
    std::size_t read = 0;
    while (reader->next(batch, 100)) read += batch.size();
    EXPECT_EQ(read, rows);
    EXPECT_EQ(messages(emitter), "");
  }
}

TEST(Sampler, LeavesTheAskedShareOfCellsEmpty) {
  const Vocabulary vocabulary;
  SampleOptions options;
  options.rows = 200;
  options.unknown_per_million = 0;
  EXPECT_EQ(sample(vocabulary, options)[0].find(",,"), std::string::npos);
  options.unknown_per_million = 1'000'000;
  EXPECT_NE(sample(vocabulary, options)[0].find("200,,,,,,,,,,,,,\n"), std::string::npos);
}

TEST(SampleBatch, IsTheSameForASeed) {
  const Vocabulary vocabulary;
  SampleOptions options;
  options.rows = 1000;
  const runtime::Batch first = sample_batch(vocabulary.module, options);
  const runtime::Batch second = sample_batch(vocabulary.module, options);
  std::uint64_t value = fnv_basis;
  for (std::size_t domain = 0; domain < first.tables.size(); ++domain) {
    const runtime::Table& table = *first.tables[domain];
    for (std::size_t column = 0; column < table.shapes().size(); ++column) {
      for (std::size_t buffer = 0; buffer < runtime::buffer_count(table.shapes()[column]);
           ++buffer) {
        const std::size_t bytes = table.capacity() / 8;
        EXPECT_EQ(std::memcmp(table.buffer(column, buffer),
                              second.tables[domain]->buffer(column, buffer), bytes),
                  0);
        value = hash({reinterpret_cast<const char*>(table.buffer(column, buffer)), bytes}, value);
      }
    }
  }
  EXPECT_EQ(value, 15808512295606870187u);
}

TEST(SampleBatch, HoldsValidValuesInEveryColumn) {
  const Vocabulary vocabulary;
  for (const std::uint64_t rows : {1u, 63u, 64u, 65u, 1000u}) {
    SampleOptions options;
    options.rows = rows;
    const runtime::Batch batch = sample_batch(vocabulary.module, options);
    ASSERT_EQ(batch.tables[0]->rows(), rows);
    for (std::size_t index = 0; index < vocabulary.module.columns.size(); ++index) {
      const ir::Column& column = vocabulary.module.columns[ir::ColumnId(index)];
      const runtime::Table& table = *batch.tables[static_cast<std::size_t>(column.domain.index)];
      const std::size_t position = layout::position_of(vocabulary.module, ir::ColumnId(index));
      for (std::size_t row = 0; row < table.rows(); ++row) {
        const bool known = table.plane(row, position, 0);
        switch (column.kind) {
          case ir::ColumnKind::Boolean: ASSERT_FALSE(known && table.plane(row, position, 1)); break;
          case ir::ColumnKind::Set: ASSERT_TRUE(known || !table.plane(row, position, 1)); break;
          case ir::ColumnKind::Rows:
            ASSERT_LE(table.rows_begin(row, position), table.rows_begin(row + 1, position));
            break;
          case ir::ColumnKind::Number:
            if (!known) {
              ASSERT_EQ(table.number(row, position), 0);
            } else {
              ASSERT_GE(table.number(row, position), column.least);
              ASSERT_LE(table.number(row, position), column.greatest);
            }
            break;
          case ir::ColumnKind::Reference:
            ASSERT_LT(table.number(row, position), known ? options.referenced_rows : 1);
            break;
          default:
            ASSERT_LT(table.number(row, position),
                      known ? static_cast<std::int64_t>(column.members.size()) : 1);
        }
      }
      if (column.kind == ir::ColumnKind::Rows) {
        const runtime::Table& linked = *batch.tables[static_cast<std::size_t>(column.target.index)];
        EXPECT_EQ(table.rows_begin(table.rows(), position), linked.rows());
      }
    }
  }
}

TEST(SampleBatch, LeavesTheAskedShareUnknown) {
  const Vocabulary vocabulary;
  SampleOptions options;
  options.rows = 100'000;
  options.unknown_per_million = 250'000;
  const runtime::Batch batch = sample_batch(vocabulary.module, options);
  const runtime::Table& table = *batch.tables[0];
  const std::size_t fear = vocabulary.position("", "fear");
  const auto yes = static_cast<double>(count_bits(table, fear, 0));
  const auto no = static_cast<double>(count_bits(table, fear, 1));
  EXPECT_NEAR(yes, 37'500, 1'000);
  EXPECT_NEAR(no, 37'500, 1'000);
  EXPECT_NEAR(static_cast<double>(count_bits(table, vocabulary.position("", "age"), 0)), 75'000,
              1'000);
}

}  // namespace
}  // namespace nansen::cases
