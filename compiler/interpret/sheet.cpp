// What is needed is kept on a stack of its own, so that sheets may be as long as they like: an
// operation that lacks an operand puts it on top and is tried again once it is there.
#include "compiler/interpret/sheet.h"

#include <algorithm>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/interpret/across.h"
#include "compiler/interpret/apportion.h"

namespace nansen::interpret {
namespace {

using ir::SheetOpcode;
using ir::SheetOperation;
using ir::SheetValueId;

std::size_t position(SheetValueId value) { return static_cast<std::size_t>(value.index); }

/// True iff the number has more digits than are worked with: a few lines that square one another
/// would fill any memory.
bool is_unwieldy(const Rational& number) {
  constexpr std::size_t most_bits = std::size_t{1} << 20;
  return mpz_sizeinbase(number.get_num_mpz_t(), 2) > most_bits ||
         mpz_sizeinbase(number.get_den_mpz_t(), 2) > most_bits;
}

}  // namespace

class SheetTrace::Implementation {
 public:
  Implementation(const ir::Sheet& sheet, const SheetTable& table)
      : sheet_(sheet),
        table_(table),
        has_rows_(ir::has_rows(sheet)),
        numbers_(sheet.operations.size()),
        truths_(sheet.operations.size()) {
    if (table.inputs.size() != sheet.inputs.size() ||
        table.parameters.size() != sheet.parameters.size()) {
      bug("a table does not fit its sheet");
    }
  }

  std::variant<Rational, SheetError> number(SheetValueId value, std::size_t row) {
    if (ir::gives_truth(sheet_.operations[value].opcode)) bug("a truth is read as a number");
    if (auto error = work_out(value, row)) return *std::move(error);
    return *known_number(value, row);
  }

  std::variant<bool, SheetError> truth(SheetValueId value, std::size_t row) {
    if (!ir::gives_truth(sheet_.operations[value].opcode)) bug("a number is read as a truth");
    if (auto error = work_out(value, row)) return *std::move(error);
    return *known_truth(value, row);
  }

 private:
  /// An operation at a row; at row 0 where there is one value for the whole sheet.
  struct Place {
    SheetValueId value;
    std::size_t row;
  };
  using Failure = std::optional<SheetError>;

  std::size_t rows() const { return table_.rows.size(); }

  // ---- what is known so far ----

  Place place_of(SheetValueId value, std::size_t row) const {
    return {value, has_rows_[position(value)] ? row : 0};
  }

  template <typename Value>
  std::optional<Value>& slot(std::vector<std::vector<std::optional<Value>>>& slots, Place place) {
    std::vector<std::optional<Value>>& column = slots[position(place.value)];
    if (column.empty()) column.resize(has_rows_[position(place.value)] ? rows() : 1);
    return column[place.row];
  }
  const std::optional<Rational>& known_number(SheetValueId value, std::size_t row) {
    return slot(numbers_, place_of(value, row));
  }
  const std::optional<bool>& known_truth(SheetValueId value, std::size_t row) {
    return slot(truths_, place_of(value, row));
  }
  bool known(Place place) {
    return ir::gives_truth(sheet_.operations[place.value].opcode)
               ? slot(truths_, place).has_value()
               : slot(numbers_, place).has_value();
  }

  // ---- the stack ----

  Failure work_out(SheetValueId value, std::size_t row) {
    std::vector<Place> stack{place_of(value, row)};
    while (!stack.empty()) {
      if (known(stack.back())) {
        stack.pop_back();
        continue;
      }
      lacking_.clear();
      if (Failure failure = attempt(stack.back())) return failure;
      // The first that is lacking comes first, so that errors arise in the order of the operands.
      stack.insert(stack.end(), lacking_.rbegin(), lacking_.rend());
    }
    return std::nullopt;
  }

