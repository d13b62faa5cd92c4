#include "tests/benchmarks/command.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "tests/benchmarks/folder.h"
#include "tests/benchmarks/measure.h"

namespace nansen::benchmarks {
namespace {

constexpr const char* files = "protocol_1967 oau_1969 cartagena_1984 mimc_2017";
constexpr const char* definitions =
    "protocol_1967.refugee,oau_1969.refugee,cartagena_1984.refugee,mimc_2017.forced_migrant";

bool run(const std::string& command) {
  if (std::system(command.c_str()) == 0) return true;
  fmt::print("this failed: {}\n", command);
  return false;
}

}  // namespace

bool time_command(const std::string& nansen, std::size_t cases, std::size_t rounds) {
  const Folder folder;
  const std::string tables =
      fmt::format("--table nationalities={}", folder.file("nationalities.csv"));
  if (!run(fmt::format("{} sample protection --entity Person --rows {} --seed 1 --out {} {}",
                       nansen, cases, folder.file("cases.csv"), tables))) {
    return false;
  }
  std::vector<std::string> stages;
  std::map<std::string, std::vector<double>> milliseconds;
  std::vector<double> whole;
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    if (!run(fmt::format("XDG_CACHE_HOME={} {} run {} --define {} --cases {} {} --out {} "
                         "--timings 2>{}",
                         folder.file("cache"), nansen, files, definitions, folder.file("cases.csv"),
                         tables, folder.file("answers.csv"), folder.file("timings")))) {
      return false;
    }
    const std::chrono::duration<double, std::milli> elapsed =
        std::chrono::steady_clock::now() - start;
    whole.push_back(elapsed.count());
    std::ifstream timings(folder.file("timings"));
    for (std::string line; std::getline(timings, line);) {
      // A stage, perhaps of several words; then so many ms.
      const std::size_t end = line.find("  ");
      if (end == std::string::npos) continue;
      const std::string stage = line.substr(0, end);
      const double time = std::strtod(line.c_str() + end, nullptr);
      if (milliseconds[stage].empty()) stages.push_back(stage);
      milliseconds[stage].push_back(time);
    }
  }
  fmt::print("\nThe command, from files to the answers of {} cases: {} rounds, medians\n", cases,
             rounds);
  for (const std::string& stage : stages) {
    fmt::print("  {:<36} {:>14.1f} ms\n", stage, median(milliseconds[stage]));
  }
  fmt::print("  {:<36} {:>14.1f} ms\n", "the whole process", median(whole));
  return true;
}

}  // namespace nansen::benchmarks
