// What a status amounts to: definitions of its first and last day, step by step.
//
//     S.begin_i            where C : D, otherwise never          several ways to begin, or one:
//     first_day S.first_day          the earliest of them S.step_k.applies     S.step_(k-1).applies
//     and C S.step_k.last_day    where S.step_k.applies : S.step_(k-1).last_day + P, otherwise that
//     day S.natural_last_day   the last step's day, or never S.end_i.applies      C, and D comes,
//     no later than the natural last day S.end_i.last_day     where S.end_i.applies : D - 1 day,
//     otherwise the natural last day S.last_day           the earliest of these S.ran_its_course it
//     begins and has an end, and no early end applies S.becomes_T.applies  S.ran_its_course and C
//     S                    first_day <= the day asked <= last_day
#include <algorithm>
#include <utility>

#include "compiler/check/computations.h"
#include "compiler/check/made.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/paths.h"
#include "compiler/check/statuses.h"
#include "compiler/check/types.h"

namespace nansen::check {
namespace {

using program::CompareOperator;
using program::DefinitionId;
using program::DefinitionRole;
using program::ExpressionId;
using program::RuleId;
using program::StatusId;
using program::TypeKind;

constexpr std::int64_t most_extensions = 50;

/// A clause of a status with the provision that it stands in, its label included.
template <typename Clause>
struct Placed {
  const Clause* text = nullptr;
  FileId file;
  program::InstrumentId instrument;
  Citation citation;
};

/// All clauses of one kind: those of the status itself, then those of other provisions.
template <typename Clause>
std::vector<Placed<Clause>> clauses_of(const StatusText& entry,
                                       std::vector<Clause> ast::Status::* clauses) {
  std::vector<Placed<Clause>> all;
  const auto add = [&](const ast::Status& text, FileId file, program::InstrumentId instrument,
                       const Citation& citation) {
    for (const Clause& clause : text.*clauses) {
      all.push_back({&clause, file, instrument, citation});
      if constexpr (requires { clause.label; }) {
        if (clause.label) all.back().citation.heads.push_back(clause.label->text);
      }
    }
  };
  add(*entry.where.text, entry.where.file, entry.where.instrument, entry.where.citation);
  for (const Written<ast::StatusAddition>& addition : entry.additions) {
    add(addition.text->clauses, addition.file, addition.instrument, addition.citation);
  }
  return all;
}

class StatusBuilder {
 public:
  StatusBuilder(Context& context, StatusId id)
      : context_(context),
        id_(id),
        entry_(context.time.statuses[static_cast<std::size_t>(id.index)]) {}

  /// The ways to become another status: before any status's first day is made.
  void build_successors() {
    for (const auto& clause : clauses_of(entry_, &ast::Status::becomes)) {
      const InProvision in(context_, clause.citation);
      const StatusId other =
          resolve_status(context_, clause.file, clause.instrument, clause.text->status);
      if (!other.valid()) continue;
      const program::Status& next = context_.program.statuses[other];
      if (next.entity != status().entity) {
        context_.report(Code::StatusOfOtherEntity, clause.text->status.span, status().name,
                        context_.program.entities[status().entity].name, next.name,
                        context_.program.entities[next.entity].name);
        continue;
      }
      if (clauses_of(entry_, &ast::Status::steps).empty()) {
        context_.report(Code::BecomesWithoutEnd, clause.text->span, status().name, next.name);
        continue;
      }
      Maker maker(context_, clause.file, clause.text->span);
      const DefinitionId applies = part("becomes_" + next.name + ".applies", TypeKind::Boolean,
                                        clause.citation, clause.file, clause.text->span);
      if (!applies.valid()) continue;
      const RuleId root = maker.root(applies, clause.citation, clause.text->annotations);
      condition(maker, root, clause.text->condition.get(),
                {maker.value_of(status().ran_its_course)});
      status().successors.push_back({clause.citation, other, applies});
    }
  }

  void build() {
    build_first_day();
    build_steps();
    build_early_ends();
    build_whole();
  }

 private:
  program::Status& status() { return context_.program.statuses[id_]; }

  DefinitionId part(const std::string& name, TypeKind type, const Citation& citation, FileId file,
                    Span span) {
    return declare_made(context_, file, status().instrument, status().name + "." + name,
                        status().entity, type_of_kind(type), DefinitionRole::StatusPart, citation,
                        span);
  }

  /// Gives `rule` the condition: all of `others`, and what is written if anything is.
  void condition(Maker& maker, RuleId rule, const ast::Expression* written,
                 std::vector<ExpressionId> others) {
    if (written != nullptr) others.push_back(maker.checker(rule).boolean(*written));
    maker.set_condition(rule, others.empty() ? maker.yes() : maker.all(std::move(others)));
  }

