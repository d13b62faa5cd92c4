// Tables that `nansen allocate --format csv` writes, for tests that hold them against published
// ones.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace nansen::testing_support {

/// Cells by State and column.
using ByState = std::map<std::string, std::map<std::string, std::string>>;

/// A CSV table without quoted cells, by its column `state`.
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
