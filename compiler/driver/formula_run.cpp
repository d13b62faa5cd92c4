#include "compiler/driver/formula_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/driver/case_files.h"

namespace nansen::driver {

namespace {

/// A whole number that is not below zero, or nothing.
std::optional<Rational> parse_total(const std::string& word) {
  const bool digits = std::all_of(word.begin(), word.end(), [](char character) {
    return character >= '0' && character <= '9';
  });
  if (!digits || word.empty() || word.size() > 100) return std::nullopt;
  return Rational(mpz_class(word, 10));
}

/// Gives the only allocation of `request` the total that is asked for.
bool set_total(session::Session& session, const lower::FormulaRequest& request,
               const std::string& word, program::AllocationId& set) {
  const program::Program& program = session.program();
  Emitter& emitter = session.emitter();
  const auto total = parse_total(word);
  if (!total) {
    emitter.emit(Code::BadTotal, CommandLocation{}, word);
    return false;
  }
  if (request.allocations.empty()) {
    emitter.emit(Code::NoTotal, CommandLocation{}, program.formulas[request.formula].name);
    return false;
  }
  if (request.allocations.size() > 1) {
    std::string names;
    for (const program::AllocationId id : request.allocations) {
      names += (names.empty() ? "" : ", ") + program.allocations[id].name;
    }
    emitter.emit(Code::SeveralFormulas, CommandLocation{}, names);
    return false;
  }
  set = request.allocations.front();
  session.set_total(set, *total);
  return true;
}

/// Takes the exact entitlements away: nobody looks at them.
void leave_results(lower::LoweredFormula& lowered) {
  for (std::size_t output = lowered.outputs.size(); output > 0; --output) {
    if (lowered.outputs[output - 1].kind != lower::FormulaOutputKind::Entitlement) continue;
    const auto at = static_cast<std::ptrdiff_t>(output - 1);
    lowered.outputs.erase(lowered.outputs.begin() + at);
    lowered.sheet.outputs.erase(lowered.sheet.outputs.begin() + at);
  }
}

}  // namespace

std::optional<AskedFormula> ask_formula(session::Session& session, const std::string& name,
                                        const Asking& asking, const StateSource& source,
                                        bool lines) {
  auto request = session.resolve_formula(name, question_of(asking));
  if (!request) return std::nullopt;
  AskedFormula asked;
  if (source.total && !set_total(session, *request, *source.total, asked.total_set)) {
    return std::nullopt;
  }
  request->lines = lines;
  asked.lowered = session.lower(*request);
  if (!lines) leave_results(asked.lowered);
  return asked;
}

std::optional<sharing::StateFiles> state_files(const StateSource& source, Emitter& emitter) {
  auto tables = named_tables(source.tables, emitter);
  if (!tables) return std::nullopt;
  sharing::StateFiles files;
  files.states = source.states;
  files.tables = std::move(*tables);
  files.year = source.year;
  bool good = true;
  for (const std::string& word : source.columns) {
    const std::size_t equals = word.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == word.size()) {
      emitter.emit(Code::BadColumnName, CommandLocation{}, word);
      good = false;
      continue;
    }
    files.columns.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  if (!good) return std::nullopt;
  return files;
}

sharing::EngineChoice engine_choice(const session::Session& session, session::EngineKind engine) {
  using Kind = sharing::EngineChoice::Kind;
  const session::Options& options = session.options();
  switch (engine) {
    case session::EngineKind::Automatic:
      return {Kind::NativeIfThere, options.back_end, options.kept};
    case session::EngineKind::Native: return {Kind::Native, options.back_end, options.kept};
    case session::EngineKind::Blockwise: return {Kind::Blockwise};
    case session::EngineKind::Interpreter: break;
  }
  return {Kind::Interpreter};
}

std::optional<sharing::StateTable> state_table(session::Session& session,
                                               const lower::LoweredFormula& lowered,
                                               const StateSource& source,
                                               const std::vector<std::string>& settings,
                                               session::EngineKind engine) {
  const auto files = state_files(source, session.emitter());
  const auto values =
      sharing::read_settings(session.program(), lowered, settings, session.emitter());
  if (!files || !values) return std::nullopt;
  const session::Timings::Scope scope(session.timings(), "read");
  auto table = sharing::read_states(session.program(), lowered, *files,
                                    engine_choice(session, engine), session.emitter());
  if (!table) return std::nullopt;
  for (const sharing::Setting& setting : *values) {
    table->sheet.parameters[setting.parameter] = setting.value;
  }
  return table;
}

std::vector<InputFile> inputs_of(const sharing::StateFiles& files) {
  std::vector<InputFile> inputs{{"the table of States", files.states}};
  for (const auto& [name, path] : files.tables) {
    inputs.push_back({fmt::format("the table \"{}\"", name), path});
  }
  return inputs;
}

sharing::Form form_of(OutputFormat format) {
  switch (format) {
    case OutputFormat::Table: return sharing::Form::Reading;
    case OutputFormat::Csv: return sharing::Form::Csv;
    case OutputFormat::Json: return sharing::Form::Json;
  }
  return sharing::Form::Reading;
}

void deliver_report(Command& command, const report::Report& report, OutputFormat format,
                    Output& output) {
  const std::array<Output*, 1> outputs{&output};
  if (output.path().empty()) {
    if (!command.emitter().has_errors()) print_report(report, format, command.terminal());
    return;
  }
  output.write(report_text(report, format, output.path(), command.terminal()));
  command.commit(outputs);
}

}  // namespace nansen::driver
