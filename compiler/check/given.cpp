// The facts of an example's case.
#include "compiler/check/given.h"

#include <algorithm>

#include "compiler/check/overloaded.h"
#include "compiler/check/types.h"
#include "compiler/check/vocabulary.h"
#include "runtime/calendar.h"

namespace nansen::check {
namespace {

using program::CaseRow;
using program::CaseValue;
using program::TypeKind;

/// One value for one fact.
class ValueChecker {
 public:
  ValueChecker(Context& context, FileId file, const program::Fact& fact,
               const ast::GivenValue& written)
      : context_(context), file_(file), fact_(fact), written_(written) {}

  std::optional<CaseValue> check() {
    return std::visit(Overloaded{
                          [](const ast::Unknown&) { return some(program::UnknownValue{}); },
                          [&](const ast::BooleanLiteral& literal) {
                            if (fact_.type.kind != TypeKind::Boolean) return wrong("yes or no");
                            return some(truth_of(literal.value));
                          },
                          [&](const ast::NumberLiteral& literal) { return number(literal); },
                          [&](const ast::DateLiteral& date) { return day(date); },
                          [&](const ast::PeriodLiteral& period) { return length(period); },
                          [&](const ast::Never&) -> std::optional<CaseValue> {
                            if (fact_.type.kind != TypeKind::Date) return wrong("\"never\"");
                            return some(Rational(runtime::last_day));
                          },
                          [&](const ast::DateRange& range) { return days(range); },
                          [&](const ast::Name& name) { return member(name); },
                          [&](const ast::Text& id) { return reference(id); },
                          [&](const ast::GivenSet& set) { return members(set); },
                          [&](const Boxed<ast::GivenRow>& row) { return referenced(*row); },
                          [&](const std::vector<ast::GivenRow>& rows) { return linked(rows); },
                      },
                      written_.value);
  }

 private:
  template <typename T>
  static std::optional<CaseValue> some(T value) {
    CaseValue made;
    made.value = std::move(value);
    return made;
  }

  std::optional<CaseValue> wrong(std::string_view given) {
    if (fact_.type.kind != TypeKind::Invalid) {
      context_
          .report(Code::WrongGivenValue, written_.span, fact_.name,
                  value_words(context_.program, fact_.type), given)
          .labels.push_back({fact_.span, "the fact is declared here"});
    }
    return std::nullopt;
  }

  std::optional<CaseValue> in_range(const Rational& value, const std::string& text) {
    std::string why;
    const Rational scaled = value * fact_.range.scale;
    if (value < fact_.range.least || value > fact_.range.greatest) {
      why =
          "it lies from " + to_string(fact_.range.least) + " to " + to_string(fact_.range.greatest);
    } else if (scaled.get_den() != 1) {
      why = fact_.range.scale == 1 ? "it is a whole number" : "it has at most six decimal places";
    }
    if (why.empty()) return some(value);
    context_.report(Code::GivenOutOfRange, written_.span, text, fact_.name, why)
        .labels.push_back({fact_.span, "the fact is declared here"});
    return std::nullopt;
  }

  std::optional<CaseValue> number(const ast::NumberLiteral& literal) {
    if (!is_number(fact_.type)) return wrong("a number");
    if (!check_unit(context_, file_, literal, fact_.type, written_.span)) return std::nullopt;
    return in_range(literal.value, to_string(literal.value));
  }

  std::optional<CaseValue> day(const ast::DateLiteral& date) {
    if (fact_.type.kind != TypeKind::Date) return wrong("a date");
    const auto day = resolve_date(context_, date, written_.span);
    return day ? some(Rational(*day)) : std::nullopt;
  }

  std::optional<CaseValue> days(const ast::DateRange& range) {
    if (fact_.type.kind != TypeKind::Date) return wrong("a range of days");
    const auto days = check_days(context_, range, written_.span);
    return days ? some(*days) : std::nullopt;
  }

  std::optional<CaseValue> length(const ast::PeriodLiteral& period) {
    if (fact_.type.kind != TypeKind::Period) return wrong("a period");
    if (period_type(period.unit).in_months != fact_.type.in_months) {
      context_.report(Code::DaysWithMonths, written_.span)
          .labels.push_back({fact_.span, "the fact is declared here"});
      return std::nullopt;
    }
    const Rational value = period_number(period.count, period.unit);
    if (value < fact_.range.least || value > fact_.range.greatest) {
      return in_range(value, std::string(context_.sources.text(written_.span)));
    }
    return some(value);
  }

  std::optional<CaseValue> member(const ast::Name& name) {
    if (fact_.type.kind != TypeKind::Enumeration) return wrong("\"" + name.text + "\"");
    const auto index = find_member(context_.program, fact_.type.enumeration, name.text);
    if (index) return some(*index);
    report_unknown_member(context_, fact_.type.enumeration, name);
    return std::nullopt;
  }