  ExpressionId date(Maker& maker, RuleId rule, const ast::Expression& written) {
    return maker.checker(rule).value(written, type_of_kind(TypeKind::Date));
  }

  // ---- the first day ---------------------------------------------------------------------------

  void build_first_day() {
    struct Way {
      Citation citation;
      const Placed<ast::BeginsClause>* clause = nullptr;
      StatusId before;
      DefinitionId becomes;
    };
    std::vector<Way> ways;
    const auto begins = clauses_of(entry_, &ast::Status::begins);
    for (const auto& clause : begins) ways.push_back({clause.citation, &clause, {}, {}});
    for (std::size_t index = 0; index < context_.program.statuses.size(); ++index) {
      for (const program::StatusSuccessor& next :
           context_.program.statuses[StatusId(index)].successors) {
        if (next.status == id_) {
          ways.push_back({next.citation, nullptr, StatusId(index), next.applies});
        }
      }
    }
    if (ways.empty()) {
      const InProvision in(context_, status().citation);
      context_.report(Code::StatusNeverBegins, status().span, status().name);
    }
    Maker whole(context_, entry_.where.file, status().span);
    std::vector<ExpressionId> days;
    for (const Way& way : ways) {
      DefinitionId target = status().first_day;
      const Span span = way.clause == nullptr ? status().span : way.clause->text->span;
      if (ways.size() > 1) {
        target = part("begin_" + std::to_string(days.size() + 1), TypeKind::Date, way.citation,
                      entry_.where.file, span);
        if (!target.valid()) return;
        days.push_back(whole.value_of(target));
      }
      if (way.clause == nullptr) {
        build_begun_by(target, way.before, way.becomes, way.citation);
      } else {
        build_begun_on(target, *way.clause);
      }
    }
    if (ways.size() == 1) return;
    const RuleId root = whole.root(status().first_day, status().citation);
    whole.set_value(root, days.empty() ? whole.never() : whole.earliest(std::move(days)));
  }

  void build_begun_on(DefinitionId target, const Placed<ast::BeginsClause>& clause) {
    const InProvision in(context_, clause.citation);
    Maker maker(context_, clause.file, clause.text->span);
    const RuleId root = maker.root(target, clause.citation, clause.text->annotations);
    const ExpressionId day = date(maker, root, *clause.text->day);
    if (clause.text->condition == nullptr) return maker.set_value(root, day);
    const RuleId rule = maker.choose(root, maker.yes(), day, maker.never());
    maker.set_condition(rule, maker.checker(rule).boolean(*clause.text->condition));
  }

  void build_begun_by(DefinitionId target, StatusId before, DefinitionId becomes,
                      const Citation& citation) {
    Maker maker(context_, entry_.where.file, status().span);
    const RuleId root = maker.root(target, citation);
    const ExpressionId last = maker.value_of(context_.program.statuses[before].last_day);
    maker.choose(root, maker.value_of(becomes), maker.add_days(last, 1), maker.never());
  }

  // ---- steps -----------------------------------------------------------------------------------

  void build_steps() {
    for (const auto& clause : clauses_of(entry_, &ast::Status::steps)) {
      const InProvision in(context_, clause.citation);
      if (!step_fits(*clause.text)) break;
      for (std::int64_t time = 1; time <= clause.text->times; ++time) build_step(clause, time);
    }
    const Citation citation =
        status().steps.empty() ? status().citation : status().steps.back().citation;
    Maker maker(context_, entry_.where.file, status().span);
    const RuleId root = maker.root(status().natural_last_day, citation);
    maker.set_value(root, status().steps.empty() ? maker.never()
                                                 : maker.value_of(status().steps.back().last_day));
  }

  /// Emits where the step cannot stand where it does, or leaves open whether it applies.
  bool step_fits(const ast::StepClause& step) {
    const bool extension =
        step.kind == ast::StepKind::IsExtended || step.kind == ast::StepKind::MayBeExtended;
    if (!extension && !status().steps.empty()) {
      context_.report(Code::RepeatedStep, step.span, status().name);
      return false;
    }
    if (extension && status().steps.empty()) {
      context_.report(Code::ExtendedWithoutLength, step.span, status().name);
      return false;
    }
    if (step.kind == ast::StepKind::MayBeExtended && step.condition == nullptr &&
        step.as_often_as == nullptr) {
      context_.report(Code::ExtensionUndecided, step.span, status().name);
      return false;
    }
    if (step.times < 1 || step.times > most_extensions) {
      context_.report(Code::TooManyExtensions, step.span, step.times, most_extensions);
      return false;
    }
    return true;
  }

