// Norms over acts, limits over sums of acts, whom an instrument binds, and reservations.
#include "compiler/check/norms.h"

#include <utility>

#include "compiler/check/addresses.h"
#include "compiler/check/declare.h"
#include "compiler/check/made.h"
#include "compiler/check/paths.h"
#include "compiler/check/types.h"
#include "compiler/check/vocabulary.h"
#include "compiler/logic/logic.h"

namespace nansen::check {
namespace {

using program::CompareOperator;
using program::DefinitionId;
using program::DefinitionRole;
using program::ExpressionId;
using program::RuleId;
using program::TypeKind;

program::NormKind kind_of(ast::DefinitionMark mark) {
  switch (mark) {
    case ast::DefinitionMark::Permit: return program::NormKind::Permit;
    case ast::DefinitionMark::Oblige: return program::NormKind::Oblige;
    default: return program::NormKind::Prohibit;
  }
}

}  // namespace

// ---- norms -------------------------------------------------------------------------------------

void declare_norm(Context& context, DefinitionId definition, const ast::Definition& written,
                  FileId file, const Citation& citation) {
  const program::Definition entry = context.program.definitions[definition];
  const auto part = [&](const std::string& name) {
    return declare_made(context, file, entry.instrument, entry.name + "." + name, entry.entity,
                        boolean_type(), DefinitionRole::NormPart, citation, written.name.span);
  };
  program::Norm norm;
  norm.kind = kind_of(written.mark);
  norm.holds = definition;
  if (norm.kind == program::NormKind::Prohibit) norm.breached = definition;
  if (norm.kind == program::NormKind::Oblige) {
    norm.fulfilled = part("fulfilled");
    norm.breached = part("breached");
    if (!norm.fulfilled.valid() || !norm.breached.valid()) return;
  }
  context.program.norms.add(norm);
}

void build_duty(Context& context, DefinitionId definition, const ast::Definition& written,
                FileId file) {
  const program::Definition& entry = context.program.definitions[definition];
  const DefinitionId fulfilled = context.definition(entry.instrument, entry.name + ".fulfilled");
  const DefinitionId breached = context.definition(entry.instrument, entry.name + ".breached");
  const Citation citation = entry.citation;
  if (!fulfilled.valid() || !breached.valid()) return;
  const Span span = written.duty == nullptr ? written.span : written.duty->span;
  Maker maker(context, file, span);
  const RuleId root = maker.root(fulfilled, citation);
  if (written.duty != nullptr) {
    maker.checker(root).set_condition(root, *written.duty);
  } else {
    maker.set_condition(root, maker.yes());  // it could not be read, which has been reported
  }
  maker.set_condition(
      maker.root(breached, citation),
      maker.all({maker.value_of(definition), maker.negated(maker.value_of(fulfilled))}));
}

void report_opposed_norms(Context& context) {
  const program::Program& program = context.program;
  logic::Logic logic(program);
  const auto root = [&](const program::Norm& norm) { return program.definitions[norm.holds].root; };
  for (std::size_t first = 0; first < program.norms.size(); ++first) {
    const program::Norm& prohibition = program.norms[program::NormId(first)];
    if (prohibition.kind != program::NormKind::Prohibit) continue;
    const program::Definition& one = program.definitions[prohibition.holds];
    for (std::size_t second = 0; second < program.norms.size(); ++second) {
      const program::Norm& permission = program.norms[program::NormId(second)];
      const program::Definition& other = program.definitions[permission.holds];
      if (permission.kind != program::NormKind::Permit || other.entity != one.entity ||
          other.instrument != one.instrument ||
          logic.together({logic.holds(root(prohibition)), logic.holds(root(permission))}) !=
              logic::Answer::Can) {
        continue;
      }
      const InProvision in(context, other.citation);
      context.report(Code::OpposedNorms, other.span, one.name, other.name)
          .labels.push_back({one.span, "the prohibition is here"});
    }
  }
}

// ---- whom an instrument binds ------------------------------------------------------------------

namespace {

DefinitionId declare_part(Context& context, FileId file, program::InstrumentId instrument,
                          const std::string& name, program::EntityId entity, TypeKind type,
                          const Citation& citation, Span span) {
  return declare_made(context, file, instrument, name, entity, type_of_kind(type),
                      DefinitionRole::Binding, citation, span);
}

void build_binding(Context& context, const Written<ast::BindsClause>& entry) {
  const ast::BindsClause& written = *entry.text;
  const InProvision in(context, entry.citation);
  const std::string name = "binds." + written.entity.text;
  const DefinitionId binds = context.definition(entry.instrument, name);
  const DefinitionId from = context.definition(entry.instrument, name + ".from");
  const DefinitionId until = context.definition(entry.instrument, name + ".until");
  if (!binds.valid() || !from.valid() || !until.valid()) return;
  if (context.program.definitions[from].root.valid()) return;  // said twice, which was reported
  Maker maker(context, entry.file, written.span);
  const auto day = [&](RuleId rule, const ast::Expression& expression) {
    return maker.checker(rule).value(expression, type_of_kind(TypeKind::Date));
  };

  const RuleId first = maker.root(from, entry.citation, written.annotations);
  const ExpressionId begins = day(first, *written.from);
  if (written.condition == nullptr) {
    maker.set_value(first, begins);
  } else {
    const RuleId rule = maker.choose(first, maker.yes(), begins, maker.never());
    maker.set_condition(rule, maker.checker(rule).boolean(*written.condition));
  }

  const RuleId last = maker.root(until, entry.citation);
  maker.set_value(last, written.until == nullptr ? maker.never() : day(last, *written.until));

  const RuleId root = maker.root(binds, entry.citation, written.annotations);
  context.program.rules[root].cause = program::RuleCause::Written;
  std::vector<ExpressionId> conditions{
      maker.compare(CompareOperator::AtMost, maker.value_of(from), maker.day_asked())};
  if (written.until != nullptr) {
    conditions.push_back(
        maker.compare(CompareOperator::LessThan, maker.day_asked(), maker.value_of(until)));
  }
  maker.set_condition(root, maker.all(std::move(conditions)));
}

/// The references that `path` goes through, from a row of `entity`; empty after an error.
std::vector<program::FactId> resolve_references(Context& context, program::EntityId entity,
                                                const ast::Path& path) {
  std::vector<program::FactId> facts;
  for (const ast::Name& name : path.parts) {
    const auto fact = find_fact(context, entity, name.text);
    if (!fact) {
      std::vector<std::string> candidates;
      add_fact_names(context, entity, candidates);
      context.report(Code::UnknownFact, name.span, name.text, context.program.entities[entity].name,
                     did_you_mean(name.text, candidates));
      return {};
    }
    const program::Type& type = context.program.facts[*fact].type;
    if (type.kind != TypeKind::Reference) {
      if (type.kind != TypeKind::Invalid) {
        context.report(Code::TypeMismatch, name.span, "a reference to another row",
                       to_string(context.program, type));
      }
      return {};
    }
    facts.push_back(*fact);
    entity = type.entity;
  }
  return facts;
}

void build_binding_through(Context& context, const Written<ast::BindsThroughClause>& entry) {
  const ast::BindsThroughClause& written = *entry.text;
  const InProvision in(context, entry.citation);
  const DefinitionId binds = context.definition(entry.instrument, "binds." + written.entity.text);
  if (!binds.valid() || context.program.definitions[binds].root.valid()) return;
  const program::EntityId entity = context.program.definitions[binds].entity;
  Maker maker(context, entry.file, written.span);
  const RuleId root = maker.root(binds, entry.citation);
  maker.set_condition(root, maker.yes());
  const std::vector<program::FactId> facts = resolve_references(context, entity, written.through);
  if (facts.empty()) return;
  const program::EntityId bound = context.program.facts[facts.back()].type.entity;
  const std::string& name = context.program.entities[bound].name;
  const DefinitionId target = context.definition(entry.instrument, "binds." + name);
  if (!target.valid() || target == binds) {
    context.report(Code::BindsNoOneYet, written.through.span,
                   context.program.instruments[entry.instrument].name, name);
    return;
  }
  program::Subject subject;
  subject.references = facts;
  maker.set_condition(root, maker.value_of(target, std::move(subject)));
}

}  // namespace

void declare_binding(Context& context, const Written<ast::BindsClause>& entry) {
  const ast::BindsClause& written = *entry.text;
  program::Binding binding;
  binding.instrument = entry.instrument;
  binding.entity = resolve_entity(context, entry.file, written.entity);
  if (!binding.entity.valid()) return;
  const auto part = [&](const std::string& name, TypeKind type) {
    return declare_part(context, entry.file, entry.instrument, "binds." + name, binding.entity,
                        type, entry.citation, written.span);
  };
  const std::string& name = written.entity.text;
  binding.binds = part(name, TypeKind::Boolean);
  if (!binding.binds.valid()) return;
  binding.from = part(name + ".from", TypeKind::Date);
  binding.until = part(name + ".until", TypeKind::Date);
  binding.span = written.span;
  context.program.bindings.add(binding);
  context.norms.binds.push_back(entry);
}

void declare_binding_through(Context& context, const Written<ast::BindsThroughClause>& entry) {
  const ast::BindsThroughClause& written = *entry.text;
  program::Binding binding;
  binding.instrument = entry.instrument;
  binding.entity = resolve_entity(context, entry.file, written.entity);
  if (!binding.entity.valid()) return;
  binding.binds =
      declare_part(context, entry.file, entry.instrument, "binds." + written.entity.text,
                   binding.entity, TypeKind::Boolean, entry.citation, written.span);
  if (!binding.binds.valid()) return;
  if (!written.through.parts.empty()) {
    const auto through = find_fact(context, binding.entity, written.through.parts.front().text);
    if (through) binding.through = *through;
  }
  binding.span = written.span;
  context.program.bindings.add(binding);
  context.norms.binds_through.push_back(entry);
}

void build_bindings(Context& context) {
  for (const auto& entry : context.norms.binds) build_binding(context, entry);
  for (const auto& entry : context.norms.binds_through) build_binding_through(context, entry);
}

// ---- limits ------------------------------------------------------------------------------------

namespace {

bool groups(const program::Type& type) {
  return type.kind == TypeKind::Reference || type.kind == TypeKind::Enumeration ||
         type.kind == TypeKind::Integer || type.kind == TypeKind::Boolean;
}

class LimitBuilder {
 public:
  LimitBuilder(Context& context, program::LimitId id, const Written<ast::Limit>& entry)
      : context_(context),
        id_(id),
        entry_(entry),
        written_(*entry.text),
        maker_(context, entry.file, entry.text->span) {}

