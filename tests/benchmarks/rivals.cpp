#include "tests/benchmarks/rivals.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>

#include "compiler/backend/evaluator.h"
#include "compiler/base/bug.h"
#include "compiler/execute/packed.h"
#include "tests/benchmarks/duckdb.h"
#include "tests/benchmarks/folder.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/regimes4.h"

namespace nansen::benchmarks {
namespace {

constexpr std::size_t regimes = 4;
constexpr std::size_t countries = 196;

/// For each regime how many cases it holds for and how many are undetermined, and how many it holds
/// for in each country, where that was asked.
struct Tally {
  std::array<std::array<std::int64_t, 2>, regimes> totals{};
  std::vector<std::int64_t> groups;  // by regime, then by country

  bool operator==(const Tally&) const = default;
};

/// How long it took, and what came out.
struct Counted {
  double seconds = 0;
  Tally tally;
};

/// Compiled code over plain columns, or over the same cases packed.
class Native {
 public:
  Native(const ir::Module& module, const execute::Evaluator& evaluator, const Regimes4Cases& cases)
      : module_(module), evaluator_(evaluator), cases_(cases), where_(cases.batch()) {}

  /// From now on the cases are read where they have been packed.
  void pack() {
    packed_ = execute::pack(evaluator_, where_);
    where_ = execute::Cases(*packed_);
  }

  Counted count(bool grouped, bool yes_only) {
    execute::Grouping grouping;
    if (grouped) grouping.by = cases_.column("country");
    grouping.wanted = yes_only ? execute::Wanted::Yes : execute::Wanted::YesAndUndetermined;
    const double start = thread_seconds();
    if (!execute::count(evaluator_, module_, where_, grouping, counts_)) bug("cases are not read");
    Counted counted{thread_seconds() - start, {}};
    for (std::size_t regime = 0; regime < regimes; ++regime) {
      for (std::size_t group = 0; group < counts_.groups; ++group) {
        const std::size_t at = regime * counts_.groups + group;
        counted.tally.totals[regime][0] += counts_.yes[at];
        if (!yes_only) counted.tally.totals[regime][1] += counts_.undetermined[at];
        if (grouped && group < countries) counted.tally.groups.push_back(counts_.yes[at]);
      }
    }
    return counted;
  }

 private:
  const ir::Module& module_;
  const execute::Evaluator& evaluator_;
  const Regimes4Cases& cases_;
  std::shared_ptr<const execute::PackedBatch> packed_;
  execute::Cases where_;
  execute::Counts counts_;
};

/// NumPy, in a program of its own that is asked again and again.
class NumPy {
 public:
  NumPy(const Folder& folder, const Regimes4Cases& cases) {
    constexpr const char* python = "/usr/bin/python3";
    if (std::system(fmt::format("{} -c 'import numpy' 2>/dev/null", python).c_str()) != 0) return;
    std::string names;
    for (const std::string& truth : cases.truths()) {
      names += (names.empty() ? "" : ",") + truth;
      write<std::uint8_t>(folder, truth, cases,
                          [&](std::size_t row) { return cases.code(row, truth); });
    }
    write<std::uint8_t>(folder, "country", cases,
                        [&](std::size_t row) { return cases.number(row, "country"); });
    for (const char* const fact : {"departed_on", "years_settled"}) {
      write<std::int32_t>(folder, fact, cases,
                          [&](std::size_t row) { return cases.number(row, fact); });
    }
    start(fmt::format("exec {} {}/tests/benchmarks/rivals_numpy.py {} {} {}", python,
                      NANSEN_SOURCE_DIR, folder.file(""), cases.rows(), names));
  }
  NumPy(const NumPy&) = delete;
  NumPy& operator=(const NumPy&) = delete;
  ~NumPy() {
    if (questions_ != nullptr) std::fclose(questions_);
    if (answers_ != nullptr) std::fclose(answers_);
    if (child_ > 0) waitpid(child_, nullptr, 0);
  }

  bool there() const { return child_ > 0; }

