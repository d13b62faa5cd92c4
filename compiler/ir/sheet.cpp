// What can be told of a sheet's operations without evaluating them.
#include "compiler/ir/sheet.h"

#include <algorithm>
#include <array>

#include "compiler/ir/sheet_opcode.h"

namespace nansen::ir {
namespace {

constexpr SheetOpcodeRow make_row(SheetOpcode opcode, std::string_view word,
                                  std::string_view result, std::string_view operands,
                                  SheetPayload payload) {
  SheetOpcodeRow row;
  row.opcode = opcode;
  row.word = word;
  row.truth = result == "Truth";
  row.repeats = operands.ends_with('+');
  row.operands = row.repeats ? operands.substr(0, operands.size() - 1) : operands;
  row.payload = payload;
  return row;
}

constexpr std::array rows = {
#define NANSEN_SHEET_OPCODE(name, word, result, operands, payload) \
  make_row(SheetOpcode::name, word, #result, operands, SheetPayload::payload),
#include "compiler/ir/sheet_opcodes.def"
#undef NANSEN_SHEET_OPCODE
};

std::size_t position(SheetValueId value) { return static_cast<std::size_t>(value.index); }

/// For each operation what `rule` makes of it and of what was found of its operands.
std::vector<bool> of_each(const Sheet& sheet, auto rule) {
  std::vector<bool> found;
  for (const SheetOperation& operation : sheet.operations) {
    // An operand that is not there, in a sheet that does not verify, is nothing at all.
    const auto of_operand = [&](SheetValueId operand) {
      return operand.valid() && position(operand) < found.size() && found[position(operand)];
    };
    found.push_back(rule(operation, of_operand));
  }
  return found;
}

}  // namespace

char SheetOpcodeRow::operand(std::size_t place) const {
  if (place < operands.size()) return operands[place];
  return repeats ? operands.back() : '\0';
}

const SheetOpcodeRow& row_of(SheetOpcode opcode) {
  return rows.at(static_cast<std::size_t>(opcode));
}

std::span<const SheetOpcodeRow> sheet_opcode_rows() { return rows; }

std::string_view to_string(SheetOpcode opcode) { return row_of(opcode).word; }

std::string_view to_string(Apportionment method) {
  switch (method) {
    case Apportionment::LargestRemainder: return "largest_remainder";
    case Apportionment::Jefferson: return "jefferson";
    case Apportionment::Webster: return "webster";
    case Apportionment::HuntingtonHill: return "huntington_hill";
    case Apportionment::Adams: return "adams";
    case Apportionment::EachToTheNearest: return "each_to_the_nearest";
  }
  return "?";
}

std::string_view to_string(TieOrder ties) {
  switch (ties) {
    case TieOrder::Refused: return "refused";
    case TieOrder::Row: return "row";
    case TieOrder::Name: return "name";
    case TieOrder::LargerWeight: return "larger_weight";
    case TieOrder::SmallerWeight: return "smaller_weight";
  }
  return "?";
}

bool gives_truth(SheetOpcode opcode) { return row_of(opcode).truth; }

std::vector<bool> has_rows(const Sheet& sheet) {
  return of_each(sheet, [](const SheetOperation& operation, auto of_operand) {
    switch (operation.opcode) {
      case SheetOpcode::Indicator:
      case SheetOpcode::Known:
      case SheetOpcode::Condition:
      case SheetOpcode::Rank:
      case SheetOpcode::Redistribute:
      case SheetOpcode::Apportion:
      case SheetOpcode::Entitlement: return true;
      default: break;
    }
    // Across rows, and one value for the whole sheet.
    if (row_of(operation.opcode).across()) return false;
    return std::any_of(operation.operands.begin(), operation.operands.end(), of_operand);
  });
}

std::vector<bool> is_uniform(const Sheet& sheet) {
  return of_each(sheet, [](const SheetOperation& operation, auto of_operand) {
    switch (operation.opcode) {
      case SheetOpcode::Known:
      case SheetOpcode::Condition:
      case SheetOpcode::Always: return true;
      case SheetOpcode::Not:
      case SheetOpcode::And:
      case SheetOpcode::Or:
        return std::all_of(operation.operands.begin(), operation.operands.end(), of_operand);
      default: return false;
    }
  });
}

}  // namespace nansen::ir
