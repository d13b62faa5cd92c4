#include "tests/benchmarks/reading.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "compiler/base/bug.h"
#include "compiler/cases/reader.h"
#include "compiler/cases/schema.h"
#include "compiler/layout/layout.h"
#include "compiler/session/session.h"
#include "tests/benchmarks/folder.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/table_scanner.h"

namespace nansen::benchmarks {
namespace {

const std::vector<std::string> definitions = {"protocol_1967.refugee", "oau_1969.refugee",
                                              "cartagena_1984.refugee", "mimc_2017.forced_migrant"};

bool run(const std::string& command) {
  if (std::system(command.c_str()) == 0) return true;
  fmt::print("this failed: {}\n", command);
  return false;
}

/// A column of the file as the scanner by hand knows it, and where the reader stores it.
struct Compared {
  std::optional<std::size_t> position;  // in the table of cases
  std::int32_t factor = 1;              // of a number: what the reader stores, of what is written
};

/// What is asked of the cases, and what the header of their table means.
class Table {
 public:
  Table(const program::Program& program, const ir::Module& module, std::size_t rows)
      : program_(program), module_(module), rows_(rows) {}

  /// Makes the columns that the scanner fills, all empty.
  void describe(const std::vector<std::string>& headers) {
    const program::EntityId person = *cases::find_entity(program_, "Person");
    for (const std::string& header : headers) {
      ScannedColumn column;
      Compared compared;
      if (const auto fact = cases::find_fact(program_, person, header)) {
        describe_fact(program_.facts[*fact], column, compared);
      }
      columns.push_back(std::move(column));
      compared_.push_back(compared);
    }
  }

  /// True iff the scanner has found what the reader has; says where it has not.
  bool agrees(const runtime::Table& table) const {
    for (std::size_t index = 0; index < columns.size(); ++index) {
      if (!compared_[index].position) continue;
      for (std::size_t row = 0; row < table.rows(); ++row) {
        if (same(table, index, row)) continue;
        fmt::print("the scanner by hand differs at row {}, column {}\n", row, index);
        return false;
      }
    }
    return true;
  }

  std::vector<ScannedColumn> columns;

 private:
  void describe_fact(const program::Fact& fact, ScannedColumn& column, Compared& compared) const {
    using program::TypeKind;
    switch (fact.type.kind) {
      case TypeKind::Boolean: column.kind = CellKind::Truth; break;
      case TypeKind::Enumeration: column.kind = CellKind::Member; break;
      case TypeKind::Set: column.kind = CellKind::Set; break;
      case TypeKind::Date: column.kind = CellKind::Day; break;
      case TypeKind::Integer:
      case TypeKind::Period:
      case TypeKind::Rows: column.kind = CellKind::Number; break;
      default: return;
    }
    if (fact.type.kind == TypeKind::Enumeration || fact.type.kind == TypeKind::Set) {
      for (const program::Member& member : program_.enumerations[fact.type.enumeration].members) {
        column.names.push_back(member.name);
      }
    }
    const ir::ColumnId stored = cases::column_of(module_, ir::DomainId(std::size_t{0}), fact.name);
    column.stored = stored.valid() && fact.type.kind != TypeKind::Rows;
    if (!column.stored) return;
    compared.position = layout::position_of(module_, stored);
    compared.factor = fact.in_years ? 12 : 1;
    const std::size_t words = rows_ / 64 + 1;
    column.known.resize(words);
    column.no.resize(words);
    column.codes.resize(rows_);
    column.numbers.resize(rows_);
    column.members.resize(column.names.size(), std::vector<std::uint64_t>(words));
  }

  bool same(const runtime::Table& table, std::size_t index, std::size_t row) const {
    const ScannedColumn& column = columns[index];
    const std::size_t at = *compared_[index].position;
    const auto bit = [row](const std::vector<std::uint64_t>& plane) {
      return (plane[row / 64] >> (row % 64) & 1) != 0;
    };
    if (bit(column.known) != table.plane(row, at, 0)) return false;
    switch (column.kind) {
      case CellKind::Truth: return bit(column.no) == table.plane(row, at, 1);
      case CellKind::Member: return column.codes[row] == table.number(row, at);
      case CellKind::Set:
        for (std::size_t member = 0; member < column.members.size(); ++member) {
          if (bit(column.members[member]) != table.plane(row, at, 1 + member)) return false;
        }
        return true;
      default: return column.numbers[row] * compared_[index].factor == table.number(row, at);
    }
  }

  const program::Program& program_;
  const ir::Module& module_;
  std::size_t rows_;
  std::vector<Compared> compared_;
};

/// The seconds after which the first answers were handed on, as --timings says.
double first_answer(const std::string& timings) {
  constexpr std::string_view name = "first answer";
  std::ifstream lines(timings);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(name)) return std::strtod(line.c_str() + name.size(), nullptr) / 1e3;
  }
  bug("--timings does not say when the first answers were handed on");
}

/// A copy of the library, of which one condition is another after each save.
class SavedLibrary {
 public:
  explicit SavedLibrary(const Folder& folder) : path_(folder.file("library")) {
    std::filesystem::copy(NANSEN_SOURCE_DIR "/stdlib", path_,
                          std::filesystem::copy_options::recursive);
    const std::ifstream file(changed());
    std::ostringstream text;
    text << file.rdbuf();
    text_ = text.str();
  }

  const std::string& path() const { return path_; }

  void save() {
    constexpr std::string_view condition = "does not apply where convention_1951.ceased";
    const std::size_t place = text_.find(condition);
    if (place == std::string::npos) bug("the Protocol has no longer the condition to be changed");
    std::string text = text_;
    text.insert(place + condition.size(),
                fmt::format(" and misdemeanours is at least {}", ++saves_));
    std::ofstream(changed()) << text;
  }

