// The definitions of an instrument in several texts, over the same cases; used by the commands that
// compare drafts.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/compare/drafts.h"
#include "compiler/driver/arguments.h"
#include "compiler/driver/compared_texts.h"
#include "compiler/driver/terminal.h"

namespace nansen::driver {

/// Cases that are in memory, with all facts that the vocabulary has of them: they can be asked what
/// nobody thought of when they were read.
struct KeptCases {
  std::vector<cases::CaseBatch> batches;
  bool weighted = false;
  /// The facts of which some case has but a range: entity and name.
  std::set<std::pair<std::string, std::string>> ranged;
  /// What their tables hold: the domains and columns of the module that they were read for.
  ir::Module read_for;
};

class DraftComparer {
 public:
  /// `compared` and all others must outlive this.
  DraftComparer(session::Session& session, const CompareArguments& arguments,
                const Terminal& terminal, ComparedTexts& compared)
      : session_(session),
        arguments_(arguments),
        terminal_(terminal),
        compared_(compared),
        base_(*compared.texts.front().text.world) {}

  /// Compares over the tables that are asked for. Nothing after an error.
  std::optional<compare::Outcome> outcome();
  /// The same over `kept`, which is filled from the tables where it does not hold what the texts
  /// can ask of a case.
  std::optional<compare::Outcome> outcome(KeptCases& kept);

 private:
  // The worlds that one request was lowered for.
  struct Prepared {
    std::vector<ir::Module> modules;  // by text
    std::optional<compare::ComparedWorlds> worlds;
  };
  // Gives the next cases; null iff there are none left.
  using NextCases = std::function<const cases::CaseBatch*()>;

  const program::Program& program() const { return base_.program(); }
  bool pass_on(session::Session& world, std::size_t before);
  std::optional<lower::Request> asked();
  bool require_day(const lower::Request& request);
  std::vector<compare::World> worlds_of(const lower::Request& request,
                                        std::vector<ir::Module>& modules);
  compare::World question_to(const lower::Request& request, const session::Session& world) const;
  bool divide_readings(std::vector<std::string>& readings);
  void leave_untouched_out(lower::Request& request);
  session::Lowered lowered(const lower::Request& request);
  std::optional<compare::Outcome> compare(const session::Lowered& lowered, bool weighted,
                                          const NextCases& next);
  std::optional<compare::Outcome> compare_read(const session::Lowered& lowered,
                                               cases::Reader& reader);
  std::optional<compare::Outcome> compare_kept(const lower::Request& request,
                                               const cases::TableFiles& files, KeptCases& kept);
  void keep(const session::Lowered& lowered, cases::Reader& reader, KeptCases& kept);
  compare::Outcome nothing_touched() const;
  void complete(compare::Outcome& outcome) const;

  session::Session& session_;
  const CompareArguments& arguments_;
  const Terminal& terminal_;
  ComparedTexts& compared_;
  session::Session& base_;
  std::vector<std::string> untouched_;
  std::vector<bool> touches_;          // by draft; empty: not looked at
  std::vector<std::string> readings_;  // that can be chosen in drafts alone
  std::optional<Prepared> prepared_;
};

}  // namespace nansen::driver
