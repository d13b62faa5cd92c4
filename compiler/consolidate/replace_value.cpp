// `replace the value of PLACE with VALUE`.
#include <fmt/format.h>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/amending.h"
#include "compiler/consolidate/words.h"

namespace nansen::consolidate {

namespace {

/// What a place is, and nothing else of it.
struct ValueSlot {
  ast::ExpressionPtr* slot = nullptr;
  Need need = Need::Whole;
  std::vector<ast::Annotation>* notes = nullptr;
};

ast::FormulaLine* only_line(ast::Formula& formula) {
  for (ast::FormulaLine& line : formula.lines) {
    if (formula.lines.size() == 1 || line.name.text == formula.name.text) return &line;
  }
  return nullptr;
}

ValueSlot slot_of_item(Item& item) {
  if (auto* definition = provision_as<ast::Definition>(item)) {
    if (!definition->base || definition->mark == ast::DefinitionMark::Oblige) return {};
    const bool sum = definition->mark == ast::DefinitionMark::Right;
    return {&definition->base, sum ? Need::Sum : Need::Whole, &definition->annotations};
  }
  if (auto* clause = provision_as<ast::Clause>(item)) {
    if (!clause->value) return {};
    return {&clause->value, Need::Sum, &clause->annotations};
  }
  if (auto* formula = provision_as<ast::Formula>(item)) {
    ast::FormulaLine* line = only_line(*formula);
    if (line == nullptr) return {};
    return {&line->value, Need::Line, &line->annotations};
  }
  if (auto* allocation = provision_as<ast::Allocation>(item)) {
    return {&allocation->total, Need::Sum, &allocation->annotations};
  }
  if (auto* limit = provision_as<ast::Limit>(item)) {
    return {&limit->at_most, Need::Sum, &limit->annotations};
  }
  return {};
}

ValueSlot slot_of_part(const Part& part) {
  switch (part.kind) {
    case PartKind::None: return {};
    case PartKind::Head: {
      ast::Head& head = part.group->heads[part.index];
      return {&head.expression, Need::Whole, &head.annotations};
    }
    case PartKind::Rule: {
      ast::Rule& rule = part.owner.definition->rules[part.index];
      return {&rule.value, Need::Sum, &rule.annotations};
    }
    case PartKind::Line: {
      ast::FormulaLine& line = part.owner.formula->lines[part.index];
      return {&line.value, Need::Line, &line.annotations};
    }
    case PartKind::Clause: {
      ValueSlot slot;
      with_clauses(*part.owner.status, part.owner.clause, [&](auto& clauses) {
        auto& clause = clauses[part.index];
        slot.need = Need::Sum;
        slot.notes = &clause.annotations;
        if constexpr (requires { clause.day; }) slot.slot = &clause.day;
        if constexpr (requires { clause.period; }) {
          slot.slot = clause.period ? &clause.period : &clause.until;
        }
      });
      return slot;
    }
  }
  return {};
}

/// The number that `value` is, with its sign; nothing where it is none.
std::optional<ast::NumberLiteral> number_in(const ast::Expression& value) {
  if (const auto* number = std::get_if<ast::NumberLiteral>(&value.node)) return *number;
  const auto* negation = std::get_if<ast::Negation>(&value.node);
  if (negation == nullptr) return {};
  const auto* number = std::get_if<ast::NumberLiteral>(&negation->operand->node);
  if (number == nullptr) return {};
  ast::NumberLiteral negative = *number;
  negative.value = -negative.value;
  return negative;
}

std::string value_note(const Amending& amending, const std::string& new_words,
                       const std::string& old_words) {
  return fmt::format("\"{}\" for \"{}\": {}.", new_words, old_words, amending.cited);
}

void replace_number(Amending& amending, const Found& found, ast::Parameter& parameter,
                    const ast::Expression& value) {
  const std::string place = amending.quoted_text(found);
  for (const ast::Annotation& note : parameter.annotations) {
    if (amending.is_own(note.span)) {
      static_cast<void>(amending.is_twice(found, note.span));
      return;
    }
  }
  const auto number = number_in(value);
  if (!number) {
    return amending.does_not_fit(place, '"' + ast::spell(value) + '"',
                                 "it is a parameter: write a number");
  }
  const std::string old_words = ast::spell(parameter.value);
  const std::string new_words = ast::spell(*number);
  if (amending.same_text(place, old_words == new_words)) return;
  parameter.value = *number;
  const std::string address = address_of(found);
  amending.note(parameter.annotations, value_note(amending, new_words, old_words));
  amending.record(ChangeKind::Replaced, address, address, old_words, new_words);
}

}  // namespace

void replace_value(Amending& amending, const ast::ValueReplacement& change) {
  const auto found = amending.places.find(change.place, amending.inside);
  if (!found) return;
  const std::string place = amending.quoted_text(*found);
  if (amending.is_twice(*found, amending.own_around(*found))) return;
  ValueSlot slot;
  if (found->part) {
    slot = slot_of_part(*found->part);
  } else if (found->is_item()) {
    Item& item = *found->items.front();
    if (auto* parameter = provision_as<ast::Parameter>(item)) {
      return replace_number(amending, *found, *parameter, *change.value);
    }
    slot = slot_of_item(item);
  }
  if (slot.slot == nullptr || !*slot.slot) {
    return amending.does_not_fit(place, "another value",
                                 "parameters, lines of a formula, rules, heads and what is defined "
                                 "as one expression have one: name it, or replace the whole");
  }
  if (std::holds_alternative<ast::Choice>(change.value->node) && slot.need != Need::Line) {
    return amending.does_not_fit(place, "several values with conditions",
                                 "only a line of a formula has them: write rules, and replace the "
                                 "definition");
  }
  if (amending.is_twice(*found, amending.own_in(**slot.slot))) return;
  for (const GonePart& gone : amending.text.gone_parts) {
    const bool here = !found->part && gone.item == found->items.front();
    if (here && amending.is_own(gone.span) && amending.is_twice(*found, gone.span)) return;
  }
  const std::string old_words = ast::spell(**slot.slot);
  const std::string new_words = ast::spell(*change.value);
  if (amending.same_text(place, old_words == new_words)) return;
  ast::Expression measured = *change.value;
  const Extent extent = extent_of(measured);
  const std::size_t around =
      path_of(*found->items.front()).size() + (found->part ? found->part->depth : 0);
  if (!amending.is_bearable(place, around + extent.depth + 1, extent.count)) return;
  *slot.slot = fitted(*change.value, slot.need);
  const std::string address = address_of(*found);
  amending.note(*found->items.front(), slot.notes, value_note(amending, new_words, old_words));
  amending.text.enter_expression(*found->items.front(), *slot.slot);
  amending.record(ChangeKind::Replaced, address, address, old_words, new_words);
}

}  // namespace nansen::consolidate
