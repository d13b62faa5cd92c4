// One logic, five loops: bytes in blocks; planes of bits in lock-step, staged through the
// second-level cache, in tiles with prefetch; and tiles with counts by country.
#include <algorithm>

#if defined(__AVX512BW__)
#include <immintrin.h>
#endif

#include "tests/benchmarks/outline.h"
#include "tests/benchmarks/planes.h"

namespace nansen::benchmarks::NANSEN_OPPONENT {
namespace {

using outline::Fact;
using outline::fact_count;

template <typename T>
struct Decisions {
  T refugee;
  T african;
  T american;
  T migrant;
};

/// `f(Fact)` is a fact; `since` that the departure was on or after 1951-01-01, `long_there` that
/// the years are many.
template <typename T, typename Facts>
[[gnu::always_inline]] inline Decisions<T> decide(const Facts& f, T since, T long_there) {
  using enum outline::Fact;
  const T core = f(fear) &
                 (f(ground_race) | f(ground_religion) | f(ground_nationality) | f(ground_opinion) |
                  f(ground_group)) &
                 f(outside) & (f(unable) | f(unwilling));
  const T excluded = f(crime_before) | f(crime_international) | f(acts_against_un);
  const T ceased = f(reavailed) | f(reacquired) | f(new_nationality) | f(reestablished) |
                   (f(circumstances_ceased) & ~f(compelling)) |
                   (f(no_longer_circumstances) & ~f(compelling));
  const T refugee = core & ~excluded & ~ceased;
  const T common = f(external_aggression) | f(public_order);
  const T african =
      (core | (f(outside) & f(compelled) & (common | f(occupation) | f(foreign_domination)))) &
      ~excluded & ~ceased;
  const T common_events = common | f(internal_conflict) | f(massive_violations);
  const T american =
      refugee | (f(fled) & f(threatened) & (f(generalised_violence) | common_events));
  const T migrant = (refugee | (f(outside) & (f(compelled) | f(unable_to_return)) &
                                (common_events | f(disaster) | f(food_insecurity) | f(climate)))) &
                    ~excluded & since & ~(f(new_nationality) & long_there);
  return {refugee, african, american, migrant};
}

// ---- bytes ----

struct Byte {
  std::uint8_t code;
};
[[gnu::always_inline]] inline Byte operator&(Byte a, Byte b) { return {std::min(a.code, b.code)}; }
[[gnu::always_inline]] inline Byte operator|(Byte a, Byte b) { return {std::max(a.code, b.code)}; }
[[gnu::always_inline]] inline Byte operator~(Byte a) {
  return {static_cast<std::uint8_t>(2 - a.code)};
}

// ---- planes ----

[[gnu::always_inline]] inline Word word_at(const std::uint64_t* plane, std::size_t index) {
  return reinterpret_cast<const Word*>(plane)[index];
}

[[gnu::always_inline]] inline void store(const Decisions<Truth>& made, const outline::Planes& to,
                                         std::size_t index) {
  const Truth answers[] = {made.refugee, made.african, made.american, made.migrant};
  for (std::size_t definition = 0; definition < outline::definition_count; ++definition) {
    reinterpret_cast<Word*>(to.yes[definition])[index] = answers[definition].yes;
    reinterpret_cast<Word*>(to.no[definition])[index] = answers[definition].no;
  }
}

template <bool arrow>
[[gnu::always_inline]] inline void sliced_blocks(const outline::Columns& columns, std::size_t first,
                                                 std::size_t end, const outline::Planes& to) {
  for (std::size_t index = first; index < end; ++index) {
    const auto fact = [&](Fact name) __attribute__((always_inline)) {
      const Word one = word_at(columns.first[static_cast<std::size_t>(name)], index);
      const Word other = word_at(columns.second[static_cast<std::size_t>(name)], index);
      return arrow ? Truth{one & other, other & ~one} : Truth{one, other};
    };
    const Word since = at_least(columns.departure + block * index, outline::first_departure);
    const Word departure_known = word_at(columns.departure_known, index);
    const Word many = at_least(columns.years + block * index, outline::many_years);
    const Word years_known = word_at(columns.years_known, index);
    store(decide(fact, Truth{departure_known & since, departure_known & ~since},
                 Truth{years_known & many, years_known & ~many}),
          to, index);
  }
}

std::size_t blocks_of(std::size_t rows) { return (rows + block - 1) / block; }

void sliced_range(const outline::Columns& columns, std::size_t first, std::size_t end,
                  const outline::Planes& to) {
  if (columns.arrow) {
    sliced_blocks<true>(columns, first, end, to);
  } else {
    sliced_blocks<false>(columns, first, end, to);
  }
}

// 32,768 rows are pulled into the second-level cache, one column after another.
constexpr std::size_t staged_blocks = 64;

[[gnu::always_inline]] inline std::uint64_t pull(const void* start, std::size_t bytes) {
  const auto* line = static_cast<const std::uint64_t*>(start);
  std::uint64_t sum = 0;
  for (std::size_t word = 0; word < bytes / 8; word += 8) sum += line[word];
  return sum;
}

// ---- tiles ----

// How far ahead is fetched.
constexpr std::size_t tiles_ahead = 2;

[[gnu::always_inline]] inline Decisions<Truth> decide_tile(const outline::Tile& tile) {
  const auto fact = [&](Fact name) __attribute__((always_inline)) {
    const auto& planes = tile.truths[static_cast<std::size_t>(name)];
    const char* ahead = reinterpret_cast<const char*>(planes) + tiles_ahead * sizeof(tile);
    __builtin_prefetch(ahead);
    __builtin_prefetch(ahead + 64);
    return Truth{word_at(planes[0], 0), word_at(planes[1], 0)};
  };
  const char* rest =
      reinterpret_cast<const char*>(tile.departure_known) + tiles_ahead * sizeof(tile);
  for (std::size_t line = 0; line < sizeof(tile) - sizeof(tile.truths); line += 64) {
    __builtin_prefetch(rest + line);
  }
  constexpr auto least = static_cast<std::uint16_t>(outline::first_departure - outline::tile_epoch);
  const Word since = at_least(tile.departure, least);
  const Word departure_known = word_at(tile.departure_known, 0);
  const Word many = at_least(tile.years, outline::many_years);
  const Word years_known = word_at(tile.years_known, 0);
  return decide(fact, Truth{departure_known & since, departure_known & ~since},
                Truth{years_known & many, years_known & ~many});
}

// Of 64 rows, four bits each: which definitions hold.
[[gnu::always_inline]] inline void nibbles_of(const std::uint64_t (&yes)[4],
                                              std::uint8_t* nibbles) {
#if defined(__AVX512BW__)
  __m512i found = _mm512_maskz_set1_epi8(yes[0], 1);
  found = _mm512_mask_add_epi8(found, yes[1], found, _mm512_set1_epi8(2));
  found = _mm512_mask_add_epi8(found, yes[2], found, _mm512_set1_epi8(4));
  found = _mm512_mask_add_epi8(found, yes[3], found, _mm512_set1_epi8(8));
  _mm512_storeu_si512(nibbles, found);
#else
  for (std::size_t row = 0; row < 64; ++row) {
    nibbles[row] = static_cast<std::uint8_t>((yes[0] >> row & 1) | (yes[1] >> row & 1) << 1 |
                                             (yes[2] >> row & 1) << 2 | (yes[3] >> row & 1) << 3);
  }
#endif
}

/// Four counters of sixteen bits in a word, in two tables that rows take turns with.
struct Histogram {
  std::uint64_t packed[2][256] = {};

