// The opponents, once for each compiler that builds them: each build defines NANSEN_OPPONENT as its
// name.
#pragma once

#include "tests/benchmarks/regimes.h"

namespace nansen::benchmarks {

namespace own_compiler {
void bytes(const ByteFacts& facts, std::size_t rows, ByteResults& results);
void sliced(const SlicedFacts& facts, std::size_t rows, SlicedResults& results);
std::uint64_t read_sum(const std::uint64_t* words, std::size_t count);
}  // namespace own_compiler

namespace clang {
void bytes(const ByteFacts& facts, std::size_t rows, ByteResults& results);
void sliced(const SlicedFacts& facts, std::size_t rows, SlicedResults& results);
}  // namespace clang

}  // namespace nansen::benchmarks
