// Parts of a text in canonical layout, as tables of changes show them. For files of this folder.
#pragma once

#include <string>

#include "compiler/ast/ast.h"

namespace nansen::consolidate {

std::string words_of(const ast::ProvisionItem& item);
std::string words_of(const ast::Head& head);
std::string words_of(const ast::Rule& rule);
std::string words_of(const ast::FormulaLine& line);
/// The clauses of a status, without its braces.
std::string words_of(const ast::Status& clauses);

}  // namespace nansen::consolidate