  void flush(outline::CountryCounts& counts) {
    for (auto& table : packed) {
      for (std::size_t country = 0; country < 256; ++country) {
        const std::size_t place = std::min(country, outline::country_count);
        for (std::size_t definition = 0; definition < outline::definition_count; ++definition) {
          counts[definition][place] +=
              static_cast<std::int64_t>(table[country] >> (16 * definition) & 0xffff);
        }
        table[country] = 0;
      }
    }
  }
};

}  // namespace

void outline_bytes(const outline::Bytes& columns, std::size_t rows,
                   const outline::ByteAnswers& answers) {
  constexpr std::size_t rows_at_once = 2048;
  for (std::size_t start = 0; start < rows; start += rows_at_once) {
    const std::size_t count = std::min(rows_at_once, rows - start);
    std::uint8_t since[rows_at_once];
    std::uint8_t many[rows_at_once];
    for (std::size_t row = 0; row < count; ++row) {
      const std::int32_t day = columns.departure[start + row];
      since[row] = day == outline::unknown_day ? 1 : day >= outline::first_departure ? 2 : 0;
    }
    for (std::size_t row = 0; row < count; ++row) {
      const std::int8_t years = columns.years[start + row];
      many[row] = years < 0 ? 1 : years >= outline::many_years ? 2 : 0;
    }
    const std::uint8_t* facts[fact_count];
    for (std::size_t fact = 0; fact < fact_count; ++fact) facts[fact] = columns.facts[fact] + start;
    std::uint8_t* __restrict refugee = answers[0] + start;
    std::uint8_t* __restrict african = answers[1] + start;
    std::uint8_t* __restrict american = answers[2] + start;
    std::uint8_t* __restrict migrant = answers[3] + start;
#if defined(__clang__)
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
    for (std::size_t row = 0; row < count; ++row) {
      const auto fact = [&](Fact name) __attribute__((always_inline)) {
        return Byte{facts[static_cast<std::size_t>(name)][row]};
      };
      const Decisions<Byte> made = decide(fact, Byte{since[row]}, Byte{many[row]});
      refugee[row] = made.refugee.code;
      african[row] = made.african.code;
      american[row] = made.american.code;
      migrant[row] = made.migrant.code;
    }
  }
}

void outline_sliced(const outline::Columns& columns, std::size_t rows, const outline::Planes& to) {
  sliced_range(columns, 0, blocks_of(rows), to);
}

void outline_staged(const outline::Columns& columns, std::size_t rows, const outline::Planes& to) {
  const std::size_t blocks = blocks_of(rows);
  volatile std::uint64_t sink = 0;
  for (std::size_t first = 0; first < blocks; first += staged_blocks) {
    const std::size_t end = std::min(first + staged_blocks, blocks);
    const std::size_t count = end - first;
    std::uint64_t sum = 0;
    for (std::size_t fact = 0; fact < fact_count; ++fact) {
      sum += pull(columns.first[fact] + 8 * first, 64 * count);
      sum += pull(columns.second[fact] + 8 * first, 64 * count);
    }
    sum += pull(columns.departure_known + 8 * first, 64 * count);
    sum += pull(columns.departure + block * first, 4 * block * count);
    sum += pull(columns.years_known + 8 * first, 64 * count);
    sum += pull(columns.years + block * first, block * count);
    sink = sink + sum;
    sliced_range(columns, first, end, to);
  }
}

void outline_tiled(const outline::Tile* tiles, std::size_t rows, const outline::Planes& to) {
  for (std::size_t tile = 0; tile < blocks_of(rows); ++tile) {
    store(decide_tile(tiles[tile]), to, tile);
  }
}

void outline_counted(const outline::Tile* tiles, std::size_t rows, outline::CountryCounts& counts) {
  constexpr std::size_t tiles_between = 127;  // 65,024 rows
  static constexpr std::uint64_t spread[16] = {
      0x0000000000000000, 0x0000000000000001, 0x0000000000010000, 0x0000000000010001,
      0x0000000100000000, 0x0000000100000001, 0x0000000100010000, 0x0000000100010001,
      0x0001000000000000, 0x0001000000000001, 0x0001000000010000, 0x0001000000010001,
      0x0001000100000000, 0x0001000100000001, 0x0001000100010000, 0x0001000100010001};
  Histogram histogram;
  for (std::size_t tile = 0; tile < blocks_of(rows); ++tile) {
    const Decisions<Truth> made = decide_tile(tiles[tile]);
    alignas(64) std::uint8_t nibbles[block];
    for (std::size_t word = 0; word < 8; ++word) {
      const std::size_t past = tile * block + 64 * word;
      if (past >= rows) {
        for (std::size_t row = 0; row < 64; ++row) nibbles[64 * word + row] = 0;
        continue;
      }
      const std::uint64_t inside =
          rows - past >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << (rows - past)) - 1;
      const std::uint64_t yes[4] = {
          made.refugee.yes[word] & inside, made.african.yes[word] & inside,
          made.american.yes[word] & inside, made.migrant.yes[word] & inside};
      nibbles_of(yes, nibbles + 64 * word);
    }
    const std::uint8_t* country = tiles[tile].country;
    for (std::size_t row = 0; row < block; row += 2) {
      histogram.packed[0][country[row]] += spread[nibbles[row]];
      histogram.packed[1][country[row + 1]] += spread[nibbles[row + 1]];
    }
    if (tile % tiles_between == tiles_between - 1) histogram.flush(counts);
  }
  histogram.flush(counts);
}

}  // namespace nansen::benchmarks::NANSEN_OPPONENT
