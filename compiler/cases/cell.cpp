// Cells are read by hand, a type at a time, as there are many of them; only a cell that is wrong is
// looked at again, to say why.
#include "compiler/cases/cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

#include "compiler/base/bug.h"
#include "compiler/cases/facts.h"
#include "compiler/cases/schema.h"
#include "runtime/byte_mask.h"
#include "runtime/calendar.h"

namespace nansen::cases {
namespace {

using program::TypeKind;

__extension__ using Wide = __int128;

// More digits than any stored number has, written out to the places of its scale.
constexpr std::size_t most_digits = 24;

/// A decimal numeral: digits * 10^-places.
struct Numeral {
  bool negative = false;
  Wide digits = 0;
  int places = 0;
  bool too_long = false;
};

/// Nothing iff `text` is not a numeral: -? digits, then a point and digits or nothing.
std::optional<Numeral> parse_numeral(std::string_view text) {
  Numeral numeral;
  std::size_t at = 0;
  if (!text.empty() && text[0] == '-') {
    numeral.negative = true;
    at = 1;
  }
  const std::size_t begin = at;
  std::size_t significant = 0;
  bool point = false;
  for (; at < text.size(); ++at) {
    const char byte = text[at];
    if (byte == '.' && !point && at > begin) {
      point = true;
      continue;
    }
    if (byte < '0' || byte > '9') return std::nullopt;
    if (significant > 0 || byte != '0') ++significant;
    if (significant <= most_digits) numeral.digits = numeral.digits * 10 + (byte - '0');
    if (point) ++numeral.places;
  }
  if (at == begin || text.back() == '.') return std::nullopt;
  numeral.too_long = significant > most_digits;
  return numeral;
}

/// The number that digits alone write, where they are few enough to fit in any case.
std::optional<std::int64_t> parse_short_whole(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::int64_t number = 0;
  for (const char byte : text) {
    if (byte < '0' || byte > '9') return std::nullopt;
    number = number * 10 + (byte - '0');
  }
  return number;
}

/// |numeral| * scale, or -1 iff that is no whole number.
Wide magnitude(const Numeral& numeral, std::int64_t scale) {
  Wide value = numeral.digits * scale;
  for (int place = 0; place < numeral.places; ++place) {
    if (value % 10 != 0) return -1;
    value /= 10;
  }
  return value;
}

/// numeral * scale, where that is a whole number that can be stored.
std::optional<std::int64_t> scaled(const Numeral& numeral, std::int64_t scale) {
  if (numeral.too_long) return std::nullopt;
  const Wide value = magnitude(numeral, scale);
  if (value < 0 || value > INT64_MAX) return std::nullopt;
  const auto narrow = static_cast<std::int64_t>(value);
  return numeral.negative ? -narrow : narrow;
}

bool has_shape_of_date(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd";
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char byte, char wanted) {
                      return wanted == '-' ? byte == '-' : byte >= '0' && byte <= '9';
                    });
}

/// A day of which but the first or the last possible one is known, or both.
struct DayRange {
  std::optional<std::int32_t> least;
  std::optional<std::int32_t> greatest;
};

/// `2022-02-24..2022-03-31`, `2022-02-24..` or `..2022-03-31`; nothing iff `text` is none of these.
std::optional<DayRange> parse_range(std::string_view text) {
  const std::size_t mark = text.find(range_mark);
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view first = text.substr(0, mark);
  const std::string_view last = text.substr(mark + range_mark.size());
  const DayRange range{runtime::parse_date(first), runtime::parse_date(last)};
  if ((!range.least && !first.empty()) || (!range.greatest && !last.empty())) return std::nullopt;
  if (!range.least && !range.greatest) return std::nullopt;
  if (range.least && range.greatest && *range.least > *range.greatest) return std::nullopt;
  return range;
}

/// The greatest whole number that is at most `number`; the least that is at least, with `up`.
std::int64_t whole(const Rational& number, bool up) {
  mpz_class result;
  if (up) {
    mpz_cdiv_q(result.get_mpz_t(), number.get_num_mpz_t(), number.get_den_mpz_t());
  } else {
    mpz_fdiv_q(result.get_mpz_t(), number.get_num_mpz_t(), number.get_den_mpz_t());
  }
  if (!result.fits_slong_p()) bug("the range of a fact does not fit its stored numbers");
  return result.get_si();
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& byte : lower) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  return lower;
}

constexpr std::string_view leave_empty = "leave the cell empty where the fact is not known";

