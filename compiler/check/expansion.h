// How much there is of quantifiers over sets once they are gone through member by member.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// Refuses a program whose quantifiers over sets, inside one another, come to more than can be
/// worked out. Rules must not rest on themselves.
void refuse_large_expansions(Context& context);

}  // namespace nansen::check
