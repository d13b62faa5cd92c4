// A fact's column of a table that was given, bound to the arrays that hold it. Used inside this
// room only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/arrow/view.h"
#include "compiler/ir/ir.h"

namespace nansen::arrow {

class FactColumn {
 public:
  virtual ~FactColumn() = default;
  /// As execute::ColumnSource::fetch, but from any row on. Values that are allowed are written
  /// beside one that is not.
  virtual bool fetch(std::int64_t begin, std::size_t count, std::byte* const* buffers) const = 0;
  /// As execute::ColumnSource::in_place.
  virtual bool in_place(std::int64_t, std::size_t, execute::RangeCheck, const std::byte**) const {
    return false;
  }
  /// What is wrong with the value at `row`; nothing iff it is allowed. `fetch` fails iff this says
  /// something of one of its rows.
  virtual std::optional<std::string> fault_at(std::int64_t row) const = 0;
};

/// The rows of a referenced entity, by their ids.
struct Directory {
  std::string entity;
  bool given = false;      // there is a table; else ids are taken as they come
  bool by_number = false;  // references without a table have been row numbers; or ids
  bool by_id = false;
  bool has_ids = false;  // of a table that is given
  std::int64_t rows = 0;
  std::unordered_map<std::string_view, std::uint32_t> rows_of;
  std::vector<std::string_view> ids;
};

/// A column of which nothing is known. `buffers` as its shape has them: 2 but for sets.
std::unique_ptr<FactColumn> unknown_column(const ir::Column& column);

/// Columns of `fact` (no Reference, no Rows) from the child that was found; null after a problem.
std::unique_ptr<FactColumn> boolean_column(const View& view, const Place& place, Problem& problem);
std::unique_ptr<FactColumn> number_column(const ir::Column& fact, const View& view,
                                          const Place& place, Problem& problem);
std::unique_ptr<FactColumn> code_column(const ir::Column& fact, const View& view,
                                        const Place& place, Problem& problem);
std::unique_ptr<FactColumn> set_column(const ir::Column& fact, const View& view, const Place& place,
                                       Problem& problem);
/// A set without a column of its own, from the columns `SET.MEMBER` of the table `rows`, if it has
/// them; `place` says where a column of that name is.
std::unique_ptr<FactColumn> set_of_members(const ir::Column& fact, const View& rows,
                                           const std::function<Place(const std::string&)>& place,
                                           Problem& problem);
/// True iff a set that has a column of its own has no column `SET.MEMBER` too.
bool is_given_once(const ir::Column& fact, const View& rows, const Place& place, Problem& problem);
/// A reference. Ids of an entity without a table become rows of its directory, which grows here.
std::unique_ptr<FactColumn> reference_column(const View& view, Directory& directory,
                                             const Place& place, Problem& problem);

/// A number that holds days rather than a count.
bool holds_days(const ir::Column& column);

/// Fails because `view` cannot hold the fact: `it is utf8 (u), and must be ALLOWED`.
bool fail_type(const View& view, std::string_view allowed, const Place& place, Problem& problem);

/// Zeroes the entries of `width` bytes past `count`, up to the end of the last block.
void zero_rest(std::byte* entries, std::size_t width, std::size_t count);

}  // namespace nansen::arrow
