// Arithmetic on vectors of days, 32 bits each: days since 1970-01-01, within the calendar where
// they are known, anything else where they are not. Used inside this room only.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <cstdint>
#include <vector>

#include "runtime/calendar.h"
#include "runtime/stretches.h"

namespace nansen::codegen {

/// From the first to the last day, both included.
struct StretchLanes {
  llvm::Value* first = nullptr;
  llvm::Value* last = nullptr;
};

/// Emits what runtime/calendar.h, stretches.h and working_days.h say of single days, for `lanes`
/// days at once and without a branch.
class DayLanes {
 public:
  /// Places in memory have `index_bits` bits.
  DayLanes(llvm::IRBuilder<>& builder, unsigned lanes, unsigned index_bits)
      : builder_(builder), lanes_(lanes), index_(builder.getIntNTy(index_bits)) {}

  /// The most days, or months, that can make a difference: more than the calendar has.
  static constexpr std::int32_t most = 4'000'000;
  static constexpr std::int32_t most_months = 120'000;

  /// `days` is within `most` of zero.
  llvm::Value* add_days(llvm::Value* day, llvm::Value* days) const;
  /// `months` is within `most_months` of zero.
  llvm::Value* add_months(llvm::Value* day, llvm::Value* months, runtime::MonthEnd month_end) const;
  /// The same for a number of months that is known beforehand, which takes fewer operations, and
  /// fewest for whole years.
  llvm::Value* add_months(llvm::Value* day, std::int64_t months, runtime::MonthEnd month_end) const;
  /// `distances` is the start of runtime::working_day_distances and three more bytes.
  llvm::Value* next_working_day(llvm::Value* day, llvm::Value* distances) const;
  llvm::Value* days_counted(llvm::Value* asked, const std::vector<StretchLanes>& stretches,
                            const runtime::LongestGap& gap) const;
  llvm::Value* counted_until(llvm::Value* asked, const std::vector<StretchLanes>& stretches) const;

 private:
  /// A day as year, counted from March 0000, and day of that year, from 0.
  struct YearAndDay {
    llvm::Value* year = nullptr;
    llvm::Value* day = nullptr;
  };
  /// The days from 0000-03-01 to the starts of a year and of the next, which both begin in March.
  struct YearStarts {
    llvm::Value* this_one = nullptr;
    llvm::Value* next = nullptr;
  };
  /// A stretch cut off before the day asked: `end` is the first day after it.
  struct Cut {
    llvm::Value* first = nullptr;
    llvm::Value* end = nullptr;
  };

  YearAndDay year_and_day(llvm::Value* day) const;
  YearStarts starts_of(llvm::Value* year) const;
  llvm::Value* month_of(llvm::Value* day_of_year) const;
  llvm::Value* start_of(llvm::Value* month) const;
  llvm::Value* last_of(llvm::Value* next, runtime::MonthEnd month_end) const;
  llvm::Value* in_month(llvm::Value* year, llvm::Value* month, llvm::Value* day_of_month,
                        runtime::MonthEnd month_end) const;
  llvm::Value* settled(llvm::Value* from, llvm::Value* day) const;
  llvm::Value* latest_after(llvm::Value* end, const runtime::LongestGap& gap) const;
  std::vector<Cut> cut(llvm::Value* asked, const std::vector<StretchLanes>& stretches) const;
  void sort(std::vector<Cut>& stretches) const;

  llvm::Type* type() const;
  llvm::Value* splat(std::int32_t number) const;
  llvm::Value* plus(llvm::Value* a, std::int32_t b) const;
  llvm::Value* times(llvm::Value* a, std::int32_t b) const;
  llvm::Value* halved(llvm::Value* a, unsigned times) const;
  llvm::Value* divided(llvm::Value* a, std::int32_t b) const;
  llvm::Value* smaller(llvm::Value* a, llvm::Value* b) const;
  llvm::Value* larger(llvm::Value* a, llvm::Value* b) const;

  llvm::IRBuilder<>& builder_;
  unsigned lanes_;
  llvm::IntegerType* index_;
};

}  // namespace nansen::codegen
