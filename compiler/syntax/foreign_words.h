// Words of programming languages and of ordinary drafting that are none of this language. For files
// of this folder.
#pragma once

#include <string_view>

namespace nansen::syntax {

/// What is to be written for `word`, as in `"where" in front of the condition`; empty where it is
/// no such word.
std::string_view meaning_of_foreign(std::string_view word);

}  // namespace nansen::syntax
