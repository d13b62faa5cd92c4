// Rights: to whom they are owed, from which level of attachment on, and what is owed then.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// Enters the right that `written` declares, `definition` being what it gives: with `NAME.owed`.
void declare_right(Context& context, program::DefinitionId definition,
                   const ast::Definition& written, FileId file, const Citation& citation);

/// Makes the rules of `NAME.owed`, and of the right itself that where it is not owed nothing is;
/// where the right has a single value, also that one. Its root has been made.
void build_right(Context& context, program::DefinitionId definition, const ast::Definition& written,
                 FileId file);

/// Lets every rule of every right yield where the right is not owed, and gives those without an
/// "otherwise" one: nothing. After all clauses.
void finish_rights(Context& context);

}  // namespace nansen::check
