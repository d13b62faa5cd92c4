// Headers against schemas, and the passing over of faulty rows.
#include "compiler/cases/input.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/utf8.h"
#include "compiler/cases/parquet.h"

namespace nansen::cases {
namespace {

using runtime::CsvFault;

/// What separates the cells of a header that has no comma, in words; empty iff it looks right.
std::string_view other_separator(std::string_view header) {
  if (header.find(';') != std::string_view::npos) return "semicolons";
  if (header.find('\t') != std::string_view::npos) return "tabs";
  return {};
}

}  // namespace

std::unique_ptr<TableInput> TableInput::open(const program::Program& program,
                                             const TableSchema& schema, const std::string& path,
                                             const TableOptions* options, ErrorBudget& budget) {
  TableFault fault;
  auto source = open_table(path, fault);
  if (!source) {
    budget.emitter().emit(fault.code, FileLocation{path}, path, fault.reason);
    return nullptr;
  }
  std::unique_ptr<TableInput> input(new TableInput(path, std::move(source), options, budget));
  if (!input->read_header(program, schema)) return nullptr;
  return input;
}

std::optional<std::size_t> TableInput::find(ColumnUse use, std::size_t index) const {
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (columns_[column].use == use && columns_[column].index == index) return column;
  }
  return std::nullopt;
}

TableLocation TableInput::at(std::size_t column) const {
  TableLocation location{path_, scanner_.line(), static_cast<std::uint32_t>(column + 1), {}};
  if (column < columns_.size()) location.column_name = columns_[column].name;
  return location;
}

TableLocation TableInput::at_row() const { return {path_, scanner_.line(), 0, {}}; }

bool TableInput::read_header(const program::Program& program, const TableSchema& schema) {
  if (!scanner_.next() || scanner_.blank()) {
    emitter_.emit(Code::TableWithoutHeader, FileLocation{path_});
    return false;
  }
  if (!sound()) return false;
  const auto names = scanner_.cells();
  if (names.size() == 1 && !other_separator(names[0]).empty()) {
    emitter_.emit(Code::WrongSeparator, at_row(), other_separator(names[0]));
    return false;
  }
  if (options_ != nullptr)
    return choose_columns(program, schema, names) && choose_year(program, schema);
  for (std::size_t column = 0; column < names.size(); ++column) {
    columns_.push_back(resolve(program, schema, names[column], column));
  }
  return require_columns(schema);
}

// Of a table that was not made for the vocabulary: the columns that are wanted, whatever their
// headers. False iff one that was named is not there, or a row could not be told whose it is.
bool TableInput::choose_columns(const program::Program& program, const TableSchema& schema,
                                std::span<const std::string_view> headers) {
  for (const std::string_view header : headers) {
    columns_.push_back({.name = std::string(header)});
  }
  bool good = true;
  std::set<std::string, std::less<>> unused;
  for (const auto& [name, header] : options_->headers) unused.insert(name);
  const auto choose = [&](std::string_view name, FileColumn use) {
    const auto renamed = options_->headers.find(std::string(name));
    const bool named = renamed != options_->headers.end();
    const std::string_view header = named ? std::string_view(renamed->second) : name;
    if (named) unused.erase(renamed->first);
    const auto found = std::find(headers.begin(), headers.end(), header);
    if (found == headers.end()) {
      if (!named) return false;
      const std::vector<std::string> known(headers.begin(), headers.end());
      const std::string near = nearest(header, known);
      emitter_.emit(Code::MissingColumn, at_row(), header,
                    near.empty() ? "write the header as it stands in the file: --column NAME=HEADER"
                                 : fmt::format("did you mean \"{}\"?", near));
      return good = false;
    }
    const auto column = static_cast<std::size_t>(found - headers.begin());
    const bool twice = std::find(found + 1, headers.end(), header) != headers.end();
    if (twice || columns_[column].use != ColumnUse::Ignored) {
      emitter_.emit(Code::DuplicateColumn, at(column), header);
      return good = false;
    }
    use.name = columns_[column].name;
    columns_[column] = std::move(use);
    return true;
  };
  for (const program::FactId fact : program.entities[schema.entity].facts) {
    const bool rows = program.facts[fact].type.kind == program::TypeKind::Rows;
    choose(program.facts[fact].name,
           {.use = rows ? ColumnUse::Count : ColumnUse::Fact, .fact = fact});
  }
  const bool has_id = choose(id_column, {.use = ColumnUse::Id}) ||
                      (options_->states && choose(state_column, {.use = ColumnUse::Id}));
  if ((options_->year || !options_->states) && !find_fact(program, schema.entity, year_column)) {
    choose(year_column, {.use = ColumnUse::Year});
  }
  const bool has_scenario =
      options_->scenarios && choose(scenario_column, {.use = ColumnUse::Scenario});
  for (const std::string& name : unused) {
    const program::Entity& entity = program.entities[schema.entity];
    std::vector<std::string> known{std::string(id_column)};
    for (const program::FactId id : entity.facts) known.push_back(program.facts[id].name);
    emitter_.emit(Code::UnknownColumn, CommandLocation{}, name, entity.name,
                  did_you_mean(name, known));
    good = false;
  }
  if (!good) return false;
  if (options_->states && !has_id) {
    emitter_.emit(Code::MissingColumn, at_row(), state_column,
                  "give each row the name of its State, or say which column has it: --column "
                  "state=HEADER");
    return false;
  }
  if (options_->scenarios && !has_scenario) {
    emitter_.emit(Code::ScenarioColumn, FileLocation{path_}, path_);
    return false;
  }
  return true;
}

