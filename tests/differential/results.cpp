#include "tests/differential/results.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/rational.h"

namespace nansen::test {
namespace {

bool bit(const std::uint64_t* plane, std::size_t row) {
  return (plane[row / 64] >> (row % 64) & 1) != 0;
}

std::string truth(const runtime::Results& results, std::size_t output, std::size_t position,
                  std::size_t row) {
  const bool yes = bit(results.plane(output, position, true), row);
  const bool no = bit(results.plane(output, position, false), row);
  if (yes && no) return "both";
  return yes ? "yes" : no ? "no" : "undetermined";
}

/// Word for word: the common case, and quick.
bool same_planes(const runtime::Results& left, const runtime::Results& right, std::size_t output,
                 std::size_t position, std::size_t rows) {
  for (const bool yes : {true, false}) {
    const std::uint64_t* here = left.plane(output, position, yes);
    const std::uint64_t* there = right.plane(output, position, yes);
    for (std::size_t word = 0; word < (rows + 63) / 64; ++word) {
      const std::size_t used = std::min<std::size_t>(rows - word * 64, 64);
      const std::uint64_t mask = used == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << used) - 1;
      if (((here[word] ^ there[word]) & mask) != 0) return false;
    }
  }
  return true;
}

std::string number(const runtime::Results& results, std::size_t output, std::size_t which,
                   std::size_t row) {
  const std::int64_t stored = results.numbers(output, which)[row];
  if (!bit(results.plane(output, which, true), row)) {
    return stored == 0 ? "unknown" : "unknown, but stored";
  }
  Rational value(mpz_class(stored), mpz_class(results.shapes()[output].scale));
  value.canonicalize();
  return to_string(value);
}

}  // namespace

std::string difference(const ir::Module& module, const runtime::Results& left,
                       const runtime::Results& right, std::size_t rows) {
  for (std::size_t output = 0; output < module.outputs.size(); ++output) {
    const bool is_number = left.shapes()[output].number;
    const std::size_t positions =
        is_number ? (left.shapes()[output].range ? 2 : 1) : left.shapes()[output].truths;
    for (std::size_t position = 0; position < positions; ++position) {
      if (!is_number && same_planes(left, right, output, position, rows)) continue;
      for (std::size_t row = 0; row < rows; ++row) {
        const std::string here =
            is_number ? number(left, output, position, row) : truth(left, output, position, row);
        const std::string there =
            is_number ? number(right, output, position, row) : truth(right, output, position, row);
        if (here == there) continue;
        return fmt::format("output {} ({}), truth {}, row {}: {} and {}", output,
                           module.outputs[output].name, position, row, here, there);
      }
    }
  }
  return "";
}

std::string withdrawn(const ir::Module& module, const runtime::Results& partial,
                      const runtime::Results& full, std::size_t rows) {
  const auto said = [&](std::size_t output, std::size_t row, const std::string& first,
                        const std::string& then) {
    return fmt::format("output {} ({}), row {}: first {}, then {}", output,
                       module.outputs[output].name, row, first, then);
  };
  for (std::size_t output = 0; output < module.outputs.size(); ++output) {
    const runtime::OutputShape& shape = partial.shapes()[output];
    for (std::size_t truth = 0; truth < shape.truths; ++truth) {
      for (std::size_t row = 0; row < rows; ++row) {
        const std::string before = nansen::test::truth(partial, output, truth, row);
        const std::string after = nansen::test::truth(full, output, truth, row);
        if (before != "undetermined" && before != after) return said(output, row, before, after);
      }
    }
    for (std::size_t which = 0; shape.number && which < (shape.range ? 2U : 1U); ++which) {
      for (std::size_t row = 0; row < rows; ++row) {
        if (!bit(partial.plane(output, which, true), row)) continue;
        const std::int64_t before = partial.numbers(output, which)[row];
        const std::int64_t after = full.numbers(output, which)[row];
        const bool known = bit(full.plane(output, which, true), row);
        const bool holds = !shape.range ? before == after
                           : which == 0 ? before <= after
                                        : before >= after;
        if (known && holds) continue;
        return said(output, row, number(partial, output, which, row),
                    number(full, output, which, row));
      }
    }
  }
  return "";
}

}  // namespace nansen::test
