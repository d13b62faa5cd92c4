// Columns made here, given away as Arrow arrays.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/rational.h"
#include "runtime/include/nansen/arrow_c_data.h"

namespace nansen::embed {

/// A column and what it is made of.
struct OwnedColumn {
  std::string name;
  std::string format;
  std::int64_t length = 0;
  std::int64_t nulls = 0;
  std::vector<std::vector<std::byte>> buffers;  // the first, if empty, is an absent bitmap
  std::vector<OwnedColumn> children;
};

OwnedColumn text_column(std::string name, const std::vector<std::optional<std::string>>& values);
OwnedColumn truth_column(std::string name, const std::vector<std::optional<bool>>& values);
OwnedColumn integer_column(std::string name,
                           const std::vector<std::optional<std::int64_t>>& values);
/// Whole numbers that stand for value * 10^digits, as decimal128(38, digits). All must fit.
OwnedColumn decimal_column(std::string name, int digits,
                           const std::vector<std::optional<mpz_class>>& units);
/// All of `children` have `length` entries.
OwnedColumn struct_column(std::string name, std::vector<OwnedColumn> children, std::int64_t length);

/// True iff decimal128 holds `units`: fewer than 39 digits.
bool fits_decimal(const mpz_class& units);

/// Gives `column` to whom `schema` and `array` belong. Where memory is wanting (std::bad_alloc),
/// nothing was written.
void give(OwnedColumn column, ArrowSchema* schema, ArrowArray* array);

}  // namespace nansen::embed
