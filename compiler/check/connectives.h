// What `subject to`, `notwithstanding` and `without prejudice to` amount to.
//
// Each stands before a definition, a clause or a rule with a value (S, "this provision") and names
// others (X): a definition by name, or every rule found at an address.
//
// *Subject to X*: X prevails. S gets an exception "where X holds". Where X is an exception to S
// already, it prevails as it stands and nothing is added.
//
// *Notwithstanding X*: S prevails.
//   - S is a way in (a base or an addition) and X an exception to the same provision: X spares S.
//   It
//     still defeats the other ways in.
//   - S is an exception and X lifts it: X spares S, so the lift is without effect on it.
//   - S is an exception and X is what it defeats in any case: nothing is added.
//   - otherwise X gets an exception "where S holds".
//
// *Without prejudice to X*: S takes nothing from X. Where S is an exception and X a way in of what
// it defeats, S spares X. Otherwise S takes nothing from X in any case and only the declaration
// counts: a connective by which S would prevail over X contradicts it.
//
// A provision of a definition is not set over or under the provision that contains it, nor a
// further way in over or under the others: that says nothing, and is refused, as is what would make
// a definition that gives values yield as a whole. Two provisions that each prevail over the other
// are refused, as are longer circles.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// Turns every connective into exceptions and spares.
void apply_connectives(Context& context);

/// Emits for every rule whose holding depends on its own, naming all provisions of the circle; and
/// for what rests on other rules deeper than the rooms after this one, which follow rules by
/// recursion, have room for. To be asked once definitions are known to be in order.
void refuse_rule_circles(Context& context);

}  // namespace nansen::check