  std::string step_name(const ast::StepClause& clause, std::int64_t time) {
    const auto text = [&](const ast::ExpressionPtr& written) {
      return std::string(context_.sources.text(written->span));
    };
    switch (clause.kind) {
      case ast::StepKind::Lasts: return "lasts " + text(clause.period);
      case ast::StepKind::LastsUntil: return "lasts until " + text(clause.until);
      default: break;
    }
    std::string name = "extended by ";
    name += clause.until == nullptr
                ? text(clause.period)
                : "up to " + text(clause.period) + " until " + text(clause.until);
    if (clause.times > 1) {
      name += " (" + std::to_string(time) + " of " + std::to_string(clause.times) + ")";
    }
    return name;
  }

  void build_step(const Placed<ast::StepClause>& clause, std::int64_t time) {
    const ast::StepClause& written = *clause.text;
    const std::string name = "step_" + std::to_string(status().steps.size() + 1);
    const Span span = written.span;
    program::StatusStep step;
    step.name = step_name(written, time);
    step.citation = clause.citation;
    step.extension = !status().steps.empty();
    step.applies = part(name + ".applies", TypeKind::Boolean, clause.citation, clause.file, span);
    step.last_day = part(name + ".last_day", TypeKind::Date, clause.citation, clause.file, span);
    if (!step.applies.valid() || !step.last_day.valid()) return;
    Maker maker(context_, clause.file, span);

    const RuleId applies = maker.root(step.applies, clause.citation);
    std::vector<ExpressionId> conditions;
    if (step.extension) conditions.push_back(maker.value_of(status().steps.back().applies));
    if (written.as_often_as != nullptr) {
      conditions.push_back(often_enough(maker, applies, written, time));
    }
    // What is written once holds for every time: its heads are rules of the first.
    condition(maker, applies, time == 1 ? written.condition.get() : nullptr, conditions);

    const RuleId root = maker.root(step.last_day, clause.citation, written.annotations);
    const ExpressionId day = step_day(maker, root, written);
    if (!step.extension && written.condition == nullptr && written.as_often_as == nullptr) {
      maker.set_value(root, day);
      step.rule = root;
    } else {
      const ExpressionId otherwise =
          step.extension ? maker.value_of(status().steps.back().last_day) : maker.never();
      step.rule =
          maker.choose(root, maker.value_of(step.applies), day, otherwise, written.annotations);
    }
    status().steps.push_back(std::move(step));
  }

  ExpressionId often_enough(Maker& maker, RuleId rule, const ast::StepClause& written,
                            std::int64_t time) {
    const ExpressionId often =
        maker.checker(rule).value(*written.as_often_as, type_of_kind(TypeKind::Integer));
    program::Expression least;
    least.kind = program::ExpressionKind::NumberConstant;
    least.type = type_of_kind(TypeKind::Integer);
    least.span = written.span;
    least.number = time;
    return maker.compare(CompareOperator::AtLeast, often,
                         context_.add_expression(std::move(least)));
  }

  /// The last day that the step leads to.
  ExpressionId step_day(Maker& maker, RuleId rule, const ast::StepClause& written) {
    if (written.kind == ast::StepKind::LastsUntil) return date(maker, rule, *written.until);
    const ExpressionId period = maker.checker(rule).any(*written.period);
    const program::Type type = context_.expression(period).type;
    if (type.kind != TypeKind::Period) {
      if (type.kind != TypeKind::Invalid) {
        context_.report(Code::TypeMismatch, written.period->span, "a period",
                        to_string(context_.program, type));
      }
      return maker.never();
    }
    const program::Expression& fixed = context_.expression(period);
    if (fixed.kind == program::ExpressionKind::NumberConstant && fixed.number < 1) {
      context_.report(Code::NoTimeAtAll, written.period->span,
                      std::string(context_.sources.text(written.period->span)));
      return maker.never();
    }
    const program::Computation* computation =
        computation_in_force(context_, status().instrument, *context_.provision);
    if (computation == nullptr) {
      context_.report(Code::NoComputation, written.period->span);
      return maker.never();
    }
    const bool counts = computation->event_day_counts;
    const program::MonthEnd end = computation->month_end;
    ExpressionId day;
    if (status().steps.empty()) {
      day = maker.value_of(status().first_day);
    } else {
      day = maker.value_of(status().steps.back().last_day);
      if (counts) day = maker.add_days(day, 1);
    }
    day = maker.add_period(day, period, end);
    if (counts) day = maker.add_days(day, -1);
    if (written.until == nullptr) return day;
    return maker.earliest({date(maker, rule, *written.until), day});
  }

  // ---- early ends ------------------------------------------------------------------------------

