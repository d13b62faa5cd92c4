// The text of trees that were put together: provisions of several files, as a draft leaves them.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/ast.h"

namespace nansen::format {

/// `item` in canonical layout, without comments; nothing of where its parts were written matters.
/// Several lines, no line break at the end. Provisions of more than one line have a blank line
/// around them.
std::string text_of(const ast::ProvisionItem& item);
std::string text_of(const ast::Instrument& instrument);
std::string text_of(const ast::Item& item);

/// `instrument` in canonical layout, with the comments of the files its parts were written in, as
/// far as they stand in front of or behind what is still there: what is said inside an omitted
/// provision goes with it. `written` is these files before anything was amended. The text ends with
/// a line break, and says the same as `instrument` when it is parsed: if it did not, the process
/// would end.
std::string consolidated_text(const ast::Instrument& instrument,
                              const std::vector<ast::File>& written);

}  // namespace nansen::format
