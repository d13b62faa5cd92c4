#include "compiler/exercise/exercise.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "compiler/base/bug.h"
#include "compiler/cases/from_example.h"
#include "compiler/explain/made_words.h"
#include "compiler/explain/words.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/lower/lower.h"

namespace nansen::exercise {
namespace {

using explain::Step;
using explain::StepKind;
using program::Expectation;

struct Exercised {
  bool held = false;
  bool failed = false;
};

bool known(const interpret::Value& value) {
  const Truth* truth = std::get_if<Truth>(&value);
  return truth != nullptr ? *truth != Truth::Undetermined
                          : std::get<std::optional<Rational>>(value).has_value();
}

// Whether the output, which may be no number (no one has it, as its instrument is not in force),
// lies between exactly these bounds.
bool has_bounds(const ir::Output& output, const interpret::Trace& trace, const Rational& least,
                const Rational& greatest) {
  const auto is = [&](ir::ValueId value, const Rational& wanted) {
    const interpret::Value held = trace.at(value, 0);
    const auto* number = std::get_if<std::optional<Rational>>(&held);
    return number != nullptr && number->has_value() && **number == wanted;
  };
  return is(output.values.front(), least) && is(output.values.back(), greatest);
}

// Whether all there is to know of the output is known: of a range, the one day that it is.
bool is_determined(const ir::Output& output, const interpret::Trace& trace) {
  const auto at = [&](std::size_t position) { return trace.at(output.values[position], 0); };
  if (output.kind == ir::OutputKind::DateRange) return known(at(0)) && at(0) == at(1);
  return std::all_of(output.values.begin(), output.values.end(),
                     [&](ir::ValueId value) { return known(trace.at(value, 0)); });
}

// Whether the output is what was expected.
bool meets(const Expectation& expectation, const ir::Output& output,
           const interpret::Trace& trace) {
  const auto truth = [&](std::size_t at) { return trace.truth(output.values[at], 0); };
  if (std::holds_alternative<program::UnknownValue>(expectation.value)) {
    return !is_determined(output, trace);
  }
  if (const Truth* wanted = std::get_if<Truth>(&expectation.value)) return truth(0) == *wanted;
  if (const Rational* wanted = std::get_if<Rational>(&expectation.value)) {
    return has_bounds(output, trace, *wanted, *wanted);
  }
  if (const auto* wanted = std::get_if<program::DayRange>(&expectation.value)) {
    return has_bounds(output, trace, wanted->least, wanted->greatest);
  }
  const std::size_t member = std::get<std::size_t>(expectation.value);
  if (output.kind != ir::OutputKind::OrderedEnumeration) return truth(member) == Truth::Yes;
  // "At least k", for every member k but the least.
  return (member == 0 || truth(member - 1) == Truth::Yes) &&
         (member == output.values.size() || truth(member) == Truth::No);
}

std::string expected_words(const program::Program& program, const Expectation& expectation) {
  const program::Type& type = program.definitions[expectation.definition].type;
  if (const Truth* truth = std::get_if<Truth>(&expectation.value)) {
    return std::string(to_string(*truth));
  }
  if (const Rational* number = std::get_if<Rational>(&expectation.value)) {
    return explain::number_words(type, *number);
  }
  if (const auto* range = std::get_if<program::DayRange>(&expectation.value)) {
    return explain::bounds_words(type, range->least, range->greatest);
  }
  if (const std::size_t* member = std::get_if<std::size_t>(&expectation.value)) {
    return explain::member_name(program, expectation.definition, *member);
  }
  return "undetermined";
}

class Exercise {
 public:
  Exercise(const program::Program& program, const Options& options)
      : program_(program), options_(options), exercised_(program.rules.size()) {}

  Outcome run() {
    for (std::size_t index = 0; index < program_.examples.size(); ++index) {
      run_example(program::ExampleId(index));
    }
    list_unexercised();
    return std::move(outcome_);
  }

 private:
  void run_example(program::ExampleId id) {
    const program::Example& example = program_.examples[id];
    ++outcome_.examples;
    // What is expected on one day is asked together.
    std::map<std::optional<std::int32_t>, std::vector<std::size_t>> by_day;
    for (std::size_t at = 0; at < example.expectations.size(); ++at) {
      const auto& day = example.expectations[at].as_of;
      by_day[day ? day : example.as_of].push_back(at);
    }
    const std::size_t before = outcome_.failures.size();
    for (const auto& [day, expectations] : by_day) run_on_day(id, day, expectations);
    std::sort(outcome_.failures.begin() + static_cast<std::ptrdiff_t>(before),
              outcome_.failures.end(), [](const Failure& left, const Failure& right) {
                return left.expectation < right.expectation;
              });
  }

  void run_on_day(program::ExampleId id, std::optional<std::int32_t> day,
                  const std::vector<std::size_t>& expectations) {
    const program::Example& example = program_.examples[id];
    lower::Request request;
    for (const std::size_t at : expectations) {
      auto& asked = request.definitions;
      const program::DefinitionId definition = example.expectations[at].definition;
      if (std::find(asked.begin(), asked.end(), definition) == asked.end()) {
        asked.push_back(definition);
      }
    }
    request.readings = example.readings;
    request.as_of = day;
    request.ranged = cases::ranged_facts(example.row);
    const ir::Module module = lower::lower(program_, request);
    const cases::CaseBatch batch = cases::batch_of(program_, module, example.row);
    const interpret::Trace trace = interpret::trace(module, batch.batch, 0);
    if (options_.second_engine) check_engines(module, batch.batch, example.name);

    const explain::CaseView view{
        module, trace, batch.batch, 0, [&batch](ir::DomainId domain, std::size_t row) {
          const auto& ids = batch.row_ids[static_cast<std::size_t>(domain.index)];
          return ids != nullptr ? std::string((*ids)[row]) : std::string();
        }};
    for (const std::size_t at : expectations) {
      const Expectation& expectation = example.expectations[at];
      const auto position =
          static_cast<std::size_t>(std::find(request.definitions.begin(), request.definitions.end(),
                                             expectation.definition) -
                                   request.definitions.begin());
      ++outcome_.expectations;
      explain::Explanation explanation =
          explain::explain(program_, {expectation.definition, example.readings, day}, view);
      note(explanation.root);
      if (meets(expectation, module.outputs[position], trace)) continue;
      outcome_.failures.push_back({id, at, expected_words(program_, expectation),
                                   explanation.answer, std::move(explanation)});
    }
  }

