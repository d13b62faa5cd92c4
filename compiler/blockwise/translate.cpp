// From the instructions of a step to operations: truths become two planes, numbers a plane of where
// they are known and a register of integers as narrow as their range allows. Planes that have to be
// the same are the same register, so that a negation costs nothing.
#include <algorithm>
#include <map>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/blockwise/program.h"
#include "compiler/execute/evaluator.h"
#include "compiler/layout/arithmetic.h"
#include "runtime/calendar.h"

namespace nansen::blockwise {
namespace {

using ir::Opcode;
using ir::ValueId;

constexpr std::size_t plane_bytes = runtime::block_rows / 8;
constexpr RegisterId all_set = 0;
constexpr RegisterId none_set = 1;

constexpr std::uint8_t day_width = 4;
// More days or months than these make no difference: the calendar has fewer.
constexpr std::int64_t most_days = 4'000'000;
constexpr std::int64_t most_months = 120'000;

/// The lowest 128 bits of a number in two's complement.
Integer cut(const mpz_class& number) {
  mpz_class low;
  mpz_fdiv_r_2exp(low.get_mpz_t(), number.get_mpz_t(), 64);
  mpz_class high = number;
  mpz_fdiv_q_2exp(high.get_mpz_t(), high.get_mpz_t(), 64);
  mpz_fdiv_r_2exp(high.get_mpz_t(), high.get_mpz_t(), 64);
  return {low.get_ui(), high.get_ui()};
}

/// What no integer of `width` bytes is beyond.
mpz_class outermost(std::uint8_t width, bool greatest) {
  const mpz_class limit = mpz_class(1) << (8U * width - 1);
  return greatest ? mpz_class(limit - 1) : mpz_class(-limit);
}

/// Of a truth its two planes; of a number `yes` is the plane of where it is known.
struct Planes {
  RegisterId yes = none_set;
  RegisterId no = none_set;
};

/// Integers of `width` bytes.
struct Integers {
  RegisterId id = 0;
  std::uint8_t width = 0;
};

class Translator {
 public:
  Translator(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
             const plan::Step& step)
      : module_(module),
        forms_(forms),
        step_(step),
        planes_(module.instructions.size()),
        integers_(module.instructions.size()) {}

  Program run() {
    program_.registers.push_back({Place::AllSet, 0, 0});
    program_.registers.push_back({Place::NoneSet, 0, 0});
    for (std::size_t index = 0; index < step_.inputs.size(); ++index) add_input(index);
    for (const plan::KernelBuffer& buffer : step_.inputs) {
      if (buffer.value.valid() && buffer.buffer == 0) read_value(buffer.value);
    }
    for (const ValueId value : step_.instructions) {
      const ir::Instruction& each = instruction(value);
      if (ir::gives_number(each.opcode)) integers_of(value) = number(value, each);
      planes(value) = truths(value, each);
    }
    for (std::size_t index = 0; index < step_.outputs.size(); ++index) add_output(index);
    leave_out_what_is_not_needed();
    return std::move(program_);
  }

 private:
  const ir::Instruction& instruction(ValueId value) const { return module_.instructions[value]; }
  const layout::NumberForm& form(ValueId value) const {
    return forms_[static_cast<std::size_t>(value.index)];
  }
  Planes& planes(ValueId value) { return planes_[static_cast<std::size_t>(value.index)]; }
  Integers& integers_of(ValueId value) { return integers_[static_cast<std::size_t>(value.index)]; }
  /// The bytes of the integers of `value` in registers.
  std::uint8_t width_of(ValueId value) const {
    return static_cast<std::uint8_t>(layout::register_bits(layout::bits_of(form(value))) / 8);
  }

  // ---- registers and lines ----

  RegisterId temporary(std::size_t bytes_per_block) {
    program_.registers.push_back({Place::Temporary, 0, bytes_per_block});
    return static_cast<RegisterId>(program_.registers.size() - 1);
  }

  RegisterId add(Operation operation, std::size_t bytes_per_block, std::vector<RegisterId> operands,
                 const mpz_class& number = 0, std::uint32_t option = 0) {
    const RegisterId result = temporary(bytes_per_block);
    program_.lines.push_back({operation, result, std::move(operands), cut(number), option});
    return result;
  }
  RegisterId add_plane(Code code, std::vector<RegisterId> operands) {
    return add({code, 0, 0}, plane_bytes, std::move(operands));
  }
  RegisterId add_numbers(Code code, std::uint8_t width, std::vector<RegisterId> operands,
                         const mpz_class& number = 0, std::uint32_t option = 0) {
    return add({code, width, 0}, runtime::block_rows * width, std::move(operands), number, option);
  }
  RegisterId add_mask(Code code, std::uint8_t width, std::vector<RegisterId> operands,
                      const mpz_class& number = 0) {
    return add({code, width, 0}, plane_bytes, std::move(operands), number);
  }

