#include "compiler/sharing/marks.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/cases/facts.h"
#include "compiler/provenance/citation.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {
namespace {

class Collector {
 public:
  Collector(const program::Program& program, const lower::LoweredFormula& lowered)
      : program_(program), lowered_(lowered) {}

  Marks collect() {
    std::set<program::FormulaId> formulas;
    std::set<program::AllocationId> allocations;
    const std::vector<program::FormulaLineId> lines = lines_reached(program_, lowered_);
    for (const program::FormulaLineId line : lines) {
      formulas.insert(program_.formula_lines[line].formula);
    }
    for (const auto& [value, allocation] : lowered_.allocations) allocations.insert(allocation);
    for (const program::FormulaId id : formulas) {
      const program::Formula& formula = program_.formulas[id];
      add_instrument(formula.instrument);
      add_set(formula.set);
      add(formula.citation, formula);
    }
    for (const program::FormulaLineId id : lines) {
      const program::FormulaLine& line = program_.formula_lines[id];
      add(line.citation, line);
    }
    for (const auto& [set, value] : lowered_.sets) add_set(set);
    for (const program::AllocationId id : allocations) {
      const program::Allocation& allocation = program_.allocations[id];
      add_instrument(allocation.instrument);
      if (allocation.exempt.valid()) add_set(allocation.exempt);
      add(allocation.citation, allocation);
    }
    for (const program::ParameterId id : lowered_.parameters) {
      const program::Parameter& parameter = program_.parameters[id];
      add(parameter.citation, parameter);
    }
    add_facts();
    return std::move(marks_);
  }

 private:
  static void add(const std::string& where, const std::vector<std::string>& texts,
                  std::vector<std::string>& into) {
    for (const std::string& text : texts) {
      std::string line = where.empty() ? text : where + ": " + text;
      if (std::find(into.begin(), into.end(), line) == into.end()) into.push_back(std::move(line));
    }
  }
  template <typename Entry>
  void add(const std::string& where, const Entry& entry) {
    add(where, entry.sources, marks_.sources);
    add(where, entry.notes, marks_.notes);
    add(where, entry.unverified, marks_.unverified);
  }
  template <typename Entry>
  void add(const Citation& citation, const Entry& entry) {
    add(to_full_string(citation), entry);
  }

  void add_instrument(program::InstrumentId id) {
    const program::Instrument& instrument = program_.instruments[id];
    add(instrument.cited_as, instrument);
  }

  void add_set(program::StateSetId id) {
    const program::ExpressionId condition = program_.state_sets[id].condition;
    if (!condition.valid()) return;
    const program::DefinitionId definition = program_.expressions[condition].definition;
    if (!definition.valid()) return;
    const program::Rule& rule = program_.rules[program_.definitions[definition].root];
    add(rule.citation, rule);
  }

  void add_facts() {
    for (const lower::InputSource& source : lowered_.sources) {
      if (!source.fact.valid()) continue;
      const program::Fact& fact = program_.facts[source.fact];
      add(fact.name, fact.notes, marks_.notes);
      add(fact.name, fact.unverified, marks_.unverified);
    }
  }

  const program::Program& program_;
  const lower::LoweredFormula& lowered_;
  Marks marks_;
};

/// Of a share also 0% and 100%.
std::string value_words(const program::Program& program, const program::Parameter& parameter,
                        const Rational& number) {
  if (is_share(parameter.type)) return nansen::to_string(Rational(number * 100)) + "%";
  return exact_words(program, parameter.type, number);
}

std::string range_words(const program::Program& program, const program::Parameter& parameter) {
  const auto bound = [&](const Rational& number) {
    return value_words(program, parameter, number);
  };
  if (parameter.least && parameter.greatest) {
    return bound(*parameter.least) + " to " + bound(*parameter.greatest);
  }
  if (parameter.least) return "from " + bound(*parameter.least);
  return parameter.greatest ? "up to " + bound(*parameter.greatest) : std::string();
}

}  // namespace

Marks marks_of(const program::Program& program, const lower::LoweredFormula& lowered) {
  return Collector(program, lowered).collect();
}

std::vector<program::FormulaLineId> lines_reached(const program::Program& program,
                                                  const lower::LoweredFormula& lowered) {
  std::set<program::FormulaLineId> lines;
  for (const lower::FormulaOutput& output : lowered.outputs) {
    if (output.line.valid()) lines.insert(output.line);
  }
  for (const auto& [id, value] : lowered.values) {
    const program::FormulaExpression& expression = program.formula_expressions[id];
    if (expression.line.valid()) lines.insert(expression.line);
    if (expression.formula.valid()) lines.insert(program.formulas[expression.formula].result);
    if (expression.allocation.valid()) {
      const program::FormulaId by = program.allocations[expression.allocation].formula;
      lines.insert(program.formulas[by].result);
    }
  }
  return {lines.begin(), lines.end()};
}

report::Sheet parameters_in_force(const program::Program& program,
                                  const lower::LoweredFormula& lowered,
                                  const std::vector<Rational>& values, bool reading) {
  report::Sheet sheet;
  sheet.key = "parameters";
  sheet.title = "Parameters in force";
  sheet.columns = {{"parameter"},
                   {"value", report::Align::Right},
                   {"provision", report::Align::Right},
                   {"range"},
                   {"meaning"}};
  bool any_set = false;
  for (std::size_t at = 0; at < lowered.parameters.size(); ++at) {
    const program::Parameter& parameter = program.parameters[lowered.parameters[at]];
    if (!reading) {
      sheet.rows.push_back({parameter.name, nansen::to_string(values[at]),
                            nansen::to_string(parameter.value), range_words(program, parameter),
                            parameter.description});
      continue;
    }
    const bool set = values[at] != parameter.value;
    any_set = any_set || set;
    sheet.rows.push_back({parameter.name,
                          value_words(program, parameter, values[at]) + (set ? " (set)" : ""),
                          value_words(program, parameter, parameter.value),
                          range_words(program, parameter), parameter.description});
  }
  if (!any_set && reading) {
    // What the provision says is what is in force: once is enough.
    sheet.columns.erase(sheet.columns.begin() + 2);
    for (auto& row : sheet.rows) row.erase(row.begin() + 2);
  }
  return sheet;
}

}  // namespace nansen::sharing
