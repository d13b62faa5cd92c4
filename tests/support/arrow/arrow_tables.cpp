#include "tests/support/arrow/arrow_tables.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <optional>

#include "compiler/layout/layout.h"
#include "runtime/calendar.h"

namespace nansen::test {
namespace {

__extension__ using Wide = __int128;

void count_release(std::size_t* counter) { ++*counter; }

}  // namespace

struct ArrowTables::Memory {
  std::deque<std::vector<std::byte>> bytes;
  std::deque<std::vector<const void*>> buffers;
  std::deque<std::string> texts;
  std::deque<ArrowSchema> schemas;
  std::deque<ArrowArray> arrays;
  std::deque<std::vector<ArrowSchema*>> schema_children;
  std::deque<std::vector<ArrowArray*>> array_children;
  std::size_t released = 0;
};

/// A column that is being made: rows are counted from the first that means anything; `before` rows
/// of anything stand in front of it.
class ArrowTables::Maker {
 public:
  struct Node {
    ArrowSchema* schema = nullptr;
    ArrowArray* array = nullptr;
  };

  Maker(Memory& memory, const ir::Module& module, const runtime::Batch& batch,
        const ArrowOptions& options)
      : memory_(memory), module_(module), batch_(batch), options_(options) {}

  /// The rows of a domain: `rows` are their numbers in its table, nothing for one of anything.
  Node rows(ir::DomainId domain, const std::vector<std::optional<std::size_t>>& rows,
            const std::string& name, std::size_t before) {
    const std::size_t offset = chance(50) ? below(70) : 0;
    std::vector<Node> children;
    if (domain.index == 0 && !options_.case_ids.empty()) {
      children.push_back(texts("id", rows.size(), before + offset, [&](std::size_t row) {
        return rows[row] ? std::optional(options_.case_ids[*rows[row]]) : std::nullopt;
      }));
    }
    if (module_.domains[domain].kind == ir::DomainKind::Referenced) {
      children.push_back(texts("id", rows.size(), before + offset, [&](std::size_t row) {
        return rows[row] ? std::optional(id(domain, *rows[row])) : std::nullopt;
      }));
    }
    if (chance(30)) children.push_back(booleans("no fact", rows.size(), before + offset, {}));
    for (std::size_t index = 0; index < module_.columns.size(); ++index) {
      const ir::ColumnId id(index);
      const ir::Column& column = module_.columns[id];
      if (column.domain != domain || column.bound == ir::Bound::Greatest) continue;
      add_fact(id, rows, before + offset, children);
    }
    if (options_.random != nullptr) {
      for (std::size_t last = children.size(); last > 1; --last) {
        std::swap(children[last - 1], children[below(last)]);
      }
    }
    Node node = make("+s", name, children);
    // What stands before the rows of a parent lies within the length of its children.
    node.array->offset = static_cast<std::int64_t>(offset);
    node.array->length = static_cast<std::int64_t>(rows.size() + before);
    buffers(node, {nullptr});
    node.array->null_count = 0;
    return node;
  }

 private:
  std::size_t below(std::size_t end) {
    return options_.random == nullptr ? 0 : options_.random->below(end);
  }
  bool chance(std::size_t percent) {
    return options_.random != nullptr && options_.random->chance(percent);
  }
  std::uint64_t anything() {
    return options_.random == nullptr
               ? 0
               : static_cast<std::uint64_t>(options_.random->between(INT64_MIN, INT64_MAX));
  }
  std::string id(ir::DomainId domain, std::size_t row) const {
    return options_.id ? options_.id(domain, row) : "r" + std::to_string(row);
  }

  /// Memory at any address, or at an even one where forms are plain.
  std::byte* bytes(std::size_t count) {
    auto& block = memory_.bytes.emplace_back(count + 16);
    return block.data() + (chance(50) ? below(16) : 0);
  }