  // ---- buffers ----

  void add_input(std::size_t index) {
    const plan::KernelBuffer& buffer = step_.inputs[index];
    std::size_t bytes = plane_bytes;
    if (buffer.calendar >= 0) {
      bytes = 0;
    } else if (buffer.column.valid()) {
      const ir::Column& column = module_.columns[buffer.column];
      const bool planes_only =
          column.kind == ir::ColumnKind::Boolean || column.kind == ir::ColumnKind::Set;
      if (buffer.buffer == 1 && !planes_only) {
        bytes = runtime::block_rows * layout::shape_of(column).width;
      }
    } else if (buffer.buffer == 1 && ir::gives_number(instruction(buffer.value).opcode)) {
      bytes = runtime::block_rows * execute::crossing_width(form(buffer.value));
    }
    inputs_[buffer] = static_cast<RegisterId>(program_.registers.size());
    program_.registers.push_back({Place::Input, index, bytes});
    program_.input_bytes += bytes;
  }

  RegisterId input(const plan::KernelBuffer& buffer) const {
    const auto found = inputs_.find(buffer);
    if (found == inputs_.end()) bug("a kernel uses a buffer that its step does not name");
    return found->second;
  }
  RegisterId column(ir::ColumnId id, std::uint32_t buffer) const {
    return input({id, {}, module_.columns[id].domain, buffer});
  }
  RegisterId value_buffer(ValueId value, std::uint32_t buffer) const {
    return input({{}, value, step_.domain, buffer});
  }

  // A value that an earlier step computed.
  void read_value(ValueId value) {
    planes(value).yes = value_buffer(value, 0);
    if (ir::gives_number(instruction(value).opcode)) {
      integers_of(value) = {value_buffer(value, 1),
                            static_cast<std::uint8_t>(execute::crossing_width(form(value)))};
    } else {
      planes(value).no = value_buffer(value, 1);
    }
  }

  // What is worked out for an output alone is worked out where the output is.
  void add_output(std::size_t index) {
    const plan::KernelBuffer& buffer = step_.outputs[index];
    RegisterId from = buffer.buffer == 0 ? planes(buffer.value).yes : planes(buffer.value).no;
    const bool is_number = ir::gives_number(instruction(buffer.value).opcode);
    if (is_number && buffer.buffer == 1) {
      const auto width = static_cast<std::uint8_t>(execute::crossing_width(form(buffer.value)));
      const RegisterId stored = brought_to(buffer.value, form(buffer.value).scale, width);
      from = add_numbers(Code::Keep, width, {planes(buffer.value).yes, stored}, 0);
    }
    Register& found = program_.registers[from];
    if (found.place == Place::Temporary) {
      found.place = Place::Output;
      found.index = index;
      return;
    }
    const RegisterId copy = add_plane(Code::Copy, {from});
    program_.registers[copy].place = Place::Output;
    program_.registers[copy].index = index;
  }

  void leave_out_what_is_not_needed() {
    std::vector<bool> needed(program_.registers.size(), false);
    std::vector<Line> kept;
    for (std::size_t line = program_.lines.size(); line-- > 0;) {
      Line& each = program_.lines[line];
      if (program_.registers[each.result].place != Place::Output && !needed[each.result]) continue;
      for (const RegisterId operand : each.operands) needed[operand] = true;
      kept.push_back(std::move(each));
    }
    std::reverse(kept.begin(), kept.end());
    program_.lines = std::move(kept);
  }

  // ---- planes ----

