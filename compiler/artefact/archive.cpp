// The archive is made of the fields of each struct in their order, so that a new field is carried
// by itself. Boost.PFR, which finds the fields, is seen by this file and archive_types.h only.
//
//   whole number          LEB128, of signed ones after zigzag
//   truth, enumerator     one byte
//   text, vector, ...     how many, then each
//   optional, boxed       0, or 1 and the value
//   variant               which, then that one
//   Rational              its sign, numerator and denominator, in lowest terms
//   struct                its fields
//
// What is read may be anything. No length is believed that the rest of the bytes could not fill: so
// memory stays within a constant factor of the input, the size of an element in memory over its
// least size in bytes.
#include "compiler/artefact/archive.h"

#include <boost/pfr/core.hpp>
#include <map>
#include <set>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/artefact/archive_types.h"
#include "compiler/base/digest.h"

namespace nansen::artefact {
namespace {

// ---- writing ------------------------------------------------------------------------------------

class Writer {
 public:
  template <typename T>
  void write(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      byte(value ? 1 : 0);
    } else if constexpr (WholeNumber<T>) {
      number(zigzag(value));
    } else if constexpr (Enumerators<T>) {
      byte(static_cast<std::uint8_t>(value));
    } else if constexpr (std::same_as<T, Rational>) {
      byte(sgn(value) < 0 ? 1 : 0);
      magnitude(value.get_num());
      magnitude(value.get_den());
    } else if constexpr (Text<T>) {
      number(value.size());
      bytes_ += value;
    } else if constexpr (Identifier<T>) {
      write(value.index);
    } else if constexpr (Sequence<T>) {
      number(value.size());
      for (const Element<T>& each : value) write<Element<T>>(each);  // also of vector<bool>
    } else if constexpr (Sorted<T>) {
      number(value.size());
      for (const auto& each : value) write(each);
    } else if constexpr (Perhaps<T>) {
      byte(value ? 1 : 0);
      if (value) write(*value);
    } else if constexpr (Pair<T>) {
      write(value.first);
      write(value.second);
    } else if constexpr (OneOf<T>) {
      byte(static_cast<std::uint8_t>(value.index()));
      std::visit([this](const auto& chosen) { write(chosen); }, value);
    } else {
      boost::pfr::for_each_field(value, [this](const auto& field) { write(field); });
    }
  }

  std::string take() && { return std::move(bytes_); }

 private:
  template <WholeNumber T>
  static std::uint64_t zigzag(T value) {
    if constexpr (std::is_signed_v<T>) {
      const auto wide = static_cast<std::int64_t>(value);
      return (static_cast<std::uint64_t>(wide) << 1) ^ static_cast<std::uint64_t>(wide >> 63);
    } else {
      return value;
    }
  }

  void byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }

  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>(value | 0x80));
    byte(static_cast<std::uint8_t>(value));
  }

  void magnitude(const mpz_class& value) {
    std::size_t count = (mpz_sizeinbase(value.get_mpz_t(), 2) + 7) / 8;
    std::string digits(count, '\0');
    mpz_export(digits.data(), &count, -1, 1, -1, 0, value.get_mpz_t());
    number(count);
    bytes_.append(digits, 0, count);
  }

  std::string bytes_;
};

// ---- reading ------------------------------------------------------------------------------------

/// After the first thing that is wrong, `good` is false and nothing more is read.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

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
  // What holds itself ends some day: deeper than this no image of ours is.
  static constexpr std::size_t deepest = 64;

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
    if (depth_ == deepest) fail();
    if (!good_) return false;
    ++depth_;
    return true;
  }
  void leave() { --depth_; }

  std::string_view rest_;
  bool good_ = true;
  std::size_t depth_ = 0;
};

// ---- ids ----------------------------------------------------------------------------------------

/// How many entries the store of each kind of id has.
template <typename Tag>
struct Entries {
  std::size_t count = 0;
};

/// The sizes of the stores that are fields of `Whole`, by the tags of their ids.
template <typename... Tags>
class Sizes : Entries<Tags>... {
 public:
  template <typename Tag>
  static constexpr bool knows = (std::same_as<Tag, Tags> || ...);

  template <typename Tag>
  std::size_t& of() {
    return Entries<Tag>::count;
  }
  template <typename Tag>
  bool contains(Id<Tag> id) const {
    return id.index >= -1 &&
           (!id.valid() || static_cast<std::size_t>(id.index) < Entries<Tag>::count);
  }
};

/// Whether each id below a value names something in `sizes`, or nothing.
template <typename Known>
class IdCheck {
 public:
  explicit IdCheck(const Known& sizes) : sizes_(sizes) {}

