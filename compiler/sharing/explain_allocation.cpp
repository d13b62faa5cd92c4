// How whole numbers follow from shares: what is exact, what the remainder did, who else stood
// there.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/provenance/provision_text.h"
#include "compiler/report/number.h"
#include "compiler/sharing/explainer.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {

namespace {

using program::RoundingMethod;
using program::TieRule;

// Decimals of remainders and priorities.
constexpr int fine_digits = 4;

std::string_view tie_words(TieRule rule) {
  switch (rule) {
    case TieRule::Refused: return "by no rule";
    case TieRule::OrderOfTheTable: return "by the order of the table";
    case TieRule::Name: return "by name";
    case TieRule::LargerShare: return "for the larger share";
    case TieRule::SmallerShare: return "for the smaller share";
  }
  return "";
}

mpz_class floor_of(const Rational& number) {
  mpz_class whole;
  mpz_fdiv_q(whole.get_mpz_t(), number.get_num().get_mpz_t(), number.get_den().get_mpz_t());
  return whole;
}

/// `1st`, `2nd`, `11th`.
std::string ordinal(std::size_t number) {
  const std::size_t last = number % 10;
  const bool teen = number / 10 % 10 == 1;
  const char* ending = teen || last == 0 || last > 3 ? "th"
                       : last == 1                   ? "st"
                       : last == 2                   ? "nd"
                                                     : "rd";
  return std::to_string(number) + ending;
}

class AllocationExplainer {
 public:
  AllocationExplainer(RowValues& values, program::AllocationId id, const ExplainOptions& options,
                      int digits)
      : values_(values),
        program_(values.program()),
        id_(id),
        allocation_(program_.allocations[id]),
        options_(options),
        digits_(digits) {
    for (const auto& [value, of] : values_.lowered().allocations) {
      if (of != id) continue;
      const bool whole =
          values_.lowered().sheet.operations[value].opcode == ir::SheetOpcode::Apportion;
      (whole ? quota_ : entitlement_) = value;
    }
    const ir::SheetOperation& operation = values_.lowered().sheet.operations[quota_];
    total_ = operation.operands[0];
    weight_ = operation.operands[1];
    floor_ = operation.operands[2];
    ceiling_ = operation.operands[3];
    members_ = values_.members(operation.operands[4]);
  }

  report::Node explain() {
    report::Node node;
    const Rational quota = at(quota_);
    const Rational exact = at(entitlement_);
    const std::string unit =
        unit_words(program_, program_.formula_expressions[allocation_.total].type);
    const std::string units = unit.empty() ? "" : " " + unit;
    node.text = fmt::format("{}: {}{}", allocation_.name, report::grouped(quota, 0), units);
    const bool member =
        std::find(members_.begin(), members_.end(), values_.row()) != members_.end();
    if (!member) {
      node.details.push_back(allocation_.exempt.valid()
                                 ? exempted_words(program_, allocation_)
                                 : std::string("not among those it is divided among"));
    } else {
      node.details.push_back(proportion(exact, units));
      limits(exact, node);
      rounding(exact, quota, node);
    }
    set_fields(node, allocation_.name, "allocation", report::Value(quota), exact.get_str(),
               std::string(method_words(allocation_.method)), "",
               provision_text(allocation_.citation));
    node.fields.emplace_back("remarks", fmt::format("{}", fmt::join(node.details, "; ")));
    return node;
  }

 private:
  Rational at(ir::SheetValueId value) const { return at(value, values_.row()); }
  Rational at(ir::SheetValueId value, std::size_t row) const {
    return values_.number(value, row).value_or(Rational(0));
  }
  const std::string& name(std::size_t row) const { return values_.table().sheet.rows[row]; }

  std::string proportion(const Rational& exact, const std::string& units) const {
    const program::Formula& formula = program_.formulas[allocation_.formula];
    const Shown how = shown(program_, program_.formula_lines[formula.result].value);
    Rational sum;
    for (const std::size_t row : members_) sum += at(weight_, row);
    const std::string total = report::grouped(at(total_), 0);
    std::string text =
        fmt::format("{}{}{} * {}", total, units, options_.total_set == id_ ? " (set)" : "",
                    figure(how, at(weight_), digits_));
    if (sum != 1) text += " / " + figure(how, sum, digits_);
    if (!limited()) text += " = " + report::grouped(exact, fine_digits);
    return text +
           fmt::format(", divided among {}", report::counted(mpz_class(members_.size()), "State"));
  }

