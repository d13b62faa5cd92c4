#include "tests/benchmarks/duckdb.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>

namespace nansen::benchmarks {
namespace {

// What duckdb.h of version 1.5 declares of it.
struct Result {
  std::uint64_t deprecated_counts[3];
  void* deprecated_columns;
  char* deprecated_error;
  void* internal;
};

constexpr int type_boolean = 1;
constexpr int type_integer = 4;
constexpr std::string_view wanted_version = "v1.5";

}  // namespace

struct Duckdb::Functions {
  const char* (*library_version)();
  int (*open)(const char*, void**);
  void (*close)(void**);
  int (*connect)(void*, void**);
  void (*disconnect)(void**);
  int (*query)(void*, const char*, Result*);
  void (*destroy_result)(Result*);
  const char* (*result_error)(Result*);
  void* (*fetch_chunk)(Result);
  std::uint64_t (*data_chunk_get_size)(void*);
  std::uint64_t (*data_chunk_get_column_count)(void*);
  void* (*data_chunk_get_vector)(void*, std::uint64_t);
  void (*data_chunk_set_size)(void*, std::uint64_t);
  void (*data_chunk_reset)(void*);
  void* (*create_data_chunk)(void**, std::uint64_t);
  void (*destroy_data_chunk)(void**);
  void* (*vector_get_data)(void*);
  void (*vector_ensure_validity_writable)(void*);
  std::uint64_t* (*vector_get_validity)(void*);
  std::uint64_t (*vector_size)();
  void* (*create_logical_type)(int);
  void (*destroy_logical_type)(void**);
  int (*appender_create)(void*, const char*, const char*, void**);
  int (*append_data_chunk)(void*, void*);
  int (*appender_destroy)(void**);
};

Duckdb::Duckdb() : call_(std::make_unique<Functions>()) {}

std::unique_ptr<Duckdb> Duckdb::open(const std::string& path, std::string& error) {
  void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    error = dlerror();
    return nullptr;
  }
  std::unique_ptr<Duckdb> made(new Duckdb());
  bool good = true;
  const auto find = [&](auto& function, const char* name) {
    void* const found = dlsym(library, fmt::format("duckdb_{}", name).c_str());
    if (found == nullptr) error = fmt::format("{} has no duckdb_{}", path, name);
    good = good && found != nullptr;
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(found);
  };
  Functions& call = *made->call_;
  find(call.library_version, "library_version");
  find(call.open, "open");
  find(call.close, "close");
  find(call.connect, "connect");
  find(call.disconnect, "disconnect");
  find(call.query, "query");
  find(call.destroy_result, "destroy_result");
  find(call.result_error, "result_error");
  find(call.fetch_chunk, "fetch_chunk");
  find(call.data_chunk_get_size, "data_chunk_get_size");
  find(call.data_chunk_get_column_count, "data_chunk_get_column_count");
  find(call.data_chunk_get_vector, "data_chunk_get_vector");
  find(call.data_chunk_set_size, "data_chunk_set_size");
  find(call.data_chunk_reset, "data_chunk_reset");
  find(call.create_data_chunk, "create_data_chunk");
  find(call.destroy_data_chunk, "destroy_data_chunk");
  find(call.vector_get_data, "vector_get_data");
  find(call.vector_ensure_validity_writable, "vector_ensure_validity_writable");
  find(call.vector_get_validity, "vector_get_validity");
  find(call.vector_size, "vector_size");
  find(call.create_logical_type, "create_logical_type");
  find(call.destroy_logical_type, "destroy_logical_type");
  find(call.appender_create, "appender_create");
  find(call.append_data_chunk, "append_data_chunk");
  find(call.appender_destroy, "appender_destroy");
  if (!good) return nullptr;
  const std::string version = call.library_version();
  if (!version.starts_with(wanted_version)) {
    error = fmt::format("{} is DuckDB {}, not {}", path, version, wanted_version);
    return nullptr;
  }
  if (call.open(nullptr, &made->database_) != 0 ||
      call.connect(made->database_, &made->connection_) != 0) {
    error = "DuckDB cannot open a database in memory";
    return nullptr;
  }
  made->ask("SET threads = 1");
  error = made->error_;
  return made->error_.empty() ? std::move(made) : nullptr;
}

