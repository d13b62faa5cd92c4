// The options that commands share, as the option parser takes them; used inside this room only, by
// the files that declare commands.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/driver/arguments.h"

namespace nansen::driver {

/// The words that an option takes, in the order in which they are listed.
template <typename Value>
using Choices = std::vector<std::pair<std::string, Value>>;

/// What is wrong with `word`, which is none of `words`.
std::string not_a_choice(const std::string& word, const std::vector<std::string>& words);

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

/// Takes one of `words`, which must outlive the option.
CLI::Validator one_of(const std::vector<std::string>& words);
/// Takes decimal digits and leaves the number without leading zeros, which the parser would take
/// for the sign of another base.
CLI::Validator whole_number();
/// Takes a path that ends as a picture does.
CLI::Validator picture_file();

/// What every command takes beside its files; with the files; with files beside definitions.
void add_common(CLI::App& command, Common& common);
void add_files(CLI::App& command, Common& common);
void add_extra_files(CLI::App& command, Common& common);
/// The drafts that the text is amended by.
void add_drafts(CLI::App& command, Common& common);
/// The day and the readings; with definitions.
void add_setting(CLI::App& command, Asking& asking);
void add_asking(CLI::App& command, Asking& asking);
/// The option that names the table of cases.
CLI::Option* add_cases(CLI::App& command, CaseFiles& cases);
CLI::Option* add_format(CLI::App& command, OutputFormat& format, const std::string& usual);
void add_engine(CLI::App& command, session::EngineKind& engine);
/// A table of States and what goes with it: the option that names it.
CLI::Option* add_states(CLI::App& command, StateSource& source);
void add_state_tables(CLI::App& command, StateSource& source);
void add_total(CLI::App& command, StateSource& source);
void add_digits(CLI::App& command, std::optional<int>& digits);
void add_sort(CLI::App& command, sharing::SortOrder& sort, const std::string& usual = "table");

/// Reads `10%` or `0.1` as parts of a million; says what is wrong, or nothing.
std::string read_share(std::string text, std::uint32_t& per_million);

}  // namespace nansen::driver
