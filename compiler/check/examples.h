// Examples become typed cases with typed expectations.
#pragma once

#include <vector>

#include "compiler/check/context.h"

namespace nansen::check {

void check_examples(Context& context, const std::vector<ast::File>& files);

}  // namespace nansen::check
