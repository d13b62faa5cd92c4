// Lines with the numbers put in: what each part came to, which limits bound, what was missing.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compiler/provenance/provision_text.h"
#include "compiler/report/number.h"
#include "compiler/sharing/explainer.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {

using program::FormulaExpression;
using program::FormulaExpressionId;
using program::FormulaKind;

namespace {

// Decimals of inverses, which are small.
constexpr int inverse_digits = 9;

bool is_across(FormulaKind kind) {
  switch (kind) {
    case FormulaKind::ShareAcross:
    case FormulaKind::InverseShareAcross:
    case FormulaKind::TotalAcross:
    case FormulaKind::MeanAcross:
    case FormulaKind::MedianAcross:
    case FormulaKind::LeastAcross:
    case FormulaKind::GreatestAcross:
    case FormulaKind::RankAcross:
    case FormulaKind::CountAcross: return true;
    default: return false;
  }
}

bool is_leaf(FormulaKind kind) {
  switch (kind) {
    case FormulaKind::ParameterValue:
    case FormulaKind::Indicator:
    case FormulaKind::Condition:
    case FormulaKind::LineValue:
    case FormulaKind::FormulaValue:
    case FormulaKind::AllocationValue:
    case FormulaKind::Grouped:
    case FormulaKind::Redistributed: return true;
    default: return is_across(kind);
  }
}

/// How many terms a sum or a listed mean has.
std::size_t terms_of(const program::Program& program, FormulaExpressionId id) {
  const FormulaExpression& expression = program.formula_expressions[id];
  if (expression.kind == FormulaKind::Add) {
    return terms_of(program, expression.operands[0]) + terms_of(program, expression.operands[1]);
  }
  return 1;
}

}  // namespace

LineExplainer::LineExplainer(RowValues& values, const ExplainOptions& options, int digits)
    : values_(values), program_(values.program()), options_(options), digits_(digits) {}

void LineExplainer::remark(report::Node& node, std::string text) {
  node.details.push_back(std::move(text));
}

std::string LineExplainer::value_text(FormulaExpressionId id) {
  if (const auto truth = values_.truth(id)) return *truth ? "yes" : "no";
  const auto number = values_.number(id);
  return number ? number_words(shown(program_, id), *number, digits_) : std::string("not needed");
}

std::string LineExplainer::with_numbers(FormulaExpressionId id, program::StateSetId own_set) {
  return words(program_, id, own_set, [&](FormulaExpressionId part) -> std::optional<std::string> {
    const FormulaExpression& expression = program_.formula_expressions[part];
    if (!is_leaf(expression.kind)) return std::nullopt;
    if (const auto truth = values_.truth(part)) {
      return std::string(*truth ? "yes" : "no");
    }
    const auto number = values_.number(part);
    if (!number) return std::nullopt;
    // What is written in the provision, or set, is not rounded.
    if (expression.kind == FormulaKind::ParameterValue && is_share(expression.type)) {
      return exact_words(program_, expression.type, *number);
    }
    return figure(shown(program_, part), *number, digits_);
  });
}

LineExplainer::Limits LineExplainer::limits_of(const program::FormulaLine& line) const {
  Limits limits;
  FormulaExpressionId at = line.value;
  while (at != line.uncapped) {
    const FormulaExpression& expression = program_.formula_expressions[at];
    if (expression.kind == FormulaKind::Greatest) limits.floor = expression.operands[1];
    if (expression.kind == FormulaKind::Least) limits.ceiling = expression.operands[1];
    if (expression.kind == FormulaKind::Redistributed) {
      limits.ceiling = expression.operands[1];
      limits.redistributed = at;
    }
    at = expression.operands[0];
  }
  return limits;
}

