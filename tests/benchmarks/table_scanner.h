// A scanner as one would write it by hand for one table: the opponent of the reader of cases.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nansen::benchmarks {

enum class CellKind : std::uint8_t { Ignored, Truth, Member, Set, Number, Day };

/// A column of the file, and what was read of it.
struct ScannedColumn {
  CellKind kind{};
  bool stored = true;              // else looked at only
  std::vector<std::string> names;  // of Member and Set
  std::vector<std::uint64_t> known;
  std::vector<std::uint64_t> no;  // of Truth, whose yes plane is `known`
  std::vector<std::uint8_t> codes;
  std::vector<std::int32_t> numbers;
  std::vector<std::vector<std::uint64_t>> members;  // of Set: a plane a member
};

namespace own_compiler {
/// Reads the table at `path`, of at most `rows` rows, into `columns`. The number of its rows, or -1
/// iff it is not as it should be.
std::int64_t scan_table(const char* path, std::size_t rows, std::vector<ScannedColumn>& columns);
}  // namespace own_compiler

namespace clang {
std::int64_t scan_table(const char* path, std::size_t rows, std::vector<ScannedColumn>& columns);
}  // namespace clang

}  // namespace nansen::benchmarks
