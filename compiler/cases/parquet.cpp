// DuckDB's library has no header of its own in packages, so what is used of it is declared here,
// and nothing else of it is seen anywhere.
#include "compiler/cases/parquet.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <vector>

#include "compiler/base/utf8.h"
#include "compiler/cases/writer.h"

namespace nansen::cases {
namespace {

constexpr std::string_view ending = ".parquet";
constexpr const char* usual_library = "libduckdb.so";
/// The layouts below are those of this version.
constexpr std::string_view library_version = "v1.5.";
/// What a file of Parquet begins and ends with.
constexpr std::string_view mark = "PAR1";

std::string& chosen_library() {
  static std::string path;
  return path;
}

// What duckdb.h of version 1.5 declares.
struct Result {
  std::uint64_t deprecated_counts[3];
  void* deprecated_columns;
  char* deprecated_error;
  void* internal;
};

struct Text {
  static constexpr std::uint32_t longest_inlined = 12;
  std::uint32_t length;
  char inlined[4];  // the first bytes; of a short text all follow here
  const char* bytes;

  std::string_view view() const { return {length <= longest_inlined ? inlined : bytes, length}; }
};
static_assert(sizeof(Text) == 16);

struct Library {
  const char* (*library_version)() = nullptr;
  int (*open)(const char*, void**) = nullptr;
  void (*close)(void**) = nullptr;
  int (*connect)(void*, void**) = nullptr;
  void (*disconnect)(void**) = nullptr;
  int (*prepare)(void*, const char*, void**) = nullptr;
  const char* (*prepare_error)(void*) = nullptr;
  void (*destroy_prepare)(void**) = nullptr;
  int (*execute_prepared_streaming)(void*, Result*) = nullptr;
  const char* (*result_error)(Result*) = nullptr;
  void (*destroy_result)(Result*) = nullptr;
  void* (*fetch_chunk)(Result) = nullptr;
  std::uint64_t (*data_chunk_get_size)(void*) = nullptr;
  void* (*data_chunk_get_vector)(void*, std::uint64_t) = nullptr;
  void (*destroy_data_chunk)(void**) = nullptr;
  const void* (*vector_get_data)(void*) = nullptr;
  const std::uint64_t* (*vector_get_validity)(void*) = nullptr;
  std::string error;  // empty iff it is there
};

Library load_library(const std::string& path) {
  Library library;
  void* const handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    library.error = dlerror();
    return library;
  }
  const auto find = [&](auto& function, const char* name) {
    void* const found = dlsym(handle, fmt::format("duckdb_{}", name).c_str());
    if (found == nullptr) library.error = fmt::format("{} is not DuckDB's library", path);
    function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(found);
  };
  find(library.library_version, "library_version");
  find(library.open, "open");
  find(library.close, "close");
  find(library.connect, "connect");
  find(library.disconnect, "disconnect");
  find(library.prepare, "prepare");
  find(library.prepare_error, "prepare_error");
  find(library.destroy_prepare, "destroy_prepare");
  find(library.execute_prepared_streaming, "execute_prepared_streaming");
  find(library.result_error, "result_error");
  find(library.destroy_result, "destroy_result");
  find(library.fetch_chunk, "fetch_chunk");
  find(library.data_chunk_get_size, "data_chunk_get_size");
  find(library.data_chunk_get_vector, "data_chunk_get_vector");
  find(library.destroy_data_chunk, "destroy_data_chunk");
  find(library.vector_get_data, "vector_get_data");
  find(library.vector_get_validity, "vector_get_validity");
  if (!library.error.empty()) return library;
  const std::string version = library.library_version();
  if (!version.starts_with(library_version)) {
    library.error = fmt::format("{} is of version {}", path, version);
  }
  return library;
}

const Library& library() {
  static const Library loaded =
      load_library(chosen_library().empty() ? usual_library : chosen_library());
  return loaded;
}

/// The answer to one question, chunk by chunk.
class Answer {
 public:
  Answer() = default;
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  ~Answer() {
    drop_chunk();
    if (asked_) library().destroy_result(&result_);
    if (statement_ != nullptr) library().destroy_prepare(&statement_);
  }

