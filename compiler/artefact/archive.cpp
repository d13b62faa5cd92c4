// An image as bytes: see compiler/archive. Boost.PFR, which finds the fields, is seen by this file
// alone here.
#include "compiler/artefact/archive.h"

#include <boost/pfr/core.hpp>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/archive/reader.h"
#include "compiler/archive/writer.h"
#include "compiler/base/digest.h"

namespace nansen::artefact {
namespace {

using archive::Element;
using archive::Enumerators;
using archive::Identifier;
using archive::OneOf;
using archive::Pair;
using archive::Perhaps;
using archive::Sequence;
using archive::Sorted;
using archive::Text;
using archive::WholeNumber;

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
    archive::Outline outline;
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
  archive::Writer writer;
  writer.write(image);
  return std::move(writer).take();
}

std::optional<Image> from_archive(std::string_view bytes) {
  archive::Reader reader(bytes);
  std::optional<Image> image(std::in_place);
  reader.read(*image);
  if (!reader.good() || !reader.at_end() || !ids_name_something(*image)) return std::nullopt;
  return image;
}

}  // namespace nansen::artefact
