// The invariants of a sheet. Each line of the result begins with the name of one of these:
//
//   names               outputs are distinct
//   origins             parallel to the operations
//   operand-count       as sheet_opcodes.def says
//   operand-before-use  operands come before the operation
//   operand-kind        truths and numbers as sheet_opcodes.def says
//   operand-set         a set is a uniform truth
//   index               Parameter reads a parameter, Indicator a number input, Condition a truth
//                       input, Known any input
//   payload             fields that the operation does not use are as they are by default
//   apportion-total     the total of Apportion and Entitlement is one for the whole sheet
//   nearest-limits      EachToTheNearest has the constant 0 as its floor and the total as its
//   ceiling,
//                       and no order of ties
//   output              an output has a value and the set of rows that it is asked of
#include <fmt/format.h>

#include <set>

#include "compiler/ir/sheet_opcode.h"

namespace nansen::ir {
namespace {

class Verifier {
 public:
  explicit Verifier(const Sheet& sheet)
      : sheet_(sheet), has_rows_(has_rows(sheet)), uniform_(is_uniform(sheet)) {}

  std::vector<std::string> verify() {
    check(sheet_.origins.size() == sheet_.operations.size(), "origins",
          "{} origins of {} operations", sheet_.origins.size(), sheet_.operations.size());
    for (std::size_t index = 0; index < sheet_.operations.size(); ++index) {
      operation(SheetValueId(index));
    }
    outputs();
    return std::move(problems_);
  }

 private:
  template <typename... Arguments>
  void check(bool holds, std::string_view invariant, std::string_view what,
             const Arguments&... arguments) {
    if (holds) return;
    problems_.push_back(
        fmt::format("{}: {}", invariant, fmt::format(fmt::runtime(what), arguments...)));
  }

  const SheetOperation& at(SheetValueId value) const { return sheet_.operations[value]; }
  bool is_set(SheetValueId value) const { return uniform_[static_cast<std::size_t>(value.index)]; }

  void operation(SheetValueId id) {
    const SheetOperation& made = at(id);
    const SheetOpcodeRow& row = row_of(made.opcode);
    payload(id, made, row);
    const bool enough = row.repeats ? made.operands.size() >= row.operands.size()
                                    : made.operands.size() == row.operands.size();
    check(enough, "operand-count", "%{} has {}", id.index, made.operands.size());
    if (!enough) return;
    bool sound = true;
    for (std::size_t position = 0; position < made.operands.size(); ++position) {
      const SheetValueId operand = made.operands[position];
      if (!operand.valid() || operand >= id) {
        check(false, "operand-before-use", "%{} uses %{}", id.index, operand.index);
        sound = false;
        continue;
      }
      const char wanted = row.operand(position);
      check(gives_truth(at(operand).opcode) == (wanted != 'n'), "operand-kind", "%{} uses %{}",
            id.index, operand.index);
      if (wanted == 's' && gives_truth(at(operand).opcode)) {
        check(is_set(operand), "operand-set", "%{} looks across %{}", id.index, operand.index);
      }
    }
    if (sound) apportionment(id, made);
  }

  void payload(SheetValueId id, const SheetOperation& made, const SheetOpcodeRow& row) {
    const SheetOperation usual;
    const bool method = row.payload == SheetPayload::UsesMethod;
    check((row.payload == SheetPayload::UsesNumber || made.number == usual.number) &&
              (row.payload == SheetPayload::UsesIndex || made.index == usual.index) &&
              (row.payload == SheetPayload::UsesRounds || !made.until_nothing_is_cut) &&
              (method || (made.method == usual.method && made.ties == usual.ties)),
          "payload", "%{} has more than {} uses", id.index, row.word);
    if (row.payload != SheetPayload::UsesIndex) return;
    const bool parameter = made.opcode == SheetOpcode::Parameter;
    const std::size_t count = parameter ? sheet_.parameters.size() : sheet_.inputs.size();
    const bool there = made.index < count;
    check(there, "index", "%{} reads {} of {}", id.index, made.index, count);
    if (!there || parameter || made.opcode == SheetOpcode::Known) return;
    check(sheet_.inputs[made.index].truth == row.truth, "index", "%{} reads {}, which is a {}",
          id.index, made.index, row.truth ? "number" : "truth");
  }

  void apportionment(SheetValueId id, const SheetOperation& made) {
    const bool apportion = made.opcode == SheetOpcode::Apportion;
    if (!apportion && made.opcode != SheetOpcode::Entitlement) return;
    const SheetValueId total = made.operands[0];
    check(!has_rows_[static_cast<std::size_t>(total.index)], "apportion-total",
          "%{} divides %{}, which each row has its own of", id.index, total.index);
    if (!apportion || made.method != Apportionment::EachToTheNearest) return;
    const SheetOperation& floor = at(made.operands[2]);
    check(floor.opcode == SheetOpcode::Constant && floor.number == 0 && made.operands[3] == total &&
              made.ties == TieOrder::Refused,
          "nearest-limits", "%{} has a floor, a ceiling or ties", id.index);
  }

  void outputs() {
    std::set<std::string_view> names;
    for (const SheetOutput& output : sheet_.outputs) {
      check(names.insert(output.name).second, "names", "the output \"{}\" is there twice",
            output.name);
      check(sheet_.operations.contains(output.value), "output", "\"{}\" has no value", output.name);
      check(sheet_.operations.contains(output.rows) && is_set(output.rows), "output",
            "\"{}\" is asked of no set", output.name);
    }
  }

  const Sheet& sheet_;
  std::vector<bool> has_rows_;
  std::vector<bool> uniform_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> verify(const Sheet& sheet) { return Verifier(sheet).verify(); }

}  // namespace nansen::ir
