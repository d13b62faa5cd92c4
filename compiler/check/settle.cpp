// Rules that give values: which of two prevails, and whether every case has one value.
#include "compiler/check/settle.h"

#include <algorithm>

#include "compiler/logic/logic.h"

namespace nansen::check {
namespace {

using logic::Answer;
using program::DefinitionId;
using program::ExpressionId;
using program::RuleCause;
using program::RuleId;
using program::RuleRole;
using program::Settlement;

/// True iff the two value expressions say the same, so that it does not matter which rule gives it.
bool same_value(const program::Program& program, ExpressionId left, ExpressionId right) {
  const program::Expression& one = program.expressions[left];
  const program::Expression& other = program.expressions[right];
  return one.kind == other.kind && one.number == other.number && one.member == other.member &&
         one.fact == other.fact && one.definition == other.definition &&
         one.subject == other.subject && one.variable == other.variable &&
         std::equal(one.operands.begin(), one.operands.end(), other.operands.begin(),
                    other.operands.end(),
                    [&](ExpressionId a, ExpressionId b) { return same_value(program, a, b); });
}

/// The rules of `definition` that give a value where a condition holds.
std::vector<RuleId> value_rules(const program::Program& program, DefinitionId definition) {
  std::vector<RuleId> rules;
  for (const RuleId rule : program.rules[program.definitions[definition].root].values) {
    if (program.rules[rule].role == RuleRole::Value) rules.push_back(rule);
  }
  return rules;
}

/// True iff `loser` already has the exception "where `winner` holds".
bool yields(const program::Program& program, RuleId loser, RuleId winner) {
  const std::vector<RuleId>& exceptions = program.rules[loser].exceptions;
  return std::any_of(exceptions.begin(), exceptions.end(), [&](RuleId exception) {
    const program::Rule& rule = program.rules[exception];
    return rule.cause != RuleCause::Written && rule.condition.valid() &&
           program.expressions[rule.condition].kind == program::ExpressionKind::RuleHolds &&
           program.expressions[rule.condition].rule == winner;
  });
}

/// The work that the questions about all definitions may take, as Logic counts it, for each of the
/// two passes. What is asked beyond it counts as not shown.
constexpr std::int64_t most_work = 5 * logic::Logic::usual_work;

class Settler {
 public:
  explicit Settler(Context& context) : context_(context) {}

  void settle(DefinitionId id) {
    const Settlement settlement = context_.program.definitions[id].settlement;
    // Of the others what prevails depends on what the case gives: the greatest, or the first.
    const bool settled = settlement == Settlement::LexSuperior ||
                         settlement == Settlement::LexPosterior ||
                         settlement == Settlement::LexSpecialis;
    if (!settled) return;
    const std::vector<RuleId> rules = value_rules(context_.program, id);
    std::vector<std::pair<RuleId, RuleId>> decided;  // winner, loser
    {
      logic::Logic logic(context_.program, std::min(work_, logic::Logic::usual_work));
      for (std::size_t first = 0; first < rules.size(); ++first) {
        for (std::size_t second = first + 1; second < rules.size(); ++second) {
          decide(logic, settlement, rules[first], rules[second], decided);
        }
      }
      work_ -= std::min(work_, logic.work());
    }
    for (const auto& [winner, loser] : decided) yield(loser, winner);
  }

 private:
  void decide(logic::Logic& logic, Settlement settlement, RuleId first, RuleId second,
              std::vector<std::pair<RuleId, RuleId>>& decided) {
    const program::Program& program = context_.program;
    if (same_value(program, program.rules[first].value, program.rules[second].value) ||
        yields(program, first, second) || yields(program, second, first)) {
      return;
    }
    switch (settlement) {
      case Settlement::LexSuperior: {
        const auto one = rank(first);
        const auto other = rank(second);
        if (one && other && *one != *other) {
          decided.push_back(*one < *other ? std::pair(first, second) : std::pair(second, first));
        }
        return;
      }
      case Settlement::LexPosterior: {
        const auto one = adopted(first);
        const auto other = adopted(second);
        if (one && other && *one != *other) {
          decided.push_back(*one > *other ? std::pair(first, second) : std::pair(second, first));
        }
        return;
      }
      case Settlement::LexSpecialis: {
        const logic::Literal one = logic.own(first);
        const logic::Literal other = logic.own(second);
        const bool first_within = logic.together({one, -other}) == Answer::Cannot;
        const bool second_within = logic.together({other, -one}) == Answer::Cannot;
        if (first_within != second_within) {
          decided.push_back(first_within ? std::pair(first, second) : std::pair(second, first));
        }
        return;
      }
      default: return;
    }
  }

  program::Instrument& instrument_of(RuleId rule) {
    return context_.program.instruments
        [context_.modules.at(context_.program.rules[rule].citation.instrument).instrument];
  }

  std::optional<std::int64_t> rank(RuleId rule) {
    const program::Instrument& instrument = instrument_of(rule);
    if (!instrument.rank) report_unplaced(rule, instrument, "lex superior", "rank");
    return instrument.rank;
  }

