// Nansen for C++20: the C interface (nansen/nansen.h, which says what everything means) with owners
// and exceptions.
//
// Failures are exceptions (nansen::Error): an artefact that cannot be opened or a table that does
// not fit is rare, and is seldom dealt with where it is met. Whoever wants codes has the C
// interface, with which these classes mix: each gives its handle.
//
//   auto evaluator = nansen::Evaluator::open("shelter.so");
//   nansen::Rows persons(2);
//   persons.truths("fled", {true, std::nullopt});
//   nansen::Table answers = evaluator.evaluate({persons.table()});
//   if (answers.truth("shelter.sheltered", 0) == true) { ... }
#ifndef NANSEN_NANSEN_HPP
#define NANSEN_NANSEN_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nansen/nansen.h"

namespace nansen {

/// Why a call failed.
class Error : public std::runtime_error {
 public:
  Error(nansen_status status, const std::string& message)
      : std::runtime_error(message), status_(status) {}
  nansen_status status() const { return status_; }

 private:
  nansen_status status_;
};

namespace detail {

/// Calls `function` with an error at the end, and throws what it says.
template <typename Function, typename... Arguments>
void call(Function function, Arguments... arguments) {
  nansen_error error = NANSEN_ERROR_INIT;
  const nansen_status status = function(arguments..., &error);
  if (status == NANSEN_OK) return;
  const std::string message = error.message == nullptr ? "" : error.message;
  nansen_error_clear(&error);
  throw Error(status, message);
}

inline const char* text_or_null(const std::string& text) {
  return text.empty() ? nullptr : text.c_str();
}

inline std::vector<const char*> pointers(const std::vector<std::string>& texts) {
  std::vector<const char*> list;
  for (const std::string& text : texts) list.push_back(text.c_str());
  return list;
}

}  // namespace detail

/// A struct array that is owned here: answers, counts, or what was allocated.
class Table {
 public:
  Table() = default;
  Table(Table&& other) noexcept : schema_(other.schema_), array_(other.array_) { other.leave(); }
  Table& operator=(Table&& other) noexcept {
    std::swap(schema_, other.schema_);
    std::swap(array_, other.array_);
    return *this;
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() {
    if (schema_.release != nullptr) schema_.release(&schema_);
    if (array_.release != nullptr) array_.release(&array_);
  }

  /// For an Arrow library to import; from then on they are its own.
  ArrowSchema* schema() { return &schema_; }
  ArrowArray* array() { return &array_; }

  std::size_t rows() const { return static_cast<std::size_t>(array_.length); }
  /// The child called `name`. Throws an Error (unknown name).
  const ArrowArray& column(std::string_view name) const { return *array_.children[find(name)]; }

  /// What a row says in a column of truths, or of whole numbers (int64, date32), or of texts or
  /// members; nothing where it says nothing. Throws an Error (schema mismatch) where it is another.
  std::optional<bool> truth(std::string_view name, std::size_t row) const {
    const std::size_t child = find(name);
    require(child, "b");
    const ArrowArray& column = *array_.children[child];
    if (!valid(column, row)) return std::nullopt;
    return bit(column, 1, row);
  }
  std::optional<std::int64_t> number(std::string_view name, std::size_t row) const {
    const std::size_t child = find(name);
    const std::string_view format = schema_.children[child]->format;
    const ArrowArray& column = *array_.children[child];
    if (format != "l" && format != "tdD") mismatch(child);
    if (!valid(column, row)) return std::nullopt;
    if (format == "tdD") return entry<std::int32_t>(column, 1, row);
    return entry<std::int64_t>(column, 1, row);
  }
  /// Of counts, which have columns in columns: `yes`, `no` or `undetermined` of a definition.
  std::optional<std::int64_t> number(std::string_view name, std::string_view part,
                                     std::size_t row) const {
    const std::size_t child = find(name);
    require(child, "+s");
    const std::size_t inner = find(*schema_.children[child], part);
    if (std::string_view(schema_.children[child]->children[inner]->format) != "l") mismatch(child);
    return entry<std::int64_t>(*array_.children[child]->children[inner], 1, row);
  }
  std::optional<std::string> text(std::string_view name, std::size_t row) const {
    const std::size_t child = find(name);
    const ArrowSchema& schema = *schema_.children[child];
    const ArrowArray& column = *array_.children[child];
    const bool coded = schema.dictionary != nullptr;
    if (coded) require(child, "i");
    const std::string_view format = coded ? schema.dictionary->format : schema.format;
    if (format != "u" && format != "U") mismatch(child);
    if (!valid(column, row)) return std::nullopt;
    if (!coded) return text_of(schema, column, row);
    const auto index = static_cast<std::size_t>(entry<std::int32_t>(column, 1, row));
    return text_of(*schema.dictionary, *column.dictionary, index);
  }

 private:
  std::size_t find(std::string_view name) const { return find(schema_, name); }
  static std::size_t find(const ArrowSchema& schema, std::string_view name) {
    for (std::int64_t child = 0; child < schema.n_children; ++child) {
      if (schema.children[child]->name == name) return static_cast<std::size_t>(child);
    }
    throw Error(NANSEN_UNKNOWN_NAME, "there is no column \"" + std::string(name) + "\"");
  }
  [[noreturn]] void mismatch(std::size_t child) const {
    throw Error(NANSEN_SCHEMA_MISMATCH,
                "the column \"" + std::string(schema_.children[child]->name) +
                    "\" has the Arrow format " + schema_.children[child]->format);
  }
  void require(std::size_t child, std::string_view format) const {
    if (schema_.children[child]->format != format) mismatch(child);
  }
  static bool bit(const ArrowArray& column, std::size_t buffer, std::size_t row) {
    const std::size_t at = row + static_cast<std::size_t>(column.offset);
    const auto* bits = static_cast<const std::uint8_t*>(column.buffers[buffer]);
    return (bits[at / 8] >> (at % 8) & 1) != 0;
  }
  static bool valid(const ArrowArray& column, std::size_t row) {
    return column.buffers[0] == nullptr || bit(column, 0, row);
  }
  template <typename Entry>
  static Entry entry(const ArrowArray& column, std::size_t buffer, std::size_t row) {
    const std::size_t at = row + static_cast<std::size_t>(column.offset);
    const auto* bytes = static_cast<const char*>(column.buffers[buffer]);
    Entry value;
    std::memcpy(&value, bytes + at * sizeof value, sizeof value);
    return value;
  }
  static std::string text_of(const ArrowSchema& schema, const ArrowArray& column, std::size_t row) {
    const auto* bytes = static_cast<const char*>(column.buffers[2]);
    if (std::string_view(schema.format) == "U") {
      const auto begin = entry<std::int64_t>(column, 1, row);
      return {bytes + begin, bytes + entry<std::int64_t>(column, 1, row + 1)};
    }
    const auto begin = entry<std::int32_t>(column, 1, row);
    return {bytes + begin, bytes + entry<std::int32_t>(column, 1, row + 1)};
  }
  void leave() {
    schema_.release = nullptr;
    array_.release = nullptr;
  }

  ArrowSchema schema_{};
  ArrowArray array_{};
};

/// Rows of facts that are put together here, for programs that have no Arrow library.
class Rows {
 public:
  explicit Rows(std::size_t count) : count_(count) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  /// A column more, with an entry a row; nothing stands for what is not known. Throws an Error
  /// (invalid argument) where there are more or fewer.
  Rows& truths(std::string name, const std::vector<std::optional<bool>>& values) {
    Column& column = add(std::move(name), "b", values);
    column.values.resize((count_ + 7) / 8);
    for (std::size_t row = 0; row < count_; ++row) {
      if (values[row].value_or(false)) column.values[row / 8] |= bit_of(row);
    }
    return *this;
  }
  Rows& numbers(std::string name, const std::vector<std::optional<std::int64_t>>& values) {
    Column& column = add(std::move(name), "l", values);
    for (const auto& value : values) append(column.values, value.value_or(0));
    return *this;
  }
  /// Members of enumerations, ids and references.
  Rows& texts(std::string name, const std::vector<std::optional<std::string>>& values) {
    Column& column = add(std::move(name), "U", values);
    append(column.values, std::int64_t{0});
    for (const auto& value : values) {
      if (value) column.bytes.insert(column.bytes.end(), value->begin(), value->end());
      append(column.values, static_cast<std::int64_t>(column.bytes.size()));
    }
    return *this;
  }
  /// Days since 1970-01-01.
  Rows& dates(std::string name, const std::vector<std::optional<std::int32_t>>& days) {
    Column& column = add(std::move(name), "tdD", days);
    for (const auto& day : days) append(column.values, day.value_or(0));
    return *this;
  }

