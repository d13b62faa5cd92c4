// The commands that answer, explain and make cases.
#include "compiler/driver/commands.h"
#include "compiler/driver/options.h"

namespace nansen::driver {

void declare_run(CLI::App& app, Commands& commands) {
  auto& command = *app.add_subcommand("run", "Answer the definitions for a table of cases");
  add_files(command, commands.run.common);
  add_drafts(command, commands.run.common);
  add_cases(command, commands.run.cases)->required();
  command
      .add_flag("--cache", commands.run.cases.cached,
                "Keep the tables' facts beside the cases, in CSV.nansen-cache, where they are "
                "found while no table has changed")
      ->excludes(command.get_option("--anew"));
  add_asking(command, commands.run.asking);
  command.add_flag("--bound-only", commands.run.bound_only,
                   "Answer only for those whom the law binds on the day of --as-of");
  command.add_option("--out", commands.run.out, "Write the results to this file")
      ->type_name("FILE");
  command
      .add_option("--matrix", commands.run.matrix,
                  "Draw the answers, a row a case: a file that ends in .svg or .html")
      ->check(picture_file())
      ->type_name("FILE");
  commands.run_format = add_format(command, commands.run.format, "csv");
  add_engine(command, commands.run.engine);
}

void declare_explain(CLI::App& app, Commands& commands) {
  auto& command = *app.add_subcommand(
      "explain", "Explain one answer, head by head, and what would settle an open one");
  command
      .add_option("FILE", commands.explain_file,
                  "A provision file, or the name of one of the library's")
      ->required()
      ->type_name("");
  command
      .add_option("NAME", commands.explain.definition,
                  "A definition, such as oau_1969.refugee, or a formula")
      ->required()
      ->type_name("");
  CLI::Option* cases = add_cases(command, commands.explain.cases);
  CLI::Option* id = command.add_option("--case", commands.explain.case_id, "The id of the case")
                        ->needs(cases)
                        ->type_name("ID");
  cases->needs(id);
  CLI::Option* states = add_states(command, commands.explain.source)->excludes(cases);
  CLI::Option* state =
      command.add_option("--state", commands.explain.state, "The State, by its name in the table")
          ->needs(states)
          ->type_name("NAME");
  states->needs(state);
  add_total(command, commands.explain.source);
  add_digits(command, commands.explain.digits);
  commands.either.push_back({&command, cases, states});
  command.add_flag("--whole", commands.explain.whole, "Show also what did not matter");
  add_setting(command, commands.explain.asking);
  add_format(command, commands.explain.format, "table");
  add_drafts(command, commands.explain.common);
  add_common(command, commands.explain.common);
}

void declare_test(CLI::App& app, Commands& commands) {
  auto& command = *app.add_subcommand(
      "test", "Run the examples of provision files and list the heads they do not exercise");
  add_files(command, commands.test.common);
  add_drafts(command, commands.test.common);
  add_format(command, commands.test.format, "table");
}

void declare_sample(CLI::App& app, Commands& commands) {
  auto& command = *app.add_subcommand("sample", "Write random valid cases of a vocabulary");
  command
      .add_option("VOCABULARY", commands.vocabulary,
                  "A vocabulary's file, or the name of one of the library's, such as protection")
      ->required()
      ->type_name("");
  command.add_option("--rows", commands.sample.rows, "How many cases")
      ->required()
      ->transform(whole_number())
      ->type_name("N");
  command.add_option("--seed", commands.sample.seed, "The same seed gives the same cases")
      ->required()
      ->transform(whole_number())
      ->type_name("S");
  command.add_option("--unknown", commands.unknown, "The share of facts left unknown")
      ->type_name("SHARE")
      ->default_str("10%");
  command
      .add_option("--ranges", commands.ranges, "The share of dates of which but a range is known")
      ->type_name("SHARE")
      ->default_str("0%");
  command
      .add_option("--entity", commands.sample.entity,
                  "Whose cases, where the vocabulary has several candidates")
      ->type_name("ENTITY");
  command.add_option("--out", commands.sample.out, "Write the table of cases to this file")
      ->type_name("CSV");
  command
      .add_option("--table", commands.sample.tables,
                  "Write a further table of the cases to this file (again for each)")
      ->allow_extra_args(false)
      ->type_name("NAME=CSV");
  add_common(command, commands.sample.common);
}

void declare_timeline(CLI::App& app, Commands& commands) {
  TimelineArguments& timeline = commands.timeline;
  auto& command = *app.add_subcommand(
      "timeline", "The statuses of one case: since when, until when, and what comes next");
  add_files(command, timeline.common);
  add_drafts(command, timeline.common);
  add_cases(command, timeline.cases)->required();
  command.add_option("--case", timeline.case_id, "The id of the case")->required()->type_name("ID");
  command
      .add_option("--status", timeline.statuses, "Only these statuses, such as interim_protection")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME,...");
  add_setting(command, timeline.asking);
  command.add_option("--chart", timeline.chart, "Draw it: a file that ends in .svg or .html")
      ->check(picture_file())
      ->type_name("FILE");
  command.add_option("--out", timeline.out, "Write the result to this file")->type_name("FILE");
  commands.timeline_format = add_format(command, timeline.format, "table");
}

void declare_rights(CLI::App& app, Commands& commands) {
  RightsArguments& rights = commands.rights;
  auto& command = *app.add_subcommand(
      "rights", "The rights that instruments give: as declared, or what one person is owed");
  add_files(command, rights.common);
  add_drafts(command, rights.common);
  CLI::Option* cases = add_cases(command, rights.cases);
  CLI::Option* id =
      command.add_option("--case", rights.case_id, "The id of the case")->type_name("ID");
  cases->needs(id);
  id->needs(cases);
  add_setting(command, rights.asking);
  add_format(command, rights.format, "table");
}

void declare_breaches(CLI::App& app, Commands& commands) {
  BreachesArguments& breaches = commands.breaches;
  auto& command = *app.add_subcommand(
      "breaches", "Hold a table of acts against norms and limits: what is breached, and where");
  add_files(command, breaches.common);
  add_drafts(command, breaches.common);
  add_cases(command, breaches.cases)->required();
  command
      .add_option("--entity", breaches.entity,
                  "Whose table it is, where the norms are of several kinds of acts")
      ->type_name("ENTITY");
  command
      .add_option("--case", breaches.case_id,
                  "Explain the breaches of this act alone; sums are not looked at")
      ->type_name("ID");
  add_setting(command, breaches.asking);
  command.add_option("--out", breaches.out, "Write the result to this file")->type_name("FILE");
  commands.breaches_format = add_format(command, breaches.format, "table");
  add_engine(command, breaches.engine);
}

}  // namespace nansen::driver
