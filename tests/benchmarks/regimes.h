// The four regimes' definitions of stdlib/, written by hand in C++: the opponents of compiled code.
// They answer protocol_1967.refugee, oau_1969.refugee, cartagena_1984.refugee and
// mimc_2017.forced_migrant with the readings that are the default. The benchmark first checks that
// they agree with the library row for row, so that this stays true.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tests/benchmarks/planes.h"

namespace nansen::benchmarks {

// Every fact the definitions ask of a person that is a truth: booleans, and whether a set includes
// a member.
#define NANSEN_PERSON_FACTS(FACT)                                    \
  FACT(fears_persecution)                                            \
  FACT(risk_avoided_only_by_concealment)                             \
  FACT(harm_severe)                                                  \
  FACT(measures_severe_together)                                     \
  FACT(state_willing_and_able_to_protect)                            \
  FACT(state_condones_harm)                                          \
  FACT(group_shares_fundamental_characteristic)                      \
  FACT(group_defined_only_by_persecution)                            \
  FACT(harm_for_those_reasons)                                       \
  FACT(protection_refused_for_those_reasons)                         \
  FACT(outside_country)                                              \
  FACT(stateless)                                                    \
  FACT(unable_to_return)                                             \
  FACT(unwilling_to_return_owing_to_fear)                            \
  FACT(safe_part_of_country)                                         \
  FACT(safe_part_accessible)                                         \
  FACT(reasonable_to_settle_there)                                   \
  FACT(recognised_as_refugee)                                        \
  FACT(reavailed_protection)                                         \
  FACT(reacquired_nationality)                                       \
  FACT(acquired_protective_nationality)                              \
  FACT(reestablished_in_country)                                     \
  FACT(circumstances_ceased)                                         \
  FACT(compelling_reasons)                                           \
  FACT(recognised_under_earlier_arrangements)                        \
  FACT(receives_un_assistance)                                       \
  FACT(un_assistance_ceased)                                         \
  FACT(position_settled)                                             \
  FACT(has_taken_residence)                                          \
  FACT(has_rights_of_nationals)                                      \
  FACT(international_crime)                                          \
  FACT(serious_crime_before_admission)                               \
  FACT(earlier_crime_linked_to_political_object)                     \
  FACT(earlier_crime_indiscriminate)                                 \
  FACT(earlier_crime_outside_country_of_refuge)                      \
  FACT(serious_crime_after_admission)                                \
  FACT(later_crime_linked_to_political_object)                       \
  FACT(later_crime_indiscriminate)                                   \
  FACT(later_crime_outside_country_of_refuge)                        \
  FACT(acts_contrary_to_un)                                          \
  FACT(acts_contrary_to_oau)                                         \
  FACT(responsible_for__international_crimes)                        \
  FACT(responsible_for__serious_crime_before_admission)              \
  FACT(responsible_for__serious_crime_after_admission)               \
  FACT(responsible_for__acts_contrary_to_un)                         \
  FACT(responsible_for__acts_contrary_to_oau)                        \
  FACT(infringed_oau_convention)                                     \
  FACT(compelled_to_leave)                                           \
  FACT(compelled_by_events)                                          \
  FACT(fled_country)                                                 \
  FACT(risk_of_serious_harm)                                         \
  FACT(actors_of_harm__state)                                        \
  FACT(actors_of_harm__controlling_party)                            \
  FACT(actors_of_harm__non_state_actor)                              \
  FACT(reasons__race)                                                \
  FACT(reasons__religion)                                            \
  FACT(reasons__nationality)                                         \
  FACT(reasons__particular_social_group)                             \
  FACT(reasons__political_opinion)                                   \
  FACT(events__external_aggression)                                  \
  FACT(events__occupation)                                           \
  FACT(events__foreign_domination)                                   \
  FACT(events__generalised_violence)                                 \
  FACT(events__internal_conflict)                                    \
  FACT(events__massive_violations_of_human_rights)                   \
  FACT(events__serious_disturbance_of_public_order)                  \
  FACT(sources_of_serious_harm__external_aggression)                 \
  FACT(sources_of_serious_harm__generalised_violence)                \
  FACT(sources_of_serious_harm__internal_conflict)                   \
  FACT(sources_of_serious_harm__massive_violations_of_human_rights)  \
  FACT(sources_of_serious_harm__environmental_disaster)              \
  FACT(sources_of_serious_harm__enduring_food_insecurity)            \
  FACT(sources_of_serious_harm__acute_climate_change)                \
  FACT(sources_of_serious_harm__serious_disturbance_of_public_order) \
  FACT(threatened_by_events__life)                                   \
  FACT(threatened_by_events__safety)                                 \
  FACT(threatened_by_events__freedom)

enum class Fact : std::size_t {
#define NANSEN_FACT(name) name,
  NANSEN_PERSON_FACTS(NANSEN_FACT)
#undef NANSEN_FACT
      count
};

inline constexpr std::size_t fact_count = static_cast<std::size_t>(Fact::count);
inline constexpr std::array<std::string_view, fact_count> fact_names = {
#define NANSEN_FACT(name) #name,
    NANSEN_PERSON_FACTS(NANSEN_FACT)
#undef NANSEN_FACT
};

inline constexpr std::size_t definition_count = 4;

/// The codes of `likelihood_of_persecution` and `extent_of_events` that are asked for.
inline constexpr std::uint8_t real_chance = 2;
inline constexpr std::uint8_t one_area = 1;

// ---- a byte a fact: 0 no, 1 unknown, 2 yes ----

inline constexpr std::uint8_t unknown_code = 255;

struct ByteFacts {
  std::array<std::vector<std::uint8_t>, fact_count> facts;
  std::vector<std::uint8_t> likelihood;  // codes, or unknown_code
  std::vector<std::uint8_t> extent;
  std::vector<std::uint8_t> nationalities_listed;  // 2 where all are, else 1
  std::vector<std::uint8_t> unable;                // of nationalities
  std::vector<std::uint8_t> unwilling;
  std::vector<std::uint32_t> person;     // whose each nationality is
  const std::uint32_t* first = nullptr;  // where each person's begin
};
using ByteResults = std::array<std::vector<std::uint8_t>, definition_count>;

// ---- two planes of bits a fact, in words of 512 rows ----

struct Plane {
  std::vector<std::uint64_t> storage;
  std::size_t start = 0;  // of the first 64-byte boundary

  Plane() = default;
  explicit Plane(std::size_t rows);
  Word* words() { return reinterpret_cast<Word*>(storage.data() + start); }
  const Word* words() const { return reinterpret_cast<const Word*>(storage.data() + start); }
  std::uint64_t* bits() { return storage.data() + start; }
  const std::uint64_t* bits() const { return storage.data() + start; }
};

struct SlicedFacts {
  std::array<Plane, fact_count> yes;
  std::array<Plane, fact_count> no;
  Plane likelihood_known;
  std::vector<std::uint8_t> likelihood;
  Plane extent_known;
  std::vector<std::uint8_t> extent;
  Plane nationalities_listed;
  std::array<Plane, 2> unable;  // yes and no, of nationalities
  std::array<Plane, 2> unwilling;
  std::size_t nationalities = 0;
  const std::uint32_t* first = nullptr;
};
struct SlicedResults {
  std::array<Plane, definition_count> yes;
  std::array<Plane, definition_count> no;
};

/// One compiler's build of the two.
struct Opponents {
  const char* compiler;
  void (*bytes)(const ByteFacts& facts, std::size_t rows, ByteResults& results);
  void (*sliced)(const SlicedFacts& facts, std::size_t rows, SlicedResults& results);
};

}  // namespace nansen::benchmarks
