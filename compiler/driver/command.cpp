#include "compiler/driver/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <sstream>

#include "compiler/diagnostics/render.h"
#include "compiler/report/chart.h"

namespace nansen::driver {

namespace {

session::Options session_options(const Common& common) {
  return {.names = common.files,
          .library = library_folders(),
          .back_end = back_end_library(),
          .kept = kept_folder(common),
          .drafts = common.drafts,
          .other_drafts = common.texts};
}

std::string render_timings(const session::Timings& timings) {
  std::string text;
  double total = 0;
  for (const session::Timings::Stage& stage : timings.stages()) {
    const double milliseconds = std::chrono::duration<double, std::milli>(stage.time).count();
    total += milliseconds;
    text += fmt::format("{:<12}{:>10.2f} ms\n", stage.name, milliseconds);
  }
  text += fmt::format("{:<12}{:>10.2f} ms\n", "total", total);
  if (const auto first = timings.first_answer()) {
    text += fmt::format("{:<12}{:>10.2f} ms\n", "first answer",
                        std::chrono::duration<double, std::milli>(*first).count());
  }
  return text;
}

// Until a command begins there is one thread, which waits for nothing: the processor time it has
// used, the loading of libraries included, is how long ago the process began. The system itself
// tells that in hundredths of a second only.
std::chrono::steady_clock::time_point beginning_of_process() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return std::chrono::steady_clock::now() - std::chrono::seconds(used.tv_sec) -
         std::chrono::nanoseconds(used.tv_nsec);
}

/// False iff what was printed has not all arrived, which is emitted.
bool check_standard_output(Emitter& emitter) {
  const int error = flush_out();
  if (error == 0) return true;
  emitter.emit(Code::OutputCutShort, FileLocation{std::string(standard_output)}, standard_output,
               reason_of(error));
  return false;
}

}  // namespace

std::vector<std::string> library_folders() {
  if (const char* listed = std::getenv("NANSEN_LIBRARY"); listed != nullptr && *listed != '\0') {
    std::vector<std::string> folders;
    std::istringstream stream{std::string(listed)};
    for (std::string folder; std::getline(stream, folder, ':');) {
      if (!folder.empty()) folders.push_back(folder);
    }
    return folders;
  }
  std::error_code failure;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failure);
  std::vector<std::string> folders;
  for (const std::string& candidate :
       {(program.parent_path() / "../share/nansen/stdlib").lexically_normal().string(),
        std::string(NANSEN_STDLIB)}) {
    if (std::filesystem::is_directory(candidate, failure)) folders.push_back(candidate);
  }
  return folders;
}

std::string back_end_library() {
  const char* path = std::getenv("NANSEN_BACK_END");
  return path == nullptr ? "" : path;
}

std::string kept_folder(const Common& common) {
  if (common.anew) return {};
  if (const char* caches = std::getenv("XDG_CACHE_HOME"); caches != nullptr && *caches == '/') {
    return std::string(caches) + "/nansen";
  }
  const char* home = std::getenv("HOME");
  return home == nullptr || *home != '/' ? "" : std::string(home) + "/.cache/nansen";
}

void print_diagnostics(const session::Session& session, const Common& common,
                       const Terminal& terminal) {
  const std::vector<Diagnostic>& diagnostics = session.emitter().diagnostics();
  if (common.messages == MessageFormat::Json) {
    print_error(render_json(diagnostics, session.sources()));
  } else if (!diagnostics.empty()) {
    print_error(render_text(diagnostics, session.sources(), terminal.colour_error));
  }
  if (common.timings) print_error(render_timings(session.timings()));
}

Command::Command(const Common& common, const Terminal& terminal)
    : common_(common),
      terminal_(terminal),
      process_began_(beginning_of_process()),
      session_(session_options(common)) {}

void Command::note_first_answer() {
  session_.timings().note_first_answer(std::chrono::steady_clock::now() - process_began_);
}

bool Command::show_printed() { return check_standard_output(emitter()); }

Status Command::close() {
  check_standard_output(emitter());
  print_diagnostics(session_, common_, terminal_);
  return emitter().has_errors() ? Status::WrongInput : Status::Good;
}

