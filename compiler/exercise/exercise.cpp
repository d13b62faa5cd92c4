#include "compiler/exercise/exercise.h"

#include <algorithm>
#include <tuple>

#include "compiler/base/bug.h"
#include "compiler/cases/from_example.h"
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

// Whether the output is what was expected.
bool meets(const Expectation& expectation, const ir::Output& output,
           const interpret::Trace& trace) {
  const auto truth = [&](std::size_t at) { return trace.truth(output.values[at], 0); };
  if (std::holds_alternative<program::UnknownValue>(expectation.value)) {
    return std::any_of(output.values.begin(), output.values.end(),
                       [&](ir::ValueId value) { return !known(trace.at(value, 0)); });
  }
  if (const Truth* wanted = std::get_if<Truth>(&expectation.value)) return truth(0) == *wanted;
  if (const Rational* wanted = std::get_if<Rational>(&expectation.value)) {
    // A number that no one has, as its instrument is not in force, is no number.
    const interpret::Value value = trace.at(output.values[0], 0);
    const auto* number = std::get_if<std::optional<Rational>>(&value);
    return number != nullptr && number->has_value() && **number == *wanted;
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
  if (const std::size_t* member = std::get_if<std::size_t>(&expectation.value)) {
    return program.enumerations[type.enumeration].members[*member].name;
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
    if (example.expectations.empty()) return;
    lower::Request request;
    for (const Expectation& expectation : example.expectations) {
      auto& asked = request.definitions;
      if (std::find(asked.begin(), asked.end(), expectation.definition) == asked.end()) {
        asked.push_back(expectation.definition);
      }
    }
    request.readings = example.readings;
    request.as_of = example.as_of;
    const ir::Module module = lower::lower(program_, request);
    const cases::CaseBatch batch = cases::batch_of(program_, module, example.row);
    const interpret::Trace trace = interpret::trace(module, batch.batch, 0);
    if (options_.second_engine) check_engines(module, batch.batch, example.name);

    const explain::CaseView view{
        module, trace, batch.batch, 0, [&batch](ir::DomainId domain, std::size_t row) {
          const auto& ids = batch.row_ids[static_cast<std::size_t>(domain.index)];
          return ids != nullptr ? std::string((*ids)[row]) : std::string();
        }};
    for (std::size_t at = 0; at < example.expectations.size(); ++at) {
      const Expectation& expectation = example.expectations[at];
      const auto position =
          static_cast<std::size_t>(std::find(request.definitions.begin(), request.definitions.end(),
                                             expectation.definition) -
                                   request.definitions.begin());
      ++outcome_.expectations;
      explain::Explanation explanation = explain::explain(
          program_, {expectation.definition, example.readings, example.as_of}, view);
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
      const std::size_t truths = shapes[output].number ? 1 : shapes[output].truths;
      bool same = true;
      for (std::size_t truth = 0; truth < truths; ++truth) {
        for (const bool yes : {true, false}) {
          if (shapes[output].number && !yes) continue;
          same = same &&
                 ((*first.plane(output, truth, yes) ^ *second.plane(output, truth, yes)) & 1U) == 0;
        }
      }
      if (same && shapes[output].number && (*first.plane(output, 0, true) & 1U) != 0) {
        same = *first.numbers(output) == *second.numbers(output);
      }
      if (!same) {
        bug("the engines disagree about " + module.outputs[output].name + " in example \"" + name +
            "\"");
      }
    }
  }

  void note(const Step& step) {
    if (step.decisive && step.rule.valid() && step.kind != StepKind::Base) {
      Exercised& rule = exercised_[static_cast<std::size_t>(step.rule.index)];
      rule.held = rule.held || step.truth == Truth::Yes;
      rule.failed = rule.failed || step.truth == Truth::No;
    }
    for (const Step& child : step.children) note(child);
  }

  bool counts(const program::Rule& rule) const {
    const auto& wanted = options_.definitions;
    const bool asked =
        wanted.empty() || std::find(wanted.begin(), wanted.end(), rule.definition) != wanted.end();
    return asked && rule.condition.valid();
  }

  void list_unexercised() {
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      const program::RuleId id(index);
      if (!counts(program_.rules[id])) continue;
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
