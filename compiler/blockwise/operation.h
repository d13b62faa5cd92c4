// The operations that a kernel is made of here: each does one thing to some blocks of rows, in
// loops that the C++ compiler makes vectors of. Used inside this room only.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/processor.h"

namespace nansen::blockwise {

/// What an operation does. A plane has a bit a row, numbers have `width` bytes each, all of two's
/// complement; what a sum or product has beyond that is cut off.
enum class Code : std::uint8_t {
  // Planes from planes.
  Copy,
  And,              // of two to four
  Or,               // of two to four
  AndNot,           // the first without the second
  OddOne,           // of two or three: an odd number of them is set
  Majority,         // of three
  KnownOfSelected,  // of yes, no, a, b: a where yes, b where no, both elsewhere
  // Planes from numbers.
  Less,             // of two numbers
  LessEqual,        // of two numbers
  Equal,            // of two numbers
  AtMost,           // of a number and `number`
  AtLeast,          // of a number and `number`
  Exactly,          // of a number and `number`
  AtLeastUnsigned,  // of a code and `number`
  // Numbers from numbers.
  Fill,      // `number`
  Resize,    // a number of `from` bytes
  Multiply,  // a number of `from` bytes, by `number`
  Add,       // two numbers
  AddSame,   // a number and `number`
  Subtract,  // two numbers
  Minimum,   // of two numbers
  Maximum,   // of two numbers
  Select,    // of a plane, a, b: a where it is set, b elsewhere
  Keep,      // of a plane, a: a where it is set, `number` elsewhere
  // Days: numbers of four bytes.
  AddDays,         // a day and a number of days
  AddMonths,       // a day and a number of months; `option`: as runtime::MonthEnd
  AddSameMonths,   // a day and `number` months; the same
  NextWorkingDay,  // a day and the start of runtime::working_day_distances
  DaysCounted,     // the day asked, then first and last day of each stretch, then memory of 128
                   // bytes a stretch; more than `number` days (`option` 0) or months (1) between
                   // two make the count start anew, and nothing does where it is zero
  CountedUntil,    // the same operands but for the memory
};

/// An integer of 128 bits in two parts.
struct Integer {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

struct Call;
/// Does what `call` says to `rows` rows, a multiple of 512. `memory` says where each register
/// begins: on a boundary of 64 bytes. The result is none of the operands.
using Function = void (*)(const Call& call, std::byte* const* memory, std::size_t rows);

struct Call {
  Function function = nullptr;
  std::uint32_t result = 0;
  std::uint32_t operand_count = 0;
  const std::uint32_t* operands = nullptr;
  Integer number;
  std::uint32_t option = 0;
};

/// The code of an operation.
struct Operation {
  Code code{};
  std::uint8_t width = 0;
  std::uint8_t from = 0;
};

// The functions as they are compiled for each kind of processor.
namespace portable {
Function function_of(const Operation& operation);
}
namespace x86_64_v3 {
Function function_of(const Operation& operation);
}
namespace x86_64_v4 {
Function function_of(const Operation& operation);
}

/// The function for `processor`.
Function function_of(const Operation& operation, runtime::Processor processor);

}  // namespace nansen::blockwise
