// Months are counted in years that begin on 1 March, so that the day that only some years have is
// their last. A whole year y of them begins y * 365 + y / 4 - y / 100 + y / 400 days after
// 0000-03-01, and month m of a year (March is 0) (153 * m + 2) / 5 days after the year.
//
// Divisions are multiplications and shifts where 32 bits hold the product, else multiplications of
// 32-bit floating-point numbers, cut off: the 24 bits of these hold every dividend, and that the
// quotients are right is tested for every day of the calendar.
#include "compiler/codegen/day_lanes.h"

#include <algorithm>
#include <utility>

namespace nansen::codegen {
namespace {

constexpr std::int32_t to_march_0 = 719468;  // from 0000-03-01 to 1970-01-01
constexpr std::int32_t days_of_400_years = 146097;
constexpr std::int32_t days_of_4_years = 1461;
constexpr std::int32_t calendar_days = runtime::last_day - runtime::first_day + 1;

}  // namespace

// ---- the operations ----

llvm::Value* DayLanes::add_days(llvm::Value* day, llvm::Value* days) const {
  return settled(day, builder_.CreateAdd(day, days));
}

llvm::Value* DayLanes::add_months(llvm::Value* day, llvm::Value* months,
                                  runtime::MonthEnd month_end) const {
  const YearAndDay from = year_and_day(day);
  llvm::Value* month = month_of(from.day);
  llvm::Value* months_in_all =
      builder_.CreateAdd(builder_.CreateAdd(times(from.year, 12), month), months);
  llvm::Value* year = divided(months_in_all, 12);
  llvm::Value* there = builder_.CreateSub(months_in_all, times(year, 12));
  llvm::Value* day_of_month = builder_.CreateSub(from.day, start_of(month));
  return settled(day, in_month(year, there, day_of_month, month_end));
}

llvm::Value* DayLanes::add_months(llvm::Value* day, std::int64_t months,
                                  runtime::MonthEnd month_end) const {
  const auto counted =
      static_cast<std::int32_t>(std::clamp<std::int64_t>(months, -most_months, most_months));
  const std::int32_t rest = ((counted % 12) + 12) % 12;
  const std::int32_t years = (counted - rest) / 12;
  // Later days only lie beyond the calendar's end, and what comes after never is beyond it.
  const bool later = counted > 0;
  const auto settle = [&](llvm::Value* there) {
    return later ? smaller(there, splat(runtime::last_day)) : settled(day, there);
  };
  const YearAndDay from = year_and_day(day);
  llvm::Value* year = plus(from.year, years);
  if (rest == 0) {
    // Only the last day of the year may be lacking.
    const YearStarts starts = starts_of(year);
    llvm::Value* there =
        smaller(builder_.CreateAdd(starts.this_one, from.day), last_of(starts.next, month_end));
    return settle(plus(there, -to_march_0));
  }
  llvm::Value* month = month_of(from.day);
  llvm::Value* day_of_month = builder_.CreateSub(from.day, start_of(month));
  llvm::Value* raised = plus(month, rest);
  llvm::Value* beyond = builder_.CreateICmpSGT(raised, splat(11));
  year = builder_.CreateSelect(beyond, plus(year, 1), year);
  llvm::Value* there = builder_.CreateSelect(beyond, plus(raised, -12), raised);
  return settle(in_month(year, there, day_of_month, month_end));
}

llvm::Value* DayLanes::next_working_day(llvm::Value* day, llvm::Value* distances) const {
  // What is not known may be anything: it reads within the table all the same.
  llvm::Value* place = builder_.CreateBinaryIntrinsic(
      llvm::Intrinsic::umin, plus(day, -runtime::first_day), splat(calendar_days - 1));
  llvm::Value* places =
      builder_.CreateGEP(builder_.getInt8Ty(), distances,
                         builder_.CreateZExt(place, llvm::FixedVectorType::get(index_, lanes_)));
  llvm::Value* read = builder_.CreateMaskedGather(type(), places, llvm::Align(1));
  return builder_.CreateAdd(day, builder_.CreateAnd(read, splat(0xff)));
}

llvm::Value* DayLanes::days_counted(llvm::Value* asked, const std::vector<StretchLanes>& stretches,
                                    const runtime::LongestGap& gap) const {
  std::vector<Cut> ordered = cut(asked, stretches);
  sort(ordered);
  llvm::Value* counted = splat(0);
  llvm::Value* end = splat(runtime::first_day);  // the day after the last one counted so far
  for (const Cut& next : ordered) {
    llvm::Value* first = larger(next.first, end);
    llvm::Value* more = larger(builder_.CreateSub(next.end, first), splat(0));
    if (gap.count == 0) {
      // An empty stretch may move the end, but not beyond where any later stretch begins.
      end = larger(end, next.end);
    } else {
      llvm::Value* any = builder_.CreateICmpSLT(first, next.end);
      llvm::Value* anew =
          builder_.CreateAnd(any, builder_.CreateICmpSGT(first, latest_after(end, gap)));
      counted = builder_.CreateSelect(anew, splat(0), counted);
      end = builder_.CreateSelect(any, next.end, end);
    }
    counted = builder_.CreateAdd(counted, more);
  }
  return counted;
}

llvm::Value* DayLanes::counted_until(llvm::Value* asked,
                                     const std::vector<StretchLanes>& stretches) const {
  llvm::Value* none = splat(runtime::first_day);
  llvm::Value* until = none;
  for (const Cut& each : cut(asked, stretches)) {
    llvm::Value* any = builder_.CreateICmpSLT(each.first, each.end);
    until = larger(until, builder_.CreateSelect(any, each.end, none));
  }
  return builder_.CreateSelect(builder_.CreateICmpEQ(until, none), asked, until);
}

// ---- months ----

/// With t = 4 * days + 3 and r = t % 146097 | 3: century = t / 146097, year of the century =
/// r / 1461, day of the year = r % 1461 / 4.
DayLanes::YearAndDay DayLanes::year_and_day(llvm::Value* day) const {
  llvm::Value* quarters = plus(builder_.CreateShl(day, splat(2)), 4 * to_march_0 + 3);
  llvm::Value* century = divided(quarters, days_of_400_years);
  llvm::Value* rest =
      builder_.CreateOr(builder_.CreateSub(quarters, times(century, days_of_400_years)), splat(3));
  llvm::Value* year = divided(rest, days_of_4_years);
  llvm::Value* day_of_year = halved(builder_.CreateSub(rest, times(year, days_of_4_years)), 2);
  return {builder_.CreateAdd(times(century, 100), year), day_of_year};
}

/// y / 100 = y * 5243 / 2^19 for every year of the calendar, and y / 400 = y / 100 / 4. For years
/// around the calendar the starts are around it too.
DayLanes::YearStarts DayLanes::starts_of(llvm::Value* year) const {
  llvm::Value* product = times(year, 5243);
  llvm::Value* days = times(year, 365);
  const auto leap_days = [&](llvm::Value* of, llvm::Value* its_product) {
    llvm::Value* century = halved(its_product, 19);
    return builder_.CreateAdd(builder_.CreateSub(halved(of, 2), century), halved(century, 2));
  };
  return {builder_.CreateAdd(days, leap_days(year, product)),
          plus(builder_.CreateAdd(days, leap_days(plus(year, 1), plus(product, 5243))), 365)};
}

/// (5 * d + 2) / 153 = (1071 * d + 448) / 2^15 for the days d of a year.
llvm::Value* DayLanes::month_of(llvm::Value* day_of_year) const {
  return halved(plus(times(day_of_year, 1071), 448), 15);
}

/// (153 * m + 2) / 5 = (979 * m + 16) / 2^5 for the months m of a year.
llvm::Value* DayLanes::start_of(llvm::Value* month) const {
  return halved(plus(times(month, 979), 16), 5);
}

/// Of a month or year whose successor starts on `next`: the last day that a day it lacks becomes.
llvm::Value* DayLanes::last_of(llvm::Value* next, runtime::MonthEnd month_end) const {
  return month_end == runtime::MonthEnd::Down ? plus(next, -1) : next;
}

/// The day that is a day of a month. The month after the last of a year starts when the
/// next year does, which is never later than its own formula says.
llvm::Value* DayLanes::in_month(llvm::Value* year, llvm::Value* month, llvm::Value* day_of_month,
                                runtime::MonthEnd month_end) const {
  const YearStarts starts = starts_of(year);
  llvm::Value* product = times(month, 979);
  llvm::Value* start = halved(plus(product, 16), 5);
  llvm::Value* next = halved(plus(product, 16 + 979), 5);
  llvm::Value* day = builder_.CreateAdd(starts.this_one, builder_.CreateAdd(start, day_of_month));
  llvm::Value* next_start = smaller(builder_.CreateAdd(starts.this_one, next), starts.next);
  return plus(smaller(day, last_of(next_start, month_end)), -to_march_0);
}

/// The day within the calendar that `day`, counted on from `from`, becomes.
llvm::Value* DayLanes::settled(llvm::Value* from, llvm::Value* day) const {
  llvm::Value* never = splat(runtime::last_day);
  llvm::Value* within = smaller(larger(day, splat(runtime::first_day)), never);
  return builder_.CreateSelect(builder_.CreateICmpEQ(from, never), never, within);
}

// ---- stretches ----

/// The last day on which the next stretch may begin without the count starting anew.
llvm::Value* DayLanes::latest_after(llvm::Value* end, const runtime::LongestGap& gap) const {
  if (gap.months) return add_months(end, gap.count, runtime::MonthEnd::Down);
  const auto days = static_cast<std::int32_t>(std::min<std::int64_t>(gap.count, most));
  return add_days(end, splat(days));
}

std::vector<DayLanes::Cut> DayLanes::cut(llvm::Value* asked,
                                         const std::vector<StretchLanes>& stretches) const {
  std::vector<Cut> result;
  for (const StretchLanes& stretch : stretches) {
    result.push_back({stretch.first, smaller(plus(stretch.last, 1), asked)});
  }
  return result;
}

/// By first day: Batcher's network of exchanges, which is the same whatever the days are.
void DayLanes::sort(std::vector<Cut>& stretches) const {
  const std::size_t count = stretches.size();
  const auto exchange = [&](Cut& a, Cut& b) {
    llvm::Value* ordered = builder_.CreateICmpSLE(a.first, b.first);
    const Cut earlier{smaller(a.first, b.first), builder_.CreateSelect(ordered, a.end, b.end)};
    b = {larger(a.first, b.first), builder_.CreateSelect(ordered, b.end, a.end)};
    a = earlier;
  };
  for (std::size_t merged = 1; merged < count; merged *= 2) {
    for (std::size_t step = merged; step >= 1; step /= 2) {
      for (std::size_t start = step % merged; start + step < count; start += 2 * step) {
        for (std::size_t at = start; at < std::min(start + step, count - step); ++at) {
          if (at / (2 * merged) != (at + step) / (2 * merged)) continue;
          exchange(stretches[at], stretches[at + step]);
        }
      }
    }
  }
}

// ---- lanes ----

llvm::Type* DayLanes::type() const {
  return llvm::FixedVectorType::get(builder_.getInt32Ty(), lanes_);
}
llvm::Value* DayLanes::splat(std::int32_t number) const {
  return llvm::ConstantInt::getSigned(type(), number);
}
llvm::Value* DayLanes::plus(llvm::Value* a, std::int32_t b) const {
  return b == 0 ? a : builder_.CreateAdd(a, splat(b));
}
llvm::Value* DayLanes::times(llvm::Value* a, std::int32_t b) const {
  return builder_.CreateMul(a, splat(b));
}
llvm::Value* DayLanes::halved(llvm::Value* a, unsigned times) const {
  return builder_.CreateAShr(a, splat(static_cast<std::int32_t>(times)));
}

/// `(int)((float)a * (1.0f / b))`, cut towards zero.
llvm::Value* DayLanes::divided(llvm::Value* a, std::int32_t b) const {
  llvm::Type* floats = llvm::FixedVectorType::get(builder_.getFloatTy(), lanes_);
  llvm::Value* reciprocal = llvm::ConstantFP::get(floats, 1.0F / static_cast<float>(b));
  return builder_.CreateFPToSI(builder_.CreateFMul(builder_.CreateSIToFP(a, floats), reciprocal),
                               type());
}

llvm::Value* DayLanes::smaller(llvm::Value* a, llvm::Value* b) const {
  return builder_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, a, b);
}
llvm::Value* DayLanes::larger(llvm::Value* a, llvm::Value* b) const {
  return builder_.CreateBinaryIntrinsic(llvm::Intrinsic::smax, a, b);
}

}  // namespace nansen::codegen