  /// The operand's number; null iff it is lacking, which is then noted.
  const Rational* number_at(SheetValueId value, std::size_t row) {
    const std::optional<Rational>& found = known_number(value, row);
    if (found) return &*found;
    lacking_.push_back(place_of(value, row));
    return nullptr;
  }
  std::optional<bool> truth_at(SheetValueId value, std::size_t row) {
    const std::optional<bool>& found = known_truth(value, row);
    if (!found) lacking_.push_back(place_of(value, row));
    return found;
  }
  /// The operands' numbers at the rows; nothing iff one is lacking.
  std::optional<std::vector<Rational>> numbers_at(const std::vector<SheetValueId>& values,
                                                  const std::vector<std::size_t>& rows) {
    std::vector<Rational> found;
    for (const SheetValueId value : values) {
      for (const std::size_t row : rows) {
        if (const Rational* number = number_at(value, row)) found.push_back(*number);
      }
    }
    if (!lacking_.empty()) return std::nullopt;
    return found;
  }
  /// The rows of the set; nothing iff of one it is lacking whether it is in.
  std::optional<std::vector<std::size_t>> members(SheetValueId set) {
    std::vector<std::size_t> found;
    for (std::size_t row = 0; row < rows(); ++row) {
      if (truth_at(set, row).value_or(false)) found.push_back(row);
    }
    if (!lacking_.empty()) return std::nullopt;
    return found;
  }

  /// Gives the place its number, or says that it has too many digits.
  Failure give_or_refuse(Place place, Rational number) {
    if (is_unwieldy(number)) return error_at(place, SheetErrorKind::TooLarge);
    give(place, std::move(number));
    return std::nullopt;
  }
  void give(Place place, Rational number) { slot(numbers_, place) = std::move(number); }
  void give(Place place, bool truth) { slot(truths_, place) = truth; }

  // ---- errors ----

  SheetError error_at(Place place, SheetErrorKind kind) const {
    SheetError error;
    error.kind = kind;
    error.operation = place.value;
    if (has_rows_[position(place.value)]) error.row = place.row;
    return error;
  }
  SheetError error_at(Place place, SheetErrorKind kind, const Rational& number) const {
    SheetError error = error_at(place, kind);
    error.number = number;
    return error;
  }

  // ---- operations ----

  /// Gives the place its value, or notes what is lacking, or says why there is none.
  Failure attempt(Place place) {
    const SheetOperation& made = sheet_.operations[place.value];
    switch (made.opcode) {
      case SheetOpcode::Constant: give(place, made.number); break;
      case SheetOpcode::Parameter: give(place, table_.parameters[made.index]); break;
      case SheetOpcode::Indicator:
      case SheetOpcode::Known:
      case SheetOpcode::Condition: return read(place, made);
      case SheetOpcode::Always: give(place, true); break;
      case SheetOpcode::Add:
      case SheetOpcode::Subtract:
      case SheetOpcode::Multiply:
      case SheetOpcode::Divide:
      case SheetOpcode::Smaller:
      case SheetOpcode::Larger:
      case SheetOpcode::MiddleOf:
      case SheetOpcode::NotNegative:
      case SheetOpcode::Less:
      case SheetOpcode::LessEqual:
      case SheetOpcode::Equal: {
        const auto numbers = numbers_at(made.operands, {place.row});
        return numbers ? calculate(place, made.opcode, *numbers) : std::nullopt;
      }
      case SheetOpcode::Not:
        if (const auto operand = truth_at(made.operands[0], place.row)) give(place, !*operand);
        break;
      case SheetOpcode::And: connect(place, made.operands, false); break;
      case SheetOpcode::Or: connect(place, made.operands, true); break;
      case SheetOpcode::Choose:
        if (const auto condition = truth_at(made.operands[0], place.row)) {
          const SheetValueId chosen = made.operands[*condition ? 1 : 2];
          if (const Rational* number = number_at(chosen, place.row)) give(place, *number);
        }
        break;
      case SheetOpcode::Total:
      case SheetOpcode::Count:
      case SheetOpcode::Least:
      case SheetOpcode::Greatest:
      case SheetOpcode::Median: return sum_up(place, made);
      case SheetOpcode::Rank:
      case SheetOpcode::Redistribute:
        // A row outside the set needs nothing of the others.
        if (const auto inside = truth_at(made.operands.back(), place.row)) {
          if (*inside) return give_rows(place, made);
          give(place, Rational(0));
        }
        break;
      case SheetOpcode::Apportion:
      case SheetOpcode::Entitlement: return give_rows(place, made);
    }
    return std::nullopt;
  }

