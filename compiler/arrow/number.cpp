// Columns of numbers and days. Integers and days of four bytes go through loops that are made of
// vectors; other forms are converted one by one, exactly or not at all.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "compiler/arrow/column.h"
#include "compiler/base/rational.h"
#include "compiler/layout/layout.h"
#include "runtime/calendar.h"

namespace nansen::arrow {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t milliseconds_a_day = 86'400'000;
constexpr std::string_view days_wanted =
    "date32 (tdD), date64 (tdm) of whole days, or a struct of such \"least\" and \"greatest\"";
constexpr std::string_view number_wanted =
    "an integer (c C s S i I l L), float or double (f, g) or decimal128 (d:P,S)";

std::string written(const ir::Column& fact, std::int64_t stored) {
  if (holds_days(fact)) return runtime::format_date(static_cast<std::int32_t>(stored));
  Rational number(mpz_class(stored), mpz_class(fact.scale));
  number.canonicalize();
  return to_string(number);
}

std::string not_in_range(const ir::Column& fact, std::string_view value) {
  return fmt::format("{} is not allowed: from {} to {}", value, written(fact, fact.least),
                     written(fact, fact.greatest));
}

std::size_t width_index(std::size_t width) {
  return width == 1 ? 0 : width == 2 ? 1 : width == 4 ? 2 : 3;
}

void store(std::byte* entries, std::size_t width, std::size_t row, std::int64_t value) {
  std::memcpy(entries + row * width, &value, width);  // little-endian, as Arrow's arrays are
}

/// The bounds of an integer type.
std::pair<Wide, Wide> bounds_of(Whole whole) {
  const auto position = static_cast<unsigned>(whole);
  const unsigned bits = 8U << (position / 2);
  const bool is_signed = position % 2 == 0;
  const Wide one = 1;
  if (is_signed) return {-(one << (bits - 1)), (one << (bits - 1)) - 1};
  return {0, (one << bits) - 1};
}

/// Integers, and days of four bytes.
class WholeColumn final : public FactColumn {
 public:
  WholeColumn(const ir::Column& fact, const View& view, Whole whole)
      : fact_(fact), view_(view), width_(layout::shape_of(fact).width) {
    view_.whole = whole;
    convert_ = lanes().numbers[static_cast<std::size_t>(whole)][width_index(width_)];
    const auto [least, greatest] = bounds_of(whole);
    // What is read, times the scale, lies within the fact's range.
    Wide low = fact.least / fact.scale;
    if (low * fact.scale < fact.least) ++low;
    Wide high = fact.greatest / fact.scale;
    if (high * fact.scale > fact.greatest) --high;
    low = std::max(low, least);
    high = std::min(high, greatest);
    limits_ = {static_cast<std::int64_t>(low), static_cast<std::int64_t>(high), fact.scale};
    never_ = low > high;
    size_ = std::size_t{1} << (static_cast<unsigned>(whole) / 2);
  }

  bool fetch(std::int64_t begin, std::size_t count, std::byte* const* buffers) const override {
    auto* known = reinterpret_cast<std::uint64_t*>(buffers[0]);
    known_plane(view_, begin, count, known);
    const std::byte* source =
        view_.values() + (view_.first + begin) * static_cast<std::int64_t>(size_);
    const bool good = never_ ? none_known(known, count)
                             : convert_(source, view_.valid == nullptr ? nullptr : known, count,
                                        limits_, buffers[1]);
    if (never_) std::memset(buffers[1], 0, count * width_);
    zero_rest(buffers[1], width_, count);
    return good;
  }

  // Signed integers of the column's width. Where one that is not known would not be allowed, zeros
  // must be put in the place of such.
  bool in_place(std::int64_t begin, std::size_t count, execute::RangeCheck check,
                const std::byte** buffers) const override {
    const bool same = static_cast<unsigned>(view_.whole) % 2 == 0 && size_ == width_ &&
                      limits_.factor == 1 && !never_;
    if (!same) return false;
    buffers[0] = validity_in_place(view_, begin, count);
    buffers[1] = view_.values() + (view_.first + begin) * static_cast<std::int64_t>(size_);
    if (buffers[0] == nullptr) return false;
    return check == execute::RangeCheck::ByReader ||
           lanes().within[static_cast<std::size_t>(view_.whole)](buffers[1], count, limits_);
  }

