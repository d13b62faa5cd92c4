// A case with some of its unknown facts made known; used inside this room only.
#pragma once

#include "compiler/explain/requirement.h"

namespace nansen::explain {

/// Which of the values that meet a requirement to take: both ends of a range are tried.
enum class Choice : std::uint8_t { First, Last };

/// A copy of the one case of `batch` (made by `one_case`) in which `requirements` are met.
runtime::Batch edited(const CaseFacts& facts, const Requirements& requirements, Choice choice);

}  // namespace nansen::explain
