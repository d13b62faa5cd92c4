// Drafts held against the text they amend, over the same cases: who moves from which answer to
// which, by which changed provisions, and one smallest case for each.
//
// All texts are one module (ir::merge), so what they share is computed once, and two provisions
// that mean the same have one value. Beside the answers the module gives the truths along the ways
// from each asked definition down to the provisions that a draft changes (causes.h); these say 64
// cases at a time which changes an answer turned on. Words of cases without difference cost only
// the comparison of their answers. Memory grows with the number of groups (and, of numbers, of
// distinct movements), not with that of cases.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/compare/compare.h"
#include "compiler/compare/outcome.h"
#include "compiler/consolidate/consolidate.h"
#include "compiler/ir/ir.h"
#include "compiler/lower/lower.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::compare {

/// One text of the law, and what is asked of it.
struct World {
  std::string name;   // of the base or the draft: `mimc_2017`, `climate_head`
  std::string title;  // may be empty
  const program::Program* program = nullptr;
  /// Parallel in all worlds of a comparison. In the first all are valid; in another, one is invalid
  /// iff its text has no such definition, of the same entity and type.
  std::vector<program::DefinitionId> subjects;
  /// The question that `module` answers: its definitions are the valid `subjects`, in their order.
  lower::Request request;
  /// lower::lower(*program, request) with the rules kept, not normalised. Null iff no subject is
  /// valid.
  const ir::Module* module = nullptr;
  /// What was amended; of the base nothing.
  std::vector<consolidate::Change> changes;
};

/// The question of `base`, which `request` asks, put to another text: subjects, readings, and facts
/// of ranges found again by their names. A reading or a choice that the other text lacks is left
/// out. `module` stays null.
World same_question(const program::Program& base, const lower::Request& request,
                    const program::Program& other);

/// Worlds, their alignment, and the module that answers for all of them. Everything that the worlds
/// point to must outlive it.
class ComparedWorlds {
 public:
  /// The first world is the base; at least one more. All are asked with the same readings, day and
  /// facts of ranges, about one entity.
  explicit ComparedWorlds(std::vector<World> worlds);
  ~ComparedWorlds();
  ComparedWorlds(ComparedWorlds&&) noexcept;
  ComparedWorlds& operator=(ComparedWorlds&&) noexcept;

  /// What is normalised, compiled and run. Tables are read for it: its domains and columns begin
  /// with those of the base's module, in their order. Its outputs are this room's own.
  const ir::Module& module() const;
  const std::vector<World>& worlds() const;

  struct State;
  const State& state() const { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

/// Fills `results`, which have the shapes of the module that the engine answers, for every case of
/// `batch`: session::Engine::evaluate.
using Evaluate = std::function<void(const runtime::Batch& batch, runtime::Results& results)>;

struct OutcomeOptions {
  /// How many groups of a definition and draft, those of most persons, have their witness made
  /// smaller and explained.
  std::size_t witnesses = 200;
  bool explanations = true;
};

/// Fed batch by batch.
class DraftComparison {
 public:
  /// `worlds` must outlive this.
  explicit DraftComparison(const ComparedWorlds& worlds);
  ~DraftComparison();
  DraftComparison(DraftComparison&&) noexcept;
  DraftComparison& operator=(DraftComparison&&) noexcept;

  /// `results` are those of ComparedWorlds::module(), by whichever engine.
  void add(const runtime::Batch& batch, const runtime::Results& results, const BatchLabels& labels);

  /// Everything that is shown of it. Witnesses are made smaller by trying: `evaluate` answers
  /// ComparedWorlds::module(), with results of `shapes` (layout::output_shapes of the module that
  /// the engine answers). The interpreter replays each in the end and must agree.
  Outcome outcome(const Evaluate& evaluate, const std::vector<runtime::OutputShape>& shapes,
                  const OutcomeOptions& options = {}) const;

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace nansen::compare