Duckdb::~Duckdb() {
  if (connection_ != nullptr) call_->disconnect(&connection_);
  if (database_ != nullptr) call_->close(&database_);
}

bool Duckdb::create(const std::string& table, const std::vector<Column>& columns,
                    std::size_t rows) {
  std::string declarations;
  std::vector<void*> types;
  for (const Column& column : columns) {
    const bool boolean = column.type == Type::Boolean;
    declarations += fmt::format("{}{} {}", declarations.empty() ? "" : ", ", column.name,
                                boolean ? "BOOLEAN" : "INTEGER");
    types.push_back(call_->create_logical_type(boolean ? type_boolean : type_integer));
  }
  ask(fmt::format("CREATE TABLE {} ({})", table, declarations));
  void* appender = nullptr;
  if (!error_.empty() ||
      call_->appender_create(connection_, nullptr, table.c_str(), &appender) != 0) {
    return false;
  }
  void* chunk = call_->create_data_chunk(types.data(), types.size());
  const std::size_t step = call_->vector_size();
  bool good = true;
  for (std::size_t first = 0; first < rows && good; first += step) {
    const std::size_t count = std::min(step, rows - first);
    call_->data_chunk_reset(chunk);
    for (std::size_t index = 0; index < columns.size(); ++index) {
      void* const vector = call_->data_chunk_get_vector(chunk, index);
      call_->vector_ensure_validity_writable(vector);
      std::uint64_t* const known = call_->vector_get_validity(vector);
      void* const data = call_->vector_get_data(vector);
      for (std::size_t row = 0; row < count; ++row) {
        const std::int32_t value = columns[index].value(first + row);
        const std::uint64_t bit = std::uint64_t{1} << (row % 64);
        known[row / 64] = value == unknown ? known[row / 64] & ~bit : known[row / 64] | bit;
        if (columns[index].type == Type::Boolean) {
          static_cast<std::uint8_t*>(data)[row] = value > 0 ? 1 : 0;
        } else {
          static_cast<std::int32_t*>(data)[row] = value;
        }
      }
    }
    call_->data_chunk_set_size(chunk, count);
    good = call_->append_data_chunk(appender, chunk) == 0;
  }
  call_->destroy_data_chunk(&chunk);
  for (void*& type : types) call_->destroy_logical_type(&type);
  return call_->appender_destroy(&appender) == 0 && good;
}

std::vector<std::int64_t> Duckdb::ask(const std::string& question) {
  std::vector<std::int64_t> numbers;
  Result result{};
  error_.clear();
  if (call_->query(connection_, question.c_str(), &result) != 0) {
    error_ = call_->result_error(&result);
  } else {
    for (void* chunk = call_->fetch_chunk(result); chunk != nullptr;
         chunk = call_->fetch_chunk(result)) {
      const std::uint64_t rows = call_->data_chunk_get_size(chunk);
      const std::uint64_t columns = call_->data_chunk_get_column_count(chunk);
      std::vector<const std::int64_t*> data(columns);
      for (std::uint64_t column = 0; column < columns; ++column) {
        data[column] = static_cast<const std::int64_t*>(
            call_->vector_get_data(call_->data_chunk_get_vector(chunk, column)));
      }
      for (std::uint64_t row = 0; row < rows; ++row) {
        for (const std::int64_t* column : data) numbers.push_back(column[row]);
      }
      call_->destroy_data_chunk(&chunk);
    }
  }
  call_->destroy_result(&result);
  return numbers;
}

}  // namespace nansen::benchmarks
