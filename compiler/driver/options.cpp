#include "compiler/driver/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <sstream>

namespace nansen::driver {

namespace {

const Choices<OutputFormat> output_formats{
    {"table", OutputFormat::Table}, {"csv", OutputFormat::Csv}, {"json", OutputFormat::Json}};
const Choices<MessageFormat> message_formats{{"text", MessageFormat::Text},
                                             {"json", MessageFormat::Json}};
const Choices<session::EngineKind> engines{{"automatic", session::EngineKind::Automatic},
                                           {"native", session::EngineKind::Native},
                                           {"blockwise", session::EngineKind::Blockwise},
                                           {"interpreter", session::EngineKind::Interpreter}};
const Choices<sharing::SortOrder> sort_orders{{"share", sharing::SortOrder::Share},
                                              {"quota", sharing::SortOrder::Quota},
                                              {"name", sharing::SortOrder::Name},
                                              {"table", sharing::SortOrder::Table}};

}  // namespace

std::string not_a_choice(const std::string& word, const std::vector<std::string>& words) {
  return fmt::format("must be one of {}, but is \"{}\"", fmt::join(words, ", "), word);
}

CLI::Validator one_of(const std::vector<std::string>& words) {
  return CLI::Validator(
      [&words](std::string& word) {
        const bool known = std::find(words.begin(), words.end(), word) != words.end();
        return known ? std::string() : not_a_choice(word, words);
      },
      "");
}

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

CLI::Validator picture_file() {
  return CLI::Validator(
      [](std::string& path) {
        const bool known = path.ends_with(".svg") || path.ends_with(".html");
        return known ? std::string() : "must end in .svg or .html, but is \"" + path + "\"";
      },
      "");
}

void add_common(CLI::App& command, Common& common) {
  command.add_option("--messages", common.messages, "Errors and warnings as text (usual) or json")
      ->transform(one_of(message_formats))
      ->type_name("text|json")
      ->default_str("text");
  command.add_flag("--timings", common.timings, "Print what each stage took, on standard error");
  command.add_flag("--anew", common.anew,
                   "Neither use nor keep on disk what can be made again, such as machine code "
                   "(docs/kept.md)");
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

void add_drafts(CLI::App& command, Common& common) {
  command
      .add_option("--draft", common.drafts,
                  "Amend the text by this draft first: its name, or a file of drafts (again for "
                  "each, in order)")
      ->allow_extra_args(false)
      ->type_name("DRAFT");
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

void add_engine(CLI::App& command, session::EngineKind& engine) {
  command
      .add_option(
          "--engine", engine,
          "How answers are worked out; all ways give the same. automatic begins at once and goes "
          "on with machine code when that is ready; native waits for machine code; blockwise "
          "does without; interpreter goes step by step, slowly, and is what the others are "
          "tested against")
      ->transform(one_of(engines))
      ->type_name("automatic|native|blockwise|interpreter")
      ->default_str("automatic");
}

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

void add_sort(CLI::App& command, sharing::SortOrder& sort, const std::string& usual) {
  command.add_option("--sort", sort, "The order of the States")
      ->transform(one_of(sort_orders))
      ->type_name("share|quota|name|table")
      ->default_str(usual);
}

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

}  // namespace nansen::driver
