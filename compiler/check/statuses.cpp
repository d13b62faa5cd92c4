// Statuses and clocks: their names, and what belongs to which.
#include "compiler/check/statuses.h"

#include <algorithm>
#include <utility>

#include "compiler/check/declare.h"
#include "compiler/check/made.h"
#include "compiler/check/named.h"
#include "compiler/check/types.h"

namespace nansen::check {
namespace {

using program::ClockId;
using program::DefinitionRole;
using program::StatusId;
using program::TypeKind;

/// The gap of a clock, in days or months.
void set_gap(Context& context, program::Clock& clock, const ast::StartsAnewClause& written) {
  const auto* period = std::get_if<ast::PeriodLiteral>(&written.gap->node);
  if (period == nullptr || period->count < 1 || period->count > program::period_limit) {
    if (!std::holds_alternative<ast::Missing>(written.gap->node)) {
      context.report(Code::GapNotFixed, written.gap->span);
    }
    return;
  }
  clock.gap_in_months = period_type(period->unit).in_months;
  clock.longest_gap = period_number(period->count, period->unit).get_num().get_si();
}

void count_toward(Context& context, const Written<ast::Status>& where,
                  const std::vector<ast::CountsTowardClause>& clauses, StatusId id) {
  for (const ast::CountsTowardClause& clause : clauses) {
    const ClockId found = resolve_clock(context, where.file, where.instrument, clause.clock);
    if (!found.valid()) continue;
    program::Clock& clock = context.program.clocks[found];
    program::Status& status = context.program.statuses[id];
    if (clock.entity != status.entity) {
      context.report(Code::StatusOfOtherEntity, clause.clock.span, status.name,
                     context.program.entities[status.entity].name, clock.name,
                     context.program.entities[clock.entity].name);
      continue;
    }
    if (std::find(status.clocks.begin(), status.clocks.end(), found) != status.clocks.end()) {
      context.report(Code::RepeatedClause, clause.span, "counts toward " + clock.name);
      continue;
    }
    status.clocks.push_back(found);
    clock.statuses.push_back(id);
  }
}

}  // namespace

StatusId resolve_status(Context& context, FileId file, program::InstrumentId instrument,
                        const ast::Path& path) {
  return resolve_named(context, file, instrument, path, context.time.status_names,
                       Code::UnknownStatus);
}

ClockId resolve_clock(Context& context, FileId file, program::InstrumentId instrument,
                      const ast::Path& path) {
  return resolve_named(context, file, instrument, path, context.time.clock_names,
                       Code::UnknownClock);
}

void declare_clock(Context& context, const Written<ast::Clock>& entry) {
  const ast::Clock& written = *entry.text;
  const std::pair key(entry.instrument, written.name.text);
  const auto other = context.time.clock_names.find(key);
  if (other != context.time.clock_names.end()) {
    return report_duplicate(context, written.name.text, written.name.span,
                            context.program.clocks[other->second].span);
  }
  program::Clock clock;
  clock.name = written.name.text;
  clock.title = written.title ? written.title->text : "";
  clock.instrument = entry.instrument;
  clock.entity = resolve_entity(context, entry.file, written.entity);
  if (!clock.entity.valid()) return;
  clock.citation = entry.citation;
  clock.span = written.name.span;
  if (written.starts_anew.size() > 1) {
    context.report(Code::RepeatedClause, written.starts_anew[1].span, "starts anew")
        .labels.push_back({written.starts_anew[0].span, "it is first said here"});
  }
  if (!written.starts_anew.empty()) set_gap(context, clock, written.starts_anew[0]);
  Annotations sorted = sort_annotations(written.annotations);
  clock.sources = std::move(sorted.sources);
  clock.notes = std::move(sorted.notes);
  clock.unverified = std::move(sorted.unverified);
  context.time.clock_names.emplace(key, context.program.clocks.add(std::move(clock)));
  context.time.clocks.push_back(entry);
}

void declare_status(Context& context, const Written<ast::Status>& entry) {
  const ast::Status& written = *entry.text;
  const program::EntityId entity = resolve_entity(context, entry.file, written.entity);
  if (!entity.valid()) return;
  const auto part = [&](const std::string& name, TypeKind type, DefinitionRole role) {
    return declare_made(context, entry.file, entry.instrument, name, entity, type_of_kind(type),
                        role, entry.citation, written.name.span);
  };
  const std::string& name = written.name.text;
  program::Status status;
  status.name = name;
  status.title = written.title ? written.title->text : "";
  status.instrument = entry.instrument;
  status.entity = entity;
  status.citation = entry.citation;
  status.span = written.name.span;
  status.held = part(name, TypeKind::Boolean, DefinitionRole::Status);
  if (!status.held.valid()) return;
  const auto day = [&](const std::string& words) {
    return part(name + "." + words, TypeKind::Date, DefinitionRole::StatusPart);
  };
  status.first_day = day("first_day");
  status.natural_last_day = day("natural_last_day");
  status.last_day = day("last_day");
  status.ran_its_course =
      part(name + ".ran_its_course", TypeKind::Boolean, DefinitionRole::StatusPart);
  const StatusId id = context.program.statuses.add(std::move(status));
  context.time.status_names.emplace(std::pair(entry.instrument, name), id);
  context.time.statuses.push_back({entry, {}});
}

void link_statuses(Context& context) {
  for (const Written<ast::StatusAddition>& addition : context.time.additions) {
    const InProvision in(context, addition.citation);
    const StatusId id =
        resolve_status(context, addition.file, addition.instrument, addition.text->status);
    if (!id.valid()) continue;
    context.time.statuses[static_cast<std::size_t>(id.index)].additions.push_back(addition);
  }
  for (std::size_t index = 0; index < context.time.statuses.size(); ++index) {
    const StatusText& entry = context.time.statuses[index];
    const StatusId id(index);
    {
      const InProvision in(context, entry.where.citation);
      count_toward(context, entry.where, entry.where.text->counts_toward, id);
    }
    for (const Written<ast::StatusAddition>& addition : entry.additions) {
      const InProvision in(context, addition.citation);
      const Written<ast::Status> where{&addition.text->clauses, addition.file, addition.instrument,
                                       addition.citation};
      count_toward(context, where, where.text->counts_toward, id);
    }
  }
  for (std::size_t index = 0; index < context.program.clocks.size(); ++index) {
    const program::Clock& clock = context.program.clocks[ClockId(index)];
    const InProvision in(context, clock.citation);
    if (clock.statuses.empty()) context.report(Code::ClockWithoutStatus, clock.span, clock.name);
  }
}

}  // namespace nansen::check
