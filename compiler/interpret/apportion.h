// Whole units divided in proportion to weights, exactly.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "compiler/interpret/sheet.h"

namespace nansen::interpret {

/// What is divided, and among whom: the operands of ir::SheetOpcode::Apportion and Entitlement at
/// the rows of their set. All vectors have one entry a row.
struct Claims {
  Rational total;
  std::vector<Rational> weights;
  std::vector<Rational> floors;
  std::vector<Rational> ceilings;
  std::vector<std::string> names;  // for ties by name
};

/// The largest total that is divided.
inline constexpr std::int64_t largest_total = 1'000'000'000'000'000'000;

/// The whole number of each row, as sheet_opcodes.def says of Apportion, or what stands against it.
/// The error's rows are positions in `claims`; its operation is left open.
std::variant<std::vector<Rational>, SheetError> apportion(const Claims& claims,
                                                          ir::Apportionment method,
                                                          ir::TieOrder ties);

/// The number of each row before rounding, as sheet_opcodes.def says of Entitlement, or what stands
/// against it.
std::variant<std::vector<Rational>, SheetError> entitlements(const Claims& claims);

}  // namespace nansen::interpret