  /// These rows, as a table of that name; lives as long as they do and no column is added.
  nansen_table table(const char* name = "") {
    schema_pointers_.clear();
    array_pointers_.clear();
    for (const auto& column : columns_) {
      column->finish(count_);
      schema_pointers_.push_back(&column->schema);
      array_pointers_.push_back(&column->array);
    }
    schema_ = {};
    schema_.format = "+s";
    schema_.name = "";
    schema_.n_children = static_cast<std::int64_t>(columns_.size());
    schema_.children = schema_pointers_.data();
    schema_.release = [](ArrowSchema* schema) { schema->release = nullptr; };
    array_ = {};
    array_.length = static_cast<std::int64_t>(count_);
    array_.n_buffers = 1;
    array_.buffers = no_validity_;
    array_.n_children = schema_.n_children;
    array_.children = array_pointers_.data();
    array_.release = [](ArrowArray* array) { array->release = nullptr; };
    nansen_table given = NANSEN_TABLE_INIT;
    given.name = name;
    given.schema = &schema_;
    given.array = &array_;
    return given;
  }

 private:
  struct Column {
    std::string name;
    std::string format;
    std::vector<std::uint8_t> known;
    std::vector<std::uint8_t> values;
    std::vector<char> bytes;  // of texts
    const void* buffers[3] = {};
    ArrowSchema schema{};
    ArrowArray array{};

