// The kinds of types that an archive carries, how few bytes a value takes, and what types are made
// of. Boost.PFR, which finds the fields of a struct, is seen by this room and those .cpp files
// alone that include it.
#pragma once

#include <boost/pfr/core.hpp>
#include <concepts>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/base/boxed.h"
#include "compiler/base/ids.h"
#include "compiler/base/rational.h"

namespace nansen::archive {

// ---- the kinds of types -------------------------------------------------------------------------

template <typename T, template <typename...> typename Template>
inline constexpr bool is_a = false;
template <template <typename...> typename Template, typename... Arguments>
inline constexpr bool is_a<Template<Arguments...>, Template> = true;

template <typename T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool>;
template <typename T>
concept Enumerators = std::is_enum_v<T>;
template <typename T>
concept Text = std::same_as<T, std::string>;
template <typename T>
concept Sequence = is_a<T, std::vector> || is_a<T, Store>;
template <typename T>
concept Sorted = is_a<T, std::set> || is_a<T, std::map>;
template <typename T>
concept Perhaps = is_a<T, std::optional> || is_a<T, Boxed>;
template <typename T>
concept OneOf = is_a<T, std::variant>;
template <typename T>
concept Pair = is_a<T, std::pair>;
template <typename T>
concept Identifier = is_a<T, Id>;
template <typename T>
concept Struct = std::is_aggregate_v<T> && std::is_class_v<T>;

/// The name that the compiler gives `value`, which is a cast of a number where there is none.
template <auto value>
constexpr bool is_enumerator() {
  const std::string_view name = __PRETTY_FUNCTION__;
  const std::size_t at = name.rfind('=');
  return name.find('(', at) == std::string_view::npos;
}

/// How many enumerators there are. All of ours count from zero without a gap.
template <Enumerators T, std::size_t from = 0>
constexpr std::size_t enumerator_count() {
  if constexpr (is_enumerator<static_cast<T>(from)>()) {
    return enumerator_count<T, from + 1>();
  } else {
    return from;
  }
}

/// What `Store`, `std::vector` and the like hold.
template <typename T>
struct ElementOf;
template <typename T>
requires requires { typename T::value_type; }
struct ElementOf<T> {
  using Type = typename T::value_type;
};
template <typename T, typename Tag>
struct ElementOf<Store<T, Tag>> {
  using Type = T;
};
template <typename T>
struct ElementOf<Boxed<T>> {
  using Type = T;
};
template <typename T>
using Element = typename ElementOf<T>::Type;

// ---- the least size -----------------------------------------------------------------------------

template <typename T>
constexpr std::size_t least_bytes();

template <Struct T, std::size_t... index>
constexpr std::size_t least_bytes_of_fields(std::index_sequence<index...>) {
  return (std::size_t{0} + ... + least_bytes<boost::pfr::tuple_element_t<index, T>>());
}

/// The fewest bytes that a value takes. What may hold itself does so through a length.
template <typename T>
constexpr std::size_t least_bytes() {
  if constexpr (std::same_as<T, Rational>) {
    return 3;
  } else if constexpr (Pair<T>) {
    return least_bytes<typename T::first_type>() + least_bytes<typename T::second_type>();
  } else if constexpr (Struct<T>) {
    return least_bytes_of_fields<T>(std::make_index_sequence<boost::pfr::tuple_size_v<T>>());
  } else {
    return 1;
  }
}

// ---- the fingerprint ----------------------------------------------------------------------------

/// Writes down what types are made of.
class Outline {
 public:
  template <typename T>
  void add() {
    if constexpr (std::same_as<T, bool>) {
      word("bool");
    } else if constexpr (WholeNumber<T>) {
      word(std::is_signed_v<T> ? "signed" : "unsigned", sizeof(T));
    } else if constexpr (Enumerators<T>) {
      word("enum", enumerator_count<T>());
    } else if constexpr (std::same_as<T, Rational>) {
      word("rational");
    } else if constexpr (Text<T>) {
      word("text");
    } else if constexpr (Identifier<T>) {
      word("id");
    } else if constexpr (Sequence<T> || Sorted<T>) {
      word("many");
      add<std::remove_const_t<Element<T>>>();
    } else if constexpr (Perhaps<T>) {
      word("perhaps");
      add<Element<T>>();
    } else if constexpr (Pair<T>) {
      word("pair");
      add<std::remove_const_t<typename T::first_type>>();
      add<typename T::second_type>();
    } else if constexpr (OneOf<T>) {
      add_choices(static_cast<const T*>(nullptr));
    } else {
      static_assert(Struct<T>, "an image holds a type that its archive cannot carry");
      add_fields<T>(std::make_index_sequence<boost::pfr::tuple_size_v<T>>());
    }
  }

  std::string take() && { return std::move(text_); }

 private:
  void word(std::string_view name, std::size_t number = 0) {
    text_.append(name).append(std::to_string(number)).push_back(' ');
  }

  template <typename... Choices>
  void add_choices(const std::variant<Choices...>*) {
    word("choice", sizeof...(Choices));
    (add<Choices>(), ...);
  }

  template <Struct T, std::size_t... index>
  void add_fields(std::index_sequence<index...>) {
    // The address of a variable of the function tells one type from another.
    static const char here = 0;
    const auto [place, is_new] = seen_.try_emplace(&here, seen_.size());
    word("struct", place->second);
    if (!is_new) return;
    word("fields", sizeof...(index));
    (add<boost::pfr::tuple_element_t<index, T>>(), ...);
  }

  std::string text_;
  std::map<const char*, std::size_t> seen_;
};

}  // namespace nansen::archive
