// Finding rules by where they stand in the law.
#pragma once

#include <vector>

#include "compiler/check/context.h"

namespace nansen::check {

/// True iff `divisions`, as a provision stands in, are found by the steps of an address: the steps
/// follow one another in them, beginning at any level; deeper divisions belong to what is found.
/// `*end` is then where the steps end in `divisions`.
bool steps_match(const std::vector<ast::DivisionStep>& steps,
                 const std::vector<Division>& divisions, std::size_t* end = nullptr);

/// The rules found at `address`, which names a division, seen from `instrument`; each at its own
/// level: what stands in the division, or has exactly the heads named, and no head inside what is
/// found. Rules that the clause `except` wrote are left out. Emits where there is none, or where
/// the address fits several divisions that do not contain one another.
std::vector<program::RuleId> find_rules(Context& context, FileId file,
                                        program::InstrumentId instrument,
                                        const ast::Address& address, const ast::Clause* except);

/// `article 1 section F (b)`: the address as written, without its instrument.
std::string address_text(const ast::Address& address);

}  // namespace nansen::check
