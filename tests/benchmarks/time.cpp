#include "tests/benchmarks/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/backend/evaluator.h"
#include "compiler/base/bug.h"
#include "compiler/cases/sample.h"
#include "compiler/layout/layout.h"
#include "compiler/session/session.h"
#include "runtime/calendar.h"
#include "tests/benchmarks/folder.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/time_opponents.h"

namespace nansen::benchmarks {
namespace {

constexpr std::int32_t day_asked = 20'779;  // 2026-11-22
constexpr const char* definitions[] = {"residence.stay.first_day", "residence.stay.last_day",
                                       "residence.stay", "residence.days_of_residence"};

/// The provisions' module in normal form.
ir::Module residence() {
  session::Session session(
      {.names = {NANSEN_SOURCE_DIR "/tests/benchmarks/residence.treaty"}, .library = {}});
  if (!session.check()) bug("the benchmark's provisions do not check");
  auto request = session.resolve({.definitions = {std::begin(definitions), std::end(definitions)},
                                  .as_of = runtime::format_date(day_asked)});
  if (!request) bug("the benchmark's provisions have no such definitions");
  request->keep_rules = false;
  return session.lower(std::move(*request)).normal;
}

/// Histories of the years before the day asked, by column. Of a hundred facts so many are unknown.
class Columns {
 public:
  Columns(std::size_t rows, std::uint64_t unknown_percent) {
    cases::Random random(1);
    const auto day = [&](std::int64_t least, std::int64_t greatest) {
      return static_cast<std::int32_t>(random.between(least, greatest));
    };
    for (std::size_t row = 0; row < rows; ++row) {
      const std::int32_t admitted = day_asked - day(0, 4 * 365);
      admitted_on_.push_back(admitted);
      extensions_.push_back(static_cast<std::int8_t>(random.below(4)));
      prolonged_.push_back(static_cast<std::uint8_t>(random.below(2)));
      prolonged_until_.push_back(admitted + day(2 * 365, 5 * 365));
      left_on_.push_back(random.below(2) == 0 ? runtime::last_day : admitted + day(0, 4 * 365));
      earlier_from_.push_back(admitted - day(0, 6 * 365));
      earlier_until_.push_back(earlier_from_.back() + day(0, 4 * 365));
    }
    forget(admitted_on_, known_[0], random, unknown_percent);
    forget(extensions_, known_[1], random, unknown_percent);
    forget(prolonged_, known_[2], random, unknown_percent);
    forget(prolonged_until_, known_[3], random, unknown_percent);
    forget(left_on_, known_[4], random, unknown_percent);
    forget(earlier_from_, known_[5], random, unknown_percent);
    forget(earlier_until_, known_[6], random, unknown_percent);
  }

  std::size_t rows() const { return admitted_on_.size(); }
  Histories histories() const {
    return {rows(),
            day_asked,
            admitted_on_.data(),
            extensions_.data(),
            prolonged_.data(),
            prolonged_until_.data(),
            left_on_.data(),
            earlier_from_.data(),
            earlier_until_.data()};
  }
  Knowledge knowledge() const {
    return {known_[0].data(), known_[1].data(), known_[2].data(), known_[3].data(),
            known_[4].data(), known_[5].data(), known_[6].data()};
  }

  /// As a batch for the module.
  runtime::Batch batch(const ir::Module& module) const {
    const ir::DomainId root(std::size_t{0});
    auto table = std::make_shared<runtime::Table>(layout::shapes_of(module, root), rows());
    table->resize(rows());
    for (std::size_t index = 0; index < module.columns.size(); ++index) {
      const std::string& name = module.columns[ir::ColumnId(index)].name;
      const auto place = std::find(std::begin(names), std::end(names), name) - std::begin(names);
      for (std::size_t row = 0; row < rows(); ++row) {
        if (known_.at(static_cast<std::size_t>(place))[row] == 0) continue;
        const std::int64_t number = this->number(place, row);
        if (name == "prolonged") {
          table->set_truth(row, index, number != 0);
        } else {
          table->set_number(row, index, number);
        }
      }
    }
    return {{std::move(table)}};
  }

