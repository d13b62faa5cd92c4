// Each batch is one record: for every domain its table's buffers as they lie in memory, up to its
// rows. A table that all batches share stands in the first.
#include "compiler/cases/cache.h"

#include <cstring>
#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "compiler/base/bug.h"
#include "compiler/cases/cache_file.h"
#include "compiler/cases/schema.h"
#include "compiler/layout/layout.h"

namespace nansen::cases {
namespace {

// ---- bytes ----

class ByteWriter {
 public:
  template <typename Number>
  void number(Number value) {
    text.append(reinterpret_cast<const char*>(&value), sizeof(value));
  }
  void raw(const void* bytes, std::size_t count) {
    text.append(static_cast<const char*>(bytes), count);
  }
  void words(std::string_view value) {
    number(std::uint64_t{value.size()});
    text.append(value);
  }

  std::string text;
};

/// Reads what ByteWriter wrote; once something is not there, all is zero and `good` is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view text) : text_(text) {}

  template <typename Number>
  Number number() {
    Number value{};
    raw(&value, sizeof(value));
    return value;
  }
  void raw(void* bytes, std::size_t count) {
    good_ = good_ && count <= text_.size();
    if (!good_) return;
    if (count > 0) std::memcpy(bytes, text_.data(), count);
    text_.remove_prefix(count);
  }
  std::string_view words() {
    const auto count = number<std::uint64_t>();
    good_ = good_ && count <= text_.size();
    if (!good_) return {};
    const std::string_view found = text_.substr(0, count);
    text_.remove_prefix(count);
    return found;
  }
  /// A count of things that take at least a byte each.
  std::size_t count() {
    const auto found = number<std::uint64_t>();
    good_ = good_ && found <= text_.size();
    return good_ ? found : 0;
  }
  bool good() const { return good_; }
  bool done() const { return good_ && text_.empty(); }

