// The answers of one case on any day; used inside this room only.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "compiler/timeline/timeline.h"

namespace nansen::timeline {

/// The batch of `from` for the module `to`, which was lowered for the same definitions or some of
/// them: the same rows, with the columns that `to` has.
runtime::Batch refitted(const ir::Module& from, const runtime::Batch& batch, const ir::Module& to);

/// Answers of the case as it was lowered.
class LastingAnswers {
 public:
  LastingAnswers(const lower::Request& request, const explain::CaseView& view)
      : request_(request), view_(view) {}

  Truth truth(program::DefinitionId definition) const;
  Day day(program::DefinitionId definition) const;

 private:
  const ir::Output& output(program::DefinitionId definition) const;

  const lower::Request& request_;
  const explain::CaseView& view_;
};

/// Truths of definitions on days, each day worked out once.
class DailyTruths {
 public:
  /// `definitions` are some of those of `request`, booleans.
  DailyTruths(const program::Program& program, const lower::Request& request,
              const explain::CaseView& view, std::vector<program::DefinitionId> definitions)
      : program_(program), request_(request), view_(view), definitions_(std::move(definitions)) {}

  /// The truth of the definition at `position` among the definitions.
  Truth truth(std::size_t position, std::int32_t day);

 private:
  const program::Program& program_;
  const lower::Request& request_;
  const explain::CaseView& view_;
  std::vector<program::DefinitionId> definitions_;
  std::map<std::int32_t, std::vector<Truth>> days_;
};

/// The days on which `statuses` hold that count toward `clock` before `day`.
ClockCourse counted(const program::Program& program, program::ClockId clock, std::int32_t day,
                    const std::map<program::StatusId, StatusCourse>& statuses);

}  // namespace nansen::timeline
