// The rules of definitions and clauses, each in its place: bases, rules that give values, additions
// and exceptions.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// Gives every definition its root, and its rules with values.
void build_definitions(Context& context);

/// Puts every clause where it belongs: first those that name a definition, then those that name an
/// address, each after the clauses whose rules its address may find.
void build_clauses(Context& context);

/// Gives the annotations that stand directly in a division to the rules written there.
void spread_annotations(Context& context);

}  // namespace nansen::check
