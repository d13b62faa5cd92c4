// The file of a table, whatever it is kept as: CSV as it stands, or Parquet as the CSV of its rows,
// so that whatever reads cells, and whatever is said of them, is the same for both.
//
// Parquet is read through DuckDB's library, which is no part of nansen: it is loaded when the first
// such table is opened.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "runtime/csv.h"

namespace nansen::cases {

/// True iff the file at `path` is taken for Parquet: its name ends in `.parquet`.
bool is_parquet(std::string_view path);

/// Where DuckDB's library is; without it, or with nothing, `libduckdb.so` is looked for where the
/// system looks for libraries. To be said before the first table is opened.
void choose_duckdb(std::string path);

/// Why a table cannot be opened.
struct TableFault {
  Code code = Code::TableNotReadable;  // or ParquetLibrary, or DamagedParquet
  std::string reason;                  // the second argument of its message, after the path
};

/// Opens the table at `path`. Null iff that fails; then `fault` says why. Of Parquet a row is one
/// line, the names of the columns standing on the first. Cells say what CSV would:
///
///   booleans             yes, no
///   floating point       the shortest decimal that is the number again, without an exponent
///   decimals             without zeros at their end
///   times of a day       the day alone where it is midnight
///   lists                members with | between them, | alone where there are none; where a member
///                        is not known, is empty or has | in it, as DuckDB writes lists, which is
///                        no set
///   bytes                the text that they are; where they are none, as DuckDB writes them
///   what is not known    an empty cell
std::unique_ptr<runtime::ByteSource> open_table(const std::string& path, TableFault& fault);

}  // namespace nansen::cases
