// Values are carried a word of 64 rows at a time. Which form of a quantifier runs is the
// processor's matter; all give the same bits.
#include "runtime/crossing.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#include "runtime/some_rows.h"

namespace nansen::runtime {
namespace {

std::size_t words_of(std::size_t rows) { return (rows + 63) / 64; }

std::uint64_t bit(const std::uint64_t* plane, std::size_t row) {
  return plane[row / 64] >> (row % 64) & 1;
}

/// How many bits of a plane are set before any row.
class Rank {
 public:
  Rank(const std::uint64_t* plane, std::size_t rows) : plane_(plane), before_(words_of(rows) + 1) {
    for (std::size_t word = 0; word < words_of(rows); ++word) {
      before_[word + 1] = before_[word] + static_cast<std::uint32_t>(std::popcount(plane[word]));
    }
  }

  std::int64_t at(std::size_t row) const {
    const std::size_t word = row / 64;
    const std::uint64_t below = (std::uint64_t{1} << (row % 64)) - 1;
    // At a boundary nothing of the word counts, and past the last row there may be no word.
    const std::uint64_t bits = below == 0 ? 0 : plane_[word] & below;
    return before_[word] + std::popcount(bits);
  }

 private:
  const std::uint64_t* plane_;
  std::vector<std::uint32_t> before_;
};

/// Sets the bits of rows [first, end).
void set_range(std::uint64_t* plane, std::size_t first, std::size_t end) {
  while (first < end) {
    const std::size_t last = std::min(end, (first / 64 + 1) * 64);
    const std::uint64_t all = ~std::uint64_t{0} >> (64 - (last - first));
    plane[first / 64] |= all << (first % 64);
    first = last;
  }
}

}  // namespace

void at_least_rows(Planes operand, const Link& link, std::int64_t count, OutputPlanes result) {
#if defined(__x86_64__)
  if (count == 1 && link.rows > link.first_row && __builtin_cpu_supports("avx2") &&
      __builtin_cpu_supports("bmi2")) {
    some_row_x86_64_v3(operand, link, result);
    return;
  }
#endif
  at_least_rows_portable(operand, link, count, result);
}

void at_least_rows_portable(Planes operand, const Link& link, std::int64_t count,
                            OutputPlanes result) {
  const Rank yes(operand.yes, link.rows - link.first_row);
  const Rank no(operand.no, link.rows - link.first_row);
  std::size_t first = link.parents == 0 ? 0 : link.first[0] - link.first_row;
  std::int64_t yes_before = link.parents == 0 ? 0 : yes.at(first);
  std::int64_t no_before = link.parents == 0 ? 0 : no.at(first);
  for (std::size_t word = 0; word < words_of(link.parents); ++word) {
    std::uint64_t certain = 0;
    std::uint64_t impossible = 0;
    const std::size_t here = std::min<std::size_t>(64, link.parents - 64 * word);
    for (std::size_t row = 0; row < here; ++row) {
      const std::size_t end = link.first[64 * word + row + 1] - link.first_row;
      const std::int64_t yes_after = yes.at(end);
      const std::int64_t no_after = no.at(end);
      const auto listed = static_cast<std::int64_t>(end - first);
      const std::int64_t possible = listed - (no_after - no_before);
      certain |= std::uint64_t{yes_after - yes_before >= count} << row;
      impossible |= std::uint64_t{possible < count} << row;
      first = end;
      yes_before = yes_after;
      no_before = no_after;
    }
    result.yes[word] = certain;
    result.no[word] = impossible & link.known[word];
  }
}

void every_row(Planes operand, const Link& link, OutputPlanes result) {
  at_least_rows({operand.no, operand.yes}, link, 1, {result.no, result.yes});
}

void through_truth(Planes operand, const Reference& reference, OutputPlanes result) {
  for (std::size_t word = 0; word < words_of(reference.rows); ++word) {
    std::uint64_t yes = 0;
    std::uint64_t no = 0;
    const std::size_t here = std::min<std::size_t>(64, reference.rows - 64 * word);
    for (std::size_t row = 0; row < here; ++row) {
      const std::size_t target = reference.target[64 * word + row];
      if (target >= reference.targets) continue;
      yes |= bit(operand.yes, target) << row;
      no |= bit(operand.no, target) << row;
    }
    result.yes[word] = yes & reference.known[word];
    result.no[word] = no & reference.known[word];
  }
}

void through_number(const std::uint64_t* known, const std::byte* integers, std::size_t width,
                    const Reference& reference, std::uint64_t* result_known,
                    std::byte* result_integers) {
  std::memset(result_integers, 0, reference.rows * width);
  for (std::size_t word = 0; word < words_of(reference.rows); ++word) {
    std::uint64_t found = 0;
    const std::size_t here = std::min<std::size_t>(64, reference.rows - 64 * word);
    for (std::size_t row = 0; row < here; ++row) {
      const std::size_t from = 64 * word + row;
      const std::size_t target = reference.target[from];
      if (target >= reference.targets || bit(reference.known, from) == 0) continue;
      found |= bit(known, target) << row;
      std::memcpy(result_integers + from * width, integers + target * width, width);
    }
    result_known[word] = found;
  }
}

void broadcast_truth(Planes operand, const Link& link, OutputPlanes result) {
  std::fill_n(result.yes, words_of(link.rows - link.first_row), 0);
  std::fill_n(result.no, words_of(link.rows - link.first_row), 0);
  for (std::size_t parent = 0; parent < link.parents; ++parent) {
    const std::size_t first = link.first[parent] - link.first_row;
    const std::size_t end = link.first[parent + 1] - link.first_row;
    if (bit(operand.yes, parent) != 0) set_range(result.yes, first, end);
    if (bit(operand.no, parent) != 0) set_range(result.no, first, end);
  }
}

void broadcast_number(const std::uint64_t* known, const std::byte* integers, std::size_t width,
                      const Link& link, std::uint64_t* result_known, std::byte* result_integers) {
  const std::size_t rows = link.rows - link.first_row;
  std::fill_n(result_known, words_of(rows), 0);
  std::memset(result_integers, 0, rows * width);
  for (std::size_t parent = 0; parent < link.parents; ++parent) {
    const std::size_t first = link.first[parent] - link.first_row;
    const std::size_t end = link.first[parent + 1] - link.first_row;
    if (bit(known, parent) == 0) continue;
    set_range(result_known, first, end);
    for (std::size_t row = first; row < end; ++row) {
      std::memcpy(result_integers + row * width, integers + parent * width, width);
    }
  }
}

}  // namespace nansen::runtime
