// Which function does an operation. Included by one file for each kind of processor, in a namespace
// of its own, NANSEN_PROCESSOR.
#pragma once

#include "compiler/blockwise/day_functions.h"

namespace nansen::blockwise::NANSEN_PROCESSOR {

/// The function that `make` gives for integers of `width` bytes.
template <typename Make>
Function by_width(std::uint8_t width, Make make) {
  switch (width) {
    case 1: return make(Integers<1>());
    case 2: return make(Integers<2>());
    case 4: return make(Integers<4>());
    case 8: return make(Integers<8>());
    default: return make(Integers<16>());
  }
}

template <typename Relation>
Function comparison(std::uint8_t width) {
  return by_width(width, [](auto integers) -> Function {
    return compare<typename decltype(integers)::Signed, Relation>;
  });
}

template <typename Relation>
Function comparison_with_same(std::uint8_t width) {
  return by_width(width, [](auto integers) -> Function {
    return compare_with_same<typename decltype(integers)::Signed, Relation>;
  });
}

template <typename Each>
Function unsigned_combination(std::uint8_t width) {
  return by_width(width, [](auto integers) -> Function {
    return combine<typename decltype(integers)::Unsigned, Each>;
  });
}

template <typename Each>
Function signed_combination(std::uint8_t width) {
  return by_width(width, [](auto integers) -> Function {
    return combine<typename decltype(integers)::Signed, Each>;
  });
}

inline Function resizing(const Operation& operation) {
  return by_width(operation.from, [&](auto from) -> Function {
    return by_width(operation.width, [](auto to) -> Function {
      return resize<typename decltype(from)::Signed, typename decltype(to)::Signed>;
    });
  });
}

inline Function multiplication(const Operation& operation) {
  return by_width(operation.from, [&](auto from) -> Function {
    return by_width(operation.width, [](auto to) -> Function {
      return multiply<typename decltype(from)::Signed, typename decltype(to)::Unsigned>;
    });
  });
}

inline Function find_function(const Operation& operation) {
  const std::uint8_t width = operation.width;
  switch (operation.code) {
    case Code::Copy: return plane_function<Same, 1>;
    case Code::And: return plane_function_of_some<AllOf>;
    case Code::Or: return plane_function_of_some<AnyOf>;
    case Code::AndNot: return plane_function<FirstOnly, 2>;
    case Code::OddOne: return odd_one;
    case Code::Majority: return plane_function<MostOf, 3>;
    case Code::KnownOfSelected: return plane_function<KnownOfSelected, 4>;
    case Code::Less: return comparison<IsLess>(width);
    case Code::LessEqual: return comparison<IsAtMost>(width);
    case Code::Equal: return comparison<IsEqual>(width);
    case Code::AtMost: return comparison_with_same<IsAtMost>(width);
    case Code::AtLeast: return comparison_with_same<IsAtLeast>(width);
    case Code::Exactly: return comparison_with_same<IsEqual>(width);
    case Code::AtLeastUnsigned:
      if (width == 1) return compare_with_same<std::uint8_t, IsAtLeast>;
      return compare_with_same<std::uint16_t, IsAtLeast>;
    case Code::Fill:
      return by_width(width, [](auto integers) -> Function {
        return fill<typename decltype(integers)::Unsigned>;
      });
    case Code::Resize: return resizing(operation);
    case Code::Multiply: return multiplication(operation);
    case Code::Add: return unsigned_combination<SumOf>(width);
    case Code::AddSame:
      return by_width(width, [](auto integers) -> Function {
        return add_same<typename decltype(integers)::Unsigned>;
      });
    case Code::Subtract: return unsigned_combination<DifferenceOf>(width);
    case Code::Minimum: return signed_combination<LeastOf>(width);
    case Code::Maximum: return signed_combination<GreatestOf>(width);
    case Code::Select:
      return by_width(width, [](auto integers) -> Function {
        return select<typename decltype(integers)::Unsigned>;
      });
    case Code::Keep:
      return by_width(width, [](auto integers) -> Function {
        return keep<typename decltype(integers)::Unsigned>;
      });
    case Code::AddDays: return add_days;
    case Code::AddMonths: return add_months;
    case Code::AddSameMonths: return add_same_months;
    case Code::NextWorkingDay: return next_working_day;
    case Code::DaysCounted: return days_counted;
    case Code::CountedUntil: return counted_until;
  }
  return nullptr;
}

}  // namespace nansen::blockwise::NANSEN_PROCESSOR
