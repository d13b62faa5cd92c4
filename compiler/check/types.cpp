// Types as written become types of the program.
#include "compiler/check/types.h"

#include <fmt/format.h>

#include "compiler/check/vocabulary.h"
#include "runtime/calendar.h"

namespace nansen::check {

using program::Type;
using program::TypeKind;

namespace {

constexpr std::size_t largest_set = 64;

Type type_of_kind(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type resolve_set(Context& context, FileId file, const ast::Type& written) {
  Type type = type_of_kind(TypeKind::Set);
  type.enumeration = resolve_enumeration(context, file, written.name);
  if (!type.enumeration.valid()) return {};
  const program::Enumeration& enumeration = context.program.enumerations[type.enumeration];
  if (enumeration.members.size() > largest_set) {
    context
        .report(Code::SetTooLarge, written.name.span, enumeration.name, enumeration.members.size(),
                largest_set)
        .labels.push_back({enumeration.span, "the enumeration is declared here"});
    return {};
  }
  return type;
}

Type resolve_named(Context& context, FileId file, const ast::Type& written) {
  const NamedType found = resolve_type_name(context, file, written.name, true);
  Type type;
  if (found.enumeration.valid()) {
    type.kind = TypeKind::Enumeration;
    type.enumeration = found.enumeration;
  } else if (found.entity.valid()) {
    type.kind = TypeKind::Reference;
    type.entity = found.entity;
  }
  return type;
}

}  // namespace

Type resolve_type(Context& context, FileId file, const ast::Type& written) {
  switch (written.kind) {
    case ast::TypeKind::Boolean: return type_of_kind(TypeKind::Boolean);
    case ast::TypeKind::Integer:
    case ast::TypeKind::Decimal: {
      Type type = type_of_kind(written.kind == ast::TypeKind::Integer ? TypeKind::Integer
                                                                      : TypeKind::Decimal);
      if (written.unit) type.unit = resolve_unit(context, file, *written.unit);
      return type;
    }
    case ast::TypeKind::Share: return type_of_kind(TypeKind::Decimal);
    case ast::TypeKind::Date: return type_of_kind(TypeKind::Date);
    case ast::TypeKind::Period: return period_type(written.period_unit);
    case ast::TypeKind::Set: return resolve_set(context, file, written);
    case ast::TypeKind::Named: return resolve_named(context, file, written);
    case ast::TypeKind::Rows: {
      Type type = type_of_kind(TypeKind::Rows);
      type.entity = resolve_entity(context, file, written.name);
      return type.entity.valid() ? type : Type{};
    }
  }
  return {};
}

program::NumericRange resolve_range(Context& context, const ast::Type& written, const Type& type) {
  program::NumericRange range;
  switch (type.kind) {
    case TypeKind::Date:
      range.least = runtime::first_day;
      range.greatest = runtime::last_day;
      return range;
    case TypeKind::Period:
      range.greatest = Rational(program::period_limit) *
                       (written.period_unit == ast::PeriodUnit::Years ? 12 : 1);
      range.least = -range.greatest;
      return range;
    case TypeKind::Integer:
    case TypeKind::Decimal: break;
    default: return range;
  }
  const bool integer = type.kind == TypeKind::Integer;
  const Rational limit(
      std::to_string(integer ? program::default_integer_limit : program::default_decimal_limit));
  range.scale = integer ? 1 : program::decimal_scale;
  range.least = -limit;
  range.greatest = limit;
  if (written.kind == ast::TypeKind::Share) {
    range.least = 0;
    range.greatest = 1;
  }
  if (!written.least || !written.greatest) return range;
  if (*written.least > *written.greatest) {
    context.report(Code::EmptyRange, written.span, to_string(*written.least),
                   to_string(*written.greatest));
    return range;
  }
  for (const Rational& bound : {*written.least, *written.greatest}) {
    if (abs(bound) > limit) {
      context.report(Code::RangeTooWide, written.span, to_string(bound), to_string(limit));
      return range;
    }
    if (Rational(bound * range.scale).get_den() != 1) {
      context.report(Code::BoundTooFine, written.span, to_string(bound),
                     integer ? "a whole number" : "a number of at most six decimal places");
      return range;
    }
  }
  range.least = *written.least;
  range.greatest = *written.greatest;
  return range;
}

program::Unit resolve_unit(Context& context, FileId file, const ast::Unit& written) {
  program::Unit unit;
  const auto multiply_by = [&](const ast::Name& name, std::int64_t magnitude, int power) {
    if (!resolve_unit_name(context, file, name)) return;
    std::string word = name.text;
    if (magnitude == 100) word = "hundred " + word;
    if (magnitude == 1000) word = "thousand " + word;
    if (magnitude == 1'000'000) word = "million " + word;
    if ((unit.powers[word] += power) == 0) unit.powers.erase(word);
  };
  multiply_by(written.numerator, 1, 1);
  for (std::size_t index = 0; index < written.divisors.size(); ++index) {
    multiply_by(written.divisors[index], written.magnitudes[index], -1);
  }
  return unit;
}

program::Unit multiply(const program::Unit& left, const program::Unit& right) {
  program::Unit product = left;
  for (const auto& [name, power] : right.powers) {
    if ((product.powers[name] += power) == 0) product.powers.erase(name);
  }
  return product;
}

std::string unit_text(const program::Program& program, const program::Unit& unit) {
  if (unit.powers.empty()) return "no unit";
  Type type = type_of_kind(TypeKind::Integer);
  type.unit = unit;
  return to_string(program, type).substr(std::string("integer in ").size());
}

std::optional<std::int32_t> resolve_date(Context& context, const ast::DateLiteral& date,
                                         Span span) {
  const std::optional<std::int32_t> day = runtime::day_number(date.year, date.month, date.day);
  if (!day) {
    context.report(Code::ImpossibleDate, span,
                   fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day));
  }
  return day;
}

Type period_type(ast::PeriodUnit unit) {
  Type type = type_of_kind(TypeKind::Period);
  type.in_months = unit == ast::PeriodUnit::Months || unit == ast::PeriodUnit::Years;
  return type;
}

Rational period_number(std::int64_t count, ast::PeriodUnit unit) {
  int times = 1;
  if (unit == ast::PeriodUnit::Weeks) times = 7;
  if (unit == ast::PeriodUnit::Years) times = 12;
  return Rational(std::to_string(count)) * times;
}

bool is_number(const Type& type) {
  return type.kind == TypeKind::Integer || type.kind == TypeKind::Decimal;
}

bool fits(const Type& actual, const Type& wanted) {
  if (actual.kind == TypeKind::Invalid || wanted.kind == TypeKind::Invalid) return true;
  if (actual.kind == TypeKind::Integer && wanted.kind == TypeKind::Decimal) {
    return actual.unit == wanted.unit;
  }
  return actual == wanted;
}

program::EntityId resolve_entity(Context& context, FileId file, const ast::Name& name) {
  const NamedType found = resolve_type_name(context, file, name);
  if (found.enumeration.valid()) {
    context.report(Code::WrongKindOfName, name.span, name.text, "an enumeration", "an entity");
  }
  return found.entity;
}

program::EnumerationId resolve_enumeration(Context& context, FileId file, const ast::Name& name) {
  const NamedType found = resolve_type_name(context, file, name);
  if (found.entity.valid()) {
    context.report(Code::WrongKindOfName, name.span, name.text, "an entity", "an enumeration");
  }
  return found.enumeration;
}

}  // namespace nansen::check