  Node make(const std::string& format, const std::string& name,
            const std::vector<Node>& children = {}) {
    Node node{&memory_.schemas.emplace_back(), &memory_.arrays.emplace_back()};
    *node.schema = {};
    *node.array = {};
    node.schema->format = memory_.texts.emplace_back(format).c_str();
    node.schema->name = memory_.texts.emplace_back(name).c_str();
    node.schema->flags = ARROW_FLAG_NULLABLE;
    auto& schemas = memory_.schema_children.emplace_back();
    auto& arrays = memory_.array_children.emplace_back();
    for (const Node& child : children) {
      schemas.push_back(child.schema);
      arrays.push_back(child.array);
    }
    node.schema->n_children = node.array->n_children = static_cast<std::int64_t>(children.size());
    node.schema->children = schemas.data();
    node.array->children = arrays.data();
    node.schema->private_data = node.array->private_data = &memory_.released;
    node.schema->release = [](ArrowSchema* schema) {
      count_release(static_cast<std::size_t*>(schema->private_data));
    };
    node.array->release = [](ArrowArray* array) {
      count_release(static_cast<std::size_t*>(array->private_data));
    };
    return node;
  }

  void buffers(Node& node, std::vector<const void*> all) {
    auto& kept = memory_.buffers.emplace_back(std::move(all));
    node.array->buffers = kept.data();
    node.array->n_buffers = static_cast<std::int64_t>(kept.size());
  }

  /// An array of `count` rows after `before` of anything, and perhaps after an offset of its own;
  /// `valid` says which rows are known.
  template <typename Valid>
  Node column(const std::string& format, const std::string& name, std::size_t count,
              std::size_t before, const Valid& valid, const std::vector<Node>& children,
              std::size_t& first) {
    const std::size_t offset = chance(50) ? below(130) : 0;
    Node node = make(format, name, children);
    first = offset + before;
    node.array->offset = static_cast<std::int64_t>(offset);
    node.array->length = static_cast<std::int64_t>(before + count);
    std::size_t nulls = 0;
    for (std::size_t row = 0; row < count; ++row) nulls += valid(row) ? 0 : 1;
    const bool bitmap = nulls > 0 || chance(30);
    std::byte* bits = bitmap ? bytes((first + count) / 8 + 1) : nullptr;
    std::size_t before_nulls = 0;
    if (bitmap) {
      for (std::size_t row = 0; row < first; ++row) {
        const bool set = anything() % 2 != 0;
        set_bit(bits, row, set);
        if (row >= offset && !set) ++before_nulls;
      }
      for (std::size_t row = 0; row < count; ++row) set_bit(bits, first + row, valid(row));
    }
    node.array->null_count =
        chance(50) && bitmap ? -1 : static_cast<std::int64_t>(nulls + before_nulls);
    buffers(node, {bits});
    return node;
  }

  static void set_bit(std::byte* bits, std::size_t place, bool set) {
    const auto bit = static_cast<std::byte>(1U << (place % 8));
    bits[place / 8] = set ? bits[place / 8] | bit : bits[place / 8] & ~bit;
  }

  void add_buffer(Node& node, const void* buffer) {
    std::vector<const void*> all(node.array->buffers, node.array->buffers + node.array->n_buffers);
    all.push_back(buffer);
    buffers(node, std::move(all));
  }

  using Truth = std::function<std::optional<bool>(std::size_t)>;
  Node booleans(const std::string& name, std::size_t count, std::size_t before,
                const Truth& truth) {
    const auto value = [&](std::size_t row) {
      return truth ? truth(row) : std::optional<bool>(true);
    };
    std::size_t first = 0;
    Node node = column(
        "b", name, count, before, [&](std::size_t row) { return value(row).has_value(); }, {},
        first);
    std::byte* bits = bytes((first + count) / 8 + 1);
    for (std::size_t row = 0; row < first + count; ++row) set_bit(bits, row, anything() % 2 != 0);
    for (std::size_t row = 0; row < count; ++row) {
      if (value(row)) set_bit(bits, first + row, *value(row));
    }
    add_buffer(node, bits);
    return node;
  }

  /// Values of `width` bytes each, in the lowest bytes of what `value` gives.
  using Value = std::function<std::optional<Wide>(std::size_t)>;
  Node values(const std::string& format, std::size_t width, const std::string& name,
              std::size_t count, std::size_t before, const Value& value) {
    std::size_t first = 0;
    Node node = column(
        format, name, count, before, [&](std::size_t row) { return value(row).has_value(); }, {},
        first);
    std::byte* entries = bytes((first + count) * width);
    const auto store = [&](std::size_t place, Wide number) {
      std::memcpy(entries + place * width, &number, width);
    };
    for (std::size_t row = 0; row < first; ++row) store(row, static_cast<Wide>(anything()));
    for (std::size_t row = 0; row < count; ++row) {
      const std::optional<Wide> number = value(row);
      store(first + row, number ? *number : static_cast<Wide>(anything()));
    }
    add_buffer(node, entries);
    return node;
  }