  void build() {
    const InProvision in(context_, limit().citation);
    const DefinitionId counts = context_.definition(entry_.instrument, limit().name + ".counts");
    const RuleId root = maker_.root(counts, limit().citation, written_.annotations);
    maker_.set_condition(root, maker_.yes());
    if (written_.condition != nullptr) {
      maker_.checker(root).set_condition(root, *written_.condition);
    }
    // Also where nothing is written: a clause elsewhere may take rows out.
    limit().condition = maker_.value_of(counts);
    program::Type unit = type_of_kind(TypeKind::Integer);
    if (written_.counted != nullptr) {
      const ExpressionId counted = maker_.checker(root).any(*written_.counted);
      unit = context_.expression(counted).type;
      if (unit.kind != TypeKind::Invalid && !is_number(unit)) {
        context_.report(Code::TypeMismatch, written_.counted->span, "a number",
                        to_string(context_.program, unit));
        unit = {};
      }
      limit().counted = counted;
    }
    build_most(root, unit);
    if (written_.day) limit().day = date_fact(*written_.day);
    if (written_.until) limit().until = date_fact(*written_.until);
    for (const ast::Path& path : written_.by) {
      const auto fact = own_fact(path);
      if (!fact) continue;
      const program::Type& type = context_.program.facts[*fact].type;
      if (type.kind != TypeKind::Invalid && !groups(type)) {
        context_.report(Code::UnsuitedGroup, path.span, path_text(path),
                        to_string(context_.program, type));
        continue;
      }
      limit().by.push_back(*fact);
    }
  }

