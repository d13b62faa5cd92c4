// Values as bytes: the fields of each struct in their order, so that a new field is carried by
// itself.
//
//   whole number          LEB128, of signed ones after zigzag
//   truth, enumerator     one byte
//   text, vector, ...     how many, then each
//   optional, boxed       0, or 1 and the value
//   variant               which, then that one
//   Rational              its sign, numerator and denominator, in lowest terms
//   struct                its fields
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "compiler/archive/types.h"

namespace nansen::archive {

/// Appends values to what `take` gives.
class Writer {
 public:
  template <typename T>
  void write(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      byte(value ? 1 : 0);
    } else if constexpr (WholeNumber<T>) {
      number(zigzag(value));
    } else if constexpr (Enumerators<T>) {
      byte(static_cast<std::uint8_t>(value));
    } else if constexpr (std::same_as<T, Rational>) {
      byte(sgn(value) < 0 ? 1 : 0);
      magnitude(value.get_num());
      magnitude(value.get_den());
    } else if constexpr (Text<T>) {
      number(value.size());
      bytes_ += value;
    } else if constexpr (Identifier<T>) {
      write(value.index);
    } else if constexpr (Sequence<T>) {
      number(value.size());
      for (const Element<T>& each : value) write<Element<T>>(each);  // also of vector<bool>
    } else if constexpr (Sorted<T>) {
      number(value.size());
      for (const auto& each : value) write(each);
    } else if constexpr (Perhaps<T>) {
      byte(value ? 1 : 0);
      if (value) write(*value);
    } else if constexpr (Pair<T>) {
      write(value.first);
      write(value.second);
    } else if constexpr (OneOf<T>) {
      byte(static_cast<std::uint8_t>(value.index()));
      std::visit([this](const auto& chosen) { write(chosen); }, value);
    } else {
      boost::pfr::for_each_field(value, [this](const auto& field) { write(field); });
    }
  }

  std::string take() && { return std::move(bytes_); }

 private:
  template <WholeNumber T>
  static std::uint64_t zigzag(T value) {
    if constexpr (std::is_signed_v<T>) {
      const auto wide = static_cast<std::int64_t>(value);
      return (static_cast<std::uint64_t>(wide) << 1) ^ static_cast<std::uint64_t>(wide >> 63);
    } else {
      return value;
    }
  }

  void byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }

  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>(value | 0x80));
    byte(static_cast<std::uint8_t>(value));
  }

  void magnitude(const mpz_class& value) {
    std::size_t count = (mpz_sizeinbase(value.get_mpz_t(), 2) + 7) / 8;
    std::string digits(count, '\0');
    mpz_export(digits.data(), &count, -1, 1, -1, 0, value.get_mpz_t());
    number(count);
    bytes_.append(digits, 0, count);
  }

  std::string bytes_;
};

}  // namespace nansen::archive