  /// Offsets of rows of `size(row)` elements each; nothing stands before the first.
  template <typename Size>
  const void* offsets(bool large, std::size_t first, std::size_t count, std::int64_t begin,
                      const Size& size) {
    const std::size_t width = large ? 8 : 4;
    std::byte* entries = bytes((first + count + 1) * width);
    std::int64_t end = begin;
    for (std::size_t row = 0; row <= first + count; ++row) {
      std::memcpy(entries + row * width, &end, width);
      if (row >= first && row < first + count) end += size(row - first);
    }
    return entries;
  }

  using Words = std::function<std::optional<std::string>(std::size_t)>;
  Node texts(const std::string& name, std::size_t count, std::size_t before, const Words& words) {
    const bool large = chance(40);
    std::size_t first = 0;
    Node node = column(
        large ? "U" : "u", name, count, before,
        [&](std::size_t row) { return words(row).has_value(); }, {}, first);
    const std::string under_nulls = chance(50) ? "nobody's \xff" : "";
    std::string text = chance(50) ? "before" : "";
    const auto begin = static_cast<std::int64_t>(text.size());
    for (std::size_t row = 0; row < count; ++row) text += words(row).value_or(under_nulls);
    const void* ends = offsets(large, first, count, begin, [&](std::size_t row) {
      return static_cast<std::int64_t>(words(row).value_or(under_nulls).size());
    });
    add_buffer(node, ends);
    std::byte* bytes_of_text = bytes(text.size());
    std::copy_n(reinterpret_cast<const std::byte*>(text.data()), text.size(), bytes_of_text);
    add_buffer(node, text.empty() && chance(50) ? nullptr : bytes_of_text);
    return node;
  }

  /// Names by dictionary, or as they are.
  Node names(const std::string& name, std::size_t count, std::size_t before, const Words& words) {
    if (chance(30)) return texts(name, count, before, words);
    std::vector<std::string> all;
    for (std::size_t row = 0; row < count; ++row) {
      const auto word = words(row);
      if (word && std::find(all.begin(), all.end(), *word) == all.end()) all.push_back(*word);
    }
    // In any order; with values that no row has, twice the same, or none.
    if (chance(50)) std::sort(all.begin(), all.end());
    if (chance(20) && !all.empty()) all.push_back(all.front());
    if (chance(20)) all.push_back("nobody's");
    struct Kind {
      const char* format;
      std::size_t width;
      std::size_t most;
    };
    std::vector<Kind> kinds{{"c", 1, 127},        {"C", 1, 255},        {"s", 2, 32767},
                            {"S", 2, 65535},      {"i", 4, 2147483647}, {"I", 4, 4294967295},
                            {"l", 8, 4294967295}, {"L", 8, 4294967295}};
    std::erase_if(kinds, [&](const Kind& kind) { return kind.most < all.size(); });
    const Kind kind = options_.random == nullptr ? Kind{"i", 4, 0} : kinds[below(kinds.size())];
    Node node = values(kind.format, kind.width, name, count, before,
                       [&](std::size_t row) -> std::optional<Wide> {
                         const auto word = words(row);
                         if (!word) return std::nullopt;
                         return std::find(all.begin(), all.end(), *word) - all.begin();
                       });
    Node dictionary =
        texts("", all.size(), 0, [&](std::size_t row) { return std::optional(all[row]); });
    node.schema->dictionary = dictionary.schema;
    node.array->dictionary = dictionary.array;
    return node;
  }

