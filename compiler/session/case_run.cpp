#include "compiler/session/case_run.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "compiler/cases/cache.h"
#include "compiler/kept/files.h"

namespace nansen::session {
namespace {

bool is_readable_again(const std::string& path) {
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(path, ignored);
  // Of what is not there the reader says so.
  return std::filesystem::is_regular_file(status) || !std::filesystem::exists(status);
}

bool all_readable_again(const cases::TableFiles& files) {
  return is_readable_again(files.cases) &&
         std::all_of(files.tables.begin(), files.tables.end(),
                     [](const auto& table) { return is_readable_again(table.second); });
}

template <typename AnyRequest, typename Lower>
void read_until_known(Session& session, AnyRequest request, const cases::TableFiles& files,
                      const ReadCases& read, const Lower& lower) {
  if (!all_readable_again(files)) request.ranged = dates_of(session.program());
  for (;;) {
    const Lowered lowered = lower(request);
    Emitter found;
    std::unique_ptr<cases::Reader> reader;
    {
      const Timings::Scope scope(session.timings(), "read");
      constexpr auto ranges = cases::RangeCells::EndReading;
      reader =
          files.cached
              ? cases::open_cached(session.program(), lowered.module, files, kept::build_identity(),
                                   found, ranges, cases::KeptColumns::ReadByModule)
                    .reader
              : cases::Reader::open(session.program(), lowered.module, files, found, ranges);
    }
    if (reader) read(lowered, *reader, found);
    if (reader && reader->ended_by_range()) {
      request.ranged.insert(reader->ranges_met().begin(), reader->ranges_met().end());
      continue;
    }
    for (const Diagnostic& diagnostic : found.diagnostics()) session.emitter().emit(diagnostic);
    return;
  }
}

}  // namespace

std::set<program::FactId> dates_of(const program::Program& program) {
  std::set<program::FactId> dates;
  for (std::size_t index = 0; index < program.facts.size(); ++index) {
    const program::FactId fact(index);
    if (program.facts[fact].type.kind == program::TypeKind::Date) dates.insert(fact);
  }
  return dates;
}

void read_cases(Session& session, lower::Request request, const cases::TableFiles& files,
                const ReadCases& read,
                const std::function<ir::Module(const ir::Module&)>& rewrite) {
  // What is kept for one question then serves every other.
  request.all_facts = request.all_facts || files.cached;
  read_until_known(session, std::move(request), files, read,
                   [&](const lower::Request& each) { return session.lower(each, rewrite); });
}

void read_cases_for(Session& session, lower::Request request, const cases::TableFiles& files,
                    const LowerRequest& lower, const ReadCases& read) {
  read_until_known(session, std::move(request), files, read, lower);
}

void read_cases(Session& session, lower::ExpressionRequest request, const cases::TableFiles& files,
                const ReadCases& read) {
  read_until_known(session, std::move(request), files, read,
                   [&](const lower::ExpressionRequest& each) { return session.lower(each); });
}

}  // namespace nansen::session