  /// For NumPy: [column][person].
  void write(const std::string& path) const {
    std::ofstream file(path, std::ios::binary);
    for (std::ptrdiff_t column = 0; column < std::ssize(names); ++column) {
      std::vector<std::int32_t> values;
      for (std::size_t row = 0; row < rows(); ++row) {
        values.push_back(static_cast<std::int32_t>(number(column, row)));
      }
      file.write(reinterpret_cast<const char*>(values.data()),
                 static_cast<std::streamsize>(values.size() * sizeof(std::int32_t)));
    }
  }

 private:
  static constexpr std::string_view names[] = {"admitted_on",     "extensions", "prolonged",
                                               "prolonged_until", "left_on",    "earlier_from",
                                               "earlier_until"};

  template <typename T>
  static void forget(std::vector<T>& column, std::vector<std::uint8_t>& known,
                     cases::Random& random, std::uint64_t percent) {
    for (T& value : column) {
      known.push_back(random.below(100) < percent ? 0 : 1);
      if (known.back() == 0) value = 0;
    }
  }

  std::int64_t number(std::ptrdiff_t column, std::size_t row) const {
    switch (column) {
      case 0: return admitted_on_[row];
      case 1: return extensions_[row];
      case 2: return prolonged_[row];
      case 3: return prolonged_until_[row];
      case 4: return left_on_[row];
      case 5: return earlier_from_[row];
      default: return earlier_until_[row];
    }
  }

  std::vector<std::int32_t> admitted_on_;
  std::vector<std::int8_t> extensions_;
  std::vector<std::uint8_t> prolonged_;
  std::vector<std::int32_t> prolonged_until_;
  std::vector<std::int32_t> left_on_;
  std::vector<std::int32_t> earlier_from_;
  std::vector<std::int32_t> earlier_until_;
  std::array<std::vector<std::uint8_t>, std::size(names)> known_;
};

/// A contestant's answers, as BoundedStays has them.
struct Answers {
  explicit Answers(std::size_t rows)
      : first_day(rows), least(rows), greatest(rows), days(rows), held(rows), known(rows) {}

  BoundedStays bounded() {
    return {first_day.data(), least.data(), greatest.data(),
            held.data(),      days.data(),  known.data()};
  }
  Stays stays() { return {first_day.data(), least.data(), held.data(), days.data()}; }
  /// Makes what was filled as `stays()` what it would be as `bounded()`.
  void know_all() {
    greatest = least;
    for (std::uint8_t& truth : held) truth = truth != 0 ? 2 : 0;
    std::fill(known.begin(), known.end(), std::uint8_t{15});
  }
  bool operator==(const Answers&) const = default;

  std::vector<std::int32_t> first_day;
  std::vector<std::int32_t> least;
  std::vector<std::int32_t> greatest;
  std::vector<std::int32_t> days;
  std::vector<std::uint8_t> held;
  std::vector<std::uint8_t> known;
};

bool bit(const std::uint64_t* plane, std::size_t row) {
  return (plane[row / 64] >> (row % 64) & 1) != 0;
}

/// Compiled code over one batch.
class Native {
 public:
  Native(const ir::Module& module, const execute::Evaluator& evaluator, runtime::Batch batch)
      : evaluator_(evaluator),
        batch_(std::move(batch)),
        scratch_(evaluator.make_scratch()),
        results_(layout::output_shapes(module), batch_.tables[0]->rows()) {}

  void run() { evaluator_.evaluate(batch_, *scratch_, results_); }

  Answers answers() const {
    const std::size_t rows = batch_.tables[0]->rows();
    Answers found(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const auto number = [&](std::size_t output, std::size_t which, std::uint8_t position) {
        if (bit(results_.plane(output, which, true), row)) found.known[row] |= position;
        return static_cast<std::int32_t>(results_.numbers(output, which)[row]);
      };
      found.first_day[row] = number(0, 0, 1);
      found.least[row] = number(1, 0, 2);
      found.greatest[row] = number(1, 1, 4);
      found.days[row] = number(3, 0, 8);
      found.held[row] = bit(results_.plane(2, 0, true), row)    ? 2
                        : bit(results_.plane(2, 0, false), row) ? 0
                                                                : 1;
    }
    return found;
  }

