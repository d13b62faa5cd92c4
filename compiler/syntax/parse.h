// Text in, `ast::File` out. ANTLR is sealed inside this folder: no other room sees a token or a
// parse tree, and nothing is thrown past this header.
#pragma once

#include "compiler/ast/ast.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace nansen::syntax {

/// What is refused before or while parsing, each with its own diagnostic.
struct Limits {
  std::size_t file_bytes = std::size_t{4} << 20;
  /// Brackets, quantifiers, `unless`, chains of `not` and of `+`, `-`, `*` inside one another.
  std::size_t nesting = 256;
};

/// Parses one file. After errors, the tree holds every item that could be read.
ast::File parse(const SourceFiles& files, FileId file, Emitter& emitter, const Limits& limits = {});

}  // namespace nansen::syntax