 private:
  std::string_view text_;
  bool good_ = true;
};

// ---- what a cache depends on ----

void describe(const program::Program& program, ByteWriter& key) {
  for (const program::Entity& entity : program.entities) {
    key.words(entity.name);
    for (const program::FactId fact : entity.facts) key.number(fact.index);
  }
  for (const program::Enumeration& enumeration : program.enumerations) {
    key.number(enumeration.members.size());
    for (const program::Member& member : enumeration.members) key.words(member.name);
  }
  for (const program::Fact& fact : program.facts) {
    key.words(fact.name);
    key.number(fact.type.kind);
    key.number(fact.type.enumeration.index);
    key.number(fact.type.entity.index);
    key.number(fact.range.scale);
    key.words(nansen::to_string(fact.range.least));
    key.words(nansen::to_string(fact.range.greatest));
    key.number(fact.in_years);
  }
}

void describe(const ir::Module& module, ByteWriter& key) {
  key.number(module.domains.size());
  for (const ir::Domain& domain : module.domains) key.words(domain.entity);
  for (const ir::Column& column : module.columns) {
    key.number(column.domain.index);
    key.words(column.name);
    key.number(column.kind);
    key.number(column.members.size());
    key.number(column.scale);
    key.number(column.least);
    key.number(column.greatest);
    key.number(column.target.index);
    key.number(column.bound);
  }
}

/// What the cases depend on; nothing iff a table is no regular file or cannot be read.
std::optional<Digest> key_of(const program::Program& program, const ir::Module& module,
                             const TableFiles& files, std::string_view identity) {
  ByteWriter key;
  key.words(identity);
  describe(program, key);
  describe(module, key);
  const auto add = [&](const std::string& name, const std::string& path) {
    const std::optional<Digest> digest = digest_of_file(path);
    if (!digest) return false;
    key.words(name);
    key.words(bytes_of(*digest));
    return true;
  };
  if (!add("", files.cases)) return std::nullopt;
  for (const auto& [name, path] : files.tables) {
    if (!add(name, path)) return std::nullopt;
  }
  return digest_of(key.text);
}

// ---- batches ----

/// The bytes of a buffer that hold `rows` rows.
std::size_t bytes_of_rows(const runtime::ColumnShape& shape, std::size_t buffer, std::size_t rows) {
  using runtime::ColumnKind;
  const bool plane =
      buffer == 0 || shape.kind == ColumnKind::Boolean || shape.kind == ColumnKind::Set;
  if (plane) return (rows + 63) / 64 * sizeof(std::uint64_t);
  if (shape.kind == ColumnKind::Reference) return rows * sizeof(std::uint32_t);
  if (shape.kind == ColumnKind::Rows) return (rows + 1) * sizeof(std::uint32_t);
  return rows * shape.width;
}

void write(const TextList& texts, ByteWriter& bytes) {
  bytes.number(std::uint64_t{texts.size()});
  for (std::size_t index = 0; index < texts.size(); ++index) bytes.words(texts[index]);
}

void read(TextList& texts, ByteReader& source) {
  texts.clear();
  for (std::size_t left = source.count(); left > 0 && source.good(); --left)
    texts.add(source.words());
}

/// How a table, or a list of ids, of a batch stands in its record.
enum class Held : std::uint8_t { None, Here, AsBefore };

void write(const runtime::Table& table, ByteWriter& bytes) {
  bytes.number(std::uint64_t{table.rows()});
  for (std::size_t column = 0; column < table.shapes().size(); ++column) {
    const runtime::ColumnShape& shape = table.shapes()[column];
    for (std::size_t buffer = 0; buffer < runtime::buffer_count(shape); ++buffer) {
      bytes.raw(table.buffer(column, buffer), bytes_of_rows(shape, buffer, table.rows()));
    }
  }
}

void read(runtime::Table& table, std::size_t rows, ByteReader& source) {
  table.resize(rows);
  for (std::size_t column = 0; column < table.shapes().size(); ++column) {
    const runtime::ColumnShape& shape = table.shapes()[column];
    for (std::size_t buffer = 0; buffer < runtime::buffer_count(shape); ++buffer) {
      source.raw(table.buffer(column, buffer), bytes_of_rows(shape, buffer, rows));
    }
  }
}

/// By domain, whether its table is read whole before the cases and the same in every batch.
std::vector<bool> shared_domains(const program::Program& program, const ir::Module& module,
                                 const TableFiles& files) {
  std::vector<bool> shared;
  for (std::size_t index = 0; index < module.domains.size(); ++index) {
    const TableSchema schema = table_of(program, module, ir::DomainId(index));
    const std::string entity = schema.name.substr(0, schema.name.find('.'));
    bool given = false;
    for (const auto& [name, path] : files.tables) {
      given = given || name.substr(0, name.find('.')) == entity;
    }
    shared.push_back(schema.under_referenced && given);
  }
  return shared;
}

/// Hands the cases on as they are read, and keeps them.
class KeepingReader : public Reader {
 public:
  KeepingReader(std::unique_ptr<Reader> reader, std::unique_ptr<CacheOutput> output,
                std::vector<bool> shared, std::function<std::optional<Digest>()> key,
                const Digest& before, const Emitter& emitter)
      : reader_(std::move(reader)),
        output_(std::move(output)),
        shared_(std::move(shared)),
        key_(std::move(key)),
        before_(before),
        emitter_(emitter) {
    ByteWriter head;
    head.number(std::uint8_t{reader_->has_weights()});
    head.number(std::uint64_t{reader_->headers().size()});
    for (const std::string& header : reader_->headers()) head.words(header);
    head.number(std::uint64_t{reader_->facts().size()});
    for (const program::FactId fact : reader_->facts()) head.number(fact.index);
    output_->add(head.text);
  }

