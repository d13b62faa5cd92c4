#include "runtime/group_counter.h"

#include <algorithm>
#include <array>
#include <bit>

#include "runtime/group_counter_lanes.h"

namespace nansen::runtime {
namespace {

constexpr std::size_t planes_at_once = 8;
// Rows take turns between so many counters of a group: one that was just written is slow to read.
constexpr std::size_t copies = 4;
// Counters are emptied before any can overflow, all copies together: of the rows that are gathered
// at a time every copy gets the same share.
constexpr std::size_t most_gathered_between = 65'535 / (group_rows / copies);
// More groups than this are counted row by row: emptying so many counters costs more.
constexpr std::size_t most_small_groups = 256;

using Eight [[gnu::vector_size(16)]] = std::uint16_t;

constexpr std::array<std::array<std::uint16_t, planes_at_once>, 256> make_spread() {
  std::array<std::array<std::uint16_t, planes_at_once>, 256> spread{};
  for (std::size_t bits = 0; bits < spread.size(); ++bits) {
    for (std::size_t plane = 0; plane < planes_at_once; ++plane) {
      spread[bits][plane] = static_cast<std::uint16_t>(bits >> plane & 1);
    }
  }
  return spread;
}
/// By eight bits: one in the counter of each plane whose bit is set.
alignas(64) constexpr auto spread = make_spread();

/// The bits of eight bytes, rows and columns exchanged.
std::uint64_t transposed(std::uint64_t bits) {
  const auto swap = [&](int distance, std::uint64_t mask) {
    const std::uint64_t changed = (bits ^ bits >> distance) & mask;
    bits ^= changed ^ changed << distance;
  };
  swap(7, 0x00AA00AA00AA00AA);
  swap(14, 0x0000CCCC0000CCCC);
  swap(28, 0x00000000F0F0F0F0);
  return bits;
}

GatherRows gather_rows() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2")) {
    return gather_rows_x86_64_v4;
  }
#endif
  return gather_rows_portable;
}

/// The rows of word `word` of `rows` rows.
std::uint64_t rows_in(std::size_t word, std::size_t rows) {
  if (rows >= 64 * (word + 1)) return ~std::uint64_t{0};
  return rows <= 64 * word ? 0 : (std::uint64_t{1} << (rows - 64 * word)) - 1;
}

template <typename Code>
std::size_t code_at(const std::byte* codes, std::size_t row) {
  return reinterpret_cast<const Code*>(codes)[row];
}

}  // namespace

void gather_rows_portable(const std::uint64_t* const* planes, std::size_t count,
                          const std::uint64_t* wanted, const std::uint8_t* codes,
                          GroupedRows& found) {
  std::size_t next = 0;
  for (std::size_t word = 0; word < group_rows / 64; ++word) {
    std::uint64_t any = 0;
    for (std::size_t plane = 0; plane < count; ++plane) any |= planes[plane][word];
    any &= wanted[word];
    for (std::size_t eighth = 0; any != 0 && eighth < 8; ++eighth) {
      std::uint64_t bits = 0;
      for (std::size_t plane = 0; plane < count; ++plane) {
        bits |= (planes[plane][word] >> (8 * eighth) & 0xff) << (8 * plane);
      }
      bits = transposed(bits);
      for (std::uint64_t left = any >> (8 * eighth) & 0xff; left != 0; left &= left - 1) {
        const auto row = static_cast<std::size_t>(std::countr_zero(left));
        found.codes[next] = codes[64 * word + 8 * eighth + row];
        found.planes[next] = static_cast<std::uint8_t>(bits >> (8 * row));
        ++next;
      }
    }
  }
  found.count = next;
}

GroupCounter::GroupCounter(std::size_t groups, std::size_t planes, bool totals)
    : groups_(groups),
      planes_(planes),
      wants_totals_(totals),
      small_(groups <= most_small_groups),
      counts_(groups * planes),
      totals_(totals ? groups : 0) {
  if (!small_) return;
  // Every code of a byte has a counter, whether it is a group or not.
  const std::size_t eights = (planes + planes_at_once - 1) / planes_at_once;
  eights_.resize(eights * copies * 256 * planes_at_once);
  if (totals) small_totals_.resize(copies * 256);
}

void GroupCounter::add(const Groups& groups, const std::uint64_t* const* planes, std::size_t rows) {
  const std::size_t gathered = (rows + group_rows - 1) / group_rows;
  if (gathered_since_flush_ + gathered > most_gathered_between) flush();
  gathered_since_flush_ += gathered;
  const bool small = small_ && groups.width == 1;
  for (std::size_t first = 0; first < planes_; first += planes_at_once) {
    if (small) {
      add_eight(groups, planes, first, rows);
    } else if (groups.width == 1) {
      add_one_by_one<std::uint8_t>(groups, planes, first, rows);
    } else if (groups.width == 2) {
      add_one_by_one<std::uint16_t>(groups, planes, first, rows);
    } else {
      add_one_by_one<std::uint32_t>(groups, planes, first, rows);
    }
  }
  add_without_group(groups, planes, rows);
  if (wants_totals_) add_totals(groups, rows);
}

