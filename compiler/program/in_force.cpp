#include "compiler/program/in_force.h"

namespace nansen::program {

std::optional<std::int32_t> first_day(const Instrument& instrument) {
  return instrument.in_force ? instrument.in_force : instrument.adopted;
}

bool in_force(const Instrument& instrument, std::optional<std::int32_t> day) {
  if (!day) return true;
  const std::optional<std::int32_t> first = first_day(instrument);
  return (!first || *day >= *first) && (!instrument.repealed || *day < *instrument.repealed);
}

const Instrument* other_instrument(const Program& program, RuleId rule) {
  const Rule& entry = program.rules[rule];
  const Instrument& own = program.instruments[program.definitions[entry.definition].instrument];
  const std::string& name = entry.citation.instrument;
  if (name == own.name) return nullptr;
  for (std::size_t index = 0; index < program.instruments.size(); ++index) {
    const Instrument& other = program.instruments[InstrumentId(index)];
    if (other.name == name) return &other;
  }
  return nullptr;
}

bool in_force(const Program& program, RuleId rule, std::optional<std::int32_t> day) {
  if (!day) return true;
  // What a day is where a step of a status does not count yet: a definition always gives one.
  const Rule& entry = program.rules[rule];
  const bool gives = entry.role == RuleRole::Otherwise ||
                     (entry.role == RuleRole::Base && !entry.condition.valid());
  if (entry.cause == RuleCause::Implied && gives) return true;
  const Instrument* other = other_instrument(program, rule);
  return other == nullptr || in_force(*other, day);
}

}  // namespace nansen::program