  /// True iff some State stands at its floor or ceiling.
  bool limited() const {
    return (allocation_.floor.valid() || allocation_.ceiling.valid()) &&
           std::any_of(members_.begin(), members_.end(),
                       [this](std::size_t row) { return at_floor(row) || at_ceiling(row); });
  }

  // Units are whole: a floor of 99.5 is one of 100, a ceiling of 300.5 one of 300.
  mpz_class least(std::size_t row) const { return -floor_of(-at(floor_, row)); }
  mpz_class most(std::size_t row) const { return floor_of(at(ceiling_, row)); }
  bool at_floor(std::size_t row) const {
    return allocation_.floor.valid() && at(entitlement_, row) == least(row);
  }
  bool at_ceiling(std::size_t row) const {
    return allocation_.ceiling.valid() && at(entitlement_, row) == most(row);
  }

  /// True iff a limit, and not the proportion, says what the State has.
  bool held() const { return at_floor(values_.row()) || at_ceiling(values_.row()); }

  void limits(const Rational& exact, report::Node& node) const {
    const std::size_t row = values_.row();
    const auto say = [&](program::FormulaExpressionId limit, ir::SheetValueId value,
                         std::string_view which, bool holds) {
      if (!limit.valid()) return;
      const std::string written = words(program_, limit, {});
      const std::string bound = number_words(shown(program_, limit), at(value), digits_);
      node.details.push_back(fmt::format(
          "{} {}: {}", which, written == bound ? bound : written + " = " + bound,
          holds ? fmt::format("it holds {} at {}", values_.state(), report::grouped(exact, 0))
                : std::string("it does not bind")));
    };
    say(allocation_.floor, floor_, "at least", at_floor(row));
    say(allocation_.ceiling, ceiling_, "at most", at_ceiling(row));
    if (limited() && !held()) {
      node.details.push_back(
          fmt::format("those that no limit holds share the rest in proportion: {} for {}",
                      report::grouped(exact, fine_digits), values_.state()));
    }
  }

  void rounding(const Rational& exact, const Rational& quota, report::Node& node) const {
    switch (allocation_.method) {
      case RoundingMethod::EachToTheNearest:
        node.details.push_back(fmt::format("{} to the nearest whole number: {}",
                                           report::grouped(exact, fine_digits),
                                           report::grouped(quota, 0)));
        return;
      case RoundingMethod::LargestRemainder:
        // What a limit says is whole already.
        if (!held()) remainder(exact, quota, node);
        return;
      default: return priority(quota, node);
    }
  }

  void remainder(const Rational& exact, const Rational& quota, report::Node& node) const {
    const auto rest = [&](std::size_t row) {
      const Rational number = at(entitlement_, row);
      return Rational(number - Rational(floor_of(number)));
    };
    const Rational own = exact - Rational(floor_of(exact));
    std::size_t greater = 0;
    mpz_class given;
    std::vector<std::string> equals;
    bool decided = false;
    for (const std::size_t row : members_) {
      const Rational other = rest(row);
      given += floor_of(at(entitlement_, row));
      if (other > own) ++greater;
      if (other != own || row == values_.row()) continue;
      equals.push_back(name(row));
      // Of two with one remainder, one was given a person and the other was not.
      decided = decided || at(quota_, row) - Rational(floor_of(at(entitlement_, row))) !=
                               quota - Rational(floor_of(exact));
    }
    const mpz_class left = floor_of(at(total_)) - given;
    node.details.push_back(fmt::format(
        "rounded down {}; the remainder {} is the {} largest of {}, and {} left over go to the "
        "largest: {}",
        report::grouped(Rational(floor_of(exact)), 0), report::fixed(own, fine_digits),
        ordinal(greater + 1), members_.size(), report::grouped(Rational(left), 0),
        quota > Rational(floor_of(exact)) ? "one for " + values_.state()
                                          : "none for " + values_.state()));
    if (decided && own != 0) {
      node.details.push_back(fmt::format("tied with {} for the last one, settled {}",
                                         fmt::join(equals, ", "), tie_words(allocation_.ties)));
    }
  }