bool Command::open(std::span<Output* const> outputs, const std::vector<InputFile>& inputs) {
  for (std::size_t at = 0; at < outputs.size(); ++at) {
    Output& output = *outputs[at];
    if (is_input(output, inputs)) return false;
    for (const Output* other : outputs.first(at)) {
      if (output.path().empty() || !is_same_file(output.path(), other->path())) continue;
      emitter().emit(Code::OutputIsInput, CommandLocation{}, output.path(),
                     "where another output goes");
      return false;
    }
  }
  for (Output* output : outputs) {
    if (const auto failure = output->open()) {
      report(*failure);
      return false;
    }
  }
  return true;
}

bool Command::is_input(const Output& output, const std::vector<InputFile>& inputs) {
  if (output.path().empty()) return false;
  const auto is_read = [&](const std::string& path, const std::string& what) {
    if (!is_same_file(output.path(), path)) return false;
    emitter().emit(Code::OutputIsInput, CommandLocation{}, output.path(), what);
    return true;
  };
  for (const ast::File& file : session_.loaded().files) {
    if (is_read(session_.sources()[file.file].path, "a provision file that is read")) return true;
  }
  return std::any_of(inputs.begin(), inputs.end(),
                     [&](const InputFile& input) { return is_read(input.path, input.what); });
}

void Command::commit(std::span<Output* const> outputs) {
  if (emitter().has_errors()) return;
  if (const auto failure = deliver(outputs)) report(*failure);
}

void Command::commit_files_first(std::span<Output* const> outputs) {
  if (outputs.front()->path().empty()) {
    commit(outputs.subspan(1));
    outputs = outputs.first(1);
  }
  commit(outputs);
}

void Command::report(const OutputFailure& failure) {
  emitter().emit(failure.partly ? Code::OutputCutShort : Code::CannotWrite,
                 FileLocation{failure.name}, failure.name, failure.reason);
}

Status run_notice(const Notice& notice, const Terminal& terminal) {
  print_out(notice.text);
  Emitter emitter;
  check_standard_output(emitter);
  if (!emitter.has_errors()) return Status::Good;
  print_error(render_text(emitter.diagnostics(), SourceFiles(), terminal.colour_error));
  return Status::WrongInput;
}

session::Question question_of(const Asking& asking) {
  return {.definitions = asking.definitions, .readings = asking.readings, .as_of = asking.as_of};
}

std::string report_text(const report::Report& report, OutputFormat format, const std::string& path,
                        const Terminal& terminal) {
  switch (format) {
    case OutputFormat::Table: {
      const bool shown = path.empty();
      return report::to_text(report, {.width = shown ? terminal.width : file_width,
                                      .colour = shown && terminal.colour_out});
    }
    case OutputFormat::Csv: return report::to_csv(report);
    case OutputFormat::Json: return report::to_json(report);
  }
  return {};
}

std::string drawing_text(const std::string& title, const std::string& svg,
                         const std::string& path) {
  return path.ends_with(".html") ? report::to_html(title, svg) : svg;
}

void print_report(const report::Report& report, OutputFormat format, const Terminal& terminal) {
  print_out(report_text(report, format, "", terminal));
}

std::vector<std::string> files_for(const std::vector<std::string>& definitions,
                                   std::vector<std::string> files) {
  const std::vector<std::string> folders = library_folders();
  for (const std::string& definition : definitions) {
    const std::size_t dot = definition.find('.');
    if (dot == std::string::npos) continue;
    const std::string instrument = definition.substr(0, dot);
    const bool in_library = std::any_of(folders.begin(), folders.end(), [&](const auto& folder) {
      std::error_code ignored;
      return std::filesystem::is_regular_file(
          std::filesystem::path(folder) / (instrument + ".treaty"), ignored);
    });
    const bool named = std::any_of(files.begin(), files.end(), [&](const auto& file) {
      return std::filesystem::path(file).stem() == instrument;
    });
    if (in_library && !named) files.push_back(instrument);
  }
  return files;
}

}  // namespace nansen::driver
