// Shapes from columns, and the exact range of every number by interval arithmetic.
#include "compiler/layout/layout.h"

#include <algorithm>
#include <cassert>

#include "compiler/base/bug.h"
#include "runtime/calendar.h"

namespace nansen::layout {
namespace {

using ir::Opcode;

/// The bytes of the narrowest signed integer that holds [least, greatest].
std::uint8_t width_of(std::int64_t least, std::int64_t greatest) {
  for (const int bytes : {1, 2, 4}) {
    const std::int64_t limit = std::int64_t{1} << (8 * bytes - 1);
    if (least >= -limit && greatest < limit) return static_cast<std::uint8_t>(bytes);
  }
  return 8;
}

mpz_class lcm(const mpz_class& a, const mpz_class& b) {
  mpz_class result;
  mpz_lcm(result.get_mpz_t(), a.get_mpz_t(), b.get_mpz_t());
  return result;
}

/// The same numbers as multiples of 1/scale; `scale` is a multiple of `form.scale`.
NumberForm brought_to(const NumberForm& form, const mpz_class& scale) {
  const Rational factor(scale / form.scale);
  return {form.least * factor, form.greatest * factor, scale};
}

NumberForm added(const NumberForm& a, const NumberForm& b) {
  const mpz_class scale = lcm(a.scale, b.scale);
  const NumberForm left = brought_to(a, scale);
  const NumberForm right = brought_to(b, scale);
  return {left.least + right.least, left.greatest + right.greatest, scale};
}

NumberForm subtracted(const NumberForm& a, const NumberForm& b) {
  return added(a, {-b.greatest, -b.least, b.scale});
}

// value = i/s, so (p/q) * value = (i * p) / (s * q): stored as i * (p/g) at the scale (s * q)/g.
NumberForm scaled(const NumberForm& a, const Rational& number) {
  const mpz_class denominator = a.scale * number.get_den();
  const mpz_class common = gcd(number.get_num(), denominator);
  const Rational factor(number.get_num() / common);
  Rational first = a.least * factor;
  Rational second = a.greatest * factor;
  return {std::min(first, second), std::max(first, second), denominator / common};
}

NumberForm joined(const NumberForm& a, const NumberForm& b) {
  const mpz_class scale = lcm(a.scale, b.scale);
  const NumberForm left = brought_to(a, scale);
  const NumberForm right = brought_to(b, scale);
  return {std::min(left.least, right.least), std::max(left.greatest, right.greatest), scale};
}

const NumberForm all_days{Rational(runtime::first_day), Rational(runtime::last_day), 1};

void require_whole(const NumberForm& form) {
  if (form.scale != 1) bug("a number of days or months need not be whole");
}

void require_day(const NumberForm& form) {
  if (form.scale != 1 || form.least < all_days.least || form.greatest > all_days.greatest) {
    bug("what is used as a day need not be one");
  }
}

NumberForm form_of(const ir::Module& module, const ir::Instruction& instruction,
                   const std::vector<NumberForm>& forms) {
  const auto operand = [&](std::size_t position) -> const NumberForm& {
    return forms[static_cast<std::size_t>(instruction.operands[position].index)];
  };
  switch (instruction.opcode) {
    case Opcode::ConstantNumber: {
      const Rational stored(instruction.number.get_num());
      return {stored, stored, instruction.number.get_den()};
    }
    case Opcode::ColumnNumber: {
      const ir::Column& column = module.columns[instruction.column];
      return {Rational(mpz_class(column.least)), Rational(mpz_class(column.greatest)),
              mpz_class(column.scale)};
    }
    case Opcode::Add: return added(operand(0), operand(1));
    case Opcode::Subtract: return subtracted(operand(0), operand(1));
    case Opcode::Scale: return scaled(operand(0), instruction.number);
    case Opcode::Select:
    case Opcode::SelectLeast:
    case Opcode::SelectGreatest: return joined(operand(1), operand(2));
    case Opcode::Minimum:
    case Opcode::Maximum:
    case Opcode::MinimumKnown:
    case Opcode::MaximumKnown:
    case Opcode::Agreed: {
      NumberForm result = operand(0);
      for (std::size_t position = 1; position < instruction.operands.size(); ++position) {
        result = joined(result, operand(position));
      }
      return result;
    }
    case Opcode::AddDays:
    case Opcode::AddMonths:
      require_day(operand(0));
      require_whole(operand(1));
      return all_days;
    case Opcode::NextWorkingDay: require_day(operand(0)); return all_days;
    case Opcode::DaysCounted:
    case Opcode::CountedUntil:
      for (std::size_t position = 0; position < instruction.operands.size(); ++position) {
        require_day(operand(position));
      }
      if (instruction.opcode == Opcode::CountedUntil) return all_days;
      return {0, all_days.greatest - all_days.least, 1};
    case Opcode::ThroughNumber:
    case Opcode::BroadcastNumber: return operand(0);
    default: return {};
  }
}

/// True iff the numbers among the operands of `instruction` are brought to one scale before it
/// computes, and one of them then needs more bits than compiled code has.
bool too_wide_at_common_scale(const ir::Instruction& instruction,
                              const std::vector<NumberForm>& forms) {
  switch (instruction.opcode) {
    case Opcode::Add:
    case Opcode::Subtract:
    case Opcode::Less:
    case Opcode::LessEqual:
    case Opcode::Equal:
    case Opcode::Select:
    case Opcode::SelectLeast:
    case Opcode::SelectGreatest:
    case Opcode::Minimum:
    case Opcode::Maximum:
    case Opcode::MinimumKnown:
    case Opcode::MaximumKnown:
    case Opcode::Agreed: break;
    default: return false;
  }
  // A truth has the default form, of scale 1 and one bit: it changes nothing.
  mpz_class scale = 1;
  for (const ir::ValueId operand : instruction.operands) {
    scale = lcm(scale, forms[static_cast<std::size_t>(operand.index)].scale);
  }
  return std::any_of(instruction.operands.begin(), instruction.operands.end(),
                     [&](ir::ValueId operand) {
                       const auto& form = forms[static_cast<std::size_t>(operand.index)];
                       return bits_of(form, scale / form.scale) > widest_number_bits;
                     });
}

}  // namespace

runtime::ColumnShape shape_of(const ir::Column& column) {
  const auto members = static_cast<std::uint32_t>(column.members.size());
  switch (column.kind) {
    case ir::ColumnKind::Boolean: return {runtime::ColumnKind::Boolean, 1, 0};
    case ir::ColumnKind::Enumeration:
    case ir::ColumnKind::OrderedEnumeration:
      assert(members <= 65536);
      return {runtime::ColumnKind::Code, static_cast<std::uint8_t>(members <= 256 ? 1 : 2),
              members};
    case ir::ColumnKind::Set: return {runtime::ColumnKind::Set, 1, members};
    case ir::ColumnKind::Number:
      return {runtime::ColumnKind::Number, width_of(column.least, column.greatest), 0};
    case ir::ColumnKind::Reference: return {runtime::ColumnKind::Reference, 4, 0};
    case ir::ColumnKind::Rows: return {runtime::ColumnKind::Rows, 4, 0};
  }
  return {};
}

std::vector<runtime::ColumnShape> shapes_of(const ir::Module& module, ir::DomainId domain) {
  std::vector<runtime::ColumnShape> shapes;
  for (const ir::Column& column : module.columns) {
    if (column.domain == domain) shapes.push_back(shape_of(column));
  }
  return shapes;
}

std::size_t position_of(const ir::Module& module, ir::ColumnId column) {
  const ir::DomainId domain = module.columns[column].domain;
  return static_cast<std::size_t>(
      std::count_if(module.columns.begin(), module.columns.begin() + column.index,
                    [&](const ir::Column& other) { return other.domain == domain; }));
}

std::vector<runtime::OutputShape> output_shapes(const ir::Module& module) {
  const std::vector<NumberForm> forms = number_forms(module);
  std::vector<runtime::OutputShape> shapes;
  for (const ir::Output& output : module.outputs) {
    if (output.kind == ir::OutputKind::DateRange) {
      for (const ir::ValueId value : output.values) {
        require_day(forms[static_cast<std::size_t>(value.index)]);
      }
      shapes.push_back({0, true, 1, true});
    } else if (output.kind == ir::OutputKind::Number || output.kind == ir::OutputKind::Date) {
      const mpz_class& scale = forms[static_cast<std::size_t>(output.values[0].index)].scale;
      shapes.push_back({0, true, scale.fits_slong_p() ? scale.get_si() : 0, false});
    } else {
      shapes.push_back({static_cast<std::uint32_t>(output.values.size()), false, 1, false});
    }
  }
  return shapes;
}

std::vector<NumberForm> number_forms(const ir::Module& module) {
  std::vector<NumberForm> forms;
  forms.reserve(module.instructions.size());
  for (const ir::Instruction& instruction : module.instructions) {
    forms.push_back(form_of(module, instruction, forms));
  }
  return forms;
}

std::size_t bits_of(const NumberForm& form, const mpz_class& factor) {
  // -2^k fits in k + 1 bits, 2^k - 1 too: a negative bound counts by its complement.
  const auto bits = [&](const Rational& bound) -> std::size_t {
    mpz_class stored = bound.get_num() * factor;
    if (stored < 0) stored = -stored - 1;
    return stored == 0 ? 1 : mpz_sizeinbase(stored.get_mpz_t(), 2) + 1;
  };
  return std::max(bits(form.least), bits(form.greatest));
}

std::vector<ir::ValueId> too_wide(const ir::Module& module) {
  const std::vector<NumberForm> forms = number_forms(module);
  std::vector<ir::ValueId> values;
  for (std::size_t index = 0; index < forms.size(); ++index) {
    const ir::ValueId value(index);
    const ir::Instruction& instruction = module.instructions[value];
    if (bits_of(forms[index]) > widest_number_bits ||
        too_wide_at_common_scale(instruction, forms)) {
      values.push_back(value);
    }
  }
  for (const ir::Output& output : module.outputs) {
    if (output.kind != ir::OutputKind::Number && output.kind != ir::OutputKind::Date) continue;
    const NumberForm& form = forms[static_cast<std::size_t>(output.values[0].index)];
    if (bits_of(form) > widest_output_bits || !form.scale.fits_slong_p()) {
      values.push_back(output.values[0]);
    }
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace nansen::layout
