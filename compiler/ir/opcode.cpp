#include "compiler/ir/opcode.h"

#include <array>

namespace nansen::ir {
namespace {

// The vocabulary of opcodes.def.
constexpr std::uint32_t bit(ColumnKind kind) { return 1U << static_cast<unsigned>(kind); }
constexpr std::uint32_t None = 0;
constexpr std::uint32_t Boolean = bit(ColumnKind::Boolean);
constexpr std::uint32_t Enumeration = bit(ColumnKind::Enumeration);
constexpr std::uint32_t OrderedEnumeration = bit(ColumnKind::OrderedEnumeration);
constexpr std::uint32_t Set = bit(ColumnKind::Set);
constexpr std::uint32_t Number = bit(ColumnKind::Number);
constexpr std::uint32_t Reference = bit(ColumnKind::Reference);
constexpr std::uint32_t Rows = bit(ColumnKind::Rows);

enum class Payload : std::uint8_t {
  Nothing,
  UsesTruth,
  UsesNumber,
  UsesCount,
  UsesMember,
  UsesOtherColumn,
  UsesMonthEnd,
  UsesCalendar,
  UsesGap
};

constexpr OpcodeRow make_row(Opcode opcode, std::string_view word, std::string_view result,
                             std::string_view operands, Place place, std::uint32_t columns,
                             Payload payload) {
  OpcodeRow row;
  row.opcode = opcode;
  row.word = word;
  row.number = result == "Number";
  row.repeats = operands.ends_with('+');
  row.operands = row.repeats ? operands.substr(0, operands.size() - 1) : operands;
  row.place = place;
  row.columns = columns;
  row.uses_truth = payload == Payload::UsesTruth;
  row.uses_number = payload == Payload::UsesNumber;
  row.uses_count = payload == Payload::UsesCount;
  row.uses_member = payload == Payload::UsesMember;
  row.uses_other_column = payload == Payload::UsesOtherColumn;
  row.uses_month_end = payload == Payload::UsesMonthEnd;
  row.uses_calendar = payload == Payload::UsesCalendar;
  row.uses_gap = payload == Payload::UsesGap;
  return row;
}

constexpr std::array rows = {
#define NANSEN_OPCODE(name, word, result, operands, place, columns, payload) \
  make_row(Opcode::name, word, #result, operands, Place::place, columns, Payload::payload),
#include "compiler/ir/opcodes.def"
#undef NANSEN_OPCODE
};

}  // namespace

char OpcodeRow::operand(std::size_t position) const {
  if (position < operands.size()) return operands[position];
  return repeats ? operands.back() : '\0';
}

const OpcodeRow& row_of(Opcode opcode) { return rows.at(static_cast<std::size_t>(opcode)); }

std::span<const OpcodeRow> opcode_rows() { return rows; }

bool gives_number(Opcode opcode) { return row_of(opcode).number; }

std::string_view to_string(Opcode opcode) { return row_of(opcode).word; }

}  // namespace nansen::ir