  void add_fact(ir::ColumnId id, const std::vector<std::optional<std::size_t>>& rows,
                std::size_t before, std::vector<Node>& children) {
    const ir::Column& fact = module_.columns[id];
    const auto& table = *batch_.tables[static_cast<std::size_t>(fact.domain.index)];
    const std::size_t position = layout::position_of(module_, id);
    const auto known = [&](std::size_t row) {
      if (!rows[row]) return false;
      return table.plane(*rows[row], position, 0);
    };
    const std::size_t count = rows.size();
    bool none = true;
    for (std::size_t row = 0; row < count; ++row) {
      none = none && !(known(row) || (fact.kind == ir::ColumnKind::Boolean && rows[row] &&
                                      table.plane(*rows[row], position, 1)));
    }
    if (none && fact.bound == ir::Bound::Exact && chance(50)) {
      if (chance(50)) return;
      Node node = make("n", fact.name);
      node.array->length = static_cast<std::int64_t>(count + before);
      node.array->null_count = node.array->length;
      children.push_back(node);
      return;
    }
    switch (fact.kind) {
      case ir::ColumnKind::Boolean:
        children.push_back(
            booleans(fact.name, count, before, [&](std::size_t row) -> std::optional<bool> {
              if (!rows[row]) return std::nullopt;
              if (table.plane(*rows[row], position, 0)) return true;
              if (table.plane(*rows[row], position, 1)) return false;
              return std::nullopt;
            }));
        break;
      case ir::ColumnKind::Enumeration:
      case ir::ColumnKind::OrderedEnumeration:
        children.push_back(
            names(fact.name, count, before, [&](std::size_t row) -> std::optional<std::string> {
              if (!known(row)) return std::nullopt;
              return fact.members[static_cast<std::size_t>(table.number(*rows[row], position))];
            }));
        break;
      case ir::ColumnKind::Set: add_set(id, rows, before, known, children); break;
      case ir::ColumnKind::Number: children.push_back(number(id, rows, before)); break;
      case ir::ColumnKind::Reference: {
        const auto target = [&](std::size_t row) -> std::optional<std::int64_t> {
          if (!known(row)) return std::nullopt;
          return table.number(*rows[row], position);
        };
        if (options_.numbers && chance(30)) {
          children.push_back(
              values("i", 4, fact.name, count, before,
                     [&](std::size_t row) -> std::optional<Wide> { return target(row); }));
        } else {
          children.push_back(
              names(fact.name, count, before, [&](std::size_t row) -> std::optional<std::string> {
                const auto named = target(row);
                if (!named) return std::nullopt;
                return this->id(fact.target, static_cast<std::size_t>(*named));
              }));
        }
        break;
      }
      case ir::ColumnKind::Rows: children.push_back(linked(id, rows, before, known)); break;
    }
  }

  template <typename Known>
  void add_set(ir::ColumnId id, const std::vector<std::optional<std::size_t>>& rows,
               std::size_t before, const Known& known, std::vector<Node>& children) {
    const ir::Column& fact = module_.columns[id];
    const auto& table = *batch_.tables[static_cast<std::size_t>(fact.domain.index)];
    const std::size_t position = layout::position_of(module_, id);
    if (chance(30)) {
      for (std::size_t member = 0; member < fact.members.size(); ++member) {
        // One null makes the set unknown; the others may say what they like.
        children.push_back(booleans(fact.name + "." + fact.members[member], rows.size(), before,
                                    [&](std::size_t row) -> std::optional<bool> {
                                      if (known(row)) {
                                        return table.plane(*rows[row], position, 1 + member);
                                      }
                                      if (member == 0 || options_.random == nullptr) {
                                        return std::nullopt;
                                      }
                                      return row % 2 == 0;
                                    }));
      }
      return;
    }
    std::vector<std::optional<std::string>> elements;
    std::vector<std::int64_t> sizes;
    const std::size_t skipped = below(3);
    for (std::size_t none = 0; none < skipped; ++none) elements.push_back("anything");
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const std::size_t begin = elements.size();
      for (std::size_t member = 0; known(row) && member < fact.members.size(); ++member) {
        if (!table.plane(*rows[row], position, 1 + member)) continue;
        elements.push_back(fact.members[member]);
        if (chance(5)) elements.push_back(fact.members[member]);
      }
      if (!known(row) && chance(50)) elements.push_back("under a null");
      sizes.push_back(static_cast<std::int64_t>(elements.size() - begin));
    }
    const bool large = chance(40);
    Node child =
        names("item", elements.size(), 0, [&](std::size_t element) { return elements[element]; });
    std::size_t first = 0;
    Node node = column(large ? "+L" : "+l", fact.name, rows.size(), before, known, {child}, first);
    add_buffer(node, offsets(large, first, rows.size(), static_cast<std::int64_t>(skipped),
                             [&](std::size_t row) { return sizes[row]; }));
    children.push_back(node);
  }

