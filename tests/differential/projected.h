// The tables of one module, as another that asks for fewer facts, or in another order, has them.
#pragma once

#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::test {

/// `batch`, whose tables are those of `from`, as tables of `to`: each column holds what the one of
/// its domain, name and bound holds, which must be of the same shape; it is unknown where `from`
/// has none. Domains are the same where they are reached the same way. Fact by fact: for a few
/// cases, not for millions.
runtime::Batch projected(const ir::Module& from, const runtime::Batch& batch, const ir::Module& to);

}  // namespace nansen::test
