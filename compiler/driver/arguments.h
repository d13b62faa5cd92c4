// What the command line says, as plain data. The only files that see the option parser are
// arguments.cpp and options.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/session/engine.h"
#include "compiler/sharing/present.h"

namespace nansen::driver {

enum class OutputFormat : std::uint8_t { Table, Csv, Json };
enum class MessageFormat : std::uint8_t { Text, Json };

/// What every command that reads provision files takes.
struct Common {
  std::vector<std::string> files;
  std::vector<std::string> drafts;  // applied, in order: names, or files of drafts
  /// Instruments and drafts that texts are made of beside that of the files.
  std::vector<std::string> texts = {};
  MessageFormat messages = MessageFormat::Text;
  bool timings = false;
  bool anew = false;  // without what earlier runs kept, and keeping nothing
};

/// What every command that answers questions takes.
struct Asking {
  std::vector<std::string> definitions;
  std::vector<std::string> readings;
  std::optional<std::string> as_of;
};

/// Where the cases stand.
struct CaseFiles {
  std::string cases;
  std::vector<std::string> tables;  // NAME=PATH
  bool cached = false;              // keep what they hold beside the table of cases
};

/// A table of States, and what is set of the provision that is asked of it.
struct StateSource {
  std::string states;
  std::vector<std::string> tables;    // ENTITY=PATH
  std::vector<std::string> columns;   // NAME=HEADER
  std::vector<std::string> settings;  // PARAMETER=NUMBER
  std::optional<std::int64_t> year;
  std::optional<std::string> total;
};

struct CheckArguments {
  Common common;
  Asking asking;
  std::string print;  // ast, program, ir, normal, plan, llvm, sheet or empty
};
struct AllocateArguments {
  Common common;
  Asking asking;  // definitions: none
  std::string formula;
  StateSource source;
  sharing::SortOrder sort = sharing::SortOrder::Table;
  std::optional<int> digits;
  std::string out;    // empty: standard output
  std::string print;  // sheet or empty
  OutputFormat format = OutputFormat::Table;
  session::EngineKind engine = session::EngineKind::Automatic;
};
struct RunArguments {
  Common common;
  Asking asking;
  CaseFiles cases;
  bool bound_only = false;
  std::string out;     // empty: standard output
  std::string matrix;  // empty: not asked for
  OutputFormat format = OutputFormat::Csv;
  session::EngineKind engine = session::EngineKind::Automatic;
};
struct VaryArguments {
  Common common;
  Asking asking;  // definitions: none
  std::string formula;
  StateSource source;
  std::vector<std::string> parameters;  // NAME=FROM..TO/STEPS
  std::vector<std::string> indicators;
  std::optional<std::uint64_t> random;
  std::uint64_t seed = 1;
  std::string scenarios;  // a file, or empty
  sharing::SortOrder sort = sharing::SortOrder::Share;
  std::optional<int> digits;
  std::string out;    // empty: standard output
  std::string each;   // empty: not asked for
  std::string chart;  // empty: not asked for
  OutputFormat format = OutputFormat::Table;
  session::EngineKind engine = session::EngineKind::Automatic;
};
struct ExplainArguments {
  Common common;
  Asking asking;
  std::string definition;
  CaseFiles cases;  // of a definition
  std::string case_id;
  StateSource source;  // of a formula
  std::string state;
  std::optional<int> digits;
  bool whole = false;
  OutputFormat format = OutputFormat::Table;
};
struct CompareArguments {
  Common common;
  /// definitions: at least two, or as many formulas, or two instruments; or an instrument (with a
  /// definition of it, or a formula) and drafts.
  Asking asking;
  std::vector<std::string> define;  // of drafts: the definitions to compare; empty: all
  bool rights = false;
  CaseFiles cases;
  StateSource source;  // of formulas
  sharing::SortOrder sort = sharing::SortOrder::Table;
  std::optional<int> digits;
  bool brief = false;   // of drafts: without explanations and the facts of cases
  std::string report;   // of drafts: the page; empty: not asked for
  std::string receipt;  // empty: not asked for
  OutputFormat format = OutputFormat::Table;
  session::EngineKind engine = session::EngineKind::Automatic;
};
struct WatchArguments {
  CompareArguments compare;  // definitions: one draft
};
struct RepeatArguments {
  Common common;  // files: none
  std::string receipt;
};
struct ExceptionsArguments {
  Common common;
  std::string definition;
  OutputFormat format = OutputFormat::Table;
};
struct TestArguments {
  Common common;
  OutputFormat format = OutputFormat::Table;
};
struct FormatArguments {
  Common common;
  bool write = false;
  bool check = false;
};
struct SampleArguments {
  Common common;  // files: the vocabulary
  std::string entity;
  std::uint64_t rows = 0;
  std::uint64_t seed = 0;
  std::uint32_t unknown_per_million = 100'000;
  std::uint32_t ranges_per_million = 0;
  std::string out;
  std::vector<std::string> tables;  // NAME=PATH, written
};
struct FactsArguments {
  Common common;
  Asking asking;
  bool csv_header = false;
  std::string table;  // whose header; empty: the cases'
  OutputFormat format = OutputFormat::Table;
};

struct TimelineArguments {
  Common common;
  Asking asking;  // definitions: none
  CaseFiles cases;
  std::string case_id;
  std::vector<std::string> statuses;
  std::string out;    // empty: standard output
  std::string chart;  // empty: not asked for
  OutputFormat format = OutputFormat::Table;
};
struct RightsArguments {
  Common common;
  Asking asking;  // definitions: none
  CaseFiles cases;
  std::string case_id;  // empty: the rights as declared
  OutputFormat format = OutputFormat::Table;
};
struct BreachesArguments {
  Common common;
  Asking asking;  // definitions: none
  CaseFiles cases;
  std::string entity;   // empty: the one that the norms are of
  std::string case_id;  // empty: all acts
  std::string out;      // empty: standard output
  OutputFormat format = OutputFormat::Table;
  session::EngineKind engine = session::EngineKind::Automatic;
};

struct ConsolidateArguments {
  Common common;
  std::string text;  // an instrument or a draft
  std::string out;   // empty: standard output
};
struct DiffArguments {
  Common common;
  std::string before;  // instruments, drafts, or files of them
  std::string after;
  bool all = false;
  bool text = false;
  std::string html;  // empty: not asked for
  OutputFormat format = OutputFormat::Table;
};
struct BuildArguments {
  Common common;
  Asking asking;
  std::vector<std::string> out;       // at least one; the endings say what is built
  std::optional<std::string> target;  // absent: what the endings ask for, or this machine
  std::optional<std::string> name;    // absent: as the first of `out`
  bool ranges = false;                // of every date but a range may be known
};

/// The command line asks for help or the version: `text` goes to standard output.
struct Notice {
  std::string text;
};
/// The command line is misused: `text` goes to standard error and the exit status is 2.
struct Misuse {
  std::string text;
};

using Arguments =
    std::variant<Notice, Misuse, CheckArguments, RunArguments, ExplainArguments, CompareArguments,
                 WatchArguments, RepeatArguments, ExceptionsArguments, TestArguments,
                 FormatArguments, SampleArguments, FactsArguments, AllocateArguments, VaryArguments,
                 TimelineArguments, RightsArguments, BreachesArguments, ConsolidateArguments,
                 DiffArguments, BuildArguments>;

/// Reads the command line; never exits and never prints.
Arguments parse_arguments(int count, const char* const* words);

}  // namespace nansen::driver
