// Time: calendars, computations, statuses and their clauses, clocks.
#include "compiler/syntax/builder.h"

namespace nansen::syntax {

std::optional<ast::Item> Builder::calendar(Parser::CalendarContext* context) {
  auto own_name = name(context->name());
  if (!own_name) return std::nullopt;
  ast::Calendar result;
  result.name = std::move(*own_name);
  result.title = text(context->STRING());
  for (Parser::WeekendContext* child : context->weekend()) {
    for (ast::Name& day : names(child->name())) result.weekend.push_back(std::move(day));
  }
  for (Parser::HolidayContext* child : context->holiday()) holiday(child, result);
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return ast::Item(std::move(result));
}

void Builder::holiday(Parser::HolidayContext* context, ast::Calendar& calendar) {
  const Span whole = span(context);
  if (auto* once = dynamic_cast<Parser::HolidayOnceContext*>(context)) {
    const auto day = date(once->DATE_NUMERAL());
    if (day) calendar.holidays.push_back(ast::Holiday{*day, text(once->STRING()), whole});
  } else if (auto* yearly = dynamic_cast<Parser::HolidayEveryYearContext*>(context)) {
    const auto numbers = yearly->INTEGER_NUMERAL();
    if (numbers.size() != 2 || yearly->exception != nullptr) return;
    calendar.yearly_holidays.push_back(ast::YearlyHoliday{
        static_cast<std::int32_t>(count(numbers[0])), static_cast<std::int32_t>(count(numbers[1])),
        text(yearly->STRING()), whole});
  }
}

std::optional<ast::ProvisionItem> Builder::computation(Parser::ComputationContext* context) const {
  auto own_name = name(context->name());
  if (!own_name) return std::nullopt;
  ast::Computation result;
  result.name = std::move(*own_name);
  result.title = text(context->STRING());
  for (Parser::ComputationClauseContext* child : context->computationClause()) {
    const Span whole = span(child);
    if (child->exception != nullptr) continue;
    if (auto* event = dynamic_cast<Parser::EventDayClauseContext*>(child)) {
      result.event_days.push_back(ast::EventDayClause{event->NOT() == nullptr, whole});
    } else if (auto* month = dynamic_cast<Parser::MonthEndClauseContext*>(child)) {
      if (const auto rule = month_end(month->rounding())) {
        result.month_ends.push_back(ast::MonthEndClause{*rule, whole});
      }
    } else if (auto* next = dynamic_cast<Parser::NextWorkingDayClauseContext*>(child)) {
      if (auto named = name(next->name())) {
        result.working_days.push_back(ast::NextWorkingDayClause{std::move(*named), whole});
      }
    }
  }
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return ast::ProvisionItem(std::move(result));
}

std::optional<ast::ProvisionItem> Builder::computed_by(Parser::ComputedByContext* context) const {
  ast::Path named = path(context->path());
  if (named.parts.empty()) return std::nullopt;
  return ast::ProvisionItem(ast::ComputedBy{std::move(named), span(context)});
}

std::optional<ast::MonthEnd> Builder::month_end(Parser::RoundingContext* context) const {
  if (context == nullptr || context->exception != nullptr) return std::nullopt;
  return context->UP() == nullptr ? ast::MonthEnd::RoundingDown : ast::MonthEnd::RoundingUp;
}

// ---- statuses ----------------------------------------------------------------------------------

std::optional<ast::ProvisionItem> Builder::status(Parser::StatusContext* context) {
  const auto written = context->name();
  auto own_name = written.empty() ? std::nullopt : name(written[0]);
  auto entity_name = written.size() < 2 ? std::nullopt : name(written[1]);
  if (!own_name || !entity_name) return std::nullopt;
  ast::Status result;
  result.name = std::move(*own_name);
  result.entity = std::move(*entity_name);
  result.title = text(context->STRING());
  for (Parser::StatusClauseContext* child : context->statusClause()) {
    if (child->statusWords() == nullptr) continue;
    status_words(child->statusWords(), child->headLabel(), span(child), result);
  }
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return ast::ProvisionItem(std::move(result));
}

std::optional<ast::ProvisionItem> Builder::status_addition(Parser::StatusAdditionContext* context) {
  ast::StatusAddition result;
  result.status = path(context->path());
  if (result.status.parts.empty() || context->statusWords() == nullptr) return std::nullopt;
  result.span = span(context);
  status_words(context->statusWords(), context->headLabel(), result.span, result.clauses);
  result.clauses.span = result.span;
  return ast::ProvisionItem(std::move(result));
}

ast::ExpressionPtr Builder::where_clause(Parser::WhereClauseContext* context) {
  if (context == nullptr) return nullptr;
  return expression_or_missing(context->expression(), context);
}

void Builder::status_words(Parser::StatusWordsContext* context, Parser::HeadLabelContext* labelled,
                           Span whole, ast::Status& status) {
  auto label = head_label(labelled);
  if (auto* begins = dynamic_cast<Parser::BeginsWordsContext*>(context)) {
    status.begins.push_back({std::move(label), expression_or_missing(begins->sum(), context),
                             where_clause(begins->whereClause()), annotations(begins->annotation()),
                             whole});
  } else if (auto* lasts = dynamic_cast<Parser::LastsWordsContext*>(context)) {
    ast::StepClause step;
    step.kind = lasts->UNTIL() == nullptr ? ast::StepKind::Lasts : ast::StepKind::LastsUntil;
    step.label = std::move(label);
    (lasts->UNTIL() == nullptr ? step.period : step.until) =
        expression_or_missing(lasts->sum(), context);
    step.condition = where_clause(lasts->whereClause());
    step.annotations = annotations(lasts->annotation());
    step.span = whole;
    status.steps.push_back(std::move(step));
  } else if (auto* extended = dynamic_cast<Parser::ExtendedWordsContext*>(context)) {
    status.steps.push_back(extension(extended, std::move(label), whole));
  } else if (auto* ends = dynamic_cast<Parser::EndsEarlyWordsContext*>(context)) {
    status.early_ends.push_back({std::move(label), expression_or_missing(ends->sum(), context),
                                 where_clause(ends->whereClause()), annotations(ends->annotation()),
                                 whole});
  } else if (auto* becomes = dynamic_cast<Parser::BecomesWordsContext*>(context)) {
    ast::Path next = path(becomes->path());
    if (next.parts.empty()) return;
    status.becomes.push_back({std::move(label), std::move(next),
                              where_clause(becomes->whereClause()),
                              annotations(becomes->annotation()), whole});
  } else if (auto* counts = dynamic_cast<Parser::CountsTowardWordsContext*>(context)) {
    ast::Path clock = path(counts->path());
    if (clock.parts.empty()) return;
    if (label) {
      emitter_.emit(Code::UnexpectedText, span(labelled), "a label in front of \"counts toward\"",
                    "remove it: nothing is cited by it");
    }
    status.counts_toward.push_back({std::move(clock), annotations(counts->annotation()), whole});
  } else if (auto* bars = dynamic_cast<Parser::BarsWordsContext*>(context)) {
    ast::Path target = path(bars->path());
    if (target.parts.empty()) return;
    status.bars.push_back(
        {std::move(label), std::move(target), annotations(bars->annotation()), whole});
  }
}

ast::StepClause Builder::extension(Parser::ExtendedWordsContext* context,
                                   std::optional<ast::Name> label, Span whole) {
  ast::StepClause result;
  result.kind =
      context->MAY() == nullptr ? ast::StepKind::IsExtended : ast::StepKind::MayBeExtended;
  result.label = std::move(label);
  if (auto* written = context->INTEGER_NUMERAL()) {
    result.times = count(written);
    // A number with too many digits has been reported: it is not also too small.
    const bool zero = view(written).find_first_not_of('0') == std::string_view::npos;
    if (result.times == 0 && !zero) result.times = 1;
  }
  // `by up to PERIOD until DATE ... as often as NUMBER`: what stands behind each, in this order.
  const auto numbers = context->sum();
  std::size_t next = 0;
  const auto take = [&] {
    return next < numbers.size() ? expression(numbers[next++]) : missing(context);
  };
  result.period = take();
  if (context->UP() != nullptr) result.until = take();
  result.condition = where_clause(context->whereClause());
  if (context->OFTEN() != nullptr) result.as_often_as = take();
  result.annotations = annotations(context->annotation());
  result.span = whole;
  return result;
}

std::optional<ast::ProvisionItem> Builder::clock(Parser::ClockContext* context) {
  const auto written = context->name();
  auto own_name = written.empty() ? std::nullopt : name(written[0]);
  auto entity_name = written.size() < 2 ? std::nullopt : name(written[1]);
  if (!own_name || !entity_name) return std::nullopt;
  ast::Clock result;
  result.name = std::move(*own_name);
  result.entity = std::move(*entity_name);
  result.title = text(context->STRING());
  for (Parser::StartsAnewContext* child : context->startsAnew()) {
    result.starts_anew.push_back({expression_or_missing(child->sum(), child), span(child)});
  }
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return ast::ProvisionItem(std::move(result));
}

}  // namespace nansen::syntax