  Failure read(Place place, const SheetOperation& made) {
    const SheetTable::Column& column = table_.inputs[made.index];
    const bool truth = sheet_.inputs[made.index].truth;
    const bool known = truth ? column.truths[place.row] != Truth::Undetermined
                             : column.numbers[place.row].has_value();
    if (made.opcode == SheetOpcode::Known) {
      give(place, known);
    } else if (!known) {
      SheetError error = error_at(
          place, truth ? SheetErrorKind::UndeterminedTruth : SheetErrorKind::MissingIndicator);
      error.input = made.index;
      return error;
    } else if (truth) {
      give(place, column.truths[place.row] == Truth::Yes);
    } else {
      give(place, *column.numbers[place.row]);
    }
    return std::nullopt;
  }

  Failure calculate(Place place, SheetOpcode opcode, const std::vector<Rational>& operands) {
    const Rational& first = operands.front();
    const Rational& last = operands.back();
    switch (opcode) {
      case SheetOpcode::Add: return give_or_refuse(place, first + last);
      case SheetOpcode::Subtract: return give_or_refuse(place, first - last);
      case SheetOpcode::Multiply: return give_or_refuse(place, first * last);
      case SheetOpcode::Divide:
        if (last == 0) return error_at(place, SheetErrorKind::DivisionByZero);
        return give_or_refuse(place, first / last);
      case SheetOpcode::Smaller: give(place, std::min(first, last)); break;
      case SheetOpcode::Larger: give(place, std::max(first, last)); break;
      case SheetOpcode::MiddleOf: give(place, middle_of(operands)); break;
      case SheetOpcode::NotNegative:
        if (first < 0) return error_at(place, SheetErrorKind::Negative, first);
        give(place, first);
        break;
      case SheetOpcode::Less: give(place, first < last); break;
      case SheetOpcode::LessEqual: give(place, first <= last); break;
      case SheetOpcode::Equal: give(place, first == last); break;
      default: bug("an operation that is not made of one row's numbers");
    }
    return std::nullopt;
  }

  /// And where `settles` is false, or where it is true.
  void connect(Place place, const std::vector<SheetValueId>& operands, bool settles) {
    for (const SheetValueId operand : operands) {
      const auto truth = truth_at(operand, place.row);
      if (!truth) return;
      if (*truth == settles) return give(place, settles);
    }
    give(place, !settles);
  }

  /// One value across the rows of the set.
  Failure sum_up(Place place, const SheetOperation& made) {
    const auto rows = members(made.operands.back());
    if (!rows) return std::nullopt;
    if (made.opcode == SheetOpcode::Count) {
      give(place, Rational(static_cast<unsigned long>(rows->size())));
      return std::nullopt;
    }
    const auto numbers = numbers_at({made.operands[0]}, *rows);
    if (!numbers) return std::nullopt;
    if (made.opcode == SheetOpcode::Total) {
      Rational total = 0;
      for (const Rational& number : *numbers) {
        total += number;
        if (is_unwieldy(total)) break;
      }
      return give_or_refuse(place, std::move(total));
    }
    if (numbers->empty()) return error_at(place, SheetErrorKind::EmptySet);
    switch (made.opcode) {
      case SheetOpcode::Least:
        give(place, *std::min_element(numbers->begin(), numbers->end()));
        break;
      case SheetOpcode::Greatest:
        give(place, *std::max_element(numbers->begin(), numbers->end()));
        break;
      case SheetOpcode::Median: give(place, middle_of(*numbers)); break;
      default: bug("an operation that does not sum up rows");
    }
    return std::nullopt;
  }

  // ---- one value a row, made across rows ----

  using Numbers = std::vector<Rational>;

  /// The values of all rows at once: what the operation makes of the set, and zero outside it.
  Failure give_rows(Place place, const SheetOperation& made) {
    const auto set = members(made.operands.back());
    if (!set) return std::nullopt;
    const auto values = across(place, made, *set);
    if (!values) return std::nullopt;
    if (const auto* error = std::get_if<SheetError>(&*values)) return *error;
    for (const Rational& number : std::get<Numbers>(*values)) {
      if (is_unwieldy(number)) return error_at(place, SheetErrorKind::TooLarge);
    }
    for (std::size_t row = 0; row < rows(); ++row) {
      give({place.value, row}, Rational(0));
    }
    for (std::size_t index = 0; index < set->size(); ++index) {
      give({place.value, (*set)[index]}, std::get<Numbers>(*values)[index]);
    }
    return std::nullopt;
  }

