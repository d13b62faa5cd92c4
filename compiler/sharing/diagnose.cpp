// Errors of a sheet in the words of the provision: which State, which indicator, which line.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "compiler/cases/schema.h"
#include "compiler/provenance/provision_text.h"
#include "compiler/report/number.h"
#include "compiler/sharing/answer.h"
#include "compiler/sharing/places.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {
namespace {

using interpret::SheetError;
using interpret::SheetErrorKind;
using program::FormulaExpressionId;
using program::FormulaKind;

class Diagnosis {
 public:
  Diagnosis(const program::Program& program, const lower::LoweredFormula& lowered,
            const StateTable& table, const SheetError& error)
      : program_(program),
        lowered_(lowered),
        table_(table),
        error_(error),
        places_(program),
        origin_(std::size_t{lowered.sheet.origins[position(error.operation)]}) {
    owner_ = places_.owner(origin_);
  }

  Diagnostic diagnose() {
    Diagnostic diagnostic = make();
    diagnostic.provision = places_.address(owner_);
    if (diagnostic.provision.empty() && formula().valid()) {
      diagnostic.provision = provision_text(program_.formulas[formula()].citation);
    }
    return diagnostic;
  }

 private:
  static std::size_t position(ir::SheetValueId id) { return static_cast<std::size_t>(id.index); }

  Diagnostic make() {
    switch (error_.kind) {
      case SheetErrorKind::MissingIndicator: return missing();
      case SheetErrorKind::UndeterminedTruth: return undetermined();
      case SheetErrorKind::DivisionByZero: return division();
      case SheetErrorKind::Negative:
        return make_diagnostic(Code::NegativeNumber, span(), quoted(operand()), state(), number());
      case SheetErrorKind::EmptySet: return empty_set();
      case SheetErrorKind::NegativeWeight:
      case SheetErrorKind::NothingToShareBy:
      case SheetErrorKind::NegativeTotal:
      case SheetErrorKind::FloorsAboveTotal:
      case SheetErrorKind::CeilingsBelowTotal:
      case SheetErrorKind::FloorAboveCeiling:
      case SheetErrorKind::Tie:
      case SheetErrorKind::TooLarge: return allocation();
    }
    return make_diagnostic(Code::NothingToShareBy, span(), name());
  }

  // ---- indicators and conditions ---------------------------------------------------------------

  Diagnostic missing() {
    const lower::InputSource& source = lowered_.sources[error_.input];
    const FormulaExpressionId indicator = source.origin.valid() ? source.origin : origin_;
    if (source.origin.valid()) owner_ = places_.owner(source.origin);
    const std::string words = places_.words(indicator);
    Diagnostic diagnostic =
        make_diagnostic(Code::MissingIndicator, program_.formula_expressions[indicator].span, words,
                        state(), places_.name(owner_));
    if (!in_mean(indicator)) diagnostic.help = without_mean;
    if (const Unsettled* unsettled = find_unsettled()) {
      diagnostic.message =
          fmt::format("\"{}\" of {} is not known: {} leaves it open, and {} needs it", words,
                      state(), unsettled->group_row, places_.name(owner_));
      // A missing number would have counted as the line says: it is not known whether the row does.
      if (program_.formula_expressions[indicator].missing != program::MissingRule::Error) {
        diagnostic.help =
            "fill in what decides whether the row counts: what counts instead of a missing number "
            "does not say";
      }
    }
    if (source.fact.valid()) suggest_column(source.fact, diagnostic);
    return diagnostic;
  }

  /// What counts instead of an indicator that no mean of several is made of.
  static constexpr const char* without_mean =
      "fill it in, or say in the line what counts instead: where missing: zero or exclude the "
      "State";

  /// True iff the line makes a mean of the indicator and others.
  bool in_mean(FormulaExpressionId indicator) const {
    const auto look = [&](const auto& self, FormulaExpressionId at, bool inside) -> bool {
      if (at == indicator) return inside;
      const program::FormulaExpression& expression = program_.formula_expressions[at];
      const bool mean = expression.kind == FormulaKind::Mean;
      return std::any_of(
          expression.operands.begin(), expression.operands.end(),
          [&](FormulaExpressionId part) { return self(self, part, inside || mean); });
    };
    return owner_.line.valid() && look(look, program_.formula_lines[owner_.line].value, false);
  }

