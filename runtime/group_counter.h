// How many rows of each group have a bit set in each of some planes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nansen::runtime {

/// The group of each row: its code, `width` bytes, where it is known. Codes that are no group count
/// as not known.
struct Groups {
  const std::uint64_t* known = nullptr;
  const std::byte* codes = nullptr;
  std::size_t width = 1;  // 1, 2 or 4
};

/// Counts by group; rows whose group is not known are in the last one. Rows are added in
/// sixteen-bit counters, eight planes at once, for those rows only that have any of the planes'
/// bits.
class GroupCounter {
 public:
  /// `groups` includes the last one. `totals`: count all rows, too.
  GroupCounter(std::size_t groups, std::size_t planes, bool totals);

  /// Adds `rows` <= most_rows rows: bits and codes past them are not looked at, but codes lie in
  /// memory up to a multiple of 512.
  void add(const Groups& groups, const std::uint64_t* const* planes, std::size_t rows);
  static constexpr std::size_t most_rows = 16'384;

  /// Of plane p and group g: [p * groups + g].
  const std::vector<std::int64_t>& counts();
  /// Of group g.
  const std::vector<std::int64_t>& totals();

 private:
  void add_eight(const Groups& groups, const std::uint64_t* const* planes, std::size_t first,
                 std::size_t rows);
  void add_totals(const Groups& groups, std::size_t rows);
  void add_without_group(const Groups& groups, const std::uint64_t* const* planes,
                         std::size_t rows);
  template <typename Code>
  void add_one_by_one(const Groups& groups, const std::uint64_t* const* planes, std::size_t first,
                      std::size_t rows);
  void flush();

  std::size_t groups_;
  std::size_t planes_;
  bool wants_totals_;
  bool small_;  // few enough groups for counters of their own
  std::vector<std::int64_t> counts_;
  std::vector<std::int64_t> totals_;
  std::vector<std::uint16_t> eights_;        // by eight planes, copy, group, plane
  std::vector<std::uint32_t> small_totals_;  // by copy and group
  std::size_t gathered_since_flush_ = 0;     // times that rows were gathered
};

}  // namespace nansen::runtime
