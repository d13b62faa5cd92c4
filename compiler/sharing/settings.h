// What the user sets of a provision: parameters and totals.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/lower/formula.h"
#include "compiler/program/program.h"

namespace nansen::sharing {

/// A number as it is written on the command line: `12%`, `0.5`, `-3`, `20000`; nothing iff `text`
/// has another shape.
std::optional<Rational> parse_number(std::string_view text);

/// A parameter of a sheet and the value it is to have.
struct Setting {
  std::size_t parameter = 0;  // of the sheet
  Rational value;
};

/// True iff the sheet has a parameter called `name` or `instrument.name`.
bool has_parameter(const program::Program& program, const lower::LoweredFormula& lowered,
                   std::string_view name);
/// The sheet's parameter of that name. Nothing after an error.
std::optional<std::size_t> find_parameter(const program::Program& program,
                                          const lower::LoweredFormula& lowered,
                                          std::string_view name, Emitter& emitter);

/// `NAME=NUMBER` words as settings, each within the parameter's range. Nothing after an error.
std::optional<std::vector<Setting>> read_settings(const program::Program& program,
                                                  const lower::LoweredFormula& lowered,
                                                  const std::vector<std::string>& words,
                                                  Emitter& emitter);

/// True iff `value` lies in the parameter's range; emits otherwise.
bool within_range(const program::Parameter& parameter, const Rational& value, Emitter& emitter);

/// `; did you mean "x"?` and the names of the parameters that `lowered` reads.
std::vector<std::string> parameter_names(const program::Program& program,
                                         const lower::LoweredFormula& lowered);

}  // namespace nansen::sharing