  // Where the file has no column of a fact, that is what is to be mended.
  void suggest_column(program::FactId fact, Diagnostic& diagnostic) const {
    const auto& facts = table_.facts;
    if (std::find(facts.begin(), facts.end(), fact) != facts.end()) return;
    const std::string& name = program_.facts[fact].name;
    const std::string near = nearest(name, table_.headers);
    diagnostic.help =
        fmt::format("\"{}\" has no column \"{}\"; say which column has it: --column {}={}",
                    table_.path, name, name, near.empty() ? "HEADER" : near);
    diagnostic.library_help =
        fmt::format("the table of States has no column \"{}\": give one", name);
    if (!near.empty()) {
      diagnostic.library_help += fmt::format(", or rename \"{}\" where that is meant", near);
    }
  }

  Diagnostic undetermined() {
    const lower::InputSource& source = lowered_.sources[error_.input];
    const Unsettled* unsettled = find_unsettled();
    const std::string facts = unsettled == nullptr || unsettled->facts.empty()
                                  ? condition_words(source)
                                  : fmt::format("{}", fmt::join(unsettled->facts, ", "));
    Diagnostic diagnostic =
        make_diagnostic(Code::UnknownMembership, condition_span(source), state(),
                        quoted(condition_words(source)), needer(source), facts);
    if (unsettled != nullptr && unsettled->facts.size() == 1) {
      const auto fact = cases::find_fact(program_, entity(), unsettled->facts[0]);
      if (fact) suggest_column(*fact, diagnostic);
    }
    return diagnostic;
  }

  program::EntityId entity() const { return program_.formulas[formula()].entity; }
  program::FormulaId formula() const {
    for (const lower::FormulaOutput& output : lowered_.outputs) {
      if (output.line.valid()) return program_.formula_lines[output.line].formula;
    }
    return {};
  }

  /// The set whose condition `source` is, or an invalid id.
  program::StateSetId set_of(const lower::InputSource& source) const {
    // The same fact or definition is read once, wherever it is named.
    const auto meant = [this](program::ExpressionId id) {
      const program::Expression& expression = program_.expressions[id];
      return std::tuple(expression.fact, expression.definition, expression.subject.references);
    };
    if (source.origin.valid()) return {};
    for (std::size_t index = 0; index < program_.state_sets.size(); ++index) {
      const program::StateSetId set(index);
      const program::ExpressionId condition = program_.state_sets[set].condition;
      if (condition.valid() && meant(condition) == meant(source.base)) return set;
    }
    return {};
  }
  std::string condition_words(const lower::InputSource& source) const {
    const program::StateSetId set = set_of(source);
    if (set.valid()) return program_.state_sets[set].name;
    return places_.words(source.origin.valid() ? source.origin : origin_);
  }
  Span condition_span(const lower::InputSource& source) const {
    const program::StateSetId set = set_of(source);
    if (set.valid()) return program_.state_sets[set].span;
    return program_.formula_expressions[source.origin.valid() ? source.origin : origin_].span;
  }
  std::string needer(const lower::InputSource& source) {
    if (!set_of(source).valid()) return name();
    owner_ = {};
    return fmt::format("the formula \"{}\"", program_.formulas[formula()].name);
  }

  const Unsettled* find_unsettled() const {
    const auto found = table_.unsettled.find({error_.input, error_.row.value_or(0)});
    return found == table_.unsettled.end() ? nullptr : &found->second;
  }

  // ---- numbers ---------------------------------------------------------------------------------

  Diagnostic division() {
    const program::FormulaExpression& expression = program_.formula_expressions[origin_];
    const bool inverse = expression.kind == FormulaKind::InverseShareAcross;
    if (inverse && is_zero(expression.operands[0]) && expression.zero == program::ZeroRule::Error) {
      return make_diagnostic(Code::ZeroUnderInverse, span(), quoted(operand()), state(), name());
    }
    if (inverse && expression.zero == program::ZeroRule::ExcludeState) {
      return nothing_to_share(
          fmt::format("{} of every State that takes part is zero", quoted(operand())));
    }
    if (expression.kind == FormulaKind::ShareAcross) {
      return nothing_to_share(fmt::format("the total of {} is zero", quoted(operand())));
    }
    if (expression.kind == FormulaKind::MeanAcross) return empty_set();
    if (expression.kind == FormulaKind::Mean) {
      Diagnostic diagnostic =
          make_diagnostic(Code::MissingIndicator, span(), places_.words(origin_), state(), name());
      diagnostic.message =
          fmt::format("not one number of \"{}\" of {} is reported, and {} needs it",
                      places_.words(origin_), state(), name());
      diagnostic.help =
          "fill one of them in, or say in the line what counts instead: where missing: zero or "
          "exclude the State";
      return diagnostic;
    }
    return make_diagnostic(Code::DivisionByZero, span(), quoted(places_.words(origin_)),
                           error_.row ? " for " + state() : std::string());
  }