 private:
  program::Limit& limit() { return context_.program.limits[id_]; }

  /// A number or a parameter, of the unit of what is counted.
  void build_most(RuleId root, const program::Type& unit) {
    if (const auto* path = std::get_if<ast::Path>(&written_.at_most->node)) {
      if (path->parts.size() == 1) {
        const auto named =
            context_.formulas.parameter_names.find({entry_.instrument, path->parts[0].text});
        if (named != context_.formulas.parameter_names.end()) {
          limit().parameter = named->second;
          const program::Parameter& parameter = context_.program.parameters[named->second];
          limit().at_most = parameter.value;
          check_unit_of(parameter.type, unit, path->span);
          return;
        }
      }
    }
    const ExpressionId most = maker_.checker(root).any(*written_.at_most);
    const program::Expression& given = context_.expression(most);
    if (given.type.kind == TypeKind::Invalid) return;
    if (given.kind != program::ExpressionKind::NumberConstant || !is_number(given.type)) {
      context_.report(Code::MostNotFixed, written_.at_most->span);
      return;
    }
    limit().at_most = given.number;
    check_unit_of(given.type, unit, written_.at_most->span);
  }

  /// Rows are counted without a unit, or in any.
  void check_unit_of(const program::Type& most, const program::Type& counted, Span span) {
    if (written_.counted == nullptr || counted.kind == TypeKind::Invalid ||
        most.unit == counted.unit) {
      return;
    }
    context_.report(Code::UnitMismatch, span, unit_text(context_.program, counted.unit),
                    unit_text(context_.program, most.unit));
  }

