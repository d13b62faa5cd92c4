// Definitions: a root each, and the rules that give values.
#include <utility>

#include "compiler/check/declare.h"
#include "compiler/check/expressions.h"
#include "compiler/check/norms.h"
#include "compiler/check/rights.h"
#include "compiler/check/rules.h"
#include "compiler/check/types.h"

namespace nansen::check {
namespace {

using program::DefinitionId;
using program::RuleId;
using program::RuleRole;
using program::TypeKind;

/// How many rules may give the values of one definition: each pair of them is compared.
constexpr std::size_t most_value_rules = 200;

class DefinitionBuilder {
 public:
  DefinitionBuilder(Context& context, DefinitionId id)
      : context_(context),
        id_(id),
        entry_(context.definition_entries[static_cast<std::size_t>(id.index)]),
        written_(entry_.text == nullptr ? nothing : *entry_.text) {}

  void build() {
    if (entry_.text == nullptr) return;  // the construct that made it gives it its rules
    const program::Definition& definition = context_.program.definitions[id_];
    const InProvision in(context_, definition.citation);
    const bool boolean = definition.type.kind == TypeKind::Boolean;
    const bool right = written_.mark == ast::DefinitionMark::Right;
    program::Rule root = rule(RuleRole::Base, written_.span, written_.annotations);
    const RuleId root_id = add(std::move(root), nullptr);
    context_.program.definitions[id_].root = root_id;
    note_connectives(written_.connectives, root_id);
    if (right) {
      build_right(context_, id_, written_, entry_.file);
      if (written_.base != nullptr) return;
    }
    if (written_.base != nullptr) {
      if (boolean) {
        checker(root_id).set_condition(root_id, *written_.base);
      } else {
        const program::ExpressionId value =
            checker(root_id).value(*written_.base, definition_type());
        context_.program.rules[root_id].value = is_own_reference(value) ? value : invalid();
      }
    } else if (boolean) {
      context_.report(Code::BooleanByRules, written_.name.span, written_.name.text);
      context_.program.rules[root_id].condition = invalid();
    } else {
      build_values(root_id);
    }
    if (written_.mark == ast::DefinitionMark::Oblige) {
      build_duty(context_, id_, written_, entry_.file);
    }
    settle();
  }

 private:
  const program::Type& definition_type() const { return context_.program.definitions[id_].type; }

  program::Rule rule(RuleRole role, Span span, const std::vector<ast::Annotation>& annotations) {
    program::Rule rule;
    rule.role = role;
    rule.citation = context_.program.definitions[id_].citation;
    rule.span = span;
    rule.definition = id_;
    Annotations sorted = sort_annotations(annotations);
    rule.sources = std::move(sorted.sources);
    rule.notes = std::move(sorted.notes);
    rule.unverified = std::move(sorted.unverified);
    return rule;
  }

  RuleId add(program::Rule rule, const ast::Name* label) {
    RuleInfo info;
    info.file = entry_.file;
    info.label = label;
    return context_.add_rule(std::move(rule), std::move(info));
  }

  ExpressionChecker checker(RuleId rule) {
    const program::Definition& definition = context_.program.definitions[id_];
    return ExpressionChecker(context_,
                             {entry_.file, definition.instrument, definition.entity, rule, {}});
  }

  program::ExpressionId invalid() {
    program::Expression expression;
    expression.span = written_.span;
    return context_.add_expression(std::move(expression));
  }

  void note_connectives(const std::vector<ast::Connective>& connectives, RuleId rule) {
    if (!connectives.empty()) context_.connectives.push_back({&connectives, {rule}, entry_.file});
  }

  void build_values(RuleId root) {
    const ast::Rule* otherwise = nullptr;
    std::map<std::string, Span> labels;
    std::vector<RuleId> values;
    for (const ast::Rule& written : written_.rules) {
      if (written.label) {
        const auto [first, added] = labels.emplace(written.label->text, written.label->span);
        if (!added) {
          report_duplicate(context_, "(" + written.label->text + ")", written.label->span,
                           first->second);
        }
      }
      if (written.condition != nullptr) {
        values.push_back(build_value(root, written, RuleRole::Value));
      } else if (otherwise != nullptr) {
        context_.report(Code::RepeatedClause, written.span, "otherwise")
            .labels.push_back({otherwise->span, "it is first said here"});
      } else {
        otherwise = &written;
      }
    }
    if (otherwise != nullptr) {
      values.push_back(build_value(root, *otherwise, RuleRole::Otherwise));
    }
    std::vector<RuleId>& all = context_.program.rules[root].values;  // a right has one already
    all.insert(all.end(), values.begin(), values.end());
    if (written_.rules.size() > most_value_rules) {
      context_.report(Code::TooManyRules, written_.name.span, written_.name.text,
                      written_.rules.size(), most_value_rules);
    }
    if (written_.rules.empty()) {
      context_.report(Code::NoRules, written_.name.span, written_.name.text);
      context_.program.rules[root].condition = invalid();
    }
  }