  std::optional<std::string> fault_at(std::int64_t row) const override {
    if (!view_.is_valid(row)) return std::nullopt;
    const std::int64_t value = view_.integer(row);
    const bool large = view_.whole == Whole::Uint64 && view_.value<std::uint64_t>(row) > INT64_MAX;
    if (!never_ && !large && value >= limits_.least && value <= limits_.greatest) {
      return std::nullopt;
    }
    if (large) {
      const auto number = view_.value<std::uint64_t>(row);
      if (!never_ && number <= static_cast<std::uint64_t>(limits_.greatest)) return std::nullopt;
      return not_in_range(fact_, std::to_string(number));
    }
    const bool day = holds_days(fact_) && value >= runtime::first_day && value <= runtime::last_day;
    if (day) return not_in_range(fact_, written(fact_, value));
    return not_in_range(fact_, (holds_days(fact_) ? "day " : "") + std::to_string(value));
  }

 private:
  static bool none_known(const std::uint64_t* known, std::size_t count) {
    return std::all_of(known, known + (count + 63) / 64,
                       [](std::uint64_t word) { return word == 0; });
  }

  const ir::Column& fact_;
  View view_;
  std::size_t width_;
  std::size_t size_ = 1;
  Limits limits_;
  bool never_ = false;
  Lanes::Numbers convert_ = nullptr;
};

/// What becomes of a value that is converted by itself.
struct Converted {
  std::int64_t stored = 0;
  std::string fault = {};
};

/// A column whose values are converted one by one.
class ConvertedColumn : public FactColumn {
 public:
  ConvertedColumn(const ir::Column& fact, const View& view)
      : fact_(fact), view_(view), width_(layout::shape_of(fact).width) {}

  bool fetch(std::int64_t begin, std::size_t count, std::byte* const* buffers) const override {
    known_plane(view_, begin, count, reinterpret_cast<std::uint64_t*>(buffers[0]));
    bool good = true;
    for (std::size_t row = 0; row < count; ++row) {
      const std::int64_t at = begin + static_cast<std::int64_t>(row);
      const std::optional<std::int64_t> stored =
          view_.is_valid(at) ? convert(at) : std::optional<std::int64_t>(0);
      good &= stored.has_value();
      store(buffers[1], width_, row, stored.value_or(0));
    }
    zero_rest(buffers[1], width_, count);
    return good;
  }

  std::optional<std::string> fault_at(std::int64_t row) const override {
    if (!view_.is_valid(row) || convert(row)) return std::nullopt;
    return explain(row);
  }

 protected:
  /// The stored number at `row`; nothing iff it is not allowed, which `explain` then says.
  virtual std::optional<std::int64_t> convert(std::int64_t row) const = 0;
  virtual std::string explain(std::int64_t row) const = 0;

  std::optional<std::int64_t> in_range(Wide stored) const {
    if (stored < fact_.least || stored > fact_.greatest) return std::nullopt;
    return static_cast<std::int64_t>(stored);
  }
  std::string too_fine(std::string_view value) const {
    return fmt::format("{} is no whole number of {}, in which the fact is kept", value,
                       written(fact_, 1));
  }

  const ir::Column& fact_;
  View view_;
  std::size_t width_;
};

class MillisecondsColumn final : public ConvertedColumn {
 public:
  using ConvertedColumn::ConvertedColumn;

 private:
  std::optional<std::int64_t> convert(std::int64_t row) const override {
    const auto time = view_.value<std::int64_t>(row);
    if (time % milliseconds_a_day != 0) return std::nullopt;
    return in_range(time / milliseconds_a_day);
  }
  std::string explain(std::int64_t row) const override {
    const auto time = view_.value<std::int64_t>(row);
    if (time % milliseconds_a_day != 0) {
      return fmt::format("{} milliseconds are not a whole number of days", time);
    }
    return not_in_range(fact_, fmt::format("day {}", time / milliseconds_a_day));
  }
};

/// A binary fraction stands for the shortest decimal that is read as it again: 0.1 for a tenth. So
/// it is printed, and so tables of text and of Parquet have it. Integers past those of which the
/// type has all stand for themselves.
template <typename Float>
class FloatColumn final : public ConvertedColumn {
 public:
  using ConvertedColumn::ConvertedColumn;

