// Finds one of a few names by hash, without making a string of it; used inside this room.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace nansen::cases {

/// Names with the numbers 0, 1, 2, ... in the order given; no name stands twice, and none is empty.
class NameIndex {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  NameIndex() = default;
  explicit NameIndex(std::vector<std::string> names) : names_(std::move(names)) {
    std::size_t fewest = names_.size() + 1;
    std::uint64_t best = 0;
    for (std::uint64_t attempt = 0; attempt < attempts && fewest > 0; ++attempt) {
      const std::size_t misses = place(attempt);
      if (misses >= fewest) continue;
      fewest = misses;
      best = attempt;
    }
    place(best);
  }

  const std::vector<std::string>& names() const { return names_; }

  /// The number of `name`, or `none`. Eight bytes from its beginning on must be readable, however
  /// short it is.
  std::uint32_t find(std::string_view name) const {
    if (slots_.empty()) return none;
    const Key key(name);
    std::size_t slot = hash(key, multiplier_) & (slots_.size() - 1);
    while (slots_[slot].number != none && !same(slots_[slot], key, name)) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    return slots_[slot].number;
  }

 private:
  // Multipliers that are tried, for one that keeps all names apart.
  static constexpr std::uint64_t attempts = 64;

  /// The length, and the first and last eight bytes: all of a name that is no longer than sixteen.
  struct Key {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::size_t size = 0;

    Key() = default;
    explicit Key(std::string_view name) : size(name.size()) {
      const std::size_t count = std::min<std::size_t>(size, 8);
      const std::uint64_t mask = count == 0 ? 0 : ~std::uint64_t{0} >> (64 - 8 * count);
      std::memcpy(&first, name.data(), 8);
      std::memcpy(&last, name.data() + (size - count), 8);
      if constexpr (std::endian::native == std::endian::big) {
        first = __builtin_bswap64(first);
        last = __builtin_bswap64(last);
      }
      first &= mask;
      last &= mask;
    }
  };
  struct Slot {
    Key key;
    std::uint32_t number = none;
  };

  static std::size_t hash(const Key& key, std::uint64_t multiplier) {
    const std::uint64_t mixed = (key.first + key.size) * multiplier ^ key.last * ~multiplier;
    return static_cast<std::size_t>(mixed ^ mixed >> 32);
  }

  bool same(const Slot& slot, const Key& key, std::string_view name) const {
    if (slot.key.first != key.first || slot.key.last != key.last || slot.key.size != key.size) {
      return false;
    }
    // What lies between the first and the last eight, which may overlap it.
    const char* const known = names_[slot.number].data();
    for (std::size_t at = 8; at + 8 < key.size; at += 8) {
      if (std::memcmp(known + at, name.data() + at, 8) != 0) return false;
    }
    return true;
  }

  /// Puts all names where a multiplier sends them; says how many find their slot taken.
  std::size_t place(std::uint64_t attempt) {
    multiplier_ = 0x9e3779b97f4a7c15u + attempt * 0xbf58476d1ce4e5bau;
    slots_.assign(std::bit_ceil(2 * names_.size() + 1), Slot());
    std::size_t misses = 0;
    for (std::uint32_t number = 0; number < names_.size(); ++number) {
      std::string padded = names_[number];
      padded.resize(padded.size() + 8);
      const Key key(std::string_view(padded).substr(0, names_[number].size()));
      std::size_t slot = hash(key, multiplier_) & (slots_.size() - 1);
      while (slots_[slot].number != none) {
        slot = (slot + 1) & (slots_.size() - 1);
        ++misses;
      }
      slots_[slot] = {key, number};
    }
    return misses;
  }

  std::vector<std::string> names_;
  std::vector<Slot> slots_;
  std::uint64_t multiplier_ = 0;
};

}  // namespace nansen::cases