  RuleId build_value(RuleId root, const ast::Rule& written, RuleRole role) {
    program::Rule made = rule(role, written.span, written.annotations);
    made.parent = root;
    if (written.label) made.citation.heads.push_back(written.label->text);
    const InProvision in(context_, made.citation);
    const RuleId id = add(std::move(made), written.label ? &*written.label : nullptr);
    if (written.condition != nullptr) checker(id).set_condition(id, *written.condition);
    const program::Type type = definition_type();
    const program::ExpressionId value = checker(id).value(*written.value, type);
    context_.program.rules[id].value = is_own_reference(value) ? value : invalid();
    note_connectives(written.connectives, id);
    return id;
  }

  /// A definition that names a row names one that its own row refers to; else it is reported.
  bool is_own_reference(program::ExpressionId value) {
    const program::Definition& definition = context_.program.definitions[id_];
    const program::Expression& given = context_.expression(value);
    if (definition.type.kind != TypeKind::Reference || given.type.kind == TypeKind::Invalid) {
      return true;
    }
    if (given.kind == program::ExpressionKind::FactValue && given.subject == program::Subject()) {
      return true;
    }
    context_.report(Code::NotOwnReference, given.span, definition.name,
                    context_.program.entities[definition.entity].name,
                    to_string(context_.program, definition.type));
    return false;
  }

  void settle() {
    const std::vector<ast::Settlement>& settlements = written_.settlements;
    if (settlements.empty()) return;
    if (settlements.size() > 1) {
      context_.report(Code::RepeatedClause, settlements[1].span, "applies")
          .labels.push_back({settlements[0].span, "it is first said here"});
    }
    program::Definition& definition = context_.program.definitions[id_];
    switch (settlements[0].kind) {
      case ast::SettlementKind::MostFavourable:
        if (definition.type.kind == TypeKind::Enumeration &&
            context_.program.enumerations[definition.type.enumeration].ordered) {
          definition.settlement = program::Settlement::MostFavourable;
        } else if (definition.type.kind != TypeKind::Invalid) {
          context_.report(Code::NothingMoreFavourable, settlements[0].span,
                          to_string(context_.program, definition.type));
        }
        break;
      case ast::SettlementKind::LexSuperior:
        definition.settlement = program::Settlement::LexSuperior;
        break;
      case ast::SettlementKind::LexPosterior:
        definition.settlement = program::Settlement::LexPosterior;
        break;
      case ast::SettlementKind::LexSpecialis:
        definition.settlement = program::Settlement::LexSpecialis;
        break;
      case ast::SettlementKind::TheFirst:
        definition.settlement = program::Settlement::TheFirst;
        break;
    }
  }

  inline static const ast::Definition nothing;

  Context& context_;
  DefinitionId id_;
  DefinitionEntry entry_;
  const ast::Definition& written_;
};

}  // namespace

void build_definitions(Context& context) {
  for (std::size_t index = 0; index < context.program.definitions.size(); ++index) {
    DefinitionBuilder(context, DefinitionId(index)).build();
  }
}

void spread_annotations(Context& context) {
  for (const auto& [citation, annotation] : context.division_annotations) {
    const Division& last = citation.divisions.back();
    const auto standing =
        context.rules_in_division.find(division_key(citation.instrument, last.level, last.label));
    if (standing == context.rules_in_division.end()) continue;
    for (const RuleId id : standing->second) {
      program::Rule& rule = context.program.rules[id];
      const bool own_words = rule.role != RuleRole::Head && rule.role != RuleRole::Otherwise &&
                             rule.role != RuleRole::Value &&
                             rule.cause == program::RuleCause::Written;
      if (!own_words || rule.citation.divisions != citation.divisions) continue;
      switch (annotation.kind) {
        case ast::AnnotationKind::Source: rule.sources.push_back(annotation.text.text); break;
        case ast::AnnotationKind::Note: rule.notes.push_back(annotation.text.text); break;
        case ast::AnnotationKind::Unverified:
          rule.unverified.push_back(annotation.text.text);
          break;
      }
    }
  }
}

}  // namespace nansen::check