 private:
  using Numeric = std::numeric_limits<Float>;

  std::optional<std::int64_t> convert(std::int64_t row) const override {
    const auto value = view_.value<Float>(row);
    if (!std::isfinite(value)) return std::nullopt;
    // Scales are powers of ten. Of the decimals with so few digits no two are one number of the
    // type, so none is shorter than the one that is found. The constant is exact.
    constexpr double few_digits = sizeof(Float) == 4 ? 1e6 : 1e15;
    static_assert(Numeric::digits10 == (sizeof(Float) == 4 ? 6 : 15));
    const double product = static_cast<double>(value) * static_cast<double>(fact_.scale);
    if (std::fabs(product) < few_digits) {
      const double nearest = std::nearbyint(product);
      const auto back = static_cast<Float>(nearest / static_cast<double>(fact_.scale));
      if (back != value) return std::nullopt;
      return in_range(static_cast<std::int64_t>(nearest));
    }
    if (std::fabs(product) >= 0x1p64) return std::nullopt;
    if (std::fabs(value) < std::ldexp(Float{1}, Numeric::digits)) return shortest_decimal(value);
    return in_range(static_cast<Wide>(value) * fact_.scale);
  }

  /// What is kept for the shortest decimal of `value`; its product with the scale is below 2^64.
  std::optional<std::int64_t> shortest_decimal(Float value) const {
    std::array<char, 32> text;
    const char* const end = std::to_chars(text.data(), text.data() + text.size(), std::fabs(value),
                                          std::chars_format::scientific)
                                .ptr;
    Wide digits = 0;
    int power = 0;
    const char* at = text.data();
    for (bool after_point = false; *at != 'e'; ++at) {
      if (*at == '.') {
        after_point = true;
        continue;
      }
      digits = 10 * digits + (*at - '0');
      power -= after_point ? 1 : 0;
    }
    ++at;
    if (*at == '+') ++at;
    int exponent = 0;
    std::from_chars(at, end, exponent);
    Wide stored = digits * fact_.scale;  // at most 17 digits, and 19 of the scale
    for (power += exponent; power > 0; --power) stored *= 10;
    for (; power < 0; ++power) {
      if (stored % 10 != 0) return std::nullopt;
      stored /= 10;
    }
    return in_range(value < 0 ? -stored : stored);
  }

  std::string explain(std::int64_t row) const override {
    const auto value = view_.value<Float>(row);
    if (std::isnan(value)) return "it is not a number; what is not known is null";
    const std::string shown = fmt::format("{}", value);
    const double least = static_cast<double>(fact_.least) / static_cast<double>(fact_.scale);
    const double greatest = static_cast<double>(fact_.greatest) / static_cast<double>(fact_.scale);
    if (static_cast<double>(value) < least || static_cast<double>(value) > greatest) {
      return not_in_range(fact_, shown);
    }
    return too_fine(shown);
  }
};

class DecimalColumn final : public ConvertedColumn {
 public:
  DecimalColumn(const ir::Column& fact, const View& view) : ConvertedColumn(fact, view) {
    mpz_class ten;
    mpz_ui_pow_ui(ten.get_mpz_t(), 10, static_cast<unsigned long>(std::abs(view.places)));
    // stored = units * scale / 10^places
    Rational factor = view.places >= 0 ? Rational(mpz_class(fact.scale), ten)
                                       : Rational(mpz_class(fact.scale) * ten);
    factor.canonicalize();
    factor_ = factor;
    narrow_ = factor.get_num().fits_slong_p() && factor.get_den().fits_slong_p();
    if (!narrow_) return;
    multiplier_ = factor.get_num().get_si();
    divisor_ = factor.get_den().get_si();
  }