  void build_early_ends() {
    for (const auto& clause : clauses_of(entry_, &ast::Status::early_ends)) {
      const InProvision in(context_, clause.citation);
      const std::string name = "end_" + std::to_string(status().early_ends.size() + 1);
      const Span span = clause.text->span;
      program::StatusEnd made;
      made.citation = clause.citation;
      made.applies = part(name + ".applies", TypeKind::Boolean, clause.citation, clause.file, span);
      made.day = part(name + ".day", TypeKind::Date, clause.citation, clause.file, span);
      const DefinitionId last =
          part(name + ".last_day", TypeKind::Date, clause.citation, clause.file, span);
      if (!made.applies.valid() || !made.day.valid() || !last.valid()) continue;
      Maker maker(context_, clause.file, span);

      const RuleId day = maker.root(made.day, clause.citation, clause.text->annotations);
      maker.set_value(day, date(maker, day, *clause.text->day));
      made.rule = day;

      const RuleId applies = maker.root(made.applies, clause.citation);
      condition(maker, applies, clause.text->condition.get(),
                {maker.compare(CompareOperator::LessThan, maker.value_of(made.day), maker.never()),
                 maker.compare(CompareOperator::AtMost, maker.value_of(made.day),
                               maker.value_of(status().natural_last_day))});

      const RuleId root = maker.root(last, clause.citation);
      maker.choose(root, maker.value_of(made.applies), maker.add_days(maker.value_of(made.day), -1),
                   maker.value_of(status().natural_last_day));
      ends_.push_back(last);
      status().early_ends.push_back(std::move(made));
    }
  }

  // ---- the whole -------------------------------------------------------------------------------

  void build_whole() {
    Maker maker(context_, entry_.where.file, status().span);
    const Citation citation = status().citation;
    const RuleId last = maker.root(status().last_day, citation);
    std::vector<ExpressionId> days;
    for (const DefinitionId end : ends_) days.push_back(maker.value_of(end));
    // Whatever is not known of an early end, it is never later.
    days.push_back(maker.value_of(status().natural_last_day));
    maker.set_value(last, maker.earliest(std::move(days)));

    const RuleId course = maker.root(status().ran_its_course, citation);
    std::vector<ExpressionId> conditions;
    for (const DefinitionId day : {status().first_day, status().natural_last_day}) {
      conditions.push_back(
          maker.compare(CompareOperator::LessThan, maker.value_of(day), maker.never()));
    }
    for (const program::StatusEnd& end : status().early_ends) {
      conditions.push_back(maker.negated(maker.value_of(end.applies)));
    }
    maker.set_condition(course, maker.all(std::move(conditions)));

    const RuleId held = maker.root(status().held, citation, entry_.where.text->annotations);
    // Provisions that name the status by its address mean whether it is held.
    context_.program.rules[held].cause = program::RuleCause::Written;
    maker.set_condition(
        held, maker.all({maker.compare(CompareOperator::AtMost, maker.value_of(status().first_day),
                                       maker.day_asked()),
                         maker.compare(CompareOperator::AtMost, maker.day_asked(),
                                       maker.value_of(status().last_day))}));
  }

 public:
  /// What it bars: once every definition has its root.
  void build_bars() {
    for (const auto& clause : clauses_of(entry_, &ast::Status::bars)) {
      const InProvision in(context_, clause.citation);
      DefinitionId target =
          resolve_definition(context_, clause.file, clause.instrument, clause.text->target);
      if (!target.valid()) continue;
      const auto right = context_.norms.rights.find(target);
      if (right != context_.norms.rights.end()) {
        target = context_.program.rights[right->second].owed;
      }
      const program::Definition& barred = context_.program.definitions[target];
      if (barred.entity != status().entity) {
        context_.report(Code::WrongEntity, clause.text->target.span, barred.name,
                        context_.program.entities[barred.entity].name,
                        context_.program.entities[status().entity].name);
        continue;
      }
      if (barred.type.kind != TypeKind::Boolean || !barred.root.valid()) {
        context_.report(Code::ClauseDoesNotFit, clause.text->span, "bars", barred.name,
                        to_string(context_.program, barred.type), "does not apply where");
        continue;
      }
      Maker maker(context_, clause.file, clause.text->span);
      const RuleId bar = maker.exception(barred.root, clause.citation,
                                         maker.value_of(status().held), clause.text->annotations);
      // It is written, though not as an exception: text that could never matter is reported.
      context_.program.rules[bar].cause = program::RuleCause::Written;
      status().bars.push_back(bar);
    }
  }

 private:
  Context& context_;
  StatusId id_;
  const StatusText& entry_;
  std::vector<DefinitionId> ends_;
};

}  // namespace

void build_statuses(Context& context) {
  std::vector<StatusBuilder> builders;
  for (std::size_t index = 0; index < context.program.statuses.size(); ++index) {
    builders.emplace_back(context, StatusId(index));
  }
  for (StatusBuilder& builder : builders) builder.build_successors();
  for (StatusBuilder& builder : builders) builder.build();
  for (StatusBuilder& builder : builders) builder.build_bars();
}

}  // namespace nansen::check