report::Node LineExplainer::line(program::FormulaLineId id, const std::string& above) {
  const program::FormulaLine& line = program_.formula_lines[id];
  const std::string address = provision_text(line.citation);
  report::Node node;
  node.text = fmt::format("{}: {}", line.name, value_text(line.value));
  if (address != above) node.text += ", " + address;
  const auto number = values_.number(line.value);
  const program::StateSetId own_set = program_.formulas[line.formula].set;
  const std::string written = words(program_, line.uncapped, own_set);
  const std::string numbers = with_numbers(line.uncapped, own_set);
  set_fields(node, line.name, "line",
             number ? report::Value(report::fixed(*number, digits_))
                    : report::Value(value_text(line.value)),
             number ? report::Value(number->get_str()) : report::Value(), written, numbers,
             address);
  describe(line, node);
  add_children(line.value, address, node);
  std::string remarks;
  for (const std::string& detail : node.details) remarks += (remarks.empty() ? "" : "; ") + detail;
  node.fields.emplace_back("remarks", remarks);
  return node;
}

void LineExplainer::describe(const program::FormulaLine& line, report::Node& node) {
  const program::StateSetId own_set = program_.formulas[line.formula].set;
  const FormulaExpression& value = program_.formula_expressions[line.uncapped];
  const std::string written = words(program_, line.uncapped, own_set);
  const bool looks_across = is_across(value.kind);
  if (looks_across) {
    if (auto text = across(line.uncapped, own_set)) remark(node, std::move(*text));
  } else {
    const std::string numbers = with_numbers(line.uncapped, own_set);
    const std::string result = value_text(line.uncapped);
    const bool plain = is_leaf(value.kind) || numbers == written;
    remark(node, plain ? fmt::format("{} = {}", written, result)
                       : fmt::format("{} = {} = {}", written, numbers, result));
  }
  describe_parts(line.uncapped, own_set, true, node);
  describe_missing(line.uncapped, node);
  describe_limits(line, node);
}

// Which indicators were not reported, and what that counts as.
void LineExplainer::describe_missing(FormulaExpressionId id, report::Node& node) {
  std::map<program::MissingRule, std::vector<std::string>> names;
  const auto look = [&](const auto& self, FormulaExpressionId at) -> void {
    const FormulaExpression& expression = program_.formula_expressions[at];
    if (expression.kind == FormulaKind::Indicator && values_.is_missing(at)) {
      names[expression.missing].push_back(words(program_, at, {}));
    }
    for (const FormulaExpressionId operand : expression.operands) self(self, operand);
  };
  look(look, id);
  for (const auto& [rule, missing] : names) {
    const bool one = missing.size() == 1;
    const std::string which =
        fmt::format("{} {} not reported", fmt::join(missing, ", "), one ? "is" : "are");
    if (rule == program::MissingRule::Zero) {
      remark(node, fmt::format("{}: {} as zero", which, one ? "it counts" : "each counts"));
    } else if (rule == program::MissingRule::MeanOfReported) {
      remark(node, which + ": the mean is of the others");
    }
  }
}

void LineExplainer::describe_limits(const program::FormulaLine& line, report::Node& node) {
  const program::StateSetId own_set = program_.formulas[line.formula].set;
  const Limits limits = limits_of(line);
  const auto before = values_.number(line.uncapped);
  const auto say = [&](FormulaExpressionId limit, std::string_view which, bool most) {
    if (!limit.valid()) return;
    const auto bound = values_.number(limit);
    if (!bound || !before) return;
    const std::string written = words(program_, limit, own_set);
    const std::string numbers = with_numbers(limit, own_set);
    std::string text = fmt::format("{} {}", which, written);
    if (numbers != written && !is_leaf(program_.formula_expressions[limit].kind)) {
      text += " = " + numbers;
    }
    if (const std::string result = value_text(limit); result != written) text += " = " + result;
    if (auto meant = portion(limit, own_set)) text += ", " + *meant;
    const bool binds = most ? *before > *bound : *before < *bound;
    const Rational moved = abs(Rational(*before - *bound));
    const auto given =
        most && limits.redistributed.valid() ? values_.number(limits.redistributed) : std::nullopt;
    if (binds) {
      text += fmt::format(": it {} {}", most ? "cuts off" : "adds",
                          number_words(shown(program_, line.uncapped), moved, digits_));
    } else if (given && *given > *before && *given == *bound) {
      text += ": it binds only with what is redistributed";
    } else {
      text += ": it does not bind";
    }
    remark(node, std::move(text));
    describe_parts(limit, own_set, false, node);
  };
  say(limits.ceiling, "at most", true);
  if (limits.redistributed.valid()) describe_redistribution(limits.redistributed, node);
  say(limits.floor, "at least", false);
}

