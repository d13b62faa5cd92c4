// Formulas over States through every door of C++: both engines of the command, and behind the C
// interface provisions compiled in this process and an artefact. Numbers are compared as text, to
// the last of 18 decimals.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <nansen/nansen.hpp>
#include <optional>

#include "tests/conformance/topic.h"
#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen::conformance {
namespace {

namespace fs = std::filesystem;
using Cells = std::vector<std::vector<std::string>>;
__extension__ using Wide = __int128;

constexpr int digits = 18;
/// Of `error N8101`.
constexpr std::size_t number_length = 11;

/// A table of a topic as Arrow arrays: yes and no are truths, numbers without decimals are int64,
/// and everything else is text.
class GivenTable {
 public:
  explicit GivenTable(const fs::path& file)
      : name_(file.stem() == "states" ? "" : file.stem().string()) {
    Cells cells = cells_of(testing_support::read_file(file).value_or(""));
    const std::vector<std::string> header = cells.front();
    cells.erase(cells.begin());
    rows_ = std::make_unique<Rows>(cells.size());
    for (std::size_t column = 0; column < header.size(); ++column) {
      std::vector<std::optional<std::string>> texts;
      for (const auto& row : cells) {
        texts.push_back(row[column].empty() ? std::nullopt : std::optional(row[column]));
      }
      add(header[column] == "state" ? "id" : header[column], texts);
    }
  }
  nansen_table table() { return rows_->table(name_.c_str()); }

 private:
  using Texts = std::vector<std::optional<std::string>>;

  static bool all(const Texts& texts, bool (*is)(const std::string&)) {
    return std::all_of(texts.begin(), texts.end(),
                       [&](const auto& text) { return !text || is(*text); });
  }
  static bool is_truth(const std::string& text) { return text == "yes" || text == "no"; }
  static bool is_whole(const std::string& text) {
    return text.find_first_not_of("0123456789") == std::string::npos;
  }

  void add(const std::string& header, const Texts& texts) {
    if (all(texts, is_truth)) {
      std::vector<std::optional<bool>> truths;
      for (const auto& text : texts) {
        truths.push_back(text ? std::optional(*text == "yes") : std::nullopt);
      }
      rows_->truths(header, truths);
    } else if (all(texts, is_whole)) {
      std::vector<std::optional<std::int64_t>> numbers;
      for (const auto& text : texts) {
        numbers.push_back(text ? std::optional(std::stoll(*text)) : std::nullopt);
      }
      rows_->numbers(header, numbers);
    } else {
      rows_->texts(header, texts);
    }
  }

  std::string name_;
  std::unique_ptr<Rows> rows_;
};

/// Lines that are whole by their kind are printed without decimals, and have them as Arrow.
std::string without_zeros(std::string text) {
  const std::string zeros = "." + std::string(digits, '0');
  return text.ends_with(zeros) ? text.substr(0, text.size() - zeros.size()) : text;
}

std::string decimal_text(Wide units) {
  std::string text = units < 0 ? "-" : "";
  std::string places;
  for (Wide rest = units < 0 ? -units : units; rest > 0 || places.size() <= digits; rest /= 10) {
    places.insert(places.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
  }
  places.insert(places.size() - digits, ".");
  return without_zeros(text + places);
}

std::string word_of(const ArrowSchema& schema, const ArrowArray& array, std::size_t row) {
  const auto bit = [row](const void* bits) {
    return ((static_cast<const std::uint8_t*>(bits)[row / 8] >> (row % 8)) & 1) != 0;
  };
  if (array.buffers[0] != nullptr && !bit(array.buffers[0])) return "";
  const std::string_view format = schema.format;
  if (format == "b") return bit(array.buffers[1]) ? "yes" : "no";
  if (format == "l") return std::to_string(static_cast<const std::int64_t*>(array.buffers[1])[row]);
  if (format.starts_with("d:")) {
    return decimal_text(static_cast<const Wide*>(array.buffers[1])[row]);
  }
  const auto* bytes = static_cast<const char*>(array.buffers[2]);
  if (format == "U") {
    const auto* ends = static_cast<const std::int64_t*>(array.buffers[1]);
    return {bytes + ends[row], bytes + ends[row + 1]};
  }
  const auto* ends = static_cast<const std::int32_t*>(array.buffers[1]);
  return {bytes + ends[row], bytes + ends[row + 1]};
}

/// What was allocated, a row a State that was asked for.
Cells words_of(Table& table) {
  Cells rows;
  const ArrowSchema& schema = *table.schema();
  const ArrowArray& array = *table.array();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::vector<std::string> cells;
    bool asked = false;
    for (std::int64_t column = 0; column < schema.n_children; ++column) {
      cells.push_back(word_of(*schema.children[column], *array.children[column], row));
      asked = asked || (column > 0 && !cells.back().empty());
    }
    if (asked) rows.push_back(cells);
  }
  return rows;
}

/// The rows of a file of answers as the C interface has them: without what quotas round.
Cells without_exact_quotas(const std::string& csv) {
  Cells cells = cells_of(csv);
  Cells rows(cells.size());
  for (std::size_t column = 0; column < cells.front().size(); ++column) {
    if (cells.front()[column].ends_with("exact_quota")) continue;
    for (std::size_t row = 0; row < cells.size(); ++row) {
      rows[row].push_back(without_zeros(cells[row][column]));
    }
  }
  rows.erase(rows.begin());
  return rows;
}

std::vector<fs::path> asked_of(const std::string& topic, const std::string& folder,
                               const std::string& ending) {
  return testing_support::files_in(formulas_folder(topic) / folder, {ending});
}

class FormulaConformance : public testing::TestWithParam<std::string> {
 protected:
  testing_support::ProcessResult run(const std::string& formula, const std::string& more) const {
    std::string command = "nansen allocate provisions.treaty --formula " + formula +
                          " --states states.csv --format csv --digits 18" + more;
    for (const fs::path& file : tables()) {
      if (file.stem() == "states") continue;
      command += " --table " + file.stem().string() + "=" + file.filename().string();
    }
    return testing_support::run_command(command, folder_);
  }
  std::vector<fs::path> tables() const { return testing_support::files_in(folder_, {".csv"}); }

