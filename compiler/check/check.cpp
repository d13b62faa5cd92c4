// Files in, typed program out: the steps in their order.
#include "compiler/check/check.h"

#include <cassert>
#include <utility>

#include "compiler/check/context.h"
#include "compiler/check/declare.h"
#include "compiler/check/examples.h"
#include "compiler/check/order.h"
#include "compiler/check/rules.h"

namespace nansen::check {

program::Program check(const std::vector<ast::File>& files, const SourceFiles& sources,
                       Emitter& emitter) {
  Context context(sources, emitter);
  declare_modules(context, files);
  declare_facts(context, files);
  declare_provisions(context, files);
  build_definitions(context);
  build_clauses(context);
  spread_annotations(context);
  check_examples(context, files);
  order_definitions(context);
  report_unused_imports(context);
  assert(program::verify(context.program).empty());
  return std::move(context.program);
}

}  // namespace nansen::check
