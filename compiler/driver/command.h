// What the commands share: a session over the files asked for, messages, exit statuses.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "compiler/driver/arguments.h"
#include "compiler/driver/output.h"
#include "compiler/driver/terminal.h"
#include "compiler/report/report.h"
#include "compiler/session/session.h"

namespace nansen::driver {

/// 0: all is well. 1: the input is wrong. 2: the command is misused.
enum class Status : int { Good = 0, WrongInput = 1, Misused = 2 };

/// The folders where provision files are found by name: those of NANSEN_LIBRARY (separated by
/// colons), else the library beside the program.
std::vector<std::string> library_folders();

/// The back end's library: NANSEN_BACK_END, or empty for the usual places.
std::string back_end_library();
/// Where what can be made again is kept from run to run: $XDG_CACHE_HOME/nansen, or
/// ~/.cache/nansen; empty iff neither is known, or all is wanted anew.
std::string kept_folder(const Common& common);

/// The columns of a table in a file.
inline constexpr std::size_t file_width = 100;

/// A file that a command reads, beside provision files: `the table of cases`, `cases.csv`.
struct InputFile {
  std::string what;
  std::string path;
};

/// What `session` emitted and, if asked for, its timings.
void print_diagnostics(const session::Session& session, const Common& common,
                       const Terminal& terminal);

/// A session over the common files, its messages and timings printed when it is closed.
class Command {
 public:
  Command(const Common& common, const Terminal& terminal);

  session::Session& session() { return session_; }
  Emitter& emitter() { return session_.emitter(); }
  /// The first answers have been handed on: what comes after them is not the first.
  void note_first_answer();
  const Terminal& terminal() const { return terminal_; }

  /// Makes visible what was printed. False iff it has not all arrived, which is emitted.
  bool show_printed();
  /// Makes sure that all has been printed; prints what was emitted and, if asked for, the timings.
  /// Wrong input iff there was an error.
  Status close();
  /// Opens `outputs`, unless one of them is a provision file of the session, one of `inputs`, or
  /// another of them. False after an error, which is emitted.
  bool open(std::span<Output* const> outputs, const std::vector<InputFile>& inputs = {});
  /// Makes all that was written to `outputs` visible; a failure becomes a diagnostic. Nothing is
  /// delivered after an error.
  void commit(std::span<Output* const> outputs);
  /// The same where the first output may go to standard output: whoever reads that may stop early,
  /// and the files are written all the same.
  void commit_files_first(std::span<Output* const> outputs);
  /// Emits that something could not be written.
  void report(const OutputFailure& failure);

 private:
  bool is_input(const Output& output, const std::vector<InputFile>& inputs);

  const Common& common_;
  const Terminal& terminal_;
  std::chrono::steady_clock::time_point process_began_;
  session::Session session_;
};

/// Prints help or the version.
Status run_notice(const Notice& notice, const Terminal& terminal);

/// What the user asked, as the session takes it.
session::Question question_of(const Asking& asking);

/// A report in the format asked for, as it is written to `path`, or to standard output where that
/// is empty.
std::string report_text(const report::Report& report, OutputFormat format, const std::string& path,
                        const Terminal& terminal);
/// A drawing, as it is written to `path`: a page where that ends in .html.
std::string drawing_text(const std::string& title, const std::string& svg, const std::string& path);

/// A report in the format asked for, on standard output.
void print_report(const report::Report& report, OutputFormat format, const Terminal& terminal);

/// Names of definitions stand for their instruments' files: `oau_1969.refugee` asks for the file
/// that declares oau_1969, among `files` or in the library.
std::vector<std::string> files_for(const std::vector<std::string>& definitions,
                                   std::vector<std::string> files);

Status run_check(const CheckArguments& arguments, const Terminal& terminal);
Status run_run(const RunArguments& arguments, const Terminal& terminal);
Status run_explain(const ExplainArguments& arguments, const Terminal& terminal);
Status run_watch(const WatchArguments& arguments, const Terminal& terminal);
Status run_compare(const CompareArguments& arguments, const Terminal& terminal);
Status run_repeat(const RepeatArguments& arguments, const Terminal& terminal);
Status run_exceptions(const ExceptionsArguments& arguments, const Terminal& terminal);
Status run_test(const TestArguments& arguments, const Terminal& terminal);
Status run_format(const FormatArguments& arguments, const Terminal& terminal);
Status run_sample(const SampleArguments& arguments, const Terminal& terminal);
Status run_allocate(const AllocateArguments& arguments, const Terminal& terminal);
Status run_vary(const VaryArguments& arguments, const Terminal& terminal);
Status run_facts(const FactsArguments& arguments, const Terminal& terminal);
Status run_timeline(const TimelineArguments& arguments, const Terminal& terminal);
Status run_rights(const RightsArguments& arguments, const Terminal& terminal);
Status run_consolidate(const ConsolidateArguments& arguments, const Terminal& terminal);
Status run_diff(const DiffArguments& arguments, const Terminal& terminal);
Status run_build(const BuildArguments& arguments, const Terminal& terminal);
Status run_breaches(const BreachesArguments& arguments, const Terminal& terminal);

}  // namespace nansen::driver
