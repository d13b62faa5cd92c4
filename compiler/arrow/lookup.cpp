// Columns of names: members of enumerations, sets of them, and references by id or row number.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "compiler/arrow/column.h"
#include "compiler/base/utf8.h"
#include "compiler/layout/layout.h"

namespace nansen::arrow {
namespace {

constexpr std::int64_t unknown = -1;
constexpr std::int64_t wrong = -2;
constexpr std::string_view names_wanted = "utf8 (u, U) or a dictionary of it";
constexpr std::size_t longest_name = 80;  // of what messages quote

/// As messages show it: on one line.
std::string quoted(std::string_view text) {
  std::string shown;
  for (const char character : printable(text.substr(0, longest_name))) {
    if (character == '\n') {
      shown += "\\n";
    } else {
      shown += character;
    }
  }
  if (text.size() > longest_name) shown += "...";
  return "\"" + shown + "\"";
}

/// An entry of a column of integers, which may be greater than View::integer can say.
std::string written_integer(const View& view, std::int64_t row) {
  if (view.whole != Whole::Uint64) return std::to_string(view.integer(row));
  std::uint64_t value = 0;
  std::memcpy(&value, view.values() + (view.first + row) * std::int64_t{sizeof value},
              sizeof value);
  return std::to_string(value);
}

/// What names stand for: members of an enumeration, or rows.
class Names {
 public:
  virtual ~Names() = default;
  virtual std::int64_t find(std::string_view name) const = 0;  // or `wrong`
  virtual std::string explain(std::string_view name) const = 0;
};

class Members final : public Names {
 public:
  explicit Members(const std::vector<std::string>& members) : members_(members) {
    for (std::size_t member = 0; member < members.size(); ++member) {
      codes_.emplace(members[member], static_cast<std::int64_t>(member));
    }
  }
  std::int64_t find(std::string_view name) const override {
    const auto found = codes_.find(name);
    return found == codes_.end() ? wrong : found->second;
  }
  std::string explain(std::string_view name) const override {
    std::string text = fmt::format("there is no {}; allowed are", quoted(name));
    for (std::size_t member = 0; member < members_.size(); ++member) {
      text += (member == 0 ? " \"" : ", \"") + members_[member] + "\"";
    }
    return text;
  }

 private:
  const std::vector<std::string>& members_;
  std::unordered_map<std::string_view, std::int64_t> codes_;
};

class Ids final : public Names {
 public:
  explicit Ids(const Directory& directory) : directory_(directory) {}
  std::int64_t find(std::string_view name) const override {
    const auto found = directory_.rows_of.find(name);
    return found == directory_.rows_of.end() ? wrong : std::int64_t{found->second};
  }
  std::string explain(std::string_view name) const override {
    return fmt::format("there is no {} in the table \"{}\"", quoted(name), directory_.entity);
  }

 private:
  const Directory& directory_;
};

/// What the rows of an array stand for.
class Lookup {
 public:
  virtual ~Lookup() = default;
  /// The code or row number, `unknown` or `wrong`.
  virtual std::int64_t at(std::int64_t row) const = 0;
  /// Why it is wrong.
  virtual std::string explain(std::int64_t row) const = 0;
  /// Many at once, into entries of `width` bytes, where there is a loop for that.
  virtual bool has_loop(std::size_t) const { return false; }
  virtual bool loop(std::int64_t, std::size_t, const std::uint64_t*, std::size_t,
                    std::byte*) const {
    return false;
  }
  /// Where the entries of rows from `begin` on lie, if there are `size` different ones in order and
  /// they need but be in their range; else null. `width` is that of an entry.
  virtual const std::byte* entries_in_place(std::int64_t, std::size_t, std::size_t) const {
    return nullptr;
  }
  const View& view() const { return view_; }

 protected:
  explicit Lookup(const View& view) : view_(view) {}
  View view_;
};

class TextLookup final : public Lookup {
 public:
  TextLookup(const View& view, std::unique_ptr<Names> names)
      : Lookup(view), names_(std::move(names)) {}
  std::int64_t at(std::int64_t row) const override {
    if (!view_.is_valid(row)) return unknown;
    const auto text = view_.text(row);
    return text ? names_->find(*text) : wrong;
  }
  std::string explain(std::int64_t row) const override {
    if (const auto text = view_.text(row)) return names_->explain(*text);
    return fmt::format("its text has the offsets {} and {}", view_.offset(row),
                       view_.offset(row + 1));
  }

