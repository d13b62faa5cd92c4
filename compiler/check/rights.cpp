// Rights. `right R of Person : Treatment owed to X attaches at L { rules }` amounts to
//
//     define R.owed of Person as all of { (to) X  (attachment) attachment is at least L }
//     define R of Person : Treatment { where not R.owed : <first member>  rules, each unless the
//     first one holds }
#include "compiler/check/rights.h"

#include <utility>

#include "compiler/check/made.h"
#include "compiler/check/vocabulary.h"

namespace nansen::check {
namespace {

using program::DefinitionId;
using program::ExpressionId;
using program::ExpressionKind;
using program::RuleId;
using program::RuleRole;
using program::TypeKind;

program::Right& right_of(Context& context, DefinitionId definition) {
  return context.program.rights[context.norms.rights.at(definition)];
}

/// A head of the condition of `owed` that the construct stands for: (to), (attachment).
RuleId make_head(Context& context, Maker& maker, RuleId root, const std::string& label) {
  Citation citation = context.program.rules[root].citation;
  citation.heads.push_back(label);
  const RuleId head = maker.rule(RuleRole::Head, root, citation);
  context.info(head).container = context.info(root).container;
  return head;
}

/// `attachment is at least LEVEL`, of the fact or definition that is called so; emits where there
/// is none that has such levels.
ExpressionId attachment_at_least(Context& context, Maker& maker, RuleId rule,
                                 const ast::AttachesAt& written, program::Right& right) {
  const program::Definition& owed =
      context.program.definitions[context.program.rules[rule].definition];
  program::Expression attachment;
  attachment.span = written.span;
  if (const auto fact = find_fact(context, owed.entity, "attachment")) {
    attachment.kind = ExpressionKind::FactValue;
    attachment.fact = *fact;
    attachment.type = context.program.facts[*fact].type;
  } else {
    const DefinitionId defined = context.definition(owed.instrument, "attachment");
    if (defined.valid() && context.program.definitions[defined].entity == owed.entity) {
      attachment.kind = ExpressionKind::DefinitionValue;
      attachment.definition = defined;
      attachment.type = context.program.definitions[defined].type;
    }
  }
  const bool levels = attachment.type.kind == TypeKind::Enumeration &&
                      context.program.enumerations[attachment.type.enumeration].ordered;
  if (!levels) {
    context.report(Code::NoAttachment, written.span, context.program.entities[owed.entity].name,
                   written.level.text);
    return maker.yes();
  }
  const auto member = find_member(context.program, attachment.type.enumeration, written.level.text);
  if (!member) {
    report_unknown_member(context, attachment.type.enumeration, written.level);
    return maker.yes();
  }
  right.attachment = attachment.type.enumeration;
  right.level = *member;
  program::Expression level;
  level.kind = ExpressionKind::MemberConstant;
  level.type = attachment.type;
  level.span = written.level.span;
  level.member = *member;
  const ExpressionId left = context.add_expression(std::move(attachment));
  return maker.compare(program::CompareOperator::AtLeast, left,
                       context.add_expression(std::move(level)));
}

void build_owed(Context& context, DefinitionId definition, const ast::Definition& written,
                FileId file) {
  program::Right& right = right_of(context, definition);
  const Citation citation = context.program.definitions[definition].citation;
  Maker maker(context, file, written.name.span);
  const RuleId root = maker.root(right.owed, citation);
  // Provisions that name the right by its address mean whether it is owed.
  context.program.rules[root].cause = program::RuleCause::Written;
  std::vector<RuleId> heads;
  if (!written.owed_to.empty()) {
    const RuleId head = make_head(context, maker, root, "to");
    context.program.rules[head].span = written.owed_to[0].beneficiary->span;
    maker.checker(head).set_condition(head, *written.owed_to[0].beneficiary);
    heads.push_back(head);
  }
  // The least level is one that everybody has.
  if (!written.attaches_at.empty()) {
    const RuleId head = make_head(context, maker, root, "attachment");
    context.program.rules[head].span = written.attaches_at[0].span;
    const ExpressionId level =
        attachment_at_least(context, maker, head, written.attaches_at[0], right);
    if (right.attachment.valid() && right.level == 0) {
      maker.set_condition(head, maker.yes());
    } else {
      maker.set_condition(head, level);
    }
    heads.push_back(head);
  }
  if (heads.empty()) return maker.set_condition(root, maker.yes());
  program::Expression group;
  group.kind = ExpressionKind::Group;
  group.type = boolean_type();
  group.span = written.name.span;
  group.quantity = program::Quantity::All;
  group.heads = std::move(heads);
  maker.set_condition(root, context.add_expression(std::move(group)));
}

void refuse_second(Context& context, Span second, Span first, std::string_view words) {
  context.report(Code::RepeatedClause, second, words)
      .labels.push_back({first, "it is first said here"});
}

}  // namespace

void declare_right(Context& context, DefinitionId definition, const ast::Definition& written,
                   FileId file, const Citation& citation) {
  const program::Definition entry = context.program.definitions[definition];
  if (entry.type.kind != TypeKind::Enumeration) {
    if (entry.type.kind != TypeKind::Invalid) {
      context.report(Code::RightOfWrongType, written.type->span,
                     to_string(context.program, entry.type));
    }
    context.program.definitions[definition].type = {};
  }
  if (written.owed_to.size() > 1) {
    refuse_second(context, written.owed_to[1].span, written.owed_to[0].span, "owed to");
  }
  if (written.attaches_at.size() > 1) {
    refuse_second(context, written.attaches_at[1].span, written.attaches_at[0].span, "attaches at");
  }
  program::Right right;
  right.value = definition;
  right.owed =
      declare_made(context, file, entry.instrument, entry.name + ".owed", entry.entity,
                   boolean_type(), program::DefinitionRole::RightPart, citation, written.name.span);
  if (!right.owed.valid()) return;
  context.norms.rights.emplace(definition, context.program.rights.add(right));
}

void build_right(Context& context, DefinitionId definition, const ast::Definition& written,
                 FileId file) {
  if (!context.norms.rights.contains(definition)) return;
  build_owed(context, definition, written, file);
  const program::Definition& entry = context.program.definitions[definition];
  const RuleId root = entry.root;
  const program::Type type = entry.type;
  if (type.kind != TypeKind::Enumeration) {
    if (written.base != nullptr) {
      program::Expression nothing;
      nothing.span = written.base->span;
      context.program.rules[root].value = {};
      context.program.rules[root].condition = context.add_expression(std::move(nothing));
    }
    return;
  }
  Maker maker(context, file, written.name.span);
  program::Expression nothing;
  nothing.kind = ExpressionKind::MemberConstant;
  nothing.type = type;
  nothing.span = written.name.span;
  const RuleId not_owed = maker.rule(RuleRole::Value, root, context.program.rules[root].citation);
  maker.set_condition(not_owed, maker.negated(maker.value_of(right_of(context, definition).owed)));
  maker.set_value(not_owed, context.add_expression(std::move(nothing)));
  context.program.rules[root].values.push_back(not_owed);
  if (written.base == nullptr) return;
  const RuleId owed = maker.rule(RuleRole::Otherwise, root, context.program.rules[root].citation);
  maker.set_value(owed, maker.checker(owed).value(*written.base, type));
  context.program.rules[root].values.push_back(owed);
}

void finish_rights(Context& context) {
  for (std::size_t index = 0; index < context.program.rights.size(); ++index) {
    const program::Right& right = context.program.rights[program::RightId(index)];
    const RuleId root = context.program.definitions[right.value].root;
    const std::vector<RuleId> values = context.program.rules[root].values;
    if (values.empty()) continue;
    const RuleId not_owed = values.front();
    const program::Rule& first = context.program.rules[not_owed];
    Maker maker(context, first.span.file, first.span);
    for (const RuleId value : values) {
      if (value == not_owed || context.program.rules[value].role != RuleRole::Value) continue;
      program::Expression holds;
      holds.kind = ExpressionKind::RuleHolds;
      holds.type = boolean_type();
      holds.span = context.program.rules[not_owed].span;
      holds.rule = not_owed;
      maker.exception(value, context.program.rules[not_owed].citation,
                      context.add_expression(std::move(holds)));
    }
    if (context.program.rules[values.back()].role == RuleRole::Otherwise) continue;
    const RuleId otherwise =
        maker.rule(RuleRole::Otherwise, root, context.program.rules[not_owed].citation);
    maker.set_value(otherwise, context.program.rules[not_owed].value);
    context.program.rules[root].values.push_back(otherwise);
  }
}

}  // namespace nansen::check