  /// False iff it fails; then `error` says why.
  bool ask(void* connection, const std::string& question) {
    if (library().prepare(connection, question.c_str(), &statement_) != 0) {
      const char* const why = library().prepare_error(statement_);
      error_ = why == nullptr ? "" : why;
      return false;
    }
    asked_ = true;
    if (library().execute_prepared_streaming(statement_, &result_) == 0) return true;
    take_error();
    return false;
  }
  /// Goes to the next chunk. False iff there is none; `error` says why where that is a failure.
  bool next() {
    drop_chunk();
    while ((chunk_ = library().fetch_chunk(result_)) != nullptr) {
      if (rows() > 0) return true;
      drop_chunk();
    }
    take_error();
    return false;
  }
  std::uint64_t rows() const { return library().data_chunk_get_size(chunk_); }

  struct Column {
    const void* data;
    const std::uint64_t* known;  // null iff all are
    bool has(std::uint64_t row) const {
      return known == nullptr || ((known[row / 64] >> (row % 64)) & 1) != 0;
    }
    std::string_view text(std::uint64_t row) const {
      return static_cast<const Text*>(data)[row].view();
    }
  };
  Column column(std::uint64_t index) const {
    void* const vector = library().data_chunk_get_vector(chunk_, index);
    return {library().vector_get_data(vector), library().vector_get_validity(vector)};
  }
  const std::string& error() const { return error_; }

 private:
  void drop_chunk() {
    if (chunk_ != nullptr) library().destroy_data_chunk(&chunk_);
    chunk_ = nullptr;
  }
  void take_error() {
    const char* const why = library().result_error(&result_);
    if (why != nullptr) error_ = why;
  }

