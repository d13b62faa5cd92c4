// Two planes of bits a fact, 512 rows a step: what an author writes who knows that the work is a
// matter of memory and of bits.
#include <algorithm>

#include "tests/benchmarks/opponents.h"
#include "tests/benchmarks/planes.h"
#include "tests/benchmarks/regimes_logic.h"

namespace nansen::benchmarks::NANSEN_OPPONENT {
namespace {

// The `count` <= 64 bits of a plane from row `first` on.
std::uint64_t window(const std::uint64_t* plane, std::size_t first, std::size_t count) {
  const std::size_t shift = first % 64;
  const std::uint64_t bits = plane[first / 64] >> shift | plane[first / 64 + 1] << 1
                                                                                << (63 - shift);
  return bits & ((std::uint64_t{1} << count) - 1);
}

struct Lacking {
  Plane yes;
  Plane no;
};

// Of each person of the block: is there a nationality, and do all lack protection? A person has
// fewer than 64.
Truth every_nationality(const SlicedFacts& facts, const Lacking& lacking, std::size_t start,
                        std::size_t rows) {
  const std::uint64_t* yes_plane = lacking.yes.bits();
  const std::uint64_t* no_plane = lacking.no.bits();
  const std::uint32_t* first = facts.first + start;
  const std::size_t here = std::min(block, rows - start);
  Truth every{};
  for (std::size_t word = 0; word < block / 64; ++word) {
    std::uint64_t all = 0;
    std::uint64_t one_not = 0;
    std::uint64_t none = 0;
    for (std::size_t row = 64 * word; row < std::min(here, 64 * (word + 1)); ++row) {
      const std::size_t count = first[row + 1] - first[row];
      const std::uint64_t yes = window(yes_plane, first[row], count);
      const std::uint64_t no = window(no_plane, first[row], count);
      all |= std::uint64_t{yes == (std::uint64_t{1} << count) - 1} << (row % 64);
      none |= std::uint64_t{count == 0} << (row % 64);
      one_not |= std::uint64_t{no != 0} << (row % 64);
    }
    const std::uint64_t listed = facts.nationalities_listed.bits()[start / 64 + word];
    every.yes[word] = all & ~none & listed;
    every.no[word] = one_not | (none & listed);
  }
  return every;
}

}  // namespace

void sliced(const SlicedFacts& facts, std::size_t rows, SlicedResults& results) {
  static Lacking lacking;
  if (lacking.yes.storage.size() < facts.unable[0].storage.size()) {
    lacking = {Plane(facts.nationalities), Plane(facts.nationalities)};
  }
  for (std::size_t word = 0; word * block < facts.nationalities; ++word) {
    lacking.yes.words()[word] = facts.unable[0].words()[word] | facts.unwilling[0].words()[word];
    lacking.no.words()[word] = facts.unable[1].words()[word] & facts.unwilling[1].words()[word];
  }
  const Word* yes[fact_count];
  const Word* no[fact_count];
  for (std::size_t fact = 0; fact < fact_count; ++fact) {
    yes[fact] = facts.yes[fact].words();
    no[fact] = facts.no[fact].words();
  }
  for (std::size_t start = 0; start < rows; start += block) {
    const std::size_t word = start / block;
    const auto fact = [&](Fact name) __attribute__((always_inline)) {
      const auto index = static_cast<std::size_t>(name);
      return Truth{yes[index][word], no[index][word]};
    };
    const Word likely = at_least(facts.likelihood.data() + start, real_chance);
    const Word likelihood_known = facts.likelihood_known.words()[word];
    const Word area = at_least(facts.extent.data() + start, one_area);
    const Word extent_known = facts.extent_known.words()[word];
    const Decisions<Truth> made =
        decide(fact, Truth{likelihood_known & likely, likelihood_known & ~likely},
               Truth{extent_known & area, extent_known & ~area},
               every_nationality(facts, lacking, start, rows));
    const Truth answers[] = {made.protocol_1967, made.oau_1969, made.cartagena_1984,
                             made.mimc_2017};
    for (std::size_t definition = 0; definition < definition_count; ++definition) {
      results.yes[definition].words()[word] = answers[definition].yes;
      results.no[definition].words()[word] = answers[definition].no;
    }
  }
}

}  // namespace nansen::benchmarks::NANSEN_OPPONENT