 private:
  std::unique_ptr<Names> names_;
};

class DictionaryLookup final : public Lookup {
 public:
  DictionaryLookup(const View& indices, const View& values, std::unique_ptr<Names> names)
      : Lookup(indices), values_(values, std::move(names)) {
    bool all_good = values.length > 0;
    bool in_order = true;
    for (std::int64_t index = 0; index < values.length; ++index) {
      map_.push_back(values_.at(index));
      all_good = all_good && map_.back() >= 0;
      in_order = in_order && map_.back() == index;
    }
    if (!all_good) return;
    in_order_ = in_order;
    for (const std::int64_t entry : map_) {
      bytes1_.push_back(static_cast<std::uint8_t>(entry));
      bytes2_.push_back(static_cast<std::uint16_t>(entry));
      bytes4_.push_back(static_cast<std::uint32_t>(entry));
    }
  }

  std::int64_t at(std::int64_t row) const override {
    if (!view_.is_valid(row)) return unknown;
    const std::int64_t index = view_.integer(row);
    if (index < 0 || index >= static_cast<std::int64_t>(map_.size())) return wrong;
    return map_[static_cast<std::size_t>(index)];
  }
  std::string explain(std::int64_t row) const override {
    const std::int64_t index = view_.integer(row);
    if (index < 0 || index >= static_cast<std::int64_t>(map_.size())) {
      return fmt::format("its index is {}, and its dictionary has {} values",
                         written_integer(view_, row), map_.size());
    }
    return values_.explain(index);
  }

  // An index below zero must be above all codes as one without a sign: half of what its bytes hold
  // is for those.
  const std::byte* entries_in_place(std::int64_t begin, std::size_t width,
                                    std::size_t size) const override {
    const auto kind = static_cast<std::size_t>(view_.whole);
    const std::size_t own = std::size_t{1} << (kind / 2);
    if (!in_order_ || own != width || map_.size() != size) return nullptr;
    const bool is_signed = kind % 2 == 0;
    if (is_signed && size > std::size_t{1} << (8 * own - 1)) return nullptr;
    return view_.values() + (view_.first + begin) * static_cast<std::int64_t>(own);
  }

  bool has_loop(std::size_t width) const override { return !bytes1_.empty() && width <= 4; }
  bool loop(std::int64_t begin, std::size_t count, const std::uint64_t* known, std::size_t width,
            std::byte* entries) const override {
    const auto kind = static_cast<std::size_t>(view_.whole);
    const std::size_t size = std::size_t{1} << (kind / 2);
    const std::byte* source =
        view_.values() + (view_.first + begin) * static_cast<std::int64_t>(size);
    const std::size_t column = width == 1 ? 0 : width == 2 ? 1 : 2;
    const std::uint64_t* nulls = view_.valid == nullptr ? nullptr : known;
    if (in_order_) {
      const auto bits = static_cast<int>(8 * size - (kind % 2 == 0 ? 1 : 0));
      const std::int64_t most = bits >= 63 ? INT64_MAX : (std::int64_t{1} << bits) - 1;
      const Limits limits{0, std::min(most, static_cast<std::int64_t>(map_.size()) - 1), 1};
      return lanes().numbers[kind][column](source, nulls, count, limits, entries);
    }
    const auto* map = column == 0   ? reinterpret_cast<const std::byte*>(bytes1_.data())
                      : column == 1 ? reinterpret_cast<const std::byte*>(bytes2_.data())
                                    : reinterpret_cast<const std::byte*>(bytes4_.data());
    return lanes().lookups[kind][column](source, nulls, count, map, map_.size(), entries);
  }

 private:
  TextLookup values_;
  std::vector<std::int64_t> map_;
  bool in_order_ = false;
  // The map at each width of the result, where every entry stands for something.
  std::vector<std::uint8_t> bytes1_;
  std::vector<std::uint16_t> bytes2_;
  std::vector<std::uint32_t> bytes4_;
};

/// Of an array of the type null.
class NothingKnown final : public Lookup {
 public:
  explicit NothingKnown(const View& view) : Lookup(view) {}
  std::int64_t at(std::int64_t) const override { return unknown; }
  std::string explain(std::int64_t) const override { return {}; }
};

class RowNumbers final : public Lookup {
 public:
  RowNumbers(const View& view, const Directory& directory)
      : Lookup(view),
        directory_(directory),
        rows_(directory.given ? directory.rows : std::int64_t{UINT32_MAX}) {}
  std::int64_t at(std::int64_t row) const override {
    if (!view_.is_valid(row)) return unknown;
    const std::int64_t number = view_.integer(row);
    return number >= 0 && number < rows_ ? number : wrong;
  }
  std::string explain(std::int64_t row) const override {
    if (!directory_.given) {
      return fmt::format("{} is not allowed: from 0 to {}, as the number of a row of \"{}\"",
                         written_integer(view_, row), rows_ - 1, directory_.entity);
    }
    return fmt::format("there is no row {} in the table \"{}\", which has {}",
                       written_integer(view_, row), directory_.entity, rows_);
  }

