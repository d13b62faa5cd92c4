// Every line gets its value, its ceiling and its floor; every allocation its total and its limits.
#include "compiler/check/formula_expressions.h"
#include "compiler/check/formulas.h"
#include "compiler/check/types.h"

namespace nansen::check {
namespace {

using program::FormulaExpressionId;
using program::FormulaKind;
using program::TypeKind;

class FormulaBuilder {
 public:
  explicit FormulaBuilder(Context& context) : context_(context) {}

  void build() {
    for (const FormulaStep& step : order_formulas(context_)) {
      if (step.line.valid()) {
        build_line(step.line);
        context_.program.line_order.push_back(step.line);
      } else {
        build_allocation(step.allocation);
      }
    }
  }

 private:
  bool is_invalid(FormulaExpressionId id) const {
    return context_.program.formula_expressions[id].type.kind == TypeKind::Invalid;
  }

  // ---- lines -----------------------------------------------------------------------------------

  void build_line(program::FormulaLineId id) {
    const program::FormulaLine& line = context_.program.formula_lines[id];
    const program::FormulaId formula_id = line.formula;
    const std::size_t at = context_.formulas.formulas[static_cast<std::size_t>(formula_id.index)];
    const FormulaItem& item = context_.formulas.items[at];
    const ast::Formula& formula = *std::get<const ast::Formula*>(item.text);
    const ast::FormulaLine& written = *context_.formulas.lines[static_cast<std::size_t>(id.index)];
    const InProvision in(context_, line.citation);

    std::vector<FormulaExpressionId> excluding;
    FormulaChecker::LineRules rules;
    rules.excluding = &excluding;
    if (written.where_missing) {
      rules.missing = static_cast<program::MissingRule>(written.where_missing->rule);
    } else if (!formula.where_missing.empty()) {
      rules.missing = static_cast<program::MissingRule>(formula.where_missing.front().rule);
    }
    if (written.where_zero) rules.zero = &*written.where_zero;
    const FormulaScope scope{item.file, item.instrument,
                             context_.program.formulas[formula_id].entity, formula_id};
    FormulaChecker checker(context_, scope, rules);
    const FormulaExpressionId uncapped = checker.any(*written.value);
    const FormulaExpressionId value = limit(checker, written, uncapped, formula_id);
    program::FormulaLine& entry = context_.program.formula_lines[id];
    entry.uncapped = uncapped;
    entry.value = value;
    auto& all = context_.program.formulas[formula_id].excluded_where_missing;
    all.insert(all.end(), excluding.begin(), excluding.end());
    report_idle_rules(checker, written);
  }

  void report_idle_rules(const FormulaChecker& checker, const ast::FormulaLine& written) {
    if (written.where_zero && !checker.has_inverse()) {
      context_.report(Code::ZeroRuleWithoutInverse, written.where_zero->span, written.name.text);
    }
    if (written.where_missing && written.where_missing->rule == ast::MissingRule::MeanOfReported &&
        !checker.has_mean()) {
      context_.report(Code::MeanOfReportedOfOne, written.where_missing->span, written.name.text);
    }
  }

  FormulaExpressionId limit(FormulaChecker& checker, const ast::FormulaLine& written,
                            FormulaExpressionId value, program::FormulaId formula) {
    if (written.redistribution && written.at_most == nullptr) {
      context_.report(Code::CutOffWithoutCeiling, written.redistribution->span, written.name.text);
    }
    if (written.at_most == nullptr && written.at_least == nullptr) return value;
    const program::Type type = context_.program.formula_expressions[value].type;
    if (type.kind == TypeKind::Boolean) {
      context_.report(Code::TypeMismatch, written.value->span, "a number", "yes or no");
      return value;
    }
    FormulaExpressionId limited = value;
    if (written.at_most != nullptr) {
      const FormulaExpressionId ceiling = checker.number(*written.at_most, &type);
      limited = written.redistribution
                    ? redistribute(checker, written, value, ceiling, formula)
                    : checker.limited(FormulaKind::Least, value, ceiling, written.at_most->span);
    }
    if (written.at_least != nullptr) {
      const FormulaExpressionId floor = checker.number(*written.at_least, &type);
      report_crossed_limits(written, floor);
      limited = checker.limited(FormulaKind::Greatest, limited, floor, written.at_least->span);
    }
    return limited;
  }

