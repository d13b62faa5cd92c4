// Runs the examples of a program, and tells which provisions they do not exercise both ways.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/explain/explain.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "compiler/report/report.h"
#include "runtime/batch.h"

namespace nansen::exercise {

/// Another engine than the interpreter: fills `results` for a lowered module over a batch.
using Engine = std::function<void(const ir::Module& module, const runtime::Batch& batch,
                                  runtime::Results& results)>;

struct Options {
  /// If set, every example runs here too; a disagreement is a bug of an engine and aborts.
  Engine second_engine;
  /// Whose rules should be exercised; empty: every definition's.
  std::vector<program::DefinitionId> definitions;
  /// If set, of these rules only those of which it is true.
  std::function<bool(program::RuleId)> rules = {};
};

struct Failure {
  program::ExampleId example;
  std::size_t expectation = 0;  // its position in the example
  std::string expected;
  std::string actual;
  explain::Explanation explanation;
};

/// A rule that the examples leave unexercised. A rule is exercised iff, over all expectations, it
/// once held and once failed where the answer turned on it.
struct Unexercised {
  program::RuleId rule;
  bool held = false;    // it once held decisively, and never failed so
  bool failed = false;  // it once failed decisively, and never held so
};

struct Outcome {
  std::size_t examples = 0;
  std::size_t expectations = 0;
  std::vector<Failure> failures;
  std::size_t rules = 0;                 // that can be exercised
  std::vector<Unexercised> unexercised;  // by definition, as written
};

/// Runs every example of `program`, which was checked without errors.
Outcome run(const program::Program& program, const Options& options = {});

/// The failures with their explanations, then what the examples do not exercise both ways, by
/// citation. `drafts` are those that the text is amended by; what is not exercised is then said to
/// be what they changed.
report::Report present(const program::Program& program, const Outcome& outcome,
                       const std::vector<std::string>& drafts = {});

}  // namespace nansen::exercise
