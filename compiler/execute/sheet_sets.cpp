#include "compiler/execute/sheet_sets.h"

#include <algorithm>

#include "compiler/base/bug.h"

namespace nansen::execute {
namespace {

using ir::SheetOpcode;
using ir::SheetOperation;
using ir::SheetValueId;

constexpr std::uint8_t no = 0;
constexpr std::uint8_t yes = 1;
constexpr std::uint8_t undetermined = 2;

std::size_t position(SheetValueId value) { return static_cast<std::size_t>(value.index); }

class Finder {
 public:
  Finder(const ir::Sheet& sheet, const SheetPlan& plan, const runtime::Scenarios& scenarios)
      : sheet_(sheet), plan_(plan), scenarios_(scenarios) {
    sets_.rows = scenarios.rows();
    sets_.truths.resize(sheet.operations.size());
    sets_.needed.resize(sheet.operations.size());
  }

  SheetSets find() {
    for (std::size_t index = 0; index < sheet_.operations.size(); ++index) {
      if (plan_.values[index].uniform) sets_.truths[index] = truth(SheetValueId(index));
      sets_.needed[index].assign(sets_.rows, false);
    }
    for (const ir::SheetOutput& output : sheet_.outputs) {
      need_everywhere(output.rows);
      for (std::size_t row = 0; row < sets_.rows; ++row) {
        if (sets_.holds(output.rows, row)) need(output.value, row);
      }
    }
    // Operands come before, so that going backwards finds all that an operation is needed for
    // first.
    for (std::size_t index = sheet_.operations.size(); index-- > 0;) {
      const SheetValueId id(index);
      if (sets_.is_needed(id)) need_operands(id);
    }
    return std::move(sets_);
  }

 private:
  const SheetOperation& at(SheetValueId id) const { return sheet_.operations[id]; }
  std::uint8_t truth_at(SheetValueId id, std::size_t row) const {
    return sets_.truths[position(id)][row];
  }

  // ---- uniform truths ----

  std::vector<std::uint8_t> truth(SheetValueId id) const {
    const SheetOperation& made = at(id);
    std::vector<std::uint8_t> result(sets_.rows, yes);
    for (std::size_t row = 0; row < sets_.rows; ++row) {
      switch (made.opcode) {
        case SheetOpcode::Always: break;
        case SheetOpcode::Known: result[row] = scenarios_.known(made.index)[row]; break;
        case SheetOpcode::Condition:
          result[row] = scenarios_.known(made.index)[row] == 0 ? undetermined
                                                               : scenarios_.truths(made.index)[row];
          break;
        case SheetOpcode::Not: result[row] = negated(truth_at(made.operands[0], row)); break;
        case SheetOpcode::And: result[row] = first_of(no, made, row); break;
        case SheetOpcode::Or: result[row] = first_of(yes, made, row); break;
        default: bug("a uniform truth depends on a scenario");
      }
    }
    return result;
  }

  static std::uint8_t negated(std::uint8_t truth) {
    return truth == undetermined ? undetermined : static_cast<std::uint8_t>(1 - truth);
  }

  /// From left to right: the first operand that settles it, or that is undetermined.
  std::uint8_t first_of(std::uint8_t settles, const SheetOperation& made, std::size_t row) const {
    for (const SheetValueId each : made.operands) {
      const std::uint8_t found = truth_at(each, row);
      if (found == settles || found == undetermined) return found;
    }
    return negated(settles);
  }

  // ---- what is needed ----

  void need(SheetValueId id, std::size_t row) {
    std::vector<bool>& needed = sets_.needed[position(id)];
    if (plan_.of(id).rows) {
      needed[row] = true;
    } else {
      std::fill(needed.begin(), needed.end(), true);
    }
  }

  void need_everywhere(SheetValueId id) {
    for (std::size_t row = 0; row < sets_.rows; ++row) need(id, row);
  }