  bool next(CaseBatch& batch, std::size_t limit) override {
    const bool more = reader_->next(batch, limit);
    if (!output_) return more;
    if (limit != default_batch_rows) {
      output_.reset();
    } else if (more) {
      keep(batch);
    } else {
      finish();
    }
    return more;
  }
  const std::set<program::FactId>& ranges_met() const override { return reader_->ranges_met(); }
  bool ended_by_range() const override { return reader_->ended_by_range(); }
  std::uint64_t bytes_read() const override { return reader_->bytes_read(); }
  std::uint64_t bytes_total() const override { return reader_->bytes_total(); }
  bool has_weights() const override { return reader_->has_weights(); }
  std::vector<std::string> headers() const override { return reader_->headers(); }
  std::vector<program::FactId> facts() const override { return reader_->facts(); }

 private:
  void keep(const CaseBatch& batch) {
    bytes_.text.clear();
    write(batch.ids, bytes_);
    bytes_.number(std::uint64_t{batch.weights.size()});
    bytes_.raw(batch.weights.data(), batch.weights.size() * sizeof(std::int64_t));
    const auto held = [&](std::size_t index, const auto& what) {
      if (!what) return Held::None;
      return shared_[index] && !first_ ? Held::AsBefore : Held::Here;
    };
    for (std::size_t index = 0; index < shared_.size(); ++index) {
      const auto& table = batch.batch.tables[index];
      bytes_.number(held(index, table));
      if (held(index, table) == Held::Here) write(*table, bytes_);
    }
    for (std::size_t index = 0; index < shared_.size(); ++index) {
      const auto& ids = batch.row_ids[index];
      bytes_.number(held(index, ids));
      if (held(index, ids) == Held::Here) write(*ids, bytes_);
    }
    first_ = false;
    output_->add(bytes_.text);
  }

  // What is said of cases would not be said of those that are kept. And the tables may have changed
  // while they were read.
  void finish() {
    const bool good = !reader_->ended_by_range() && reader_->ranges_met().empty() &&
                      emitter_.diagnostics().empty() && key_() == before_;
    if (good) output_->finish(before_);
    output_.reset();
  }

  std::unique_ptr<Reader> reader_;
  std::unique_ptr<CacheOutput> output_;
  std::vector<bool> shared_;
  std::function<std::optional<Digest>()> key_;
  Digest before_;  // the key before anything was read
  const Emitter& emitter_;
  bool first_ = true;  // no batch has been kept
  ByteWriter bytes_;
};

/// Gives the cases that were kept.
class KeptReader : public Reader {
 public:
  /// `path` is where the cache lies. False iff it does not begin as it should.
  KeptReader(const ir::Module& module, std::vector<bool> shared, std::unique_ptr<CacheInput> input,
             std::string path, Emitter& emitter)
      : module_(module),
        shared_(std::move(shared)),
        input_(std::move(input)),
        path_(std::move(path)),
        emitter_(emitter) {}

  bool begin() {
    if (!input_->next(bytes_)) return false;
    ByteReader source(bytes_);
    has_weights_ = source.number<std::uint8_t>() != 0;
    for (std::size_t left = source.count(); left > 0 && source.good(); --left) {
      headers_.emplace_back(source.words());
    }
    for (std::size_t left = source.count(); left > 0 && source.good(); --left) {
      facts_.emplace_back(program::FactId(
          static_cast<std::size_t>(source.number<decltype(program::FactId::index)>())));
    }
    return source.done();
  }

  bool next(CaseBatch& batch, std::size_t limit) override {
    if (limit != default_batch_rows) bug("kept cases are read in batches as they were kept");
    if (ended_) return false;
    ended_ = !input_->next(bytes_);
    if (ended_ ? input_->whole() : read(batch)) return !ended_;
    // It was whole when it was opened.
    emitter_.emit(Code::TableNotReadable, FileLocation{path_}, path_,
                  "it was changed while it was read");
    ended_ = true;
    return false;
  }
  const std::set<program::FactId>& ranges_met() const override { return ranges_met_; }
  bool ended_by_range() const override { return false; }
  std::uint64_t bytes_read() const override { return input_->bytes_read(); }
  std::uint64_t bytes_total() const override { return input_->bytes_total(); }
  bool has_weights() const override { return has_weights_; }
  std::vector<std::string> headers() const override { return headers_; }
  std::vector<program::FactId> facts() const override { return facts_; }