  // ---- divisor methods -------------------------------------------------------------------------

  /// The square of the priority with which a State that has `count` gets one more; nothing where it
  /// comes before all others.
  std::optional<Rational> squared_priority(std::size_t row, const mpz_class& count) const {
    const Rational number(count);
    const Rational weight = at(weight_, row);
    Rational divisor;
    switch (allocation_.method) {
      case RoundingMethod::Jefferson: divisor = (number + 1) * (number + 1); break;
      case RoundingMethod::Webster:
        divisor = (number + Rational(1, 2)) * (number + Rational(1, 2));
        break;
      case RoundingMethod::HuntingtonHill: divisor = number * (number + 1); break;
      default: divisor = number * number; break;
    }
    if (divisor == 0) return std::nullopt;
    return Rational(weight * weight / divisor);
  }

  /// What a share is divided by for one more than `count`.
  std::string divisor_words(const mpz_class& count) const {
    switch (allocation_.method) {
      case RoundingMethod::Jefferson: return mpz_class(count + 1).get_str();
      case RoundingMethod::Webster: return count.get_str() + ".5";
      case RoundingMethod::HuntingtonHill:
        return fmt::format("the root of {} * {}", count.get_str(), mpz_class(count + 1).get_str());
      default: return count.get_str();
    }
  }

  static std::string root_of(const Rational& squared) {
    // Enough bits for every decimal shown.
    const mpf_class root = sqrt(mpf_class(squared, 512));
    return report::fixed(Rational(root), 8);
  }

  void priority(const Rational& quota, report::Node& node) const {
    std::optional<Rational> last;
    std::vector<std::string> last_states;
    for (const std::size_t row : members_) {
      const Rational count = at(quota_, row);
      if (count <= least(row) || count == 0) continue;
      const auto own = squared_priority(row, floor_of(count) - 1);
      if (!own || (last && *own > *last)) continue;
      if (!last || *own < *last) last_states.clear();
      last = own;
      last_states.push_back(name(row));
    }
    const mpz_class count = floor_of(quota);
    const std::size_t own_row = values_.row();
    // What the floor gives comes before all others, and the ceiling gives no more.
    const bool full = allocation_.ceiling.valid() && count >= most(own_row);
    const auto mine =
        count > 0 && count > least(own_row) ? squared_priority(own_row, count - 1) : std::nullopt;
    const auto next = full ? std::nullopt : squared_priority(own_row, count);
    if (mine) {
      node.details.push_back(fmt::format("its {} came at {}, its share divided by {}",
                                         ordinal(static_cast<std::size_t>(count.get_ui())),
                                         root_of(*mine), divisor_words(count - 1)));
    }
    if (next) {
      node.details.push_back(fmt::format("its {} would come at {}, its share divided by {}",
                                         ordinal(static_cast<std::size_t>(count.get_ui()) + 1),
                                         root_of(*next), divisor_words(count)));
    }
    if (full && !at_ceiling(own_row)) {
      node.details.push_back(
          fmt::format("the ceiling gives it no more than {}", report::grouped(quota, 0)));
    }
    if (last && !full) {
      node.details.push_back(fmt::format("the last of all went to {} at {}",
                                         fmt::join(last_states, ", "), root_of(*last)));
    }
    if (last && next && *next == *last) {
      node.details.push_back(
          fmt::format("tied for that one, settled {}", tie_words(allocation_.ties)));
    }
  }

  RowValues& values_;
  const program::Program& program_;
  program::AllocationId id_;
  const program::Allocation& allocation_;
  const ExplainOptions& options_;
  int digits_;
  ir::SheetValueId quota_;
  ir::SheetValueId entitlement_;
  ir::SheetValueId total_;
  ir::SheetValueId weight_;
  ir::SheetValueId floor_;
  ir::SheetValueId ceiling_;
  std::vector<std::size_t> members_;
};

}  // namespace

report::Node explain_allocation(RowValues& values, program::AllocationId id,
                                const ExplainOptions& options, int digits) {
  return AllocationExplainer(values, id, options, digits).explain();
}

}  // namespace nansen::sharing
