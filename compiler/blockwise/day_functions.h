// Operations on days, sixteen at a time. Included by one file for each kind of processor, in a
// namespace of its own, NANSEN_PROCESSOR; nothing of the standard library is used.
//
// What is not known may be any number: it reads nothing that is not there, and what it gives does
// not matter. These files are compiled so that signed sums are cut off as unsigned ones are.
//
// Months are counted in years that begin on 1 March, so that the day that only some years have is
// their last. Quotients are of floating-point numbers of 24 bits, cut off; that they are right is
// tested for every day of the calendar.
#pragma once

#include "compiler/blockwise/number_functions.h"
#include "runtime/calendar.h"

namespace nansen::blockwise::NANSEN_PROCESSOR {

using Days = std::int32_t __attribute__((vector_size(64), may_alias));
using Floats = float __attribute__((vector_size(64)));
inline constexpr std::size_t days_at_once = 16;

/// Larger numbers of days or months make no difference: more than the calendar has.
inline constexpr std::int32_t most_days = 4'000'000;
inline constexpr std::int32_t most_months = 120'000;

inline constexpr std::int32_t to_march_0 = 719468;  // from 0000-03-01 to 1970-01-01
inline constexpr std::int32_t days_of_400_years = 146097;
inline constexpr std::int32_t days_of_4_years = 1461;
inline constexpr std::int32_t calendar_days = runtime::last_day - runtime::first_day + 1;

inline Days all(std::int32_t day) { return Days{} + day; }
inline Days smaller(Days a, Days b) { return a < b ? a : b; }
inline Days larger(Days a, Days b) { return a > b ? a : b; }

inline Days quotient(Days a, std::int32_t b) {
  const Floats cut = __builtin_convertvector(a, Floats) * (1.0F / static_cast<float>(b));
  return __builtin_convertvector(cut, Days);
}

/// The day within the calendar that `day`, counted on from `from`, becomes.
inline Days settled(Days from, Days day) {
  const Days never = all(runtime::last_day);
  const Days within = smaller(larger(day, all(runtime::first_day)), never);
  return from == never ? never : within;
}

struct YearAndDay {
  Days year;  // from March 0000
  Days day;   // of the year, from 0
};

inline YearAndDay year_and_day(Days day) {
  const Days quarters = day * 4 + (4 * to_march_0 + 3);
  const Days century = quotient(quarters, days_of_400_years);
  const Days rest = (quarters - century * days_of_400_years) | 3;
  const Days year = quotient(rest, days_of_4_years);
  return {century * 100 + year, (rest - year * days_of_4_years) >> 2};
}

/// The days from 0000-03-01 to the start of a year. y / 100 = y * 5243 / 2^19 for every year of the
/// calendar; for years around it the starts are around it too.
inline Days start_of_year(Days year) {
  const Days century = (year * 5243) >> 19;
  return year * 365 + (year >> 2) - century + (century >> 2);
}

/// (5 * d + 2) / 153 for the days d of a year, and (153 * m + 2) / 5 for its months m.
inline Days month_of(Days day_of_year) { return (day_of_year * 1071 + 448) >> 15; }
inline Days start_of_month(Days month) { return (month * 979 + 16) >> 5; }

/// `months` is within `most_months` of zero. The month after the last of a year starts when the
/// next year does, which is never later than its own formula says.
inline Days months_added(Days day, Days months, bool up) {
  const YearAndDay from = year_and_day(day);
  const Days month = month_of(from.day);
  const Days day_of_month = from.day - start_of_month(month);
  const Days in_all = from.year * 12 + month + months;
  const Days year = quotient(in_all, 12);
  const Days there = in_all - year * 12;
  const Days start = start_of_year(year);
  const Days next = smaller(start + start_of_month(there + 1), start_of_year(year + 1));
  const Days counted = start + start_of_month(there) + day_of_month;
  return settled(day, smaller(counted, up ? next : next - 1) - to_march_0);
}

inline const Days* days(const Call& call, std::byte* const* memory, std::size_t operand) {
  return reinterpret_cast<const Days*>(memory[call.operands[operand]]);
}
inline Days* result_days(const Call& call, std::byte* const* memory) {
  return reinterpret_cast<Days*>(memory[call.result]);
}

inline void add_days(const Call& call, std::byte* const* memory, std::size_t rows) {
  const Days* const from = days(call, memory, 0);
  const Days* const counted = days(call, memory, 1);
  Days* const result = result_days(call, memory);
  for (std::size_t at = 0; at < rows / days_at_once; ++at) {
    result[at] = settled(from[at], from[at] + counted[at]);
  }
}

inline void add_months(const Call& call, std::byte* const* memory, std::size_t rows) {
  const Days* const from = days(call, memory, 0);
  const Days* const counted = days(call, memory, 1);
  const bool up = call.option == static_cast<std::uint32_t>(runtime::MonthEnd::Up);
  Days* const result = result_days(call, memory);
  for (std::size_t at = 0; at < rows / days_at_once; ++at) {
    result[at] = months_added(from[at], counted[at], up);
  }
}

inline void add_same_months(const Call& call, std::byte* const* memory, std::size_t rows) {
  const Days* const from = days(call, memory, 0);
  const Days counted = all(number_of<std::int32_t>(call));
  const bool up = call.option == static_cast<std::uint32_t>(runtime::MonthEnd::Up);
  Days* const result = result_days(call, memory);
  for (std::size_t at = 0; at < rows / days_at_once; ++at) {
    result[at] = months_added(from[at], counted, up);
  }
}

inline void next_working_day(const Call& call, std::byte* const* memory, std::size_t rows) {
  const std::int32_t* const from = numbers<std::int32_t>(call, memory, 0);
  const std::uint8_t* const distances = numbers<std::uint8_t>(call, memory, 1);
  std::int32_t* __restrict const result = result_numbers<std::int32_t>(call, memory);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint32_t place =
        static_cast<std::uint32_t>(from[row]) - static_cast<std::uint32_t>(runtime::first_day);
    const std::uint32_t within = place < calendar_days ? place : calendar_days - 1;
    result[row] = from[row] + distances[within];
  }
}

