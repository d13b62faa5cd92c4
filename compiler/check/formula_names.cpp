// What a name in a line of a formula means.
#include "compiler/check/formulas.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/paths.h"

namespace nansen::check {
namespace {

template <typename Owner, typename Named>
Named find(const std::map<std::pair<Owner, std::string>, Named>& names, Owner owner,
           const std::string& name) {
  const auto found = names.find({owner, name});
  return found == names.end() ? Named() : found->second;
}

/// What `name` means in `instrument`, to those who name it from outside a formula.
FormulaMeaning in_instrument(const Context& context, program::InstrumentId instrument,
                             const std::string& name) {
  const FormulaTexts& texts = context.formulas;
  FormulaMeaning meaning;
  meaning.parameter = find(texts.parameter_names, instrument, name);
  meaning.allocation = find(texts.allocation_names, instrument, name);
  meaning.formula = find(texts.formula_names, instrument, name);
  if (meaning.parameter.valid()) meaning.kind = FormulaMeaningKind::Parameter;
  if (meaning.allocation.valid()) meaning.kind = FormulaMeaningKind::Allocation;
  if (meaning.formula.valid()) meaning.kind = FormulaMeaningKind::Formula;
  return meaning;
}

FormulaMeaning line_of(const Context& context, program::FormulaId formula,
                       const std::string& name) {
  FormulaMeaning meaning;
  meaning.line = find(context.formulas.line_names, formula, name);
  if (meaning.line.valid()) meaning.kind = FormulaMeaningKind::Line;
  return meaning;
}

}  // namespace

FormulaMeaning formula_meaning(Context& context, const FormulaScope& scope, const ast::Path& path) {
  if (path.parts.empty()) return {};
  const std::string& first = path.parts[0].text;
  if (path.parts.size() == 1) {
    const FormulaMeaning line = line_of(context, scope.formula, first);
    if (line.kind != FormulaMeaningKind::None) return line;
    return in_instrument(context, scope.instrument, first);
  }
  program::InstrumentId instrument = scope.instrument;
  std::size_t at = 0;
  const auto module = context.modules.find(first);
  if (module != context.modules.end() && module->second.instrument.valid() &&
      context.sees_module(scope.file, first)) {
    instrument = module->second.instrument;
    at = 1;
  }
  const FormulaMeaning meaning = in_instrument(context, instrument, path.parts[at].text);
  if (at + 1 == path.parts.size()) return meaning;
  if (meaning.kind != FormulaMeaningKind::Formula || at + 2 != path.parts.size()) return {};
  return line_of(context, meaning.formula, path.parts[at + 1].text);
}

program::FormulaId resolve_formula(Context& context, const FormulaScope& scope,
                                   const ast::Path& path) {
  const FormulaMeaning meaning = formula_meaning(context, scope, path);
  if (meaning.kind == FormulaMeaningKind::Formula) return meaning.formula;
  std::vector<std::string> names;
  for (const auto& [key, formula] : context.formulas.formula_names) {
    if (key.first == scope.instrument) names.push_back(key.second);
  }
  context.report(Code::UnknownFormula, path.span, path_text(path),
                 did_you_mean(path_text(path), names));
  return {};
}

void for_each_expression(const ast::Expression& written,
                         const std::function<void(const ast::Expression&)>& visit) {
  visit(written);
  const auto each = [&](const ast::ExpressionPtr& inner) {
    if (inner != nullptr) for_each_expression(*inner, visit);
  };
  const auto all = [&](const std::vector<ast::ExpressionPtr>& several) {
    for (const ast::ExpressionPtr& inner : several) each(inner);
  };
  std::visit(Overloaded{
                 [&](const ast::Group& node) {
                   for (const ast::Head& head : node.heads) each(head.expression);
                 },
                 [&](const ast::Not& node) { each(node.operand); },
                 [&](const ast::And& node) { all(node.operands); },
                 [&](const ast::Or& node) { all(node.operands); },
                 [&](const ast::Unless& node) {
                   each(node.value);
                   each(node.exception);
                 },
                 [&](const ast::Comparison& node) {
                   each(node.left);
                   each(node.right);
                 },
                 [&](const ast::OneOf& node) {
                   each(node.value);
                   all(node.choices);
                 },
                 [&](const ast::IsEmpty& node) { each(node.set); },
                 [&](const ast::Includes& node) {
                   each(node.set);
                   each(node.member);
                 },
                 [&](const ast::Arithmetic& node) {
                   each(node.left);
                   each(node.right);
                 },
                 [&](const ast::Negation& node) { each(node.operand); },
                 [&](const ast::Portion& node) { each(node.whole); },
                 [&](const ast::Quantifier& node) { each(node.body); },
                 [&](const ast::Across& node) { each(node.operand); },
                 [&](const ast::Listed& node) { all(node.operands); },
                 [&](const ast::Choice& node) {
                   each(node.value);
                   each(node.condition);
                   each(node.other);
                 },
                 [&](const ast::Parenthesis& node) { each(node.inner); },
                 [](const auto&) {},
             },
             written.node);
}

}  // namespace nansen::check