/// True iff `cell` is one of the ways in which tables elsewhere say that something is not known.
bool says_unknown(std::string_view cell) {
  constexpr std::array<std::string_view, 8> words = {"unknown", "undetermined", "na", "n/a",
                                                     "null",    "nan",          "?",  "-"};
  return std::find(words.begin(), words.end(), lower_case(cell)) != words.end();
}

/// True iff the cell gives a least and a greatest number, as ranges of days are given.
bool is_range_of_numbers(std::string_view cell) {
  const std::size_t mark = cell.find(range_mark);
  return mark != std::string_view::npos && parse_numeral(cell.substr(0, mark)) &&
         parse_numeral(cell.substr(mark + range_mark.size()));
}

bool has_outer_space(std::string_view cell) {
  return cell.front() == ' ' || cell.front() == '\t' || cell.back() == ' ' || cell.back() == '\t';
}

std::string help_for_truth(std::string_view cell) {
  if (has_outer_space(cell)) return "remove the space around the word";
  if (says_unknown(cell)) return std::string(leave_empty);
  const std::string lower = lower_case(cell);
  for (const std::string_view word : {"yes", "true", "1", "y", "t"}) {
    if (lower == word) return "write yes";
  }
  for (const std::string_view word : {"no", "false", "0", "n", "f"}) {
    if (lower == word) return "write no";
  }
  return "write yes or no, or leave the cell empty where it is not known";
}

}  // namespace

std::string_view empty_set_text(const program::Enumeration& enumeration) {
  for (const program::Member& member : enumeration.members) {
    if (member.name == empty_set_word) return "|";
  }
  return empty_set_word;
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  const std::optional<Numeral> numeral = parse_numeral(text);
  if (!numeral || text.find('.') != std::string_view::npos) return std::nullopt;
  return scaled(*numeral, 1);
}

FactCells::FactCells(const program::Program& program, const program::Fact& fact)
    : program_(&program), fact_(&fact) {
  switch (fact.type.kind) {
    case TypeKind::Enumeration:
    case TypeKind::Set: {
      const program::Enumeration& enumeration = program.enumerations[fact.type.enumeration];
      std::vector<std::string> names;
      for (const program::Member& member : enumeration.members) names.push_back(member.name);
      members_ = NameIndex(std::move(names));
      set_.resize(enumeration.members.size() / 64 + 1);
      empty_set_ = empty_set_text(enumeration);
      break;
    }
    case TypeKind::Integer:
    case TypeKind::Decimal:
    case TypeKind::Date:
    case TypeKind::Period:
      scale_ = fact.range.scale;
      lowest_ = whole(fact.range.least * Rational(scale_), true);
      highest_ = whole(fact.range.greatest * Rational(scale_), false);
      break;
    default: break;
  }
}

void FactCells::bind(runtime::Table& table, std::size_t column, std::size_t greatest) {
  const runtime::ColumnShape& shape = table.shapes()[column];
  bound_ = true;
  width_ = shape.width;
  known_ = reinterpret_cast<std::uint64_t*>(table.buffer(column, 0));
  values_ = table.buffer(column, 1);
  greatest_ = {};
  if (greatest != column) {
    greatest_ = {reinterpret_cast<std::uint64_t*>(table.buffer(greatest, 0)),
                 table.buffer(greatest, 1)};
  }
  planes_.clear();
  if (shape.kind != runtime::ColumnKind::Set) return;
  for (std::uint32_t member = 0; member < shape.members; ++member) {
    planes_.push_back(reinterpret_cast<std::uint64_t*>(table.buffer(column, 1 + member)));
  }
}

bool FactCells::read(std::string_view cell, std::size_t row) {
  switch (fact_->type.kind) {
    case TypeKind::Boolean: {
      const bool yes = cell == "yes";
      if (!yes && cell != "no") return false;
      store_truth(row, yes);
      return true;
    }
    case TypeKind::Enumeration: {
      const std::uint32_t member = members_.find(cell);
      if (member == NameIndex::none) return false;
      store_code(row, member);
      return true;
    }
    case TypeKind::Set:
      if (!parse_set(cell)) return false;
      store_members(row);
      return true;
    case TypeKind::Integer:
    case TypeKind::Decimal:
    case TypeKind::Period:
    case TypeKind::Date: {
      const std::optional<std::int64_t> value = parse_number(cell);
      if (!value && fact_->type.kind == TypeKind::Date) return read_range(cell, row);
      if (!value || *value < lowest_ || *value > highest_) return false;
      if (!bound_) return true;
      store_number({known_, values_}, row, *value);
      if (greatest_.known != nullptr) store_number(greatest_, row, *value);
      return true;
    }
    default: return false;
  }
}

