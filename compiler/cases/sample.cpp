// Random tables as CSV: a case, then at once all rows that belong to it.
#include "compiler/cases/sample.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/cases/cell.h"
#include "compiler/cases/draw.h"
#include "compiler/cases/writer.h"
#include "runtime/calendar.h"

namespace nansen::cases {
namespace {

using program::FactId;
using program::TypeKind;

/// `bound` rounded up to a whole number; with `down`, rounded down.
std::int64_t whole(const Rational& bound, bool down) {
  mpz_class result;
  if (down) {
    mpz_fdiv_q(result.get_mpz_t(), bound.get_num_mpz_t(), bound.get_den_mpz_t());
  } else {
    mpz_cdiv_q(result.get_mpz_t(), bound.get_num_mpz_t(), bound.get_den_mpz_t());
  }
  return result.get_si();
}

}  // namespace

Sampler::Sampler(const program::Program& program, program::EntityId entity,
                 const SampleOptions& options)
    : program_(program), options_(options), random_(options.seed) {
  tables_.push_back(main_table(entity));
  const std::vector<TableSchema> others = other_tables(program, entity);
  tables_.insert(tables_.end(), others.begin(), others.end());
  for (const std::string& name : options.tables) add_table(entity, name);
  for (const program::Fact& fact : program.facts) {
    // Years are stored as months; cells count years.
    const Rational units =
        fact.in_years ? Rational(1, 12) : Rational(static_cast<long>(fact.range.scale));
    ranges_.push_back(
        {whole(fact.range.least * units, false), whole(fact.range.greatest * units, true)});
  }
  std::map<std::string, std::size_t> numbers;
  for (std::size_t table = 0; table < tables_.size(); ++table) numbers[tables_[table].name] = table;
  for (std::size_t table = 0; table < tables_.size(); ++table) {
    for (const FactId id : program.entities[tables_[table].entity].facts) {
      if (program.facts[id].type.kind != TypeKind::Rows) continue;
      const auto below = numbers.find(linked_table(program, tables_[table], id).name);
      if (below != numbers.end()) below_[{table, id}] = below->second;
    }
  }
}

// The table called `name` and those above it, where they are tables that there are not yet.
void Sampler::add_table(program::EntityId entity, const std::string& name) {
  for (std::size_t end = name.find('.');; end = name.find('.', end + 1)) {
    const auto table = find_table(program_, entity, name.substr(0, end));
    if (!table) return;
    const bool there = std::any_of(tables_.begin(), tables_.end(), [&](const TableSchema& known) {
      return known.name == table->name;
    });
    if (!there) tables_.push_back(*table);
    if (end == std::string::npos) return;
  }
}

bool Sampler::write(std::vector<std::string>& texts, std::uint64_t limit) {
  texts.resize(tables_.size());
  const bool first = !begun_;
  if (first) {
    begun_ = true;
    write_headers(texts);
    write_referenced(texts);
  }
  if (written_ == options_.rows) return first;
  const std::uint64_t end = written_ + std::min(limit, options_.rows - written_);
  std::vector<std::string> keys;
  for (; written_ < end; ++written_) write_row(0, keys, std::to_string(written_ + 1), texts);
  return true;
}

// keys, `id`, then the facts; a link is the number of its rows where its table is written too.
void Sampler::write_headers(std::vector<std::string>& texts) const {
  for (std::size_t table = 0; table < tables_.size(); ++table) {
    std::string& text = texts[table];
    for (const std::string& key : tables_[table].keys) {
      append_csv_cell(key, text);
      text += ',';
    }
    text += id_column;
    for (const FactId id : program_.entities[tables_[table].entity].facts) {
      const program::Fact& fact = program_.facts[id];
      if (fact.type.kind == TypeKind::Rows && !table_below(table, id)) continue;
      text += ',';
      append_csv_cell(fact.name, text);
    }
    text += '\n';
  }
}

void Sampler::write_referenced(std::vector<std::string>& texts) {
  std::vector<std::string> keys;
  for (std::size_t table = 0; table < tables_.size(); ++table) {
    if (tables_[table].kind != TableKind::Referenced) continue;
    for (std::uint32_t row = 1; row <= options_.referenced_rows; ++row) {
      write_row(table, keys, std::to_string(row), texts);
    }
  }
}

std::optional<std::size_t> Sampler::table_below(std::size_t table, FactId link) const {
  const auto found = below_.find({table, link});
  if (found == below_.end()) return std::nullopt;
  return found->second;
}

// One row, then the rows linked to it.
void Sampler::write_row(std::size_t table, std::vector<std::string>& keys, const std::string& id,
                        std::vector<std::string>& texts) {
  std::string& text = texts[table];
  for (const std::string& key : keys) {
    append_csv_cell(key, text);
    text += ',';
  }
  text += id;
  std::vector<std::pair<std::size_t, std::uint64_t>> linked;
  for (const FactId fact_id : program_.entities[tables_[table].entity].facts) {
    const program::Fact& fact = program_.facts[fact_id];
    if (fact.type.kind != TypeKind::Rows) {
      text += ',';
      write_cell(fact_id, text);
      continue;
    }
    const std::optional<std::size_t> below = table_below(table, fact_id);
    if (!below) continue;
    linked.emplace_back(*below, random_.below(std::uint64_t{options_.most_linked_rows} + 1));
    text += ',';
    const bool known = (random_.bits(options_.unknown_per_million) & 1) == 0;
    if (known) text += std::to_string(linked.back().second);
  }
  text += '\n';
  keys.push_back(id);
  for (const auto& [below, count] : linked) {
    for (std::uint64_t row = 1; row <= count; ++row) {
      write_row(below, keys, std::to_string(row), texts);
    }
  }
  keys.pop_back();
}

void Sampler::write_cell(FactId fact, std::string& text) {
  const bool unknown = (random_.bits(options_.unknown_per_million) & 1) != 0;
  if (!unknown) write_value(fact, text);
}

// Of some days a range of up to a year; one range in four has no end on one side.
void Sampler::write_day(std::int64_t least, std::int64_t greatest, std::string& text) {
  const auto day = static_cast<std::int32_t>(draw_day(random_, least, greatest));
  const bool range =
      options_.ranges_per_million > 0 && (random_.bits(options_.ranges_per_million) & 1) != 0;
  if (!range) {
    text += runtime::format_date(day);
    return;
  }
  constexpr std::uint64_t longest = 366;
  const std::int32_t last =
      runtime::add_days(day, static_cast<std::int64_t>(random_.below(longest)));
  const std::uint64_t open = random_.below(8);
  text += day_range_text(open == 0 ? std::nullopt : std::optional(day),
                         open == 1 ? std::nullopt : std::optional(last));
}

void Sampler::write_value(FactId id, std::string& text) {
  const program::Fact& fact = program_.facts[id];
  const Range& range = ranges_[static_cast<std::size_t>(id.index)];
  const program::Type& type = fact.type;
  switch (type.kind) {
    case TypeKind::Boolean: text += random_.below(2) == 0 ? "no" : "yes"; break;
    case TypeKind::Enumeration: {
      const auto& members = program_.enumerations[type.enumeration].members;
      text += members[random_.below(members.size())].name;
      break;
    }
    case TypeKind::Set: {
      const program::Enumeration& enumeration = program_.enumerations[type.enumeration];
      const std::size_t before = text.size();
      for (const program::Member& member : enumeration.members) {
        if (random_.below(2) == 0) continue;
        if (text.size() > before) text += set_separator;
        text += member.name;
      }
      if (text.size() == before) text += empty_set_text(enumeration);
      break;
    }
    case TypeKind::Date: write_day(range.least, range.greatest, text); break;
    case TypeKind::Period:
      append_exact(draw_number(random_, range.least, range.greatest, 1), 1, text);
      break;
    case TypeKind::Integer:
    case TypeKind::Decimal: {
      const std::int64_t scale = fact.range.scale;
      append_exact(draw_number(random_, range.least, range.greatest, scale), scale, text);
      break;
    }
    case TypeKind::Reference:
      text += std::to_string(random_.below(options_.referenced_rows) + 1);
      break;
    case TypeKind::Rows:
    case TypeKind::Invalid: break;
  }
}

}  // namespace nansen::cases