 private:
  std::optional<std::int64_t> convert(std::int64_t row) const override {
    const Wide units = view_.value<Wide>(row);
    if (!narrow_) {
      const Rational number = Rational(integer(units)) * factor_;
      if (number.get_den() != 1 || !number.get_num().fits_slong_p()) return std::nullopt;
      return in_range(number.get_num().get_si());
    }
    if (units % divisor_ != 0) return std::nullopt;
    const Wide quotient = units / divisor_;
    if (quotient > INT64_MAX || quotient < INT64_MIN) return std::nullopt;
    return in_range(quotient * multiplier_);
  }

  static mpz_class integer(Wide units) {
    mpz_class high(static_cast<long>(units >> 64));
    const mpz_class low(static_cast<unsigned long>(units));
    high <<= 64;
    return high + low;
  }

  std::string explain(std::int64_t row) const override {
    const mpz_class units = integer(view_.value<Wide>(row));
    mpz_class ten;
    mpz_ui_pow_ui(ten.get_mpz_t(), 10, static_cast<unsigned long>(std::abs(view_.places)));
    Rational number = view_.places >= 0 ? Rational(units, ten) : Rational(units * ten);
    number.canonicalize();
    const Rational stored = number * Rational(mpz_class(fact_.scale));
    return stored.get_den() == 1 ? not_in_range(fact_, to_string(number))
                                 : too_fine(to_string(number));
  }

  Rational factor_;
  bool narrow_ = false;
  std::int64_t multiplier_ = 1;
  std::int64_t divisor_ = 1;
};

/// One bound of a range, or the one number that a range leaves. The other bound is looked at only
/// to see that both are in order.
class BoundColumn final : public FactColumn {
 public:
  BoundColumn(const ir::Column& fact, const View& whole, std::unique_ptr<FactColumn> least,
              std::unique_ptr<FactColumn> greatest)
      : fact_(fact),
        whole_(whole),
        least_(std::move(least)),
        greatest_(std::move(greatest)),
        width_(layout::shape_of(fact).width) {}

  bool fetch(std::int64_t begin, std::size_t count, std::byte* const* buffers) const override {
    const std::size_t rows =
        (count + runtime::block_rows - 1) / runtime::block_rows * runtime::block_rows;
    std::vector<std::uint64_t> other_known(rows / 64);
    std::vector<std::byte> other(rows * width_);
    std::byte* const others[] = {reinterpret_cast<std::byte*>(other_known.data()), other.data()};
    const bool upper = fact_.bound == ir::Bound::Greatest;
    bool good = (upper ? greatest_ : least_)->fetch(begin, count, buffers);
    good = (upper ? least_ : greatest_)->fetch(begin, count, others) && good;
    auto* known = reinterpret_cast<std::uint64_t*>(buffers[0]);
    for (std::size_t row = 0; row < count; ++row) {
      const std::uint64_t bit = std::uint64_t{1} << (row % 64);
      if (!whole_.is_valid(begin + static_cast<std::int64_t>(row))) {
        known[row / 64] &= ~bit;
        other_known[row / 64] &= ~bit;
        store(buffers[1], width_, row, 0);
        continue;
      }
      const bool both = (known[row / 64] & other_known[row / 64] & bit) != 0;
      const bool either = ((known[row / 64] | other_known[row / 64]) & bit) != 0;
      const std::int64_t own = load(buffers[1], row);
      const std::int64_t beside = load(other.data(), row);
      if (both) good &= upper ? beside <= own : own <= beside;
      if (fact_.bound == ir::Bound::Exact && either) good &= both && own == beside;
    }
    // What is not allowed may be part of a range that is null as a whole.
    return good || (whole_.valid != nullptr && !has_fault(begin, count));
  }