  /// All, or any, of some planes: at most four an operation.
  RegisterId joined(Code code, std::vector<RegisterId> operands) {
    const RegisterId neutral = code == Code::And ? all_set : none_set;
    const RegisterId dominant = code == Code::And ? none_set : all_set;
    std::erase(operands, neutral);
    if (std::count(operands.begin(), operands.end(), dominant) != 0) return dominant;
    if (operands.empty()) return neutral;
    while (operands.size() > 1) {
      const std::size_t taken = std::min<std::size_t>(operands.size(), 4);
      const auto end = operands.begin() + static_cast<std::ptrdiff_t>(taken);
      const RegisterId result = add_plane(code, {operands.begin(), end});
      operands.erase(operands.begin(), end);
      operands.insert(operands.begin(), result);
    }
    return operands[0];
  }
  RegisterId both(RegisterId a, RegisterId b) { return joined(Code::And, {a, b}); }
  RegisterId either(RegisterId a, RegisterId b) { return joined(Code::Or, {a, b}); }
  RegisterId but_not(RegisterId a, RegisterId b) {
    if (b == none_set || a == none_set) return a;
    if (b == all_set || a == b) return none_set;
    return add_plane(Code::AndNot, {a, b});
  }

  RegisterId of_operands(Code code, const ir::Instruction& each, RegisterId Planes::*plane) {
    std::vector<RegisterId> operands;
    for (const ValueId operand : each.operands) operands.push_back(planes(operand).*plane);
    return joined(code, std::move(operands));
  }

  Planes truths(ValueId value, const ir::Instruction& each) {
    switch (each.opcode) {
      case Opcode::ConstantTruth:
        return {each.truth == Truth::Yes ? all_set : none_set,
                each.truth == Truth::No ? all_set : none_set};
      case Opcode::ColumnTruth: return {column(each.column, 0), column(each.column, 1)};
      case Opcode::ColumnIncludes: {
        // A set's member planes are clear where the set is not known.
        const RegisterId member = column(each.column, 1 + each.member);
        return {member, but_not(column(each.column, 0), member)};
      }
      case Opcode::ColumnIs: return masked(column(each.column, 0), code_mask(each, Code::Exactly));
      case Opcode::ColumnAtLeast:
        return masked(column(each.column, 0), code_mask(each, Code::AtLeastUnsigned));
      case Opcode::SameRow:
        return masked(
            both(column(each.column, 0), column(each.other_column, 0)),
            add_mask(Code::Equal, 4, {column(each.column, 1), column(each.other_column, 1)}));
      case Opcode::Less:
      case Opcode::LessEqual:
      case Opcode::Equal: return comparison(each);
      case Opcode::Not: return {planes(each.operands[0]).no, planes(each.operands[0]).yes};
      case Opcode::And:
        return {of_operands(Code::And, each, &Planes::yes),
                of_operands(Code::Or, each, &Planes::no)};
      case Opcode::Or:
        return {of_operands(Code::Or, each, &Planes::yes),
                of_operands(Code::And, each, &Planes::no)};
      case Opcode::AtLeast: return at_least(each);
      case Opcode::Enclose: {
        // Where the bounds contradict each other nothing is certain.
        const Planes strict = planes(each.operands[0]);
        const Planes wide = planes(each.operands[1]);
        return {but_not(strict.yes, wide.no), but_not(wide.no, strict.yes)};
      }
      case Opcode::ConstantNumber: return {all_set};
      case Opcode::ColumnNumber: return {column(each.column, 0)};
      case Opcode::Scale: return {planes(each.operands[0]).yes};
      case Opcode::Select: {
        const RegisterId equal = both_equal(each.operands[1], each.operands[2]);
        return {selected_known(each, equal)};
      }
      case Opcode::SelectLeast:
      case Opcode::SelectGreatest: return {selected_known(each, all_set)};
      case Opcode::MinimumKnown:
      case Opcode::MaximumKnown: return {of_operands(Code::Or, each, &Planes::yes)};
      case Opcode::Agreed:
        return {both(of_operands(Code::And, each, &Planes::yes),
                     both_equal(each.operands[0], each.operands[1]))};
      case Opcode::Add:
      case Opcode::Subtract:
      case Opcode::Minimum:
      case Opcode::Maximum:
      case Opcode::AddDays:
      case Opcode::AddMonths:
      case Opcode::NextWorkingDay:
      case Opcode::DaysCounted:
      case Opcode::CountedUntil: return {of_operands(Code::And, each, &Planes::yes)};
      default: bug("a crossing between domains is in a kernel");
    }
    (void)value;
  }

  /// Yes where it is known and the mask is set, no where it is known and the mask is not.
  Planes masked(RegisterId known, RegisterId mask) {
    return {both(known, mask), but_not(known, mask)};
  }

  RegisterId code_mask(const ir::Instruction& each, Code code) {
    const std::uint8_t width = layout::shape_of(module_.columns[each.column]).width;
    return add_mask(code, width, {column(each.column, 1)}, each.member);
  }

