// The commands that look at texts and at drafts that amend them, and that build artefacts of them.
#include "compiler/driver/commands.h"
#include "compiler/driver/options.h"

namespace nansen::driver {

namespace {

const std::vector<std::string> artefacts{"ast", "program", "ir", "normal", "plan", "llvm", "sheet"};

}  // namespace

void declare_check(CLI::App& app, Commands& commands) {
  auto& command = *app.add_subcommand("check", "Check provision files and report what is wrong");
  add_files(command, commands.check.common);
  add_drafts(command, commands.check.common);
  add_asking(command, commands.check.asking);
  command
      .add_option("--print", commands.check.print,
                  "Print an artefact of the compiler instead of the summary")
      ->check(one_of(artefacts))
      ->type_name("ast|program|ir|normal|plan|llvm|sheet");
}

void declare_exceptions(CLI::App& app, Commands& commands) {
  auto& command = *app.add_subcommand(
      "exceptions", "Print a definition's base, additions, exceptions and what lifts them");
  command.add_option("DEFINITION", commands.exceptions.definition, "Such as oau_1969.refugee")
      ->required()
      ->type_name("");
  add_extra_files(command, commands.exceptions.common);
  add_drafts(command, commands.exceptions.common);
  add_format(command, commands.exceptions.format, "table");
}

void declare_format(CLI::App& app, Commands& commands) {
  auto& command = *app.add_subcommand("format", "Lay provision files out in the canonical way");
  add_files(command, commands.format.common);
  auto* write =
      command.add_flag("--write", commands.format.write, "Write the files where they stand");
  command
      .add_flag("--check", commands.format.check,
                "Only say which files are not in the canonical layout")
      ->excludes(write);
}

void declare_facts(CLI::App& app, Commands& commands) {
  auto& command = *app.add_subcommand("facts", "List what a table of cases for a file needs");
  add_files(command, commands.facts.common);
  add_drafts(command, commands.facts.common);
  add_asking(command, commands.facts.asking);
  auto* header = command.add_flag("--csv-header", commands.facts.csv_header,
                                  "Print the header line of the table of cases instead");
  command
      .add_option("--table", commands.facts.table,
                  "With --csv-header: the header of this table beside the cases")
      ->needs(header)
      ->type_name("NAME");
  add_format(command, commands.facts.format, "table");
}

void declare_consolidate(CLI::App& app, Commands& commands) {
  ConsolidateArguments& consolidate = commands.consolidate;
  auto& command = *app.add_subcommand(
      "consolidate", "Print an instrument as drafts amend it, with notes on what they changed");
  command
      .add_option("NAME", consolidate.text,
                  "An instrument, a draft, or a file of drafts, such as mimc_2017")
      ->required()
      ->type_name("");
  add_drafts(command, consolidate.common);
  add_extra_files(command, consolidate.common);
  command.add_option("--out", consolidate.out, "Write the text to this file")->type_name("FILE");
}

void declare_diff(CLI::App& app, Commands& commands) {
  DiffArguments& diff = commands.diff;
  auto& command = *app.add_subcommand(
      "diff", "Hold two texts against each other: which provision became which, and how");
  command
      .add_option("BEFORE", diff.before, "An instrument or a draft, such as mimc_2017, or its file")
      ->required()
      ->type_name("");
  command.add_option("AFTER", diff.after, "A draft that amends it, or another instrument")
      ->required()
      ->type_name("");
  auto* all = command.add_flag("--all", diff.all, "List also the provisions that stay the same");
  command
      .add_flag("--text", diff.text, "The new text, with what is omitted and inserted marked in it")
      ->excludes(all);
  command.add_option("--html", diff.html, "Write the marked text to this file, as a page")
      ->type_name("FILE");
  add_extra_files(command, diff.common);
  add_format(command, diff.format, "table");
}

void declare_build(CLI::App& app, Commands& commands) {
  BuildArguments& build = commands.build;
  auto& command = *app.add_subcommand(
      "build", "Build an artefact that other programs load or link; see docs/artefacts.md");
  add_files(command, build.common);
  add_drafts(command, build.common);
  command
      .add_option("-o,--out", build.out,
                  "What to build, by its ending: .so, .a, .o, .wasm, .ll or .h (again for each)")
      ->required()
      ->allow_extra_args(false)
      ->type_name("FILE");
  add_asking(command, build.asking);
  command
      .add_option("--target", build.target,
                  "The machine that all files are for: x86_64, aarch64 or wasm32; without it, this "
                  "machine, or wasm32 where a .wasm file is among them")
      ->type_name("TARGET");
  command
      .add_option("--name", build.name,
                  "What C calls it: nansen_artefact_NAME, where NAME begins with no digit; without "
                  "it, as the first -o file")
      ->type_name("NAME");
  command.add_flag("--ranges", build.ranges,
                   "Let every date be known in part only, as from one day to another");
}

}  // namespace nansen::driver