void GroupCounter::add_eight(const Groups& groups, const std::uint64_t* const* planes,
                             std::size_t first, std::size_t rows) {
  static const GatherRows gather = gather_rows();
  const std::size_t count = std::min(planes_at_once, planes_ - first);
  auto* counters = reinterpret_cast<Eight*>(eights_.data()) + first / planes_at_once * copies * 256;
  const auto* marks = reinterpret_cast<const Eight*>(spread.data());
  GroupedRows found;
  for (std::size_t start = 0; start < rows; start += group_rows) {
    const std::uint64_t* here[planes_at_once];
    for (std::size_t plane = 0; plane < count; ++plane)
      here[plane] = planes[first + plane] + start / 64;
    std::uint64_t wanted[group_rows / 64];
    for (std::size_t word = 0; word < group_rows / 64; ++word) {
      const std::uint64_t inside = rows_in(word, rows - start);
      wanted[word] = inside == 0 ? 0 : groups.known[start / 64 + word] & inside;
    }
    gather(here, count, wanted, reinterpret_cast<const std::uint8_t*>(groups.codes) + start, found);
    // Past the last row up to a whole turn the rows have no planes, whatever their code.
    for (std::size_t extra = 0; extra < copies; ++extra) {
      found.codes[found.count + extra] = 0;
      found.planes[found.count + extra] = 0;
    }
    for (std::size_t row = 0; row < found.count; row += copies) {
      for (std::size_t copy = 0; copy < copies; ++copy) {
        counters[copy * 256 + found.codes[row + copy]] += marks[found.planes[row + copy]];
      }
    }
  }
}

template <typename Code>
void GroupCounter::add_one_by_one(const Groups& groups, const std::uint64_t* const* planes,
                                  std::size_t first, std::size_t rows) {
  const std::size_t end = std::min(planes_, first + planes_at_once);
  for (std::size_t plane = first; plane < end; ++plane) {
    std::int64_t* counts = counts_.data() + plane * groups_;
    for (std::size_t word = 0; 64 * word < rows; ++word) {
      std::uint64_t left = planes[plane][word] & groups.known[word] & rows_in(word, rows);
      for (; left != 0; left &= left - 1) {
        const std::size_t row = 64 * word + static_cast<std::size_t>(std::countr_zero(left));
        ++counts[std::min(code_at<Code>(groups.codes, row), groups_ - 1)];
      }
    }
  }
}

void GroupCounter::add_without_group(const Groups& groups, const std::uint64_t* const* planes,
                                     std::size_t rows) {
  for (std::size_t word = 0; 64 * word < rows; ++word) {
    const std::uint64_t without = ~groups.known[word] & rows_in(word, rows);
    if (without == 0) continue;
    for (std::size_t plane = 0; plane < planes_; ++plane) {
      counts_[(plane + 1) * groups_ - 1] += std::popcount(planes[plane][word] & without);
    }
    if (wants_totals_) totals_[groups_ - 1] += std::popcount(without);
  }
}

void GroupCounter::add_totals(const Groups& groups, std::size_t rows) {
  const bool small = small_ && groups.width == 1;
  for (std::size_t word = 0; 64 * word < rows; ++word) {
    std::uint64_t left = groups.known[word] & rows_in(word, rows);
    if (small && left == ~std::uint64_t{0}) {
      const auto* codes = reinterpret_cast<const std::uint8_t*>(groups.codes) + 64 * word;
      for (std::size_t row = 0; row < 64; row += copies) {
        for (std::size_t copy = 0; copy < copies; ++copy) {
          ++small_totals_[copy * 256 + codes[row + copy]];
        }
      }
      continue;
    }
    for (; left != 0; left &= left - 1) {
      const std::size_t row = 64 * word + static_cast<std::size_t>(std::countr_zero(left));
      const std::size_t code = groups.width == 1   ? code_at<std::uint8_t>(groups.codes, row)
                               : groups.width == 2 ? code_at<std::uint16_t>(groups.codes, row)
                                                   : code_at<std::uint32_t>(groups.codes, row);
      ++totals_[std::min(code, groups_ - 1)];
    }
  }
}

// A code that is no group goes to the last one.
void GroupCounter::flush() {
  gathered_since_flush_ = 0;
  for (std::size_t plane = 0; !eights_.empty() && plane < planes_; ++plane) {
    const std::uint16_t* counters = eights_.data() +
                                    plane / planes_at_once * copies * 256 * planes_at_once +
                                    plane % planes_at_once;
    for (std::size_t code = 0; code < 256; ++code) {
      std::int64_t sum = 0;
      for (std::size_t copy = 0; copy < copies; ++copy) {
        sum += counters[(copy * 256 + code) * planes_at_once];
      }
      counts_[plane * groups_ + std::min(code, groups_ - 1)] += sum;
    }
  }
  std::fill(eights_.begin(), eights_.end(), std::uint16_t{0});
  for (std::size_t at = 0; at < small_totals_.size(); ++at) {
    totals_[std::min(at % 256, groups_ - 1)] += small_totals_[at];
  }
  std::fill(small_totals_.begin(), small_totals_.end(), 0U);
}

const std::vector<std::int64_t>& GroupCounter::counts() {
  flush();
  return counts_;
}

const std::vector<std::int64_t>& GroupCounter::totals() {
  flush();
  return totals_;
}

}  // namespace nansen::runtime
