// What writer.h wrote, read back.
//
// What is read may be anything. No length is believed that the rest of the bytes could not fill: so
// memory stays within a constant factor of the input, the size of an element in memory over its
// least size in bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include "compiler/archive/types.h"

namespace nansen::archive {

/// After the first thing that is wrong, `good` is false and nothing more is read.
class Reader {
 public:
  /// Values that lie deeper in one another than `deepest` are not read.
  explicit Reader(std::string_view bytes, std::size_t deepest = 64)
      : rest_(bytes), deepest_(deepest) {}

  bool good() const { return good_; }
  bool at_end() const { return rest_.empty(); }

  template <typename T>
  void read(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = below(2) == 1;
    } else if constexpr (WholeNumber<T>) {
      value = whole<T>();
    } else if constexpr (Enumerators<T>) {
      value = static_cast<T>(below(enumerator_count<T>()));
    } else if constexpr (std::same_as<T, Rational>) {
      rational(value);
    } else if constexpr (Text<T>) {
      value = taken(length(1));
    } else if constexpr (Identifier<T>) {
      read(value.index);
    } else if constexpr (Sequence<T>) {
      sequence(value);
    } else if constexpr (Sorted<T>) {
      sorted(value);
    } else if constexpr (Perhaps<T>) {
      perhaps(value);
    } else if constexpr (Pair<T>) {
      read(value.first);
      read(value.second);
    } else if constexpr (OneOf<T>) {
      choose(value, std::make_index_sequence<std::variant_size_v<T>>());
    } else {
      boost::pfr::for_each_field(value, [this](auto& field) { read(field); });
    }
  }

 private:
  void fail() {
    good_ = false;
    rest_ = {};
  }

  std::uint8_t byte() {
    if (rest_.empty()) {
      fail();
      return 0;
    }
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }

  std::size_t below(std::size_t count) {
    const std::size_t value = byte();
    if (value < count) return value;
    fail();
    return 0;
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = byte();
      const std::uint64_t digits = next & 0x7fu;
      // The last byte of ten has one digit, and no number has a byte too many.
      if ((shift == 63 && next > 1) || (shift > 0 && next == 0)) break;
      value |= digits << shift;
      if ((next & 0x80) == 0) return value;
    }
    fail();
    return 0;
  }

  template <WholeNumber T>
  T whole() {
    const std::uint64_t coded = number();
    if constexpr (std::is_signed_v<T>) {
      const auto value = static_cast<std::int64_t>((coded >> 1) ^ (~(coded & 1) + 1));
      if (std::in_range<T>(value)) return static_cast<T>(value);
    } else {
      if (std::in_range<T>(coded)) return static_cast<T>(coded);
    }
    fail();
    return 0;
  }

  /// How many there are of what takes at least `each` bytes.
  std::size_t length(std::size_t each) {
    const std::uint64_t count = number();
    if (count <= rest_.size() / each) return static_cast<std::size_t>(count);
    fail();
    return 0;
  }

  std::string_view taken(std::size_t count) {
    const std::string_view found = rest_.substr(0, count);
    rest_.remove_prefix(found.size());
    return found;
  }

  mpz_class magnitude() {
    const std::string_view digits = taken(length(1));
    mpz_class value;
    mpz_import(value.get_mpz_t(), digits.size(), -1, 1, -1, 0, digits.data());
    return value;
  }

  void rational(Rational& value) {
    const bool negative = below(2) == 1;
    mpz_class numerator = magnitude();
    mpz_class denominator = magnitude();
    if (denominator == 0) return fail();
    if (negative) numerator = -numerator;
    value = Rational(numerator, denominator);
    value.canonicalize();
    if (value.get_den() != denominator) fail();  // it was not in lowest terms
  }

  template <typename T>
  void sequence(T& value) {
    using Held = Element<T>;
    static_assert(least_bytes<Held>() > 0);
    const std::size_t count = length(least_bytes<Held>());
    if (!enter()) return;
    for (std::size_t at = 0; at < count && good_; ++at) {
      if constexpr (is_a<T, Store>) {
        read(value[value.add(Held())]);
      } else if constexpr (std::same_as<Held, bool>) {
        bool each = false;
        read(each);
        value.push_back(each);
      } else {
        read(value.emplace_back());
      }
    }
    leave();
  }

  template <typename T>
  void sorted(T& value) {
    using Held = Element<T>;
    const std::size_t count = length(least_bytes<Held>());
    if (!enter()) return;
    for (std::size_t at = 0; at < count && good_; ++at) {
      if constexpr (is_a<T, std::map>) {
        std::pair<typename T::key_type, typename T::mapped_type> each;
        read(each);
        if (!value.insert(std::move(each)).second) fail();
      } else {
        Held each{};
        read(each);
        if (!value.insert(std::move(each)).second) fail();
      }
    }
    leave();
  }

  template <typename T>
  void perhaps(T& value) {
    using Held = Element<T>;
    if (below(2) == 0) {
      value = T();
      return;
    }
    if (!enter()) return;
    if constexpr (is_a<T, Boxed>) {
      value = std::make_unique<Held>();
    } else {
      value.emplace();
    }
    read(*value);
    leave();
  }

  template <typename T, std::size_t... index>
  void choose(T& value, std::index_sequence<index...>) {
    const std::size_t chosen = below(sizeof...(index));
    ((index == chosen ? read(value.template emplace<index>()) : void()), ...);
  }

  bool enter() {
    if (depth_ == deepest_) fail();
    if (!good_) return false;
    ++depth_;
    return true;
  }
  void leave() { --depth_; }

  std::string_view rest_;
  bool good_ = true;
  std::size_t deepest_;
  std::size_t depth_ = 0;
};

/// Sets each id of the kind of `id` below `value` that names something.
template <typename T, typename Tag>
void set_ids(T& value, Id<Tag> id) {
  if constexpr (std::same_as<T, Id<Tag>>) {
    if (value.valid()) value = id;
  } else if constexpr (Sequence<T>) {
    if constexpr (!std::same_as<Element<T>, bool>) {
      for (Element<T>& each : value) set_ids(each, id);
    }
  } else if constexpr (Perhaps<T>) {
    if (value) set_ids(*value, id);
  } else if constexpr (Pair<T>) {
    set_ids(value.first, id);
    set_ids(value.second, id);
  } else if constexpr (OneOf<T>) {
    std::visit([id](auto& chosen) { set_ids(chosen, id); }, value);
  } else if constexpr (Struct<T> && !Text<T> && !std::same_as<T, Rational> && !Identifier<T>) {
    boost::pfr::for_each_field(value, [id](auto& field) { set_ids(field, id); });
  } else {
    static_assert(!Sorted<T>, "what is sorted by its ids cannot have them set");
  }
}

}  // namespace nansen::archive
