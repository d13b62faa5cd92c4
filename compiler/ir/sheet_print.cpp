// The sheet as text. What sheet_parse.cpp reads is stated here line by line.
#include <fmt/format.h>

#include "compiler/ir/sheet_opcode.h"
#include "compiler/ir/text.h"

namespace nansen::ir {
namespace {

/// Prints also what does not verify, so that a broken sheet can be looked at.
class Printer {
 public:
  explicit Printer(const Sheet& sheet) : sheet_(sheet) {}

  std::string print() {
    // input 0 : number "population"
    for (std::size_t index = 0; index < sheet_.inputs.size(); ++index) {
      const SheetInput& input = sheet_.inputs[index];
      text_ += fmt::format("input {} : {} {}\n", index, input.truth ? "truth" : "number",
                           quoted(input.name));
    }
    // parameter 0 : 3/10 "weight"
    for (std::size_t index = 0; index < sheet_.parameters.size(); ++index) {
      const SheetParameter& parameter = sheet_.parameters[index];
      text_ += fmt::format("parameter {} : {} {}\n", index, parameter.value.get_str(),
                           quoted(parameter.name));
    }
    for (std::size_t index = 0; index < sheet_.operations.size(); ++index) operation(index);
    // output "quota" : %12 among %3
    for (const SheetOutput& output : sheet_.outputs) {
      text_ += fmt::format("output {} : {} among {}\n", quoted(output.name), name(output.value),
                           name(output.rows));
    }
    return std::move(text_);
  }

 private:
  static std::string name(SheetValueId value) { return fmt::format("%{}", value.index); }

  // %12 = apportion webster larger_weight %1 %8 %2 %1 %5  ; from 17
  void operation(std::size_t index) {
    const SheetOperation& made = sheet_.operations[SheetValueId(index)];
    const SheetOpcodeRow& row = row_of(made.opcode);
    text_ += fmt::format("%{} = {}", index, row.word);
    switch (row.payload) {
      case SheetPayload::Nothing: break;
      case SheetPayload::UsesNumber: text_ += " " + made.number.get_str(); break;
      case SheetPayload::UsesIndex: text_ += fmt::format(" {}", made.index) + named(made); break;
      case SheetPayload::UsesRounds:
        text_ += made.until_nothing_is_cut ? " until_nothing_is_cut" : " once";
        break;
      case SheetPayload::UsesMethod:
        text_ += fmt::format(" {} {}", to_string(made.method), to_string(made.ties));
        break;
    }
    for (const SheetValueId operand : made.operands) text_ += " " + name(operand);
    if (index < sheet_.origins.size()) {
      text_ += fmt::format("  ; from {}", sheet_.origins[index]);
    }
    text_ += '\n';
  }

  /// The name of what `made` reads, for the reader of the text.
  std::string named(const SheetOperation& made) const {
    if (made.opcode == SheetOpcode::Parameter) {
      if (made.index >= sheet_.parameters.size()) return "";
      return " " + quoted(sheet_.parameters[made.index].name);
    }
    return made.index < sheet_.inputs.size() ? " " + quoted(sheet_.inputs[made.index].name) : "";
  }

  const Sheet& sheet_;
  std::string text_;
};

}  // namespace

std::string print(const Sheet& sheet) { return Printer(sheet).print(); }

}  // namespace nansen::ir
