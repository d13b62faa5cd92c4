// Columns of truths, and those of which nothing is known.
#include "compiler/arrow/column.h"

#include <fmt/format.h>

#include "compiler/layout/layout.h"
#include "runtime/calendar.h"

namespace nansen::arrow {
namespace {

/// The column that says whether `member` is in the set.
std::string name_of_member(const ir::Column& fact, const std::string& member) {
  return fact.name + "." + member;
}

std::size_t whole_blocks(std::size_t count) {
  return (count + runtime::block_rows - 1) / runtime::block_rows * runtime::block_rows;
}

class UnknownColumn final : public FactColumn {
 public:
  explicit UnknownColumn(const runtime::ColumnShape& shape) {
    const std::size_t buffers = runtime::buffer_count(shape);
    for (std::size_t buffer = 0; buffer < buffers; ++buffer) {
      // Bits a row of each buffer.
      const bool plane = buffer == 0 || shape.kind == runtime::ColumnKind::Boolean ||
                         shape.kind == runtime::ColumnKind::Set;
      const std::size_t width = shape.kind == runtime::ColumnKind::Reference ? 4 : shape.width;
      bits_.push_back(plane ? 1 : 8 * width);
    }
  }

  bool fetch(std::int64_t, std::size_t count, std::byte* const* buffers) const override {
    for (std::size_t buffer = 0; buffer < bits_.size(); ++buffer) {
      std::memset(buffers[buffer], 0, whole_blocks(count) * bits_[buffer] / 8);
    }
    return true;
  }
  std::optional<std::string> fault_at(std::int64_t) const override { return std::nullopt; }

 private:
  std::vector<std::size_t> bits_;
};

class BooleanColumn final : public FactColumn {
 public:
  explicit BooleanColumn(const View& view) : view_(view) {}

  bool fetch(std::int64_t begin, std::size_t count, std::byte* const* buffers) const override {
    truth_planes(view_, begin, count, reinterpret_cast<std::uint64_t*>(buffers[0]),
                 reinterpret_cast<std::uint64_t*>(buffers[1]));
    return true;
  }
  bool in_place(std::int64_t begin, std::size_t count, execute::RangeCheck,
                const std::byte** buffers) const override {
    const std::int64_t first = view_.first + begin;
    buffers[0] = view_.values() + first / 8;
    buffers[1] = validity_in_place(view_, begin, count);
    return first % 8 == 0 && buffers[1] != nullptr;
  }
  std::optional<std::string> fault_at(std::int64_t) const override { return std::nullopt; }

 private:
  View view_;
};

class SetOfBooleans final : public FactColumn {
 public:
  explicit SetOfBooleans(std::vector<View> members) : members_(std::move(members)) {}

  bool fetch(std::int64_t begin, std::size_t count, std::byte* const* buffers) const override {
    const std::size_t words = whole_blocks(count) / 64;
    auto* known = reinterpret_cast<std::uint64_t*>(buffers[0]);
    std::vector<std::uint64_t> no(words);
    for (std::size_t member = 0; member < members_.size(); ++member) {
      auto* yes = reinterpret_cast<std::uint64_t*>(buffers[1 + member]);
      truth_planes(members_[member], begin, count, yes, no.data());
      for (std::size_t word = 0; word < words; ++word) {
        const std::uint64_t either = yes[word] | no[word];
        known[word] = member == 0 ? either : known[word] & either;
      }
    }
    for (std::size_t member = 0; member < members_.size(); ++member) {
      auto* yes = reinterpret_cast<std::uint64_t*>(buffers[1 + member]);
      for (std::size_t word = 0; word < words; ++word) yes[word] &= known[word];
    }
    return true;
  }
  std::optional<std::string> fault_at(std::int64_t) const override { return std::nullopt; }

 private:
  std::vector<View> members_;
};

}  // namespace

bool holds_days(const ir::Column& column) {
  return column.kind == ir::ColumnKind::Number && column.scale == 1 &&
         column.least == runtime::first_day && column.greatest == runtime::last_day;
}

bool fail_type(const View& view, std::string_view allowed, const Place& place, Problem& problem) {
  return fail(problem, NANSEN_SCHEMA_MISMATCH, place,
              fmt::format("it is {}, and must be {}", words_of(view), allowed));
}

void zero_rest(std::byte* entries, std::size_t width, std::size_t count) {
  std::memset(entries + count * width, 0, (whole_blocks(count) - count) * width);
}

std::unique_ptr<FactColumn> unknown_column(const ir::Column& column) {
  return std::make_unique<UnknownColumn>(layout::shape_of(column));
}

std::unique_ptr<FactColumn> boolean_column(const View& view, const Place& place, Problem& problem) {
  if (view.type == Type::Boolean) return std::make_unique<BooleanColumn>(view);
  fail_type(view, "boolean (b)", place, problem);
  return nullptr;
}

std::unique_ptr<FactColumn> set_of_members(const ir::Column& fact, const View& rows,
                                           const std::function<Place(const std::string&)>& place,
                                           Problem& problem) {
  std::vector<View> members;
  std::string missing;
  for (const std::string& member : fact.members) {
    const std::string name = name_of_member(fact, member);
    const auto child = find_child(rows, name, place(name), problem);
    if (!child) return nullptr;
    if (*child < 0) {
      missing = name;
      continue;
    }
    const auto found = child_of(rows, *child, place(name), problem);
    if (!found) return nullptr;
    if (found->type != Type::Boolean) {
      fail_type(*found, "boolean (b)", place(name), problem);
      return nullptr;
    }
    members.push_back(*found);
  }
  if (members.empty()) return unknown_column(fact);
  if (!missing.empty()) {
    fail(problem, NANSEN_SCHEMA_MISMATCH, place(fact.name),
         fmt::format("some of its members have a column, and \"{}\" has none", missing));
    return nullptr;
  }
  return std::make_unique<SetOfBooleans>(std::move(members));
}

bool is_given_once(const ir::Column& fact, const View& rows, const Place& place, Problem& problem) {
  for (const std::string& member : fact.members) {
    const std::string name = name_of_member(fact, member);
    const auto child = find_child(rows, name, place, problem);
    if (!child) return false;
    if (*child >= 0) {
      return fail(problem, NANSEN_SCHEMA_MISMATCH, place,
                  fmt::format("the set is given twice: here, and by the column \"{}\"", name));
    }
  }
  return true;
}

}  // namespace nansen::arrow