    void finish(std::size_t count) {
      buffers[0] = known.data();
      buffers[1] = values.data();
      buffers[2] = bytes.data();
      schema.format = format.c_str();
      schema.name = name.c_str();
      schema.flags = ARROW_FLAG_NULLABLE;
      schema.release = [](ArrowSchema* released) { released->release = nullptr; };
      array.length = static_cast<std::int64_t>(count);
      array.null_count = -1;
      array.n_buffers = format == "U" ? 3 : 2;
      array.buffers = buffers;
      array.release = [](ArrowArray* released) { released->release = nullptr; };
    }
  };

  static std::uint8_t bit_of(std::size_t row) { return static_cast<std::uint8_t>(1u << (row % 8)); }
  template <typename Value>
  static void append(std::vector<std::uint8_t>& bytes, Value value) {
    const std::size_t at = bytes.size();
    bytes.resize(at + sizeof value);
    std::memcpy(bytes.data() + at, &value, sizeof value);
  }
  template <typename Value>
  Column& add(std::string name, std::string format,
              const std::vector<std::optional<Value>>& values) {
    if (values.size() != count_) {
      throw Error(NANSEN_INVALID_ARGUMENT, "the column \"" + name + "\" has " +
                                               std::to_string(values.size()) + " entries for " +
                                               std::to_string(count_) + " rows");
    }
    auto column = std::make_unique<Column>();
    column->name = std::move(name);
    column->format = std::move(format);
    column->known.resize((count_ + 7) / 8);
    for (std::size_t row = 0; row < count_; ++row) {
      if (values[row]) column->known[row / 8] |= bit_of(row);
    }
    columns_.push_back(std::move(column));
    return *columns_.back();
  }

  std::size_t count_;
  std::vector<std::unique_ptr<Column>> columns_;
  std::vector<ArrowSchema*> schema_pointers_;
  std::vector<ArrowArray*> array_pointers_;
  const void* no_validity_[1] = {nullptr};
  ArrowSchema schema_{};
  ArrowArray array_{};
};

/// What to compile; as nansen_compile_options.
struct Provisions {
  std::optional<std::string> text = {};
  std::string name = {};
  std::vector<std::string> files = {};
  std::vector<std::string> drafts = {};
  std::vector<std::string> definitions = {};
  std::vector<std::string> readings = {};
  std::string as_of = {};
  std::string library = {};
  nansen_engine engine = NANSEN_ENGINE_AUTOMATIC;
  bool ranges = false;
};

/// How to explain; as nansen_explain_options.
struct Explaining {
  std::string definition = {};
  nansen_format format = NANSEN_TEXT;
  bool whole = false;
  std::uint32_t width = 0;
};

/// What to allocate; as nansen_allocate_options.
struct Allocating {
  std::string formula = {};
  std::string total = {};
  int digits = 6;
};

/// Given tables, which need live for the call only.
using Tables = std::vector<nansen_table>;

/// Rows once read. Belongs to the evaluator that made it.
class Batch {
 public:
  const nansen_batch* handle() const { return batch_.get(); }

