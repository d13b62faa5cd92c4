// The rows of one table and of the tables linked to it, read in step: whenever a row is read, all
// rows that belong to it are read too. Used inside this room.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/cases/cell.h"
#include "compiler/cases/input.h"
#include "compiler/cases/reader.h"
#include "compiler/cases/schema.h"
#include "compiler/cases/truths.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::cases {

/// The rows of a referenced entity by their ids. Where its table is given they are all known before
/// the first case is read; else a row is made for each id as it is met, so that ids can be
/// compared.
struct Directory {
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Rows = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

  std::string entity;
  ir::DomainId domain;  // invalid: the module has no use for the rows
  bool given = false;
  bool open = false;  // of a given table: ids that it does not have are rows of unknown facts too
  Rows rows;
  std::shared_ptr<TextList> ids = std::make_shared<TextList>();  // by row
  /// Where the table is not given: the current batch's table, and the ids that given tables name.
  /// Where it is open: the table itself, once it has been read.
  runtime::Table* table = nullptr;
  std::vector<std::string> lasting;

  /// Where the table is not given: forgets the ids of the batch before.
  void begin_batch(runtime::Table* batch_table);
  /// The row called `id`, or nothing. Makes it where the table is not given.
  std::optional<std::uint32_t> find(std::string_view id);
  /// A new row called `id`, or nothing iff there is one.
  std::optional<std::uint32_t> add(std::string_view id);
};

/// A reference in a table that was read before all rows it may refer to.
struct OpenReference {
  Directory* directory = nullptr;
  runtime::Table* table = nullptr;  // null: not stored
  std::size_t row = 0;
  std::size_t column = 0;
  std::string id;
  TableLocation location;
};

/// What the tables of one run share.
struct TableContext {
  const program::Program& program;
  const ir::Module& module;
  ErrorBudget& budget;
  std::map<std::string, std::string> files;  // path by table name; "" is the main table
  std::map<std::string, TableOptions> options;
  std::set<std::string> referenced;  // the referenced entities whose tables are given
  std::map<program::EntityId, std::unique_ptr<Directory>> directories;
  std::vector<OpenReference>* open_references = nullptr;  // set while referenced tables are read

  Directory& directory(program::EntityId entity);
  /// Of the table called `name`, or null where it is made for the vocabulary.
  const TableOptions* options_of(const std::string& name) const {
    const auto found = options.find(name);
    return found == options.end() ? nullptr : &found->second;
  }
};

/// `; did you mean "FRA"?` where an id of `directory` is near, or empty.
std::string suggest_id(const Directory& directory, std::string_view id);

class RowReader {
 public:
  /// Opens the file of `schema`, if one is given, and those of the tables below it. Null iff a file
  /// that is given cannot be read; errors have then been emitted. `context` must outlive the
  /// reader.
  static std::unique_ptr<RowReader> open(TableContext& context, const TableSchema& schema);

  const TableSchema& schema() const { return schema_; }
  TableInput* input() { return input_.get(); }
  std::size_t rows() const { return rows_; }
  /// True iff some table below has so many rows that the batch should end.
  bool full() const;

  /// Begins again with no rows, in `tables` (by domain).
  void bind(const std::vector<std::shared_ptr<runtime::Table>>& tables);
  /// Gives the tables their final sizes.
  void finish();
  /// Adds to `facts` those kept as one day of which a range has been read, here or below.
  void add_ranges_left_out(std::set<program::FactId>& facts) const;
  /// Adds the row that `input()` stands at, and what belongs to it. `id` is its name for the tables
  /// below; `owners` are the ids above it.
  void add_row(std::string_view id, std::vector<std::string_view>& owners);
  /// Emits an error for each table below that has rows left over, once this one has no more.
  void report_leftovers();

 private:
  struct Link {
    program::FactId fact;
    std::optional<std::size_t> position;  // of the Rows column in the table; nothing: not stored
    std::optional<std::size_t> count_column;
    std::unique_ptr<RowReader> reader;
  };
  struct Cells {
    std::size_t column = 0;  // of the file
    program::FactId fact;
    std::optional<std::size_t> position;
    std::size_t greatest = 0;           // where there are two bounds, the position of the second
    std::unique_ptr<FactCells> values;  // null: a reference
    Directory* directory = nullptr;
  };

  RowReader(TableContext& context, const TableSchema& schema, ir::DomainId domain)
      : context_(context), schema_(schema), domain_(domain) {}
  bool open_links();
  void prepare_cells();
  void rebind();
  std::size_t begin_row();
  void read_cells(std::size_t row);
  void read_cell(Cells& cells, std::size_t row);
  void read_reference(const Cells& cells, std::string_view cell, std::size_t row);
  void add_unknown_row();
  void add_linked_rows(Link& link, std::size_t row, std::vector<std::string_view>& owners);
  std::optional<std::uint64_t> stated_count(const Link& link);
  std::uint64_t take(std::vector<std::string_view>& owners);
  bool belongs_to(const std::vector<std::string_view>& owners) const;
  std::string_view own_id(std::uint64_t number, std::set<std::string, std::less<>>& seen);
  void advance();
  bool is_stuck(const RowReader& above);
  bool comes_later(const std::vector<std::string_view>& owners, const RowReader& above);

  TableContext& context_;
  TableSchema schema_;
  ir::DomainId domain_;
  std::unique_ptr<TableInput> input_;
  std::vector<Cells> cells_;             // in the order of the columns
  TruthColumns truths_;                  // of those that are truths
  std::vector<std::size_t> references_;  // which of them refer to rows
  std::vector<std::size_t> values_;      // which are neither
  std::vector<Link> links_;
  std::optional<std::size_t> id_column_;
  std::vector<std::size_t> key_columns_;
  runtime::Table* table_ = nullptr;
  std::size_t capacity_ = 0;  // the table's when it was bound
  std::size_t rows_ = 0;
  bool pending_ = false;    // of a linked table: the input stands at a row that has not been added
  bool looked_up_ = false;  // `is_stuck` has found the owner of that row further on
  bool looked_ahead_ = false;  // `comes_later` has been asked
  bool closed_ = false;        // an error made the rest of the input useless
  bool has_linked_files_ = false;
  std::string number_;
};

}  // namespace nansen::cases
