#include "compiler/ir/consing.h"

#include <algorithm>
#include <iterator>

namespace nansen::ir {
namespace {

/// One round of the mixing of splitmix64, over what was mixed before.
std::size_t mixed(std::size_t before, std::uint64_t value) {
  std::uint64_t bits = (before ^ value) + 0x9e3779b97f4a7c15U;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebU;
  return static_cast<std::size_t>(bits ^ (bits >> 31));
}

/// The number's low digits; their count, with the sign.
std::size_t mixed(std::size_t before, const mpz_class& number) {
  return mixed(mixed(before, number.get_ui()),
               static_cast<std::uint64_t>(number.get_mpz_t()->_mp_size));
}

}  // namespace

std::size_t InstructionHash::operator()(const Instruction& instruction) const noexcept {
  std::size_t hash = mixed(static_cast<std::size_t>(instruction.opcode),
                           static_cast<std::uint64_t>(instruction.domain.index));
  for (const ValueId operand : instruction.operands) {
    hash = mixed(hash, static_cast<std::uint64_t>(operand.index));
  }
  hash = mixed(hash, static_cast<std::uint64_t>(instruction.column.index));
  hash = mixed(hash, static_cast<std::uint64_t>(instruction.other_column.index));
  hash = mixed(hash, instruction.member);
  hash = mixed(hash, static_cast<std::uint64_t>(instruction.count));
  hash = mixed(hash, static_cast<std::uint64_t>(instruction.truth));
  hash = mixed(hash, instruction.number.get_num());
  return mixed(hash, instruction.number.get_den());
}

std::vector<std::uint32_t> joined(const std::vector<std::uint32_t>& left,
                                  const std::vector<std::uint32_t>& right) {
  std::vector<std::uint32_t> result;
  std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(result));
  return result;
}

}  // namespace nansen::ir
