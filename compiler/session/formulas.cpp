// Which formula is meant, and what it is lowered to.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/session/session.h"

namespace nansen::session {

namespace {

using program::AllocationId;
using program::FormulaId;

std::string qualified(const program::Program& program, program::InstrumentId instrument,
                      const std::string& name) {
  return program.instruments[instrument].name + "." + name;
}

/// The allocations by `formula`.
std::vector<AllocationId> allocations_by(const program::Program& program, FormulaId formula) {
  std::vector<AllocationId> found;
  for (std::size_t index = 0; index < program.allocations.size(); ++index) {
    if (program.allocations[AllocationId(index)].formula == formula) found.emplace_back(index);
  }
  return found;
}

}  // namespace

std::vector<FormulaId> Session::named_formulas() const {
  std::vector<FormulaId> named;
  for (std::size_t index = 0; index < program_.formulas.size(); ++index) {
    if (is_named(program_.formulas[FormulaId(index)].span)) named.emplace_back(index);
  }
  return named;
}

std::optional<lower::FormulaRequest> Session::resolve_formula(const std::string& name,
                                                              const Question& question) {
  lower::FormulaRequest request;
  const bool found = name.empty() ? only_formula(request) : named_formula(name, request);
  lower::Request setting;
  bool good = found;
  for (const std::string& word : question.readings) good &= resolve_reading(word, setting);
  good &= resolve_day(question, setting.as_of);
  if (!good) return std::nullopt;
  request.readings = std::move(setting.readings);
  request.as_of = setting.as_of;
  return request;
}

/// The only formula of the named files; of several, the only one that something is divided by.
bool Session::only_formula(lower::FormulaRequest& request) {
  std::vector<FormulaId> candidates = named_formulas();
  if (candidates.size() > 1) {
    std::vector<FormulaId> dividing;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(dividing),
                 [this](FormulaId formula) { return !allocations_by(program_, formula).empty(); });
    if (dividing.size() == 1) candidates = std::move(dividing);
  }
  if (candidates.empty()) {
    emitter_.emit(Code::NoFormula, CommandLocation{});
    return false;
  }
  if (candidates.size() > 1) {
    std::vector<std::string> names;
    for (const FormulaId id : candidates) {
      const program::Formula& formula = program_.formulas[id];
      names.push_back(qualified(program_, formula.instrument, formula.name));
    }
    emitter_.emit(Code::SeveralFormulas, CommandLocation{},
                  fmt::format("{}", fmt::join(names, ", ")));
    return false;
  }
  request.formula = candidates.front();
  request.allocations = allocations_by(program_, request.formula);
  return true;
}

/// A formula with all allocations by it, or one allocation; with or without its instrument's name.
bool Session::named_formula(const std::string& name, lower::FormulaRequest& request) {
  std::vector<std::string> known;
  std::vector<std::string> matches;
  const auto match = [&](const auto& entry) {
    known.push_back(entry.name);
    const std::string full = qualified(program_, entry.instrument, entry.name);
    known.push_back(full);
    if (name != entry.name && name != full) return false;
    matches.push_back(full);
    return true;
  };
  for (std::size_t index = 0; index < program_.formulas.size(); ++index) {
    const FormulaId id(index);
    if (!match(program_.formulas[id])) continue;
    request.formula = id;
    request.allocations = allocations_by(program_, id);
  }
  for (std::size_t index = 0; index < program_.allocations.size(); ++index) {
    const AllocationId id(index);
    if (!match(program_.allocations[id])) continue;
    request.formula = program_.allocations[id].formula;
    request.allocations = {id};
  }
  if (matches.size() == 1) return true;
  if (matches.empty()) {
    emitter_.emit(Code::UnknownFormula, CommandLocation{}, name, did_you_mean(name, known));
  } else {
    emitter_.emit(Code::AmbiguousDefinition, CommandLocation{}, name,
                  fmt::format("{}", fmt::join(matches, ", ")));
  }
  return false;
}

void Session::set_total(AllocationId allocation, const Rational& total) {
  lower::set_total(program_, allocation, total);
}

lower::LoweredFormula Session::lower(const lower::FormulaRequest& request) {
  const Timings::Scope scope(*timings_, "lower");
  return lower::lower_formula(program_, request);
}

}  // namespace nansen::session
