// Each batch is one record: for every domain its rows, and how long each column's part is. The
// parts stand after it: the buffers as they lie in memory, up to the rows. A table that all batches
// share stands in the first.
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
#include "compiler/ir/opcode.h"
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

/// What cases depend on.
struct Key {
  Digest digest{};
  KnownFiles files;
  bool is_as_known = true;  // no file had to be digested
};

/// The key of now; nothing iff a table is no regular file or cannot be read. What `known` says of
/// the tables spares reading them, where it holds.
std::optional<Key> key_of(const program::Program& program, const ir::Module& module,
                          const TableFiles& files, std::string_view identity,
                          const KnownFiles& known = {}) {
  Key key;
  key.files.recorded = present_time();
  ByteWriter text;
  text.words(identity);
  describe(program, text);
  describe(module, text);
  const auto add = [&](const std::string& name, const std::string& path) {
    const std::size_t index = key.files.files.size();
    const std::optional<FileStamp> stamp = stamp_of_file(path);
    if (!stamp) return false;
    if (known.holds(index, *stamp)) {
      key.files.files.push_back(known.files[index]);
    } else {
      const std::optional<KnownFile> file = digest_of_file(path);
      if (!file) return false;
      key.files.files.push_back(*file);
      key.is_as_known = false;
    }
    text.words(name);
    text.words(bytes_of(key.files.files.back().digest));
    return true;
  };
  if (!add("", files.cases)) return std::nullopt;
  for (const auto& [name, path] : files.tables) {
    if (!add(name, path)) return std::nullopt;
  }
  key.digest = digest_of(text.text);
  return key;
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

/// The bytes of a column that hold the rows of its table.
template <typename AnyTable>
std::vector<iovec> pieces_of(AnyTable& table, std::size_t column, std::size_t rows) {
  const runtime::ColumnShape& shape = table.shapes()[column];
  std::vector<iovec> pieces;
  for (std::size_t buffer = 0; buffer < runtime::buffer_count(shape); ++buffer) {
    const std::size_t size = bytes_of_rows(shape, buffer, rows);
    if (size > 0) pieces.push_back({const_cast<std::byte*>(table.buffer(column, buffer)), size});
  }
  return pieces;
}

using Parts = std::vector<std::string_view>;

void write(const runtime::Table& table, ByteWriter& bytes, Parts& parts) {
  bytes.number(std::uint64_t{table.rows()});
  for (std::size_t column = 0; column < table.shapes().size(); ++column) {
    const std::size_t first = parts.size();
    CachePart part;
    for (const iovec& piece : pieces_of(table, column, table.rows())) {
      parts.emplace_back(static_cast<const char*>(piece.iov_base), piece.iov_len);
      part.size += piece.iov_len;
    }
    part.digest = digest_of(std::span(parts).subspan(first));
    bytes.number(part.size);
    bytes.raw(part.digest.data(), part.digest.size());
  }
}

/// By domain and by the place of the column in its table, whether it is to be read.
using WantedColumns = std::vector<std::vector<bool>>;

WantedColumns wanted_columns(const ir::Module& module, KeptColumns which) {
  WantedColumns wanted;
  for (std::size_t index = 0; index < module.domains.size(); ++index) {
    wanted.emplace_back(layout::shapes_of(module, ir::DomainId(index)).size(),
                        which == KeptColumns::All);
  }
  const auto want = [&](ir::ColumnId column) {
    if (!column.valid()) return;
    const auto domain = static_cast<std::size_t>(module.columns[column].domain.index);
    wanted[domain][layout::position_of(module, column)] = true;
  };
  for (std::size_t index = 0; index < module.instructions.size(); ++index) {
    const ir::Instruction& instruction = module.instructions[ir::ValueId(index)];
    if (!ir::row_of(instruction.opcode).reads_column()) continue;
    want(instruction.column);
    want(instruction.other_column);
  }
  // How the tables hang together.
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    const ir::ColumnId column(index);
    const ir::ColumnKind kind = module.columns[column].kind;
    if (kind == ir::ColumnKind::Rows || kind == ir::ColumnKind::Reference) want(column);
  }
  return wanted;
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
                std::vector<bool> shared, std::function<std::optional<Key>()> key,
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
    if (limit != rows_of_batch(batches_++)) {
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
  bool gives_whole_cases() const override { return reader_->gives_whole_cases(); }
  std::uint64_t bytes_read() const override { return reader_->bytes_read(); }
  std::uint64_t bytes_total() const override { return reader_->bytes_total(); }
  bool has_weights() const override { return reader_->has_weights(); }
  std::vector<std::string> headers() const override { return reader_->headers(); }
  std::vector<program::FactId> facts() const override { return reader_->facts(); }

 private:
  void keep(const CaseBatch& batch) {
    bytes_.text.clear();
    parts_.clear();
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
      if (held(index, table) == Held::Here) write(*table, bytes_, parts_);
    }
    for (std::size_t index = 0; index < shared_.size(); ++index) {
      const auto& ids = batch.row_ids[index];
      bytes_.number(held(index, ids));
      if (held(index, ids) == Held::Here) write(*ids, bytes_);
    }
    first_ = false;
    output_->add(bytes_.text, parts_);
  }

  // What is said of cases would not be said of those that are kept. And the tables may have changed
  // while they were read.
  void finish() {
    const bool good = !reader_->ended_by_range() && reader_->ranges_met().empty() &&
                      emitter_.diagnostics().empty();
    const std::optional<Key> now = good ? key_() : std::nullopt;
    if (now && now->digest == before_) output_->finish(before_, now->files);
    output_.reset();
  }

  std::unique_ptr<Reader> reader_;
  std::unique_ptr<CacheOutput> output_;
  std::vector<bool> shared_;
  std::function<std::optional<Key>()> key_;
  Digest before_;  // the key before anything was read
  const Emitter& emitter_;
  std::size_t batches_ = 0;
  bool first_ = true;  // no batch has been kept
  ByteWriter bytes_;
  Parts parts_;
};

