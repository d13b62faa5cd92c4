// The generator and its distributions; the standard library leaves the latter to each machine.
#include "compiler/cases/draw.h"

#include <algorithm>
#include <bit>

#include "runtime/calendar.h"

namespace nansen::cases {
namespace {

__extension__ using Wide = unsigned __int128;

// 1940-01-01 and 2030-12-31.
constexpr std::int64_t usual_first_day = -10'957;
constexpr std::int64_t usual_last_day = 22'279;
// 9000-01-01: a day that no provision speaks of, so that "never" is drawn in its place.
constexpr std::int64_t first_far_day = 2'567'655;
// Small numbers are at most this many units; a range is wide from ten times as many on.
constexpr std::int64_t small_units = 120;

constexpr std::uint64_t million = 1'000'000;

}  // namespace

Random::Random(std::uint64_t seed) {
  for (std::uint64_t& word : state_) {
    seed += 0x9e3779b97f4a7c15u;
    std::uint64_t mixed = seed;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebu;
    word = mixed ^ mixed >> 31;
  }
}

std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Random::below(std::uint64_t limit) {
  return static_cast<std::uint64_t>(static_cast<Wide>(next()) * limit >> 64);
}

std::int64_t Random::between(std::int64_t least, std::int64_t greatest) {
  const std::uint64_t count =
      static_cast<std::uint64_t>(greatest) - static_cast<std::uint64_t>(least) + 1;
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(least) + below(count));
}

// Compares 64 random binary fractions with per_million / 1,000,000 at once, digit by digit: a bit
// is decided at the first digit in which the two differ.
std::uint64_t Random::bits(std::uint32_t per_million) {
  if (per_million >= million) return ~std::uint64_t{0};
  if (per_million == 0) return 0;
  std::uint64_t undecided = ~std::uint64_t{0};
  std::uint64_t set = 0;
  std::uint64_t rest = per_million;
  while (undecided != 0 && rest != 0) {
    rest *= 2;
    const bool one = rest >= million;
    if (one) rest -= million;
    const std::uint64_t digits = next();
    if (one) set |= undecided & ~digits;
    undecided &= one ? digits : ~digits;
  }
  return set;
}

std::int64_t draw_number(Random& random, std::int64_t least, std::int64_t greatest,
                         std::int64_t unit) {
  const std::int64_t small = small_units * unit;
  const bool wide = greatest / 10 > small && least <= 0;
  if (!wide) return random.between(least, greatest);
  if (random.below(2) == 0) return random.between(0, small);
  // Every order of magnitude is as likely as the next, and few numbers are negative.
  const std::uint64_t widths = std::bit_width(static_cast<std::uint64_t>(greatest));
  const std::uint64_t magnitude = random.next() >> (63 - random.below(widths));
  const auto value =
      static_cast<std::int64_t>(std::min(magnitude, static_cast<std::uint64_t>(greatest)));
  const bool negative = random.below(8) == 0 && -value >= least;
  return negative ? -value : value;
}

std::int64_t draw_day(Random& random, std::int64_t least, std::int64_t greatest) {
  const bool usual = random.below(8) != 0;
  if (usual && least <= usual_first_day && greatest >= usual_last_day) {
    return random.between(usual_first_day, usual_last_day);
  }
  const std::int64_t day = random.between(least, greatest);
  const bool far = greatest == runtime::last_day && day >= first_far_day;
  return far ? runtime::last_day : day;
}

}  // namespace nansen::cases