  /// A ceiling and a floor that are fixed numbers must not cross.
  void report_crossed_limits(const ast::FormulaLine& written, FormulaExpressionId floor) {
    const auto number = [](const ast::ExpressionPtr& limit) -> const ast::NumberLiteral* {
      return limit == nullptr ? nullptr : std::get_if<ast::NumberLiteral>(&limit->node);
    };
    const ast::NumberLiteral* most = number(written.at_most);
    const ast::NumberLiteral* least = number(written.at_least);
    if (most == nullptr || least == nullptr || is_invalid(floor)) return;
    if (most->value < least->value) {
      context_.report(Code::CeilingBelowFloor, written.at_most->span, written.name.text,
                      std::string(context_.sources.text(written.at_most->span)),
                      std::string(context_.sources.text(written.at_least->span)));
    }
  }

  FormulaExpressionId redistribute(FormulaChecker& checker, const ast::FormulaLine& written,
                                   FormulaExpressionId value, FormulaExpressionId ceiling,
                                   program::FormulaId formula) {
    const ast::Redistribution& redistribution = *written.redistribution;
    FormulaExpressionId weight = value;
    if (redistribution.by != nullptr) weight = checker.number(*redistribution.by, nullptr);
    const Span span = redistribution.span;
    if (is_invalid(value) || is_invalid(ceiling) || is_invalid(weight)) {
      return checker.add(FormulaKind::Invalid, {}, span, {});
    }
    program::Type type = context_.program.formula_expressions[value].type;
    type.kind = TypeKind::Decimal;
    const FormulaExpressionId id =
        checker.add(FormulaKind::Redistributed, type, span, {value, ceiling, weight});
    program::FormulaExpression& entry = context_.program.formula_expressions[id];
    entry.set = context_.program.formulas[formula].set;
    entry.until_nothing_is_cut = redistribution.until_nothing_is_cut;
    return id;
  }

  // ---- allocations -----------------------------------------------------------------------------

  void build_allocation(program::AllocationId id) {
    const program::Allocation& allocation = context_.program.allocations[id];
    if (!allocation.formula.valid()) return;
    const FormulaItem& item =
        context_.formulas.items[context_.formulas.allocations[static_cast<std::size_t>(id.index)]];
    const ast::Allocation& written = *std::get<const ast::Allocation*>(item.text);
    const program::FormulaId formula = allocation.formula;
    const InProvision in(context_, item.citation);
    // Whatever looks across States here looks across those of the formula.
    const FormulaScope scope{item.file, item.instrument, context_.program.formulas[formula].entity,
                             formula};
    FormulaChecker checker(context_, scope, {});
    const FormulaExpressionId total = checker.number(*written.total, nullptr);
    const program::Type type = context_.program.formula_expressions[total].type;
    const auto limit = [&](const ast::ExpressionPtr& one) {
      return one == nullptr ? FormulaExpressionId() : checker.number(*one, &type);
    };
    const FormulaExpressionId floor = limit(written.at_least);
    const FormulaExpressionId ceiling = limit(written.at_most);
    const program::StateSetId exempt =
        written.exempting ? resolve_set(context_, scope, written.exempting, written.span)
                          : program::StateSetId();
    program::Allocation& entry = context_.program.allocations[id];
    entry.total = total;
    entry.floor = floor;
    entry.ceiling = ceiling;
    entry.exempt = exempt;
    check_allocation(written, entry);
  }

  void check_allocation(const ast::Allocation& written, const program::Allocation& allocation) {
    const program::FormulaLineId result = context_.program.formulas[allocation.formula].result;
    if (result.valid()) {
      const FormulaExpressionId value = context_.program.formula_lines[result].value;
      if (context_.program.formula_expressions[value].type.kind == TypeKind::Boolean) {
        context_.report(Code::TypeMismatch, written.formula.span, "a formula that gives numbers",
                        "one that says yes or no");
      }
    }
    if (!is_invalid(allocation.total)) {
      if (!same_for_all(context_.program, allocation.total)) {
        const std::string words(context_.sources.text(written.total->span));
        context_.report(Code::NotTheSameForAll, written.total->span, "the total to divide", words);
      }
      const program::Unit& unit = context_.program.formula_expressions[allocation.total].type.unit;
      const bool one_kind =
          unit.powers.empty() || (unit.powers.size() == 1 && unit.powers.begin()->second == 1);
      if (!one_kind) {
        context_.report(Code::FractionsOfPersons, written.total->span,
                        unit_text(context_.program, unit));
      }
    }
    const bool limited = written.at_least != nullptr || written.at_most != nullptr ||
                         written.ties != ast::TieRule::Refused;
    if (written.method == ast::RoundingMethod::EachToTheNearest && limited) {
      context_.report(Code::NearestWithLimits, written.span);
    }
  }

  Context& context_;
};

}  // namespace

void build_formulas(Context& context) { FormulaBuilder(context).build(); }

}  // namespace nansen::check
