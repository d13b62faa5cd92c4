// Every topic through every door of C++: in this process, and behind the C interface, from text and
// from an artefact, with Arrow arrays of every form.
#include <gtest/gtest.h>

#include <algorithm>
#include <nansen/nansen.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "compiler/ir/opcode.h"
#include "compiler/session/artefact_file.h"
#include "compiler/session/image.h"
#include "tests/conformance/doors.h"
#include "tests/support/arrow/arrow_tables.h"
#include "tests/support/arrow/words.h"
#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen::conformance {
namespace {

using Cells = std::vector<std::vector<std::string>>;
using test::words_of;

class Conformance : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { ASSERT_EQ(asked_.errors, ""); }

  std::string printed(const std::string& command) const {
    const auto result = testing_support::run_command(command, topic_.folder);
    EXPECT_EQ(result.status, 0) << result.output;
    return result.output;
  }

  /// Holds `found` against the file, or writes it there.
  void hold(const std::string& found, const std::filesystem::path& file) const {
    const std::string wanted = testing_support::read_file(file).value_or("");
    if (wanted == found) return;
    if (testing_support::updating_goldens()) {
      testing_support::write_file(file, found);
    } else {
      ADD_FAILURE() << file.string() << "\n" << testing_support::difference(wanted, found);
    }
  }

  /// The flag for the definitions that are asked.
  std::string defined() const {
    std::string text;
    for (const std::string& name : topic_.question.definitions) text += " --define " + name;
    return text;
  }

  std::string expected_text() const {
    return testing_support::read_file(topic_.folder / "expected.csv").value_or("");
  }

  /// The answers of expected.csv to the cases `rows`, without their ids.
  Cells expected(const std::vector<std::size_t>& rows) const {
    const Cells cells = cells_of(expected_text());
    Cells found;
    for (const std::size_t row : rows) {
      found.emplace_back(cells[1 + row].begin() + 1, cells[1 + row].end());
    }
    return with_one_null(asked_.lowered.module, found);
  }

  test::ArrowTables arrow_tables(const cases::CaseBatch& cases, test::Random* random) const {
    test::ArrowOptions options;
    options.random = random;
    options.numbers = false;
    options.id = [&](ir::DomainId domain, std::size_t row) {
      const auto& ids = asked_.cases.row_ids[static_cast<std::size_t>(domain.index)];
      return ids != nullptr && row < ids->size() ? std::string((*ids)[row]) : std::to_string(row);
    };
    for (std::size_t row = 0; row < cases.size(); ++row) {
      options.case_ids.emplace_back(cases.ids[row]);
    }
    return {asked_.lowered.module, cases.batch, options};
  }

  static Tables given(const test::ArrowTables& tables) {
    Tables all;
    for (const auto& table : tables.tables()) {
      nansen_table one = NANSEN_TABLE_INIT;
      one.name = table.name.c_str();
      one.schema = table.schema;
      one.array = table.array;
      all.push_back(one);
    }
    return all;
  }

  /// The artefact of the topic; of ranges of days too, where cases have some.
  std::string artefact(const std::filesystem::path& folder) {
    auto image = session::make_image(*asked_.session, topic_.question,
                                     {.name = "topic", .version = "0.1.0", .target = own_target()});
    if (!image) return "";
    image->request = asked_.lowered.request;
    image->module = asked_.lowered.module;
    image->normal = asked_.lowered.normal;
    std::string error;
    const auto bytes =
        session::artefact_file(*image, backend::ArtefactKind::SharedLibrary, {}, error);
    EXPECT_TRUE(bytes) << error;
    const auto path = folder / "topic.so";
    testing_support::write_file(path, bytes.value_or(""));
    return path.string();
  }
  static std::string own_target() {
#if defined(__x86_64__)
    return "x86_64";
#else
    return "aarch64";
#endif
  }

  Topic topic_ = open_topic(GetParam());
  Asked asked_ = ask(topic_);
};

TEST_P(Conformance, HasTheAnswersOfTheInterpreter) {
  hold(printed("nansen run " + topic_.flags("provisions.treaty") +
               " --engine interpreter --format csv" + defined()),
       topic_.folder / "expected.csv");
  for (const Explained& explained : topic_.explanations) {
    hold(printed("nansen explain " + topic_.flags("provisions.treaty " + explained.definition) +
                 " --case '" + explained.id + "'"),
         explained.file);
  }
  hold(columns_json(topic_, asked_, cells_of(expected_text())), topic_.folder / "columns.json");
}

TEST_P(Conformance, IsAnsweredAlikeInProcess) {
  for (const Said& said : DoorsInProcess(asked_).ask(asked_.cases)) {
    EXPECT_EQ(testing_support::difference(expected_text(), said.csv), "") << said.door;
  }
}

// Blocks of 512 rows begin and end at other cases each time.
TEST_P(Conformance, IsAnsweredAlikeInAnyNumberOfRows) {
  const DoorsInProcess doors(asked_);
  for (const std::size_t count : {1U, 63U, 65U, 511U, 513U, 1100U}) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < count; ++row) {
      rows.push_back((7 * row + count) % asked_.cases.size());
    }
    const auto cases = repeated(asked_.lowered.module, asked_.cases, rows);
    const std::vector<Said> all = doors.ask(cases);
    Cells wanted;
    const Cells cells = cells_of(expected_text());
    for (const std::size_t row : rows) wanted.push_back(cells[1 + row]);
    for (const Said& said : all) {
      Cells found = cells_of(said.csv);
      found.erase(found.begin());
      EXPECT_EQ(found, wanted) << said.door << ", " << count << " rows";
    }
  }
}