 private:
  std::string changed() const { return path_ + "/protocol_1967.treaty"; }

  std::string path_;
  std::string text_;
  int saves_ = 0;
};

bool sample(const ReadingOptions& options, const Folder& folder) {
  return run(fmt::format("{} sample protection --entity Person --rows {} --seed 1 --out {}",
                         options.nansen, options.cases, folder.file("cases.csv")));
}

}  // namespace

bool compare_reading(const ReadingOptions& options, Report& report) {
  const Folder folder;
  if (!sample(options, folder)) return false;
  session::Session session({.names = {"protocol_1967", "oau_1969", "cartagena_1984", "mimc_2017"},
                            .library = {NANSEN_SOURCE_DIR "/stdlib"}});
  if (!session.check()) bug("the library does not check");
  auto request = session.resolve({.definitions = definitions});
  if (!request) bug("the library has no such definitions");
  const session::Lowered lowered = session.lower(std::move(*request));
  const std::string path = folder.file("cases.csv");
  const auto read = [&](std::size_t at_once, cases::CaseBatch& batch, Table* table) {
    Emitter emitter;
    const auto reader = cases::Reader::open(session.program(), lowered.module,
                                            {.cases = path, .tables = {}}, emitter);
    if (!reader) bug("the sample cannot be read");
    if (table != nullptr) table->describe(reader->headers());
    while (reader->next(batch, at_once)) {
      if (at_once >= options.cases) break;
    }
  };
  Table table(session.program(), lowered.module, options.cases);
  {
    cases::CaseBatch whole;
    read(options.cases, whole, &table);
    if (own_compiler::scan_table(path.c_str(), options.cases, table.columns) < 0) {
      fmt::print("the scanner by hand cannot read the sample\n");
      return false;
    }
    if (!table.agrees(*whole.batch.tables[0])) return false;
  }
  cases::CaseBatch batch;
  std::vector<std::function<void()>> runs = {
      [&] { read(cases::default_batch_rows, batch, nullptr); },
      [&] { own_compiler::scan_table(path.c_str(), options.cases, table.columns); }};
  std::vector<std::string> labels = {"", "scanner_own"};
  std::vector<std::string> names = {"nansen, reading cases", NANSEN_BENCHMARK_COMPILER};
#if defined(NANSEN_BENCHMARK_CLANG)
  runs.emplace_back([&] { clang::scan_table(path.c_str(), options.cases, table.columns); });
  labels.emplace_back("scanner_clang");
  names.emplace_back(NANSEN_BENCHMARK_CLANG);
#endif
  const auto seconds = interleaved(runs, options.rounds, 1);
  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  fmt::print("\nReading {} cases of {} columns, {:.0f} megabytes\n", options.cases,
             table.columns.size(), bytes / 1e6);
  for (std::size_t index = 0; index < runs.size(); ++index) {
    const bool ours = index == 0;
    fmt::print("  {:<48} {:>8.0f} MB/s\n",
               ours ? names[0] : fmt::format("a scanner for this table ({})", names[index]),
               bytes / median(seconds[index]) / 1e6);
    if (ours) continue;
    report.add({"reading/" + labels[index], names[0],
                fmt::format("a scanner written for this table ({})", names[index]),
                fmt::format("{} cases, {:.0f} MB, one core", options.cases, bytes / 1e6),
                seconds[0], seconds[index]});
  }
  return true;
}

bool compare_first_answers(const ReadingOptions& options, Report& report) {
  struct Question {
    std::string name;
    std::string files;
    double limit = 0;  // seconds
  };
  // All instruments that say something of a person.
  const std::string library =
      "convention_1951 protocol_1967 oau_1969 cartagena_1984 mimc_2017 mimc_2017_interim "
      "norway_2008 "
      "qualification_directive_2011 qualification_regulation_2024 temporary_protection_2001 "
      "temporary_protection_ukraine_2022 us_tps --as-of 2026-07-01";
  const std::vector<Question> questions = {{"one_instrument", "protocol_1967", 0.05},
                                           {"library", library, 0.15}};
  const Folder folder;
  if (!sample(options, folder)) return false;
  SavedLibrary saved(folder);
  for (const std::string state : {"cold", "warm", "kept", "saved"}) {
    const bool warm = state != "cold";
    const bool keeps_cases = state == "kept" || state == "saved";
    for (const Question& question : questions) {
      Pair pair{fmt::format("first/{}_{}", question.name, state),
                "nansen run, from its start to its first answers",
                fmt::format("{:.0f} milliseconds", question.limit * 1e3),
                fmt::format("{} cases {}, in a terminal", options.cases,
                            keeps_cases ? "kept by --cache" : "from CSV"),
                {},
                {}};
      for (std::size_t round = 0; round < options.rounds; ++round) {
        const Folder cache;  // what an earlier run leaves behind
        const std::string command = fmt::format(
            "NANSEN_LIBRARY={} XDG_CACHE_HOME={} script -qec '{} run {} --cases {} --timings {} "
            "2>{}' /dev/null >/dev/null",
            saved.path(), warm ? folder.file("cache") : cache.file("cache"), options.nansen,
            question.files, folder.file("cases.csv"), keeps_cases ? "--cache" : "",
            folder.file("timings"));
        if (warm && round == 0 && !run(command)) return false;
        if (state == "saved") saved.save();
        if (!run(command)) return false;
        pair.our_seconds.push_back(first_answer(folder.file("timings")));
        pair.opponent_seconds.push_back(question.limit);
      }
      fmt::print("  {:<40} {:>8.1f} ms\n", pair.name, median(pair.our_seconds) * 1e3);
      report.add(std::move(pair));
    }
  }
  return true;
}

}  // namespace nansen::benchmarks