// The stored number, whatever its size; nothing iff the cell cannot be read or is too exact.
std::optional<std::int64_t> FactCells::parse_number(std::string_view cell) const {
  if (fact_->type.kind == TypeKind::Date) {
    const std::optional<std::int32_t> day = runtime::parse_date(cell);
    if (!day) return std::nullopt;
    return *day;
  }
  const std::int64_t scale = fact_->in_years ? 12 : scale_;
  if (const auto number = parse_short_whole(cell)) {
    std::int64_t value = 0;
    if (!__builtin_mul_overflow(*number, scale, &value)) return value;
  }
  const std::optional<Numeral> numeral = parse_numeral(cell);
  if (!numeral) return std::nullopt;
  if (fact_->type.kind == TypeKind::Decimal) return scaled(*numeral, scale_);
  if (cell.find('.') != std::string_view::npos) return std::nullopt;
  return scaled(*numeral, scale);
}

bool FactCells::parse_set(std::string_view cell) {
  std::fill(set_.begin(), set_.end(), 0);
  if (cell == empty_set_ || (cell.size() == 1 && cell[0] == set_separator)) return true;
  std::size_t begin = 0;  // of the member
  for (std::size_t place = 0; place < cell.size(); place += runtime::byte_stride) {
    std::uint64_t separators = runtime::ByteStride(cell.data() + place).mask_of(set_separator);
    for (; separators != 0; separators &= separators - 1) {
      const std::size_t end = place + static_cast<std::size_t>(std::countr_zero(separators));
      if (end >= cell.size()) break;
      if (!include(cell.substr(begin, end - begin))) return false;
      begin = end + 1;
    }
  }
  return include(cell.substr(begin));
}

// Adds a member to the set. False iff it is none, or is in the set.
bool FactCells::include(std::string_view name) {
  const std::uint32_t member = members_.find(name);
  if (member == NameIndex::none) return false;
  std::uint64_t& word = set_[member / 64];
  const std::uint64_t bit = std::uint64_t{1} << (member % 64);
  if ((word & bit) != 0) return false;
  word |= bit;
  return true;
}

void FactCells::store_truth(std::size_t row, bool value) {
  if (!bound_) return;
  std::uint64_t* plane = value ? known_ : reinterpret_cast<std::uint64_t*>(values_);
  plane[row / 64] |= std::uint64_t{1} << (row % 64);
}

void FactCells::store_code(std::size_t row, std::uint32_t code) {
  if (!bound_) return;
  known_[row / 64] |= std::uint64_t{1} << (row % 64);
  if (width_ == 1) {
    reinterpret_cast<std::uint8_t*>(values_)[row] = static_cast<std::uint8_t>(code);
  } else {
    reinterpret_cast<std::uint16_t*>(values_)[row] = static_cast<std::uint16_t>(code);
  }
}

void FactCells::store_members(std::size_t row) {
  if (!bound_) return;
  const std::uint64_t bit = std::uint64_t{1} << (row % 64);
  known_[row / 64] |= bit;
  for (std::size_t word = 0; word < set_.size(); ++word) {
    for (std::uint64_t members = set_[word]; members != 0; members &= members - 1) {
      const std::size_t member = 64 * word + static_cast<std::size_t>(std::countr_zero(members));
      planes_[member][row / 64] |= bit;
    }
  }
}

void FactCells::store_number(const Numbers& column, std::size_t row, std::int64_t value) const {
  column.known[row / 64] |= std::uint64_t{1} << (row % 64);
  const auto store = [&]<typename Stored>(Stored stored) {
    reinterpret_cast<Stored*>(column.values)[row] = stored;
  };
  switch (width_) {
    case 1: store(static_cast<std::int8_t>(value)); break;
    case 2: store(static_cast<std::int16_t>(value)); break;
    case 4: store(static_cast<std::int32_t>(value)); break;
    default: store(value); break;
  }
}

bool FactCells::read_range(std::string_view cell, std::size_t row) {
  const std::optional<DayRange> range = parse_range(cell);
  if (!range) return false;
  if (!bound_) return true;
  if (greatest_.known == nullptr) {
    range_left_out_ = true;
    return true;
  }
  if (range->least) store_number({known_, values_}, row, *range->least);
  if (range->greatest) store_number(greatest_, row, *range->greatest);
  return true;
}

Diagnostic FactCells::explain(std::string_view cell, TableLocation location) const {
  switch (fact_->type.kind) {
    case TypeKind::Boolean:
      return make_diagnostic(Code::NotYesOrNo, std::move(location), cell, help_for_truth(cell));
    case TypeKind::Enumeration:
    case TypeKind::Set: return explain_member(cell, std::move(location));
    case TypeKind::Date: return explain_date(cell, std::move(location));
    default: return explain_number(cell, std::move(location));
  }
}

