// Tables bound to a module: each column that it reads to the arrays that hold it, then rows read by
// whole stretches of columns.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compiler/arrow/column.h"
#include "compiler/layout/layout.h"

namespace nansen::arrow {
namespace {

constexpr std::int64_t most_rows = UINT32_MAX;  // of linked and referenced tables

/// Rows that lie together.
struct Stretch {
  std::int64_t begin = 0;
  std::int64_t count = 0;
};
using Stretches = std::vector<Stretch>;

std::int64_t count_of(const Stretches& stretches) {
  std::int64_t count = 0;
  for (const Stretch& stretch : stretches) count += stretch.count;
  return count;
}

struct Bound;

/// The linked rows of a domain's rows.
struct BoundLink {
  std::size_t position = 0;  // of the Rows column
  View lists;
  std::unique_ptr<Bound> below;
};

/// The rows of a domain, in the struct that holds them.
struct Bound {
  ir::DomainId domain;
  Place table;       // `table "State", `; empty of the cases
  std::string path;  // before the names of columns: `nationalities.`
  View rows;
  std::vector<std::unique_ptr<FactColumn>> columns;  // by position; null of Rows
  std::vector<std::string> names;                    // by position
  std::vector<BoundLink> links;
  const Bound* above = nullptr;  // whose link leads here
  const View* lists = nullptr;   // and by which lists

  Place place(std::string_view column) const {
    return fmt::format("{}column \"{}{}\"", table, path, column);
  }
  /// `row 3, linked row 1`.
  std::string row_words(std::int64_t row) const {
    if (above == nullptr) return fmt::format("row {}", row);
    for (std::int64_t owner = 0; owner < above->rows.length; ++owner) {
      if (!lists->is_valid(owner)) continue;
      if (lists->offset(owner) <= row && row < lists->offset(owner + 1)) {
        return fmt::format("{}, linked row {}", above->row_words(owner),
                           row - lists->offset(owner));
      }
    }
    return fmt::format("linked row {}", row);
  }
  bool fail_row(std::string_view column, std::int64_t row, std::string_view message,
                Problem& problem) const {
    return fail(problem, NANSEN_BAD_VALUE, place(column) + ", " + row_words(row), message);
  }
};

class BoundTables final : public Tables, public execute::ColumnSource {
 public:
  explicit BoundTables(const ir::Module& module) : module_(module) {
    shared_.tables.resize(module.domains.size());
  }

  bool bind(std::span<const GivenTable> tables, Problem& problem);

  std::size_t rows() const override { return static_cast<std::size_t>(cases_->rows.length); }
  std::optional<runtime::Batch> read(std::size_t first, std::size_t count,
                                     Problem& problem) const override;
  const execute::ColumnSource* in_place() const override {
    const bool rows_column = std::any_of(cases_->columns.begin(), cases_->columns.end(),
                                         [](const auto& column) { return column == nullptr; });
    return rows_column || cases_->rows.valid != nullptr ? nullptr : this;
  }
  runtime::Batch shared() const override { return shared_; }
  Problem find_bad_value() const override;
  bool are_by_number(ir::DomainId domain) const override {
    const auto directory = directories_.find(domain);
    return directory != directories_.end() && directory->second.by_number;
  }
  std::string id_of(ir::DomainId domain, std::size_t row) const override;

  bool fetch(std::size_t column, std::size_t first, std::size_t count,
             std::byte* const* buffers) const override {
    return cases_->columns[column]->fetch(static_cast<std::int64_t>(first), count, buffers);
  }
  bool in_place(std::size_t column, std::size_t first, std::size_t count, execute::RangeCheck check,
                const std::byte** buffers) const override {
    const auto begin = static_cast<std::int64_t>(first);
    return cases_->columns[column]->in_place(begin, count, check, buffers);
  }