/// A stretch cut off before the day asked: `end` is the first day after it.
struct Cut {
  Days first;
  Days end;
};

inline void exchange(Cut& a, Cut& b) {
  const Days ordered = a.first <= b.first;
  const Cut earlier{smaller(a.first, b.first), ordered ? a.end : b.end};
  b = {larger(a.first, b.first), ordered ? b.end : a.end};
  a = earlier;
}

/// By first day: Batcher's network of exchanges, which is the same whatever the days are.
inline void sort(Cut* cuts, std::size_t count) {
  for (std::size_t merged = 1; merged < count; merged *= 2) {
    for (std::size_t step = merged; step >= 1; step /= 2) {
      for (std::size_t start = step % merged; start + step < count; start += 2 * step) {
        for (std::size_t at = start; at < start + step && at < count - step; ++at) {
          if (at / (2 * merged) != (at + step) / (2 * merged)) continue;
          exchange(cuts[at], cuts[at + step]);
        }
      }
    }
  }
}

/// The last day on which the next stretch may begin without the count starting anew.
inline Days latest_after(Days end, std::int32_t count, bool months) {
  return months ? months_added(end, all(count), false) : settled(end, end + count);
}

inline Days counted_of(const Cut* cuts, std::size_t count, std::int32_t gap, bool months) {
  Days counted = all(0);
  Days end = all(runtime::first_day);  // the day after the last one counted so far
  for (std::size_t next = 0; next < count; ++next) {
    const Days first = larger(cuts[next].first, end);
    const Days more = larger(cuts[next].end - first, all(0));
    if (gap == 0) {
      // An empty stretch may move the end, but not beyond where any later stretch begins.
      end = larger(end, cuts[next].end);
    } else {
      const Days any = first < cuts[next].end;
      const Days anew = any & (first > latest_after(end, gap, months));
      counted = anew ? all(0) : counted;
      end = any ? cuts[next].end : end;
    }
    counted += more;
  }
  return counted;
}

inline void days_counted(const Call& call, std::byte* const* memory, std::size_t rows) {
  const std::size_t stretches = (call.operand_count - 2) / 2;
  const Days* const asked = days(call, memory, 0);
  auto* const cuts = reinterpret_cast<Cut*>(memory[call.operands[call.operand_count - 1]]);
  const auto gap = number_of<std::int32_t>(call);
  Days* const result = result_days(call, memory);
  for (std::size_t at = 0; at < rows / days_at_once; ++at) {
    for (std::size_t next = 0; next < stretches; ++next) {
      const Days last = days(call, memory, 2 * next + 2)[at];
      cuts[next] = {days(call, memory, 2 * next + 1)[at], smaller(last + 1, asked[at])};
    }
    sort(cuts, stretches);
    result[at] = counted_of(cuts, stretches, gap, call.option == 1);
  }
}

inline void counted_until(const Call& call, std::byte* const* memory, std::size_t rows) {
  const Days none = all(runtime::first_day);
  const Days* const asked = days(call, memory, 0);
  Days* const result = result_days(call, memory);
  for (std::size_t at = 0; at < rows / days_at_once; ++at) {
    Days until = none;
    for (std::size_t first = 1; first + 1 < call.operand_count; first += 2) {
      const Days begin = days(call, memory, first)[at];
      const Days end = smaller(days(call, memory, first + 1)[at] + 1, asked[at]);
      until = larger(until, begin < end ? end : none);
    }
    result[at] = until == none ? asked[at] : until;
  }
}

}  // namespace nansen::blockwise::NANSEN_PROCESSOR
