// Parameters, formulas with their sets and lines, and allocations get their names.
#include "compiler/check/declare.h"
#include "compiler/check/expressions.h"
#include "compiler/check/formula_expressions.h"
#include "compiler/check/formulas.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/paths.h"
#include "compiler/check/types.h"

namespace nansen::check {
namespace {

/// Lines of one formula.
constexpr std::size_t most_lines = 200;

template <typename Entry>
void annotate(Entry& entry, const std::vector<ast::Annotation>& written) {
  Annotations sorted = sort_annotations(written);
  entry.sources = std::move(sorted.sources);
  entry.notes = std::move(sorted.notes);
  entry.unverified = std::move(sorted.unverified);
}

class FormulaDeclarer {
 public:
  explicit FormulaDeclarer(Context& context) : context_(context) {}

  /// Formulas before allocations, which name them.
  void declare() {
    for (std::size_t at = 0; at < context_.formulas.items.size(); ++at) {
      const FormulaItem& item = context_.formulas.items[at];
      const InProvision in(context_, item.citation);
      std::visit(Overloaded{
                     [&](const ast::Parameter* written) { declare_parameter(item, *written); },
                     [&](const ast::Formula* written) { declare_formula(item, at, *written); },
                     [](const ast::Allocation*) {},
                 },
                 item.text);
    }
    for (std::size_t at = 0; at < context_.formulas.items.size(); ++at) {
      const FormulaItem& item = context_.formulas.items[at];
      const InProvision in(context_, item.citation);
      if (const auto* written = std::get_if<const ast::Allocation*>(&item.text)) {
        declare_allocation(item, at, **written);
      }
    }
  }

 private:
  /// True iff nothing else of the instrument has this name; emits otherwise.
  bool claim(const FormulaItem& item, const ast::Name& name) {
    const std::pair key(item.instrument, name.text);
    const FormulaTexts& texts = context_.formulas;
    const program::Program& program = context_.program;
    std::optional<Span> first;
    const auto look = [&](const auto& names, const auto& store) {
      const auto found = names.find(key);
      if (found != names.end()) first = store[found->second].span;
    };
    look(context_.definition_names, program.definitions);
    look(context_.reading_names, program.readings);
    look(texts.parameter_names, program.parameters);
    look(texts.formula_names, program.formulas);
    look(texts.allocation_names, program.allocations);
    if (first) report_duplicate(context_, name.text, name.span, *first);
    return !first;
  }

  // ---- parameters ------------------------------------------------------------------------------

  std::optional<Rational> bound(const FormulaItem& item, const program::Parameter& parameter,
                                const std::optional<ast::NumberLiteral>& written, Span span) {
    if (!written) return std::nullopt;
    // The unit said of the value need not be said again of its range.
    if (written->unit && literal_type(context_, item.file, *written).unit != parameter.type.unit) {
      context_.report(
          Code::UnitMismatch, span, unit_text(context_.program, parameter.type.unit),
          unit_text(context_.program, literal_type(context_, item.file, *written).unit));
    }
    return written->value;
  }

  void declare_parameter(const FormulaItem& item, const ast::Parameter& written) {
    if (!claim(item, written.name)) return;
    program::Parameter parameter;
    parameter.name = written.name.text;
    parameter.instrument = item.instrument;
    parameter.citation = item.citation;
    parameter.span = written.name.span;
    parameter.type = literal_type(context_, item.file, written.value);
    parameter.value = written.value.value;
    parameter.least = bound(item, parameter, written.least, written.span);
    parameter.greatest = bound(item, parameter, written.greatest, written.span);
    const bool whole = parameter.type.kind == program::TypeKind::Integer;
    for (const auto& limit : {parameter.least, parameter.greatest}) {
      if (whole && limit && limit->get_den() != 1) parameter.type.kind = program::TypeKind::Decimal;
    }
    parameter.description = written.description ? written.description->text : "";
    annotate(parameter, written.annotations);
    if (parameter.least && parameter.greatest) {
      if (*parameter.least > *parameter.greatest) {
        context_.report(Code::EmptyRange, written.span, to_string(*parameter.least),
                        to_string(*parameter.greatest));
      } else if (parameter.value < *parameter.least || parameter.value > *parameter.greatest) {
        context_.report(Code::ParameterOutsideRange, written.name.span, parameter.name,
                        to_string(parameter.value), to_string(*parameter.least),
                        to_string(*parameter.greatest));
      }
    }
    const program::ParameterId id = context_.program.parameters.add(std::move(parameter));
    context_.formulas.parameter_names.emplace(std::pair(item.instrument, written.name.text), id);
  }