 private:
  bool open_table(const GivenTable& given, ir::DomainId domain, Problem& problem);
  bool read_ids(const Bound& table, Directory& directory, Problem& problem);
  bool bind_columns(Bound& bound, Problem& problem);
  std::unique_ptr<FactColumn> bind_fact(Bound& bound, const ir::Column& column, Problem& problem);
  bool bind_link(Bound& bound, ir::ColumnId column, std::size_t position, Problem& problem);
  bool fill_shared(Problem& problem);
  bool read_rows(const Bound& bound, const Stretches& stretches, runtime::Batch& batch,
                 Problem& problem) const;
  bool read_column(const Bound& bound, std::size_t position, const Stretches& stretches,
                   runtime::Table& table, Problem& problem) const;
  bool read_link(const Bound& bound, const BoundLink& link, const Stretches& stretches,
                 runtime::Batch& batch, Problem& problem) const;
  void add_empty_tables(runtime::Batch& batch) const;

  const ir::Module& module_;
  std::unique_ptr<Bound> cases_;
  std::map<ir::DomainId, std::unique_ptr<Bound>> referenced_;
  std::map<ir::DomainId, Directory> directories_;
  std::optional<View> case_ids_;
  runtime::Batch shared_;
};

// ---- what holds what ----

bool BoundTables::bind(std::span<const GivenTable> tables, Problem& problem) {
  for (std::size_t index = 0; index < module_.domains.size(); ++index) {
    const ir::Domain& domain = module_.domains[ir::DomainId(index)];
    if (domain.kind != ir::DomainKind::Referenced) continue;
    directories_[ir::DomainId(index)].entity = domain.entity;
  }
  for (const GivenTable& given : tables) {
    const auto twice = std::count_if(tables.begin(), tables.end(), [&](const GivenTable& other) {
      return other.name == given.name;
    });
    if (twice > 1) {
      return fail(problem, NANSEN_INVALID_ARGUMENT, fmt::format("table \"{}\"", given.name),
                  "it is given twice");
    }
    if (given.name.empty()) {
      if (!open_table(given, ir::DomainId(std::size_t{0}), problem)) return false;
      continue;
    }
    for (auto& [domain, directory] : directories_) {
      if (directory.entity != given.name) continue;
      if (!open_table(given, domain, problem)) return false;
    }
  }
  if (!cases_) {
    problem = {NANSEN_INVALID_ARGUMENT, "there is no table of cases; its name is \"\""};
    return false;
  }
  // Ids first: what refers to them may stand in any table.
  for (const auto& [domain, table] : referenced_) {
    if (!read_ids(*table, directories_[domain], problem)) return false;
  }
  for (const auto& [domain, table] : referenced_) {
    if (!bind_columns(*table, problem)) return false;
  }
  return bind_columns(*cases_, problem) && fill_shared(problem);
}

bool BoundTables::open_table(const GivenTable& given, ir::DomainId domain, Problem& problem) {
  const Place place =
      given.name.empty() ? Place("the table of cases") : fmt::format("table \"{}\"", given.name);
  const auto rows = view(given.schema, given.array, place, problem);
  if (!rows) return false;
  if (rows->type != Type::Struct) return fail_type(*rows, "a struct (+s)", place, problem);
  auto bound = std::make_unique<Bound>();
  bound->domain = domain;
  bound->rows = *rows;
  if (given.name.empty()) {
    const auto child = find_child(*rows, "id", place, problem);
    if (!child) return false;
    if (*child >= 0) {
      // Whatever else it is, it names no rows.
      Problem unread;
      case_ids_ = child_of(*rows, *child, place, unread);
    }
    cases_ = std::move(bound);
    return true;
  }
  bound->table = fmt::format("table \"{}\", ", given.name);
  if (rows->length > most_rows) {
    return fail(problem, NANSEN_BAD_VALUE, place,
                fmt::format("it has {} rows, and may have {}", rows->length, most_rows));
  }
  Directory& directory = directories_[domain];
  directory.given = true;
  directory.rows = rows->length;
  referenced_[domain] = std::move(bound);
  return true;
}

bool BoundTables::read_ids(const Bound& table, Directory& directory, Problem& problem) {
  const auto child = find_child(table.rows, "id", table.place("id"), problem);
  if (!child) return false;
  if (*child < 0) return true;
  const auto ids = child_of(table.rows, *child, table.place("id"), problem);
  if (!ids) return false;
  View texts = *ids;
  if (ids->dictionary) {
    const auto values = dictionary_of(*ids, table.place("id"), problem);
    if (!values) return false;
    texts = *values;
  }
  if (!texts.is_text()) {
    return fail_type(*ids, "utf8 (u, U) or a dictionary of it", table.place("id"), problem);
  }
  directory.has_ids = true;
  for (std::int64_t row = 0; row < ids->length; ++row) {
    if (!table.rows.is_valid(row) || !ids->is_valid(row)) {
      return table.fail_row("id", row, "it is null; each row has its own id", problem);
    }
    std::int64_t place = row;
    if (ids->dictionary) {
      place = ids->integer(row);
      if (place < 0 || place >= texts.length || !texts.is_valid(place)) {
        return table.fail_row("id", row, fmt::format("its dictionary has no value {}", place),
                              problem);
      }
    }
    const auto id = texts.text(place);
    if (!id) return table.fail_row("id", row, "its offsets go backwards", problem);
    if (!directory.rows_of.emplace(*id, static_cast<std::uint32_t>(row)).second) {
      return table.fail_row("id", row, "another row has the same id; each row has its own",
                            problem);
    }
    directory.ids.push_back(*id);
  }
  return true;
}

bool BoundTables::bind_columns(Bound& bound, Problem& problem) {
  for (std::size_t index = 0; index < module_.columns.size(); ++index) {
    const ir::ColumnId id(index);
    const ir::Column& column = module_.columns[id];
    if (column.domain != bound.domain) continue;
    const std::size_t position = bound.columns.size();
    bound.names.push_back(column.name);
    bound.columns.emplace_back();
    if (column.kind == ir::ColumnKind::Rows) {
      if (!bind_link(bound, id, position, problem)) return false;
      continue;
    }
    bound.columns[position] = bind_fact(bound, column, problem);
    if (!bound.columns[position]) return false;
  }
  return true;
}

std::unique_ptr<FactColumn> BoundTables::bind_fact(Bound& bound, const ir::Column& column,
                                                   Problem& problem) {
  const Place place = bound.place(column.name);
  const auto child = find_child(bound.rows, column.name, place, problem);
  if (!child) return nullptr;
  const bool is_set = column.kind == ir::ColumnKind::Set;
  if (is_set && *child >= 0 && !is_given_once(column, bound.rows, place, problem)) return nullptr;
  if (*child < 0) {
    const auto name_place = [&](const std::string& name) { return bound.place(name); };
    return is_set ? set_of_members(column, bound.rows, name_place, problem)
                  : unknown_column(column);
  }
  const auto found = child_of(bound.rows, *child, place, problem);
  if (!found) return nullptr;
  switch (column.kind) {
    case ir::ColumnKind::Boolean:
      return found->type == Type::Null ? unknown_column(column)
                                       : boolean_column(*found, place, problem);
    case ir::ColumnKind::Enumeration:
    case ir::ColumnKind::OrderedEnumeration: return code_column(column, *found, place, problem);
    case ir::ColumnKind::Set: return set_column(column, *found, place, problem);
    case ir::ColumnKind::Number: return number_column(column, *found, place, problem);
    case ir::ColumnKind::Reference:
      return reference_column(*found, directories_[column.target], place, problem);
    case ir::ColumnKind::Rows: break;
  }
  return nullptr;
}

bool BoundTables::bind_link(Bound& bound, ir::ColumnId column, std::size_t position,
                            Problem& problem) {
  const std::string& name = module_.columns[column].name;
  const Place place = bound.place(name);
  const auto child = find_child(bound.rows, name, place, problem);
  if (!child) return false;
  if (*child < 0) return true;
  const auto lists = child_of(bound.rows, *child, place, problem);
  if (!lists) return false;
  if (lists->type == Type::Null) return true;
  constexpr std::string_view wanted = "a list (+l, +L) of structs (+s)";
  if (!lists->is_list()) return fail_type(*lists, wanted, place, problem);
  const auto rows = child_of(*lists, 0, place + ", its rows", problem);
  if (!rows) return false;
  if (rows->type != Type::Struct) {
    return fail_type(*rows, "a struct (+s)", place + ", its rows", problem);
  }
  BoundLink link;
  link.position = position;
  link.lists = *lists;
  link.below = std::make_unique<Bound>();
  bound.links.push_back(std::move(link));
  Bound& below = *bound.links.back().below;
  below.domain = module_.columns[column].target;
  below.table = bound.table;
  below.path = bound.path + name + ".";
  below.rows = *rows;
  return bind_columns(below, problem);
}

/// Once nothing moves any more: where linked rows hang.
void hang(Bound& bound) {
  for (BoundLink& link : bound.links) {
    link.below->above = &bound;
    link.below->lists = &link.lists;
    hang(*link.below);
  }
}

bool BoundTables::fill_shared(Problem& problem) {
  hang(*cases_);
  for (const auto& [domain, table] : referenced_) {
    hang(*table);
    if (!read_rows(*table, {{0, table->rows.length}}, shared_, problem)) return false;
  }
  for (const auto& [domain, directory] : directories_) {
    auto& table = shared_.tables[static_cast<std::size_t>(domain.index)];
    if (table != nullptr) continue;
    table =
        std::make_shared<runtime::Table>(layout::shapes_of(module_, domain), directory.ids.size());
    table->resize(directory.ids.size());
  }
  // Linked rows of referenced tables that nothing lists.
  for (std::size_t index = 1; index < module_.domains.size(); ++index) {
    ir::DomainId root(index);
    while (module_.domains[root].kind == ir::DomainKind::Rows) root = module_.domains[root].parent;
    if (module_.domains[root].kind == ir::DomainKind::Root) continue;
    auto& table = shared_.tables[index];
    if (table == nullptr) {
      table = std::make_shared<runtime::Table>(layout::shapes_of(module_, ir::DomainId(index)), 0);
    }
  }
  return true;
}

// ---- reading ----

std::optional<runtime::Batch> BoundTables::read(std::size_t first, std::size_t count,
                                                Problem& problem) const {
  if (first > rows() || count > rows() - first) {
    problem = {NANSEN_INVALID_ARGUMENT, fmt::format("rows {} to {} are asked for, and there are {}",
                                                    first, first + count, rows())};
    return std::nullopt;
  }
  runtime::Batch batch = shared_;
  const Stretch all{static_cast<std::int64_t>(first), static_cast<std::int64_t>(count)};
  if (!read_rows(*cases_, {all}, batch, problem)) return std::nullopt;
  for (std::size_t index = 0; index < batch.tables.size(); ++index) {
    if (batch.tables[index] != nullptr) continue;
    batch.tables[index] =
        std::make_shared<runtime::Table>(layout::shapes_of(module_, ir::DomainId(index)), 0);
  }
  return batch;
}

bool BoundTables::read_rows(const Bound& bound, const Stretches& stretches, runtime::Batch& batch,
                            Problem& problem) const {
  const auto count = static_cast<std::size_t>(count_of(stretches));
  auto table = std::make_shared<runtime::Table>(layout::shapes_of(module_, bound.domain), count);
  table->resize(count);
  batch.tables[static_cast<std::size_t>(bound.domain.index)] = table;
  for (std::size_t position = 0; position < bound.columns.size(); ++position) {
    if (bound.columns[position] == nullptr) continue;
    if (!read_column(bound, position, stretches, *table, problem)) return false;
  }
  for (const BoundLink& link : bound.links) {
    if (!read_link(bound, link, stretches, batch, problem)) return false;
  }
  return true;
}

/// What a column's buffers hold of one entry: 0 iff bits.
std::size_t entry_bytes(const runtime::ColumnShape& shape, std::size_t buffer) {
  if (buffer == 0) return 0;
  switch (shape.kind) {
    case runtime::ColumnKind::Code:
    case runtime::ColumnKind::Number: return shape.width;
    case runtime::ColumnKind::Reference: return 4;
    default: return 0;
  }
}

/// Copies rows [0, count) of `from` to those of `to` from `first` on, whose bits are zero.
void append(const std::byte* from, std::size_t count, std::byte* to, std::size_t first,
            std::size_t entry) {
  if (entry > 0) {
    std::memcpy(to + first * entry, from, count * entry);
    return;
  }
  const auto* source = reinterpret_cast<const std::uint64_t*>(from);
  auto* words = reinterpret_cast<std::uint64_t*>(to);
  for (std::size_t word = 0; word * 64 < count; ++word) {
    const std::size_t row = first + 64 * word;
    words[row / 64] |= source[word] << (row % 64);
    const std::uint64_t high = row % 64 == 0 ? 0 : source[word] >> (64 - row % 64);
    if (high != 0) words[row / 64 + 1] |= high;
  }
}

/// Makes everything of row `row` unknown.
void forget(const runtime::ColumnShape& shape, std::byte* const* buffers, std::size_t row) {
  for (std::size_t buffer = 0; buffer < runtime::buffer_count(shape); ++buffer) {
    const std::size_t entry = entry_bytes(shape, buffer);
    if (entry > 0) {
      std::memset(buffers[buffer] + row * entry, 0, entry);
    } else {
      reinterpret_cast<std::uint64_t*>(buffers[buffer])[row / 64] &=
          ~(std::uint64_t{1} << (row % 64));
    }
  }
}

bool BoundTables::read_column(const Bound& bound, std::size_t position, const Stretches& stretches,
                              runtime::Table& table, Problem& problem) const {
  const FactColumn& column = *bound.columns[position];
  const runtime::ColumnShape& shape = table.shapes()[position];
  const std::size_t buffers = runtime::buffer_count(shape);
  std::vector<std::byte*> into;
  for (std::size_t buffer = 0; buffer < buffers; ++buffer) {
    into.push_back(table.buffer(position, buffer));
  }
  const auto fetch = [&](const Stretch& stretch, std::byte* const* where) {
    const auto count = static_cast<std::size_t>(stretch.count);
    if (count == 0) return true;
    const bool good = column.fetch(stretch.begin, count, where);
    if (good && bound.rows.valid == nullptr) return true;
    for (std::int64_t row = 0; row < stretch.count; ++row) {
      // What lies under a row that is null as a whole may be anything.
      if (!bound.rows.is_valid(stretch.begin + row)) {
        forget(shape, where, static_cast<std::size_t>(row));
      } else if (!good) {
        const auto fault = column.fault_at(stretch.begin + row);
        if (!fault) continue;
        return bound.fail_row(bound.names[position], stretch.begin + row, *fault, problem);
      }
    }
    return true;
  };
  if (stretches.size() == 1) return fetch(stretches[0], into.data());
  std::vector<std::vector<std::uint64_t>> memory(buffers);
  std::size_t first = 0;
  for (const Stretch& stretch : stretches) {
    const std::size_t count = static_cast<std::size_t>(stretch.count);
    const std::size_t blocks = (count + runtime::block_rows - 1) / runtime::block_rows;
    std::vector<std::byte*> where;
    for (std::size_t buffer = 0; buffer < buffers; ++buffer) {
      const std::size_t entry = entry_bytes(shape, buffer);
      const std::size_t words = blocks * runtime::block_words * std::max<std::size_t>(8 * entry, 1);
      if (memory[buffer].size() < words) memory[buffer].resize(words);
      where.push_back(reinterpret_cast<std::byte*>(memory[buffer].data()));
    }
    if (!fetch(stretch, where.data())) return false;
    for (std::size_t buffer = 0; buffer < buffers; ++buffer) {
      append(where[buffer], count, into[buffer], first, entry_bytes(shape, buffer));
    }
    first += count;
  }
  return true;
}

bool BoundTables::read_link(const Bound& bound, const BoundLink& link, const Stretches& stretches,
                            runtime::Batch& batch, Problem& problem) const {
  runtime::Table& table = *batch.tables[static_cast<std::size_t>(bound.domain.index)];
  const std::string& name = bound.names[link.position];
  Stretches below;
  std::int64_t total = 0;
  std::size_t row = 0;
  for (const Stretch& stretch : stretches) {
    for (std::int64_t at = stretch.begin; at < stretch.begin + stretch.count; ++at, ++row) {
      const bool known = bound.rows.is_valid(at) && link.lists.is_valid(at);
      if (known) {
        const std::int64_t begin = link.lists.offset(at);
        const std::int64_t end = link.lists.offset(at + 1);
        if (begin < 0 || end < begin || end > link.below->rows.length) {
          return bound.fail_row(name, at,
                                fmt::format("its list goes from {} to {}, and there are {} rows",
                                            begin, end, link.below->rows.length),
                                problem);
        }
        total += end - begin;
        if (total > most_rows) {
          return bound.fail_row(name, at, fmt::format("there are more than {} rows", most_rows),
                                problem);
        }
        const bool joins = !below.empty() && below.back().begin + below.back().count == begin;
        if (joins) {
          below.back().count += end - begin;
        } else if (end > begin) {
          below.push_back({begin, end - begin});
        }
        table.set_rows_known(row, link.position);
      }
      table.set_rows_end(row, link.position, static_cast<std::uint32_t>(total));
    }
  }
  return read_rows(*link.below, below, batch, problem);
}

// ---- what to say ----

Problem BoundTables::find_bad_value() const {
  constexpr std::int64_t piece = 4096;
  std::int64_t first_bad = cases_->rows.length;
  Problem problem;
  for (std::size_t position = 0; position < cases_->columns.size(); ++position) {
    const FactColumn* column = cases_->columns[position].get();
    if (column == nullptr) continue;
    runtime::Table table({layout::shapes_of(module_, cases_->domain)[position]}, piece);
    std::vector<std::byte*> buffers;
    for (std::size_t buffer = 0; buffer < runtime::buffer_count(table.shapes()[0]); ++buffer) {
      buffers.push_back(table.buffer(0, buffer));
    }
    for (std::int64_t begin = 0; begin < first_bad; begin += piece) {
      const std::int64_t count = std::min(piece, first_bad - begin);
      if (column->fetch(begin, static_cast<std::size_t>(count), buffers.data())) continue;
      for (std::int64_t row = begin; row < begin + count; ++row) {
        const auto fault = column->fault_at(row);
        if (!fault) continue;
        cases_->fail_row(cases_->names[position], row, *fault, problem);
        first_bad = row;
        break;
      }
    }
  }
  if (problem.status == NANSEN_OK) {
    problem = {NANSEN_INTERNAL, "a value was refused, and none is wrong"};
  }
  return problem;
}

std::string BoundTables::id_of(ir::DomainId domain, std::size_t row) const {
  const auto directory = directories_.find(domain);
  if (directory != directories_.end()) {
    const auto& ids = directory->second.ids;
    return row < ids.size() ? std::string(ids[row]) : std::string();
  }
  const auto at = static_cast<std::int64_t>(row);
  if (domain != cases_->domain || !case_ids_ || at >= case_ids_->length) return {};
  if (case_ids_->type == Type::Null || !case_ids_->is_valid(at)) return {};
  if (case_ids_->is_text()) return std::string(case_ids_->text(at).value_or(""));
  if (case_ids_->type != Type::Whole) return {};
  const std::int64_t number = case_ids_->integer(at);
  if (!case_ids_->dictionary) return std::to_string(number);
  Problem unread;
  const auto values = dictionary_of(*case_ids_, {}, unread);
  if (!values || !values->is_text() || number < 0 || number >= values->length) return {};
  if (!values->is_valid(number)) return {};
  return std::string(values->text(number).value_or(""));
}

}  // namespace

std::unique_ptr<Tables> Tables::open(const ir::Module& module, std::span<const GivenTable> tables,
                                     Problem& problem) {
  auto bound = std::make_unique<BoundTables>(module);
  if (!bound->bind(tables, problem)) return nullptr;
  return bound;
}

}  // namespace nansen::arrow
