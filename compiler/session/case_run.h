// Questions over tables of cases: lowered for what the tables turn out to hold.
#pragma once

#include <functional>
#include <set>

#include "compiler/cases/reader.h"
#include "compiler/session/session.h"

namespace nansen::session {

/// The facts that are dates: of each of them but a range may be known.
std::set<program::FactId> dates_of(const program::Program& program);

/// Goes through cases: given the question as it was lowered, a reader of the tables, and where what
/// is wrong with them goes.
using ReadCases =
    std::function<void(const Lowered& lowered, cases::Reader& reader, Emitter& emitter)>;

/// Lowers `request`, opens `files` and calls `read`. Where a table gives but a range of days for
/// some date, the reader ends there and all begins anew, with two days kept of that fact: `read` is
/// called again, and what it made of the call before is void. Tables without ranges are read once,
/// and answered by a module that knows none; only a pipe, which cannot be read again, is answered
/// as if every date of it might be a range. What is wrong in the tables is emitted once. `rewrite`
/// is as of Session::lower.
void read_cases(Session& session, lower::Request request, const cases::TableFiles& files,
                const ReadCases& read,
                const std::function<ir::Module(const ir::Module&)>& rewrite = {});
/// The same of what `lower` makes of the request: a module that reads its facts.
using LowerRequest = std::function<Lowered(const lower::Request& request)>;
void read_cases_for(Session& session, lower::Request request, const cases::TableFiles& files,
                    const LowerRequest& lower, const ReadCases& read);
/// The same of bare expressions.
void read_cases(Session& session, lower::ExpressionRequest request, const cases::TableFiles& files,
                const ReadCases& read);

}  // namespace nansen::session
