// Binary fractions stand for the decimals that they are printed as: exactly, or they are refused.
#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <cmath>

#include "compiler/arrow/arrow.h"
#include "compiler/base/rational.h"
#include "compiler/layout/layout.h"
#include "tests/support/random/random.h"

namespace nansen::test {
namespace {

constexpr std::int64_t scale = 1'000'000;
constexpr std::int64_t greatest = 9'000'000'000'000'000'000;

/// Rows of one decimal.
ir::Module one_decimal() {
  ir::Module module;
  ir::Domain person;
  person.entity = "Person";
  ir::Column number;
  number.domain = module.domains.add(person);
  number.kind = ir::ColumnKind::Number;
  number.name = "number";
  number.scale = scale;
  number.least = -greatest;
  number.greatest = greatest;
  module.columns.add(number);
  return module;
}

/// What is kept for `value` (in units of a millionth); nothing iff it is refused.
template <typename Float>
std::optional<std::int64_t> kept(Float value) {
  static const ir::Module module = one_decimal();
  const void* buffers[] = {nullptr, &value};
  ArrowSchema field{};
  field.format = sizeof(Float) == 4 ? "f" : "g";
  field.name = "number";
  field.flags = ARROW_FLAG_NULLABLE;
  field.release = [](ArrowSchema*) {};
  ArrowArray column{};
  column.length = 1;
  column.n_buffers = 2;
  column.buffers = buffers;
  column.release = [](ArrowArray*) {};
  ArrowSchema* fields[] = {&field};
  ArrowArray* columns[] = {&column};
  const void* none[] = {nullptr};
  ArrowSchema schema{};
  schema.format = "+s";
  schema.n_children = 1;
  schema.children = fields;
  schema.release = field.release;
  ArrowArray array{};
  array.length = 1;
  array.n_buffers = 1;
  array.buffers = none;
  array.n_children = 1;
  array.children = columns;
  array.release = column.release;
  arrow::Problem problem;
  const arrow::GivenTable table{"", &schema, &array};
  const auto opened = arrow::Tables::open(module, {&table, 1}, problem);
  if (opened == nullptr) {
    ADD_FAILURE() << problem.message;
    return std::nullopt;
  }
  const auto batch = opened->read(0, 1, problem);
  if (!batch) return std::nullopt;
  return batch->tables[0]->number(0, 0);
}

/// The same from the digits that it is printed with.
template <typename Float>
std::optional<std::int64_t> printed(Float value) {
  std::array<char, 400> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), std::fabs(value),
                                 std::chars_format::fixed);
  Rational number = rational_from_decimal(std::string_view(text.data(), end.ptr - text.data()));
  number *= Rational(scale);
  if (value < 0) number = -number;
  if (number.get_den() != 1 || abs(number) > Rational(mpz_class(greatest))) return std::nullopt;
  return number.get_num().get_si();
}

TEST(Fraction, IsTheDecimalThatItIsPrintedAs) {
  EXPECT_EQ(kept(0.1), 100'000);
  EXPECT_EQ(kept(0.1 + 0.2), std::nullopt);
  EXPECT_EQ(kept(-2.5), -2'500'000);
  EXPECT_EQ(kept(8652487915.3), 8'652'487'915'300'000);
  EXPECT_EQ(kept(4305057124.633553), 4'305'057'124'633'553);
  EXPECT_EQ(kept(12345678901.3), 12'345'678'901'300'000);
  EXPECT_EQ(kept(16.72F), 16'720'000);
  EXPECT_EQ(kept(33.3F), 33'300'000);
  EXPECT_EQ(kept(1e12), 1'000'000'000'000'000'000);
  for (const double number : {1e13, -1e13, 1e19, 1e300, 1e-7, 5e-324, HUGE_VAL, std::nan("")}) {
    EXPECT_EQ(kept(number), std::nullopt) << number;
  }
  EXPECT_EQ(kept(3.4e38F), std::nullopt);
}

TEST(Fraction, OfAnySizeIsExactOrRefused) {
  Random random(1);
  std::size_t refused = 0;
  for (int round = 0; round < 100'000; ++round) {
    // So many digits, of which some come after the point.
    const auto units =
        static_cast<double>(random.between(-1'000'000'000'000'000'000, 1'000'000'000'000'000'000)) /
        std::pow(10.0, static_cast<double>(random.below(19)));
    const double number =
        std::nearbyint(units) / std::pow(10.0, static_cast<double>(random.below(9)));
    ASSERT_EQ(kept(number), printed(number)) << number;
    refused += kept(number) ? 0 : 1;
    const auto narrow = static_cast<float>(number);
    ASSERT_EQ(kept(narrow), printed(narrow)) << narrow;
    const double neighbour = std::nextafter(number, HUGE_VAL);
    ASSERT_EQ(kept(neighbour), printed(neighbour)) << neighbour;
  }
  EXPECT_GT(refused, 1'000U);
  EXPECT_LT(refused, 90'000U);
}

}  // namespace
}  // namespace nansen::test
