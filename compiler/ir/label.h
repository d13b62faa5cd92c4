// How the text of a module names its domains and columns; used inside this room only.
//
//   @Person                 the root, by its entity
//   @*State                 what references to a State lead to
//   @Person.nationalities   the rows linked by that column
//   Person.age              a column, by its domain and its name
//   Person.age/least        the column of its bound, where it has two
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/ir.h"

namespace nansen::ir {

/// The labels of all domains (without the `@`), parallel to the module's domains. Distinct where
/// the module verifies; total on any module.
std::vector<std::string> domain_labels(const Module& module);

/// True iff `name` is made of letters, digits and underscores (any byte past ASCII counts as a
/// letter), as the language's identifiers are.
bool is_word(std::string_view name);

inline constexpr std::string_view least_suffix = "/least";
inline constexpr std::string_view greatest_suffix = "/greatest";

/// The words of an instruction's member or a calendar's weekend, by their number.
inline constexpr std::array<std::string_view, 2> month_ends = {"down", "up"};
inline constexpr std::array<std::string_view, 2> gap_units = {"days", "months"};
inline constexpr std::array<std::string_view, 7> weekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

std::string_view to_string(DomainKind kind);
std::string_view to_string(ColumnKind kind);
std::string_view to_string(OutputKind kind);

}  // namespace nansen::ir
