// Where in a formula something stands, and how a message names it; used inside this room.
#pragma once

#include <map>
#include <string>

#include "compiler/lower/formula.h"
#include "compiler/program/program.h"

namespace nansen::sharing {

/// Whose text an expression is: a line's or an allocation's.
struct Owner {
  program::FormulaLineId line;
  program::AllocationId allocation;
};

class Places {
 public:
  explicit Places(const program::Program& program);

  /// Of an expression of no line or allocation both ids are invalid.
  Owner owner(program::FormulaExpressionId expression) const;
  /// `the line "gdp_effect"`, `the allocation "quota"`.
  std::string name(const Owner& owner) const;
  std::string name_of(program::FormulaExpressionId expression) const {
    return name(owner(expression));
  }
  /// The address of whatever owns the expression: `COM(2015) 451, annex 1 "Key"`; or empty.
  std::string address(const Owner& owner) const;
  /// The expression's words.
  std::string words(program::FormulaExpressionId expression) const;

 private:
  void own(program::FormulaExpressionId expression, const Owner& owner);

  const program::Program& program_;
  std::map<program::FormulaExpressionId, Owner> owners_;
};

/// The States that a look across States or a redistribution looks at, without those that its own
/// formula leaves out; an invalid id where it is all of them, or the expression is neither.
ir::SheetValueId set_of(const lower::LoweredFormula& lowered,
                        program::FormulaExpressionId expression);

}  // namespace nansen::sharing
