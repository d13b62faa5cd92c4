// One case at a time, instruction by instruction, with exact numbers. Facts are read one by one
// through the tables' accessors; nothing here knows how compiled code walks them.
#include "compiler/interpret/interpret.h"

#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/layout/days.h"
#include "compiler/layout/layout.h"

namespace nansen::interpret {
namespace {

using ir::Opcode;
using Number = std::optional<Rational>;

std::size_t position(ir::DomainId domain) { return static_cast<std::size_t>(domain.index); }
std::size_t position(ir::ValueId value) { return static_cast<std::size_t>(value.index); }

Number number_or_unknown(const Number& left, const Number& right, auto operation) {
  if (!left || !right) return std::nullopt;
  return Rational(operation(*left, *right));
}

/// The first of the operands that comes before all others by `comes_first`; unknown where one is.
template <typename ComesFirst>
Number extreme_of(const std::vector<Number>& numbers, ComesFirst comes_first) {
  if (std::find(numbers.begin(), numbers.end(), std::nullopt) != numbers.end()) return {};
  return *std::min_element(
      numbers.begin(), numbers.end(),
      [&](const Number& left, const Number& right) { return comes_first(*left, *right); });
}

/// The same of those that are known; unknown where none is.
template <typename ComesFirst>
Number extreme_of_known(std::vector<Number> numbers, ComesFirst comes_first) {
  std::erase(numbers, std::nullopt);
  return numbers.empty() ? Number() : extreme_of(numbers, comes_first);
}

Truth enclosed(Truth strict, Truth lenient) {
  if (strict == Truth::Yes && lenient != Truth::No) return Truth::Yes;
  if (lenient == Truth::No && strict != Truth::Yes) return Truth::No;
  return Truth::Undetermined;
}

Truth compared(const Number& left, const Number& right, auto holds) {
  if (!left || !right) return Truth::Undetermined;
  return truth_of(holds(*left, *right));
}

/// Of truths of which some hold, some may, and some do not: do at least `count`?
class Count {
 public:
  void add(Truth truth) {
    if (truth == Truth::Yes) ++certain_;
    if (truth != Truth::No) ++possible_;
  }
  Truth at_least(std::int64_t count) const {
    if (certain_ >= count) return Truth::Yes;
    return possible_ >= count ? Truth::Undetermined : Truth::No;
  }

 private:
  std::int64_t certain_ = 0;
  std::int64_t possible_ = 0;
};

}  // namespace

/// Evaluates the cases of one batch, one after the other, into one trace that is used again.
class Interpreter {
 public:
  Interpreter(const ir::Module& module, const runtime::Batch& batch)
      : module_(module), batch_(batch) {
    for (std::size_t index = 0; index < module.columns.size(); ++index) {
      positions_.push_back(layout::position_of(module, ir::ColumnId(index)));
    }
    trace_.module_ = &module;
    trace_.rows_.resize(module.domains.size());
    trace_.values_.resize(module.instructions.size());
  }

  const Trace& run(std::size_t row) {
    reach(row);
    for (std::size_t index = 0; index < module_.instructions.size(); ++index) {
      const ir::ValueId value(index);
      const ir::Instruction& made = module_.instructions[value];
      std::vector<Value>& values = trace_.values_[index];
      values.clear();
      for (const std::size_t here : trace_.rows(made.domain))
        values.push_back(evaluate(made, here));
    }
    return trace_;
  }

  Trace take(std::size_t row) {
    run(row);
    return std::move(trace_);
  }

 private:
  // ---- the rows that the case reaches ----

  /// From the case's own row along every link and reference, until nothing new is reached.
  void reach(std::size_t row) {
    for (std::vector<std::size_t>& rows : trace_.rows_) rows.clear();
    trace_.rows_[0].push_back(row);
    std::vector<std::pair<ir::DomainId, std::size_t>> pending{{ir::DomainId(0), row}};
    while (!pending.empty()) {
      const auto [domain, here] = pending.back();
      pending.pop_back();
      for (std::size_t index = 0; index < module_.columns.size(); ++index) {
        const ir::ColumnId column(index);
        if (module_.columns[column].domain != domain) continue;
        const ir::DomainId target = module_.columns[column].target;
        for (const std::size_t there : rows_behind(column, here)) {
          std::vector<std::size_t>& rows = trace_.rows_[position(target)];
          const auto place = std::lower_bound(rows.begin(), rows.end(), there);
          if (place != rows.end() && *place == there) continue;
          rows.insert(place, there);
          pending.emplace_back(target, there);
        }
      }
    }
  }

