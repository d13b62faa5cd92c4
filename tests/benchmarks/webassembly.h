// Kernels for WebAssembly against the same written by hand in C.
#pragma once

#include <cstddef>
#include <string>

#include "tests/benchmarks/report.h"

namespace nansen::benchmarks {

struct WebAssemblyOptions {
  std::size_t rounds = 11;
  std::string nansen;  // the command
};

/// Measures in Node, in turns. Where Node, clang 19 or its linker is missing the report says so.
/// False iff the two answer otherwise.
bool compare_webassembly(const WebAssemblyOptions& options, Report& report);

}  // namespace nansen::benchmarks
