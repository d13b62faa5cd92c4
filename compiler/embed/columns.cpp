#include "compiler/embed/columns.h"

#include <cstring>
#include <memory>
#include <utility>

namespace nansen::embed {

namespace {

/// A bitmap of which entries are there; empty where all are.
template <typename Value>
std::vector<std::byte> validity(const std::vector<std::optional<Value>>& values,
                                std::int64_t& nulls) {
  std::vector<std::byte> bits((values.size() + 7) / 8);
  nulls = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values[row]) {
      bits[row / 8] |= static_cast<std::byte>(1u << (row % 8));
    } else {
      ++nulls;
    }
  }
  return nulls == 0 ? std::vector<std::byte>() : bits;
}

template <typename Value>
OwnedColumn column_of(std::string name, std::string format,
                      const std::vector<std::optional<Value>>& values) {
  OwnedColumn column;
  column.name = std::move(name);
  column.format = std::move(format);
  column.length = static_cast<std::int64_t>(values.size());
  column.buffers.push_back(validity(values, column.nulls));
  return column;
}

template <typename Value>
void append(std::vector<std::byte>& bytes, const Value& value) {
  const std::size_t at = bytes.size();
  bytes.resize(at + sizeof value);
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

/// The parts of a struct that was given away; each is its own owner, for it may be moved elsewhere.
struct SchemaParts {
  std::string format;
  std::string name;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
};
struct ArrayParts {
  std::vector<std::vector<std::byte>> buffers;
  std::vector<const void*> pointers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> child_pointers;
};

template <typename Struct, typename Parts>
void release(Struct* released) {
  for (std::int64_t child = 0; child < released->n_children; ++child) {
    Struct* part = released->children[child];
    if (part->release != nullptr) part->release(part);
  }
  delete static_cast<Parts*>(released->private_data);
  released->release = nullptr;
}

/// Releases what was made, unless it is taken.
template <typename Struct>
struct Made {
  Made() = default;
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  ~Made() {
    if (value.release != nullptr) value.release(&value);
  }
  void take(Struct& to) {
    to = value;
    value.release = nullptr;
  }
  Struct value{};
};

void make_schema(const OwnedColumn& column, Made<ArrowSchema>& made) {
  auto parts = std::make_unique<SchemaParts>();
  parts->format = column.format;
  parts->name = column.name;
  parts->children.resize(column.children.size());
  for (ArrowSchema& child : parts->children) parts->pointers.push_back(&child);
  ArrowSchema& schema = made.value;
  schema.format = parts->format.c_str();
  schema.name = parts->name.c_str();
  schema.flags = ARROW_FLAG_NULLABLE;
  schema.n_children = static_cast<std::int64_t>(parts->children.size());
  schema.children = parts->pointers.data();
  SchemaParts* held = parts.get();
  schema.private_data = parts.release();
  schema.release = release<ArrowSchema, SchemaParts>;
  for (std::size_t child = 0; child < column.children.size(); ++child) {
    Made<ArrowSchema> part;
    make_schema(column.children[child], part);
    part.take(held->children[child]);
  }
}

void make_array(OwnedColumn& column, Made<ArrowArray>& made) {
  auto parts = std::make_unique<ArrayParts>();
  parts->buffers = std::move(column.buffers);
  for (std::size_t at = 0; at < parts->buffers.size(); ++at) {
    const bool absent = at == 0 && parts->buffers[at].empty();
    // Other buffers are there even where nothing is in them.
    if (!absent && parts->buffers[at].empty()) parts->buffers[at].reserve(1);
    parts->pointers.push_back(absent ? nullptr : parts->buffers[at].data());
  }
  parts->children.resize(column.children.size());
  for (ArrowArray& child : parts->children) parts->child_pointers.push_back(&child);
  ArrowArray& array = made.value;
  array.length = column.length;
  array.null_count = column.nulls;
  array.n_buffers = static_cast<std::int64_t>(parts->pointers.size());
  array.n_children = static_cast<std::int64_t>(parts->children.size());
  array.buffers = parts->pointers.data();
  array.children = parts->child_pointers.data();
  ArrayParts* held = parts.get();
  array.private_data = parts.release();
  array.release = release<ArrowArray, ArrayParts>;
  for (std::size_t child = 0; child < column.children.size(); ++child) {
    Made<ArrowArray> part;
    make_array(column.children[child], part);
    part.take(held->children[child]);
  }
}

}  // namespace

OwnedColumn text_column(std::string name, const std::vector<std::optional<std::string>>& values) {
  OwnedColumn column = column_of(std::move(name), "U", values);
  std::vector<std::byte> ends;
  std::vector<std::byte> bytes;
  append(ends, std::int64_t{0});
  for (const std::optional<std::string>& value : values) {
    if (value) {
      const auto* begin = reinterpret_cast<const std::byte*>(value->data());
      bytes.insert(bytes.end(), begin, begin + value->size());
    }
    append(ends, static_cast<std::int64_t>(bytes.size()));
  }
  column.buffers.push_back(std::move(ends));
  column.buffers.push_back(std::move(bytes));
  return column;
}

OwnedColumn truth_column(std::string name, const std::vector<std::optional<bool>>& values) {
  OwnedColumn column = column_of(std::move(name), "b", values);
  std::vector<std::byte> bits((values.size() + 7) / 8);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values[row].value_or(false)) bits[row / 8] |= static_cast<std::byte>(1u << (row % 8));
  }
  column.buffers.push_back(std::move(bits));
  return column;
}

OwnedColumn integer_column(std::string name,
                           const std::vector<std::optional<std::int64_t>>& values) {
  OwnedColumn column = column_of(std::move(name), "l", values);
  std::vector<std::byte> bytes;
  for (const auto& value : values) append(bytes, value.value_or(0));
  column.buffers.push_back(std::move(bytes));
  return column;
}

OwnedColumn decimal_column(std::string name, int digits,
                           const std::vector<std::optional<mpz_class>>& units) {
  OwnedColumn column = column_of(std::move(name), "d:38," + std::to_string(digits), units);
  const mpz_class word = mpz_class(1) << 64;
  std::vector<std::byte> bytes;
  for (const auto& value : units) {
    // Two's complement in 128 bits, the low word first.
    mpz_class whole = value.value_or(0);
    if (whole < 0) whole += word * word;
    const mpz_class low = whole % word;
    const mpz_class high = whole / word;
    append(bytes, static_cast<std::uint64_t>(mpz_get_ui(low.get_mpz_t())));
    append(bytes, static_cast<std::uint64_t>(mpz_get_ui(high.get_mpz_t())));
  }
  column.buffers.push_back(std::move(bytes));
  return column;
}

OwnedColumn struct_column(std::string name, std::vector<OwnedColumn> children,
                          std::int64_t length) {
  OwnedColumn column;
  column.name = std::move(name);
  column.format = "+s";
  column.length = length;
  column.buffers.emplace_back();
  column.children = std::move(children);
  return column;
}

bool fits_decimal(const mpz_class& units) {
  mpz_class limit;
  mpz_ui_pow_ui(limit.get_mpz_t(), 10, 38);
  return abs(units) < limit;
}

void give(OwnedColumn column, ArrowSchema* schema, ArrowArray* array) {
  Made<ArrowSchema> made_schema;
  Made<ArrowArray> made_array;
  make_schema(column, made_schema);
  make_array(column, made_array);
  made_schema.take(*schema);
  made_array.take(*array);
}

}  // namespace nansen::embed
