// The provision that the tests of this folder tell their stories with: a refugee definition with a
// further way in, an exclusion, and a cessation that compelling reasons lift.
#pragma once

#include <string>

namespace nansen {

inline const std::string story = R"(
vocabulary protection
enumeration Ground { race, religion, opinion }
ordered enumeration Risk { remote < real_chance < probable }
entity State { party : boolean "Is the State a party?" }
entity Nationality { protects : boolean "Does that country protect the person?" }
entity Person {
  fear : judgement "Is there a well-founded fear?"
  risk : Risk "How likely is harm?"
  reasons : set of Ground "For which reasons?"
  outside : boolean "Is the person abroad?"
  unrest : boolean "Is public order seriously disturbed?"
  crime : judgement "Are there serious reasons for considering that a crime was committed?"
  changed : boolean "Have circumstances changed?"
  compelling : boolean "Are there compelling reasons?"
  stay : period in years "How long has the person stayed?"
  asylum : State "Where is the person?"
  nationalities : rows of Nationality "Which nationalities?"
}
instrument convention "The Convention" {
  cited as "Convention"
  in force 1954-04-22
  uses protection
  note "Paraphrased."
  article 1 section A "Refugee" {
    define refugee of Person as all of {
      (fear) fear
      (nexus) reasons is not empty
      (outside) outside
    }
  }
  article 1 section C "Cessation" {
    define ceased of Person as any of {
      (4) stay is at least 10 years
      (5) changed
    }
    article 1 section C (5) does not apply where compelling
      note "The proviso."
    refugee does not apply where ceased
  }
  article 1 section F "Exclusion" {
    refugee does not apply where crime
      unverified "The wording was not checked."
  }
  article 2 "Unrest" {
    refugee also applies where unrest and asylum.party
  }
  article 3 "Protection" {
    define unprotected of Person as for every country in nationalities : not country.protects
    define at_risk of Person as risk is at least real_chance
  }
  article 4 "Standard" {
    define standard of Person : Risk {
      (1) where refugee : probable
      (2) where unrest : real_chance
      otherwise : remote
      the most favourable applies
    }
  }
}
example "fled" {
  given Person { fear: yes, reasons: { race }, outside: yes, otherwise no }
  expect convention.refugee: yes
}
example "no reason" {
  given Person { fear: yes, reasons: {}, outside: yes, unrest: no, otherwise no }
  expect convention.refugee: no
}
example "criminal" {
  given Person { fear: yes, reasons: { race }, outside: yes, crime: yes, stay: 1 years, otherwise no }
  expect convention.refugee: no
}
example "lifted" {
  given Person { fear: yes, reasons: { race }, outside: yes, changed: yes, compelling: yes, stay: 1 years, otherwise no }
  expect convention.refugee: yes
}
example "unrest" {
  given Person { fear: no, unrest: yes, asylum: { party: yes }, stay: 1 years, otherwise no }
  expect convention.refugee: yes
}
example "open" {
  given Person { fear: yes, reasons: { race }, crime: no, changed: no, stay: 1 years, unrest: no, risk: unknown }
  expect convention.refugee: undetermined
}
example "two nationalities" {
  given Person { nationalities: [ { protects: no }, { protects: yes } ] }
  expect convention.unprotected: no
}
example "unlisted nationalities" {
  given Person { nationalities: unknown }
  expect convention.unprotected: undetermined
}
example "before" as of 1950-01-01 {
  given Person { fear: yes, reasons: { race }, outside: yes, otherwise no }
  expect convention.refugee: no
}
)";

}  // namespace nansen
