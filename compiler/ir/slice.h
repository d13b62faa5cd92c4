// What one output of a module takes, as a module of its own.
#pragma once

#include <unordered_map>
#include <vector>

#include "compiler/ir/ir.h"

namespace nansen::ir {

/// Cuts modules out of one that has many outputs: a slice takes time by its own size.
class Slicer {
 public:
  /// `module` must outlive this.
  explicit Slicer(const Module& module);

  /// The module with the output at `output` alone, and the instructions that it is worked out from.
  /// Rules keep their entries where their values are among those. Domains, columns and calendars
  /// stay, so that one table serves both.
  Module slice(std::size_t output) const;

 private:
  const Module& module_;
  std::unordered_map<ValueId, std::vector<RuleEntryId>> rules_;  // by their values
};

}  // namespace nansen::ir
