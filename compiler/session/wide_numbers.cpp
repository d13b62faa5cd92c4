#include "compiler/session/wide_numbers.h"

#include <map>
#include <set>
#include <vector>

#include "compiler/layout/layout.h"
#include "compiler/lower/lower.h"
#include "compiler/passes/passes.h"
#include "compiler/provenance/provision_text.h"

namespace nansen::session {
namespace {

using program::DefinitionId;
using program::ExpressionId;
using program::ExpressionKind;
using program::TypeKind;

bool is_number(const program::Type& type) {
  return type.kind == TypeKind::Integer || type.kind == TypeKind::Decimal ||
         type.kind == TypeKind::Date || type.kind == TypeKind::Period;
}

/// True iff a part of the expression, heads aside, makes a number of other numbers or brings two to
/// a common scale.
bool works_with_numbers(const program::Program& program, ExpressionId id) {
  const program::Expression& expression = program.expressions[id];
  switch (expression.kind) {
    case ExpressionKind::Add:
    case ExpressionKind::Subtract:
    case ExpressionKind::Scale: return true;
    case ExpressionKind::Compare:
      if (is_number(program.expressions[expression.operands[0]].type)) return true;
      break;
    default: break;
  }
  for (const ExpressionId operand : expression.operands) {
    if (works_with_numbers(program, operand)) return true;
  }
  return false;
}

/// The definitions in whose own rules numbers are worked out or compared.
std::set<DefinitionId> numerical(const program::Program& program) {
  std::set<DefinitionId> found;
  for (std::size_t index = 0; index < program.rules.size(); ++index) {
    const program::Rule& rule = program.rules[program::RuleId(index)];
    const bool gives_number =
        rule.value.valid() && is_number(program.definitions[rule.definition].type);
    const bool works =
        gives_number || (rule.condition.valid() && works_with_numbers(program, rule.condition));
    if (works) found.insert(rule.definition);
  }
  return found;
}

bool fits(const ir::Module& module) {
  return layout::too_wide(module).empty() && layout::too_wide(passes::normalise(module)).empty();
}

bool fit(const program::Program& program, const std::vector<DefinitionId>& definitions) {
  lower::Request request;
  request.definitions = definitions;
  request.keep_rules = false;
  return fits(lower::lower(program, request));
}

}  // namespace

void report_wide_numbers(const program::Program& program, Emitter& emitter) {
  std::map<program::EntityId, std::vector<DefinitionId>> of_entity;
  for (const DefinitionId id : numerical(program)) {
    of_entity[program.definitions[id].entity].push_back(id);
  }
  for (const auto& [entity, definitions] : of_entity) {
    // Definitions rest on one another, so that all together are little more work than the longest.
    if (fit(program, definitions)) continue;
    for (const DefinitionId id : definitions) {
      if (fit(program, {id})) continue;
      const program::Definition& definition = program.definitions[id];
      emitter.emit(Code::NumberTooWide, definition.span, definition.name).provision =
          provision_text(definition.citation);
    }
  }
  for (const program::Limit& limit : program.limits) {
    if (!limit.counted.valid()) continue;
    lower::ExpressionRequest request;
    request.entity = limit.entity;
    request.expressions.emplace_back(limit.name, limit.counted);
    if (fits(lower::lower_expressions(program, request))) continue;
    emitter.emit(Code::NumberTooWide, limit.span, limit.name).provision =
        provision_text(limit.citation);
  }
}

}  // namespace nansen::session