/// Gives the cases that were kept; from where that is not as it was written, those of the tables.
class KeptReader : public Reader {
 public:
  /// `read_tables` opens the tables themselves.
  KeptReader(const ir::Module& module, std::vector<bool> shared, WantedColumns wanted,
             std::unique_ptr<CacheInput> input,
             std::function<std::unique_ptr<Reader>()> read_tables)
      : module_(module),
        shared_(std::move(shared)),
        wanted_(std::move(wanted)),
        input_(std::move(input)),
        read_tables_(std::move(read_tables)) {}

  /// False iff the cache does not begin as it should.
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
    if (limit != rows_of_batch(batches_)) bug("kept cases are read in batches as they were kept");
    if (tables_reader_) return tables_reader_->next(batch, limit);
    if (ended_) return false;
    ended_ = !input_->next(bytes_);
    if (ended_ ? input_->whole() : read(batch)) {
      ++batches_;
      return !ended_;
    }
    ended_ = true;
    return read_instead(batch);
  }
  const std::set<program::FactId>& ranges_met() const override {
    return tables_reader_ ? tables_reader_->ranges_met() : ranges_met_;
  }
  bool ended_by_range() const override {
    return tables_reader_ && tables_reader_->ended_by_range();
  }
  std::uint64_t bytes_read() const override { return input_->bytes_read(); }
  std::uint64_t bytes_total() const override { return input_->bytes_total(); }
  bool is_known_good() const override { return !tables_reader_; }
  bool gives_whole_cases() const override {
    return !tables_reader_ || tables_reader_->gives_whole_cases();
  }
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
    return source.done() && parts_are_good_ && batch.batch.tables[0] &&
           batch.batch.tables[0]->rows() == batch.size();
  }

  // The tables' own reader gives the batches that have been given once more.
  bool read_instead(CaseBatch& batch) {
    tables_reader_ = read_tables_();
    if (!tables_reader_) return false;
    for (std::size_t number = 0; number < batches_; ++number) {
      if (!tables_reader_->next(batch, rows_of_batch(number))) return false;
    }
    return tables_reader_->next(batch, rows_of_batch(batches_++));
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
    table->resize(rows);
    for (std::size_t column = 0; column < table->shapes().size() && parts_are_good_; ++column) {
      CachePart part;
      part.size = source.number<std::uint64_t>();
      source.raw(part.digest.data(), part.digest.size());
      if (!wanted_[domain][column]) {
        input_->pass_over(part);
        continue;
      }
      std::vector<iovec> pieces = pieces_of(*table, column, rows);
      parts_are_good_ = source.good() && input_->read(part, pieces);
    }
  }

  // As many rows as row numbers of 32 bits tell apart.
  static constexpr std::uint64_t longest_table = std::uint64_t{1} << 32;

  const ir::Module& module_;
  std::vector<bool> shared_;
  WantedColumns wanted_;
  std::unique_ptr<CacheInput> input_;
  std::function<std::unique_ptr<Reader>()> read_tables_;
  std::unique_ptr<Reader> tables_reader_;  // once the cache has proved to be of no use
  std::size_t batches_ = 0;                // given
  bool parts_are_good_ = true;
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
                         RangeCells ranges, KeptColumns columns) {
  if (!files.options.empty()) {
    return {Reader::open(program, module, files, emitter, ranges), false};
  }
  const auto key = [&program, &module, files,
                    identity = std::string(identity)](const KnownFiles& known = {}) {
    return key_of(program, module, files, identity, known);
  };
  const std::string path = cache_path(files.cases);
  auto input = CacheInput::open(path, files.cases);
  const std::optional<Key> wanted = key(input ? input->known() : KnownFiles());
  const auto read_tables = [&program, &module, files, &emitter, ranges, path, key,
                            wanted]() -> std::unique_ptr<Reader> {
    auto reader = Reader::open(program, module, files, emitter, ranges);
    auto output = reader && wanted
                      ? CacheOutput::open(path, files.cases, wanted->files.files.size())
                      : nullptr;
    if (!output) return reader;
    return std::make_unique<KeepingReader>(
        std::move(reader), std::move(output), shared_domains(program, module, files),
        [key] { return key(); }, wanted->digest, emitter);
  };
  if (input && wanted && input->key() == wanted->digest) {
    if (!wanted->is_as_known) refresh(path, wanted->digest, wanted->files);
    auto kept = std::make_unique<KeptReader>(module, shared_domains(program, module, files),
                                             wanted_columns(module, columns), std::move(input),
                                             read_tables);
    if (kept->begin()) return {std::move(kept), true};
  }
  return {read_tables(), false};
}

}  // namespace nansen::cases
