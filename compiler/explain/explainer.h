// The making of an explanation: one method a construct, each giving the step for one definition,
// rule or condition with all that is under it. Used inside this room only.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "compiler/explain/evaluation.h"
#include "compiler/explain/row_labels.h"
#include "compiler/explain/words.h"

namespace nansen::explain {

/// Sets a rule as the one that speaks, until the end of the block.
class Speaking {
 public:
  Speaking(program::RuleId& speaker, program::RuleId rule)
      : speaker_(speaker), before_(std::exchange(speaker, rule)) {}
  ~Speaking() { speaker_ = before_; }
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  program::RuleId& speaker_;
  program::RuleId before_;
};

class Explainer {
 public:
  Explainer(const program::Program& program, const Asked& asked, const CaseView& view);
  Explanation explain();

 private:
  // explain.cpp: the whole, its agreement with the interpreter, and what it rests on.
  Place root_place() const { return {ir::DomainId(0), view_.row}; }
  Truth traced(program::RuleId rule, const Scope& scope, Truth worked_out) const;
  void check_answer() const;
  void collect(const Step& step, bool in_failed_exception, Explanation& explanation) const;
  void collect_marks(const Step& step, bool exception, Explanation& explanation) const;

  // explain_rules.cpp: definitions, rules, ways in and exceptions. `decisive` says whether the
  // answer turns on the step.
  Step bare_definition(program::DefinitionId id, std::string words) const;
  void set_provision(program::RuleId id, Step& step) const;
  std::string answer_text(program::DefinitionId definition, const Known& known, Place place) const;
  std::string row_text(program::DefinitionId definition, const Known& known, Place place) const;
  std::string row_of_fact(program::FactId fact, Place place) const;
  Step definition_step(program::DefinitionId id, Place place, std::string words, bool decisive);
  void add_value_parts(program::RuleId root, const Scope& scope, const Known& known, Step& step);
  void add_given(const Candidate& candidate, const Scope& scope, Step& step);
  Step rule_step(program::RuleId id, StepKind kind, const Scope& scope, bool decisive);
  void add_rule_parts(program::RuleId id, const Scope& scope, Step& step);
  void add_own_parts(program::RuleId id, const Scope& scope, Step& step);
  Step base_step(program::RuleId id, const Scope& scope, bool decisive);
  bool exception_matters(program::RuleId id, program::RuleId exception, Truth truth,
                         const Scope& scope) const;
  void add_defeats(program::RuleId id, program::RuleId way, const Scope& scope, Step& step) const;
  void add_exception_remarks(program::RuleId id, const Scope& scope, Step& step) const;
  std::string address(program::RuleId id, program::RuleId seen_from) const;

  // explain_status.cpp: whether a status is held, and its days stage by stage.
  std::string held_words(const program::Status& status, const Scope& scope) const;
  std::string day_asked_words() const;
  void add_held(const program::Status& status, const Scope& scope, Step& step);
  void add_duration(const program::Status& status, bool early_ends, const Scope& scope, Step& step);
  void add_stage(const program::Status& status, std::size_t at, const Scope& scope, Step& above);
  void add_early_end(const program::Status& status, const program::StatusEnd& end,
                     const Scope& scope, Step& above);
  Step made_step(program::DefinitionId applies, program::RuleId clause, std::string words,
                 const Scope& scope, bool decisive);
  void add_written_parts(program::DefinitionId applies,
                         const std::vector<program::DefinitionId>& implied, const Scope& scope,
                         Step& step);
  void add_days_of(const program::Status& status, program::ExpressionId id, const Scope& scope,
                   Step& step);

  // explain_conditions.cpp: what a rule demands, its sentences and their facts, linked rows and
  // sets.
  void describe(program::ExpressionId id, Step& step) const;
  Step condition_step(program::ExpressionId id, const Scope& scope, bool decisive);
  void add_condition_parts(program::ExpressionId id, const Scope& scope, Step& step);
  void add_sentence(program::ExpressionId id, const Scope& scope, Step& step);
  void add_time_counted(const program::Expression& expression, const Scope& scope, Step& step);
  void add_fact(const program::Expression& expression, const Scope& scope, Step& step);
  FactUse fact_use(const program::Subject& subject, program::FactId id, const Scope& scope) const;
  std::string row_name(Place place) const;
  void add_rows(program::ExpressionId id, const Scope& scope, Step& step);
  void add_members(program::ExpressionId id, const Scope& scope, Step& step);
  // As the rule writes it whose step is being made.
  std::string words_of(program::ExpressionId id) const { return words(program_, id, speaker_); }
  std::string demand_of(program::ExpressionId id) const {
    return demand_words(program_, id, speaker_);
  }
  Step instance_step(std::string name, program::ExpressionId body, const Scope& scope,
                     bool decisive, Truth wanted);

  const program::Program& program_;
  const Asked& asked_;
  const CaseView& view_;
  CaseFacts facts_;
  Evaluation evaluation_;
  std::map<program::RuleId, ir::ValueId> entries_;
  std::map<std::pair<program::DefinitionId, Place>, bool> explained_;
  RowLabels row_labels_;
  program::RuleId speaker_;
};

/// Adds `use` unless the same fact of the same row is there.
void add_once(std::vector<FactUse>& list, const FactUse& use);
void add_once(std::vector<std::string>& list, std::string text);

}  // namespace nansen::explain
