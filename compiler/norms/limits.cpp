// What counts toward limits, read from batches.
#include <fmt/format.h>

#include "compiler/cases/schema.h"
#include "compiler/layout/layout.h"
#include "compiler/norms/collected.h"
#include "compiler/program/in_force.h"

namespace nansen::norms {
namespace {

using program::LimitWindow;

bool bit(const std::uint64_t* plane, std::size_t row) {
  return ((plane[row / 64] >> (row % 64)) & 1U) != 0;
}

// The output called `name`, of those that `expressions_of` asks for.
std::size_t output_of(const ir::Module& module, const std::string& name) {
  std::size_t at = 0;
  while (module.outputs[at].name != name) ++at;
  return at;
}

std::string condition_name(std::size_t limit) { return fmt::format("condition {}", limit); }
std::string amount_name(std::size_t limit) { return fmt::format("amount {}", limit); }

ir::ColumnId column_of(const program::Program& program, const ir::Module& module,
                       program::FactId fact) {
  return cases::column_of(module, ir::DomainId(0), program.facts[fact].name);
}

// The number of the year or month in which `day` lies.
std::int64_t window_number(LimitWindow window, std::int32_t day) {
  const runtime::Date date = runtime::date_of(day);
  return window == LimitWindow::CalendarYear
             ? date.year
             : static_cast<std::int64_t>(date.year) * 12 + date.month - 1;
}

std::optional<std::int64_t> number_at(const runtime::Table& table, std::size_t row,
                                      std::size_t position) {
  if (!table.plane(row, position, 0)) return std::nullopt;
  return table.number(row, position);
}

// Between which days a day lies; what is absent is not known.
struct Days {
  std::optional<std::int32_t> least;
  std::optional<std::int32_t> greatest;
};

Days days_at(const runtime::Table& table, std::size_t row,
             const std::optional<DayColumns>& columns) {
  if (!columns) return {};
  const auto day = [&](std::size_t position) -> std::optional<std::int32_t> {
    if (!table.plane(row, position, 0)) return std::nullopt;
    return static_cast<std::int32_t>(table.number(row, position));
  };
  return {day(columns->least), day(columns->greatest)};
}

// What is still there has an end that never comes; where nothing is known of an end, it may have
// come at once.
Presence presence(const Days& from, const Days& until) {
  Presence there;
  there.earliest = from.least.value_or(always);
  there.from = from.greatest.value_or(no_end);
  there.until = until.least.value_or(always);
  there.latest = until.greatest.value_or(no_end);
  return there;
}

// What `fact` says of `row`, as a number that stands for it.
std::optional<std::int64_t> part_of(const ir::Module& module, const cases::CaseBatch& batch,
                                    std::size_t row, GroupFact& fact) {
  const runtime::Table& table = *batch.batch.tables[0];
  const ir::Column& column = module.columns[fact.column];
  if (column.kind == ir::ColumnKind::Boolean) {
    if (table.plane(row, fact.position, 0)) return 1;
    if (table.plane(row, fact.position, 1)) return 0;
    return std::nullopt;
  }
  const auto number = number_at(table, row, fact.position);
  if (!number || column.kind != ir::ColumnKind::Reference) return number;
  const auto& ids = *batch.row_ids[static_cast<std::size_t>(column.target.index)];
  const std::string_view id = ids[static_cast<std::size_t>(*number)];
  const auto found = fact.numbers.find(id);
  if (found != fact.numbers.end()) return found->second;
  fact.names.emplace_back(id);
  const auto next = static_cast<std::int64_t>(fact.names.size() - 1);
  fact.numbers.emplace(id, next);
  return next;
}

}  // namespace

lower::ExpressionRequest expressions_of(const program::Program& program, const Asked& asked) {
  lower::ExpressionRequest request;
  request.entity = asked.entity;
  request.readings = asked.readings;
  request.as_of = asked.as_of;
  for (std::size_t at = 0; at < asked.limits.size(); ++at) {
    const program::Limit& limit = program.limits[asked.limits[at]];
    if (limit.condition.valid()) {
      request.expressions.emplace_back(condition_name(at), limit.condition);
    }
    if (limit.counted.valid()) request.expressions.emplace_back(amount_name(at), limit.counted);
    for (const program::FactId fact : {limit.day, limit.until}) {
      if (fact.valid()) request.columns.push_back(fact);
    }
    request.columns.insert(request.columns.end(), limit.by.begin(), limit.by.end());
  }
  return request;
}

Limits::Limits(const program::Program& program, const ir::Module& module, const Asked& asked)
    : program_(program), module_(module), asked_(asked) {
  for (std::size_t at = 0; at < asked.limits.size(); ++at) {
    const program::Limit& limit = program.limits[asked.limits[at]];
    Collected& collected = limits_.emplace_back();
    collected.limit = asked.limits[at];
    if (limit.condition.valid()) collected.condition = output_of(module, condition_name(at));
    if (limit.counted.valid()) collected.amount = output_of(module, amount_name(at));
    const auto days = [&](program::FactId fact) {
      const ir::ColumnId least = column_of(program, module, fact);
      const ir::ColumnId greatest = cases::greatest_column(module, least);
      return DayColumns{layout::position_of(module, least), layout::position_of(module, greatest)};
    };
    if (limit.day.valid()) collected.day = days(limit.day);
    if (limit.until.valid()) collected.until = days(limit.until);
    for (const program::FactId fact : limit.by) {
      const ir::ColumnId column = column_of(program, module, fact);
      collected.by.push_back(
          {program.facts[fact].name, column, layout::position_of(module, column)});
    }
  }
}

Limits::~Limits() = default;

void Limits::add(const cases::CaseBatch& batch, const runtime::Results& results,
                 const std::string& path, Emitter& emitter) {
  const runtime::Table& table = *batch.batch.tables[0];
  std::vector<std::optional<std::size_t>> acts(batch.size());
  for (Collected& collected : limits_) {
    const program::Limit& limit = program_.limits[collected.limit];
    if (!program::in_force(program_.instruments[limit.instrument], asked_.as_of)) continue;
    if (collected.amount) collected.scale = results.shapes()[*collected.amount].scale;
    for (std::size_t row = 0; row < batch.size(); ++row) {
      Counted counted{.certain = true, .known = true, .amount = 1};
      if (collected.condition) {
        if (bit(results.plane(*collected.condition, 0, false), row)) continue;
        counted.certain = bit(results.plane(*collected.condition, 0, true), row);
      }
      if (collected.amount) {
        counted.known = bit(results.plane(*collected.amount, 0, true), row);
        counted.amount = counted.known ? results.numbers(*collected.amount)[row] : 0;
        if (counted.amount < 0) {
          Rational number(mpz_class(counted.amount), mpz_class(collected.scale));
          number.canonicalize();
          emitter.emit(Code::NegativeAmount, FileLocation{path}, std::string(batch.ids[row]), path,
                       nansen::to_string(number), limit.name);
          continue;
        }
        if (counted.known && counted.amount == 0) continue;
      }
      Place place;
      for (GroupFact& fact : collected.by) place.push_back(part_of(module_, batch, row, fact));
      const Days day = days_at(table, row, collected.day);
      if (limit.window != LimitWindow::Always && day.least == runtime::last_day) continue;  // never
      if (limit.window == LimitWindow::AtOnce) {
        counted.there = presence(day, days_at(table, row, collected.until));
        if (counted.there.latest <= counted.there.earliest) continue;
      } else if (limit.window != LimitWindow::Always) {
        place.emplace_back();
        if (day.least && day.greatest) {
          const std::int64_t first = window_number(limit.window, *day.least);
          if (first == window_number(limit.window, *day.greatest)) place.back() = first;
        }
        if (day.least) counted.first_window = window_number(limit.window, *day.least);
        if (day.greatest) counted.last_window = window_number(limit.window, *day.greatest);
      }
      const auto [number, fresh] =
          collected.numbers.emplace(std::move(place), collected.places.size());
      if (fresh) collected.places.push_back(number->first);
      counted.place = number->second;
      if (!acts[row]) {
        acts[row] = acts_.size();
        acts_.emplace_back(batch.ids[row]);
      }
      counted.act = *acts[row];
      collected.rows.push_back(counted);
    }
  }
}

std::vector<LimitAnswer> Limits::answers() const {
  std::vector<LimitAnswer> answers;
  for (const Collected& collected : limits_) {
    answers.push_back(Adding(program_, module_, acts_, collected).answer());
  }
  return answers;
}

}  // namespace nansen::norms