  Planes comparison(const ir::Instruction& each) {
    const RegisterId known = both(planes(each.operands[0]).yes, planes(each.operands[1]).yes);
    if (!layout::is_with_constant(module_, each)) {
      const Code code = each.opcode == Opcode::Less        ? Code::Less
                        : each.opcode == Opcode::LessEqual ? Code::LessEqual
                                                           : Code::Equal;
      return masked(known, compared(code, each.operands[0], each.operands[1]));
    }
    const layout::Threshold threshold = layout::threshold_of(module_, forms_, each);
    switch (threshold.holds) {
      case layout::Threshold::Holds::Always: return {known, none_set};
      case layout::Threshold::Holds::Never: return {none_set, known};
      case layout::Threshold::Holds::Sometimes: break;
    }
    using Relation = layout::Threshold::Relation;
    const Code code = threshold.relation == Relation::AtMost    ? Code::AtMost
                      : threshold.relation == Relation::AtLeast ? Code::AtLeast
                                                                : Code::Exactly;
    const Integers compared = integers_of(threshold.compared);
    return masked(known, add_mask(code, compared.width, {compared.id}, threshold.threshold));
  }

  /// The mask of two numbers brought to one scale.
  RegisterId compared(Code code, ValueId a, ValueId b) {
    mpz_class scale;
    mpz_lcm(scale.get_mpz_t(), form(a).scale.get_mpz_t(), form(b).scale.get_mpz_t());
    const std::size_t bits = std::max(layout::bits_of(form(a), scale / form(a).scale),
                                      layout::bits_of(form(b), scale / form(b).scale));
    const auto width = static_cast<std::uint8_t>(layout::register_bits(bits) / 8);
    const RegisterId left = brought_to(a, scale, width);
    const RegisterId right = brought_to(b, scale, width);
    return add_mask(code, width, {left, right});
  }

  /// Where both are known and equal.
  RegisterId both_equal(ValueId a, ValueId b) {
    return joined(Code::And, {planes(a).yes, planes(b).yes, compared(Code::Equal, a, b)});
  }

  /// Known where the branch taken is; where none is, where both are and `alike` is set.
  RegisterId selected_known(const ir::Instruction& each, RegisterId alike) {
    const Planes condition = planes(each.operands[0]);
    const RegisterId a = planes(each.operands[1]).yes;
    const RegisterId b = planes(each.operands[2]).yes;
    const RegisterId taken = add_plane(Code::KnownOfSelected, {condition.yes, condition.no, a, b});
    return either(joined(Code::And, {a, b, alike}), taken);
  }

  // ---- counting ----

  // At least m of n are yes iff the count of yes planes reaches m; it is no iff at least n - m + 1
  // are no.
  Planes at_least(const ir::Instruction& each) {
    std::vector<RegisterId> yes;
    std::vector<RegisterId> no;
    for (const ValueId operand : each.operands) {
      yes.push_back(planes(operand).yes);
      no.push_back(planes(operand).no);
    }
    const auto count = static_cast<std::size_t>(each.count);
    const std::size_t against = each.operands.size() - count + 1;
    return {count_reaches(std::move(yes), count), count_reaches(std::move(no), against)};
  }

  // Adds the planes up in binary with carry-save adders (three planes of one weight make a sum of
  // that weight and a carry of the next), then compares the digits with `count`.
  RegisterId count_reaches(std::vector<RegisterId> weight, std::size_t count) {
    std::vector<RegisterId> digits;
    while (!weight.empty()) {
      std::vector<RegisterId> carries;
      while (weight.size() > 1) {
        const std::size_t taken = std::min<std::size_t>(weight.size(), 3);
        const std::vector<RegisterId> some(weight.end() - static_cast<std::ptrdiff_t>(taken),
                                           weight.end());
        weight.resize(weight.size() - taken);
        carries.push_back(taken == 3 ? add_plane(Code::Majority, some) : joined(Code::And, some));
        weight.insert(weight.begin(), add_plane(Code::OddOne, some));
      }
      digits.push_back(weight.front());
      weight = std::move(carries);
    }
    // From the least digit up: reached so far, of the digits below.
    RegisterId reached = all_set;
    for (std::size_t digit = 0; digit < digits.size(); ++digit) {
      reached =
          (count >> digit & 1) != 0 ? both(digits[digit], reached) : either(digits[digit], reached);
    }
    return reached;
  }

  // ---- numbers ----

