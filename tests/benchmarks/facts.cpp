#include "tests/benchmarks/facts.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "compiler/base/bug.h"
#include "compiler/layout/layout.h"

namespace nansen::benchmarks {
namespace {

constexpr std::size_t slack_words = 16;

/// A batch's tables by the names of their columns.
class Tables {
 public:
  Tables(const ir::Module& module, const runtime::Batch& batch) : module_(module), batch_(batch) {}

  std::size_t rows(std::string_view column) const { return table(find(column)).rows(); }
  std::size_t words(std::string_view column) const { return table(find(column)).blocks() * 8; }

  const std::uint64_t* plane(std::string_view column, std::size_t buffer) const {
    return reinterpret_cast<const std::uint64_t*>(this->buffer(find(column), buffer));
  }
  const std::byte* entries(std::string_view column) const { return buffer(find(column), 1); }

  /// The planes of a fact of a person: (yes, no) of a boolean, (member, known) of a set's member,
  /// whose name stands after two underlines.
  struct FactPlanes {
    const std::uint64_t* first = nullptr;
    const std::uint64_t* second = nullptr;
    bool member = false;
  };
  FactPlanes fact(std::string_view name) const {
    const std::size_t underlines = name.find("__");
    if (underlines == std::string_view::npos) return {plane(name, 0), plane(name, 1), false};
    const std::string_view set = name.substr(0, underlines);
    const std::vector<std::string>& members = module_.columns[find(set)].members;
    const auto member = std::find(members.begin(), members.end(), name.substr(underlines + 2));
    if (member == members.end()) bug("a set has no such member");
    return {plane(set, 1 + static_cast<std::size_t>(member - members.begin())), plane(set, 0),
            true};
  }

 private:
  ir::ColumnId find(std::string_view name) const {
    for (std::size_t index = 0; index < module_.columns.size(); ++index) {
      if (module_.columns[ir::ColumnId(index)].name == name) return ir::ColumnId(index);
    }
    bug("the definitions ask no such fact: " + std::string(name));
  }
  const runtime::Table& table(ir::ColumnId column) const {
    return *batch_.tables[static_cast<std::size_t>(module_.columns[column].domain.index)];
  }
  const std::byte* buffer(ir::ColumnId column, std::size_t buffer) const {
    return table(column).buffer(layout::position_of(module_, column), buffer);
  }

  const ir::Module& module_;
  const runtime::Batch& batch_;
};

bool bit(const std::uint64_t* plane, std::size_t row) {
  return (plane[row / 64] >> (row % 64) & 1) != 0;
}

std::vector<std::uint8_t> truth_bytes(const Tables::FactPlanes& planes, std::size_t rows) {
  std::vector<std::uint8_t> bytes(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const bool first = bit(planes.first, row);
    const bool second = bit(planes.second, row);
    const bool no = planes.member ? second && !first : second;
    bytes[row] = first ? 2 : no ? 0 : 1;
  }
  return bytes;
}

std::vector<std::uint8_t> code_bytes(const Tables& tables, std::string_view column) {
  std::vector<std::uint8_t> bytes(tables.rows(column));
  const auto* codes = reinterpret_cast<const std::uint8_t*>(tables.entries(column));
  for (std::size_t row = 0; row < bytes.size(); ++row) {
    bytes[row] = bit(tables.plane(column, 0), row) ? codes[row] : unknown_code;
  }
  return bytes;
}

Plane copy(const std::uint64_t* bits, std::size_t words) {
  Plane plane(words * 64);
  std::memcpy(plane.bits(), bits, words * sizeof(std::uint64_t));
  return plane;
}

}  // namespace

Plane::Plane(std::size_t rows) : storage((rows + 511) / 512 * 8 + slack_words) {
  const auto address = reinterpret_cast<std::uintptr_t>(storage.data());
  start = (64 - address % 64) % 64 / sizeof(std::uint64_t);
}

ByteFacts byte_facts(const ir::Module& module, const runtime::Batch& batch) {
  const Tables tables(module, batch);
  const std::size_t rows = batch.tables[0]->rows();
  ByteFacts result;
  for (std::size_t fact = 0; fact < fact_count; ++fact) {
    result.facts[fact] = truth_bytes(tables.fact(fact_names[fact]), rows);
  }
  result.likelihood = code_bytes(tables, "likelihood_of_persecution");
  result.extent = code_bytes(tables, "extent_of_events");
  const std::uint64_t* listed = tables.plane("nationalities", 0);
  for (std::size_t row = 0; row < rows; ++row) {
    result.nationalities_listed.push_back(bit(listed, row) ? 2 : 1);
  }
  const std::size_t nationalities = tables.rows("unable_to_avail_protection");
  result.unable = truth_bytes(tables.fact("unable_to_avail_protection"), nationalities);
  result.unwilling = truth_bytes(tables.fact("unwilling_owing_to_fear"), nationalities);
  result.first = reinterpret_cast<const std::uint32_t*>(tables.entries("nationalities"));
  for (std::uint32_t row = 0; row < rows; ++row) {
    result.person.resize(result.first[row + 1], row);
  }
  return result;
}

SlicedFacts sliced_facts(const ir::Module& module, const runtime::Batch& batch) {
  const Tables tables(module, batch);
  const std::size_t words = batch.tables[0]->blocks() * 8;
  SlicedFacts result;
  for (std::size_t fact = 0; fact < fact_count; ++fact) {
    const Tables::FactPlanes planes = tables.fact(fact_names[fact]);
    result.yes[fact] = copy(planes.first, words);
    result.no[fact] = copy(planes.second, words);
    if (!planes.member) continue;
    for (std::size_t word = 0; word < words; ++word) {
      result.no[fact].bits()[word] &= ~planes.first[word];
    }
  }
  const auto codes = [&](std::string_view column) {
    const auto* entries = reinterpret_cast<const std::uint8_t*>(tables.entries(column));
    return std::vector<std::uint8_t>(entries, entries + words * 64);
  };
  result.likelihood_known = copy(tables.plane("likelihood_of_persecution", 0), words);
  result.likelihood = codes("likelihood_of_persecution");
  result.extent_known = copy(tables.plane("extent_of_events", 0), words);
  result.extent = codes("extent_of_events");
  result.nationalities_listed = copy(tables.plane("nationalities", 0), words);
  const std::size_t linked_words = tables.words("unable_to_avail_protection");
  for (const std::size_t buffer : {std::size_t{0}, std::size_t{1}}) {
    result.unable[buffer] = copy(tables.plane("unable_to_avail_protection", buffer), linked_words);
    result.unwilling[buffer] = copy(tables.plane("unwilling_owing_to_fear", buffer), linked_words);
  }
  result.nationalities = tables.rows("unable_to_avail_protection");
  result.first = reinterpret_cast<const std::uint32_t*>(tables.entries("nationalities"));
  return result;
}

}  // namespace nansen::benchmarks