  std::optional<std::int32_t> adopted(RuleId rule) {
    const program::Instrument& instrument = instrument_of(rule);
    if (!instrument.adopted) report_unplaced(rule, instrument, "lex posterior", "adopted");
    return instrument.adopted;
  }

  void report_unplaced(RuleId rule, const program::Instrument& instrument, std::string_view words,
                       std::string_view missing) {
    const InProvision in(context_, context_.program.rules[rule].citation);
    context_.report(Code::UnplacedInstrument, instrument.span, words, instrument.name, missing)
        .labels.push_back({context_.program.rules[rule].span, "this rule is to be placed by it"});
  }

  void yield(RuleId loser, RuleId winner) {
    program::Expression condition;
    condition.kind = program::ExpressionKind::RuleHolds;
    condition.type.kind = program::TypeKind::Boolean;
    condition.span = context_.program.rules[winner].span;
    condition.rule = winner;
    program::Rule exception;
    exception.role = RuleRole::Exception;
    exception.cause = RuleCause::Settlement;
    exception.citation = context_.program.rules[winner].citation;
    exception.span = condition.span;
    exception.definition = context_.program.rules[loser].definition;
    exception.parent = loser;
    exception.condition = context_.add_expression(std::move(condition));
    RuleInfo info;
    info.file = exception.span.file;
    const RuleId id = context_.add_rule(std::move(exception), std::move(info));
    context_.program.rules[loser].exceptions.push_back(id);
  }

  Context& context_;
  std::int64_t work_ = most_work;
};

class ValueChecker {
 public:
  explicit ValueChecker(Context& context) : context_(context) {}

  void check(DefinitionId id) {
    const program::Definition& definition = context_.program.definitions[id];
    const std::vector<RuleId> rules = value_rules(context_.program, id);
    if (rules.empty()) return;
    // A small one: it grows with what is asked.
    logic::Logic logic(context_.program, std::min(work_, logic::Logic::usual_work));
    if (definition.settlement != Settlement::MostFavourable &&
        definition.settlement != Settlement::TheFirst) {
      check_pairs(logic, rules);
    }
    check_complete(logic, definition, rules);
    work_ -= std::min(work_, logic.work());
  }

 private:
  void check_pairs(logic::Logic& logic, const std::vector<RuleId>& rules) {
    const program::Program& program = context_.program;
    for (std::size_t second = 1; second < rules.size(); ++second) {
      if (logic.exhausted() && context_.has_enough()) return;
      if (apart_from_all(logic, rules, second)) continue;
      for (std::size_t first = 0; first < second; ++first) {
        const program::Rule& one = program.rules[rules[first]];
        const program::Rule& other = program.rules[rules[second]];
        if (same_value(program, one.value, other.value) ||
            logic.together({logic.holds(rules[first]), logic.holds(rules[second])}) ==
                Answer::Cannot) {
          continue;
        }
        const InProvision in(context_, other.citation);
        context_.report(Code::ConflictingRules, other.span, both(rules[first], rules[second]))
            .labels.push_back({one.span, "the other rule is here"});
      }
    }
  }

  /// True iff the rule can be shown at once to hold with none of those before it that give another
  /// value.
  bool apart_from_all(logic::Logic& logic, const std::vector<RuleId>& rules, std::size_t position) {
    const program::Program& program = context_.program;
    std::vector<logic::Literal> others;
    for (std::size_t first = 0; first < position; ++first) {
      if (!same_value(program, program.rules[rules[first]].value,
                      program.rules[rules[position]].value)) {
        others.push_back(logic.holds(rules[first]));
      }
    }
    return logic.together({logic.holds(rules[position]), logic.any(std::move(others))}) ==
           Answer::Cannot;
  }

  std::string both(RuleId first, RuleId second) {
    const std::string one = rule_text(context_, first);
    const std::string other = rule_text(context_, second);
    return one == other ? "two of " + one : one + " and " + other;
  }

  void check_complete(logic::Logic& logic, const program::Definition& definition,
                      const std::vector<RuleId>& rules) {
    const RuleId last = context_.program.rules[definition.root].values.back();
    std::vector<logic::Literal> none;
    for (const RuleId rule : rules) none.push_back(-logic.holds(rule));
    const bool complete = logic.together(none) == Answer::Cannot;
    const bool closed = context_.program.rules[last].role == RuleRole::Otherwise;
    const InProvision in(context_, definition.citation);
    if (!complete && !closed) {
      context_.report(Code::MissingOtherwise, definition.span, definition.name);
    } else if (complete && closed && context_.program.rules[last].cause != RuleCause::Implied) {
      context_.report(Code::OtherwiseNeverReached, context_.program.rules[last].span,
                      definition.name);
    }
  }

  Context& context_;
  std::int64_t work_ = most_work;
};

}  // namespace

void settle_values(Context& context) {
  Settler settler(context);
  for (std::size_t index = 0; index < context.program.definitions.size(); ++index) {
    settler.settle(DefinitionId(index));
  }
}

void check_values(Context& context) {
  ValueChecker checker(context);
  for (std::size_t index = 0; index < context.program.definitions.size(); ++index) {
    checker.check(DefinitionId(index));
  }
}

}  // namespace nansen::check
