// Arrays of others, checked as far as the C data interface lets them be: after that, what a view
// says is there can be read. Used inside this room only.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/arrow/arrow.h"
#include "compiler/arrow/lanes.h"

namespace nansen::arrow {

enum class Type : std::uint8_t {
  Null,
  Boolean,
  Whole,  // see View::whole
  Float,
  Double,
  Decimal,       // of 128 bits
  Days,          // date32
  Milliseconds,  // date64
  Text,
  LargeText,
  Struct,
  List,
  LargeList,
  Other
};

/// An array that was checked: pointers are not null where something lies behind them, numbers are
/// neither negative nor so large that they overflow, and children reach as far as their parent.
struct View {
  const ArrowSchema* schema = nullptr;
  const ArrowArray* array = nullptr;
  Type type = Type::Other;
  Whole whole{};            // of Whole, and of the indices of a dictionary
  int places = 0;           // of Decimal: digits after the point; may be negative
  bool dictionary = false;  // then `type` is Whole
  std::int64_t first = 0;   // where row 0 lies in the buffers
  std::int64_t length = 0;
  const std::uint8_t* valid = nullptr;  // null where nothing is

  bool is_list() const { return type == Type::List || type == Type::LargeList; }
  bool is_text() const { return !dictionary && (type == Type::Text || type == Type::LargeText); }
  /// The buffer of values, indices or offsets.
  const std::byte* values() const { return static_cast<const std::byte*>(array->buffers[1]); }
  bool is_valid(std::int64_t row) const {
    const std::int64_t bit = first + row;
    return valid == nullptr || ((valid[bit / 8] >> (bit % 8)) & 1) != 0;
  }
  template <typename T>
  T value(std::int64_t row) const {
    T result;
    std::memcpy(&result, values() + (first + row) * static_cast<std::int64_t>(sizeof(T)),
                sizeof(T));
    return result;
  }
  /// An integer of whatever type; one above the greatest there is becomes that.
  std::int64_t integer(std::int64_t row) const;
  /// Offset `index` of a list or text, counted from that of row 0.
  std::int64_t offset(std::int64_t index) const {
    return type == Type::LargeList || type == Type::LargeText ? value<std::int64_t>(index)
                                                              : value<std::int32_t>(index);
  }
  /// Whether the row's known plane would have words of ones: nothing is missing.
  bool all_valid() const { return valid == nullptr; }
  /// The bytes of a text; nothing where its offsets do not hold together.
  std::optional<std::string_view> text(std::int64_t row) const;
};

/// Where something is: `column "events"`, `table "State", column "id"`.
using Place = std::string;

/// Checks one array against its schema; children only that they are there, and how long they are.
/// Nothing after a problem.
std::optional<View> view(const ArrowSchema* schema, const ArrowArray* array, const Place& place,
                         Problem& problem);
/// The child of a struct's view, whose rows are the struct's; of a list's, whose rows are counted
/// from the beginning of the child.
std::optional<View> child_of(const View& parent, std::int64_t child, const Place& place,
                             Problem& problem);
/// The values of a dictionary.
std::optional<View> dictionary_of(const View& indices, const Place& place, Problem& problem);

/// The child called `name` of a struct; -1 iff there is none. Two of them are a problem.
std::optional<std::int64_t> find_child(const View& parent, std::string_view name,
                                       const Place& place, Problem& problem);

/// `utf8 (u)`, for people.
std::string words_of(const View& view);

/// Where the validity of rows [begin, begin + count) lies, ones where all are known; null iff that
/// is not at the beginning of a byte. `count` is at most execute::given_rows.
const std::byte* validity_in_place(const View& view, std::int64_t begin, std::size_t count);

/// Rows [begin, begin + count) of which it is known whether they are null, as a plane; bits of the
/// last block past them are zero.
void known_plane(const View& view, std::int64_t begin, std::size_t count, std::uint64_t* plane);
/// The truths of the same rows as two planes.
void truth_planes(const View& view, std::int64_t begin, std::size_t count, std::uint64_t* yes,
                  std::uint64_t* no);

/// Fails with `message`; always false.
bool fail(Problem& problem, nansen_status status, const Place& place, std::string_view message);

}  // namespace nansen::arrow
