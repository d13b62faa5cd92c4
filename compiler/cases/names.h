// Finds one of a few names by hash, without making a string of it; used inside this room.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace nansen::cases {

/// Names with the numbers 0, 1, 2, ... in the order given; no name stands twice.
class NameIndex {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  NameIndex() = default;
  explicit NameIndex(std::vector<std::string> names)
      : names_(std::move(names)), slots_(std::bit_ceil(2 * names_.size() + 1), none) {
    for (std::uint32_t index = 0; index < names_.size(); ++index) {
      std::size_t slot = hash(names_[index]) & (slots_.size() - 1);
      while (slots_[slot] != none) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = index;
    }
  }

  const std::vector<std::string>& names() const { return names_; }

  /// The number of `name`, or `none`.
  std::uint32_t find(std::string_view name) const {
    if (slots_.empty()) return none;
    std::size_t slot = hash(name) & (slots_.size() - 1);
    while (slots_[slot] != none && names_[slots_[slot]] != name) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    return slots_[slot];
  }

 private:
  // Length, first and last eight bytes tell the names of an enumeration apart well enough.
  static std::size_t hash(std::string_view name) {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    const std::size_t count = name.size() < 8 ? name.size() : 8;
    std::memcpy(&first, name.data(), count);
    std::memcpy(&last, name.data() + name.size() - count, count);
    const std::uint64_t mixed = (first + 0x9e3779b97f4a7c15u * name.size()) * 0xbf58476d1ce4e5b9u ^
                                last * 0x94d049bb133111ebu;
    return static_cast<std::size_t>(mixed ^ mixed >> 32);
  }

  std::vector<std::string> names_;
  std::vector<std::uint32_t> slots_;
};

}  // namespace nansen::cases