  template <typename T>
  bool holds(const T& value) const {
    if constexpr (std::same_as<T, bool> || WholeNumber<T> || Enumerators<T> || Text<T> ||
                  std::same_as<T, Rational>) {
      return true;
    } else if constexpr (Identifier<T>) {
      return is_known(value);
    } else if constexpr (Sequence<T> || Sorted<T>) {
      for (const Element<T>& each : value) {
        if (!holds<Element<T>>(each)) return false;
      }
      return true;
    } else if constexpr (Perhaps<T>) {
      return !value || holds(*value);
    } else if constexpr (Pair<T>) {
      return holds<std::remove_const_t<typename T::first_type>>(value.first) && holds(value.second);
    } else if constexpr (OneOf<T>) {
      return std::visit([this](const auto& chosen) { return holds(chosen); }, value);
    } else {
      bool all = true;
      boost::pfr::for_each_field(value, [&](const auto& field) { all = all && holds(field); });
      return all;
    }
  }

 private:
  template <typename Tag>
  bool is_known(Id<Tag> id) const {
    if constexpr (Known::template knows<Tag>) {
      return sizes_.contains(id);
    } else {
      // Of a part that is looked at by itself: a module's ids are of that module alone.
      return id.index >= -1;
    }
  }

  const Known& sizes_;
};

template <typename Known, typename T, typename Tag>
void count_entries(Known& sizes, const Store<T, Tag>& store) {
  sizes.template of<Tag>() = store.size();
}
template <typename Known, typename T>
void count_entries(Known&, const T&) {}

/// A module, or a sheet, by itself.
bool ids_name_something(const ir::Module& module) {
  Sizes<ir::Domain, ir::Column, ir::Instruction, ir::RuleEntry> sizes;
  boost::pfr::for_each_field(module, [&](const auto& field) { count_entries(sizes, field); });
  return IdCheck(sizes).holds(module);
}
bool ids_name_something(const ir::Sheet& sheet) {
  Sizes<ir::SheetOperation> sizes;
  boost::pfr::for_each_field(sheet, [&](const auto& field) { count_entries(sizes, field); });
  return IdCheck(sizes).holds(sheet);
}

bool ids_name_something(const Image& image) {
  Sizes<program::Enumeration, program::Entity, program::Fact, program::Instrument, program::Reading,
        program::Definition, program::Rule, program::Variable, program::Expression,
        program::Example, program::Parameter, program::StateSet, program::FormulaExpression,
        program::FormulaLine, program::Formula, program::Allocation, program::Calendar,
        program::Computation, program::Status, program::Clock, program::Right, program::Norm,
        program::Limit, program::Binding, SourceBuffer>
      sizes;
  boost::pfr::for_each_field(image.program,
                             [&](const auto& field) { count_entries(sizes, field); });
  sizes.of<SourceBuffer>() = image.origin.sources.size();
  if (!IdCheck(sizes).holds(image)) return false;
  if (!ids_name_something(image.module) || !ids_name_something(image.normal)) return false;
  for (const Formula& formula : image.formulas) {
    if (!ids_name_something(formula.lowered.sheet)) return false;
    if (!ids_name_something(formula.lowered.states)) return false;
    Sizes<ir::SheetOperation> values;
    values.of<ir::SheetOperation>() = formula.lowered.sheet.operations.size();
    if (!IdCheck(values).holds(formula.lowered.values)) return false;
    if (!IdCheck(values).holds(formula.lowered.allocations)) return false;
    if (!IdCheck(values).holds(formula.lowered.sets)) return false;
    for (const lower::GroupModule& group : formula.lowered.groups) {
      if (!ids_name_something(group.rows)) return false;
      if (!group.rows.columns.contains(group.by_column)) return false;
    }
  }
  return true;
}

}  // namespace

std::uint64_t archive_fingerprint() {
  static const std::uint64_t fingerprint = [] {
    Outline outline;
    outline.add<Image>();
    std::uint64_t value = 0;
    const Digest digest = digest_of(std::move(outline).take());
    for (std::size_t at = 0; at < 8; ++at) {
      value = value << 8 | std::to_integer<std::uint64_t>(digest[at]);
    }
    return value;
  }();
  return fingerprint;
}

std::string to_archive(const Image& image) {
  Writer writer;
  writer.write(image);
  return std::move(writer).take();
}

std::optional<Image> from_archive(std::string_view bytes) {
  Reader reader(bytes);
  std::optional<Image> image(std::in_place);
  reader.read(*image);
  if (!reader.good() || !reader.at_end() || !ids_name_something(*image)) return std::nullopt;
  return image;
}

}  // namespace nansen::artefact