  // ---- formulas --------------------------------------------------------------------------------

  void declare_formula(const FormulaItem& item, std::size_t at, const ast::Formula& written) {
    if (!claim(item, written.name)) return;
    program::Formula formula;
    formula.name = written.name.text;
    formula.instrument = item.instrument;
    formula.entity = resolve_entity(context_, item.file, written.entity);
    if (!formula.entity.valid()) return;
    formula.citation = item.citation;
    formula.span = written.name.span;
    annotate(formula, written.annotations);
    const program::FormulaId id = context_.program.formulas.add(std::move(formula));
    context_.formulas.formulas.push_back(at);
    context_.formulas.formula_names.emplace(std::pair(item.instrument, written.name.text), id);
    const FormulaScope scope{item.file, item.instrument, context_.program.formulas[id].entity, id};
    const program::StateSetId set = resolve_set(context_, scope, written.among, written.name.span);
    context_.program.formulas[id].set = set;
    if (written.where_missing.size() > 1) {
      context_.report(Code::RepeatedClause, written.where_missing[1].span, "where missing")
          .labels.push_back({written.where_missing[0].span, "it is first said here"});
    }
    if (written.lines.size() > most_lines) {
      context_.report(Code::TooManyLines, written.name.span, written.name.text,
                      std::to_string(written.lines.size()) + " lines", most_lines);
      return;
    }
    for (const ast::FormulaLine& line : written.lines) declare_line(item, id, line);
    const auto result = context_.formulas.line_names.find({id, written.name.text});
    if (result == context_.formulas.line_names.end()) {
      context_.report(Code::FormulaWithoutResult, written.name.span, written.name.text);
    } else {
      context_.program.formulas[id].result = result->second;
    }
  }

  void declare_line(const FormulaItem& item, program::FormulaId formula,
                    const ast::FormulaLine& written) {
    const auto other = context_.formulas.line_names.find({formula, written.name.text});
    if (other != context_.formulas.line_names.end()) {
      return report_duplicate(context_, written.name.text, written.name.span,
                              context_.program.formula_lines[other->second].span);
    }
    program::FormulaLine line;
    line.name = written.name.text;
    line.formula = formula;
    line.citation = item.citation;
    line.span = written.name.span;
    annotate(line, written.annotations);
    const program::FormulaLineId id = context_.program.formula_lines.add(std::move(line));
    context_.formulas.lines.push_back(&written);
    context_.formulas.line_names.emplace(std::pair(formula, written.name.text), id);
    context_.program.formulas[formula].lines.push_back(id);
  }

  // ---- allocations -----------------------------------------------------------------------------

  void declare_allocation(const FormulaItem& item, std::size_t at, const ast::Allocation& written) {
    if (!claim(item, written.name)) return;
    program::Allocation allocation;
    allocation.name = written.name.text;
    allocation.instrument = item.instrument;
    allocation.citation = item.citation;
    allocation.span = written.name.span;
    allocation.method = static_cast<program::RoundingMethod>(written.method);
    allocation.ties = static_cast<program::TieRule>(written.ties);
    annotate(allocation, written.annotations);
    const FormulaScope scope{item.file, item.instrument, {}, {}};
    allocation.formula = resolve_formula(context_, scope, written.formula);
    // Both are columns of one table.
    const auto line = context_.formulas.line_names.find({allocation.formula, written.name.text});
    if (line != context_.formulas.line_names.end()) {
      report_duplicate(context_, written.name.text, written.name.span,
                       context_.program.formula_lines[line->second].span);
    }
    const program::AllocationId id = context_.program.allocations.add(std::move(allocation));
    context_.formulas.allocations.push_back(at);
    context_.formulas.allocation_names.emplace(std::pair(item.instrument, written.name.text), id);
  }

  Context& context_;
};

}  // namespace

void declare_formulas(Context& context) { FormulaDeclarer(context).declare(); }

}  // namespace nansen::check