  void need_operands(SheetValueId id) {
    const SheetOperation& made = at(id);
    if (made.operands.empty() || plan_.of(id).uniform) return leaf(id);
    switch (made.opcode) {
      case SheetOpcode::Count: return need_everywhere(made.operands[0]);
      case SheetOpcode::Total:
      case SheetOpcode::Rank:
      case SheetOpcode::Redistribute: return across(made, 0);
      case SheetOpcode::Least:
      case SheetOpcode::Greatest:
      case SheetOpcode::Median:
        sets_.fails |= sets_.members(made.operands[1]).empty();
        return across(made, 0);
      case SheetOpcode::Apportion:
      case SheetOpcode::Entitlement: need_everywhere(made.operands[0]); return across(made, 1);
      default: break;
    }
    for (std::size_t row = 0; row < sets_.rows; ++row) {
      if (sets_.needed[position(id)][row]) need_at(made, row);
    }
  }

  /// A leaf that cannot be read, or a uniform truth that is undetermined.
  void leaf(SheetValueId id) {
    const SheetOperation& made = at(id);
    for (std::size_t row = 0; row < sets_.rows; ++row) {
      if (!sets_.needed[position(id)][row]) continue;
      if (plan_.of(id).uniform) {
        sets_.fails |= truth_at(id, row) == undetermined;
      } else if (made.opcode == SheetOpcode::Indicator) {
        sets_.fails |= scenarios_.known(made.index)[row] == 0;
      }
    }
  }

  /// The operands from `first` on at the rows of the set, which comes last.
  void across(const SheetOperation& made, std::size_t first) {
    const SheetValueId set = made.operands.back();
    need_everywhere(set);
    for (std::size_t place = first; place + 1 < made.operands.size(); ++place) {
      for (std::size_t row = 0; row < sets_.rows; ++row) {
        if (sets_.holds(set, row)) need(made.operands[place], row);
      }
    }
  }

  void need_at(const SheetOperation& made, std::size_t row) {
    if (made.opcode == SheetOpcode::Choose) return need_chosen(made, row);
    const bool conjunction = made.opcode == SheetOpcode::And;
    const bool connects = conjunction || made.opcode == SheetOpcode::Or;
    for (const SheetValueId each : made.operands) {
      need(each, row);
      const bool settled =
          connects && plan_.of(each).uniform && truth_at(each, row) == (conjunction ? no : yes);
      if (settled) return;
    }
  }

  void need_chosen(const SheetOperation& made, std::size_t row) {
    const SheetValueId condition = made.operands[0];
    need(condition, row);
    const bool uniform = plan_.of(condition).uniform;
    const std::uint8_t truth = uniform ? truth_at(condition, row) : undetermined;
    if (truth != no && (truth == yes || !uniform)) need(made.operands[1], row);
    if (truth != yes && (truth == no || !uniform)) need(made.operands[2], row);
  }

  const ir::Sheet& sheet_;
  const SheetPlan& plan_;
  const runtime::Scenarios& scenarios_;
  SheetSets sets_;
};

}  // namespace

bool SheetSets::is_needed(SheetValueId value) const {
  const std::vector<bool>& here = needed[position(value)];
  return std::find(here.begin(), here.end(), true) != here.end();
}

std::vector<std::uint32_t> SheetSets::members(SheetValueId set) const {
  std::vector<std::uint32_t> found;
  for (std::size_t row = 0; row < rows; ++row) {
    if (holds(set, row)) found.push_back(static_cast<std::uint32_t>(row));
  }
  return found;
}

std::vector<std::uint32_t> SheetSets::needed_outside(SheetValueId value, SheetValueId set) const {
  std::vector<std::uint32_t> found;
  for (std::size_t row = 0; row < rows; ++row) {
    if (!holds(set, row) && needed[position(value)][row]) {
      found.push_back(static_cast<std::uint32_t>(row));
    }
  }
  return found;
}

SheetSets find_sets(const ir::Sheet& sheet, const SheetPlan& plan,
                    const runtime::Scenarios& scenarios) {
  return Finder(sheet, plan, scenarios).find();
}

}  // namespace nansen::execute
