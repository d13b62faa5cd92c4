// The syntax tree as indented text, for `--print ast` and the goldens.
#pragma once

#include <string>

#include "compiler/ast/ast.h"

namespace nansen::ast {

/// One node a line, children indented by two spaces; spans are left out so that goldens survive a
/// change of layout.
std::string print(const File& file);

/// True iff the two files say the same thing: equal trees, spans and layout apart, and the same
/// comments in the same order.
bool same_text(const File& left, const File& right);

}  // namespace nansen::ast
