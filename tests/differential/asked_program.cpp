#include "tests/differential/asked_program.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/interpret/interpret.h"
#include "compiler/lower/lower.h"
#include "compiler/syntax/parse.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_program.h"

namespace nansen::test {
namespace {

std::string text_of(const KnownValue& value) {
  std::string text;
  for (const Truth truth : value.truths) text += std::string(to_string(truth)) + " ";
  const KnownNumber& number = value.number;
  if (number.least) text += to_string(*number.least);
  if (number.least != number.greatest) {
    text += ".." + (number.greatest ? to_string(*number.greatest) : "");
  }
  return text;
}

/// What the interpreter found, in the oracles' form.
KnownValue found(const ir::Output& output, const interpret::Trace& trace) {
  KnownValue value;
  for (const ir::ValueId id : output.values) {
    const interpret::Value& one = trace.at(id, 0);
    if (const Truth* truth = std::get_if<Truth>(&one)) {
      value.truths.push_back(*truth);
      continue;
    }
    // The second value of a range is its greatest day; any other number is a range of itself.
    const auto& number = std::get<std::optional<Rational>>(one);
    if (id == output.values.front()) value.number.least = number;
    value.number.greatest = number;
  }
  return value;
}

/// A plain value in the form of an output.
KnownValue known(const ir::Output& output, const PlainValue& plain) {
  KnownValue value;
  if (const bool* truth = std::get_if<bool>(&plain)) value.truths = {truth_of(*truth)};
  if (const Rational* number = std::get_if<Rational>(&plain)) value.number = {*number, *number};
  if (const std::size_t* member = std::get_if<std::size_t>(&plain)) {
    const bool ordered = output.kind == ir::OutputKind::OrderedEnumeration;
    for (std::size_t k = ordered ? 1 : 0; k < output.members.size(); ++k) {
      value.truths.push_back(truth_of(ordered ? *member >= k : *member == k));
    }
  }
  return value;
}

/// True iff nothing that `partial` says is otherwise in `full`.
bool keeps(const KnownValue& partial, const KnownValue& full) {
  for (std::size_t k = 0; k < partial.truths.size(); ++k) {
    if (partial.truths[k] != Truth::Undetermined && partial.truths[k] != full.truths[k]) {
      return false;
    }
  }
  const KnownNumber& before = partial.number;
  const KnownNumber& after = full.number;
  return (!before.least || (after.least && *before.least <= *after.least)) &&
         (!before.greatest || (after.greatest && *before.greatest >= *after.greatest));
}

/// Compares every output of every row with what `oracle` says of (definition, row, facts).
template <typename Oracle>
std::string compare(const AskedProgram& asked, const runtime::Batch& batch, Oracle oracle) {
  const ProgramFacts facts(asked.program, asked.module, batch);
  for (std::size_t row = 0; row < batch.tables[0]->rows(); ++row) {
    const interpret::Trace trace = interpret::trace(asked.module, batch, row);
    for (std::size_t index = 0; index < asked.definitions.size(); ++index) {
      const ir::Output& output = asked.module.outputs[index];
      const std::string wanted =
          text_of(oracle(output, facts, asked.definitions[index], RowPlace{ir::DomainId(0), row}));
      const std::string value = text_of(found(output, trace));
      if (value == wanted) continue;
      return fmt::format("{}, row {}: {}, but its rules say {}\n{}", output.name, row, value,
                         wanted, asked.text);
    }
  }
  return "";
}

/// True iff what is wrong is only that some provision can never be met or never matter, which
/// random conditions now and then amount to.
bool never_matters(const Diagnostic& diagnostic) {
  switch (diagnostic.code) {
    case Code::NeverMet:
    case Code::NeverMetHere:
    case Code::ExceptionNeverFires:
    case Code::ExceptionNeverMatters:
    case Code::CoversNoOne: return true;
    default: return diagnostic.severity == Severity::Warning;
  }
}

/// Checks the text of `asked`; true iff it is to be passed over.
bool check_text(AskedProgram& asked) {
  SourceFiles files;
  Emitter emitter;
  const FileId file = files.add("random.treaty", asked.text);
  std::vector<ast::File> trees;
  trees.push_back(syntax::parse(files, file, emitter));
  asked.program = check::check(trees, files, emitter);
  if (!emitter.has_errors()) return false;
  const auto& diagnostics = emitter.diagnostics();
  if (std::all_of(diagnostics.begin(), diagnostics.end(), never_matters)) return true;
  asked.errors = render_text(diagnostics, files, false);
  return false;
}

}  // namespace

AskedProgram ask_random_program(Random& random) {
  AskedProgram asked;
  do {
    asked.text = random_program(random, {});
  } while (check_text(asked));
  if (!asked.errors.empty()) return asked;
  lower::Request request;
  for (std::size_t index = 0; index < asked.program.definitions.size(); ++index) {
    const program::DefinitionId id(index);
    const program::EntityId entity = asked.program.definitions[id].entity;
    if (asked.program.entities[entity].name == "Person") request.definitions.push_back(id);
  }
  for (std::size_t index = 0; index < asked.program.readings.size(); ++index) {
    if (random.chance(50)) asked.readings[program::ReadingId(index)] = random.below(3);
  }
  asked.definitions = request.definitions;
  request.readings = asked.readings;
  if (!asked.definitions.empty()) asked.module = lower::lower(asked.program, request);
  return asked;
}

std::string differs_from_oracles(const AskedProgram& asked, Random& random, std::size_t rows) {
  const runtime::Batch some = random_batch(asked.module, random, {.rows = rows});
  const std::string in_three =
      compare(asked, some, [&](const auto&, const auto& facts, auto definition, auto place) {
        return kleene_value(asked.program, facts, asked.readings, definition, place);
      });
  if (!in_three.empty()) return in_three;
  const runtime::Batch all = random_batch(
      asked.module, random, {.rows = rows, .unknown_percent = 0, .absent_rows = false});
  return compare(
      asked, all, [&](const auto& output, const auto& facts, auto definition, auto place) {
        return known(output, plain_value(asked.program, facts, asked.readings, definition, place));
      });
}

std::string takes_answers_back(const AskedProgram& asked, Random& random, std::size_t rows) {
  // The same facts twice: the second time some are hidden, and lists of rows may lack some.
  BatchOptions options{.rows = rows, .unknown_percent = 0, .absent_rows = false};
  Random again = random;
  const runtime::Batch full = random_batch(asked.module, random, options);
  options.hidden_percent = 40;
  const runtime::Batch partial = random_batch(asked.module, again, options);
  for (std::size_t row = 0; row < rows; ++row) {
    const interpret::Trace all = interpret::trace(asked.module, full, row);
    const interpret::Trace some = interpret::trace(asked.module, partial, row);
    for (const ir::Output& output : asked.module.outputs) {
      if (keeps(found(output, some), found(output, all))) continue;
      return fmt::format("{}, row {}: first {}, then {}\n{}", output.name, row,
                         text_of(found(output, some)), text_of(found(output, all)), asked.text);
    }
  }
  return "";
}

}  // namespace nansen::test
