#include "compiler/driver/arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/options.h"

namespace nansen::driver {

namespace {

const std::vector<std::string> artefacts{"ast", "program", "ir", "normal", "plan", "llvm", "sheet"};
const std::vector<std::string> sheet_artefacts{"sheet"};

/// Every command with what it fills in.
struct Commands {
  CheckArguments check;
  RunArguments run;
  ExplainArguments explain;
  CompareArguments compare;
  WatchArguments watch;
  RepeatArguments repeat;
  ExceptionsArguments exceptions;
  TestArguments test;
  FormatArguments format;
  SampleArguments sample;
  FactsArguments facts;
  AllocateArguments allocate;
  VaryArguments vary;
  TimelineArguments timeline;
  RightsArguments rights;
  BreachesArguments breaches;
  ConsolidateArguments consolidate;
  DiffArguments diff;
  std::string unknown = "10%";
  std::string ranges = "0%";
  std::string explain_file;
  std::string vocabulary;
  CLI::Option* run_format = nullptr;
  CLI::Option* allocate_format = nullptr;
  CLI::Option* vary_format = nullptr;
  CLI::Option* timeline_format = nullptr;
  CLI::Option* breaches_format = nullptr;
  /// Commands that take a table of cases or one of States.
  struct Either {
    CLI::App* command;
    CLI::Option* cases;
    CLI::Option* states;
  };
  std::vector<Either> either;
};

void declare_allocate(CLI::App& app, Commands& commands) {
  AllocateArguments& allocate = commands.allocate;
  auto& command = *app.add_subcommand(
      "allocate", "Work a sharing formula out: shares and quotas of a table of States");
  add_files(command, allocate.common);
  add_drafts(command, allocate.common);
  command
      .add_option("--formula", allocate.formula,
                  "A formula or an allocation, where the files have several")
      ->type_name("NAME");
  add_states(command, allocate.source)->required();
  add_state_tables(command, allocate.source);
  add_total(command, allocate.source);
  add_setting(command, allocate.asking);
  add_sort(command, allocate.sort);
  add_digits(command, allocate.digits);
  command.add_option("--out", allocate.out, "Write the result to this file")->type_name("FILE");
  commands.allocate_format = add_format(command, allocate.format, "table");
  add_engine(command, allocate.engine, "interpreter");
  command
      .add_option("--print", allocate.print, "Print what the formula becomes instead of the result")
      ->check(one_of(sheet_artefacts))
      ->type_name("sheet");
}

void declare_vary(CLI::App& app, Commands& commands) {
  VaryArguments& vary = commands.vary;
  auto& command = *app.add_subcommand(
      "vary", "Work a sharing formula out for many parameters, indicators or tables");
  add_files(command, vary.common);
  add_drafts(command, vary.common);
  command
      .add_option("--formula", vary.formula,
                  "A formula or an allocation, where the files have several")
      ->type_name("NAME");
  add_states(command, vary.source);
  add_state_tables(command, vary.source);
  add_total(command, vary.source);
  add_setting(command, vary.asking);
  command
      .add_option("--parameter", vary.parameters,
                  "Vary a parameter: unemployment_weight=0%..20%/41, or without /STEPS where "
                  "--random is given (again for each)")
      ->allow_extra_args(false)
      ->type_name("NAME=FROM..TO/STEPS");
  command
      .add_option("--indicator", vary.indicators,
                  "Vary an indicator: of each State's own figure where the range is in percent, as "
                  "in population=90%..110% (again for each)")
      ->allow_extra_args(false)
      ->type_name("NAME=FROM..TO/STEPS");
  command
      .add_option("--random", vary.random,
                  "Draw so many scenarios at random, each State's figures by themselves")
      ->transform(whole_number())
      ->type_name("N");
  command.add_option("--seed", vary.seed, "The same seed gives the same scenarios")
      ->transform(whole_number())
      ->type_name("S")
      ->default_str("1");
  command
      .add_option("--scenarios", vary.scenarios,
                  "A table (CSV) with a row a scenario and State, and a column \"scenario\"")
      ->type_name("CSV");
  add_sort(command, vary.sort, "share");
  add_digits(command, vary.digits);
  command.add_option("--out", vary.out, "Write the table to this file")->type_name("FILE");
  command.add_option("--each", vary.each, "Write every scenario, a row a State, to this file")
      ->type_name("CSV");
  command.add_option("--chart", vary.chart, "Draw it: a file that ends in .svg or .html")
      ->check(picture_file())
      ->type_name("FILE");
  commands.vary_format = add_format(command, vary.format, "table");
  add_engine(command, vary.engine);
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

void declare(CLI::App& app, Commands& commands) {
  {
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
  {
    auto& command = *app.add_subcommand("run", "Answer the definitions for a table of cases");
    add_files(command, commands.run.common);
    add_drafts(command, commands.run.common);
    add_cases(command, commands.run.cases)->required();
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
  {
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
        command
            .add_option("--state", commands.explain.state, "The State, by its name in the table")
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
  declare_compare(app, commands);
  declare_watch(app, commands);
  {
    auto& command = *app.add_subcommand(
        "exceptions", "Print a definition's base, additions, exceptions and what lifts them");
    command.add_option("DEFINITION", commands.exceptions.definition, "Such as oau_1969.refugee")
        ->required()
        ->type_name("");
    add_extra_files(command, commands.exceptions.common);
    add_drafts(command, commands.exceptions.common);
    add_format(command, commands.exceptions.format, "table");
  }
  {
    auto& command = *app.add_subcommand(
        "test", "Run the examples of provision files and list the heads they do not exercise");
    add_files(command, commands.test.common);
    add_drafts(command, commands.test.common);
    add_format(command, commands.test.format, "table");
  }
  {
    auto& command = *app.add_subcommand("format", "Lay provision files out in the canonical way");
    add_files(command, commands.format.common);
    auto* write =
        command.add_flag("--write", commands.format.write, "Write the files where they stand");
    command
        .add_flag("--check", commands.format.check,
                  "Only say which files are not in the canonical layout")
        ->excludes(write);
  }
  {
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
  {
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
  declare_allocate(app, commands);
  declare_vary(app, commands);
  declare_timeline(app, commands);
  declare_rights(app, commands);
  declare_breaches(app, commands);
  declare_repeat(app, commands);
  declare_consolidate(app, commands);
  declare_diff(app, commands);
}

/// What is wrong with the command that `word` is meant to be; empty iff it is one.
std::string unknown_command(const CLI::App& app, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), word) != names.end()) return {};
  const std::string meant = nearest(word, names);
  return fmt::format("there is no command \"{}\"; {}\n", word,
                     meant.empty()
                         ? "the commands are: " + fmt::format("{}", fmt::join(names, ", "))
                         : fmt::format("did you mean \"{}\"?", meant));
}

/// Throws where the options of `vary` ask for nothing that can be worked out.
void check_scenarios(const VaryArguments& vary) {
  if (vary.source.states.empty() && vary.scenarios.empty()) {
    throw CLI::RequiredError("--states or --scenarios");
  }
  if (vary.random == 0) throw CLI::ValidationError("--random", "needs at least 1 scenario");
  if (vary.scenarios.empty()) return;
  for (const auto& [option, given] : {std::pair("--parameter", !vary.parameters.empty()),
                                      std::pair("--indicator", !vary.indicators.empty()),
                                      std::pair("--random", vary.random.has_value())}) {
    if (!given) continue;
    throw CLI::ValidationError(
        "--scenarios",
        fmt::format("does not go together with {}: the tables of the file are the scenarios",
                    option));
  }
}

/// Where no format was asked for, a file's ending says it.
void follow_ending(const CLI::Option& asked, const std::string& out, OutputFormat& format) {
  if (asked.count() > 0) return;
  if (out.ends_with(".json")) format = OutputFormat::Json;
  if (out.ends_with(".csv")) format = OutputFormat::Csv;
}

constexpr const char* epilogue =
    "Exit status: 0 all is well, 1 the input is wrong, 2 the command is misused.\n"
    "\"nansen COMMAND --help\" explains a command.";

/// What is said of States cannot be said of cases.
void refuse_of_states(const CLI::App& command) {
  for (const char* name : {"--total", "--sort", "--digits", "--column", "--year", "--set"}) {
    const CLI::Option* option = command.get_option_no_throw(name);
    if (option != nullptr && option->count() > 0) throw CLI::RequiresError(name, "--states");
  }
}

}  // namespace

Arguments parse_arguments(int count, const char* const* words) {
  CLI::App app{"Nansen: a language and compiler for treaty provisions on international protection",
               "nansen"};
  app.footer(epilogue);
  app.require_subcommand(1);
  app.set_version_flag("--version", "nansen " NANSEN_VERSION);
  Commands commands;
  declare(app, commands);
  if (count > 1 && words[1][0] != '-') {
    if (const std::string problem = unknown_command(app, words[1]); !problem.empty()) {
      return Misuse{"nansen: " + problem};
    }
  }
  try {
    app.parse(count, words);
    if (const std::string problem =
            read_share(commands.unknown, commands.sample.unknown_per_million);
        !problem.empty()) {
      throw CLI::ValidationError("--unknown", problem);
    }
    if (const std::string problem = read_share(commands.ranges, commands.sample.ranges_per_million);
        !problem.empty()) {
      throw CLI::ValidationError("--ranges", problem);
    }
    if (app.got_subcommand("vary")) check_scenarios(commands.vary);
    for (const Commands::Either& either : commands.either) {
      if (!either.command->parsed()) continue;
      if (either.cases->count() + either.states->count() == 0) {
        throw CLI::RequiredError("--cases or --states");
      }
      if (either.cases->count() > 0) refuse_of_states(*either.command);
    }
    // One option serves both kinds of further tables.
    commands.explain.source.tables = commands.explain.cases.tables;
    commands.compare.source.tables = commands.compare.cases.tables;
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream problem;
    const int status = app.exit(error, out, problem);
    if (status == 0) return Notice{out.str()};
    return Misuse{"nansen: " + problem.str()};
  }
  const std::string name = app.get_subcommands().front()->get_name();
  if (name == "check") return std::move(commands.check);
  if (name == "run") {
    if (commands.run_format->count() == 0 && commands.run.out.ends_with(".json")) {
      commands.run.format = OutputFormat::Json;
    }
    return std::move(commands.run);
  }
  if (name == "allocate") {
    AllocateArguments& allocate = commands.allocate;
    follow_ending(*commands.allocate_format, allocate.out, allocate.format);
    return std::move(allocate);
  }
  if (name == "vary") {
    follow_ending(*commands.vary_format, commands.vary.out, commands.vary.format);
    return std::move(commands.vary);
  }
  if (name == "timeline") {
    follow_ending(*commands.timeline_format, commands.timeline.out, commands.timeline.format);
    return std::move(commands.timeline);
  }
  if (name == "consolidate") {
    // Which of both the word names is known once the files are read.
    std::vector<std::string>& texts = commands.consolidate.common.texts;
    texts = commands.consolidate.common.drafts;
    texts.insert(texts.begin(), commands.consolidate.text);
    return std::move(commands.consolidate);
  }
  if (name == "diff") {
    commands.diff.common.texts = {commands.diff.before, commands.diff.after};
    return std::move(commands.diff);
  }
  if (name == "rights") return std::move(commands.rights);
  if (name == "breaches") {
    follow_ending(*commands.breaches_format, commands.breaches.out, commands.breaches.format);
    return std::move(commands.breaches);
  }
  if (name == "explain") {
    commands.explain.common.files = {commands.explain_file};
    return std::move(commands.explain);
  }
  if (name == "compare") return std::move(commands.compare);
  if (name == "watch") return std::move(commands.watch);
  if (name == "repeat") return std::move(commands.repeat);
  if (name == "exceptions") return std::move(commands.exceptions);
  if (name == "test") return std::move(commands.test);
  if (name == "format") return std::move(commands.format);
  if (name == "sample") {
    commands.sample.common.files = {commands.vocabulary};
    return std::move(commands.sample);
  }
  return std::move(commands.facts);
}

}  // namespace nansen::driver
