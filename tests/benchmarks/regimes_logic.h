// The definitions as C++ expressions over any three-valued type with &, | and ~. Both opponents are
// made of these, each with its own values and loops.
#pragma once

#include "tests/benchmarks/regimes.h"

namespace nansen::benchmarks {

/// The answers to the four definitions.
template <typename T>
struct Decisions {
  T protocol_1967;
  T oau_1969;
  T cartagena_1984;
  T mimc_2017;
};

/// `f(Fact)` is a fact; `likely` that the likelihood of persecution is at least a real chance,
/// `area` that the events reach one area, `protection_lacking` that there is a nationality
/// and every one lacks protection.
template <typename T, typename Facts>
[[gnu::always_inline]] inline Decisions<T> decide(const Facts& f, T likely, T area,
                                                  T protection_lacking) {
  using enum Fact;
  const T stateless_person = f(stateless);
  const T well_founded_fear = f(fears_persecution) & (likely | f(risk_avoided_only_by_concealment));
  const T persecution = (f(harm_severe) | f(measures_severe_together)) &
                        (f(actors_of_harm__state) | f(actors_of_harm__controlling_party) |
                         (f(actors_of_harm__non_state_actor) &
                          (~f(state_willing_and_able_to_protect) | f(state_condones_harm))));
  const T reasons =
      (f(reasons__race) | f(reasons__religion) | f(reasons__nationality) |
       f(reasons__political_opinion) |
       (f(reasons__particular_social_group) & f(group_shares_fundamental_characteristic) &
        ~f(group_defined_only_by_persecution))) &
      (f(harm_for_those_reasons) | f(protection_refused_for_those_reasons));
  const T lacks_protection =
      (~stateless_person & protection_lacking) |
      (stateless_person & (f(unable_to_return) | f(unwilling_to_return_owing_to_fear)));
  const T relocation =
      f(safe_part_of_country) & f(safe_part_accessible) & f(reasonable_to_settle_there);
  const T elements =
      f(recognised_as_refugee) | (well_founded_fear & persecution & reasons & f(outside_country) &
                                  lacks_protection & ~relocation);

  const T compelling = f(compelling_reasons) & f(recognised_under_earlier_arrangements);
  const T ended = f(reavailed_protection) | f(reacquired_nationality) |
                  f(acquired_protective_nationality) | f(reestablished_in_country);
  const T ceased =
      ended | (f(circumstances_ceased) & ~stateless_person & ~compelling) |
      (f(circumstances_ceased) & stateless_person & ~f(unable_to_return) & ~compelling);
  const T assistance_ceased =
      f(receives_un_assistance) & f(un_assistance_ceased) & ~f(position_settled);
  const T assisted_elsewhere = f(receives_un_assistance) & ~f(un_assistance_ceased);

  const T treated_as_national = f(has_taken_residence) & f(has_rights_of_nationals);

  const T crime_before =
      f(serious_crime_before_admission) & f(responsible_for__serious_crime_before_admission) &
      (~f(earlier_crime_linked_to_political_object) | f(earlier_crime_indiscriminate)) &
      f(earlier_crime_outside_country_of_refuge);
  const T crime_after =
      f(serious_crime_after_admission) & f(responsible_for__serious_crime_after_admission) &
      (~f(later_crime_linked_to_political_object) | f(later_crime_indiscriminate)) &
      f(later_crime_outside_country_of_refuge);
  const T worst_crime = f(international_crime) & f(responsible_for__international_crimes);
  const T against_un = f(acts_contrary_to_un) & f(responsible_for__acts_contrary_to_un);
  const T against_oau = f(acts_contrary_to_oau) & f(responsible_for__acts_contrary_to_oau);
  const T excluded = worst_crime | crime_before | against_un;

  const T barred = ceased | assisted_elsewhere | treated_as_national | excluded;
  const T refugee =
      (elements | f(recognised_under_earlier_arrangements) | assistance_ceased) & ~barred;

  const T oau_ceased = ended | (f(circumstances_ceased) & ~stateless_person) | crime_after |
                       f(infringed_oau_convention);
  const T oau_excluded = worst_crime | crime_before | against_oau | against_un;
  const T oau_events =
      (f(events__external_aggression) | f(events__occupation) | f(events__foreign_domination) |
       f(events__serious_disturbance_of_public_order) | f(events__internal_conflict) |
       f(events__generalised_violence) | f(events__massive_violations_of_human_rights)) &
      area & f(compelled_by_events) & f(outside_country);

  const T extended = f(fled_country) &
                     (f(threatened_by_events__life) | f(threatened_by_events__safety) |
                      f(threatened_by_events__freedom)) &
                     (f(events__generalised_violence) | f(events__external_aggression) |
                      f(events__internal_conflict) | f(events__massive_violations_of_human_rights) |
                      f(events__serious_disturbance_of_public_order));

  const T heads_of_harm = f(sources_of_serious_harm__internal_conflict) |
                          f(sources_of_serious_harm__external_aggression) |
                          f(sources_of_serious_harm__massive_violations_of_human_rights) |
                          f(sources_of_serious_harm__environmental_disaster) |
                          f(sources_of_serious_harm__enduring_food_insecurity) |
                          f(sources_of_serious_harm__acute_climate_change) |
                          f(sources_of_serious_harm__serious_disturbance_of_public_order) |
                          f(sources_of_serious_harm__generalised_violence);

  return {refugee, (elements | oau_events) & ~oau_ceased & ~oau_excluded,
          (refugee | extended) & ~barred,
          refugee | (f(risk_of_serious_harm) & heads_of_harm &
                     (f(compelled_to_leave) | f(unable_to_return)))};
}

}  // namespace nansen::benchmarks
