// What keeps equal instructions from being there twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "compiler/ir/ir.h"

namespace nansen::ir {

/// Hashes all that `==` compares.
struct InstructionHash {
  std::size_t operator()(const Instruction& instruction) const noexcept;
};

/// Joins two ascending lists of rules.
std::vector<std::uint32_t> joined(const std::vector<std::uint32_t>& left,
                                  const std::vector<std::uint32_t>& right);

}  // namespace nansen::ir
