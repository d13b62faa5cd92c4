// Examples become typed cases with typed expectations.
#pragma once

#include <vector>

#include "compiler/check/context.h"

namespace nansen::check {

void check_examples(Context& context, const std::vector<ast::File>& files);

/// Emits for each expectation that depends on the day asked where none is named. The program must
/// be free of errors.
void check_days_asked(Context& context);

}  // namespace nansen::check