  /// Integers of another width; factor 1 leaves them as they are.
  RegisterId resized(const Integers& from, std::uint8_t width, const mpz_class& factor = 1) {
    if (factor == 1 && from.width == width) return from.id;
    const Code code = factor == 1 ? Code::Resize : Code::Multiply;
    return add({code, width, from.width}, runtime::block_rows * width, {from.id}, factor);
  }

  /// The integers of `value` as multiples of 1/scale.
  RegisterId brought_to(ValueId value, const mpz_class& scale, std::uint8_t width) {
    const mpz_class factor = scale / form(value).scale;
    if (instruction(value).opcode == Opcode::ConstantNumber) {
      return add_numbers(Code::Fill, width, {}, instruction(value).number.get_num() * factor);
    }
    return resized(integers_of(value), width, factor);
  }

  bool is_constant(ValueId value) const {
    return instruction(value).opcode == Opcode::ConstantNumber;
  }

  Integers number(ValueId value, const ir::Instruction& each) {
    const std::uint8_t width = width_of(value);
    const mpz_class& scale = form(value).scale;
    const auto operand = [&](std::size_t position) {
      return brought_to(each.operands[position], scale, width);
    };
    switch (each.opcode) {
      case Opcode::ConstantNumber: return {operand_of_constant(value, width), width};
      case Opcode::ColumnNumber:
        return {column(each.column, 1), layout::shape_of(module_.columns[each.column]).width};
      case Opcode::Add:
      case Opcode::Subtract: return {sum(value, each, width), width};
      case Opcode::Scale: {
        // (i / s) * n is stored as i * (n * scale / s), a whole multiple of i.
        const Rational factor =
            each.number * Rational(scale) / Rational(form(each.operands[0]).scale);
        return {resized(integers_of(each.operands[0]), width, factor.get_num()), width};
      }
      case Opcode::Select: {
        // Where the condition is undetermined the result is known only if both are equal.
        const RegisterId a = operand(1);
        const RegisterId b = operand(2);
        return {add_numbers(Code::Select, width, {planes(each.operands[0]).no, b, a}), width};
      }
      case Opcode::SelectLeast:
      case Opcode::SelectGreatest: return {resized(selected_bound(value, each), width), width};
      case Opcode::Minimum:
      case Opcode::Maximum:
      case Opcode::MinimumKnown:
      case Opcode::MaximumKnown: return {resized(outermost_of(value, each), width), width};
      case Opcode::Agreed: return {operand(0), width};
      case Opcode::AddDays:
      case Opcode::AddMonths:
      case Opcode::NextWorkingDay:
      case Opcode::DaysCounted:
      case Opcode::CountedUntil: return {resized({days(each), day_width}, width), width};
      default: bug("an instruction that a kernel cannot compute gives a number");
    }
  }

  RegisterId operand_of_constant(ValueId value, std::uint8_t width) {
    return add_numbers(Code::Fill, width, {}, instruction(value).number.get_num());
  }

  RegisterId sum(ValueId value, const ir::Instruction& each, std::uint8_t width) {
    const mpz_class& scale = form(value).scale;
    const bool subtract = each.opcode == Opcode::Subtract;
    const auto with_same = [&](ValueId number, ValueId constant) {
      const mpz_class stored =
          instruction(constant).number.get_num() * (scale / form(constant).scale);
      return add_numbers(Code::AddSame, width, {brought_to(number, scale, width)},
                         subtract ? mpz_class(-stored) : stored);
    };
    if (is_constant(each.operands[1])) return with_same(each.operands[0], each.operands[1]);
    if (!subtract && is_constant(each.operands[0])) {
      return with_same(each.operands[1], each.operands[0]);
    }
    const RegisterId a = brought_to(each.operands[0], scale, width);
    const RegisterId b = brought_to(each.operands[1], scale, width);
    return add_numbers(subtract ? Code::Subtract : Code::Add, width, {a, b});
  }

  /// The width at which the numbers among the operands are compared at the result's scale.
  std::uint8_t common_width(ValueId value, const ir::Instruction& each) const {
    std::size_t bits = 0;
    for (const ValueId operand : each.operands) {
      if (!ir::gives_number(instruction(operand).opcode)) continue;
      bits =
          std::max(bits, layout::bits_of(form(operand), form(value).scale / form(operand).scale));
    }
    return static_cast<std::uint8_t>(layout::register_bits(bits) / 8);
  }

