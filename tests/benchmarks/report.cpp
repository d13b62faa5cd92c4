#include "tests/benchmarks/report.h"

#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "tests/benchmarks/measure.h"

namespace nansen::benchmarks {
namespace {

using Json = nlohmann::ordered_json;

// A ratio is a drop where it is less than this part of what is expected.
constexpr double enough = 2.0 / 3.0;

/// What the file of expected ratios says of a pair: `expected` was measured, `required` is the
/// goal.
struct Expectation {
  std::optional<double> expected;
  std::optional<double> required;
};

std::optional<std::map<std::string, Expectation>> read_expectations(const std::string& path) {
  std::ifstream file(path);
  const Json json = Json::parse(file, nullptr, false);
  if (!json.is_object() || !json.contains("ratios")) {
    fmt::print("the expected ratios cannot be read: {}\n", path);
    return std::nullopt;
  }
  std::map<std::string, Expectation> found;
  for (const auto& [name, row] : json["ratios"].items()) {
    Expectation& expectation = found[name];
    if (row.contains("expected")) expectation.expected = row["expected"].get<double>();
    if (row.contains("required")) expectation.required = row["required"].get<double>();
  }
  return found;
}

/// What `command` prints, without the last line end.
std::string output_of(const std::string& command) {
  std::string text;
  FILE* output = popen(command.c_str(), "r");
  if (output == nullptr) return text;
  for (int byte = std::fgetc(output); byte != EOF; byte = std::fgetc(output)) {
    text += static_cast<char>(byte);
  }
  pclose(output);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

Json machine() {
  Json json;
  json["processor"] = output_of("sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1");
  json["cores"] = sysconf(_SC_NPROCESSORS_ONLN);
  json["memory_bytes"] = sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGE_SIZE);
  json["avx512"] = !output_of("grep -o -m1 avx512bw /proc/cpuinfo").empty();
  utsname names{};
  if (uname(&names) == 0) json["system"] = fmt::format("{} {}", names.sysname, names.release);
  return json;
}

std::string number(std::optional<double> value) {
  return value ? fmt::format("{:.2f}", *value) : std::string();
}

}  // namespace

Ratio ratio_of(const Pair& pair) {
  std::vector<double> ratios;
  for (std::size_t round = 0; round < pair.our_seconds.size(); ++round) {
    ratios.push_back(pair.opponent_seconds[round] / pair.our_seconds[round]);
  }
  std::sort(ratios.begin(), ratios.end());
  return {median(ratios), ratios[ratios.size() / 4], ratios[ratios.size() * 3 / 4]};
}

void Report::print(const std::string& expected_path) const {
  const auto expectations = read_expectations(expected_path);
  fmt::print("\nHow many times as fast as the opponent, medians of rounds, beside the quartiles\n");
  fmt::print("  {:<52} {:>9} {:>19} {:>9} {:>9}  {}\n", "", "ratio", "quartiles", "expected",
             "required", "against");
  for (const Pair& pair : pairs_) {
    const Ratio ratio = ratio_of(pair);
    Expectation expectation;
    if (expectations && expectations->contains(pair.name)) {
      expectation = expectations->at(pair.name);
    }
    const bool short_of = expectation.required && ratio.median < *expectation.required;
    fmt::print("  {:<52} {:>9.2f} {:>19} {:>9} {:>9}{} {}; {}\n", pair.name, ratio.median,
               fmt::format("{:.2f} to {:.2f}", ratio.lower, ratio.upper),
               number(expectation.expected), number(expectation.required), short_of ? '*' : ' ',
               pair.opponent, pair.where);
  }
  for (const Absent& absent : absent_) {
    fmt::print("  {:<52} not measured: {}\n", absent.name, absent.why);
  }
  if (!left_out_.empty()) {
    fmt::print("Left out, as other parts were asked for: {}\n", fmt::join(left_out_, ", "));
  }
  fmt::print("* stands where a ratio is below what is required.\n");
}

bool Report::write(const std::string& path, const std::string& sources) const {
  Json json;
  json["format"] = 1;
  json["time"] = output_of("date -u +%Y-%m-%dT%H:%M:%SZ");
  json["commit"] = output_of(fmt::format("git -C '{}' rev-parse HEAD 2>/dev/null", sources));
  json["machine"] = machine();
  json["compilers"] = Json::array({NANSEN_BENCHMARK_COMPILER});
#if defined(NANSEN_BENCHMARK_CLANG)
  json["compilers"].push_back(NANSEN_BENCHMARK_CLANG);
#endif
  json["pairs"] = Json::array();
  for (const Pair& pair : pairs_) {
    const Ratio ratio = ratio_of(pair);
    json["pairs"].push_back({{"name", pair.name},
                             {"ours", pair.ours},
                             {"opponent", pair.opponent},
                             {"where", pair.where},
                             {"ratio", ratio.median},
                             {"quartiles", {ratio.lower, ratio.upper}},
                             {"rounds", pair.our_seconds.size()},
                             {"our_seconds", median(pair.our_seconds)},
                             {"opponent_seconds", median(pair.opponent_seconds)}});
  }
  json["not_measured"] = Json::array();
  for (const Absent& absent : absent_) {
    json["not_measured"].push_back({{"name", absent.name}, {"why", absent.why}});
  }
  json["left_out"] = left_out_;
  std::ofstream file(path);
  file << json.dump(1) << '\n';
  return static_cast<bool>(file.flush());
}

bool Report::check(const std::string& expected_path) const {
  const auto expectations = read_expectations(expected_path);
  if (!expectations) return false;
  bool good = true;
  std::size_t held = 0;
  for (const Pair& pair : pairs_) {
    const auto found = expectations->find(pair.name);
    if (found == expectations->end() || !found->second.expected) continue;
    ++held;
    const double expected = *found->second.expected;
    const double ratio = ratio_of(pair).median;
    if (ratio >= enough * expected) continue;
    fmt::print("{} has dropped by more than a third: {:.2f}, where {:.2f} is expected\n", pair.name,
               ratio, expected);
    good = false;
  }
  fmt::print("{} of {} ratios were held against what is expected of them: {}\n", held,
             pairs_.size(), good ? "none has dropped by more than a third" : "see above");
  return good;
}

}  // namespace nansen::benchmarks
