// The part of counting by group that processors differ in. Used inside this folder only.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nansen::runtime {

/// Rows at a time.
inline constexpr std::size_t group_rows = 512;

/// Which rows of 512 have any of eight planes' bits, without gaps: the code of each, and its planes
/// as bits.
struct GroupedRows {
  alignas(64) std::uint8_t codes[group_rows + 64];
  alignas(64) std::uint8_t planes[group_rows + 64];
  std::size_t count = 0;
};

/// Of the rows in `wanted` (8 words) those that have a bit in any of `count` <= 8 planes.
using GatherRows = void (*)(const std::uint64_t* const* planes, std::size_t count,
                            const std::uint64_t* wanted, const std::uint8_t* codes,
                            GroupedRows& found);

void gather_rows_portable(const std::uint64_t* const* planes, std::size_t count,
                          const std::uint64_t* wanted, const std::uint8_t* codes,
                          GroupedRows& found);
/// For processors that are at least x86-64-v4 and have VBMI2.
void gather_rows_x86_64_v4(const std::uint64_t* const* planes, std::size_t count,
                           const std::uint64_t* wanted, const std::uint8_t* codes,
                           GroupedRows& found);

}  // namespace nansen::runtime
