#include "compiler/driver/arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <sstream>

#include "compiler/diagnostics/diagnostic.h"

namespace nansen::driver {

namespace {

/// The words that an option takes, in the order in which they are listed.
template <typename Value>
using Choices = std::vector<std::pair<std::string, Value>>;

const Choices<OutputFormat> output_formats{
    {"table", OutputFormat::Table}, {"csv", OutputFormat::Csv}, {"json", OutputFormat::Json}};
const Choices<MessageFormat> message_formats{{"text", MessageFormat::Text},
                                             {"json", MessageFormat::Json}};
const Choices<session::EngineKind> engines{{"native", session::EngineKind::Native},
                                           {"interpreter", session::EngineKind::Interpreter}};
const std::vector<std::string> artefacts{"ast", "program", "ir", "normal", "plan", "llvm", "sheet"};
const std::vector<std::string> sheet_artefacts{"sheet"};
const Choices<sharing::SortOrder> sort_orders{{"share", sharing::SortOrder::Share},
                                              {"quota", sharing::SortOrder::Quota},
                                              {"name", sharing::SortOrder::Name},
                                              {"table", sharing::SortOrder::Table}};

std::string not_a_choice(const std::string& word, const std::vector<std::string>& words) {
  return fmt::format("must be one of {}, but is \"{}\"", fmt::join(words, ", "), word);
}

/// Takes one of the words of `choices` and leaves the number of its value, which is what an option
/// of an enumerated type reads.
template <typename Value>
CLI::Validator one_of(const Choices<Value>& choices) {
  return CLI::Validator(
      [&choices](std::string& word) {
        std::vector<std::string> words;
        for (const auto& [choice, value] : choices) {
          if (choice == word) {
            word = std::to_string(static_cast<int>(value));
            return std::string();
          }
          words.push_back(choice);
        }
        return not_a_choice(word, words);
      },
      "");
}

CLI::Validator one_of(const std::vector<std::string>& words) {
  return CLI::Validator(
      [&words](std::string& word) {
        const bool known = std::find(words.begin(), words.end(), word) != words.end();
        return known ? std::string() : not_a_choice(word, words);
      },
      "");
}

/// Takes decimal digits and leaves the number without leading zeros, which the parser would take
/// for the sign of another base.
CLI::Validator whole_number() {
  return CLI::Validator(
      [](std::string& word) {
        std::uint64_t value = 0;
        const char* end = word.data() + word.size();
        const auto read = std::from_chars(word.data(), end, value);
        if (read.ptr != end || word.empty()) {
          return fmt::format("must be a whole number such as 1000, but is \"{}\"", word);
        }
        if (read.ec != std::errc()) {
          return fmt::format("must be a whole number up to {}, but is \"{}\"",
                             std::numeric_limits<std::uint64_t>::max(), word);
        }
        word = std::to_string(value);
        return std::string();
      },
      "");
}

void add_common(CLI::App& command, Common& common) {
  command.add_option("--messages", common.messages, "Errors and warnings as text (usual) or json")
      ->transform(one_of(message_formats))
      ->type_name("text|json")
      ->default_str("text");
  command.add_flag("--timings", common.timings, "Print what each stage took, on standard error");
}

void add_files(CLI::App& command, Common& common) {
  command
      .add_option("FILE", common.files,
                  "Provision files, or names of the library's, such as oau_1969")
      ->required()
      ->type_name("");
  add_common(command, common);
}

void add_extra_files(CLI::App& command, Common& common) {
  command
      .add_option("--file", common.files,
                  "A provision file that holds the definitions (again for each); the library's "
                  "are found by themselves")
      ->allow_extra_args(false)
      ->type_name("FILE");
  add_common(command, common);
}

void add_setting(CLI::App& command, Asking& asking) {
  command.add_option("--as-of", asking.as_of, "Answer as of this day, such as 2026-07-01")
      ->type_name("DATE");
  command
      .add_option("--reading", asking.readings,
                  "Choose a reading of a disputed text (again for each)")
      ->allow_extra_args(false)
      ->type_name("NAME=CHOICE");
}

void add_asking(CLI::App& command, Asking& asking) {
  command
      .add_option("--define", asking.definitions,
                  "Only these definitions, such as oau_1969.refugee,mimc_2017.forced_migrant")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("NAME,...");
  add_setting(command, asking);
}

CLI::Option* add_cases(CLI::App& command, CaseFiles& cases) {
  CLI::Option* option =
      command.add_option("--cases", cases.cases, "The table of cases (CSV)")->type_name("CSV");
  command
      .add_option("--table", cases.tables,
                  "A further table: linked rows or a referenced entity (again for each)")
      ->allow_extra_args(false)
      ->type_name("NAME=CSV");
  return option;
}

CLI::Option* add_format(CLI::App& command, OutputFormat& format, const std::string& usual) {
  return command.add_option("--format", format, "How results are printed")
      ->transform(one_of(output_formats))
      ->type_name("table|csv|json")
      ->default_str(usual);
}

void add_engine(CLI::App& command, session::EngineKind& engine,
                const std::string& usual = "native") {
  command.add_option("--engine", engine, "native code, or the reference interpreter: same answers")
      ->transform(one_of(engines))
      ->type_name("native|interpreter")
      ->default_str(usual);
}

/// A table of States and what goes with it; `states` is the option that names it.
CLI::Option* add_states(CLI::App& command, StateSource& source) {
  CLI::Option* states =
      command.add_option("--states", source.states, "The table of States (CSV): a row a State")
          ->type_name("CSV");
  command
      .add_option("--column", source.columns,
                  "The header under which a column stands, such as population=population_2014 "
                  "(again for each)")
      ->allow_extra_args(false)
      ->type_name("NAME=HEADER");
  command.add_option("--year", source.year, "Only the rows of this year")->type_name("YEAR");
  command.add_option("--set", source.settings, "Another value of a parameter (again for each)")
      ->allow_extra_args(false)
      ->type_name("NAME=NUMBER");
  return states;
}

void add_total(CLI::App& command, StateSource& source) {
  command.add_option("--total", source.total, "Divide this many, whatever the provision says")
      ->type_name("N");
}

void add_state_tables(CLI::App& command, StateSource& source) {
  command
      .add_option("--table", source.tables,
                  "A further table: what is counted and summed up by State (again for each)")
      ->allow_extra_args(false)
      ->type_name("ENTITY=CSV");
}

void add_digits(CLI::App& command, std::optional<int>& digits) {
  command
      .add_option("--digits", digits,
                  "Decimals of what is printed, 0 to 18: usually 2, of CSV and JSON 6")
      ->check(CLI::Range(0, 18))
      ->type_name("N");
}

void add_sort(CLI::App& command, sharing::SortOrder& sort, const std::string& usual = "table") {
  command.add_option("--sort", sort, "The order of the States")
      ->transform(one_of(sort_orders))
      ->type_name("share|quota|name|table")
      ->default_str(usual);
}

/// Reads `10%` or `0.1` as parts of a million; says what is wrong, or nothing.
std::string read_share(std::string text, std::uint32_t& per_million) {
  const bool percent = text.ends_with('%');
  if (percent) text.pop_back();
  std::istringstream stream(text);
  stream.imbue(std::locale::classic());
  double value = 0;
  if (!(stream >> value) || !stream.eof()) return "a share such as 10% or 0.1 is expected";
  const double share = percent ? value / 100 : value;
  if (!(share >= 0 && share <= 1)) return "a share lies between 0% and 100%";
  per_million = static_cast<std::uint32_t>(std::lround(share * 1e6));
  return {};
}

/// Every command with what it fills in.
struct Commands {
  CheckArguments check;
  RunArguments run;
  ExplainArguments explain;
  CompareArguments compare;
  ExceptionsArguments exceptions;
  TestArguments test;
  FormatArguments format;
  SampleArguments sample;
  FactsArguments facts;
  AllocateArguments allocate;
  VaryArguments vary;
  std::string unknown = "10%";
  std::string explain_file;
  std::string vocabulary;
  CLI::Option* run_format = nullptr;
  CLI::Option* allocate_format = nullptr;
  CLI::Option* vary_format = nullptr;
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
      ->check(CLI::Validator(
          [](std::string& path) {
            const bool known = path.ends_with(".svg") || path.ends_with(".html");
            return known ? std::string() : "must end in .svg or .html, but is \"" + path + "\"";
          },
          ""))
      ->type_name("FILE");
  commands.vary_format = add_format(command, vary.format, "table");
  add_engine(command, vary.engine);
}

void declare(CLI::App& app, Commands& commands) {
  {
    auto& command = *app.add_subcommand("check", "Check provision files and report what is wrong");
    add_files(command, commands.check.common);
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
    add_cases(command, commands.run.cases)->required();
    add_asking(command, commands.run.asking);
    command.add_option("--out", commands.run.out, "Write the results to this file")
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
    add_common(command, commands.explain.common);
  }
  {
    auto& command = *app.add_subcommand(
        "compare", "Compare definitions over cases: who is covered, who differs, and why");
    command
        .add_option("NAME", commands.compare.asking.definitions,
                    "Two or more definitions, such as protocol_1967.refugee oau_1969.refugee, or "
                    "formulas")
        ->required()
        ->expected(2, -1)
        ->type_name("");
    CLI::Option* cases = add_cases(command, commands.compare.cases);
    CLI::Option* states = add_states(command, commands.compare.source)->excludes(cases);
    commands.either.push_back({&command, cases, states});
    add_total(command, commands.compare.source);
    add_sort(command, commands.compare.sort);
    add_digits(command, commands.compare.digits);
    add_setting(command, commands.compare.asking);
    add_extra_files(command, commands.compare.common);
    add_format(command, commands.compare.format, "table");
    add_engine(command, commands.compare.engine);
  }
  {
    auto& command = *app.add_subcommand(
        "exceptions", "Print a definition's base, additions, exceptions and what lifts them");
    command.add_option("DEFINITION", commands.exceptions.definition, "Such as oau_1969.refugee")
        ->required()
        ->type_name("");
    add_extra_files(command, commands.exceptions.common);
    add_format(command, commands.exceptions.format, "table");
  }
  {
    auto& command = *app.add_subcommand(
        "test", "Run the examples of provision files and list the heads they do not exercise");
    add_files(command, commands.test.common);
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
    if (app.got_subcommand("vary")) check_scenarios(commands.vary);
    for (const Commands::Either& either : commands.either) {
      if (!either.command->parsed()) continue;
      if (either.cases->count() + either.states->count() == 0) {
        throw CLI::RequiredError("--cases or --states");
      }
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
  if (name == "explain") {
    commands.explain.common.files = {commands.explain_file};
    return std::move(commands.explain);
  }
  if (name == "compare") return std::move(commands.compare);
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
