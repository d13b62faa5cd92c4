// Stays as someone writes them who knows that a compiler can make vectors of a loop without
// branches over whole numbers of 32 bits.
#include "tests/benchmarks/time_opponents.h"

namespace nansen::benchmarks::NANSEN_OPPONENT {
namespace {

constexpr std::int32_t first_of_all = -719162;
constexpr std::int32_t never = 2932896;
constexpr std::int32_t epoch = 719468;  // from 0000-03-01 to 1970-01-01

// As arithmetic, since compilers take chains of ?: apart into branches, and then make no vectors.
[[gnu::always_inline]] inline std::int32_t choose(bool condition, std::int32_t a, std::int32_t b) {
  const std::int32_t mask = -static_cast<std::int32_t>(condition);
  return (a & mask) | (b & ~mask);
}
[[gnu::always_inline]] inline std::int32_t smaller(std::int32_t a, std::int32_t b) {
  return a < b ? a : b;
}
[[gnu::always_inline]] inline std::int32_t larger(std::int32_t a, std::int32_t b) {
  return a > b ? a : b;
}

/// The days from 0000-03-01 to the start of a year that begins in March.
[[gnu::always_inline]] inline std::uint32_t start_of(std::uint32_t year) {
  const std::uint32_t century = year / 100;
  return 365 * year + year / 4 - century + century / 4;
}

/// `months` more, from 0 to 12.
[[gnu::always_inline]] inline std::int32_t add_months(std::int32_t day, std::uint32_t months) {
  const std::uint32_t quarters = 4 * static_cast<std::uint32_t>(day + epoch) + 3;
  const std::uint32_t century = quarters / 146097;
  const std::uint32_t rest = quarters % 146097 | 3;
  const std::uint32_t year = rest / 1461;
  const std::uint32_t day_of_year = rest % 1461 / 4;
  const std::uint32_t month = (5 * day_of_year + 2) / 153;
  const std::uint32_t day_of_month = day_of_year - (153 * month + 2) / 5;
  const std::uint32_t next_year = month + months > 11 ? 1 : 0;
  const std::uint32_t new_year = 100 * century + year + next_year;
  const std::uint32_t new_month = month + months - 12 * next_year;
  const std::uint32_t start = start_of(new_year);
  const auto found = static_cast<std::int32_t>(start + (153 * new_month + 2) / 5 + day_of_month);
  const auto in_year = static_cast<std::int32_t>(start + (153 * new_month + 155) / 5);
  const auto next_start = static_cast<std::int32_t>(start_of(new_year + 1));
  const std::int32_t there = smaller(found, smaller(in_year, next_start) - 1) - epoch;
  return choose(day == never, never, smaller(there, never));
}

/// The days before the day asked, or before the end, that lie in one of two stretches, whose ends
/// are the days after them; since the last gap of more than six months.
[[gnu::always_inline]] inline std::int32_t residence(std::int32_t first, std::int32_t end,
                                                     std::int32_t other_first,
                                                     std::int32_t other_end) {
  const bool ordered = first <= other_first;
  const std::int32_t a_first = choose(ordered, first, other_first);
  const std::int32_t a_end = choose(ordered, end, other_end);
  const std::int32_t b_first = choose(ordered, other_first, first);
  const std::int32_t b_end = choose(ordered, other_end, end);
  const std::int32_t before = larger(a_end - a_first, 0);
  const std::int32_t counted_until = choose(a_first < a_end, a_end, first_of_all);
  const std::int32_t start = larger(b_first, counted_until);
  const bool anew = (start < b_end) & (start > add_months(counted_until, 6));
  return choose(anew, 0, before) + larger(b_end - start, 0);
}

}  // namespace

void stays_in_vectors(const Histories& given, const Stays& results) {
  // Copies, which no store can change.
  const Histories histories = given;
  const Stays stays = results;
  const std::int32_t asked = histories.day_asked;
  const std::size_t rows = histories.rows;
#if defined(__clang__)
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
  for (std::size_t row = 0; row < rows; ++row) {
    const std::int32_t first = histories.admitted_on[row];
    const std::int32_t year = add_months(first, 12);
    const std::int32_t extended_once = add_months(year, 6);
    const std::int32_t extended_twice = add_months(extended_once, 6);
    const std::int32_t extended_thrice = add_months(extended_twice, 6);
    const std::int32_t until =
        smaller(add_months(extended_thrice, 12), histories.prolonged_until[row]);
    const std::int32_t count = histories.extensions[row];
    std::int32_t last = choose(count >= 1, extended_once, year);
    last = choose(count >= 2, extended_twice, last);
    last = choose(count >= 3, extended_thrice, last);
    last = choose((count >= 3) & (histories.prolonged[row] != 0), until, last);
    const std::int32_t left = histories.left_on[row];
    last = choose((left < never) & (left <= last), larger(left - 1, first_of_all), last);
    stays.first_day[row] = first;
    stays.last_day[row] = last;
    stays.held[row] = static_cast<std::uint8_t>((first <= asked) & (asked <= last));

    stays.days_of_residence[row] =
        residence(first, smaller(last + 1, asked), histories.earlier_from[row],
                  smaller(histories.earlier_until[row] + 1, asked));
  }
}

// Extensions follow one another: without their number the stay lasts a year at least and two and a
// half at most.
void bounded_stays(const Histories& given, const Knowledge& known, const BoundedStays& results) {
  // Copies, which no store can change.
  const Histories histories = given;
  const Knowledge knowledge = known;
  const BoundedStays stays = results;
  const std::int32_t asked = histories.day_asked;
  const std::size_t rows = histories.rows;
#if defined(__clang__)
#pragma clang loop vectorize(assume_safety)
#else
#pragma GCC ivdep
#endif
  for (std::size_t row = 0; row < rows; ++row) {
    const std::int32_t first = histories.admitted_on[row];
    const bool first_known = knowledge.admitted_on[row] != 0;
    const std::int32_t year = add_months(first, 12);
    const std::int32_t once = add_months(year, 6);
    const std::int32_t twice = add_months(once, 6);
    const std::int32_t thrice = add_months(twice, 6);
    const std::int32_t count = histories.extensions[row];
    const bool count_known = knowledge.extensions[row] != 0;
    std::int32_t extended = choose(count >= 1, once, year);
    extended = choose(count >= 2, twice, extended);
    extended = choose(count >= 3, thrice, extended);
    std::int32_t least = choose(count_known, extended, year);
    std::int32_t greatest = choose(count_known, extended, thrice);
    bool least_known = first_known;
    bool greatest_known = first_known;

    // Prolonged, perhaps, until a day that may be known.
    const bool full = count_known & (count >= 3);
    const bool not_full = count_known & (count < 3);
    const bool prolonged_known = knowledge.prolonged[row] != 0;
    const bool is_prolonged = prolonged_known & (histories.prolonged[row] != 0);
    const bool not_prolonged = prolonged_known & (histories.prolonged[row] == 0);
    const bool yes = full & is_prolonged;
    const bool no = not_full | not_prolonged;
    const std::int32_t until = histories.prolonged_until[row];
    const bool until_known = knowledge.prolonged_until[row] != 0;
    const std::int32_t year_more = add_months(thrice, 12);
    const std::int32_t longer = choose(until_known & first_known, smaller(year_more, until),
                                       choose(until_known, until, year_more));
    const bool longer_least_known = first_known & until_known;
    const bool longer_greatest_known = first_known | until_known;
    least = choose(yes, longer, choose(no, least, smaller(longer, least)));
    greatest = choose(yes, longer, choose(no, greatest, larger(longer, greatest)));
    least_known =
        (yes & longer_least_known) | (no & first_known) | (longer_least_known & first_known);
    greatest_known =
        (yes & longer_greatest_known) | (no & first_known) | (longer_greatest_known & first_known);

    // Left before, perhaps.
    const std::int32_t left = histories.left_on[row];
    const bool left_known = knowledge.left_on[row] != 0;
    const bool before_least = left_known & least_known & (left <= least);
    const bool after_greatest = left_known & greatest_known & (left > greatest);
    const bool leaves = left_known & (left < never) & before_least;
    const bool stays_on = (left_known & (left == never)) | after_greatest;
    const std::int32_t day_before = larger(left - 1, first_of_all);
    const std::int32_t end_least =
        choose(leaves, day_before, choose(stays_on, least, smaller(day_before, least)));
    const std::int32_t end_greatest =
        choose(leaves, day_before, choose(stays_on, greatest, larger(day_before, greatest)));
    const bool end_least_known = (stays_on | left_known) & least_known;
    const bool end_greatest_known = leaves | ((stays_on | left_known) & greatest_known);
    // The earlier of both ends; one of them that is known is what it is at most.
    least = smaller(least, end_least);
    least_known = least_known & (leaves | end_least_known);
    greatest = choose(greatest_known & end_greatest_known, smaller(greatest, end_greatest),
                      choose(greatest_known, greatest, end_greatest));
    greatest_known = greatest_known | end_greatest_known;

    const bool begun = first_known & (first <= asked);
    const bool not_begun = first_known & (first > asked);
    const bool goes_on = least_known & (asked <= least);
    const bool over = greatest_known & (asked > greatest);
    const bool one_day = least_known & greatest_known & (least == greatest);
    const bool counted = first_known & one_day & (knowledge.earlier_from[row] != 0) &
                         (knowledge.earlier_until[row] != 0);
    stays.first_day[row] = choose(first_known, first, 0);
    stays.last_day_least[row] = choose(least_known, least, 0);
    stays.last_day_greatest[row] = choose(greatest_known, greatest, 0);
    stays.held[row] = static_cast<std::uint8_t>(1 + static_cast<int>(begun & goes_on) -
                                                static_cast<int>(not_begun | over));
    const std::int32_t days =
        residence(first, smaller(least + 1, asked), histories.earlier_from[row],
                  smaller(histories.earlier_until[row] + 1, asked));
    stays.days_of_residence[row] = choose(counted, days, 0);
    stays.known[row] = static_cast<std::uint8_t>(
        static_cast<int>(first_known) | static_cast<int>(least_known) << 1 |
        static_cast<int>(greatest_known) << 2 | static_cast<int>(counted) << 3);
  }
}

}  // namespace nansen::benchmarks::NANSEN_OPPONENT