  Counted count(const std::string& form, bool grouped) {
    fmt::print(questions_, "{} {}\n", form, grouped ? "grouped" : "whole");
    std::fflush(questions_);
    Counted counted;
    if (std::fscanf(answers_, "%lf", &counted.seconds) != 1) bug("NumPy failed");
    const auto read = [&] {
      long number = 0;
      if (std::fscanf(answers_, "%ld", &number) != 1) bug("NumPy failed");
      return std::int64_t{number};
    };
    for (auto& totals : counted.tally.totals) totals = {read(), read()};
    for (std::size_t group = 0; grouped && group < regimes * countries; ++group) {
      counted.tally.groups.push_back(read());
    }
    return counted;
  }

 private:
  template <typename Stored, typename Value>
  static void write(const Folder& folder, const std::string& name, const Regimes4Cases& cases,
                    const Value& value) {
    std::vector<Stored> column(cases.rows());
    for (std::size_t row = 0; row < column.size(); ++row) {
      column[row] = static_cast<Stored>(value(row));
    }
    std::ofstream file(folder.file(name), std::ios::binary);
    file.write(reinterpret_cast<const char*>(column.data()),
               static_cast<std::streamsize>(column.size() * sizeof(Stored)));
  }

  void start(const std::string& command) {
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (pipe(in.data()) != 0 || pipe(out.data()) != 0) bug("there are no pipes left");
    child_ = fork();
    if (child_ == 0) {
      dup2(in[0], STDIN_FILENO);
      dup2(out[1], STDOUT_FILENO);
      for (const int end : {in[0], in[1], out[0], out[1]}) close(end);
      execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    questions_ = fdopen(in[1], "w");
    answers_ = fdopen(out[0], "r");
  }

  pid_t child_ = -1;
  FILE* questions_ = nullptr;
  FILE* answers_ = nullptr;
};

/// The regimes in SQL. Flat: each written out; staged: what they share is a column of a sub-select.
struct Sql {
  std::array<std::string, regimes> truths;  // of `from`
  std::string from;
};

Sql sql(bool staged, const std::string& table) {
  const std::string excluded = "(exclusion_a OR exclusion_b OR exclusion_c)";
  const std::string ceased =
      "(cessation_1 OR cessation_2 OR cessation_3 OR cessation_4 OR (cessation_5 AND NOT "
      "compelling_reasons) OR (cessation_6 AND NOT compelling_reasons))";
  const std::string core =
      "(fears_persecution AND (race OR religion OR nationality OR social_group OR "
      "political_opinion) AND outside_country AND (unable_to_avail OR unwilling_to_avail))";
  const auto refugee = [](const std::string& c, const std::string& x, const std::string& e) {
    return fmt::format("({} AND NOT {} AND NOT {})", c, x, e);
  };
  const auto others = [](const std::string& r, const std::string& c, const std::string& x,
                         const std::string& e) {
    return std::array<std::string, regimes>{
        r,
        fmt::format("(({} OR (outside_country AND compelled_to_leave AND (external_aggression OR "
                    "occupation OR foreign_domination OR public_order_disturbed))) AND NOT {} AND "
                    "NOT {})",
                    c, x, e),
        fmt::format("({} OR (fled_country AND threatened AND (generalised_violence OR "
                    "external_aggression OR internal_conflict OR massive_violations OR "
                    "public_order_disturbed)))",
                    r),
        fmt::format("(({} OR (outside_country AND (compelled_to_leave OR unable_to_return) AND "
                    "(internal_conflict OR external_aggression OR massive_violations OR disaster "
                    "OR food_insecurity OR climate_change OR public_order_disturbed))) AND NOT {} "
                    "AND departed_on >= -6940 AND NOT (cessation_3 AND years_settled >= 10))",
                    r, x)};
  };
  if (!staged) {
    return {others(refugee(core, excluded, ceased), core, excluded, ceased), table};
  }
  const std::string first =
      fmt::format("(SELECT *, {} AS excluded, {} AS ceased, {} AS core FROM {})", excluded, ceased,
                  core, table);
  const std::string second = fmt::format("(SELECT *, {} AS refugee FROM {})",
                                         refugee("core", "excluded", "ceased"), first);
  const auto truths = others("refugee", "core", "excluded", "ceased");
  const std::string third =
      fmt::format("(SELECT country, {} AS t0, {} AS t1, {} AS t2, {} AS t3 FROM {})", truths[0],
                  truths[1], truths[2], truths[3], second);
  return {{"t0", "t1", "t2", "t3"}, third};
}

/// DuckDB, one thread.
class Database {
 public:
  Database(Duckdb& duckdb, const Regimes4Cases& cases, std::string table)
      : duckdb_(duckdb), table_(std::move(table)) {
    std::vector<Duckdb::Column> columns;
    for (const std::string& truth : cases.truths()) {
      columns.push_back({truth, Duckdb::Type::Boolean, [&cases, truth](std::size_t row) {
                           const int code = cases.code(row, truth);
                           return code == 1 ? Duckdb::unknown : code / 2;
                         }});
    }
    for (const char* const fact : {"country", "departed_on", "years_settled"}) {
      columns.push_back({fact, Duckdb::Type::Integer,
                         [&cases, fact](std::size_t row) { return cases.number(row, fact); }});
    }
    if (!duckdb_.create(table_, columns, cases.rows())) bug("DuckDB: " + duckdb_.error());
  }

