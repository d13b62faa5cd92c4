#include "compiler/arrow/view.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "compiler/base/utf8.h"

namespace nansen::arrow {
namespace {

constexpr std::int64_t most_rows = std::int64_t{1} << 56;  // so that no count of bytes overflows

struct Format {
  std::string_view format;
  std::string_view words;
  Type type;
  Whole whole;
  std::int64_t buffers;
};

constexpr std::array formats{Format{"n", "null", Type::Null, {}, 0},
                             Format{"b", "boolean", Type::Boolean, {}, 2},
                             Format{"c", "int8", Type::Whole, Whole::Int8, 2},
                             Format{"C", "uint8", Type::Whole, Whole::Uint8, 2},
                             Format{"s", "int16", Type::Whole, Whole::Int16, 2},
                             Format{"S", "uint16", Type::Whole, Whole::Uint16, 2},
                             Format{"i", "int32", Type::Whole, Whole::Int32, 2},
                             Format{"I", "uint32", Type::Whole, Whole::Uint32, 2},
                             Format{"l", "int64", Type::Whole, Whole::Int64, 2},
                             Format{"L", "uint64", Type::Whole, Whole::Uint64, 2},
                             Format{"f", "float", Type::Float, {}, 2},
                             Format{"g", "double", Type::Double, {}, 2},
                             Format{"tdD", "date32", Type::Days, {}, 2},
                             Format{"tdm", "date64", Type::Milliseconds, {}, 2},
                             Format{"u", "utf8", Type::Text, {}, 3},
                             Format{"U", "large utf8", Type::LargeText, {}, 3},
                             Format{"+s", "struct", Type::Struct, {}, 1},
                             Format{"+l", "list", Type::List, {}, 2},
                             Format{"+L", "large list", Type::LargeList, {}, 2}};

/// The places of `d:P,S` and `d:P,S,128`; nothing iff it is neither.
std::optional<int> decimal_places(std::string_view format) {
  if (!format.starts_with("d:")) return std::nullopt;
  const char* end = format.data() + format.size();
  int digits = 0;
  int places = 0;
  const auto [comma, no_digits] = std::from_chars(format.data() + 2, end, digits);
  if (no_digits != std::errc() || comma == end || *comma != ',') return std::nullopt;
  const auto [rest, no_places] = std::from_chars(comma + 1, end, places);
  const std::string_view width(rest, static_cast<std::size_t>(end - rest));
  if (no_places != std::errc() || (!width.empty() && width != ",128")) return std::nullopt;
  if (digits < 1 || digits > 38 || places < -38 || places > 38) return std::nullopt;
  return places;
}

/// What the format says; the number of buffers, -1 where that is not known.
std::int64_t read_format(View& view, std::string_view format) {
  for (const Format& known : formats) {
    if (format != known.format) continue;
    view.type = known.type;
    view.whole = known.whole;
    return known.buffers;
  }
  if (const std::optional<int> places = decimal_places(format)) {
    view.type = Type::Decimal;
    view.places = *places;
    return 2;
  }
  view.type = Type::Other;
  return -1;
}

bool check_structs(const ArrowSchema* schema, const ArrowArray* array, const Place& place,
                   Problem& problem) {
  const auto wrong = [&](std::string_view message) {
    return fail(problem, NANSEN_INVALID_ARGUMENT, place, message);
  };
  if (schema == nullptr) return wrong("its schema is null");
  if (array == nullptr) return wrong("its array is null");
  if (schema->release == nullptr) return wrong("its schema has been released");
  if (array->release == nullptr) return wrong("its array has been released");
  if (schema->format == nullptr) return wrong("its schema has no format");
  if (array->length < 0) return wrong(fmt::format("its length is {}", array->length));
  if (array->offset < 0) return wrong(fmt::format("its offset is {}", array->offset));
  if (array->length > most_rows || array->offset > most_rows - array->length) {
    return wrong(fmt::format("its length of {} after an offset of {} is more than there can be",
                             array->length, array->offset));
  }
  if (array->null_count < -1 || array->null_count > array->length) {
    return wrong(fmt::format("it has {} nulls in {} rows", array->null_count, array->length));
  }
  if (schema->n_children < 0 || array->n_children < 0 || schema->n_children != array->n_children) {
    return wrong(fmt::format("its schema has {} children, and its array {}", schema->n_children,
                             array->n_children));
  }
  if (schema->n_children > 0 && (schema->children == nullptr || array->children == nullptr)) {
    return wrong("its children are null");
  }
  if ((schema->dictionary == nullptr) != (array->dictionary == nullptr)) {
    return wrong("its schema and its array do not both have a dictionary");
  }
  return true;
}

bool check_buffers(View& view, std::int64_t wanted, const Place& place, Problem& problem) {
  const ArrowArray& array = *view.array;
  const auto wrong = [&](std::string_view message) {
    return fail(problem, NANSEN_INVALID_ARGUMENT, place, message);
  };
  if (view.type == Type::Other || view.type == Type::Null) return true;
  if (array.n_buffers != wanted) {
    return wrong(fmt::format("it has {} buffers, and an array of {} has {}", array.n_buffers,
                             words_of(view), wanted));
  }
  if (array.buffers == nullptr) return wrong("its buffers are null");
  const bool rows = array.length + array.offset > 0;
  if (wanted > 1 && rows && array.buffers[1] == nullptr) return wrong("its second buffer is null");
  if (array.null_count == 0) return true;
  view.valid = static_cast<const std::uint8_t*>(array.buffers[0]);
  if (array.null_count > 0 && view.valid == nullptr) {
    return wrong(fmt::format("it has {} nulls, and no buffer that says where", array.null_count));
  }
  return true;
}

bool check_children(const View& view, const Place& place, Problem& problem) {
  if (!view.is_list()) return true;
  if (view.array->n_children == 1) return true;
  return fail(problem, NANSEN_INVALID_ARGUMENT, place,
              fmt::format("a list has one child, and this has {}", view.array->n_children));
}

/// The bits of the rows from `begin` on that do not fill a word, one by one.
std::uint64_t last_bits(const std::uint8_t* bits, std::int64_t first, std::size_t count) {
  std::uint64_t word = 0;
  for (std::size_t bit = 0; bit < count; ++bit) {
    const std::int64_t at = first + static_cast<std::int64_t>(bit);
    word |= std::uint64_t{(bits[at / 8] >> (at % 8)) & 1U} << bit;
  }
  return word;
}

std::size_t block_words(std::size_t count) {
  return (count + runtime::block_rows - 1) / runtime::block_rows * runtime::block_words;
}

void zero_from(std::uint64_t* plane, std::size_t word, std::size_t count) {
  const std::size_t end = block_words(count);
  if (word < end) std::memset(plane + word, 0, (end - word) * sizeof(std::uint64_t));
}

}  // namespace

bool fail(Problem& problem, nansen_status status, const Place& place, std::string_view message) {
  problem.status = status;
  problem.message = fmt::format("{}: {}", place, message);
  return false;
}

std::int64_t View::integer(std::int64_t row) const {
  switch (whole) {
    case Whole::Int8: return value<std::int8_t>(row);
    case Whole::Uint8: return value<std::uint8_t>(row);
    case Whole::Int16: return value<std::int16_t>(row);
    case Whole::Uint16: return value<std::uint16_t>(row);
    case Whole::Int32: return value<std::int32_t>(row);
    case Whole::Uint32: return value<std::uint32_t>(row);
    case Whole::Int64: return value<std::int64_t>(row);
    case Whole::Uint64: break;
  }
  const auto large = value<std::uint64_t>(row);
  return large > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(large);
}

std::optional<std::string_view> View::text(std::int64_t row) const {
  const std::int64_t begin = offset(row);
  const std::int64_t end = offset(row + 1);
  const auto* bytes = static_cast<const char*>(array->buffers[2]);
  if (begin < 0 || end < begin || (bytes == nullptr && end > begin)) return std::nullopt;
  if (begin == end) return std::string_view();
  return std::string_view(bytes + begin, static_cast<std::size_t>(end - begin));
}

std::string words_of(const View& view) {
  const std::string_view format = view.schema->format;
  const std::string shown = printable(format.substr(0, 40));
  std::string words = shown;
  for (const Format& known : formats) {
    if (format == known.format) words = fmt::format("{} ({})", known.words, shown);
  }
  if (view.type == Type::Decimal) words = fmt::format("decimal ({})", shown);
  if (view.schema->dictionary != nullptr && view.schema->dictionary->format != nullptr) {
    const std::string values =
        printable(std::string_view(view.schema->dictionary->format).substr(0, 40));
    return fmt::format("a dictionary of \"{}\" by {}", values, words);
  }
  return words;
}

std::optional<View> view(const ArrowSchema* schema, const ArrowArray* array, const Place& place,
                         Problem& problem) {
  if (!check_structs(schema, array, place, problem)) return std::nullopt;
  View view;
  view.schema = schema;
  view.array = array;
  view.first = array->offset;
  view.length = array->length;
  view.dictionary = schema->dictionary != nullptr;
  const std::int64_t buffers = read_format(view, schema->format);
  if (view.dictionary && view.type != Type::Whole) {
    fail(problem, NANSEN_INVALID_ARGUMENT, place, "the indices of its dictionary are no integers");
    return std::nullopt;
  }
  if (!check_buffers(view, buffers, place, problem)) return std::nullopt;
  if (!check_children(view, place, problem)) return std::nullopt;
  return view;
}

std::optional<View> child_of(const View& parent, std::int64_t child, const Place& place,
                             Problem& problem) {
  std::optional<View> found =
      view(parent.schema->children[child], parent.array->children[child], place, problem);
  if (!found || parent.type != Type::Struct) return found;
  // A struct's rows begin after its own offset, and after each child's.
  const std::int64_t wanted = parent.first + parent.length;
  if (found->length < wanted) {
    fail(problem, NANSEN_INVALID_ARGUMENT, place,
         fmt::format("it has {} rows, and the struct that it is part of has {}", found->length,
                     wanted));
    return std::nullopt;
  }
  found->first += parent.first;
  found->length = parent.length;
  return found;
}

std::optional<View> dictionary_of(const View& indices, const Place& place, Problem& problem) {
  return view(indices.schema->dictionary, indices.array->dictionary, place + ", its dictionary",
              problem);
}

std::optional<std::int64_t> find_child(const View& parent, std::string_view name,
                                       const Place& place, Problem& problem) {
  std::int64_t found = -1;
  for (std::int64_t child = 0; child < parent.schema->n_children; ++child) {
    const ArrowSchema* schema = parent.schema->children[child];
    if (schema == nullptr) {
      fail(problem, NANSEN_INVALID_ARGUMENT, place, fmt::format("its child {} is null", child));
      return std::nullopt;
    }
    if (schema->name == nullptr || std::string_view(schema->name) != name) continue;
    if (found >= 0) {
      fail(problem, NANSEN_SCHEMA_MISMATCH, place,
           fmt::format("there are two columns \"{}\"", name));
      return std::nullopt;
    }
    found = child;
  }
  return found;
}

const std::byte* validity_in_place(const View& view, std::int64_t begin, std::size_t count) {
  static const std::vector<std::byte> ones(execute::given_rows / 8, std::byte{0xff});
  if (view.valid == nullptr) return count > execute::given_rows ? nullptr : ones.data();
  const std::int64_t first = view.first + begin;
  return first % 8 == 0 ? reinterpret_cast<const std::byte*>(view.valid) + first / 8 : nullptr;
}

void known_plane(const View& view, std::int64_t begin, std::size_t count, std::uint64_t* plane) {
  const std::size_t words = count / 64;
  const std::size_t rest = count % 64;
  const std::int64_t first = view.first + begin;
  if (view.valid == nullptr) {
    std::memset(plane, 0xff, words * sizeof(std::uint64_t));
    if (rest > 0) plane[words] = (std::uint64_t{1} << rest) - 1;
  } else {
    if (words > 0) lanes().bits(view.valid, static_cast<std::size_t>(first), words, plane);
    const std::int64_t end = first + static_cast<std::int64_t>(64 * words);
    if (rest > 0) plane[words] = last_bits(view.valid, end, rest);
  }
  zero_from(plane, words + (rest > 0 ? 1 : 0), count);
}

void truth_planes(const View& view, std::int64_t begin, std::size_t count, std::uint64_t* yes,
                  std::uint64_t* no) {
  const std::size_t words = count / 64;
  const std::size_t rest = count % 64;
  const std::int64_t first = view.first + begin;
  const auto* values = reinterpret_cast<const std::uint8_t*>(view.values());
  if (words > 0) {
    lanes().truths(values, view.valid, static_cast<std::size_t>(first), words, yes, no);
  }
  if (rest > 0) {
    const std::int64_t end = first + static_cast<std::int64_t>(64 * words);
    const std::uint64_t value = last_bits(values, end, rest);
    const std::uint64_t known =
        view.valid == nullptr ? (std::uint64_t{1} << rest) - 1 : last_bits(view.valid, end, rest);
    yes[words] = value & known;
    no[words] = ~value & known;
  }
  zero_from(yes, words + (rest > 0 ? 1 : 0), count);
  zero_from(no, words + (rest > 0 ? 1 : 0), count);
}

}  // namespace nansen::arrow
