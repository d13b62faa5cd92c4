// The parts of a tree that comments can stand beside. For files of this folder.
#pragma once

#include <vector>

#include "compiler/ast/ast.h"

namespace nansen::format {

enum class AnchorKind : std::uint8_t { Item, Provision, Note, Part, Expression };

/// A part of a tree: what it is, and where it was written.
struct Anchor {
  AnchorKind kind{};
  Span span;

  bool operator==(const Anchor&) const = default;
};

/// In an order that two trees that say the same have in common.
std::vector<Anchor> anchors_of(const ast::Instrument& instrument);
/// Those of all items of `file`, of its drafts too.
std::vector<Anchor> anchors_of(const ast::File& file);

}  // namespace nansen::format
