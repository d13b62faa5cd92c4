// Typed ids and the stores they index.
//
// Every artefact of the compiler (syntax, program, IR) keeps its nodes in flat stores and refers to
// them by 32-bit ids. An id is a type of its own, so that a rule id can never be used as a fact id.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace nansen {

/// A 32-bit index into the `Store` of the same `Tag`. A default-constructed id names nothing.
template <typename Tag>
struct Id {
  std::int32_t index = -1;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t position) : index(static_cast<std::int32_t>(position)) {}

  /// True iff the id names an entry.
  constexpr bool valid() const { return index >= 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

/// A growable sequence of `T`, addressed only by `Id<Tag>`. Entries are never removed.
template <typename T, typename Tag>
class Store {
 public:
  using IdType = Id<Tag>;

  IdType add(T entry) {
    entries_.push_back(std::move(entry));
    return IdType(entries_.size() - 1);
  }
  T& operator[](IdType id) { return entries_[static_cast<std::size_t>(id.index)]; }
  const T& operator[](IdType id) const { return entries_[static_cast<std::size_t>(id.index)]; }
  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  /// True iff `id` names an entry of this store.
  bool contains(IdType id) const {
    return id.valid() && static_cast<std::size_t>(id.index) < entries_.size();
  }

  bool operator==(const Store&) const = default;

  auto begin() { return entries_.begin(); }
  auto end() { return entries_.end(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  std::vector<T> entries_;
};

}  // namespace nansen

template <typename Tag>
struct std::hash<nansen::Id<Tag>> {
  std::size_t operator()(nansen::Id<Tag> id) const noexcept {
    return std::hash<std::int32_t>{}(id.index);
  }
};
