// Files in, typed program out: the steps in their order.
#include "compiler/check/check.h"

#include <utility>

#include "compiler/base/bug.h"
#include "compiler/check/computations.h"
#include "compiler/check/connectives.h"
#include "compiler/check/context.h"
#include "compiler/check/dead_text.h"
#include "compiler/check/declare.h"
#include "compiler/check/examples.h"
#include "compiler/check/expansion.h"
#include "compiler/check/formulas.h"
#include "compiler/check/norms.h"
#include "compiler/check/order.h"
#include "compiler/check/rights.h"
#include "compiler/check/row_tables.h"
#include "compiler/check/rules.h"
#include "compiler/check/settle.h"
#include "compiler/check/statuses.h"

namespace nansen::check {

namespace {

/// What prevails over what; then, where all is in order, what can hold at once. A program with
/// errors is not asked: its circles would have no end, and its gaps no meaning.
void order_rules(Context& context, bool is_known_sound) {
  const std::size_t errors = context.error_count();
  apply_connectives(context);
  if (context.error_count() > errors) return;
  order_definitions(context);
  if (context.error_count() > errors) return;
  refuse_rule_circles(context);
  if (context.has_errors()) return;
  refuse_large_expansions(context);
  refuse_many_row_tables(context);
  if (context.has_errors()) return;
  check_days_asked(context);
  settle_values(context);
  refuse_rule_circles(context);
  if (context.has_errors() || is_known_sound) return;
  check_values(context);
  report_opposed_norms(context);
  report_dead_text(context);
}

}  // namespace

program::Program check(const std::vector<ast::File>& files, const SourceFiles& sources,
                       Emitter& emitter, bool is_known_sound) {
  Context context(sources, emitter);
  declare_modules(context, files);
  declare_facts(context, files);
  declare_calendars(context, files);
  declare_provisions(context, files);
  resolve_computed_by(context);
  link_statuses(context);
  declare_formulas(context);
  build_definitions(context);
  build_statuses(context);
  build_bindings(context);
  build_limits(context);
  build_clauses(context);
  finish_rights(context);
  check_reservations(context);
  build_formulas(context);
  spread_annotations(context);
  check_examples(context, files);
  order_rules(context, is_known_sound);
  if (!context.has_errors()) report_unused_imports(context);
#ifndef NDEBUG
  const std::vector<std::string> complaints = program::verify(context.program);
  if (!complaints.empty()) bug(complaints.front());
#endif
  return std::move(context.program);
}

}  // namespace nansen::check
