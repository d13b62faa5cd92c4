#include "compiler/driver/arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/help.h"
#include "compiler/driver/options.h"

namespace nansen::driver {

namespace {

/// In the order in which the help lists them.
void declare(CLI::App& app, Commands& commands) {
  declare_check(app, commands);
  declare_run(app, commands);
  declare_explain(app, commands);
  declare_compare(app, commands);
  declare_watch(app, commands);
  declare_exceptions(app, commands);
  declare_test(app, commands);
  declare_format(app, commands);
  declare_sample(app, commands);
  declare_facts(app, commands);
  declare_allocate(app, commands);
  declare_vary(app, commands);
  declare_timeline(app, commands);
  declare_rights(app, commands);
  declare_breaches(app, commands);
  declare_repeat(app, commands);
  declare_consolidate(app, commands);
  declare_diff(app, commands);
  declare_build(app, commands);
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
  app.formatter(help_formatter());
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
  if (name == "build") return std::move(commands.build);
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
