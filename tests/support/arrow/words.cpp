#include "tests/support/arrow/words.h"

#include "compiler/base/rational.h"
#include "runtime/calendar.h"

namespace nansen::test {
namespace {

__extension__ using Wide = __int128;

bool is_valid(const ArrowArray& array, std::size_t row) {
  if (array.null_count == 0 || array.buffers[0] == nullptr) return true;
  return ((static_cast<const std::uint8_t*>(array.buffers[0])[row / 8] >> (row % 8)) & 1) != 0;
}

template <typename T>
T entry(const ArrowArray& array, std::size_t row) {
  return static_cast<const T*>(array.buffers[1])[row];
}

std::string fraction(const mpz_class& numerator, const mpz_class& denominator) {
  Rational number(numerator, denominator);
  number.canonicalize();
  return to_string(number);
}

std::string word_of(const ArrowSchema& schema, const ArrowArray& array, std::size_t row) {
  const std::string_view format = schema.format;
  if (format == "+s" && std::string_view(schema.children[0]->name) == "least") {
    const bool known[] = {is_valid(*array.children[0], row), is_valid(*array.children[1], row)};
    std::string day[2];
    for (const int which : {0, 1}) {
      if (known[which]) day[which] = word_of(*schema.children[which], *array.children[which], row);
    }
    // That a day comes before never, or never, says nothing.
    if (!known[0] && (!known[1] || day[1] == "never")) return "undetermined";
    return day[0] == day[1] ? day[0] : day[0] + ".." + day[1];
  }
  if (!is_valid(array, row)) return "undetermined";
  if (schema.dictionary != nullptr) {
    const ArrowArray& values = *array.dictionary;
    const auto index = static_cast<std::size_t>(entry<std::int32_t>(array, row));
    const std::int32_t begin = entry<std::int32_t>(values, index);
    const std::int32_t end = entry<std::int32_t>(values, index + 1);
    return {static_cast<const char*>(values.buffers[2]) + begin,
            static_cast<std::size_t>(end - begin)};
  }
  if (format == "b") return ((entry<std::uint8_t>(array, row / 8) >> (row % 8)) & 1) ? "yes" : "no";
  if (format == "l") return std::to_string(entry<std::int64_t>(array, row));
  if (format == "tdD") return runtime::format_date(entry<std::int32_t>(array, row));
  if (format == "+s") {
    return fraction(entry<std::int64_t>(*array.children[0], row),
                    entry<std::int64_t>(*array.children[1], row));
  }
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, std::stoul(std::string(format.substr(5))));
  return fraction(static_cast<std::int64_t>(entry<Wide>(array, row)), power);
}

}  // namespace

std::vector<std::vector<std::string>> words_of(const ArrowSchema& schema, const ArrowArray& array) {
  std::vector<std::vector<std::string>> rows(static_cast<std::size_t>(array.length));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::int64_t column = 0; column < schema.n_children; ++column) {
      rows[row].push_back(word_of(*schema.children[column], *array.children[column], row));
    }
  }
  return rows;
}

}  // namespace nansen::test