  /// The linked rows that are listed, or the row that a reference names, if it is there.
  std::vector<std::size_t> rows_behind(ir::ColumnId column, std::size_t row) const {
    std::vector<std::size_t> rows;
    if (module_.columns[column].kind == ir::ColumnKind::Reference) {
      if (const auto named = referenced(column, row)) rows.push_back(*named);
    } else if (module_.columns[column].kind == ir::ColumnKind::Rows) {
      const runtime::Table& table = table_of(module_.columns[column].domain);
      const std::size_t own = positions_[static_cast<std::size_t>(column.index)];
      const std::size_t end = table.rows_begin(row + 1, own);
      for (std::size_t next = table.rows_begin(row, own); next < end; ++next) rows.push_back(next);
    }
    return rows;
  }

  /// Nothing where the reference is unknown or its row is not in the table.
  std::optional<std::size_t> referenced(ir::ColumnId column, std::size_t row) const {
    const ir::Column& shape = module_.columns[column];
    if (!plane(column, row, 0)) return std::nullopt;
    const auto named = static_cast<std::size_t>(number(column, row));
    const auto& target = batch_.tables[position(shape.target)];
    if (target == nullptr || named >= target->rows()) return std::nullopt;
    return named;
  }

  // ---- facts ----

  const runtime::Table& table_of(ir::DomainId domain) const {
    const auto& table = batch_.tables[position(domain)];
    if (table == nullptr) bug("a row of a table that is not there is read");
    return *table;
  }
  bool plane(ir::ColumnId column, std::size_t row, std::size_t buffer) const {
    return table_of(module_.columns[column].domain)
        .plane(row, positions_[static_cast<std::size_t>(column.index)], buffer);
  }
  std::int64_t number(ir::ColumnId column, std::size_t row) const {
    return table_of(module_.columns[column].domain)
        .number(row, positions_[static_cast<std::size_t>(column.index)]);
  }

  Truth column_truth(ir::ColumnId column, std::size_t row) const {
    if (plane(column, row, 0)) return Truth::Yes;
    return plane(column, row, 1) ? Truth::No : Truth::Undetermined;
  }
  Truth column_code(ir::ColumnId column, std::size_t row, auto holds) const {
    if (!plane(column, row, 0)) return Truth::Undetermined;
    return truth_of(holds(number(column, row)));
  }
  Truth column_includes(ir::ColumnId column, std::size_t row, std::size_t member) const {
    if (!plane(column, row, 0)) return Truth::Undetermined;
    return truth_of(plane(column, row, 1 + member));
  }
  Number column_number(ir::ColumnId column, std::size_t row) const {
    if (!plane(column, row, 0)) return std::nullopt;
    Rational value(mpz_class(number(column, row)), mpz_class(module_.columns[column].scale));
    value.canonicalize();
    return value;
  }
  Truth same_row(ir::ColumnId left, ir::ColumnId right, std::size_t row) const {
    if (!plane(left, row, 0) || !plane(right, row, 0)) return Truth::Undetermined;
    return truth_of(number(left, row) == number(right, row));
  }

  // ---- operations ----

  Truth truth(ir::ValueId value, std::size_t row) const { return trace_.truth(value, row); }
  const Number& known(ir::ValueId value, std::size_t row) const {
    return std::get<Number>(trace_.at(value, row));
  }

  /// Whether further rows than those listed may exist.
  bool complete(ir::ColumnId column, std::size_t row) const { return plane(column, row, 0); }

  Truth every(const ir::Instruction& made, std::size_t row) const {
    Truth result = complete(made.column, row) ? Truth::Yes : Truth::Undetermined;
    for (const std::size_t there : rows_behind(made.column, row)) {
      result = result & truth(made.operands[0], there);
    }
    return result;
  }
  Truth some(const ir::Instruction& made, std::size_t row) const {
    Truth result = complete(made.column, row) ? Truth::No : Truth::Undetermined;
    for (const std::size_t there : rows_behind(made.column, row)) {
      result = result | truth(made.operands[0], there);
    }
    return result;
  }
  Truth at_least_rows(const ir::Instruction& made, std::size_t row) const {
    Count count;
    for (const std::size_t there : rows_behind(made.column, row)) {
      count.add(truth(made.operands[0], there));
    }
    const Truth listed = count.at_least(made.count);
    return complete(made.column, row) ? listed : listed | Truth::Undetermined;
  }

