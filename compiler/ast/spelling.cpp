// Words, addresses, types and literals as they are spelt.
#include "compiler/ast/spelling.h"

#include <fmt/format.h>

namespace nansen::ast {

namespace {

std::string_view unit_word(PeriodUnit unit, bool plural) {
  switch (unit) {
    case PeriodUnit::Days: return plural ? "days" : "day";
    case PeriodUnit::Weeks: return plural ? "weeks" : "week";
    case PeriodUnit::Months: return plural ? "months" : "month";
    case PeriodUnit::Years: return plural ? "years" : "year";
  }
  return "days";
}

std::string_view magnitude_word(std::int64_t magnitude) {
  constexpr std::int64_t hundred = 100;
  constexpr std::int64_t thousand = 1'000;
  constexpr std::int64_t million = 1'000'000;
  if (magnitude == hundred) return "hundred ";
  if (magnitude == thousand) return "thousand ";
  return magnitude == million ? "million " : "";
}

std::string bounds_and_unit(const Type& type) {
  std::string text;
  if (type.least && type.greatest) {
    text += fmt::format(" from {} to {}", to_string(*type.least), to_string(*type.greatest));
  }
  if (type.unit) text += " in " + spell(*type.unit);
  return text;
}

std::string value_type(const Type& type) {
  switch (type.kind) {
    case TypeKind::Boolean: return "boolean";
    case TypeKind::Integer: return "integer" + bounds_and_unit(type);
    case TypeKind::Decimal: return "decimal" + bounds_and_unit(type);
    case TypeKind::Share: return "share";
    case TypeKind::Date: return "date";
    case TypeKind::Period: return fmt::format("period in {}", unit_word(type.period_unit, true));
    case TypeKind::Set: return "set of " + type.name.text;
    case TypeKind::Named: return type.name.text;
    case TypeKind::Rows: return "rows of " + type.name.text;
  }
  return {};
}

}  // namespace

std::string_view keyword(AnnotationKind kind) {
  switch (kind) {
    case AnnotationKind::Source: return "source";
    case AnnotationKind::Note: return "note";
    case AnnotationKind::Unverified: return "unverified";
  }
  return {};
}

std::string_view keyword(ConnectiveKind kind) {
  switch (kind) {
    case ConnectiveKind::SubjectTo: return "subject to";
    case ConnectiveKind::Notwithstanding: return "notwithstanding";
    case ConnectiveKind::WithoutPrejudiceTo: return "without prejudice to";
  }
  return {};
}

std::string_view keyword(Comparator comparator) {
  switch (comparator) {
    case Comparator::Is: return "is";
    case Comparator::IsNot: return "is not";
    case Comparator::AtLeast: return "is at least";
    case Comparator::AtMost: return "is at most";
    case Comparator::MoreThan: return "is more than";
    case Comparator::LessThan: return "is less than";
    case Comparator::Before: return "is before";
    case Comparator::After: return "is after";
    case Comparator::OnOrBefore: return "is on or before";
    case Comparator::OnOrAfter: return "is on or after";
  }
  return {};
}

std::string_view keyword(ArithmeticOperator op) {
  switch (op) {
    case ArithmeticOperator::Add: return "+";
    case ArithmeticOperator::Subtract: return "-";
    case ArithmeticOperator::Multiply: return "*";
    case ArithmeticOperator::Divide: return "/";
  }
  return {};
}

std::string_view keyword(DateClauseKind kind) {
  switch (kind) {
    case DateClauseKind::Adopted: return "adopted";
    case DateClauseKind::InForce: return "in force";
    case DateClauseKind::Repealed: return "repealed";
  }
  return {};
}

std::string_view keyword(SettlementKind kind) {
  switch (kind) {
    case SettlementKind::MostFavourable: return "the most favourable applies";
    case SettlementKind::LexSuperior: return "lex superior applies";
    case SettlementKind::LexPosterior: return "lex posterior applies";
    case SettlementKind::LexSpecialis: return "lex specialis applies";
    case SettlementKind::TheFirst: return "the first applies";
  }
  return {};
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') result += '\\';
    result += character;
  }
  return result + '"';
}

std::string titled(std::string_view words, const Name& name, const std::optional<Text>& title) {
  std::string text(words);
  text += ' ' + name.text;
  if (title) text += ' ' + quoted(title->text);
  return text;
}

std::string spell(const Path& path) {
  std::string text;
  for (const Name& part : path.parts) {
    if (!text.empty()) text += '.';
    text += part.text;
  }
  return text;
}

std::string spell(const Address& address) {
  std::string text = spell(address.divisions);
  for (const Name& head : address.heads) {
    if (!text.empty() && !text.ends_with(')')) text += ' ';
    text += fmt::format("({})", head.text);
  }
  if (address.instrument) text += " of " + address.instrument->text;
  return text;
}

std::string spell(const Unit& unit) {
  std::string text = unit.numerator.text;
  for (std::size_t i = 0; i < unit.divisors.size(); ++i) {
    text += fmt::format(" per {}{}", magnitude_word(unit.magnitudes[i]), unit.divisors[i].text);
  }
  return text;
}

std::string spell(const Type& type) {
  if (!type.judgement) return value_type(type);
  // `judgement` alone and `judgement of boolean` are one type.
  if (type.kind == TypeKind::Boolean) return "judgement";
  return "judgement of " + value_type(type);
}

std::string spell(const Annotation& annotation) {
  return fmt::format("{} {}", keyword(annotation.kind), quoted(annotation.text.text));
}

std::string spell(const Target& target) {
  if (const auto* path = std::get_if<Path>(&target)) return spell(*path);
  return spell(std::get<Address>(target));
}

std::string spell(const Connective& connective) {
  std::string text(keyword(connective.kind));
  for (std::size_t i = 0; i < connective.targets.size(); ++i) {
    text += (i == 0 ? " " : " and ") + spell(connective.targets[i]);
  }
  return text + ',';
}

std::string spell(const std::vector<DivisionStep>& steps) {
  std::string text;
  for (const DivisionStep& step : steps) {
    if (!text.empty()) text += ' ';
    text += step.level + ' ' + step.label.text;
  }
  return text;
}

std::string spell(const DateLiteral& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string spell(const BooleanLiteral& literal) { return literal.value ? "yes" : "no"; }

std::string spell(const NumberLiteral& literal) {
  constexpr int per_cent = 100;
  std::string text =
      to_string(literal.percent ? Rational(literal.value * per_cent) : literal.value);
  if (literal.decimal_point && text.find('.') == std::string::npos) text += ".0";
  if (literal.percent) text += '%';
  if (literal.unit) text += ' ' + spell(*literal.unit);
  return text;
}

std::string spell(const PeriodLiteral& literal) {
  return fmt::format("{} {}", literal.count, unit_word(literal.unit, literal.count != 1));
}

std::string spell(const Uses& uses) {
  std::string text = "uses ";
  for (std::size_t i = 0; i < uses.names.size(); ++i) {
    text += (i == 0 ? "" : ", ") + uses.names[i].text;
  }
  return text;
}

}  // namespace nansen::ast