  std::optional<std::string> fault_at(std::int64_t row) const override {
    if (!whole_.is_valid(row)) return std::nullopt;
    if (auto fault = least_->fault_at(row)) return "least: " + *fault;
    if (auto fault = greatest_->fault_at(row)) return "greatest: " + *fault;
    const std::optional<std::int64_t> least = value(*least_, row);
    const std::optional<std::int64_t> greatest = value(*greatest_, row);
    if (least && greatest && *least > *greatest) {
      return fmt::format("its least, {}, comes after its greatest, {}", written(fact_, *least),
                         written(fact_, *greatest));
    }
    if (fact_.bound == ir::Bound::Exact && least != greatest) {
      return "it is a range, and the evaluator is not compiled for ranges: let least and greatest "
             "be the same day, give null where the day is not known, or compile with \"ranges\" "
             "(an artefact: nansen build --ranges)";
    }
    return std::nullopt;
  }

 private:
  bool has_fault(std::int64_t begin, std::size_t count) const {
    for (std::size_t row = 0; row < count; ++row) {
      if (fault_at(begin + static_cast<std::int64_t>(row))) return true;
    }
    return false;
  }
  std::int64_t load(const std::byte* entries, std::size_t row) const {
    std::int64_t value = 0;
    std::memcpy(&value, entries + row * width_, width_);
    const auto shift = static_cast<unsigned>(64 - 8 * width_);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << shift) >> shift;
  }
  std::optional<std::int64_t> value(const FactColumn& column, std::int64_t row) const {
    std::vector<std::uint64_t> known(runtime::block_words);
    std::vector<std::byte> values(runtime::block_rows * width_);
    std::byte* const buffers[] = {reinterpret_cast<std::byte*>(known.data()), values.data()};
    column.fetch(row, 1, buffers);
    if ((known[0] & 1) == 0) return std::nullopt;
    return load(values.data(), 0);
  }

  const ir::Column& fact_;
  View whole_;
  std::unique_ptr<FactColumn> least_;
  std::unique_ptr<FactColumn> greatest_;
  std::size_t width_;
};

std::unique_ptr<FactColumn> range_column(const ir::Column& fact, const View& view,
                                         const Place& place, Problem& problem) {
  std::unique_ptr<FactColumn> bounds[2];
  for (const std::size_t which : {0U, 1U}) {
    const char* name = which == 0 ? "least" : "greatest";
    const Place part = fmt::format("{}, its \"{}\"", place, name);
    const auto child = find_child(view, name, place, problem);
    if (!child) return nullptr;
    if (*child < 0) {
      fail(problem, NANSEN_SCHEMA_MISMATCH, place,
           fmt::format("the struct of a range has no child \"{}\"", name));
      return nullptr;
    }
    const auto bound = child_of(view, *child, part, problem);
    if (!bound) return nullptr;
    if (bound->type == Type::Struct) {
      fail_type(*bound, "a date32 (tdD) or date64 (tdm)", part, problem);
      return nullptr;
    }
    bounds[which] = number_column(fact, *bound, part, problem);
    if (!bounds[which]) return nullptr;
  }
  return std::make_unique<BoundColumn>(fact, view, std::move(bounds[0]), std::move(bounds[1]));
}

}  // namespace

std::unique_ptr<FactColumn> number_column(const ir::Column& fact, const View& view,
                                          const Place& place, Problem& problem) {
  if (view.type == Type::Null) return unknown_column(fact);
  const bool days = holds_days(fact);
  if (!view.dictionary) {
    if (view.type == Type::Struct && (days || fact.bound != ir::Bound::Exact)) {
      return range_column(fact, view, place, problem);
    }
    if (days && view.type == Type::Days) {
      return std::make_unique<WholeColumn>(fact, view, Whole::Int32);
    }
    if (days && view.type == Type::Milliseconds) {
      return std::make_unique<MillisecondsColumn>(fact, view);
    }
    if (!days && view.type == Type::Whole) {
      return std::make_unique<WholeColumn>(fact, view, view.whole);
    }
    if (!days && view.type == Type::Float) return std::make_unique<FloatColumn<float>>(fact, view);
    if (!days && view.type == Type::Double) {
      return std::make_unique<FloatColumn<double>>(fact, view);
    }
    if (!days && view.type == Type::Decimal) return std::make_unique<DecimalColumn>(fact, view);
  }
  fail_type(view, days ? days_wanted : number_wanted, place, problem);
  return nullptr;
}

}  // namespace nansen::arrow
