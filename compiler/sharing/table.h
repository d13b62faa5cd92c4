// The table that a lowered formula is asked of: a CSV file of States, the conditions and indicators
// worked out for each, and the rows of other entities summed up by State.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/interpret/sheet.h"
#include "compiler/lower/formula.h"
#include "compiler/program/program.h"

namespace nansen::sharing {

/// Opens the tables that a module is asked of, as cases::Reader::open does with files.
using OpenTables = std::function<std::unique_ptr<cases::Reader>(
    const ir::Module& module, const cases::TableFiles& files, Emitter& emitter)>;

/// The files to read. A column is named as in `population=population_2014` for the table of States,
/// and as in `Transfer.destination=country` for another.
struct StateFiles {
  std::string states;
  std::vector<std::pair<std::string, std::string>> tables;   // entity, path
  std::vector<std::pair<std::string, std::string>> columns;  // name, header
  std::optional<std::int64_t> year;
  /// Where the tables are no files: what opens them, by what stands in the places of paths.
  OpenTables open = {};
};

/// What works modules and sheets out.
struct EngineChoice {
  enum class Kind : std::uint8_t {
    Interpreter,
    Blockwise,      // modules by blocks of rows; sheets exactly, by the interpreter
    NativeIfThere,  // modules by blocks of rows; sheets by native code where it can be made
    Native,         // both by native code
  };
  Kind kind = Kind::Interpreter;
  std::string back_end = {};  // the back end's library, or empty for the usual places
  std::string kept = {};      // as backend::Options
};

/// Why an input has no value at a row, beyond an empty cell of its own.
struct Unsettled {
  /// The facts that a condition turns on and that are not known: `member_of_union`.
  std::vector<std::string> facts;
  /// Of a group: what is not known of which of its rows: `row 12 of "transfers.csv"`.
  std::string group_row;
};

/// A table of States fit for one lowered formula.
struct StateTable {
  std::string path;
  /// The parameters stand at the provision's values.
  interpret::SheetTable sheet;
  std::vector<std::string> headers;    // of the file
  std::vector<program::FactId> facts;  // that the file has a column of
  std::map<std::pair<std::uint32_t, std::size_t>, Unsettled> unsettled;  // by input and row
};

/// Reads what `lowered` needs. Nothing after an error, which is emitted. Rows of groups that name
/// no State of the table are left out, with a warning.
std::optional<StateTable> read_states(const program::Program& program,
                                      const lower::LoweredFormula& lowered, const StateFiles& files,
                                      const EngineChoice& engine, Emitter& emitter);

/// The table of each scenario of `files.states`, by its name, in the order in which they first
/// appear. Nothing after an error.
std::optional<std::vector<std::pair<std::string, StateTable>>> read_scenarios(
    const program::Program& program, const lower::LoweredFormula& lowered, const StateFiles& files,
    const EngineChoice& engine, Emitter& emitter);

}  // namespace nansen::sharing
