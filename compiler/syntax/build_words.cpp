// The smallest parts of a syntax tree: spans, names, paths, texts, numbers, dates, units, notes.
#include <algorithm>
#include <charconv>

#include "compiler/syntax/builder.h"
#include "compiler/syntax/tokens.h"

namespace nansen::syntax {

namespace {

constexpr std::size_t longest_count = 9;
constexpr std::size_t longest_number = 30;

/// A token that stands in the text, not one that the parser made up to go on.
bool is_written(antlr4::tree::TerminalNode* terminal) {
  return terminal != nullptr && terminal->getSymbol()->getStartIndex() != INVALID_INDEX;
}

std::string unescape(std::string_view quoted) {
  std::string result;
  result.reserve(quoted.size());
  if (quoted.ends_with('"')) quoted.remove_suffix(1);
  for (std::size_t i = 1; i < quoted.size(); ++i) {
    if (quoted[i] == '\\' && i + 1 < quoted.size()) ++i;
    result += quoted[i];
  }
  return result;
}

std::int32_t to_day_part(std::string_view digits) {
  std::int32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

Span Builder::span(Context* context) const {
  const antlr4::Token* start = context->getStart();
  const antlr4::Token* stop = context->getStop();
  if (start == nullptr || start->getStartIndex() == INVALID_INDEX) return Span{file_, 0, 0};
  const Span first = span_of(*start, file_);
  if (stop == nullptr || stop->getStartIndex() == INVALID_INDEX) return first;
  const Span last = span_of(*stop, file_);
  return Span{file_, first.begin, std::max(first.begin, last.end)};
}

Span Builder::span(Terminal* terminal) const { return span_of(*terminal->getSymbol(), file_); }

std::string_view Builder::view(Terminal* terminal) const {
  return meant_by(*terminal->getSymbol(), text_);
}

std::optional<ast::Name> Builder::name(Parser::NameContext* context) const {
  if (context == nullptr || context->children.size() != 1) return std::nullopt;
  auto* terminal = dynamic_cast<Terminal*>(context->children.front());
  if (!is_written(terminal)) return std::nullopt;
  return ast::Name{std::string(view(terminal)), span(terminal)};
}

std::vector<ast::Name> Builder::names(const std::vector<Parser::NameContext*>& contexts) const {
  std::vector<ast::Name> result;
  for (Parser::NameContext* context : contexts) {
    if (auto one = name(context)) result.push_back(std::move(*one));
  }
  return result;
}

ast::Path Builder::path(Parser::PathContext* context) const {
  if (context == nullptr) return ast::Path{};
  ast::Path result{{}, span(context)};
  if (auto first = name(context->name())) result.parts.push_back(std::move(*first));
  for (Parser::PathStepContext* step : context->pathStep()) {
    if (auto next = name(step->name())) {
      result.parts.push_back(std::move(*next));
    }
    // Words that statuses and bindings call a part of theirs.
    for (Terminal* word : {step->APPLIES(), step->FROM()}) {
      if (is_written(word)) result.parts.push_back({std::string(view(word)), span(word)});
    }
  }
  return result;
}

std::optional<ast::Text> Builder::text(Terminal* terminal) const {
  if (!is_written(terminal)) return std::nullopt;
  // Other marks than these were reported when the tokens were read.
  if (!view(terminal).starts_with('"')) return ast::Text{"", span(terminal)};
  return ast::Text{unescape(view(terminal)), span(terminal)};
}

std::optional<ast::DateLiteral> Builder::date(Terminal* terminal) const {
  constexpr std::size_t iso_length = 10;
  // A date in another spelling was reported when the tokens were read.
  if (!is_written(terminal) || view(terminal).size() != iso_length) return std::nullopt;
  const std::string_view digits = view(terminal);
  return ast::DateLiteral{to_day_part(digits.substr(0, 4)), to_day_part(digits.substr(5, 2)),
                          to_day_part(digits.substr(8, 2))};
}

std::int64_t Builder::count(Terminal* terminal) {
  if (!is_written(terminal)) return 0;
  std::string_view digits = view(terminal);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > longest_count) {
    emitter_.emit(Code::NumberTooLong, span(terminal), digits.size(), longest_count);
    return 0;
  }
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

Rational Builder::number(Parser::NumberContext* context) {
  if (context == nullptr || context->children.size() != 1) return Rational{};
  auto* terminal = dynamic_cast<Terminal*>(context->children.front());
  if (!is_written(terminal)) return Rational{};
  const std::string_view numeral = view(terminal);
  if (numeral.front() < '0' || numeral.front() > '9') return Rational{};  // reported as no number
  const std::size_t digits = numeral.size() - (numeral.find('.') == std::string_view::npos ? 0 : 1);
  if (digits > longest_number) {
    emitter_.emit(Code::NumberTooLong, span(terminal), digits, longest_number);
    return Rational{};
  }
  return rational_from_decimal(numeral);
}

Rational Builder::signed_number(Parser::SignedNumberContext* context) {
  if (context == nullptr) return Rational{};
  const Rational magnitude = number(context->number());
  return context->MINUS() == nullptr ? magnitude : Rational(-magnitude);
}

ast::Unit Builder::unit(Parser::UnitContext* context) const {
  ast::Unit result;
  result.span = span(context);
  std::int64_t magnitude = 1;
  bool has_numerator = false;
  for (antlr4::tree::ParseTree* child : context->children) {
    if (auto* scale = dynamic_cast<Parser::MagnitudeContext*>(child)) {
      if (scale->HUNDRED() != nullptr) magnitude = 100;
      if (scale->THOUSAND() != nullptr) magnitude = 1'000;
      if (scale->MILLION() != nullptr) magnitude = 1'000'000;
    } else if (auto one = name(dynamic_cast<Parser::NameContext*>(child))) {
      if (has_numerator) {
        result.divisors.push_back(std::move(*one));
        result.magnitudes.push_back(magnitude);
        magnitude = 1;
      } else {
        result.numerator = std::move(*one);
        has_numerator = true;
      }
    }
  }
  return result;
}

ast::PeriodUnit Builder::period_unit(Parser::PeriodUnitContext* context) const {
  if (context == nullptr) return ast::PeriodUnit::Days;
  if (context->WEEK() != nullptr || context->WEEKS() != nullptr) return ast::PeriodUnit::Weeks;
  if (context->MONTH() != nullptr || context->MONTHS() != nullptr) return ast::PeriodUnit::Months;
  if (context->YEAR() != nullptr || context->YEARS() != nullptr) return ast::PeriodUnit::Years;
  return ast::PeriodUnit::Days;
}

ast::NumberLiteral Builder::number_literal(Parser::NumeralContext* context) {
  ast::NumberLiteral result;
  if (context == nullptr || context->number() == nullptr) return result;
  result.value = number(context->number());
  result.decimal_point = context->number()->DECIMAL_NUMERAL() != nullptr;
  if (context->PERCENT() != nullptr) {
    result.percent = true;
    result.value /= 100;
  }
  if (context->unit() != nullptr) result.unit = unit(context->unit());
  return result;
}

std::optional<ast::Annotation> Builder::annotation(Parser::AnnotationContext* context) const {
  if (context == nullptr) return std::nullopt;
  auto words = text(context->STRING());
  if (!words) return std::nullopt;
  ast::AnnotationKind kind = ast::AnnotationKind::Note;
  if (context->SOURCE() != nullptr) kind = ast::AnnotationKind::Source;
  if (context->UNVERIFIED() != nullptr) kind = ast::AnnotationKind::Unverified;
  return ast::Annotation{kind, std::move(*words), span(context)};
}

std::vector<ast::Annotation> Builder::annotations(
    const std::vector<Parser::AnnotationContext*>& contexts) const {
  std::vector<ast::Annotation> result;
  for (Parser::AnnotationContext* context : contexts) {
    if (auto one = annotation(context)) result.push_back(std::move(*one));
  }
  return result;
}

}  // namespace nansen::syntax
