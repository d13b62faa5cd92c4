// Several modules as one, in which what they have in common is computed once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiler/ir/ir.h"

namespace nansen::ir {

struct Merged {
  Module module;
  /// By module: the number of its first rule in the merged one. Rule r of module m is
  /// `first_rule[m] + r` in rule entries and origins.
  std::vector<std::uint32_t> first_rule;
  /// By module: the position of its first output; its outputs follow in their order.
  std::vector<std::size_t> first_output;
};

/// One module that gives the outputs of all. Domains are the same iff they are reached the same way
/// (root; link of a parent; table of an entity), columns iff domain, name and bound are, and then
/// must be equal in all else. Equal operations over equal operands become one, so two values that
/// are the same by construction have one id. The first module's domains and columns come first, in
/// their order. Modules of different root entities, or with columns of one name that differ, do
/// not merge: that is a bug of the caller. Outputs, and calendars that differ, of a name that is
/// taken get one of their own (`name (2)`). `rule_counts[m]` is more than any rule number of m.
Merged merge(std::span<const Module* const> modules, std::span<const std::uint32_t> rule_counts);

}  // namespace nansen::ir
