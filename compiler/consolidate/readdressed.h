// What the renumberings of a text make of its addresses. For files of this folder.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/consolidate/consolidate.h"

namespace nansen::consolidate {

/// True iff `address` is `holder`, or that of something in it.
bool lies_in(std::string_view address, std::string_view holder);

/// The address before the first `end` of `changes` of what has `address` after them; empty where
/// they inserted it.
std::string address_before(const std::vector<Change>& changes, std::size_t end,
                           std::string address);

/// The address after `changes` of what has `address` before the one at `begin`.
std::string address_after(const std::vector<Change>& changes, std::size_t begin,
                          std::string address);

}  // namespace nansen::consolidate