  // Both engines must give the same answer to the bit.
  void check_engines(const ir::Module& module, const runtime::Batch& batch,
                     const std::string& name) const {
    const auto shapes = layout::output_shapes(module);
    runtime::Results first(shapes, 1);
    runtime::Results second(shapes, 1);
    interpret::evaluate(module, batch, first);
    options_.second_engine(module, batch, second);
    for (std::size_t output = 0; output < shapes.size(); ++output) {
      const runtime::OutputShape& shape = shapes[output];
      const bool same = shape.number ? same_number(first, second, output, 0) &&
                                           (!shape.range || same_number(first, second, output, 1))
                                     : same_truths(first, second, output, shape.truths);
      if (!same) {
        bug("the engines disagree about " + module.outputs[output].name + " in example \"" + name +
            "\"");
      }
    }
  }

  static bool same_bit(const runtime::Results& first, const runtime::Results& second,
                       std::size_t output, std::size_t truth, bool yes) {
    return ((*first.plane(output, truth, yes) ^ *second.plane(output, truth, yes)) & 1U) == 0;
  }

  static bool same_truths(const runtime::Results& first, const runtime::Results& second,
                          std::size_t output, std::size_t truths) {
    for (std::size_t truth = 0; truth < truths; ++truth) {
      if (!same_bit(first, second, output, truth, true)) return false;
      if (!same_bit(first, second, output, truth, false)) return false;
    }
    return true;
  }

  static bool same_number(const runtime::Results& first, const runtime::Results& second,
                          std::size_t output, std::size_t which) {
    if (!same_bit(first, second, output, which, true)) return false;
    const bool known_number = (*first.plane(output, which, true) & 1U) != 0;
    return !known_number || *first.numbers(output, which) == *second.numbers(output, which);
  }

  void note(const Step& step) {
    if (step.decisive && step.rule.valid() && step.kind != StepKind::Base) {
      Exercised& rule = exercised_[static_cast<std::size_t>(step.rule.index)];
      rule.held = rule.held || step.truth == Truth::Yes;
      rule.failed = rule.failed || step.truth == Truth::No;
    }
    for (const Step& child : step.children) note(child);
  }

  // What a construct says of itself is nothing that an example could miss; what is written in one
  // is.
  bool is_written(const program::Rule& rule) const {
    if (rule.cause != program::RuleCause::Implied) return true;
    for (const program::Status& status : program_.statuses) {
      for (const program::StatusEnd& end : status.early_ends) {
        if (end.applies == rule.definition) return true;
      }
    }
    return says_something(rule.condition);
  }

  // Whether an expression speaks of anything but the parts of statuses and rights.
  bool says_something(program::ExpressionId id) const {
    using program::ExpressionKind;
    const program::Expression& expression = program_.expressions[id];
    switch (expression.kind) {
      case ExpressionKind::FactValue:
      case ExpressionKind::ReadingIs:
      case ExpressionKind::Group:
      case ExpressionKind::OverRows:
      case ExpressionKind::OverSet: return true;
      case ExpressionKind::DefinitionValue: {
        using program::DefinitionRole;
        const DefinitionRole role = program_.definitions[expression.definition].role;
        return role != DefinitionRole::StatusPart && role != DefinitionRole::RightPart &&
               role != DefinitionRole::NormPart;
      }
      default: break;
    }
    return std::any_of(expression.operands.begin(), expression.operands.end(),
                       [this](program::ExpressionId operand) { return says_something(operand); });
  }

  bool counts(const program::Rule& rule) const {
    const auto& wanted = options_.definitions;
    const program::DefinitionId whole = explain::whole_of(program_, rule.definition);
    const bool asked =
        wanted.empty() || std::find(wanted.begin(), wanted.end(), whole) != wanted.end();
    return asked && rule.condition.valid() && is_written(rule);
  }

  void list_unexercised() {
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      const program::RuleId id(index);
      if (!counts(program_.rules[id]) || (options_.rules && !options_.rules(id))) continue;
      ++outcome_.rules;
      const Exercised& rule = exercised_[index];
      if (!rule.held || !rule.failed) outcome_.unexercised.push_back({id, rule.held, rule.failed});
    }
    const auto place = [this](const Unexercised& each) {
      const program::Rule& rule = program_.rules[each.rule];
      return std::make_tuple(rule.definition, rule.span, each.rule);
    };
    std::stable_sort(outcome_.unexercised.begin(), outcome_.unexercised.end(),
                     [&place](const Unexercised& left, const Unexercised& right) {
                       return place(left) < place(right);
                     });
  }

  const program::Program& program_;
  const Options& options_;
  std::vector<Exercised> exercised_;
  Outcome outcome_;
};

}  // namespace

Outcome run(const program::Program& program, const Options& options) {
  return Exercise(program, options).run();
}

}  // namespace nansen::exercise