  Counted count(bool staged, bool grouped, bool yes_only) {
    const Sql question = sql(staged, table_);
    std::string counts;
    for (const std::string& truth : question.truths) {
      counts += fmt::format(", count(*) FILTER ({})", truth);
      if (!yes_only) counts += fmt::format(", count(*) FILTER (({}) IS NULL)", truth);
    }
    const std::string text =
        fmt::format("SELECT {}{} FROM {}{}", grouped ? "CAST(country AS BIGINT)" : "0::BIGINT",
                    counts, question.from, grouped ? " GROUP BY country" : "");
    const double start = thread_seconds();
    const std::vector<std::int64_t> numbers = duckdb_.ask(text);
    Counted counted{thread_seconds() - start, {}};
    if (!duckdb_.error().empty()) bug("DuckDB: " + duckdb_.error());
    const std::size_t each = yes_only ? 1 : 2;
    if (grouped) counted.tally.groups.assign(regimes * countries, 0);
    for (std::size_t at = 0; at < numbers.size(); at += 1 + regimes * each) {
      for (std::size_t regime = 0; regime < regimes; ++regime) {
        const std::int64_t* const found = &numbers[at + 1 + regime * each];
        counted.tally.totals[regime][0] += found[0];
        if (!yes_only) counted.tally.totals[regime][1] += found[1];
        if (!grouped) continue;
        counted.tally.groups[regime * countries + static_cast<std::size_t>(numbers[at])] = found[0];
      }
    }
    return counted;
  }

