// Norms over acts, limits over sums of acts, whom an instrument binds, and reservations.
#pragma once

#include "compiler/check/context.h"

namespace nansen::check {

/// Enters the norm that `written` declares; of a duty also `NAME.fulfilled` and `NAME.breached`.
void declare_norm(Context& context, program::DefinitionId definition,
                  const ast::Definition& written, FileId file, const Citation& citation);

/// Makes the rules of `NAME.fulfilled` and `NAME.breached`.
void build_duty(Context& context, program::DefinitionId definition, const ast::Definition& written,
                FileId file);

/// Enters what an instrument says of whom it binds: `binds.State`, with `.from` and `.until`.
void declare_binding(Context& context, const Written<ast::BindsClause>& written);
void declare_binding_through(Context& context, const Written<ast::BindsThroughClause>& written);

/// Makes the rules of all bindings.
void build_bindings(Context& context);

/// Enters the limit with `NAME.counts`, which says what acts count.
void declare_limit(Context& context, const Written<ast::Limit>& written);

/// Gives every limit its expressions and facts.
void build_limits(Context& context);

/// Emits for each act that one norm of an instrument may prohibit and another permit, with no order
/// between the two. The program must be free of errors.
void report_opposed_norms(Context& context);

/// Emits for each reservation to a provision that admits none.
void check_reservations(Context& context);

}  // namespace nansen::check
