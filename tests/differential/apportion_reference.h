// Apportionment as a textbook has it: units given one by one, entitlements by setting aside whoever
// stands at a limit, remainders looked through for the largest. It shares no code and no thought
// with the interpreter's, and takes as many steps as there are units.
#pragma once

#include <string>
#include <vector>

#include "compiler/interpret/apportion.h"

namespace nansen::test {

/// Quotas, or what stands against them.
struct Answer {
  std::vector<Rational> numbers;
  std::optional<interpret::SheetErrorKind> error;
  std::optional<std::size_t> row;
  std::optional<std::size_t> other;
  Rational number;  // of the error
};

Answer reference_quotas(const interpret::Claims& claims, ir::Apportionment method,
                        ir::TieOrder ties);
Answer reference_entitlements(const interpret::Claims& claims);

/// The interpreter's answer in the same form.
Answer answer_of(const std::variant<std::vector<Rational>, interpret::SheetError>& found);

/// `3 1 0`, or the error.
std::string to_string(const Answer& answer);
std::string to_string(const interpret::Claims& claims);

}  // namespace nansen::test