 private:
  bool read(CaseBatch& batch) {
    ByteReader source(bytes_);
    batch.scenarios.clear();
    cases::read(batch.ids, source);
    batch.weights.resize(source.count());
    source.raw(batch.weights.data(), batch.weights.size() * sizeof(std::int64_t));
    const std::size_t domains = module_.domains.size();
    batch.batch.tables.resize(domains);
    batch.row_ids.resize(domains);
    tables_.resize(domains);
    ids_.resize(domains);
    for (std::size_t index = 0; index < domains && source.good(); ++index) {
      const auto held = source.number<Held>();
      std::shared_ptr<runtime::Table>& table = batch.batch.tables[index];
      if (held == Held::Here) read_table(index, table, source);
      if (held == Held::None) table = nullptr;
      if (held == Held::AsBefore) table = tables_[index];
      if (shared_[index]) tables_[index] = table;
    }
    for (std::size_t index = 0; index < domains && source.good(); ++index) {
      const auto held = source.number<Held>();
      if (held == Held::Here) {
        const auto ids = std::make_shared<TextList>();
        cases::read(*ids, source);
        ids_[index] = ids;
      }
      batch.row_ids[index] = held == Held::None ? nullptr : ids_[index];
    }
    return source.done() && batch.batch.tables[0] && batch.batch.tables[0]->rows() == batch.size();
  }

  // Into the table that is there, if it is this batch's own and large enough.
  void read_table(std::size_t domain, std::shared_ptr<runtime::Table>& table, ByteReader& source) {
    const auto rows = source.number<std::uint64_t>();
    if (rows > longest_table || !source.good()) return;
    if (shared_[domain] || !table || table->capacity() < rows) {
      table =
          std::make_shared<runtime::Table>(layout::shapes_of(module_, ir::DomainId(domain)), rows);
    } else {
      table->clear();
    }
    cases::read(*table, rows, source);
  }

  // As many rows as row numbers of 32 bits tell apart.
  static constexpr std::uint64_t longest_table = std::uint64_t{1} << 32;

  const ir::Module& module_;
  std::vector<bool> shared_;
  std::unique_ptr<CacheInput> input_;
  std::string path_;
  Emitter& emitter_;
  std::string bytes_;
  bool has_weights_ = false;
  bool ended_ = false;
  std::vector<std::string> headers_;
  std::vector<program::FactId> facts_;
  std::set<program::FactId> ranges_met_;
  std::vector<std::shared_ptr<runtime::Table>> tables_;  // by domain: those that are shared
  std::vector<std::shared_ptr<const TextList>> ids_;
};

}  // namespace

std::string cache_path(const std::string& path) { return path + ".nansen-cache"; }

CachedReader open_cached(const program::Program& program, const ir::Module& module,
                         const TableFiles& files, std::string_view identity, Emitter& emitter,
                         RangeCells ranges) {
  const auto key = [&program, &module, files, identity = std::string(identity)] {
    return files.options.empty() ? key_of(program, module, files, identity) : std::nullopt;
  };
  const std::string path = cache_path(files.cases);
  const std::optional<Digest> wanted = key();
  std::vector<bool> shared;
  if (wanted) {
    shared = shared_domains(program, module, files);
    if (auto input = CacheInput::open(path, *wanted)) {
      auto kept = std::make_unique<KeptReader>(module, shared, std::move(input), path, emitter);
      if (kept->begin()) return {std::move(kept), true};
    }
  }
  auto reader = Reader::open(program, module, files, emitter, ranges);
  if (!reader || !wanted) return {std::move(reader), false};
  auto output = CacheOutput::open(path, files.cases);
  if (!output) return {std::move(reader), false};
  return {std::make_unique<KeepingReader>(std::move(reader), std::move(output), std::move(shared),
                                          key, *wanted, emitter),
          false};
}

}  // namespace nansen::cases