  void* statement_ = nullptr;
  Result result_{};
  bool asked_ = false;
  void* chunk_ = nullptr;
  std::string error_;
};

/// What is done with a column's values before they are cells.
enum class Form { Text, Bytes, Float, Double, Decimal, Time };

std::string quoted(std::string_view name) {
  std::string text = "\"";
  for (const char character : name) text.append(character == '"' ? 2 : 1, character);
  return text + '"';
}

/// The form of values of the type `type`, as DESCRIBE calls it; `column` becomes what is asked for.
Form form_of(std::string_view type, std::string& column) {
  if (type == "FLOAT") return Form::Float;
  if (type == "DOUBLE") return Form::Double;
  if (type == "BLOB") return Form::Bytes;
  if (type == "BOOLEAN") {
    column = fmt::format("CASE {} WHEN true THEN 'yes' WHEN false THEN 'no' END", column);
    return Form::Text;
  }
  const std::string text = fmt::format("CAST({} AS VARCHAR)", column);
  if (type.ends_with(']')) {
    const std::string members = fmt::format("CAST({} AS VARCHAR[])", column);
    column = fmt::format(
        "CASE WHEN len({0}) = 0 THEN '|' WHEN list_count({0}) < len({0}) OR list_contains({0}, '') "
        "OR contains(array_to_string({0}, ''), '|') THEN {1} ELSE array_to_string({0}, '|') END",
        members, text);
    return Form::Text;
  }
  column = text;
  if (type.starts_with("DECIMAL(")) return Form::Decimal;
  // In a time zone midnight is not the beginning of the same day everywhere.
  const bool time = type.starts_with("TIMESTAMP") && type.find("TIME ZONE") == type.npos;
  return time ? Form::Time : Form::Text;
}

template <typename Number>
void append_number(Number number, std::string& cell) {
  // More than the longest number takes, 2^-1074 with all its zeros.
  std::array<char, 1200> digits;
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
  cell.append(digits.data(), end.ptr);
}

void append_value(Form form, const Answer::Column& column, std::uint64_t row, std::string& cell) {
  switch (form) {
    case Form::Float: append_number(static_cast<const float*>(column.data)[row], cell); return;
    case Form::Double: append_number(static_cast<const double*>(column.data)[row], cell); return;
    default: break;
  }
  std::string_view text = column.text(row);
  constexpr std::string_view midnight = " 00:00:00";
  if (form == Form::Time && text.ends_with(midnight)) text.remove_suffix(midnight.size());
  if (form == Form::Decimal && text.find('.') != text.npos) {
    text = text.substr(0, text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.remove_suffix(1);
  }
  if (form != Form::Bytes || !first_invalid_utf8(text)) {
    cell.append(text);
    return;
  }
  for (const char byte : text) cell += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
}

class ParquetSource : public runtime::ByteSource {
 public:
  ParquetSource(std::string path, int descriptor)
      : path_(std::move(path)),
        descriptor_(descriptor),
        // What is opened here is a file whatever it is called: no pattern, no address on a network.
        opened_(fmt::format("/dev/fd/{}", descriptor)) {}
  ParquetSource(const ParquetSource&) = delete;
  ParquetSource& operator=(const ParquetSource&) = delete;
  ~ParquetSource() override {
    rows_.reset();
    if (connection_ != nullptr) library().disconnect(&connection_);
    if (database_ != nullptr) library().close(&database_);
    ::close(descriptor_);
  }

  /// Asks for the rows. False iff that fails; then `error` says why.
  bool begin() {
    if (library().open(nullptr, &database_) != 0 ||
        library().connect(database_, &connection_) != 0) {
      error_ = "DuckDB cannot begin";
      return false;
    }
    // One thread gives the rows in their order with little memory; nothing but the file is read,
    // and nothing is written.
    for (const std::string& setting :
         {std::string("SET threads = 1"), std::string("SET autoinstall_known_extensions = false"),
          std::string("SET autoload_known_extensions = false"),
          std::string("SET temp_directory = ''"),
          fmt::format("SET allowed_paths = ['{}']", opened_),
          std::string("SET enable_external_access = false"),
          std::string("SET lock_configuration = true")}) {
      Answer answer;
      if (!answer.ask(connection_, setting)) return fails(answer);
    }
    return count_rows() && describe() && ask_for_rows();
  }

  std::ptrdiff_t read(char* bytes, std::size_t count) override {
    if (position_ == text_.size()) {
      position_ = 0;
      text_.clear();
      if (!next_rows()) return -1;
    }
    const std::size_t got = std::min(count, text_.size() - position_);
    std::memcpy(bytes, text_.data() + position_, got);
    position_ += got;
    return static_cast<std::ptrdiff_t>(got);
  }
  std::string error() const override { return error_; }
  /// How long the CSV is, is not known.
  std::uint64_t size() const override { return 0; }
  bool has_line_a_record() const override { return true; }

 private:
  bool fails(const Answer& answer) {
    error_ = answer.error();
    for (std::size_t at; (at = error_.find(opened_)) != error_.npos;) {
      error_.replace(at, opened_.size(), path_);
      if (path_.find(opened_) != path_.npos) break;
    }
    error_ = error_.substr(0, error_.find('\n'));
    if (error_.empty()) error_ = "DuckDB does not say why";
    return false;
  }

  std::string table() const {
    return fmt::format("read_parquet('{}', hive_partitioning = false)", opened_);
  }

  bool count_rows() {
    Answer answer;
    if (!answer.ask(connection_,
                    fmt::format("SELECT num_rows FROM parquet_file_metadata('{}')", opened_)) ||
        !answer.next()) {
      return fails(answer);
    }
    total_ = *static_cast<const std::int64_t*>(answer.column(0).data);
    return true;
  }

  // Finds the columns, and writes the header.
  bool describe() {
    Answer answer;
    if (!answer.ask(connection_, "DESCRIBE SELECT * FROM " + table())) return fails(answer);
    while (answer.next()) {
      const Answer::Column names = answer.column(0);
      const Answer::Column types = answer.column(1);
      for (std::uint64_t row = 0; row < answer.rows(); ++row) {
        if (!forms_.empty()) {
          text_ += ',';
          question_ += ", ";
        }
        append_csv_cell(names.text(row), text_);
        std::string column = quoted(names.text(row));
        forms_.push_back(form_of(types.text(row), column));
        question_ += column;
      }
    }
    text_ += '\n';
    return answer.error().empty() || fails(answer);
  }

  bool ask_for_rows() {
    rows_ = std::make_unique<Answer>();
    return rows_->ask(connection_, fmt::format("SELECT {} FROM {}", question_, table())) ||
           fails(*rows_);
  }

  // Writes further rows; none at the end. False iff that fails.
  bool next_rows() {
    if (!rows_->next()) {
      // An end before the last row is a failure even where DuckDB does not call it one.
      if (rows_->error().empty() && given_ == total_) return true;
      fails(*rows_);
      error_ = fmt::format("after row {}: {}", given_ + 1, error_);
      return false;
    }
    const std::uint64_t count = rows_->rows();
    columns_.clear();
    for (std::uint64_t index = 0; index < forms_.size(); ++index) {
      columns_.push_back(rows_->column(index));
    }
    for (std::uint64_t row = 0; row < count; ++row) {
      for (std::size_t index = 0; index < forms_.size(); ++index) {
        if (index > 0) text_ += ',';
        if (columns_[index].has(row)) {
          cell_.clear();
          append_value(forms_[index], columns_[index], row, cell_);
          append_csv_cell(cell_, text_);
        } else if (forms_.size() == 1) {
          text_ += "\"\"";  // as an empty line would be none
        }
      }
      text_ += '\n';
    }
    given_ += static_cast<std::int64_t>(count);
    return true;
  }

  std::string path_;
  int descriptor_;
  std::string opened_;
  void* database_ = nullptr;
  void* connection_ = nullptr;
  std::int64_t total_ = 0;  // rows
  std::int64_t given_ = 0;
  std::vector<Form> forms_;  // of the columns
  std::string question_;
  std::unique_ptr<Answer> rows_;
  std::vector<Answer::Column> columns_;
  std::string text_;
  std::size_t position_ = 0;
  std::string cell_;
  std::string error_;
};

/// What is wrong with the file, as far as its two ends tell; empty iff nothing is.
std::string fault_of(int descriptor, off_t size) {
  std::array<char, 4> first{};
  std::array<char, 4> last{};
  constexpr off_t least = 12;
  if (size < least || ::pread(descriptor, first.data(), 4, 0) != 4 ||
      ::pread(descriptor, last.data(), 4, size - 4) != 4 ||
      std::string_view(first.data(), 4) != mark || std::string_view(last.data(), 4) != mark) {
    return "it does not begin and end as Parquet does, so it is cut short, encrypted, or something "
           "else";
  }
  return {};
}

std::unique_ptr<runtime::ByteSource> open_parquet(const std::string& path, TableFault& fault) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status{};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
    fault = {Code::TableNotReadable, std::strerror(errno)};
    if (descriptor >= 0) ::close(descriptor);
    return nullptr;
  }
  auto source = std::make_unique<ParquetSource>(path, descriptor);
  if (S_ISDIR(status.st_mode)) {
    fault = {Code::TableNotReadable, std::strerror(EISDIR)};
    return nullptr;
  }
  const std::string damage = S_ISREG(status.st_mode)
                                 ? fault_of(descriptor, status.st_size)
                                 : "it is a pipe, and Parquet is read from its end";
  if (!damage.empty()) {
    fault = {Code::DamagedParquet, damage};
    return nullptr;
  }
  if (!library().error.empty()) {
    fault = {Code::ParquetLibrary, library().error};
    return nullptr;
  }
  if (source->begin()) return source;
  fault = {Code::DamagedParquet, source->error()};
  return nullptr;
}

}  // namespace

bool is_parquet(std::string_view path) { return path.ends_with(ending); }

void choose_duckdb(std::string path) { chosen_library() = std::move(path); }

std::unique_ptr<runtime::ByteSource> open_table(const std::string& path, TableFault& fault) {
  if (is_parquet(path)) return open_parquet(path, fault);
  std::string error;
  auto source = runtime::open_file(path, error);
  if (!source) fault = {Code::TableNotReadable, error};
  return source;
}

}  // namespace nansen::cases
