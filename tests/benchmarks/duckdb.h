// DuckDB's library, loaded where it is there: its functions are declared here, as it is no package
// of the build.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace nansen::benchmarks {

/// A database in memory, asked by one thread.
class Duckdb {
 public:
  /// Null iff the library at `path` cannot be loaded or is another version; `error` says why.
  static std::unique_ptr<Duckdb> open(const std::string& path, std::string& error);
  Duckdb(const Duckdb&) = delete;
  Duckdb& operator=(const Duckdb&) = delete;
  ~Duckdb();

  enum class Type { Boolean, Integer };
  struct Column {
    std::string name;
    Type type{};
    /// The value of a row; what is less than every value is unknown.
    std::function<std::int32_t(std::size_t)> value;
  };
  static constexpr std::int32_t unknown = INT32_MIN;

  /// Makes a table of `rows` rows. False iff that fails.
  bool create(const std::string& table, const std::vector<Column>& columns, std::size_t rows);
  /// All numbers that a question is answered by, row by row; all are BIGINT. Nothing iff it fails.
  std::vector<std::int64_t> ask(const std::string& question);
  const std::string& error() const { return error_; }

 private:
  struct Functions;
  Duckdb();

  std::unique_ptr<Functions> call_;
  void* database_ = nullptr;
  void* connection_ = nullptr;
  std::string error_;
};

}  // namespace nansen::benchmarks
