// Several definitions over the same cases: whom each covers, where they differ, which provision
// decides each kind of difference, and one smallest case to show for it.
//
// Nothing is replayed row by row. The module that is run has, beside the asked definitions, one
// output for each rule (`with_rule_outputs`); which rule decides follows from the rules' truths,
// worked out 64 rows at a time. So ten million rows cost little more than running them, and memory
// grows only with the number of kinds of difference. Each kind's witness is then replayed in the
// interpreter, which must agree.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "compiler/report/report.h"
#include "runtime/batch.h"

namespace nansen::compare {

struct Asked {
  /// At least one; boolean, of one entity.
  std::vector<program::DefinitionId> definitions;
  std::map<program::ReadingId, std::size_t> readings;
  std::optional<std::int32_t> as_of;
};

/// `module`, lowered for the asked definitions in their order with `keep_rules`, with a truth
/// output for every rule of the root domain after its own outputs. This is what is normalised,
/// compiled and run.
ir::Module with_rule_outputs(const ir::Module& module);

/// Persons, where cases carry weights; cases otherwise.
struct Coverage {
  program::DefinitionId definition;
  std::int64_t certainly = 0;  // yes
  std::int64_t possibly = 0;   // yes or undetermined
  std::int64_t asked = 0;      // all
};

/// A case to show. The batch holds this one case, row 0.
struct Witness {
  std::string case_name;
  runtime::Batch batch;
  std::size_t known_facts = 0;
};

/// One kind of difference between two definitions: their answers and the rules that decide them.
struct Difference {
  std::size_t left = 0;  // positions in Asked::definitions
  std::size_t right = 0;
  Truth left_truth{};
  Truth right_truth{};
  program::RuleId left_rule;  // the deepest deciding rule; invalid: the instrument is not in force
  program::RuleId right_rule;
  std::uint64_t cases = 0;
  std::int64_t persons = 0;
  Witness witness;
};

struct Summary {
  std::uint64_t cases = 0;
  bool weighted = false;
  std::vector<Coverage> coverage;
  /// By pair (left before right), then answers (yes against no first, undetermined last), then
  /// persons, most first.
  std::vector<Difference> differences;
};

/// What accompanies a batch.
struct BatchLabels {
  /// What row `row` of the batch is called.
  std::function<std::string(std::size_t row)> case_name;
  /// How many persons each row stands for; empty: one each.
  std::span<const std::int64_t> weights = {};
  /// What row `row` of a referenced table is called, for those who show references; may be empty.
  std::function<std::string(ir::DomainId domain, std::size_t row)> row_name = {};
};

/// Fed batch by batch.
class Comparison {
 public:
  /// `module` is the result of `with_rule_outputs`, not normalised; its domains and columns are
  /// those of the batches. `program` and `module` must outlive this.
  Comparison(const program::Program& program, const ir::Module& module, Asked asked);
  ~Comparison();
  Comparison(Comparison&&) noexcept;
  Comparison& operator=(Comparison&&) noexcept;

  /// `results` are those of `with_rule_outputs`, by whichever engine.
  void add(const runtime::Batch& batch, const runtime::Results& results, const BatchLabels& labels);

  Summary summary() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The summary as a report: whom each covers, how many the pairs differ by, the kinds of difference
/// with their deciding provisions and witnesses.
report::Report present(const program::Program& program, const Asked& asked, const Summary& summary);

}  // namespace nansen::compare
