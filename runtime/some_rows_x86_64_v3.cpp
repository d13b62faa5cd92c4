// The same for processors that gather and spread bits in one instruction. This file alone is
// compiled for x86-64-v3; crossing.cpp calls it where the processor is one.
#if defined(__x86_64__)

#include <immintrin.h>

#include "runtime/some_rows.h"

namespace nansen::runtime {
namespace {

class InstructionBits {
 public:
  explicit InstructionBits(std::uint64_t mask) : mask_(mask) {}
  std::uint64_t gather(std::uint64_t bits) const { return _pext_u64(bits, mask_); }
  std::uint64_t spread(std::uint64_t bits) const { return _pdep_u64(bits, mask_); }

 private:
  std::uint64_t mask_;
};

}  // namespace

void some_row_x86_64_v3(Planes operand, const Link& link, OutputPlanes result) {
  some_row_with<InstructionBits>(operand, link, result);
}

}  // namespace nansen::runtime

#endif