 private:
  const execute::Evaluator& evaluator_;
  runtime::Batch batch_;
  std::unique_ptr<execute::Evaluator::Scratch> scratch_;
  runtime::Results results_;
};

/// NumPy, run by a program of its own, which says how long it took.
class NumPy {
 public:
  NumPy(const Folder& folder, const Columns& columns) : rows_(columns.rows()) {
    constexpr const char* python = "/usr/bin/python3";
    if (std::system(fmt::format("{} -c 'import numpy' 2>/dev/null", python).c_str()) != 0) return;
    columns.write(folder.file("columns"));
    answers_path_ = folder.file("answers");
    command_ = fmt::format("{} {}/tests/benchmarks/time_numpy.py {} {} {}", python,
                           NANSEN_SOURCE_DIR, folder.file("columns"), rows_, day_asked);
  }

  bool there() const { return !command_.empty(); }

  /// Seconds of one pass over all histories.
  double seconds() const { return run(command_); }

  Answers answers() const {
    run(command_ + " " + answers_path_);
    std::ifstream file(answers_path_, std::ios::binary);
    const auto read = [&] {
      std::vector<std::int32_t> values(rows_);
      file.read(reinterpret_cast<char*>(values.data()),
                static_cast<std::streamsize>(rows_ * sizeof(std::int32_t)));
      return values;
    };
    Answers found(rows_);
    found.first_day = read();
    found.least = read();
    const std::vector<std::int32_t> held = read();
    for (std::size_t row = 0; row < rows_; ++row) found.held[row] = held[row] != 0 ? 1 : 0;
    found.days = read();
    found.know_all();
    return found;
  }

 private:
  static double run(const std::string& command) {
    double seconds = 0;
    FILE* output = popen(command.c_str(), "r");
    if (output == nullptr || std::fscanf(output, "%lf", &seconds) != 1) bug("NumPy failed");
    pclose(output);
    return seconds;
  }

