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

/// Where what the first `rows` rows of `partial` say does not hold in `full`, which knows more: yes
/// is no longer yes, no no longer no, a number another one, or a day outside its range. In words;
/// empty iff nowhere. Both are results of one module.
std::string withdrawn(const ir::Module& module, const runtime::Results& partial,
                      const runtime::Results& full, std::size_t rows);

}  // namespace nansen::test