  /// The values of the set's rows; nothing iff an operand is lacking.
  std::optional<std::variant<Numbers, SheetError>> across(Place place, const SheetOperation& made,
                                                          const std::vector<std::size_t>& rows) {
    // All operands but the set, and of those that divide a total but this too.
    const bool divides =
        made.opcode == SheetOpcode::Apportion || made.opcode == SheetOpcode::Entitlement;
    const Rational* total = divides ? number_at(made.operands[0], 0) : nullptr;
    const std::vector<SheetValueId> operands(made.operands.begin() + (divides ? 1 : 0),
                                             made.operands.end() - 1);
    const auto numbers = numbers_at(operands, rows);
    if (!numbers) return std::nullopt;
    const auto operand = [&](std::size_t index) {
      const auto begin = numbers->begin() + static_cast<std::ptrdiff_t>(index * rows.size());
      return Numbers(begin, begin + static_cast<std::ptrdiff_t>(rows.size()));
    };
    switch (made.opcode) {
      case SheetOpcode::Rank: return ranks(operand(0));
      case SheetOpcode::Redistribute: {
        const Numbers weights = operand(2);
        for (std::size_t index = 0; index < rows.size(); ++index) {
          if (weights[index] < 0) {
            return error_at({place.value, rows[index]}, SheetErrorKind::NegativeWeight,
                            weights[index]);
          }
        }
        return redistributed(operand(0), operand(1), weights, made.until_nothing_is_cut);
      }
      case SheetOpcode::Apportion:
      case SheetOpcode::Entitlement: {
        Claims claims{*total, operand(0), operand(1), operand(2), {}};
        for (const std::size_t row : rows) claims.names.push_back(table_.rows[row]);
        auto divided = made.opcode == SheetOpcode::Apportion
                           ? apportion(claims, made.method, made.ties)
                           : entitlements(claims);
        if (auto* error = std::get_if<SheetError>(&divided)) {
          error->operation = place.value;
          if (error->row) error->row = rows[*error->row];
          if (error->other) error->other = rows[*error->other];
        }
        return divided;
      }
      default: bug("an operation that does not give rows across rows");
    }
  }

  const ir::Sheet& sheet_;
  const SheetTable& table_;
  std::vector<bool> has_rows_;
  std::vector<std::vector<std::optional<Rational>>> numbers_;  // by operation, then by row
  std::vector<std::vector<std::optional<bool>>> truths_;
  std::vector<Place> lacking_;  // what the attempt that is being made needs first
};

SheetTrace::SheetTrace(const ir::Sheet& sheet, const SheetTable& table)
    : implementation_(std::make_unique<Implementation>(sheet, table)) {}
SheetTrace::~SheetTrace() = default;
SheetTrace::SheetTrace(SheetTrace&&) noexcept = default;

std::variant<Rational, SheetError> SheetTrace::number(SheetValueId value, std::size_t row) {
  return implementation_->number(value, row);
}

std::variant<bool, SheetError> SheetTrace::truth(SheetValueId value, std::size_t row) {
  return implementation_->truth(value, row);
}

std::variant<std::vector<SheetColumn>, SheetError> evaluate(const ir::Sheet& sheet,
                                                            const SheetTable& table) {
  SheetTrace trace(sheet, table);
  std::vector<SheetColumn> columns;
  for (const ir::SheetOutput& output : sheet.outputs) {
    SheetColumn& column = columns.emplace_back();
    const bool is_truth = ir::gives_truth(sheet.operations[output.value].opcode);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const auto asked = trace.truth(output.rows, row);
      if (const auto* error = std::get_if<SheetError>(&asked)) return *error;
      column.asked.push_back(std::get<bool>(asked));
      if (is_truth) {
        column.truths.push_back(false);
      } else {
        column.numbers.emplace_back();
      }
      if (!column.asked.back()) continue;
      if (is_truth) {
        const auto truth = trace.truth(output.value, row);
        if (const auto* error = std::get_if<SheetError>(&truth)) return *error;
        column.truths.back() = std::get<bool>(truth);
      } else {
        const auto number = trace.number(output.value, row);
        if (const auto* error = std::get_if<SheetError>(&number)) return *error;
        column.numbers.back() = std::get<Rational>(number);
      }
    }
  }
  return columns;
}

}  // namespace nansen::interpret