TEST_P(Conformance, IsAnsweredAlikeByArtefacts) {
  const testing_support::ScratchFolder scratch;
  const Evaluator evaluator = Evaluator::open(artefact(scratch.path()));
  test::Random random(11);
  for (const std::size_t count : {1U, 64U, 700U}) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < count; ++row) rows.push_back(row % asked_.cases.size());
    const auto cases = repeated(asked_.lowered.module, asked_.cases, rows);
    const test::ArrowTables tables = arrow_tables(cases, &random);
    Table answers = evaluator.evaluate(given(tables), count == 700 ? 2 : 1);
    EXPECT_EQ(words_of(*answers.schema(), *answers.array()), expected(rows)) << count << " rows";
    const Batch batch = evaluator.batch(given(tables));
    Table again = evaluator.evaluate(batch);
    EXPECT_EQ(words_of(*again.schema(), *again.array()), expected(rows)) << "packed";
  }
}

TEST_P(Conformance, IsExplainedAlikeByArtefacts) {
  const testing_support::ScratchFolder scratch;
  const Evaluator evaluator = Evaluator::open(artefact(scratch.path()));
  const test::ArrowTables tables = arrow_tables(asked_.cases, nullptr);
  for (const Explained& explained : topic_.explanations) {
    std::size_t row = 0;
    while (row < asked_.cases.size() && asked_.cases.ids[row] != explained.id) ++row;
    EXPECT_EQ(evaluator.explain(given(tables), static_cast<std::int64_t>(row),
                                {.definition = explained.definition}),
              testing_support::read_file(explained.file))
        << explained.file;
  }
}

// Norms are definitions, and the command that holds acts against them is one more door: of each
// norm it lists the acts that breach it or may. What else it does, adding up, no other door does.
TEST_P(Conformance, HoldsActsAgainstNormsAsItAnswersThem) {
  const program::Program& program = asked_.session->program();
  const Cells cells = cells_of(expected_text());
  std::set<std::vector<std::string>> wanted;
  bool any = false;
  for (const program::Norm& norm : program.norms) {
    if (!norm.breached.valid()) continue;
    any = true;
    const std::string name = program::qualified_name(program, norm.holds);
    const auto& header = cells.front();
    const auto column =
        std::find(header.begin(), header.end(), program::qualified_name(program, norm.breached));
    ASSERT_NE(column, header.end()) << "question.json asks for the breaches of " << name;
    for (std::size_t row = 1; row < cells.size(); ++row) {
      const std::string& answer = cells[row][static_cast<std::size_t>(column - header.begin())];
      if (answer != "no") wanted.insert({name, cells[row][0], answer});
    }
  }
  ASSERT_EQ(any, topic_.name == "norms");
  if (!any) return;
  for (const char* engine : {"interpreter", "blockwise", "native"}) {
    std::set<std::vector<std::string>> found;
    const auto report =
        nlohmann::json::parse(printed("nansen breaches " + topic_.flags("provisions.treaty") +
                                      " --format json --engine " + engine));
    for (const auto& breach : report.at("breaches")) {
      const auto word = [&](const char* key) { return breach.at(key).get<std::string>(); };
      found.insert({word("norm"), word("act"), word("breach")});
    }
    EXPECT_EQ(found, wanted) << engine;
  }
}

TEST_P(Conformance, SaysOfALimitThatItAnswersNone) {
  const program::Program& program = asked_.session->program();
  ASSERT_EQ(program.limits.empty(), topic_.name != "norms");
  for (const program::Limit& limit : program.limits) {
    Provisions asked;
    asked.files = {(topic_.folder / "provisions.treaty").string()};
    asked.definitions = {program.instruments[limit.instrument].name + "." + limit.name};
    try {
      (void)Evaluator::compile(asked);
      ADD_FAILURE() << limit.name;
    } catch (const Error& refused) {
      EXPECT_NE(std::string(refused.what()).find("that is a limit on sums of acts"),
                std::string::npos)
          << refused.what();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Topics, Conformance, testing::ValuesIn(topic_names()),
                         [](const auto& topic) { return topic.param; });

TEST(ConformanceTopics, HaveEveryOperationAndKindOfColumnAndAnswer) {
  std::set<ir::Opcode> opcodes;
  std::set<ir::ColumnKind> columns;
  std::set<ir::OutputKind> outputs;
  for (const std::string& name : topic_names()) {
    const Asked asked = ask(open_topic(name));
    for (const ir::Instruction& made : asked.lowered.module.instructions) {
      opcodes.insert(made.opcode);
    }
    for (const ir::Column& column : asked.lowered.module.columns) columns.insert(column.kind);
    for (const ir::Output& output : asked.lowered.module.outputs) outputs.insert(output.kind);
  }
  for (const ir::OpcodeRow& row : ir::opcode_rows()) {
    EXPECT_TRUE(opcodes.contains(row.opcode)) << row.word;
  }
  EXPECT_EQ(columns.size(), 7U);
  EXPECT_EQ(outputs.size(), 6U);
}

}  // namespace
}  // namespace nansen::conformance
