// The commands that compare definitions, texts and drafts over cases.
#include "compiler/driver/commands.h"
#include "compiler/driver/options.h"

namespace nansen::driver {

void declare_compare(CLI::App& app, Commands& commands) {
  CompareArguments& compare = commands.compare;
  auto& command = *app.add_subcommand(
      "compare",
      "Compare definitions, or a text and drafts that amend it, over cases: who differs, and why");
  command
      .add_option("NAME", compare.asking.definitions,
                  "Two or more definitions, such as protocol_1967.refugee oau_1969.refugee, or "
                  "formulas; with --rights two instruments; or an instrument (mimc_2017, "
                  "mimc_2017.forced_migrant) and drafts that amend it, by name or file; the drafts "
                  "of one file are applied one after another")
      ->required()
      ->expected(2, -1)
      ->type_name("");
  CLI::Option* cases = add_cases(command, compare.cases);
  CLI::Option* states = add_states(command, compare.source)->excludes(cases);
  commands.either.push_back({&command, cases, states});
  command
      .add_option("--define", compare.define,
                  "Of drafts: compare these definitions alone, or this formula")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME,...");
  command
      .add_flag("--rights", compare.rights,
                "Compare the rights that two instruments, or a text and its drafts, give")
      ->needs(cases);
  add_total(command, compare.source);
  add_sort(command, compare.sort);
  add_digits(command, compare.digits);
  add_setting(command, compare.asking);
  add_extra_files(command, compare.common);
  add_drafts(command, compare.common);
  command
      .add_option("--report", compare.report, "Of drafts: write all of it as a page, for a browser")
      ->type_name("FILE");
  command
      .add_option("--receipt", compare.receipt,
                  "Write what was compared, with the hashes of all files; see nansen repeat")
      ->type_name("FILE");
  command.add_flag("--brief", compare.brief,
                   "Of drafts: the tables and causes, without explanations and the facts of cases");
  add_format(command, compare.format, "table");
  add_engine(command, compare.engine);
}

void declare_watch(CLI::App& app, Commands& commands) {
  CompareArguments& watch = commands.watch.compare;
  auto& command = *app.add_subcommand(
      "watch", "Compare a draft over cases each time it is saved, and say what that changed");
  command.add_option("DRAFT", watch.asking.definitions, "A draft, by its name or its file")
      ->required()
      ->expected(1)
      ->type_name("");
  add_cases(command, watch.cases)->required();
  command.add_option("--define", watch.define, "Compare these definitions alone")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME,...");
  add_setting(command, watch.asking);
  add_extra_files(command, watch.common);
  add_drafts(command, watch.common);
  add_engine(command, watch.engine);
}

void declare_repeat(CLI::App& app, Commands& commands) {
  auto& command = *app.add_subcommand(
      "repeat", "Compare again as a receipt says, and say whether the result is the same");
  command
      .add_option("RECEIPT", commands.repeat.receipt,
                  "A receipt that nansen compare --receipt wrote, or a page that --report wrote")
      ->required()
      ->type_name("");
  add_common(command, commands.repeat.common);
}

}  // namespace nansen::driver