  /// Holds what both engines of the command print against the file, or writes it there.
  void hold(const fs::path& file, int status) const {
    const auto first = run(file.stem().string(), " --engine interpreter");
    EXPECT_EQ(first.status, status) << first.output;
    if (testing_support::updating_goldens()) testing_support::write_file(file, first.output);
    for (const char* engine : {" --engine interpreter", " --engine native", ""}) {
      const auto found = run(file.stem().string(), engine);
      EXPECT_EQ(testing_support::difference(text(file), found.output), "") << file << engine;
    }
  }

  static std::string text(const fs::path& file) {
    return testing_support::read_file(file).value_or("");
  }

  void ask(const Evaluator& evaluator) const {
    std::vector<std::unique_ptr<GivenTable>> made;
    Tables given;
    for (const fs::path& file : tables()) {
      made.push_back(std::make_unique<GivenTable>(file));
      given.push_back(made.back()->table());
    }
    for (const fs::path& file : asked_of(GetParam(), "allocations", ".csv")) {
      Table answers =
          evaluator.allocate(given, {.formula = file.stem().string(), .digits = digits});
      EXPECT_EQ(words_of(answers), without_exact_quotas(text(file))) << file;
    }
    for (const fs::path& file : asked_of(GetParam(), "refusals", ".txt")) {
      try {
        evaluator.allocate(given, {.formula = file.stem().string(), .digits = digits});
        ADD_FAILURE() << file << ": there is an answer";
      } catch (const Error& error) {
        EXPECT_EQ(error.status(), NANSEN_UNDECIDABLE) << file;
        EXPECT_NE(std::string(error.what()).find(text(file).substr(0, number_length)),
                  std::string::npos)
            << file << ": " << error.what();
      }
    }
  }

  const fs::path folder_ = formulas_folder(GetParam());
};

TEST_P(FormulaConformance, BothEnginesPrintWhatIsExpected) {
  for (const fs::path& file : asked_of(GetParam(), "allocations", ".csv")) hold(file, 0);
  for (const fs::path& file : asked_of(GetParam(), "refusals", ".txt")) hold(file, 1);
}

TEST_P(FormulaConformance, IsAllocatedAlikeBehindTheCInterface) {
  ask(Evaluator::compile({.files = {(folder_ / "provisions.treaty").string()}}));
}

TEST_P(FormulaConformance, IsAllocatedAlikeByArtefacts) {
  const testing_support::ScratchFolder scratch;
  const fs::path artefact = scratch.path() / "formulas.so";
  const auto built = testing_support::run_command(
      "nansen build provisions.treaty -o " + artefact.string(), folder_);
  ASSERT_EQ(built.status, 0) << built.output;
  ask(Evaluator::open(artefact.string()));
}

INSTANTIATE_TEST_SUITE_P(Topics, FormulaConformance, testing::ValuesIn(formula_topic_names()),
                         [](const auto& topic) { return topic.param; });

}  // namespace
}  // namespace nansen::conformance