  /// The row of the parent that `row` is linked from.
  std::size_t parent_row(ir::DomainId domain, std::size_t row) const {
    const ir::Domain& rows = module_.domains[domain];
    for (const std::size_t above : trace_.rows(rows.parent)) {
      const auto linked = rows_behind(rows.link, above);
      if (std::find(linked.begin(), linked.end(), row) != linked.end()) return above;
    }
    bug("a linked row belongs to no row");
  }

  static Number agreed(const Number& left, const Number& right) {
    return left && right && *left == *right ? left : std::nullopt;
  }

  /// The second operand where the first holds, the third where it does not, else `undecided`.
  Number selected(const ir::Instruction& made, std::size_t row, auto undecided) const {
    const Number& yes = known(made.operands[1], row);
    const Number& no = known(made.operands[2], row);
    switch (truth(made.operands[0], row)) {
      case Truth::Yes: return yes;
      case Truth::No: return no;
      case Truth::Undetermined: break;
    }
    return undecided(yes, no);
  }

  Number of_days(const ir::Instruction& made, std::size_t row) const {
    std::vector<Rational> numbers;
    for (const Number& number : all_known(made, row)) {
      if (!number) return std::nullopt;
      numbers.push_back(*number);
    }
    return layout::of_days(module_, made, numbers);
  }

  std::vector<Number> all_known(const ir::Instruction& made, std::size_t row) const {
    std::vector<Number> numbers;
    for (const ir::ValueId operand : made.operands) numbers.push_back(known(operand, row));
    return numbers;
  }

  Value evaluate(const ir::Instruction& made, std::size_t row) const {
    const auto& operands = made.operands;
    switch (made.opcode) {
      case Opcode::ConstantTruth: return made.truth;
      case Opcode::ColumnTruth: return column_truth(made.column, row);
      case Opcode::ColumnIs:
        return column_code(made.column, row, [&](auto code) { return code == made.member; });
      case Opcode::ColumnAtLeast:
        return column_code(made.column, row, [&](auto code) { return code >= made.member; });
      case Opcode::ColumnIncludes: return column_includes(made.column, row, made.member);
      case Opcode::Not: return !truth(operands[0], row);
      case Opcode::And: {
        Truth result = Truth::Yes;
        for (const ir::ValueId operand : operands) result = result & truth(operand, row);
        return result;
      }
      case Opcode::Or: {
        Truth result = Truth::No;
        for (const ir::ValueId operand : operands) result = result | truth(operand, row);
        return result;
      }
      case Opcode::AtLeast: {
        Count count;
        for (const ir::ValueId operand : operands) count.add(truth(operand, row));
        return count.at_least(made.count);
      }
      case Opcode::Less:
        return compared(known(operands[0], row), known(operands[1], row), std::less<>());
      case Opcode::LessEqual:
        return compared(known(operands[0], row), known(operands[1], row), std::less_equal<>());
      case Opcode::Equal:
        return compared(known(operands[0], row), known(operands[1], row), std::equal_to<>());
      case Opcode::Enclose: return enclosed(truth(operands[0], row), truth(operands[1], row));
      case Opcode::SameRow: return same_row(made.column, made.other_column, row);
      case Opcode::Every: return every(made, row);
      case Opcode::Some: return some(made, row);
      case Opcode::AtLeastRows: return at_least_rows(made, row);
      case Opcode::ThroughTruth: {
        const auto there = referenced(made.column, row);
        return there ? truth(operands[0], *there) : Truth::Undetermined;
      }
      case Opcode::BroadcastTruth: return truth(operands[0], parent_row(made.domain, row));
      case Opcode::ConstantNumber: return Number(made.number);
      case Opcode::ColumnNumber: return column_number(made.column, row);
      case Opcode::Add:
        return number_or_unknown(known(operands[0], row), known(operands[1], row), std::plus<>());
      case Opcode::Subtract:
        return number_or_unknown(known(operands[0], row), known(operands[1], row), std::minus<>());
      case Opcode::Scale: {
        const Number& operand = known(operands[0], row);
        return operand ? Number(made.number * *operand) : Number();
      }
      case Opcode::Select: return selected(made, row, agreed);
      case Opcode::SelectLeast:
        return selected(made, row, [](const Number& yes, const Number& no) {
          return extreme_of({yes, no}, std::less<>());
        });
      case Opcode::SelectGreatest:
        return selected(made, row, [](const Number& yes, const Number& no) {
          return extreme_of({yes, no}, std::greater<>());
        });
      case Opcode::Minimum: return extreme_of(all_known(made, row), std::less<>());
      case Opcode::Maximum: return extreme_of(all_known(made, row), std::greater<>());
      case Opcode::MinimumKnown: return extreme_of_known(all_known(made, row), std::less<>());
      case Opcode::MaximumKnown: return extreme_of_known(all_known(made, row), std::greater<>());
      case Opcode::Agreed: return agreed(known(operands[0], row), known(operands[1], row));
      case Opcode::AddDays:
      case Opcode::AddMonths:
      case Opcode::NextWorkingDay:
      case Opcode::DaysCounted:
      case Opcode::CountedUntil: return of_days(made, row);
      case Opcode::ThroughNumber: {
        const auto there = referenced(made.column, row);
        return there ? known(operands[0], *there) : Number();
      }
      case Opcode::BroadcastNumber: return known(operands[0], parent_row(made.domain, row));
    }
    bug("an operation that the interpreter does not know");
  }