  std::optional<program::FactId> own_fact(const ast::Path& path) {
    if (path.parts.empty()) return std::nullopt;  // it could not be read, which has been reported
    const ast::Name& name = path.parts.front();
    const auto fact = find_fact(context_, limit().entity, name.text);
    if (fact && path.parts.size() == 1) return fact;
    std::vector<std::string> candidates;
    add_fact_names(context_, limit().entity, candidates);
    context_.report(Code::UnknownFact, path.span, path_text(path),
                    context_.program.entities[limit().entity].name,
                    did_you_mean(name.text, candidates));
    return std::nullopt;
  }

  program::FactId date_fact(const ast::Path& path) {
    const auto fact = own_fact(path);
    if (!fact) return {};
    const program::Type& type = context_.program.facts[*fact].type;
    if (type.kind != TypeKind::Date && type.kind != TypeKind::Invalid) {
      context_.report(Code::TypeMismatch, path.span, "a date", to_string(context_.program, type));
    }
    return *fact;
  }

  Context& context_;
  program::LimitId id_;
  const Written<ast::Limit>& entry_;
  const ast::Limit& written_;
  Maker maker_;
};

}  // namespace

void declare_limit(Context& context, const Written<ast::Limit>& entry) {
  const ast::Limit& written = *entry.text;
  program::Limit limit;
  limit.name = written.name.text;
  limit.instrument = entry.instrument;
  limit.entity = resolve_entity(context, entry.file, written.entity);
  if (!limit.entity.valid()) return;
  limit.citation = entry.citation;
  limit.span = written.name.span;
  limit.window = static_cast<program::LimitWindow>(written.window);
  Annotations sorted = sort_annotations(written.annotations);
  limit.sources = std::move(sorted.sources);
  limit.notes = std::move(sorted.notes);
  limit.unverified = std::move(sorted.unverified);
  const DefinitionId other = context.definition(entry.instrument, limit.name);
  if (other.valid()) {
    return report_duplicate(context, limit.name, written.name.span,
                            context.program.definitions[other].span);
  }
  const DefinitionId counts =
      declare_made(context, entry.file, entry.instrument, limit.name + ".counts", limit.entity,
                   boolean_type(), DefinitionRole::NormPart, entry.citation, written.name.span);
  if (!counts.valid()) return;
  context.program.limits.add(std::move(limit));
  context.norms.limits.push_back(entry);
}

void build_limits(Context& context) {
  for (std::size_t index = 0; index < context.norms.limits.size(); ++index) {
    LimitBuilder(context, program::LimitId(index), context.norms.limits[index]).build();
  }
}

// ---- reservations ------------------------------------------------------------------------------

namespace {

/// The provisions that a reservation speaks of: where its target stands.
std::vector<Citation> provisions_of(Context& context, const ClauseEntry& clause) {
  std::vector<Citation> provisions;
  if (const auto* path = std::get_if<ast::Path>(&clause.text->target)) {
    const DefinitionId target = resolve_definition(context, clause.file, clause.instrument, *path);
    if (target.valid()) provisions.push_back(context.program.definitions[target].citation);
    return provisions;
  }
  const auto& address = std::get<ast::Address>(clause.text->target);
  for (const RuleId rule :
       find_rules(context, clause.file, clause.instrument, address, clause.text)) {
    provisions.push_back(context.program.rules[rule].citation);
  }
  return provisions;
}

bool covers(const ast::Address& address, const Citation& provision) {
  if (!steps_match(address.divisions, provision.divisions)) return false;
  if (address.heads.size() > provision.heads.size()) return false;
  for (std::size_t at = 0; at < address.heads.size(); ++at) {
    if (address.heads[at].text != provision.heads[at]) return false;
  }
  return true;
}

}  // namespace

void check_reservations(Context& context) {
  for (const ClauseEntry& clause : context.clauses) {
    if (!clause.text->reservation) continue;
    const InProvision in(context, clause.citation);
    for (const Citation& provision : provisions_of(context, clause)) {
      for (const auto& forbidden : context.norms.no_reservation) {
        if (context.program.instruments[forbidden.instrument].name != provision.instrument) {
          continue;
        }
        for (const ast::Address& address : forbidden.text->provisions) {
          if (!covers(address, provision)) continue;
          context
              .report(Code::ReservationForbidden, clause.text->span,
                      provision_text(forbidden.citation), to_string(provision))
              .labels.push_back({address.span, "no reservation is admitted to this"});
        }
      }
    }
  }
}

}  // namespace nansen::check