 private:
  const Directory& directory_;
  std::int64_t rows_;
};

class LookupColumn final : public FactColumn {
 public:
  /// `members` of an enumeration; 0 of a reference.
  LookupColumn(std::unique_ptr<Lookup> lookup, std::size_t width, std::size_t members)
      : lookup_(std::move(lookup)),
        width_(width),
        members_(members),
        loop_(lookup_->has_loop(width)) {}

  bool fetch(std::int64_t begin, std::size_t count, std::byte* const* buffers) const override {
    auto* known = reinterpret_cast<std::uint64_t*>(buffers[0]);
    known_plane(lookup_->view(), begin, count, known);
    bool good = true;
    if (loop_) {
      good = lookup_->loop(begin, count, known, width_, buffers[1]);
    } else {
      for (std::size_t row = 0; row < count; ++row) {
        const std::int64_t entry = lookup_->at(begin + static_cast<std::int64_t>(row));
        if (entry < 0) known[row / 64] &= ~(std::uint64_t{1} << (row % 64));
        good &= entry != wrong;
        const std::int64_t stored = std::max<std::int64_t>(entry, 0);
        std::memcpy(buffers[1] + row * width_, &stored, width_);
      }
    }
    zero_rest(buffers[1], width_, count);
    return good;
  }

  bool in_place(std::int64_t begin, std::size_t count, execute::RangeCheck check,
                const std::byte** buffers) const override {
    if (members_ == 0) return false;
    buffers[0] = validity_in_place(lookup_->view(), begin, count);
    buffers[1] = lookup_->entries_in_place(begin, width_, members_);
    if (buffers[0] == nullptr || buffers[1] == nullptr) return false;
    if (check == execute::RangeCheck::ByReader) return true;
    const Whole whole = width_ == 1 ? Whole::Uint8 : Whole::Uint16;
    const Limits limits{0, static_cast<std::int64_t>(members_) - 1, 1};
    return lanes().within[static_cast<std::size_t>(whole)](buffers[1], count, limits);
  }

  std::optional<std::string> fault_at(std::int64_t row) const override {
    if (lookup_->at(row) != wrong) return std::nullopt;
    return lookup_->explain(row);
  }

 private:
  std::unique_ptr<Lookup> lookup_;
  std::size_t width_;
  std::size_t members_;
  bool loop_;
};

class SetColumn final : public FactColumn {
 public:
  SetColumn(const View& lists, std::unique_ptr<Lookup> lookup, std::size_t members)
      : lists_(lists), lookup_(std::move(lookup)), members_(members) {}

  bool fetch(std::int64_t begin, std::size_t count, std::byte* const* buffers) const override {
    const std::size_t words =
        (count + runtime::block_rows - 1) / runtime::block_rows * runtime::block_words;
    for (std::size_t plane = 0; plane <= members_; ++plane) {
      std::memset(buffers[plane], 0, words * sizeof(std::uint64_t));
    }
    bool good = true;
    std::vector<std::int64_t> included;
    for (std::size_t row = 0; row < count; ++row) {
      const std::int64_t at = begin + static_cast<std::int64_t>(row);
      if (!lists_.is_valid(at)) continue;
      if (!read(at, included)) {
        good = false;
      } else if (std::find(included.begin(), included.end(), unknown) == included.end()) {
        set(buffers[0], row);
        for (const std::int64_t member : included) {
          set(buffers[1 + static_cast<std::size_t>(member)], row);
        }
      }
    }
    return good;
  }

  std::optional<std::string> fault_at(std::int64_t row) const override {
    if (!lists_.is_valid(row)) return std::nullopt;
    const std::int64_t begin = lists_.offset(row);
    const std::int64_t end = lists_.offset(row + 1);
    if (begin < 0 || end < begin || end > lookup_->view().length) {
      return fmt::format("its list goes from {} to {}, and there are {} values", begin, end,
                         lookup_->view().length);
    }
    for (std::int64_t element = begin; element < end; ++element) {
      if (lookup_->at(element) == wrong) return lookup_->explain(element);
    }
    return std::nullopt;
  }

 private:
  static void set(std::byte* plane, std::size_t row) {
    reinterpret_cast<std::uint64_t*>(plane)[row / 64] |= std::uint64_t{1} << (row % 64);
  }

