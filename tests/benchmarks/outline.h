// The definitions of outline.treaty, written by hand in C++ in the layouts that skilled authors
// choose: the opponents of compiled code where no rows are linked. The benchmark first checks that
// they agree with it row for row.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nansen::benchmarks {

#define NANSEN_OUTLINE_FACTS(FACT) \
  FACT(fear)                       \
  FACT(ground_race)                \
  FACT(ground_religion)            \
  FACT(ground_nationality)         \
  FACT(ground_opinion)             \
  FACT(ground_group)               \
  FACT(outside)                    \
  FACT(unable)                     \
  FACT(unwilling)                  \
  FACT(crime_before)               \
  FACT(crime_international)        \
  FACT(acts_against_un)            \
  FACT(reavailed)                  \
  FACT(reacquired)                 \
  FACT(new_nationality)            \
  FACT(reestablished)              \
  FACT(circumstances_ceased)       \
  FACT(no_longer_circumstances)    \
  FACT(compelling)                 \
  FACT(compelled)                  \
  FACT(external_aggression)        \
  FACT(occupation)                 \
  FACT(foreign_domination)         \
  FACT(public_order)               \
  FACT(fled)                       \
  FACT(threatened)                 \
  FACT(generalised_violence)       \
  FACT(internal_conflict)          \
  FACT(massive_violations)         \
  FACT(unable_to_return)           \
  FACT(disaster)                   \
  FACT(food_insecurity)            \
  FACT(climate)

namespace outline {

enum class Fact : std::size_t {
#define NANSEN_FACT(name) name,
  NANSEN_OUTLINE_FACTS(NANSEN_FACT)
#undef NANSEN_FACT
      count
};

inline constexpr std::size_t fact_count = static_cast<std::size_t>(Fact::count);
inline constexpr std::array<std::string_view, fact_count> fact_names = {
#define NANSEN_FACT(name) #name,
    NANSEN_OUTLINE_FACTS(NANSEN_FACT)
#undef NANSEN_FACT
};
inline constexpr std::size_t definition_count = 4;
inline constexpr std::size_t country_count = 196;

/// 1951-01-01 in days since 1970-01-01, and the years that are asked for.
inline constexpr std::int32_t first_departure = -6940;
inline constexpr std::int8_t many_years = 10;

/// Columns, each on a 64-byte boundary and up to a multiple of 512 rows. Truths are two planes:
/// yes and no, or (as Arrow has them) value and validity. What is not known is zero.
struct Columns {
  bool arrow = false;
  std::array<const std::uint64_t*, fact_count> first{};
  std::array<const std::uint64_t*, fact_count> second{};
  const std::uint64_t* departure_known = nullptr;
  const std::int32_t* departure = nullptr;
  const std::uint64_t* years_known = nullptr;
  const std::int8_t* years = nullptr;
};

/// A byte a fact: 0 no, 1 unknown, 2 yes. A departure that is not known is `unknown_day`, a number
/// of years -1.
struct Bytes {
  std::array<const std::uint8_t*, fact_count> facts{};
  const std::int32_t* departure = nullptr;
  const std::int8_t* years = nullptr;
};
inline constexpr std::int32_t unknown_day = INT32_MIN;

/// 512 rows of everything, one after the other; days are counted from 1940-01-01.
struct alignas(64) Tile {
  std::uint64_t truths[fact_count][2][8];  // yes and no
  std::uint64_t departure_known[8];
  std::uint64_t years_known[8];
  std::uint64_t country_known[8];
  std::uint16_t departure[512];
  std::int8_t years[512];
  std::uint8_t country[512];
};
inline constexpr std::int32_t tile_epoch = -10'957;

/// The planes of the answers, on 64-byte boundaries.
struct Planes {
  std::array<std::uint64_t*, definition_count> yes{};
  std::array<std::uint64_t*, definition_count> no{};
};
using ByteAnswers = std::array<std::uint8_t*, definition_count>;
/// Certain answers by definition and country; the last is for those whose country is not known.
using CountryCounts = std::array<std::array<std::int64_t, country_count + 1>, definition_count>;

struct Opponents {
  const char* compiler;
  const char* label;  // in the names of ratios
  void (*bytes)(const Bytes&, std::size_t rows, const ByteAnswers&);
  void (*sliced)(const Columns&, std::size_t rows, const Planes&);
  void (*staged)(const Columns&, std::size_t rows, const Planes&);
  void (*tiled)(const Tile*, std::size_t rows, const Planes&);
  void (*counted)(const Tile*, std::size_t rows, CountryCounts&);
};

}  // namespace outline

#define NANSEN_OUTLINE_OPPONENT(build)                                                      \
  namespace build {                                                                         \
  void outline_bytes(const outline::Bytes&, std::size_t rows, const outline::ByteAnswers&); \
  void outline_sliced(const outline::Columns&, std::size_t rows, const outline::Planes&);   \
  void outline_staged(const outline::Columns&, std::size_t rows, const outline::Planes&);   \
  void outline_tiled(const outline::Tile*, std::size_t rows, const outline::Planes&);       \
  void outline_counted(const outline::Tile*, std::size_t rows, outline::CountryCounts&);    \
  }
NANSEN_OUTLINE_OPPONENT(own_compiler)
NANSEN_OUTLINE_OPPONENT(clang)
#undef NANSEN_OUTLINE_OPPONENT

}  // namespace nansen::benchmarks
