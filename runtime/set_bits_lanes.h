// The part of counting set bits that processors differ in. Used inside this folder only.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nansen::runtime {

/// The bits that are set in `words` words.
using CountWords = std::int64_t (*)(const std::uint64_t* plane, std::size_t words);

std::int64_t count_words_portable(const std::uint64_t* plane, std::size_t words);
/// For processors that are at least x86-64-v3.
std::int64_t count_words_x86_64_v3(const std::uint64_t* plane, std::size_t words);
/// For processors that are at least x86-64-v4 and have VPOPCNTDQ.
std::int64_t count_words_x86_64_v4(const std::uint64_t* plane, std::size_t words);

}  // namespace nansen::runtime