  std::size_t rows_;
  std::string command_;
  std::string answers_path_;
};

/// One compiler's build of the opponents.
struct Build {
  const char* compiler;
  void (*one_by_one)(const Histories& histories, const Stays& stays);
  void (*in_vectors)(const Histories& histories, const Stays& stays);
  void (*bounded)(const Histories& histories, const Knowledge& known, const BoundedStays& stays);
};

const std::vector<Build> builds = {
#if defined(NANSEN_BENCHMARK_CLANG)
    {NANSEN_BENCHMARK_CLANG, clang::stays_one_by_one, clang::stays_in_vectors,
     clang::bounded_stays},
#endif
    {NANSEN_BENCHMARK_COMPILER, own_compiler::stays_one_by_one, own_compiler::stays_in_vectors,
     own_compiler::bounded_stays},
};

/// How an opponent is run, and whether it knows that facts may be unknown.
struct Opponent {
  std::string name;
  std::string label;  // in the names of ratios
  bool bounds = false;
  std::function<void(Answers&)> run;
};

std::vector<Opponent> opponents(const Columns& columns, bool some_unknown) {
  std::vector<Opponent> found;
  for (const Build& build : builds) {
    const bool own = std::string_view(build.compiler) == NANSEN_BENCHMARK_COMPILER;
    const std::string suffix = own ? "_own" : "_clang";
    found.push_back({fmt::format("C++ in vectors, bounds as well ({})", build.compiler),
                     "bounds" + suffix, true, [&](Answers& answers) {
                       build.bounded(columns.histories(), columns.knowledge(), answers.bounded());
                     }});
    if (some_unknown) continue;
    found.push_back(
        {fmt::format("C++ in vectors, known facts only ({})", build.compiler), "vectors" + suffix,
         false, [&](Answers& answers) { build.in_vectors(columns.histories(), answers.stays()); }});
    found.push_back({fmt::format("C++ with std::chrono, known facts only ({})", build.compiler),
                     "chrono" + suffix, false, [&](Answers& answers) {
                       build.one_by_one(columns.histories(), answers.stays());
                     }});
  }
  return found;
}

/// True iff the answers are the same; else says where they are not.
bool agree(std::string_view name, const Answers& expected, const Answers& found) {
  if (found == expected) return true;
  const auto row_of = [](const Answers& answers, std::size_t row) {
    return std::array{answers.first_day[row],          answers.least[row],
                      answers.greatest[row],           answers.days[row],
                      std::int32_t{answers.held[row]}, std::int32_t{answers.known[row]}};
  };
  for (std::size_t row = 0; row < expected.held.size(); ++row) {
    const auto here = row_of(expected, row);
    const auto there = row_of(found, row);
    if (here == there) continue;
    fmt::print("{} differs at row {}: {} and {}\n", name, row, fmt::join(here, " "),
               fmt::join(there, " "));
    break;
  }
  return false;
}

/// Says how the answers are spread, so that it can be seen that all ways through are taken.
void describe(const Answers& answers, std::size_t rows) {
  std::array<std::size_t, 3> held{};
  std::size_t ranges = 0;
  std::size_t long_resident = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    ++held[answers.held[row]];
    ranges += answers.least[row] != answers.greatest[row] ? 1U : 0U;
    long_resident += answers.days[row] > 730 ? 1U : 0U;
  }
  fmt::print(
      "All agree on {} histories: {} have their stay on the day asked, of {} that is open; "
      "of {} the last day is; {} have more than two years of residence.\n",
      rows, held[2], held[1], ranges, long_resident);
}

bool compare(const ir::Module& module, const execute::Evaluator& evaluator, std::size_t rows,
             bool some_unknown, std::size_t rounds, Report& report) {
  const Columns columns(rows, some_unknown ? 10 : 0);
  Native native(module, evaluator, columns.batch(module));
  native.run();
  const Answers expected = native.answers();
  const std::vector<Opponent> contestants = opponents(columns, some_unknown);
  for (const Opponent& each : contestants) {
    Answers found(rows);
    each.run(found);
    if (!each.bounds) found.know_all();
    if (!agree(each.name, expected, found)) return false;
  }
  const Folder folder;
  std::optional<NumPy> numpy;
  if (!some_unknown) numpy.emplace(folder, columns);
  if (numpy && numpy->there() && !agree("NumPy", expected, numpy->answers())) return false;
  describe(expected, rows);

  Answers answers(rows);
  std::vector<std::function<void()>> runs = {[&] { native.run(); }};
  std::vector<std::string> names = {"nansen, compiled, bounds as well"};
  std::vector<std::string> labels = {""};
  for (const Opponent& each : contestants) {
    runs.emplace_back([&] { each.run(answers); });
    names.push_back(each.name);
    labels.push_back(each.label);
  }
  const std::size_t turns = std::max<std::size_t>(1, 1'000'000 / rows);
  std::vector<std::vector<double>> seconds = interleaved(runs, rounds, turns);
  if (numpy && numpy->there()) {
    names.emplace_back("NumPy, datetime64, known facts only");
    labels.emplace_back("numpy");
    seconds.emplace_back();
    for (std::size_t round = 0; round < rounds; ++round) seconds.back().push_back(numpy->seconds());
  }
  fmt::print("\n{} histories, {}, {} rounds, medians\n", rows,
             some_unknown ? "a tenth of the facts unknown" : "everything known", rounds);
  fmt::print("  {:<58} {:>20} {:>14}\n", "", "million histories/s", "nansen is");
  for (std::size_t index = 0; index < names.size(); ++index) {
    fmt::print("  {:<58} {:>20.1f} {:>11.2f} x\n", names[index],
               static_cast<double>(rows) / median(seconds[index]) / 1e6,
               median_ratio(seconds[index], seconds[0]));
    if (index == 0) continue;
    report.add(
        {fmt::format("time/{}/{}/{}", rows, some_unknown ? "unknown" : "known", labels[index]),
         names[0], names[index], fmt::format("{} histories, one core", rows), seconds[0],
         seconds[index]});
  }
  if (numpy && !numpy->there()) {
    report.add_absent(fmt::format("time/{}/known/numpy", rows),
                      "/usr/bin/python3 has no module numpy");
  }
  return true;
}

}  // namespace

bool compare_time(const TimeOptions& options, Report& report) {
  const ir::Module module = residence();
  std::string error;
  const double start = thread_seconds();
  const auto evaluator = backend::compile(module, {}, error);
  if (!evaluator) bug(error);
  fmt::print(
      "\nA stay's first and last day, whether it is held on a day, and the time of residence, one "
      "core; compiled in {:.0f} ms.\n",
      (thread_seconds() - start) * 1e3);
  for (const std::size_t rows : {options.cached_rows, options.memory_rows}) {
    for (const bool some_unknown : {false, true}) {
      if (!compare(module, *evaluator, rows, some_unknown, options.rounds, report)) return false;
    }
  }
  return true;
}

}  // namespace nansen::benchmarks