  const ir::Module& module_;
  const runtime::Batch& batch_;
  std::vector<std::size_t> positions_;  // of each column in its table
  Trace trace_;
};

namespace {

void set_bit(std::uint64_t* plane, std::size_t row, bool value) {
  const std::uint64_t bit = std::uint64_t{1} << (row % 64);
  plane[row / 64] = value ? plane[row / 64] | bit : plane[row / 64] & ~bit;
}

std::int64_t stored(const Rational& value, std::int64_t scale) {
  const Rational scaled = value * Rational(mpz_class(scale));
  if (scaled.get_den() != 1 || !scaled.get_num().fits_slong_p()) {
    bug("a number does not fit its output");
  }
  return scaled.get_num().get_si();
}

void store(const Trace& trace, const ir::Module& module, std::size_t row,
           runtime::Results& results) {
  for (std::size_t output = 0; output < module.outputs.size(); ++output) {
    const std::vector<ir::ValueId>& values = module.outputs[output].values;
    const runtime::OutputShape& shape = results.shapes()[output];
    if (!shape.number) {
      for (std::size_t truth = 0; truth < values.size(); ++truth) {
        const Truth value = trace.truth(values[truth], row);
        set_bit(results.plane(output, truth, true), row, value == Truth::Yes);
        set_bit(results.plane(output, truth, false), row, value == Truth::No);
      }
      continue;
    }
    for (std::size_t which = 0; which < values.size(); ++which) {
      const auto& value = std::get<Number>(trace.at(values[which], row));
      set_bit(results.plane(output, which, true), row, value.has_value());
      results.numbers(output, which)[row] = value ? stored(*value, shape.scale) : 0;
    }
  }
}

}  // namespace

const Value& Trace::at(ir::ValueId value, std::size_t row) const {
  const ir::DomainId domain = module_->instructions[value].domain;
  if (domain == ir::DomainId(0)) return values_[position(value)].front();
  const std::vector<std::size_t>& reached = rows(domain);
  const auto place = std::lower_bound(reached.begin(), reached.end(), row);
  if (place == reached.end() || *place != row) bug("the case does not reach this row");
  return values_[position(value)][static_cast<std::size_t>(place - reached.begin())];
}

Truth Trace::truth(ir::ValueId value, std::size_t row) const {
  return std::get<Truth>(at(value, row));
}

const std::vector<std::size_t>& Trace::rows(ir::DomainId domain) const {
  return rows_[position(domain)];
}

Trace trace(const ir::Module& module, const runtime::Batch& batch, std::size_t row) {
  return Interpreter(module, batch).take(row);
}

void evaluate(const ir::Module& module, const runtime::Batch& batch, runtime::Results& results) {
  if (batch.tables[0] == nullptr) return;
  Interpreter interpreter(module, batch);
  for (std::size_t row = 0; row < batch.tables[0]->rows(); ++row) {
    store(interpreter.run(row), module, row, results);
  }
}

}  // namespace nansen::interpret
