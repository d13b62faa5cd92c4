// The opponents of compiled days: residence.treaty written by hand, for histories of which
// everything is known. A stay lasts a year; six months more for each extension, of three; then,
// where it is prolonged after all three, up to a year more until a day; it ends the day before the
// person leaves, if that is before its end. The time of residence is that of the stay and of an
// earlier one before the day asked, counted anew after a gap of more than six months.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nansen::benchmarks {

/// Days since 1970-01-01 by person; 9999-12-31 is never.
struct Histories {
  std::size_t rows = 0;
  std::int32_t day_asked = 0;
  const std::int32_t* admitted_on = nullptr;
  const std::int8_t* extensions = nullptr;
  const std::uint8_t* prolonged = nullptr;
  const std::int32_t* prolonged_until = nullptr;
  const std::int32_t* left_on = nullptr;
  const std::int32_t* earlier_from = nullptr;
  const std::int32_t* earlier_until = nullptr;
};

struct Stays {
  std::int32_t* first_day = nullptr;
  std::int32_t* last_day = nullptr;
  std::uint8_t* held = nullptr;  // on the day asked
  std::int32_t* days_of_residence = nullptr;
};

/// For each column a byte by person, which is 1 where the fact is known; the others are zero.
struct Knowledge {
  const std::uint8_t* admitted_on = nullptr;
  const std::uint8_t* extensions = nullptr;
  const std::uint8_t* prolonged = nullptr;
  const std::uint8_t* prolonged_until = nullptr;
  const std::uint8_t* left_on = nullptr;
  const std::uint8_t* earlier_from = nullptr;
  const std::uint8_t* earlier_until = nullptr;
};

/// What is certain of a stay where some facts are not known: between which days its last day lies,
/// if that much is known; whether it is held, 0 no, 1 unknown, 2 yes. What is not known is zero.
struct BoundedStays {
  std::int32_t* first_day = nullptr;
  std::int32_t* last_day_least = nullptr;
  std::int32_t* last_day_greatest = nullptr;
  std::uint8_t* held = nullptr;
  std::int32_t* days_of_residence = nullptr;
  /// Bit 0: the first day is known; 1 and 2: the least and the greatest last day; 3: the days of
  /// residence.
  std::uint8_t* known = nullptr;
};

namespace own_compiler {
/// Person by person, with the standard library's calendar.
void stays_one_by_one(const Histories& histories, const Stays& stays);
/// Without branches, for the compiler to make vectors of.
void stays_in_vectors(const Histories& histories, const Stays& stays);
/// The same where some facts are not known.
void bounded_stays(const Histories& histories, const Knowledge& known, const BoundedStays& stays);
}  // namespace own_compiler
namespace clang {
void stays_one_by_one(const Histories& histories, const Stays& stays);
void stays_in_vectors(const Histories& histories, const Stays& stays);
void bounded_stays(const Histories& histories, const Knowledge& known, const BoundedStays& stays);
}  // namespace clang

}  // namespace nansen::benchmarks
