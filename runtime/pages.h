// Memory for large tables.
#pragma once

#include <cstddef>
#include <memory>

namespace nansen::runtime {

struct FreePages {
  void operator()(std::byte* memory) const;
};
using Pages = std::unique_ptr<std::byte[], FreePages>;

/// `bytes` zero bytes, on a 64-byte boundary; large ones on pages of two megabytes where the
/// system has them.
Pages make_pages(std::size_t bytes);

}  // namespace nansen::runtime