  std::optional<CaseValue> members(const ast::GivenSet& set) {
    if (fact_.type.kind != TypeKind::Set) return wrong("a set");
    std::vector<std::size_t> indices;
    for (const ast::Name& name : set.members) {
      const auto index = find_member(context_.program, fact_.type.enumeration, name.text);
      if (!index) {
        report_unknown_member(context_, fact_.type.enumeration, name);
      } else if (std::find(indices.begin(), indices.end(), *index) != indices.end()) {
        context_.report(Code::FactGivenTwice, name.span, name.text);
      } else {
        indices.push_back(*index);
      }
    }
    std::sort(indices.begin(), indices.end());
    return some(std::move(indices));
  }

  std::optional<CaseValue> reference(const ast::Text& id) {
    if (fact_.type.kind != TypeKind::Reference) return wrong("a quoted id");
    CaseValue made;
    made.id = id.text;
    return made;
  }

  /// `{ }` may be an empty set as well as a row of which nothing is known.
  std::optional<CaseValue> referenced(const ast::GivenRow& row) {
    if (fact_.type.kind == TypeKind::Set && row.assignments.empty() && !row.otherwise_no) {
      return some(std::vector<std::size_t>());
    }
    if (fact_.type.kind != TypeKind::Reference) return wrong("a row");
    std::vector<CaseRow> rows;
    rows.push_back(check_row(context_, file_, fact_.type.entity, row));
    return some(std::move(rows));
  }

  std::optional<CaseValue> linked(const std::vector<ast::GivenRow>& written) {
    if (fact_.type.kind != TypeKind::Rows) return wrong("a list of rows");
    std::vector<CaseRow> rows;
    for (const ast::GivenRow& row : written) {
      rows.push_back(check_row(context_, file_, fact_.type.entity, row));
    }
    return some(std::move(rows));
  }

  Context& context_;
  FileId file_;
  const program::Fact& fact_;
  const ast::GivenValue& written_;
};

/// What `otherwise no` says of a fact that is not given; nothing where it says nothing.
std::optional<CaseValue> otherwise_no(const program::Fact& fact) {
  CaseValue value;
  switch (fact.type.kind) {
    case TypeKind::Boolean: value.value = Truth::No; return value;
    case TypeKind::Set: value.value = std::vector<std::size_t>(); return value;
    case TypeKind::Rows: value.value = std::vector<CaseRow>(); return value;
    default: return std::nullopt;
  }
}

}  // namespace

CaseRow check_row(Context& context, FileId file, program::EntityId entity,
                  const ast::GivenRow& written) {
  CaseRow row;
  std::map<program::FactId, Span> given;
  for (const ast::Assignment& assignment : written.assignments) {
    const auto fact = find_fact(context, entity, assignment.fact.text);
    if (!fact) {
      std::vector<std::string> candidates;
      add_fact_names(context, entity, candidates);
      context.report(Code::UnknownFact, assignment.fact.span, assignment.fact.text,
                     context.program.entities[entity].name,
                     did_you_mean(assignment.fact.text, candidates));
      continue;
    }
    const auto [first, added] = given.emplace(*fact, assignment.fact.span);
    if (!added) {
      context.report(Code::FactGivenTwice, assignment.fact.span, assignment.fact.text)
          .labels.push_back({first->second, "it is first given here"});
      continue;
    }
    auto value =
        ValueChecker(context, file, context.program.facts[*fact], assignment.value).check();
    if (value) row.facts.emplace(*fact, std::move(*value));
  }
  if (!written.otherwise_no) return row;
  for (const program::FactId fact : context.program.entities[entity].facts) {
    if (given.contains(fact)) continue;
    auto value = otherwise_no(context.program.facts[fact]);
    if (value) row.facts.emplace(fact, std::move(*value));
  }
  return row;
}

std::string value_words(const program::Program& program, const program::Type& type) {
  switch (type.kind) {
    case TypeKind::Boolean: return "yes or no";
    case TypeKind::Integer: return "a whole number";
    case TypeKind::Decimal: return "a number";
    case TypeKind::Date: return "a date";
    case TypeKind::Period: return type.in_months ? "a period in months" : "a period in days";
    case TypeKind::Enumeration: return "one of " + to_string(program, type);
    case TypeKind::Set: return "a " + to_string(program, type) + ", in braces";
    case TypeKind::Reference: return "a row of " + to_string(program, type) + ", in braces";
    case TypeKind::Rows: return to_string(program, type) + ", in brackets";
    case TypeKind::Invalid: break;
  }
  return "unknown";
}

std::optional<program::DayRange> check_days(Context& context, const ast::DateRange& written,
                                            Span span) {
  const auto least = resolve_date(context, written.least, span);
  const auto greatest = resolve_date(context, written.greatest, span);
  if (!least || !greatest) return std::nullopt;
  if (*least > *greatest) {
    context.report(Code::EmptyDateRange, span, runtime::format_date(*least),
                   runtime::format_date(*greatest));
    return std::nullopt;
  }
  return program::DayRange{*least, *greatest};
}

bool check_unit(Context& context, FileId file, const ast::NumberLiteral& literal,
                const program::Type& type, Span span) {
  if (!literal.unit) return true;
  const program::Unit unit = resolve_unit(context, file, *literal.unit);
  if (unit.powers.empty() || unit == type.unit) return true;  // an unknown word has been reported
  context.report(Code::UnitMismatch, span, unit_text(context.program, type.unit),
                 unit_text(context.program, unit));
  return false;
}

}  // namespace nansen::check
