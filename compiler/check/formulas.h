// Parameters, formulas and allocations: their names, their order, and the value of every line.
//
// A name in a line means, in this order of places: a line of the same formula, a parameter,
// allocation or formula of the instrument, or what it would mean in a condition (a fact, definition
// or reading). Two meanings at once are an error. `formula.line` and `instrument.name` reach
// further.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "compiler/check/context.h"

namespace nansen::check {

/// Enters every parameter, formula (with its lines and set) and allocation; definitions are known.
void declare_formulas(Context& context);

/// Gives every line and allocation its expressions, each after those it refers to.
void build_formulas(Context& context);

/// Where an expression of a formula stands. An allocation's own numbers stand where the lines of
/// its formula do: they may name them, and look across the same States.
struct FormulaScope {
  FileId file;
  program::InstrumentId instrument;
  program::EntityId entity;
  program::FormulaId formula;
};

enum class FormulaMeaningKind : std::uint8_t { None, Line, Parameter, Allocation, Formula };

/// What a path means that only formulas know. `None`: nothing of theirs.
struct FormulaMeaning {
  FormulaMeaningKind kind = FormulaMeaningKind::None;
  program::FormulaLineId line;
  program::ParameterId parameter;
  program::AllocationId allocation;
  program::FormulaId formula;
};

/// What `path` means to formulas where `scope` is; emits nothing.
FormulaMeaning formula_meaning(Context& context, const FormulaScope& scope, const ast::Path& path);

/// The formula that `path` names; emits where there is none.
program::FormulaId resolve_formula(Context& context, const FormulaScope& scope,
                                   const ast::Path& path);

/// A line or an allocation: what must be built before what refers to it.
struct FormulaStep {
  program::FormulaLineId line;
  program::AllocationId allocation;
};

/// Every line and allocation after all that it refers to, as far as there is no circle; emits for
/// each circle. Empty iff there is one.
std::vector<FormulaStep> order_formulas(Context& context);

/// Calls `visit` for each expression within `written` that is of the row at hand, itself first: not
/// for those that are of the rows of another entity.
void for_each_expression(const ast::Expression& written,
                         const std::function<void(const ast::Expression&)>& visit);

}  // namespace nansen::check