// Finds the column by which rows of one year are taken.
bool TableInput::choose_year(const program::Program& program, const TableSchema& schema) {
  if (!options_->year) {
    if (!options_->states && schema.kind == TableKind::Main) all_years_ = find(ColumnUse::Year);
    return true;
  }
  year_ = std::to_string(*options_->year);
  year_column_ = find(ColumnUse::Year);
  for (std::size_t column = 0; options_->states && column < columns_.size(); ++column) {
    // Of a State in a year, the year is a fact.
    const FileColumn& entry = columns_[column];
    if (entry.use != ColumnUse::Fact || program.facts[entry.fact].name != year_column) continue;
    year_column_ = column;
  }
  if (year_column_ || !options_->states || schema.kind == TableKind::Referenced) return true;
  emitter_.emit(Code::NoYearColumn, FileLocation{path_}, path_);
  return false;
}

// The use of the column called `name`; columns_ holds those before it.
FileColumn TableInput::resolve(const program::Program& program, const TableSchema& schema,
                               std::string_view name, std::size_t column) {
  FileColumn result;
  result.name = std::string(name);
  const bool twice = std::any_of(columns_.begin(), columns_.end(),
                                 [&](const FileColumn& other) { return other.name == name; });
  TableLocation location = at(column);
  location.column_name = result.name;
  if (twice) {
    emitter_.emit(Code::DuplicateColumn, std::move(location), name);
    return result;
  }
  const auto key = std::find(schema.keys.begin(), schema.keys.end(), name);
  const std::optional<program::FactId> fact = find_fact(program, schema.entity, name);
  if (key != schema.keys.end()) {
    // The vocabulary cannot know in which tables its entity will stand; `id` and `weight` it
    // refuses.
    if (fact) emitter_.emit(Code::ReservedColumn, std::move(location), name);
    result.use = ColumnUse::Key;
    result.index = static_cast<std::size_t>(key - schema.keys.begin());
  } else if (name == id_column) {
    result.use = ColumnUse::Id;
  } else if (name == weight_column && schema.kind == TableKind::Main) {
    result.use = ColumnUse::Weight;
  } else if (fact) {
    const bool rows = program.facts[*fact].type.kind == program::TypeKind::Rows;
    result.use = rows ? ColumnUse::Count : ColumnUse::Fact;
    result.fact = *fact;
  } else {
    const program::Entity& entity = program.entities[schema.entity];
    std::vector<std::string> known(schema.keys);
    known.emplace_back(id_column);
    if (schema.kind == TableKind::Main) known.emplace_back(weight_column);
    for (const program::FactId id : entity.facts) known.push_back(program.facts[id].name);
    emitter_.emit(Code::UnknownColumn, std::move(location), name, entity.name,
                  did_you_mean(name, known));
  }
  return result;
}

// False iff a row could not be told whose it is.
bool TableInput::require_columns(const TableSchema& schema) {
  for (std::size_t key = 0; key < schema.keys.size(); ++key) {
    if (find(ColumnUse::Key, key)) continue;
    const std::string help =
        key + 1 == schema.keys.size()
            ? fmt::format("give each row the id of the row it belongs to, in a column \"{}\"",
                          schema.keys[key])
            : fmt::format("the columns {} say whose row it is", fmt::join(schema.keys, ", "));
    emitter_.emit(Code::MissingColumn, at_row(), schema.keys[key], help);
    return false;
  }
  if (schema.kind == TableKind::Referenced && !find(ColumnUse::Id)) {
    emitter_.emit(Code::MissingColumn, at_row(), id_column,
                  "give each row an id; columns that refer to the row hold it");
    return false;
  }
  return true;
}

