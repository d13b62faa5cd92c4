// Finds and parses the files of a run: those named, and those their `uses` ask for.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace nansen::session {

/// The files of one run, in the order they were found: those named first, as named.
struct Loaded {
  SourceFiles sources;
  std::vector<ast::File> files;
  /// How many of `files` were named by the user; the rest were asked for by `uses`.
  std::size_t named = 0;
};

enum class Follow : std::uint8_t { NamedOnly, Uses };

/// Reads and parses `names`, then, if `follow` says so, every file that a `uses` asks for.
///
/// A name is a path, or the bare name of a provision file in `library`: folders, in order, and of
/// each then the folders in it, in order of name. A `uses` is met by a file already read that
/// declares a vocabulary or instrument of that name; else by NAME.treaty beside the file that asks;
/// else by NAME.treaty in `library`. What is found nowhere is left to the checker to report at the
/// `uses`; a named file that cannot be read is reported here.
Loaded load(const std::vector<std::string>& names, const std::vector<std::string>& library,
            Follow follow, Emitter& emitter);

}  // namespace nansen::session