  template <typename Known>
  Node linked(ir::ColumnId id, const std::vector<std::optional<std::size_t>>& rows,
              std::size_t before, const Known& known) {
    const ir::Column& fact = module_.columns[id];
    const auto& table = *batch_.tables[static_cast<std::size_t>(fact.domain.index)];
    const std::size_t position = layout::position_of(module_, id);
    std::vector<std::optional<std::size_t>> below_rows(below(3));
    const std::size_t skipped = below_rows.size();
    std::vector<std::int64_t> sizes;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const std::size_t begin = below_rows.size();
      if (known(row)) {
        const std::size_t end = table.rows_begin(*rows[row] + 1, position);
        for (std::size_t at = table.rows_begin(*rows[row], position); at < end; ++at) {
          below_rows.emplace_back(at);
        }
      } else if (chance(30)) {
        below_rows.emplace_back();
      }
      sizes.push_back(static_cast<std::int64_t>(below_rows.size() - begin));
    }
    const bool large = chance(40);
    Node child = this->rows(fact.target, below_rows, "item", 0);
    std::size_t first = 0;
    Node node = column(large ? "+L" : "+l", fact.name, rows.size(), before, known, {child}, first);
    add_buffer(node, offsets(large, first, rows.size(), static_cast<std::int64_t>(skipped),
                             [&](std::size_t row) { return sizes[row]; }));
    return node;
  }

  Node number(ir::ColumnId id, const std::vector<std::optional<std::size_t>>& rows,
              std::size_t before) {
    const ir::Column& fact = module_.columns[id];
    const auto& table = *batch_.tables[static_cast<std::size_t>(fact.domain.index)];
    using Stored = std::function<std::optional<std::int64_t>(std::size_t)>;
    const auto stored_at = [&](std::size_t position) -> Stored {
      return [&rows, &table, position](std::size_t row) -> std::optional<std::int64_t> {
        if (!rows[row] || !table.plane(*rows[row], position, 0)) return std::nullopt;
        return table.number(*rows[row], position);
      };
    };
    const std::size_t position = layout::position_of(module_, id);
    const Stored stored = stored_at(position);
    if (fact.bound == ir::Bound::Exact && !(is_day(fact) && chance(10))) {
      return plain_number(fact, fact.name, rows.size(), before, stored);
    }
    Stored greatest = stored;
    if (fact.bound == ir::Bound::Least) {
      ir::Column other = fact;
      other.bound = ir::Bound::Greatest;
      for (std::size_t index = 0; index < module_.columns.size(); ++index) {
        if (module_.columns[ir::ColumnId(index)] == other) {
          greatest = stored_at(layout::position_of(module_, ir::ColumnId(index)));
        }
      }
    }
    const std::size_t offset = chance(50) ? below(40) : 0;
    Node least = plain_number(fact, "least", rows.size(), before + offset, stored);
    Node most = plain_number(fact, "greatest", rows.size(), before + offset, greatest);
    Node node = make("+s", fact.name, {least, most});
    node.array->offset = static_cast<std::int64_t>(offset);
    node.array->length = static_cast<std::int64_t>(rows.size() + before);
    buffers(node, {nullptr});
    return node;
  }

  static bool is_day(const ir::Column& fact) {
    return fact.scale == 1 && fact.least == runtime::first_day &&
           fact.greatest == runtime::last_day;
  }

  template <typename Stored>
  Node plain_number(const ir::Column& fact, const std::string& name, std::size_t count,
                    std::size_t before, const Stored& stored) {
    if (is_day(fact)) {
      const bool milliseconds = chance(30);
      return values(milliseconds ? "tdm" : "tdD", milliseconds ? 8 : 4, name, count, before,
                    [&](std::size_t row) -> std::optional<Wide> {
                      const auto day = stored(row);
                      if (!day) return std::nullopt;
                      return Wide{*day} * (milliseconds ? 86'400'000 : 1);
                    });
    }
    bool whole = true;
    Wide least = 0;
    Wide greatest = 0;
    for (std::size_t row = 0; row < count; ++row) {
      const auto number = stored(row);
      if (!number) continue;
      whole = whole && *number % fact.scale == 0;
      least = std::min(least, Wide{*number} / fact.scale);
      greatest = std::max(greatest, Wide{*number} / fact.scale);
    }
    if (whole && !chance(25)) {
      struct Kind {
        const char* format;
        std::size_t width;
        Wide least;
        Wide greatest;
      };
      std::vector<Kind> kinds{{"l", 8, INT64_MIN, INT64_MAX}, {"L", 8, 0, INT64_MAX},
                              {"i", 4, INT32_MIN, INT32_MAX}, {"I", 4, 0, UINT32_MAX},
                              {"s", 2, INT16_MIN, INT16_MAX}, {"S", 2, 0, UINT16_MAX},
                              {"c", 1, INT8_MIN, INT8_MAX},   {"C", 1, 0, UINT8_MAX}};
      std::erase_if(
          kinds, [&](const Kind& kind) { return kind.least > least || kind.greatest < greatest; });
      const Kind& kind = kinds[below(kinds.size())];
      return values(kind.format, kind.width, name, count, before,
                    [&](std::size_t row) -> std::optional<Wide> {
                      const auto number = stored(row);
                      if (!number) return std::nullopt;
                      return Wide{*number} / fact.scale;
                    });
    }
    // Decimal where a power of ten does, else double where each is the nearest to its number.
    std::int64_t power = 1;
    int places = 0;
    while (power % fact.scale != 0 && places < 18) {
      power *= 10;
      ++places;
    }
    const bool decimal = power % fact.scale == 0;
    bool exact = true;
    for (std::size_t row = 0; row < count; ++row) {
      const auto number = stored(row);
      exact = exact && (!number || std::abs(static_cast<double>(*number)) < 9e15);
    }
    if (decimal && (!exact || !chance(50))) {
      // Coarser and finer forms of the same.
      const int finer = static_cast<int>(below(4));
      Wide factor = power / fact.scale;
      for (int place = 0; place < finer; ++place) factor *= 10;
      return values("d:38," + std::to_string(places + finer), 16, name, count, before,
                    [&](std::size_t row) -> std::optional<Wide> {
                      const auto number = stored(row);
                      if (!number) return std::nullopt;
                      return Wide{*number} * factor;
                    });
    }
    return values("g", 8, name, count, before, [&](std::size_t row) -> std::optional<Wide> {
      const auto number = stored(row);
      if (!number) return std::nullopt;
      const double value = static_cast<double>(*number) / static_cast<double>(fact.scale);
      std::uint64_t bits = 0;
      std::memcpy(&bits, &value, sizeof(bits));
      return static_cast<Wide>(bits);
    });
  }

  Memory& memory_;
  const ir::Module& module_;
  const runtime::Batch& batch_;
  const ArrowOptions& options_;
};