void LineExplainer::describe_redistribution(FormulaExpressionId id, report::Node& node) {
  const FormulaExpression& expression = program_.formula_expressions[id];
  const auto value = values_.number(expression.operands[0]);
  const auto ceiling = values_.number(expression.operands[1]);
  const auto given = values_.number(id);
  if (!value || !ceiling || !given) return;
  const Rational received = *given - (*value < *ceiling ? *value : *ceiling);
  Rational cut;
  std::size_t above = 0;
  for (const std::size_t row : values_.members(id)) {
    const auto one = values_.number(expression.operands[0], row);
    const auto limit = values_.number(expression.operands[1], row);
    if (!one || !limit || *one <= *limit) continue;
    cut += *one - *limit;
    ++above;
  }
  remark(node, fmt::format("what is cut off is redistributed {}: {} of {}, of which {} receives {}",
                           expression.until_nothing_is_cut ? "until nothing is cut" : "once",
                           number_words(shown(program_, id), cut, digits_),
                           report::counted(mpz_class(above), "State"), values_.state(),
                           number_words(shown(program_, id), received, digits_)));
}

// What the parts of an expression came to: looks across States, portions of sums and means, and
// what was missing.
void LineExplainer::describe_parts(FormulaExpressionId id, program::StateSetId own_set, bool top,
                                   report::Node& node) {
  const FormulaExpression& expression = program_.formula_expressions[id];
  if (!top && is_across(expression.kind)) {
    if (auto text = across(id, own_set)) remark(node, std::move(*text));
  }
  if (auto meant = top ? portion(id, own_set) : std::nullopt) {
    node.details.back() += ", " + *meant;
  } else if (auto part = !top ? portion(id, own_set) : std::nullopt) {
    const std::string numbers = with_numbers(id, own_set);
    const std::string text = fmt::format("{} = {} = {}, {}", words(program_, id, own_set), numbers,
                                         value_text(id), *part);
    const bool said = std::any_of(node.details.begin(), node.details.end(), [&](const auto& line) {
      return line.find(*part) != std::string::npos;
    });
    if (!said) remark(node, text);
  }
  // What is looked at across States has its numbers in the table, not here.
  for (const FormulaExpressionId operand : expression.operands) {
    describe_parts(operand, own_set, false, node);
  }
}

// `80,767,463 of 351,024,211 inhabitants, the total of 22 States`.
std::optional<std::string> LineExplainer::across(FormulaExpressionId id,
                                                 program::StateSetId own_set) {
  const FormulaExpression& expression = program_.formula_expressions[id];
  const std::vector<std::size_t> members = values_.members(id);
  const std::string& name = program_.state_sets[expression.set].name;
  const std::string states =
      report::counted(mpz_class(members.size()), "State") + (name.empty() ? "" : " in " + name);
  const std::string written = words(program_, id, own_set);
  const std::string result = value_text(id);
  if (expression.kind == FormulaKind::CountAcross) return fmt::format("{} = {}", written, result);
  const FormulaExpressionId operand = expression.operands[0];
  const Shown how = shown(program_, operand);
  const bool member = std::find(members.begin(), members.end(), values_.row()) != members.end();
  const auto own = values_.number(operand);
  switch (expression.kind) {
    case FormulaKind::ShareAcross: {
      if (!member) return fmt::format("{} = {}: not in {}", written, result, name);
      Rational total;
      for (const std::size_t row : members) {
        total += values_.number(operand, row).value_or(Rational(0));
      }
      return fmt::format("{} = {} of {}, the total of {} = {}", written,
                         figure(how, own.value_or(Rational(0)), digits_),
                         number_words(how, total, digits_), states, result);
    }
    case FormulaKind::InverseShareAcross: {
      if (!member) return fmt::format("{} = {}: not in {}", written, result, name);
      if (own && *own == 0 && expression.zero == program::ZeroRule::ExcludeState) {
        return fmt::format("{} = {}: {} is zero, so {} is left out of it", written, result,
                           words(program_, operand, own_set), values_.state());
      }
      Rational total;
      const auto counted = [&](const Rational& number) -> std::optional<Rational> {
        if (number != 0) return number;
        if (expression.zero != program::ZeroRule::Value) return std::nullopt;
        return values_.number(expression.operands[1]);
      };
      for (const std::size_t row : members) {
        const auto number = values_.number(operand, row);
        const auto divisor = number ? counted(*number) : std::nullopt;
        if (divisor && *divisor != 0) total += 1 / *divisor;
      }
      const auto divisor = own ? counted(*own) : std::nullopt;
      if (!divisor || *divisor == 0) return std::nullopt;
      return fmt::format("{} = (1 / {} = {}) of {}, the total of {} = {}", written,
                         figure(how, *divisor, digits_),
                         report::fixed(Rational(1 / *divisor), inverse_digits),
                         report::fixed(total, inverse_digits), states, result);
    }
    case FormulaKind::RankAcross: return fmt::format("{} = {}, of {}", written, result, states);
    default: return fmt::format("{} = {}, over {}", written, result, states);
  }
}