  bool read(std::int64_t row, std::vector<std::int64_t>& included) const {
    included.clear();
    const std::int64_t begin = lists_.offset(row);
    const std::int64_t end = lists_.offset(row + 1);
    if (begin < 0 || end < begin || end > lookup_->view().length) return false;
    for (std::int64_t element = begin; element < end; ++element) {
      included.push_back(lookup_->at(element));
      if (included.back() == wrong) return false;
    }
    return true;
  }

  View lists_;
  std::unique_ptr<Lookup> lookup_;
  std::size_t members_;
};

std::unique_ptr<Lookup> text_lookup(const View& view, std::unique_ptr<Names> names,
                                    std::string_view wanted, const Place& place, Problem& problem) {
  if (view.is_text()) return std::make_unique<TextLookup>(view, std::move(names));
  if (view.dictionary) {
    const auto values = dictionary_of(view, place, problem);
    if (!values) return nullptr;
    if (values->is_text()) {
      return std::make_unique<DictionaryLookup>(view, *values, std::move(names));
    }
  }
  fail_type(view, wanted, place, problem);
  return nullptr;
}

/// Gives each id of `view`, of a dictionary each of its values, a row of the directory.
bool add_ids(const View& view, Directory& directory, const Place& place, Problem& problem) {
  View texts = view;
  if (view.dictionary) {
    const auto values = dictionary_of(view, place, problem);
    if (!values) return false;
    texts = *values;
  }
  if (!texts.is_text()) return true;  // said by whoever looks ids up
  for (std::int64_t row = 0; row < texts.length; ++row) {
    if (!texts.is_valid(row)) continue;
    const auto id = texts.text(row);
    if (!id) continue;  // said where it is fetched
    const auto next = static_cast<std::uint32_t>(directory.ids.size());
    if (directory.rows_of.emplace(*id, next).second) directory.ids.push_back(*id);
  }
  return true;
}

}  // namespace

std::unique_ptr<FactColumn> code_column(const ir::Column& fact, const View& view,
                                        const Place& place, Problem& problem) {
  if (view.type == Type::Null) return unknown_column(fact);
  auto lookup =
      text_lookup(view, std::make_unique<Members>(fact.members), names_wanted, place, problem);
  if (!lookup) return nullptr;
  return std::make_unique<LookupColumn>(std::move(lookup), layout::shape_of(fact).width,
                                        fact.members.size());
}

std::unique_ptr<FactColumn> set_column(const ir::Column& fact, const View& view, const Place& place,
                                       Problem& problem) {
  if (view.type == Type::Null) return unknown_column(fact);
  constexpr std::string_view wanted = "a list (+l, +L) of utf8 (u, U) or of a dictionary of it";
  if (!view.is_list()) {
    fail_type(view, wanted, place, problem);
    return nullptr;
  }
  const auto child = child_of(view, 0, place + ", its values", problem);
  if (!child) return nullptr;
  std::unique_ptr<Lookup> lookup;
  if (child->type == Type::Null) {  // of lists that are empty or unknown
    lookup = std::make_unique<NothingKnown>(*child);
  } else {
    lookup = text_lookup(*child, std::make_unique<Members>(fact.members), names_wanted,
                         place + ", its values", problem);
  }
  if (!lookup) return nullptr;
  return std::make_unique<SetColumn>(view, std::move(lookup), fact.members.size());
}

std::unique_ptr<FactColumn> reference_column(const View& view, Directory& directory,
                                             const Place& place, Problem& problem) {
  ir::Column fact;
  fact.kind = ir::ColumnKind::Reference;
  if (view.type == Type::Null) return unknown_column(fact);
  const bool number = view.type == Type::Whole && !view.dictionary;
  if (!directory.given) {
    (number ? directory.by_number : directory.by_id) = true;
    if (directory.by_number && directory.by_id) {
      fail(problem, NANSEN_SCHEMA_MISMATCH, place,
           fmt::format("rows of \"{0}\" are named by id here and by number there; without a table "
                       "\"{0}\" it must be one of both",
                       directory.entity));
      return nullptr;
    }
  }
  std::unique_ptr<Lookup> lookup;
  if (number) {
    lookup = std::make_unique<RowNumbers>(view, directory);
  } else {
    if (!directory.given && !add_ids(view, directory, place, problem)) return nullptr;
    lookup =
        text_lookup(view, std::make_unique<Ids>(directory),
                    "utf8 (u, U), a dictionary of it, or an integer row number", place, problem);
    if (!lookup) return nullptr;
    if (directory.given && !directory.has_ids) {
      fail(problem, NANSEN_SCHEMA_MISMATCH, place,
           fmt::format("it names rows by id, and the table \"{}\" has no column \"id\"",
                       directory.entity));
      return nullptr;
    }
  }
  return std::make_unique<LookupColumn>(std::move(lookup), 4, 0);
}

}  // namespace nansen::arrow
