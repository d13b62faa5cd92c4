// Tables that `nansen` writes as CSV, for tests that hold them against published ones.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace nansen::testing_support {

/// Cells by State and column.
using ByState = std::map<std::string, std::map<std::string, std::string>>;

/// The cells of a line of CSV, without their quotes; a quote within a cell is not kept.
std::vector<std::string> cells_of(const std::string& line);

/// The lines but the first that a command prints in `folder`, cell by cell; a failure to run it is
/// a failure of the test.
std::vector<std::vector<std::string>> rows_of(const std::string& command,
                                              const std::filesystem::path& folder);

/// examples/<example>.
std::filesystem::path folder_of(const std::string& example);

/// A CSV table by its column `state`.
ByState by_state(const std::string& csv);

/// What `nansen allocate <arguments> --format csv` writes in examples/<example>; a failure to run
/// it is a failure of the test.
ByState allocate(const std::string& example, const std::string& arguments);

/// A file of examples/<example>, by State.
ByState table_of(const std::string& example, const std::string& file);

/// A cell as a number; an empty or absent cell fails the test.
double number(const ByState& table, const std::string& state, const std::string& column);

/// The mean over the States of `published` with a figure of |share in percent - published|.
double mean_deviation(const ByState& keys, const ByState& published, const std::string& column);

}  // namespace nansen::testing_support