// `that is 60% of their mean`, of a portion of a sum, and the reverse.
std::optional<std::string> LineExplainer::portion(FormulaExpressionId id, program::StateSetId) {
  const FormulaExpression& expression = program_.formula_expressions[id];
  std::optional<Rational> factor;
  FormulaExpressionId whole;
  if (expression.kind == FormulaKind::Portion) {
    factor = expression.number;
    whole = expression.operands[0];
  } else if (expression.kind == FormulaKind::Multiply) {
    for (std::size_t side = 0; side < 2 && !whole.valid(); ++side) {
      const FormulaExpression& other = program_.formula_expressions[expression.operands[side]];
      const bool fixed =
          other.kind == FormulaKind::ParameterValue || other.kind == FormulaKind::Constant;
      if (!fixed || !is_share(other.type)) continue;
      factor = values_.number(expression.operands[side]);
      whole = expression.operands[1 - side];
    }
  }
  if (!factor || !whole.valid()) return std::nullopt;
  const FormulaExpression& inner = program_.formula_expressions[whole];
  const auto share = [](const Rational& number) {
    return nansen::to_string(Rational(number * 100)) + "%";
  };
  if (inner.kind == FormulaKind::Add) {
    const std::size_t terms = terms_of(program_, whole);
    return fmt::format("that is {} of their mean",
                       share(Rational(*factor * Rational(mpz_class(terms)))));
  }
  if (inner.kind == FormulaKind::Mean) {
    return fmt::format("that is {} of their sum",
                       share(Rational(*factor / Rational(mpz_class(inner.operands.size())))));
  }
  return std::nullopt;
}

void LineExplainer::add_children(FormulaExpressionId id, const std::string& above,
                                 report::Node& node) {
  const FormulaExpression& expression = program_.formula_expressions[id];
  program::FormulaLineId next;
  if (expression.kind == FormulaKind::LineValue) next = expression.line;
  if (expression.kind == FormulaKind::FormulaValue) {
    next = program_.formulas[expression.formula].result;
  }
  // Each line stands once: further up its number is enough.
  if (next.valid() && explained_.insert(next).second) node.children.push_back(line(next, above));
  if (expression.kind == FormulaKind::AllocationValue &&
      allocations_.insert(expression.allocation).second) {
    const program::Allocation& allocation = program_.allocations[expression.allocation];
    const std::string address = provision_text(allocation.citation);
    report::Node quota = explain_allocation(values_, expression.allocation, options_, digits_);
    if (address != above) quota.text += ", " + address;
    const program::FormulaLineId by = program_.formulas[allocation.formula].result;
    if (explained_.insert(by).second) quota.children.push_back(line(by, address));
    node.children.push_back(std::move(quota));
  }
  for (const FormulaExpressionId operand : expression.operands) {
    add_children(operand, above, node);
  }
}

}  // namespace nansen::sharing
