// How many bits of a plane are set.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nansen::runtime {

/// Of the first `rows` bits of `plane`; those past them are not looked at.
std::int64_t count_set_bits(const std::uint64_t* plane, std::size_t rows);

}  // namespace nansen::runtime
