// Why a case has the answer it has: a tree of reasons with the address of every provision.
//
// The tree follows the program (definitions, ways in, exceptions, heads, conditions); every rule's
// truth is the interpreter's, read from the trace, and the truths inside conditions are worked out
// again from the facts. Where the two could differ there would be a bug: this is checked.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/interpret/interpret.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::explain {

/// What was asked of the case: the same that was asked of `lower`.
struct Asked {
  program::DefinitionId definition;
  std::map<program::ReadingId, std::size_t> readings;
  std::optional<std::int32_t> as_of;  // days since 1970-01-01
};

/// What a row of a linked or referenced table is called (its id in the table), or empty.
using RowNames = std::function<std::string(ir::DomainId domain, std::size_t row)>;

/// One case of a batch, as the interpreter saw it. `module` was lowered with `keep_rules` and has
/// the asked definition among its outputs; all four must outlive the call only.
struct CaseView {
  const ir::Module& module;
  const interpret::Trace& trace;
  const runtime::Batch& batch;
  std::size_t row = 0;
  RowNames row_names = {};
};

enum class StepKind : std::uint8_t {
  Definition,  // the definition asked, or another one that a condition refers to
  Base,        // a definition's or a head's own words, where it also has further ways in
  WayIn,       // also applies where
  Head,        // a lettered or unlabelled head of a group
  Exception,   // does not apply where
  Lift,        // an exception to an exception
  ValueRule,   // where condition: value
  Otherwise,   // the value where no other rule holds
  Provision,   // another provision that a condition refers to by its address
  Condition,   // part of a rule's words: a comparison, a fact, an "and" or "or" inside a line
  Stage,       // a stage of a status's duration, or what ends it early; `truth` says if it applies
  Row,         // one linked row, or one member of a set, of a quantifier
};

/// A fact as a step used it.
struct FactUse {
  program::FactId fact;
  ir::DomainId domain;   // whose row: the root domain for the case itself
  std::size_t row = 0;   // its number in the batch's table of that domain
  std::string name;      // as the step names it: `country_of_asylum.party`, `nationality.safe`
  std::string owner;     // before the name where the step is a referenced row's: `host.`
  std::string row_name;  // of a linked row: `nationalities 2`; else empty
  std::string which;     // of a referenced row: its id, `NOR`; else empty
  std::string value;     // `yes`, `race, religion`, `2026-07-01`, `unknown`
  bool known = false;
  bool judgement = false;
  std::string question;

  /// As it is named away from its step: `nationalities 2: country.party (NOR)`.
  std::string full_name() const;
  bool same_place(const FactUse& other) const {
    return fact == other.fact && domain == other.domain && row == other.row;
  }
};

/// One reason.
struct Step {
  StepKind kind{};
  /// Whether it held; of a step that has a value rather than a truth (a definition of another type,
  /// a compared number): Yes iff the value is known.
  Truth truth = Truth::Undetermined;
  /// What a definition's or value rule's value is, in words; of Stage the day that it leads to (`to
  /// 2024-03-04`); empty where `truth` says it all.
  std::string value;
  program::RuleId rule;              // of all but Condition and Row
  program::DefinitionId definition;  // of Definition
  std::string citation;              // `1951 Convention, art. 1F(b)`; empty for Condition and Row
  std::string label;                 // the innermost head: `b`; of Row its name; or empty
  std::string heading;               // of the provision
  std::string words;                 // the condition as a sentence, or what is named; or empty
  std::string demand;  // what it asks of its children, `all of these`; empty where words say it all
  /// What became of it beyond its truth: `defeated by art. 1F(b)`, `lifted by art. 1C(5)`,
  /// `explained above`. Without a final stop.
  std::vector<std::string> remarks;
  std::vector<FactUse> facts;  // those this step reads itself, not those of its children
  /// True iff the answer turns on this step: on all steps above it too.
  bool decisive = false;
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
  std::vector<Step> children;
};

struct Explanation {
  Step root;  // of kind Definition
  /// Set iff the instrument was not in force on the day asked about: so the answer is no (or no
  /// value), and the root has no children.
  std::string not_in_force;
  std::string answer;  // `yes`, `no`, `undetermined`, or a value in words
  bool undetermined = false;
  /// What the answer turns on, in order of appearance: the facts of decisive steps only.
  std::vector<FactUse> facts;
  /// Further facts it turns on only in that no exception applies.
  std::vector<FactUse> facts_of_exceptions;
  /// The notes of the provisions and facts that the answer turns on, but not of exceptions that
  /// plainly do not apply; and the `unverified` marks of all it turns on. Their instruments' too;
  /// each once, with the provision in front.
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};

/// Explains the asked definition for one case.
Explanation explain(const program::Program& program, const Asked& asked, const CaseView& view);

}  // namespace nansen::explain
