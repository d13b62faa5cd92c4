// Answers that came as Arrow arrays, in words.
#pragma once

#include <string>
#include <vector>

#include "runtime/include/nansen/nansen.h"

namespace nansen::test {

/// Of each row a cell a column, in the words of `nansen run --format csv`, but `undetermined` for
/// whatever is null, and numbers without what they are counted in.
std::vector<std::vector<std::string>> words_of(const ArrowSchema& schema, const ArrowArray& array);

}  // namespace nansen::test
