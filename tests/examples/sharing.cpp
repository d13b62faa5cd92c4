#include "tests/examples/sharing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen::testing_support {

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char character : line) {
    if (character == '"') {
      quoted = !quoted;
    } else if (character == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += character;
    }
  }
  return cells;
}

std::vector<std::vector<std::string>> rows_of(const std::string& command,
                                              const std::filesystem::path& folder) {
  const ProcessResult result = run_command(command, folder);
  EXPECT_EQ(result.status, 0) << command << "\n" << result.output;
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : lines_of(result.output)) rows.push_back(cells_of(line));
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

std::filesystem::path folder_of(const std::string& example) {
  return source_directory() / "examples" / example;
}

ByState by_state(const std::string& csv) {
  ByState table;
  const std::vector<std::string> lines = lines_of(csv);
  if (lines.empty()) return table;
  const std::vector<std::string> headers = cells_of(lines[0]);
  for (std::size_t at = 1; at < lines.size(); ++at) {
    const std::vector<std::string> cells = cells_of(lines[at]);
    std::map<std::string, std::string> row;
    for (std::size_t column = 0; column < cells.size() && column < headers.size(); ++column) {
      row[headers[column]] = cells[column];
    }
    const std::string state = row["state"];
    table[state] = std::move(row);
  }
  return table;
}

ByState allocate(const std::string& example, const std::string& arguments) {
  const ScratchFolder scratch;
  const std::string file = (scratch.path() / "out.csv").string();
  const std::string command = "nansen allocate " + arguments + " --format csv > " + file;
  const ProcessResult result = run_command(command, folder_of(example));
  EXPECT_EQ(result.status, 0) << command << "\n" << result.output;
  return by_state(read_file(file).value_or(""));
}

ByState table_of(const std::string& example, const std::string& file) {
  return by_state(read_file(folder_of(example) / file).value_or(""));
}

double number(const ByState& table, const std::string& state, const std::string& column) {
  const auto row = table.find(state);
  const std::string cell =
      row == table.end() || row->second.count(column) == 0 ? "" : row->second.at(column);
  EXPECT_NE(cell, "") << state << " has no " << column;
  return std::strtod(cell.c_str(), nullptr);
}

double mean_deviation(const ByState& keys, const ByState& published, const std::string& column) {
  double sum = 0;
  int states = 0;
  for (const auto& [state, row] : published) {
    const auto cell = row.find(column);
    if (cell == row.end() || cell->second.empty()) continue;
    sum += std::abs(100 * number(keys, state, "share") - number(published, state, column));
    ++states;
  }
  EXPECT_GT(states, 0) << "nothing published under " << column;
  return states == 0 ? NAN : sum / states;
}

}  // namespace nansen::testing_support
