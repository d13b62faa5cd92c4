// Results of two engines side by side.
#pragma once

#include <string>

#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::test {

/// Where the first `rows` rows of two results differ, in words; empty iff they agree to the bit.
/// Numbers may be stored at different scales, and are not compared where unknown.
std::string difference(const ir::Module& module, const runtime::Results& left,
                       const runtime::Results& right, std::size_t rows);

}  // namespace nansen::test
