// The sentences and numbers of the page, as people write them; used inside this room only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/compare/outcome.h"

namespace nansen::page {

/// All that were asked about: persons, or cases where there are no weights.
std::int64_t all_of(const compare::Outcome& outcome);

/// `1,200 persons`, or `1,200 cases` where there are no weights.
std::string people(const compare::Outcome& outcome, std::int64_t count);

/// `37 persons (30 cases)`; `37 cases` where there are no weights.
std::string people_and_cases(const compare::Outcome& outcome, const compare::Count& count);

/// `1,200`
std::string number(std::int64_t count);

/// `+37`, `−4`, `0`.
std::string with_sign(std::int64_t count);

/// `a, b and c`.
std::string joined(const std::vector<std::string>& words);

/// What is asked, for a heading: its title, or its short name where it has none.
std::string title_of(const compare::Outcome& outcome, const compare::Subject& subject);

/// People by what became of their answer: `more` and `fewer` are those who gain and lose
/// (compare::Tally), `other` all others whose answers differ.
struct Moved {
  std::int64_t more = 0;
  std::int64_t fewer = 0;
  std::int64_t other = 0;
};

/// All is `other` where answers are neither truths nor members in an order.
Moved moved(const compare::Outcome& outcome, const compare::Effect& effect);

/// One sentence or two for each draft, made from the numbers: `Of 1,200 persons, 37 more are
/// covered by "climate_head" and none fewer.` Empty where nothing was asked.
std::vector<std::string> headlines(const compare::Outcome& outcome);
std::vector<std::string> headlines(const compare::SharesOutcome& shares);

/// What one draft does to one subject, in a sentence: `For 37 of 1,200 persons, ...`.
std::string summary(const compare::Outcome& outcome, const compare::Effect& effect);

}  // namespace nansen::page