Diagnostic FactCells::explain_date(std::string_view cell, TableLocation location) const {
  const std::size_t mark = cell.find(range_mark);
  const bool range = mark != std::string_view::npos;
  const std::string_view first = cell.substr(0, mark);
  const std::string_view last = range ? cell.substr(mark + range_mark.size()) : first;
  for (const std::string_view day : {first, last}) {
    if (has_shape_of_date(day) && !runtime::parse_date(day)) {
      return make_diagnostic(Code::NoSuchDay, std::move(location), day);
    }
  }
  if (range) return make_diagnostic(Code::BadDateRange, std::move(location), cell);
  if (has_shape_of_date(cell)) return explain_number(cell, std::move(location));
  const std::string_view help =
      says_unknown(cell) ? leave_empty : "write year-month-day, as in 2026-07-01";
  return make_diagnostic(Code::NotADate, std::move(location), cell, help);
}

Diagnostic FactCells::explain_member(std::string_view cell, TableLocation location) const {
  const bool set = fact_->type.kind == TypeKind::Set;
  const program::Enumeration& enumeration = program_->enumerations[fact_->type.enumeration];
  std::vector<std::uint32_t> seen;
  std::string_view word = cell;
  while (set) {
    const std::size_t end = std::min(cell.find(set_separator), cell.size());
    word = cell.substr(0, end);
    const std::uint32_t member = members_.find(word);
    if (member == NameIndex::none) break;
    if (std::find(seen.begin(), seen.end(), member) != seen.end()) {
      return make_diagnostic(Code::MemberTwice, std::move(location), word);
    }
    seen.push_back(member);
    if (end == cell.size()) bug("a set was refused that has nothing wrong");
    cell.remove_prefix(end + 1);
  }
  std::string help = says_unknown(word) ? std::string(leave_empty) : "";
  if (help.empty() && !word.empty() && has_outer_space(word)) help = "remove the space around it";
  if (help.empty() && set && word.find_first_of(",;") != std::string_view::npos) {
    help = "put | between the members of a set";
  }
  if (help.empty()) {
    help = fmt::format("write {}{}", set ? "some of " : "one of ", value_words(*program_, *fact_));
  }
  return make_diagnostic(Code::NotAMember, std::move(location), word, enumeration.name,
                         did_you_mean(word, members_.names()), help);
}

Diagnostic FactCells::explain_number(std::string_view cell, TableLocation location) const {
  const TypeKind kind = fact_->type.kind;
  const bool whole_number = kind == TypeKind::Integer || kind == TypeKind::Period;
  const std::optional<Numeral> numeral = parse_numeral(cell);
  const bool has_point = cell.find('.') != std::string_view::npos;
  if (kind != TypeKind::Date && (!numeral || (whole_number && has_point))) {
    std::string help = whole_number ? "write digits only, as in 12" : "write it as in 12 or 0.25";
    if (says_unknown(cell)) help = leave_empty;
    if (!cell.empty() && has_outer_space(cell)) help = "remove the space around it";
    if (cell.ends_with('%')) help = "write a share as a decimal: 0.3 for 30 %";
    if (is_range_of_numbers(cell)) {
      help = fmt::format("only of days can a range be given: write one number, or {}", leave_empty);
    }
    return make_diagnostic(Code::NotANumber, std::move(location), cell,
                           type_words(*program_, *fact_), help);
  }
  if (numeral && !numeral->too_long && magnitude(*numeral, scale_) < 0) {
    int places = 0;
    for (std::int64_t rest = scale_; rest >= 10; rest /= 10) ++places;
    const std::string help = places == 0 ? std::string("write a whole number")
                                         : fmt::format("write at most {} decimal places", places);
    return make_diagnostic(Code::TooManyPlaces, std::move(location), cell, fact_->name, help);
  }
  const auto bound = [&](const Rational& stored) {
    if (kind == TypeKind::Date) {
      return runtime::format_date(static_cast<std::int32_t>(whole(stored, false)));
    }
    const Rational shown = fact_->in_years ? stored / 12 : stored;
    return fact_->in_years ? std::to_string(whole(shown, stored < 0)) : nansen::to_string(shown);
  };
  return make_diagnostic(Code::ValueOutOfRange, std::move(location), cell, fact_->name,
                         bound(fact_->range.least), bound(fact_->range.greatest));
}

}  // namespace nansen::cases