bool TableInput::next() {
  while (next_row()) {
    if (!year_column_) {
      if (all_years_) look_at_year();
      return true;
    }
    const std::string_view year = cells()[*year_column_];
    if (year == year_) return year_met_ = true;
    // Enough to say from when to when the table reaches.
    if (other_years_.size() < 1000) other_years_.emplace(year);
  }
  if (year_column_ && !year_met_ && !other_years_.empty() && options_->states) {
    const std::string reach =
        other_years_.size() == 1
            ? fmt::format(", only of {}", *other_years_.begin())
            : fmt::format("; they are of {} to {}", *other_years_.begin(), *other_years_.rbegin());
    emitter_.emit(Code::NoSuchYear, FileLocation{path_}, path_, year_, reach);
    year_met_ = true;
  }
  return false;
}

// Figures of several years must not be summed up unnoticed.
void TableInput::look_at_year() {
  const std::string_view year = cells()[*all_years_];
  if (year.empty()) return;
  if (first_year_.empty()) first_year_ = year;
  if (year == first_year_) return;
  Diagnostic diagnostic =
      make_diagnostic(Code::StateTwice, at(*all_years_), std::string_view(), path_);
  diagnostic.message = fmt::format(
      "\"{}\" has rows of several years, {} and {}, and none is chosen", path_, first_year_, year);
  diagnostic.help = fmt::format(
      "choose a year: --year YEAR; where all are meant, leave the column \"{}\" out, or declare it "
      "as a fact",
      year_column);
  emitter_.emit(std::move(diagnostic));
  all_years_.reset();
}

// The next row of any year.
bool TableInput::next_row() {
  // Empty lines at the end of a file are nothing; before a row they are rows that lack cells.
  std::optional<TableLocation> blank;
  while (!budget_.spent() && scanner_.next()) {
    // Spreadsheets write empty rows as rows of empty cells.
    if (options_ != nullptr && is_empty()) continue;
    if (scanner_.blank()) {
      if (!blank) blank = at_row();
      continue;
    }
    if (blank) {
      ++passed_over_;
      emitter_.emit(Code::ShortRow, std::move(*blank), 0, columns_.size());
      blank.reset();
    }
    const std::size_t count = scanner_.cells().size();
    const bool whole = sound();
    if (whole && count == columns_.size()) return true;
    ++passed_over_;
    if (!whole) continue;
    emitter_.emit(count < columns_.size() ? Code::ShortRow : Code::LongRow, at_row(), count,
                  columns_.size());
  }
  return false;
}

bool TableInput::is_empty() const {
  const auto cells = scanner_.cells();
  return scanner_.fault() == CsvFault::None && cells.size() > 1 &&
         std::all_of(cells.begin(), cells.end(),
                     [](std::string_view cell) { return cell.empty(); });
}

// True iff the record has no fault and is text.
bool TableInput::sound() {
  const std::size_t cell = scanner_.fault_cell();
  switch (scanner_.fault()) {
    case CsvFault::None: return scanner_.plain() || is_text();
    case CsvFault::UnterminatedQuote: emitter_.emit(Code::UnterminatedCell, at(cell)); break;
    case CsvFault::TextAfterQuote: emitter_.emit(Code::TextAfterQuotation, at(cell)); break;
    case CsvFault::QuoteInCell: emitter_.emit(Code::QuotationInCell, at(cell)); break;
    case CsvFault::RecordTooLong:
      emitter_.emit(Code::RowTooLong, at_row(), runtime::longest_record, runtime::most_cells);
      break;
    case CsvFault::Unreadable:
      if (is_parquet(path_)) {
        emitter_.emit(Code::DamagedParquet, FileLocation{path_}, path_, scanner_.source_error());
        break;
      }
      emitter_.emit(Code::TableNotReadable, FileLocation{path_}, path_, scanner_.source_error());
      break;
  }
  return false;
}

bool TableInput::is_text() {
  const auto cells = scanner_.cells();
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const std::string_view cell = cells[column];
    const std::optional<std::size_t> invalid = first_invalid_utf8(cell);
    const bool nul = cell.find('\0') != std::string_view::npos;
    if (!invalid && !nul) continue;
    const std::string what = invalid
                                 ? fmt::format("a byte that is not UTF-8 (0x{:02X})",
                                               static_cast<unsigned char>(cell[*invalid]))
                                 : std::string("a NUL byte: the file is not text, or not UTF-8");
    emitter_.emit(Code::CellNotText, at(column), what);
    return false;
  }
  return true;
}

}  // namespace nansen::cases
