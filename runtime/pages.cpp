#include "runtime/pages.h"

#include <cstdint>
#include <cstring>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace nansen::runtime {
namespace {

constexpr std::size_t line_bytes = 64;
// From twice this size on an allocation is worth pages of two megabytes.
constexpr std::size_t huge_page_bytes = std::size_t{2} << 20;

}  // namespace

void FreePages::operator()(std::byte* memory) const {
  ::operator delete[](memory, std::align_val_t{line_bytes});
}

Pages make_pages(std::size_t bytes) {
  Pages pages(static_cast<std::byte*>(::operator new[](bytes, std::align_val_t{line_bytes})));
#ifdef __linux__
  if (bytes >= 2 * huge_page_bytes) {
    // Only the whole pages within; a kernel without them says so and nothing is lost.
    const auto address = reinterpret_cast<std::uintptr_t>(pages.get());
    const std::uintptr_t first =
        (address + huge_page_bytes - 1) / huge_page_bytes * huge_page_bytes;
    const std::uintptr_t last = (address + bytes) / huge_page_bytes * huge_page_bytes;
    madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
  }
#endif
  std::memset(pages.get(), 0, bytes);
  return pages;
}

}  // namespace nansen::runtime
