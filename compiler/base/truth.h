// The three truth values of strong Kleene logic.
#pragma once

#include <cstdint>
#include <string_view>

namespace nansen {

/// `No < Undetermined < Yes`, so that "and" is the least and "or" the greatest of its operands.
enum class Truth : std::uint8_t { No = 0, Undetermined = 1, Yes = 2 };

constexpr Truth truth_of(bool value) { return value ? Truth::Yes : Truth::No; }
constexpr Truth operator!(Truth value) {
  return static_cast<Truth>(2 - static_cast<std::uint8_t>(value));
}
constexpr Truth operator&(Truth left, Truth right) { return left < right ? left : right; }
constexpr Truth operator|(Truth left, Truth right) { return left < right ? right : left; }

/// `yes`, `no` or `undetermined`: the words of every table the command prints.
constexpr std::string_view to_string(Truth value) {
  switch (value) {
    case Truth::No: return "no";
    case Truth::Undetermined: return "undetermined";
    case Truth::Yes: return "yes";
  }
  return "undetermined";
}

}  // namespace nansen