 private:
  friend class Evaluator;
  struct Free {
    void operator()(nansen_batch* batch) const { nansen_batch_free(batch); }
  };
  std::unique_ptr<nansen_batch, Free> batch_;
};

/// An evaluator. Its functions may be called from any number of threads at once.
class Evaluator {
 public:
  /// Opens the shared library at `path`; with the code for `processor` alone, where that is named.
  static Evaluator open(const std::string& path, const std::string& processor = {}) {
    nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
    options.path = path.c_str();
    options.processor = detail::text_or_null(processor);
    return opened(options);
  }
  /// Opens an artefact that is linked into this program and outlives the evaluator.
  static Evaluator open(const nansen_artefact& artefact, const std::string& processor = {}) {
    nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
    options.artefact = &artefact;
    options.processor = detail::text_or_null(processor);
    return opened(options);
  }
  /// Checks and compiles provisions in this process.
  static Evaluator compile(const Provisions& provisions) {
    const auto files = detail::pointers(provisions.files);
    const auto drafts = detail::pointers(provisions.drafts);
    const auto definitions = detail::pointers(provisions.definitions);
    const auto readings = detail::pointers(provisions.readings);
    nansen_compile_options options = NANSEN_COMPILE_OPTIONS_INIT;
    if (provisions.text) {
      options.text = provisions.text->c_str();
      options.text_bytes = provisions.text->size();
    }
    options.name = detail::text_or_null(provisions.name);
    options.files = files.data();
    options.file_count = files.size();
    options.drafts = drafts.data();
    options.draft_count = drafts.size();
    options.definitions = definitions.data();
    options.definition_count = definitions.size();
    options.readings = readings.data();
    options.reading_count = readings.size();
    options.as_of = detail::text_or_null(provisions.as_of);
    options.library = detail::text_or_null(provisions.library);
    options.engine = provisions.engine;
    options.ranges = provisions.ranges ? 1 : 0;
    nansen_evaluator* made = nullptr;
    detail::call(nansen_compile, &options, &made);
    return Evaluator(made);
  }

  const nansen_evaluator* handle() const { return evaluator_.get(); }
  /// Live as long as the evaluator.
  std::string_view schema() const {
    std::size_t bytes = 0;
    const char* text = nansen_schema(handle(), &bytes);
    return {text, bytes};
  }
  std::string_view processor() const { return nansen_processor(handle()); }

  Table evaluate(const Tables& tables, std::uint32_t threads = 1) const {
    const nansen_evaluate_options options = options_of(threads);
    Table answers;
    detail::call(nansen_evaluate, handle(), &options, tables.data(), tables.size(),
                 answers.schema(), answers.array());
    return answers;
  }
  Batch batch(const Tables& tables) const {
    nansen_batch* made = nullptr;
    detail::call(nansen_batch_make, handle(), tables.data(), tables.size(), &made);
    Batch batch;
    batch.batch_.reset(made);
    return batch;
  }
  Table evaluate(const Batch& batch, std::uint32_t threads = 1) const {
    const nansen_evaluate_options options = options_of(threads);
    Table answers;
    detail::call(nansen_batch_evaluate, handle(), &options, batch.handle(), answers.schema(),
                 answers.array());
    return answers;
  }
  /// Counts by the fact `by`; where that is empty, all in one group.
  Table count(const Batch& batch, const std::string& by = {}, std::uint32_t threads = 1,
              nansen_counted counted = NANSEN_COUNT_ALL) const {
    nansen_evaluate_options options = options_of(threads);
    options.counted = counted;
    Table counts;
    detail::call(nansen_batch_count, handle(), &options, batch.handle(), detail::text_or_null(by),
                 counts.schema(), counts.array());
    return counts;
  }
  std::string explain(const Tables& tables, std::int64_t row,
                      const Explaining& explaining = {}) const {
    nansen_explain_options options = NANSEN_EXPLAIN_OPTIONS_INIT;
    options.definition = detail::text_or_null(explaining.definition);
    options.format = explaining.format;
    options.whole = explaining.whole ? 1 : 0;
    options.width = explaining.width;
    char* text = nullptr;
    detail::call(nansen_explain, handle(), &options, tables.data(), tables.size(), row, &text);
    const std::unique_ptr<char, void (*)(char*)> owner(text, nansen_text_free);
    return text;
  }
  Table allocate(const Tables& tables, const Allocating& allocating = {}) const {
    nansen_allocate_options options = NANSEN_ALLOCATE_OPTIONS_INIT;
    options.formula = detail::text_or_null(allocating.formula);
    options.total = detail::text_or_null(allocating.total);
    options.digits = allocating.digits;
    Table allocated;
    detail::call(nansen_allocate, handle(), &options, tables.data(), tables.size(),
                 allocated.schema(), allocated.array());
    return allocated;
  }

 private:
  struct Close {
    void operator()(nansen_evaluator* evaluator) const { nansen_close(evaluator); }
  };
  explicit Evaluator(nansen_evaluator* evaluator) : evaluator_(evaluator) {}
  static Evaluator opened(const nansen_open_options& options) {
    nansen_evaluator* made = nullptr;
    detail::call(nansen_open, &options, &made);
    return Evaluator(made);
  }
  static nansen_evaluate_options options_of(std::uint32_t threads) {
    nansen_evaluate_options options = NANSEN_EVALUATE_OPTIONS_INIT;
    options.threads = threads;
    return options;
  }

  std::unique_ptr<nansen_evaluator, Close> evaluator_;
};

}  // namespace nansen

#endif
