// Expressions matched by their words and put in one another's place. For files of this folder.
#pragma once

#include "compiler/consolidate/walk.h"

namespace nansen::consolidate {

/// True iff both are spelt alike.
bool same_words(const ast::Expression& left, const ast::Expression& right);

/// `node` as it may stand where `need` says, in parentheses where it holds together too loosely.
ast::ExpressionPtr fitted(ast::Expression node, Need need);

/// How many levels and how many expressions `node` has, itself included.
struct Extent {
  std::size_t depth = 0;
  std::size_t count = 0;
};
Extent extent_of(ast::Expression& node);

/// The group that `node` is, in parentheses or not, or null.
ast::Group* group_in(ast::ExpressionPtr& node);

}  // namespace nansen::consolidate