ArrowTables::ArrowTables(const ir::Module& module, const runtime::Batch& batch,
                         const ArrowOptions& options)
    : memory_(std::make_unique<Memory>()) {
  Maker maker(*memory_, module, batch, options);
  for (std::size_t index = 0; index < module.domains.size(); ++index) {
    const ir::Domain& domain = module.domains[ir::DomainId(index)];
    if (domain.kind == ir::DomainKind::Rows || batch.tables[index] == nullptr) continue;
    std::vector<std::optional<std::size_t>> rows;
    for (std::size_t row = 0; row < batch.tables[index]->rows(); ++row) rows.emplace_back(row);
    const Maker::Node node = maker.rows(ir::DomainId(index), rows, "", 0);
    tables_.push_back({index == 0 ? std::string() : domain.entity, node.schema, node.array});
  }
}

ArrowTables::~ArrowTables() = default;

std::size_t ArrowTables::released() const { return memory_->released; }

ArrowSchema* ArrowTables::schema(std::size_t table, std::string_view path) const {
  ArrowSchema* found = tables_[table].schema;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    if (std::string_view(found->format).substr(0, 2) != "+s") found = found->children[0];
    ArrowSchema* child = nullptr;
    for (std::int64_t index = 0; index < found->n_children; ++index) {
      if (path.substr(0, dot) == found->children[index]->name) child = found->children[index];
    }
    if (child == nullptr) return nullptr;
    found = child;
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return found;
}

ArrowArray* ArrowTables::array(std::size_t table, std::string_view path) const {
  const ArrowSchema* schema = this->schema(table, path);
  for (std::size_t index = 0; index < memory_->schemas.size(); ++index) {
    if (&memory_->schemas[index] == schema) return &memory_->arrays[index];
  }
  return nullptr;
}

}  // namespace nansen::test
