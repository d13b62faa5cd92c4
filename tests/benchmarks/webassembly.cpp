#include "tests/benchmarks/webassembly.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "tests/benchmarks/folder.h"

namespace nansen::benchmarks {
namespace {

constexpr std::size_t cases = 16'384;  // they and their answers stay in a processor's cache
constexpr const char* name = "wasm/cache/written_in_c";
constexpr const char* sources = NANSEN_SOURCE_DIR "/tests/benchmarks";

/// What `command` prints; nothing where it fails.
std::optional<std::string> printed_by(const std::string& command) {
  std::FILE* stream = popen(command.c_str(), "r");
  if (stream == nullptr) return std::nullopt;
  std::string printed;
  std::array<char, 4096> part{};
  while (const std::size_t count = std::fread(part.data(), 1, part.size(), stream)) {
    printed.append(part.data(), count);
  }
  if (pclose(stream) != 0) return std::nullopt;
  return printed;
}

/// The first of these programs that is there.
std::optional<std::string> program(std::initializer_list<std::string_view> names) {
  for (const std::string_view each : names) {
    if (printed_by(fmt::format("command -v {} 2>/dev/null", each))) return std::string(each);
  }
  return std::nullopt;
}

}  // namespace

bool compare_webassembly(const WebAssemblyOptions& options, Report& report) {
  const auto node = program({"node", "nodejs"});
  const auto clang = program({"clang-19"});
  const auto linker = program({"wasm-ld-19"});
  if (!node || !clang || !linker) {
    report.add_absent(name, fmt::format("there is no {}", !node    ? "node"
                                                          : !clang ? "clang-19"
                                                                   : "wasm-ld-19 (lld-19)"));
    return true;
  }
  const Folder folder;
  const std::string artefact = folder.file("ours.wasm");
  const std::string opponent = folder.file("opponent.wasm");
  const bool built =
      printed_by(fmt::format("'{}' build {}/webassembly.treaty -o {}", options.nansen, sources,
                             artefact)) &&
      printed_by(fmt::format("{} --target=wasm32 -O3 -msimd128 -nostdlib -Wl,--no-entry "
                             "-Wl,--export=__heap_base {}/webassembly_opponent.c -o {}",
                             *clang, sources, opponent));
  const auto printed =
      built ? printed_by(fmt::format("{} --no-liftoff {}/webassembly.mjs {} {} {} {}", *node,
                                     sources, artefact, opponent, options.rounds, cases))
            : std::nullopt;
  const auto measured = nlohmann::json::parse(printed.value_or(""), nullptr, false);
  if (!measured.is_object()) {
    fmt::print(stderr, "the benchmark of WebAssembly cannot be built or run\n");
    return false;
  }
  report.add({.name = name,
              .ours = "kernel for WebAssembly",
              .opponent = "the same in C with SIMD128, clang 19 -O3",
              .where = fmt::format("{} cases in cache, Node", cases),
              .our_seconds = measured["ours"],
              .opponent_seconds = measured["opponent"]});
  if (!measured["agree"].get<bool>()) {
    fmt::print(stderr, "the two kernels for WebAssembly answer otherwise\n");
    return false;
  }
  return true;
}

}  // namespace nansen::benchmarks
