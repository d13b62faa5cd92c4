// A byte a fact, 0 no, 1 unknown, 2 yes, in blocks of 2,048 rows that the compiler vectorises: what
// a skilled author writes first.
#include <algorithm>

#include "tests/benchmarks/opponents.h"
#include "tests/benchmarks/regimes_logic.h"

namespace nansen::benchmarks::NANSEN_OPPONENT {
namespace {

struct Byte {
  std::uint8_t code;
};
[[gnu::always_inline]] inline Byte operator&(Byte a, Byte b) { return {std::min(a.code, b.code)}; }
[[gnu::always_inline]] inline Byte operator|(Byte a, Byte b) { return {std::max(a.code, b.code)}; }
[[gnu::always_inline]] inline Byte operator~(Byte a) {
  return {static_cast<std::uint8_t>(2 - a.code)};
}

constexpr std::size_t block = 2048;

std::uint8_t at_least(std::uint8_t code, std::uint8_t least) {
  const std::uint8_t known = code >= least ? 2 : 0;
  return code == unknown_code ? 1 : known;
}

// Of each person of the block: is there a nationality, and do all lack protection? Each nationality
// lowers the answer of its person, so nothing branches on how many there are.
void every_nationality(const ByteFacts& facts, std::size_t start, std::size_t count,
                       std::uint8_t* __restrict lacking) {
  const std::uint8_t* unable = facts.unable.data();
  const std::uint8_t* unwilling = facts.unwilling.data();
  const std::uint32_t* person = facts.person.data();
  const std::uint8_t* listed = facts.nationalities_listed.data() + start;
  for (std::size_t row = 0; row < count; ++row) {
    const bool none = facts.first[start + row] == facts.first[start + row + 1];
    lacking[row] = none && listed[row] == 2 ? 0 : listed[row];
  }
  const std::size_t end = facts.first[start + count];
  for (std::size_t of = facts.first[start]; of < end; ++of) {
    std::uint8_t& every = lacking[person[of] - start];
    every = std::min(every, std::max(unable[of], unwilling[of]));
  }
}

}  // namespace

void bytes(const ByteFacts& facts, std::size_t rows, ByteResults& results) {
  for (std::size_t start = 0; start < rows; start += block) {
    const std::size_t count = std::min(block, rows - start);
    std::uint8_t lacking[block];
    every_nationality(facts, start, count, lacking);
    const std::uint8_t* columns[fact_count];
    for (std::size_t fact = 0; fact < fact_count; ++fact) {
      columns[fact] = facts.facts[fact].data() + start;
    }
    const std::uint8_t* likelihood = facts.likelihood.data() + start;
    const std::uint8_t* extent = facts.extent.data() + start;
    std::uint8_t* __restrict protocol_1967 = results[0].data() + start;
    std::uint8_t* __restrict oau_1969 = results[1].data() + start;
    std::uint8_t* __restrict cartagena_1984 = results[2].data() + start;
    std::uint8_t* __restrict mimc_2017 = results[3].data() + start;
#if defined(__clang__)
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
    for (std::size_t row = 0; row < count; ++row) {
      const auto fact = [&](Fact name) __attribute__((always_inline)) {
        return Byte{columns[static_cast<std::size_t>(name)][row]};
      };
      const Decisions<Byte> made =
          decide(fact, Byte{at_least(likelihood[row], real_chance)},
                 Byte{at_least(extent[row], one_area)}, Byte{lacking[row]});
      protocol_1967[row] = made.protocol_1967.code;
      oau_1969[row] = made.oau_1969.code;
      cartagena_1984[row] = made.cartagena_1984.code;
      mimc_2017[row] = made.mimc_2017.code;
    }
  }
}

}  // namespace nansen::benchmarks::NANSEN_OPPONENT