  /// a where the condition holds, b where it does not, the least or greatest of both elsewhere.
  Integers selected_bound(ValueId value, const ir::Instruction& each) {
    const std::uint8_t width = common_width(value, each);
    const RegisterId a = brought_to(each.operands[1], form(value).scale, width);
    const RegisterId b = brought_to(each.operands[2], form(value).scale, width);
    const Code code = each.opcode == Opcode::SelectLeast ? Code::Minimum : Code::Maximum;
    const RegisterId outer = add_numbers(code, width, {a, b});
    const Planes condition = planes(each.operands[0]);
    const RegisterId not_yes = add_numbers(Code::Select, width, {condition.no, b, outer});
    return {add_numbers(Code::Select, width, {condition.yes, a, not_yes}), width};
  }

  /// The least or the greatest of the operands; of those that are known, the others being taken for
  /// what no number is beyond.
  Integers outermost_of(ValueId value, const ir::Instruction& each) {
    const bool least = each.opcode == Opcode::Minimum || each.opcode == Opcode::MinimumKnown;
    const bool of_known =
        each.opcode == Opcode::MinimumKnown || each.opcode == Opcode::MaximumKnown;
    const std::uint8_t width = common_width(value, each);
    std::optional<RegisterId> result;
    for (const ValueId operand : each.operands) {
      RegisterId next = brought_to(operand, form(value).scale, width);
      const RegisterId known = planes(operand).yes;
      if (of_known && known != all_set) {
        next = add_numbers(Code::Keep, width, {known, next}, outermost(width, least));
      }
      result = result ? add_numbers(least ? Code::Minimum : Code::Maximum, width, {*result, next})
                      : next;
    }
    return {*result, width};
  }

  // ---- days ----

  RegisterId days(const ir::Instruction& each) {
    const auto day = [&](std::size_t position) {
      return resized_value(each.operands[position], day_width);
    };
    switch (each.opcode) {
      case Opcode::AddDays: {
        const RegisterId from = day(0);
        return add_numbers(Code::AddDays, day_width, {from, within(each.operands[1], most_days)});
      }
      case Opcode::AddMonths: {
        const RegisterId from = day(0);
        const ValueId months = each.operands[1];
        if (is_constant(months)) {
          const mpz_class most = most_months;
          const mpz_class number =
              std::clamp<mpz_class>(instruction(months).number.get_num(), -most, most);
          return add_numbers(Code::AddSameMonths, day_width, {from}, number, each.member);
        }
        return add_numbers(Code::AddMonths, day_width, {from, within(months, most_months)}, 0,
                           each.member);
      }
      case Opcode::NextWorkingDay:
        return add_numbers(Code::NextWorkingDay, day_width,
                           {day(0), input(plan::calendar_buffer(each, step_.domain))});
      default: break;
    }
    std::vector<RegisterId> operands;
    for (std::size_t position = 0; position < each.operands.size(); ++position) {
      operands.push_back(day(position));
    }
    if (each.opcode == Opcode::CountedUntil) {
      return add_numbers(Code::CountedUntil, day_width, std::move(operands));
    }
    operands.push_back(temporary(128 * (each.operands.size() / 2)));
    const std::int64_t most = each.member == 1 ? most_months : most_days;
    return add_numbers(Code::DaysCounted, day_width, std::move(operands),
                       mpz_class(std::min(each.count, most)), each.member);
  }

  RegisterId resized_value(ValueId value, std::uint8_t width) {
    return brought_to(value, form(value).scale, width);
  }

  /// The number, or the nearest within `most` of zero.
  RegisterId within(ValueId value, std::int64_t most) {
    if (form(value).least >= -most && form(value).greatest <= most) {
      return resized_value(value, day_width);
    }
    const std::uint8_t width = std::max(width_of(value), day_width);
    const RegisterId upper = add_numbers(Code::Fill, width, {}, most);
    const RegisterId lower = add_numbers(Code::Fill, width, {}, -most);
    const RegisterId number = resized_value(value, width);
    const RegisterId below = add_numbers(Code::Minimum, width, {number, upper});
    return resized({add_numbers(Code::Maximum, width, {below, lower}), width}, day_width);
  }

  const ir::Module& module_;
  const std::vector<layout::NumberForm>& forms_;
  const plan::Step& step_;
  Program program_;
  std::map<plan::KernelBuffer, RegisterId> inputs_;
  std::vector<Planes> planes_;
  std::vector<Integers> integers_;
};

}  // namespace

Program translate(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
                  const plan::Step& step) {
  return Translator(module, forms, step).run();
}

}  // namespace nansen::blockwise
