// What is known of texts from run to run: their trees, and that nothing is wrong with them. Parsing
// and the solver are most of what a short run takes. For this room only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/kept/files.h"
#include "compiler/session/load.h"

namespace nansen::session {

/// The tree that was kept of `text`, as that of `file`.
std::optional<ast::File> find_tree(const kept::Files& kept, std::string_view text, FileId file);
/// Keeps the tree of a text that was parsed without a word.
void keep_tree(kept::Files& kept, std::string_view text, const ast::File& tree);

/// True iff keep_sound was told of the same files in the same order, with the same drafts applied.
bool is_known_sound(const kept::Files& kept, const Loaded& loaded,
                    const std::vector<std::string>& drafts);
/// Keeps that a whole check of these files said nothing. Does nothing where that is known.
void keep_sound(kept::Files& kept, const Loaded& loaded, const std::vector<std::string>& drafts);

}  // namespace nansen::session
