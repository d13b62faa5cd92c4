// A row and all that belongs to it: cells into columns, then the rows of each linked table that
// name it. What names no row is found when the tables come apart.
#include "compiler/cases/rows.h"

#include <algorithm>

#include "compiler/cases/parquet.h"
#include "compiler/layout/layout.h"

namespace nansen::cases {
namespace {

// Linked rows in one batch, so that a batch's memory is bounded whatever the tables hold.
constexpr std::size_t enough_linked_rows = std::size_t{1} << 22;

/// True iff a file is given for `name` or for a table below it.
bool has_files(const TableContext& context, const std::string& name) {
  if (context.files.contains(name)) return true;
  const auto below = context.files.lower_bound(name + ".");
  return below != context.files.end() && below->first.starts_with(name + ".");
}

/// Of the lines after line `after` of the file at `path` on which each of `columns` holds the text
/// beside it the one with the number `which`, from 1; nothing iff there are fewer.
std::optional<std::uint64_t> line_of(
    const std::string& path, const std::vector<std::pair<std::size_t, std::string>>& columns,
    std::uint64_t after = 0, std::uint64_t which = 1) {
  TableFault fault;
  auto source = open_table(path, fault);
  if (!source) return std::nullopt;
  runtime::CsvScanner scanner(std::move(source));
  while (scanner.next()) {
    const auto cells = scanner.cells();
    const bool same = std::all_of(columns.begin(), columns.end(), [&](const auto& wanted) {
      return wanted.first < cells.size() && cells[wanted.first] == wanted.second;
    });
    if (same && scanner.line() > after && --which == 0) return scanner.line();
  }
  return std::nullopt;
}

/// The number of a row that `id` is where rows have no ids of their own; nothing where it is none.
std::optional<std::uint64_t> row_number(std::string_view id) {
  const std::optional<std::int64_t> number = parse_whole(id);
  if (!number || *number < 1 || std::to_string(*number) != id) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

}  // namespace

std::string suggest_id(const Directory& directory, std::string_view id) {
  // Beyond this many the guess would take longer than it is worth.
  constexpr std::size_t enough = 10'000;
  std::vector<std::string> ids;
  for (const auto& [known, row] : directory.rows) {
    if (ids.size() == enough) return {};
    ids.push_back(known);
  }
  std::sort(ids.begin(), ids.end());
  return did_you_mean(id, ids);
}

void Directory::begin_batch(runtime::Table* batch_table) {
  rows.clear();
  ids = std::make_shared<TextList>();
  table = batch_table;
  for (const std::string& id : lasting) add(id);
}

std::optional<std::uint32_t> Directory::find(std::string_view id) {
  const auto found = rows.find(id);
  if (found != rows.end()) return found->second;
  if (given && !open) return std::nullopt;
  return add(id);
}

std::optional<std::uint32_t> Directory::add(std::string_view id) {
  const auto row = static_cast<std::uint32_t>(rows.size());
  if (!rows.emplace(std::string(id), row).second) return std::nullopt;
  ids->add(id);
  if (table != nullptr) table->add_row();
  return row;
}

Directory& TableContext::directory(program::EntityId entity) {
  std::unique_ptr<Directory>& directory = directories[entity];
  if (!directory) {
    directory = std::make_unique<Directory>();
    directory->entity = program.entities[entity].name;
    directory->domain = domain_of(program, module, referenced_table(program, entity));
    directory->given = files.contains(directory->entity);
    directory->open = directory->given && options.contains(directory->entity);
  }
  return *directory;
}

std::unique_ptr<RowReader> RowReader::open(TableContext& context, const TableSchema& schema) {
  const ir::DomainId domain = domain_of(context.program, context.module, schema);
  std::unique_ptr<RowReader> reader(new RowReader(context, schema, domain));
  const auto file = context.files.find(schema.name);
  if (file != context.files.end()) {
    reader->input_ = TableInput::open(context.program, schema, file->second,
                                      context.options_of(schema.name), context.budget);
    if (!reader->input_) return nullptr;
    reader->prepare_cells();
  }
  if (!reader->open_links()) return nullptr;
  if (schema.kind == TableKind::Linked && reader->input_) reader->advance();
  return reader;
}

void RowReader::prepare_cells() {
  id_column_ = input_->find(ColumnUse::Id);
  for (std::size_t key = 0; key < schema_.keys.size(); ++key) {
    key_columns_.push_back(*input_->find(ColumnUse::Key, key));
  }
  for (std::size_t column = 0; column < input_->columns().size(); ++column) {
    const FileColumn& named = input_->columns()[column];
    if (named.use != ColumnUse::Fact) continue;
    const program::Fact& fact = context_.program.facts[named.fact];
    Cells cells;
    cells.column = column;
    cells.fact = named.fact;
    const ir::ColumnId stored =
        domain_.valid() ? column_of(context_.module, domain_, fact.name) : ir::ColumnId();
    if (stored.valid()) {
      cells.position = layout::position_of(context_.module, stored);
      cells.greatest =
          layout::position_of(context_.module, greatest_column(context_.module, stored));
    }
    if (fact.type.kind == program::TypeKind::Reference) {
      cells.directory = &context_.directory(fact.type.entity);
      references_.push_back(cells_.size());
    } else {
      cells.values = std::make_unique<FactCells>(context_.program, fact);
      if (fact.type.kind != program::TypeKind::Boolean) {
        values_.push_back(cells_.size());
      } else if (cells.position) {
        truths_.add_stored(column, *cells.position);
      } else {
        truths_.add_checked(column);
      }
    }
    cells_.push_back(std::move(cells));
  }
}

// A reader for every link that is stored, listed in a file, or counted in this table.
bool RowReader::open_links() {
  bool good = true;
  for (const program::FactId id : context_.program.entities[schema_.entity].facts) {
    const program::Fact& fact = context_.program.facts[id];
    if (fact.type.kind != program::TypeKind::Rows) continue;
    Link link;
    link.fact = id;
    if (domain_.valid()) {
      const ir::ColumnId stored = column_of(context_.module, domain_, fact.name);
      if (stored.valid()) link.position = layout::position_of(context_.module, stored);
    }
    if (input_) {
      for (std::size_t column = 0; column < input_->columns().size(); ++column) {
        const FileColumn& named = input_->columns()[column];
        if (named.use == ColumnUse::Count && named.fact == id) link.count_column = column;
      }
    }
    const TableSchema linked = linked_table(context_.program, schema_, id);
    const bool listed = has_files(context_, linked.name);
    if (!link.position && !link.count_column && !listed) continue;
    if (listed && !input_) {
      const std::string above = schema_.name;
      context_.budget.emitter().emit(Code::MissingParentTable, CommandLocation{}, linked.name,
                                     above);
      good = false;
      continue;
    }
    link.reader = open(context_, linked);
    if (!link.reader) {
      good = false;
      continue;
    }
    has_linked_files_ = has_linked_files_ || link.reader->input_ != nullptr;
    links_.push_back(std::move(link));
  }
  if (good && has_linked_files_ && schema_.kind == TableKind::Main && !id_column_) {
    context_.budget.emitter().emit(Code::MissingColumn, input_->at_row(), id_column,
                                   "linked tables name the case they belong to by its id");
    good = false;
  }
  return good;
}

bool RowReader::full() const {
  return std::any_of(links_.begin(), links_.end(), [](const Link& link) {
    return link.reader->rows_ >= enough_linked_rows || link.reader->full();
  });
}

void RowReader::bind(const std::vector<std::shared_ptr<runtime::Table>>& tables) {
  table_ = domain_.valid() ? tables[static_cast<std::size_t>(domain_.index)].get() : nullptr;
  rows_ = 0;
  if (table_ != nullptr) {
    table_->resize(table_->capacity());
    rebind();
  }
  for (Link& link : links_) link.reader->bind(tables);
}

// The buffers move when the table grows.
void RowReader::rebind() {
  capacity_ = table_->capacity();
  truths_.bind(*table_);
  for (Cells& cells : cells_) {
    if (!cells.values || !cells.position) continue;
    cells.values->bind(*table_, *cells.position, cells.greatest);
  }
}

void RowReader::finish() {
  if (table_ != nullptr) table_->resize(rows_);
  for (Link& link : links_) link.reader->finish();
}

void RowReader::add_ranges_left_out(std::set<program::FactId>& facts) const {
  for (const Cells& cells : cells_) {
    if (cells.values && cells.values->range_left_out()) facts.insert(cells.fact);
  }
  for (const Link& link : links_) link.reader->add_ranges_left_out(facts);
}

std::size_t RowReader::begin_row() {
  if (table_ != nullptr && rows_ == capacity_) {
    table_->resize(2 * capacity_);
    table_->resize(table_->capacity());
    rebind();
  }
  return rows_++;
}

void RowReader::add_row(std::string_view id, std::vector<std::string_view>& owners) {
  const std::size_t row = begin_row();
  read_cells(row);
  if (links_.empty()) return;
  owners.push_back(id);
  for (Link& link : links_) add_linked_rows(link, row, owners);
  owners.pop_back();
}

// Kind by kind, as that is quickest. Where something is wrong all is read again in the order of the
// columns, so that this is the order in which it is told.
void RowReader::read_cells(std::size_t row) {
  if (cells_.empty()) return;
  const std::span<const std::string_view> cells = input_->cells();
  bool good = truths_.read(cells, row);
  for (const std::size_t index : values_) {
    const std::string_view cell = cells[cells_[index].column];
    good = (cell.empty() || cells_[index].values->read(cell, row)) && good;
  }
  if (!good) {
    for (Cells& each : cells_) read_cell(each, row);
    return;
  }
  for (const std::size_t index : references_) read_cell(cells_[index], row);
}

void RowReader::read_cell(Cells& cells, std::size_t row) {
  const std::string_view cell = input_->cells()[cells.column];
  if (cell.empty()) return;
  if (cells.directory != nullptr) {
    read_reference(cells, cell, row);
  } else if (!cells.values->read(cell, row)) {
    context_.budget.emitter().emit(cells.values->explain(cell, input_->at(cells.column)));
  }
}

void RowReader::read_reference(const Cells& cells, std::string_view cell, std::size_t row) {
  if (!cells.position && !cells.directory->given) return;
  if (context_.open_references != nullptr) {
    context_.open_references->push_back({cells.directory, cells.position ? table_ : nullptr, row,
                                         cells.position.value_or(0), std::string(cell),
                                         input_->at(cells.column)});
    return;
  }
  const std::optional<std::uint32_t> target = cells.directory->find(cell);
  if (!target) {
    context_.budget.emitter().emit(Code::UnknownRow, input_->at(cells.column), cell,
                                   cells.directory->entity, suggest_id(*cells.directory, cell));
  } else if (cells.position) {
    table_->set_reference(row, *cells.position, *target);
  }
}

// A row that is known to be there, and nothing else of it.
void RowReader::add_unknown_row() {
  const std::size_t row = begin_row();
  for (Link& link : links_) {
    if (!link.position) continue;
    table_->set_rows_end(row, *link.position, static_cast<std::uint32_t>(link.reader->rows_));
  }
}

void RowReader::add_linked_rows(Link& link, std::size_t row,
                                std::vector<std::string_view>& owners) {
  RowReader& linked = *link.reader;
  const std::optional<std::uint64_t> stated = stated_count(link);
  bool known = stated.has_value();
  if (linked.input_) {
    const std::uint64_t listed = linked.take(owners);
    if (stated && *stated != listed && !linked.is_stuck(*this) &&
        !linked.comes_later(owners, *this)) {
      context_.budget.emitter().emit(Code::CountMismatch, input_->at(*link.count_column), *stated,
                                     context_.program.facts[link.fact].name, listed,
                                     linked.input_->path());
    }
    if (!link.count_column) known = listed > 0;
    known = known && !linked.closed_;
  } else {
    for (std::uint64_t count = stated.value_or(0); count > 0; --count) linked.add_unknown_row();
  }
  if (!link.position) return;
  table_->set_rows_end(row, *link.position, static_cast<std::uint32_t>(linked.rows_));
  if (known) table_->set_rows_known(row, *link.position);
}

// How many rows this table says the row has; nothing where it does not say, or says it wrongly.
std::optional<std::uint64_t> RowReader::stated_count(const Link& link) {
  if (!link.count_column) return std::nullopt;
  const std::string_view cell = input_->cells()[*link.count_column];
  if (cell.empty()) return std::nullopt;
  const std::optional<std::int64_t> count = parse_whole(cell);
  const std::string& name = context_.program.facts[link.fact].name;
  if (!count) {
    context_.budget.emitter().emit(Code::NotANumber, input_->at(*link.count_column), cell,
                                   "a number of rows", "write how many there are; 0 for none");
    return std::nullopt;
  }
  if (*count < 0 || *count > greatest_row_count) {
    context_.budget.emitter().emit(Code::ValueOutOfRange, input_->at(*link.count_column), cell,
                                   name, 0, greatest_row_count);
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(*count);
}

// Adds the rows of this linked table that belong to `owners`, and says how many.
std::uint64_t RowReader::take(std::vector<std::string_view>& owners) {
  std::uint64_t count = 0;
  std::set<std::string, std::less<>> seen;
  while (pending_ && belongs_to(owners)) {
    if (count++ == greatest_row_count) {
      context_.budget.emitter().emit(Code::TooManyLinkedRows, input_->at(key_columns_.back()),
                                     greatest_row_count, schema_.name);
    }
    if (count <= greatest_row_count) {
      add_row(has_linked_files_ ? own_id(count, seen) : std::string_view(), owners);
    }
    advance();
  }
  return count;
}

bool RowReader::belongs_to(const std::vector<std::string_view>& owners) const {
  const auto cells = input_->cells();
  for (std::size_t key = 0; key < key_columns_.size(); ++key) {
    if (cells[key_columns_[key]] != owners[key]) return false;
  }
  return true;
}

// What the tables below call the row: its id, or its number among the rows of its owner.
std::string_view RowReader::own_id(std::uint64_t number, std::set<std::string, std::less<>>& seen) {
  if (!id_column_) {
    number_ = std::to_string(number);
    return number_;
  }
  const std::string_view id = input_->cells()[*id_column_];
  Emitter& emitter = context_.budget.emitter();
  if (id.empty()) {
    emitter.emit(Code::EmptyId, input_->at(*id_column_), id_column);
  } else if (!seen.emplace(id).second) {
    emitter.emit(Code::DuplicateId, input_->at(*id_column_), id,
                 "rows of other tables could belong to either; give each its own id");
  }
  return id;
}

void RowReader::advance() {
  pending_ = input_->next();
  looked_up_ = false;
}

void RowReader::report_leftovers() {
  // The rows of a row that had to be passed over are left over for no fault of their own.
  if (input_ && input_->passed_over() > 0) return;
  for (Link& link : links_) {
    link.reader->is_stuck(*this);
    link.reader->report_leftovers();
  }
}

// True iff the rows of the owner that this linked table stands at cannot come any more: it has been
// passed, or there is none. Says so, once.
bool RowReader::is_stuck(const RowReader& above) {
  if (closed_) return true;
  if (!pending_ || looked_up_) return false;
  std::vector<std::pair<std::size_t, std::string>> wanted;
  for (std::size_t key = 0; key < key_columns_.size(); ++key) {
    const bool last = key + 1 == key_columns_.size();
    const std::optional<std::size_t> column =
        last ? above.id_column_ : std::optional(above.key_columns_[key]);
    if (column) wanted.emplace_back(*column, input_->cells()[key_columns_[key]]);
  }
  const std::string id(input_->cells()[key_columns_.back()]);
  const std::string& path = above.input_->path();
  const std::optional<std::uint64_t> which = above.id_column_ ? 1 : row_number(id);
  // A pipe cannot be read again; all that is certain then is that no further row has the id.
  std::optional<std::uint64_t> line;
  if (which && above.input_->scanner().bytes_total() > 0) line = line_of(path, wanted, 0, *which);
  if (line && *line > above.input_->scanner().line()) {
    looked_up_ = true;
    return false;
  }
  Emitter& emitter = context_.budget.emitter();
  const TableLocation place = input_->at(key_columns_.back());
  if (id.empty()) {
    emitter.emit(Code::EmptyId, place, schema_.keys.back());
  } else if (line) {
    emitter.emit(Code::RowsOutOfOrder, place, id, path, *line);
  } else {
    emitter.emit(Code::UnknownCase, place, id, path);
  }
  closed_ = true;
  pending_ = false;
  return true;
}

// True iff rows of `owners` stand further on in this linked table, behind rows of others. Says so.
// As it reads the table again, it looks at the first owner that lacks rows only.
bool RowReader::comes_later(const std::vector<std::string_view>& owners, const RowReader& above) {
  if (!pending_ || looked_ahead_ || input_->scanner().bytes_total() == 0) return false;
  looked_ahead_ = true;
  std::vector<std::pair<std::size_t, std::string>> wanted;
  for (std::size_t key = 0; key < key_columns_.size(); ++key) {
    wanted.emplace_back(key_columns_[key], owners[key]);
  }
  const std::optional<std::uint64_t> line =
      line_of(input_->path(), wanted, input_->scanner().line());
  if (!line) return false;
  TableLocation place = input_->at(key_columns_.back());
  place.row = *line;
  context_.budget.emitter().emit(Code::RowsOutOfOrder, place, owners[key_columns_.size() - 1],
                                 above.input_->path(), above.input_->scanner().line());
  closed_ = true;
  pending_ = false;
  return true;
}

}  // namespace nansen::cases