  Diagnostic nothing_to_share(const std::string& why) const {
    Diagnostic diagnostic =
        make_diagnostic(Code::DivisionByZero, span(), quoted(places_.words(origin_)), ": " + why);
    diagnostic.help = "check the indicator, or who belongs to the set";
    return diagnostic;
  }

  bool is_zero(FormulaExpressionId id) const {
    const auto value = lowered_.values.find(id);
    if (value == lowered_.values.end() || !error_.row) return false;
    const auto found =
        interpret::SheetTrace(lowered_.sheet, table_.sheet).number(value->second, *error_.row);
    const auto* number = std::get_if<Rational>(&found);
    return number != nullptr && *number == 0;
  }

  Diagnostic empty_set() {
    const program::FormulaExpression& expression = program_.formula_expressions[origin_];
    const std::string set =
        expression.set.valid() ? program_.state_sets[expression.set].name : std::string();
    return make_diagnostic(Code::EmptySet, span(), name(),
                           "the " + std::string(combination_word(expression.kind)),
                           set.empty() ? "" : " " + quoted(set));
  }

  Diagnostic allocation() {
    const auto found = lowered_.allocations.find(error_.operation);
    const program::AllocationId id =
        found == lowered_.allocations.end() ? program::AllocationId() : found->second;
    if (id.valid()) owner_ = {{}, id};
    const Span at = id.valid() ? program_.allocations[id].span : span();
    const std::string allocated = id.valid() ? program_.allocations[id].name : std::string("?");
    switch (error_.kind) {
      case SheetErrorKind::NegativeWeight: {
        Diagnostic diagnostic = make_diagnostic(Code::NegativeShare, at, state(), number());
        if (!id.valid()) {
          diagnostic.message =
              fmt::format("what is cut off in {} goes by a number that is {} for {}: below zero",
                          name(), number(), state());
          diagnostic.help = "name a number after \"by\" that is never below zero";
        }
        return diagnostic;
      }
      case SheetErrorKind::NegativeTotal: return make_diagnostic(Code::NegativeTotal, at, number());
      case SheetErrorKind::FloorsAboveTotal:
        return make_diagnostic(Code::LimitsMissTotal, at, "floors", number(), "above", total(id));
      case SheetErrorKind::CeilingsBelowTotal:
        return make_diagnostic(Code::LimitsMissTotal, at, "ceilings", number(), "below", total(id));
      case SheetErrorKind::FloorAboveCeiling:
        return make_diagnostic(Code::FloorOverCeiling, at, state(), allocated);
      case SheetErrorKind::Tie:
        return make_diagnostic(Code::TieLeftOpen, at, state(),
                               table_.sheet.rows[error_.other.value_or(0)], allocated);
      case SheetErrorKind::TooLarge: {
        Diagnostic diagnostic = make_diagnostic(Code::TotalTooLarge, at, number());
        if (error_.number == 0) {
          diagnostic.message = fmt::format(
              "the numbers of {} have more than 300,000 digits: too many to be worked out", name());
          diagnostic.help =
              "check the lines that it reads: numbers that are multiplied with themselves again "
              "and "
              "again soon outgrow everything";
        }
        return diagnostic;
      }
      default: return make_diagnostic(Code::NothingToShareBy, at, quoted(allocated));
    }
  }

  std::string total(program::AllocationId id) {
    interpret::SheetTrace trace(lowered_.sheet, table_.sheet);
    const auto total = id.valid() ? total_to_divide(lowered_, program_, id, trace) : std::nullopt;
    return total ? report::grouped(*total, 0) : "?";
  }

  // ---- words -----------------------------------------------------------------------------------

  static std::string quoted(const std::string& words) { return "\"" + words + "\""; }
  std::string name() const { return places_.name(owner_); }
  Span span() const { return program_.formula_expressions[origin_].span; }
  std::string state() const { return error_.row ? table_.sheet.rows[*error_.row] : "a State"; }
  std::string number() const { return nansen::to_string(error_.number); }
  /// What a share is a share of; or, where zero counts as a number that is below it, that number.
  std::string operand() const {
    const program::FormulaExpression& expression = program_.formula_expressions[origin_];
    const bool share = expression.kind == FormulaKind::ShareAcross ||
                       expression.kind == FormulaKind::InverseShareAcross;
    return places_.words(share ? expression.operands[0] : origin_);
  }

  const program::Program& program_;
  const lower::LoweredFormula& lowered_;
  const StateTable& table_;
  const SheetError& error_;
  Places places_;
  FormulaExpressionId origin_;
  Owner owner_;
};

}  // namespace

Diagnostic diagnose(const program::Program& program, const lower::LoweredFormula& lowered,
                    const StateTable& table, const interpret::SheetError& error) {
  return Diagnosis(program, lowered, table, error).diagnose();
}

}  // namespace nansen::sharing
