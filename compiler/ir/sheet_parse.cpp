// Reads back what sheet_print.cpp writes. Shape only: whether the sheet makes sense is for the
// verifier.
#include <fmt/format.h>

#include "compiler/ir/sheet_opcode.h"
#include "compiler/ir/text.h"

namespace nansen::ir {
namespace {

class Parser : LineReader {
 public:
  Parser(std::string_view text, Sheet& sheet) : text_(text), sheet_(sheet) {}

  bool parse(std::string& why) {
    read_lines(text_, [&] { read_line(); });
    if (!ok()) why = error();
    return ok();
  }

 private:
  SheetValueId value() {
    const std::size_t index = value_index();
    return ok() ? SheetValueId(index) : SheetValueId();
  }

  void read_line() {
    const std::string first = word("a line's first word");
    if (first == "input") {
      read_input();
    } else if (first == "parameter") {
      read_parameter();
    } else if (first == "output") {
      read_output();
    } else if (first.starts_with('%')) {
      read_operation(first);
    } else {
      fail(fmt::format("no line begins with \"{}\"", first));
    }
    expect_end();
  }

  void expect_next(std::size_t next) {
    if (number<std::size_t>("a number") != next) fail(fmt::format("{} comes next", next));
  }

  void read_input() {
    SheetInput result;
    expect_next(sheet_.inputs.size());
    expect(":");
    const std::string kind = word("\"truth\" or \"number\"");
    result.truth = kind == "truth";
    if (!result.truth && kind != "number") fail(fmt::format("\"{}\" is no kind of input", kind));
    result.name = string("an input's name");
    sheet_.inputs.push_back(std::move(result));
  }

  void read_parameter() {
    SheetParameter result;
    expect_next(sheet_.parameters.size());
    expect(":");
    result.value = rational();
    result.name = string("a parameter's name");
    sheet_.parameters.push_back(std::move(result));
  }

  void read_output() {
    SheetOutput result;
    result.name = string("an output's name");
    expect(":");
    result.value = value();
    expect("among");
    result.rows = value();
    sheet_.outputs.push_back(std::move(result));
  }

  void read_operation(const std::string& label) {
    if (label != fmt::format("%{}", sheet_.operations.size())) {
      fail(fmt::format("%{} comes next", sheet_.operations.size()));
    }
    expect("=");
    const std::string name = word("an operation");
    const SheetOpcodeRow* row = nullptr;
    for (const SheetOpcodeRow& candidate : sheet_opcode_rows()) {
      if (candidate.word == name) row = &candidate;
    }
    if (row == nullptr) return fail(fmt::format("there is no operation \"{}\"", name));
    SheetOperation result;
    result.opcode = row->opcode;
    read_payload(*row, result);
    while (ok() && !at_end() && !next_is(";")) result.operands.push_back(value());
    expect(";");
    expect("from");
    sheet_.origins.push_back(number<std::uint32_t>("an expression's number"));
    sheet_.operations.add(std::move(result));
  }

  void read_payload(const SheetOpcodeRow& row, SheetOperation& result) {
    switch (row.payload) {
      case SheetPayload::Nothing: break;
      case SheetPayload::UsesNumber: result.number = rational(); break;
      case SheetPayload::UsesIndex: read_index(result); break;
      case SheetPayload::UsesRounds: {
        const std::string rounds = word("\"once\" or \"until_nothing_is_cut\"");
        result.until_nothing_is_cut = rounds == "until_nothing_is_cut";
        if (!result.until_nothing_is_cut && rounds != "once") {
          fail(fmt::format("\"{}\" does not say how often", rounds));
        }
        break;
      }
      case SheetPayload::UsesMethod:
        result.method = one_of(
            {Apportionment::LargestRemainder, Apportionment::Jefferson, Apportionment::Webster,
             Apportionment::HuntingtonHill, Apportionment::Adams, Apportionment::EachToTheNearest},
            "a method");
        result.ties = one_of({TieOrder::Refused, TieOrder::Row, TieOrder::Name,
                              TieOrder::LargerWeight, TieOrder::SmallerWeight},
                             "an order of ties");
        break;
    }
  }

  /// The index, and the name that stands there for the reader: it must be the one declared.
  void read_index(SheetOperation& result) {
    result.index = number<std::uint32_t>("an index");
    const std::string name = string("the name of what is read");
    const bool parameter = result.opcode == SheetOpcode::Parameter;
    const std::size_t count = parameter ? sheet_.parameters.size() : sheet_.inputs.size();
    if (!ok()) return;
    if (result.index >= count) return fail(fmt::format("there is no {}", result.index));
    const std::string& declared =
        parameter ? sheet_.parameters[result.index].name : sheet_.inputs[result.index].name;
    if (name != declared) fail(fmt::format("{} is not called \"{}\"", result.index, name));
  }

  std::string_view text_;
  Sheet& sheet_;
};

}  // namespace

bool parse_sheet(std::string_view text, Sheet& sheet, std::string& error) {
  sheet = Sheet();
  return Parser(text, sheet).parse(error);
}

}  // namespace nansen::ir
