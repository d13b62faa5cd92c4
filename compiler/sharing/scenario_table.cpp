#include "compiler/sharing/scenario_table.h"

namespace nansen::sharing {

bool ScaleFinder::add(const Rational& number) {
  if (abs(number) > greatest_) greatest_ = abs(number);
  const mpz_class& denominator = number.get_den();
  if (denominator != 1) {
    mpz_lcm(scale_.get_mpz_t(), scale_.get_mpz_t(), denominator.get_mpz_t());
  }
  return greatest_ * scale_ <= Rational(mpz_class(runtime::scenario_limit)) &&
         scale_ <= mpz_class(runtime::scenario_limit);
}

std::int64_t units_of(const Rational& number, std::int64_t scale) {
  const Rational units = number * Rational(mpz_class(scale));
  return units.get_num().get_si();
}

ScenarioShape shape_of(const ir::Sheet& sheet, const interpret::SheetTable& table) {
  ScenarioShape shape;
  shape.rows = table.rows.size();
  for (std::size_t input = 0; input < sheet.inputs.size(); ++input) {
    std::vector<std::uint8_t> truths(shape.rows);
    std::vector<std::uint8_t> known(shape.rows);
    for (std::size_t row = 0; row < shape.rows; ++row) {
      if (sheet.inputs[input].truth) {
        truths[row] = table.inputs[input].truths[row] == Truth::Yes;
        known[row] = table.inputs[input].truths[row] != Truth::Undetermined;
      } else {
        known[row] = table.inputs[input].numbers[row].has_value();
      }
    }
    shape.truths.push_back(std::move(truths));
    shape.known.push_back(std::move(known));
  }
  return shape;
}

}  // namespace nansen::sharing
