#include "compiler/sharing/rounded.h"

#include "compiler/report/number.h"

namespace nansen::sharing {
RoundedAnswer round(const Answer& answer, const std::vector<int>& decimals) {
  RoundedAnswer rounded{decimals, {}};
  for (std::size_t output = 0; output < answer.size(); ++output) {
    const interpret::SheetColumn& column = answer[output];
    std::vector<mpz_class>& units = rounded.units.emplace_back(column.asked.size());
    for (std::size_t row = 0; row < column.asked.size(); ++row) {
      if (row < column.numbers.size()) {
        units[row] = report::rounded_units(column.numbers[row], decimals[output]);
      } else if (row < column.truths.size()) {
        units[row] = column.truths[row] ? 1 : 0;
      }
    }
  }
  return rounded;
}

}  // namespace nansen::sharing
