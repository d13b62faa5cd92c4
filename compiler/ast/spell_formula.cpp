// Formulas, parameters and allocations as they are spelt.
#include <fmt/format.h>

#include "compiler/ast/spelling.h"

namespace nansen::ast {

std::string_view keyword(Combination combination) {
  switch (combination) {
    case Combination::Share: return "share of";
    case Combination::InverseShare: return "inverse share of";
    case Combination::Total: return "total of";
    case Combination::Mean: return "mean of";
    case Combination::Median: return "median of";
    case Combination::Least: return "least of";
    case Combination::Greatest: return "greatest of";
    case Combination::Rank: return "rank of";
    case Combination::Count: return "count of";
  }
  return {};
}

std::string_view keyword(MissingRule rule) {
  switch (rule) {
    case MissingRule::Error: return "error";
    case MissingRule::Zero: return "zero";
    case MissingRule::ExcludeState: return "exclude the State";
    case MissingRule::MeanOfReported: return "mean of the years reported";
  }
  return {};
}

std::string_view keyword(TieRule rule) {
  switch (rule) {
    case TieRule::Refused: return {};
    case TieRule::OrderOfTheTable: return "order of the table";
    case TieRule::Name: return "name";
    case TieRule::LargerShare: return "larger share";
    case TieRule::SmallerShare: return "smaller share";
  }
  return {};
}

std::string spell(const WhereMissing& rule) {
  return fmt::format("where missing: {}", keyword(rule.rule));
}

std::string spell(const WhereZero& rule) {
  return "where zero: " + (rule.value ? spell(*rule.value) : std::string("exclude the State"));
}

std::string spell(const Redistribution& rule) {
  std::string text = "what is cut off redistributed ";
  text += rule.until_nothing_is_cut ? "until nothing is cut" : "once";
  if (rule.by) text += " by " + spell(*rule.by);
  return text;
}

std::string spell(const Parameter& parameter) {
  std::string text = fmt::format("parameter {} = {}", parameter.name.text, spell(parameter.value));
  if (parameter.least && parameter.greatest) {
    text += fmt::format(" from {} to {}", spell(*parameter.least), spell(*parameter.greatest));
  }
  if (parameter.description) text += ' ' + quoted(parameter.description->text);
  return text;
}

std::string spell_rounding(const Allocation& allocation) {
  if (allocation.method == RoundingMethod::EachToTheNearest) return "rounding each to the nearest";
  return "rounding by " + allocation.method_name;
}

std::string spell_header(const Formula& formula) {
  std::string text = fmt::format("formula {} of {}", formula.name.text, formula.entity.text);
  if (formula.among) text += " among " + spell(*formula.among);
  return text;
}

}  // namespace nansen::ast