 private:
  Duckdb& duckdb_;
  std::string table_;
};

/// A rival, and which of our counts it is held against.
struct Rival {
  std::string name;  // of the ratio
  std::string words;
  bool grouped = false;
  bool yes_only = false;
  std::function<Counted()> count;
};

/// Holds all against compiled code over `cases`. False iff one counts otherwise.
bool compare(Native& native, const Regimes4Cases& cases, const std::vector<Rival>& rivals,
             std::size_t rounds, std::string_view what, Report& report,
             std::string_view suffix = "") {
  for (const Rival& rival : rivals) {
    if (rival.count().tally == native.count(rival.grouped, rival.yes_only).tally) continue;
    fmt::print("{} counts otherwise\n", rival.words);
    return false;
  }
  std::vector<Pair> pairs;
  for (const Rival& rival : rivals) {
    pairs.push_back(
        {fmt::format("rivals/{}{}", rival.name, suffix),
         suffix.empty() ? "nansen, compiled, plain columns" : "nansen, compiled, packed",
         rival.words,
         fmt::format("{} cases, {}, one core", cases.rows(), what),
         {},
         {}});
  }
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t index = 0; index < rivals.size(); ++index) {
      const Rival& rival = rivals[index];
      pairs[index].our_seconds.push_back(native.count(rival.grouped, rival.yes_only).seconds);
      pairs[index].opponent_seconds.push_back(rival.count().seconds);
    }
  }
  for (Pair& pair : pairs) report.add(std::move(pair));
  return true;
}

void print_totals(const Counted& counted, std::size_t rows) {
  fmt::print("All agree on {} cases:\n", rows);
  for (std::size_t regime = 0; regime < regimes; ++regime) {
    const auto& [yes, open] = counted.tally.totals[regime];
    fmt::print("  {:<26} {:>10} yes {:>10} undetermined\n", regimes4_names()[regime], yes, open);
  }
}

bool compare_numpy(const ir::Module& module, const execute::Evaluator& evaluator,
                   const RivalOptions& options, Report& report) {
  const Regimes4Cases cases(module, options.rows, true);
  const Folder folder;
  NumPy numpy(folder, cases);
  const std::vector<std::string> names = {"numpy_codes/totals", "numpy_codes/by_country",
                                          "numpy_pairs/totals", "numpy_pairs/by_country"};
  if (!numpy.there()) {
    for (const std::string& name : names) {
      report.add_absent("rivals/" + name, "/usr/bin/python3 has no module numpy");
    }
    return true;
  }
  std::vector<Rival> rivals;
  for (const std::string& name : names) {
    const bool grouped = name.ends_with("by_country");
    const std::string form = name.substr(6, 5);
    rivals.push_back({name,
                      fmt::format("NumPy, {}{}",
                                  form == "codes" ? "minimum and maximum of codes, in blocks"
                                                  : "the obvious way",
                                  grouped ? ", counted by country" : ""),
                      grouped, false,
                      [&numpy, form, grouped] { return numpy.count(form, grouped); }});
  }
  Native native(module, evaluator, cases);
  if (!compare(native, cases, rivals, options.rounds, "three-valued", report)) return false;
  print_totals(native.count(false, false), cases.rows());
  native.pack();
  rivals.resize(2);  // the quicker form
  return compare(native, cases, rivals, options.rounds, "three-valued", report, "_packed");
}

bool compare_duckdb(const ir::Module& module, const execute::Evaluator& evaluator,
                    const RivalOptions& options, Report& report) {
  std::string error;
  const auto duckdb = Duckdb::open(options.duckdb, error);
  if (!duckdb) {
    report.add_absent("rivals/duckdb", error);
    return true;
  }
  for (const bool some_unknown : {true, false}) {
    const Regimes4Cases cases(module, options.database_rows, some_unknown);
    Database database(*duckdb, cases, some_unknown ? "nulls" : "known");
    std::vector<Rival> rivals;
    for (const bool staged : {true, false}) {
      for (const bool grouped : {false, true}) {
        rivals.push_back(
            {fmt::format("duckdb_{}/{}_{}", some_unknown ? "nulls" : "two_valued",
                         staged ? "staged" : "flat", grouped ? "by_country" : "totals"),
             fmt::format("DuckDB, {}{}", staged ? "sub-selects" : "written out",
                         grouped ? ", GROUP BY country" : ""),
             grouped, !some_unknown, [&database, staged, grouped, some_unknown] {
               return database.count(staged, grouped, !some_unknown);
             }});
      }
    }
    Native native(module, evaluator, cases);
    if (!compare(native, cases, rivals, options.rounds,
                 some_unknown ? "three-valued" : "everything known", report)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool compare_rivals(const RivalOptions& options, Report& report) {
  const ir::Module module = regimes4(regimes4_names());
  std::string error;
  const auto evaluator = backend::compile(module, {}, error);
  if (!evaluator) bug(error);
  fmt::print("\nFour regimes over 33 truths, a day and a number, one core.\n");
  return compare_numpy(module, *evaluator, options, report) &&
         compare_duckdb(module, *evaluator, options, report);
}

}  // namespace nansen::benchmarks
