// What the files of this room share: the program being built, who may see what, and the one way to
// emit a diagnostic with the provision it stands in.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/program/program.h"
#include "compiler/provenance/provision_text.h"
#include "compiler/source/source.h"

namespace nansen::check {

/// A vocabulary or an instrument: what `uses` can name. Both share one set of names.
struct Module {
  std::string name;
  FileId file;
  Span span;
  program::InstrumentId instrument;  // invalid for a vocabulary
  /// Further facts of an entity stand under its header: they are seen wherever the entity is.
  bool adds_facts = false;
};

/// One name after `uses`.
struct Import {
  std::string name;
  Span span;
  bool known = false;
};

/// Where an enumeration, an entity or a unit was declared. `module` is empty before any header:
/// such a declaration is visible in its own file only.
struct Origin {
  FileId file;
  std::string module;
};

/// What a file sees: itself, what it uses, and what that uses in turn.
struct FileView {
  std::vector<Import> imports;
  std::set<std::string> visible;  // names of modules
  std::set<std::string> missing;  // what it uses that was not found
  std::set<std::string> used;     // names of modules that something was taken from
};

struct UnitEntry {
  std::string name;
  Origin origin;
  Span span;
};

/// What a type's name means: one of the two, or neither.
struct NamedType {
  program::EnumerationId enumeration;
  program::EntityId entity;
};

/// What is known of a rule beyond the program: needed to find, order and analyse rules, not to run
/// them.
struct RuleInfo {
  FileId file;
  program::RuleId
      container;  // the base, addition, exception or value rule it is a head of; or itself
  std::vector<program::VariableId> variables;  // of the quantifiers around it, outermost first
  const ast::Name* label = nullptr;
  const ast::Clause* clause = nullptr;  // the clause that wrote it, if one did
};

/// The connectives written in front of one definition, rule or clause.
struct PendingConnectives {
  const std::vector<ast::Connective>* connectives = nullptr;
  std::vector<program::RuleId> rules;  // what they stand before; several where a clause was copied
  FileId file;
};

/// A definition as written; no text where a construct made it.
struct DefinitionEntry {
  const ast::Definition* text = nullptr;
  FileId file;
};

struct ClauseEntry {
  const ast::Clause* text = nullptr;
  FileId file;
  program::InstrumentId instrument;
  Citation citation;  // with its own label
};

/// A parameter, formula or allocation as written, with the provision it stands in.
struct FormulaItem {
  std::variant<const ast::Parameter*, const ast::Formula*, const ast::Allocation*> text;
  FileId file;
  program::InstrumentId instrument;
  Citation citation;
};

/// What stands in a provision and is entered before anything that may name it is read.
template <typename Text>
struct Written {
  const Text* text = nullptr;
  FileId file;
  program::InstrumentId instrument;
  Citation citation;
};

/// `periods are computed by NAME`: for the provision at `where.citation` and all below.
struct ComputedByEntry {
  Written<ast::ComputedBy> where;
  program::ComputationId computation;  // invalid after an error
};

/// A status with what other provisions add to it.
struct StatusText {
  Written<ast::Status> where;
  std::vector<Written<ast::StatusAddition>> additions;
};

/// Calendars, computations, statuses and clocks as written, and by name.
struct TimeTexts {
  template <typename Named>
  using Names = std::map<std::pair<program::InstrumentId, std::string>, Named>;

  std::vector<ComputedByEntry> computed_by;
  std::vector<StatusText> statuses;                     // parallel to the program's statuses
  std::vector<Written<ast::Clock>> clocks;              // parallel to the program's clocks
  std::vector<Written<ast::StatusAddition>> additions;  // as written
  std::map<std::string, std::vector<program::CalendarId>, std::less<>> calendars;
  std::vector<Origin> calendar_origins;  // parallel to the program's calendars
  Names<program::ComputationId> computations;
  Names<program::StatusId> status_names;
  Names<program::ClockId> clock_names;
};

/// Rights, norms, limits and positions as written.
struct NormTexts {
  /// By the definition that gives the right: its place in the program's rights.
  std::map<program::DefinitionId, program::RightId> rights;
  std::vector<Written<ast::Limit>> limits;
  std::vector<Written<ast::BindsClause>> binds;
  std::vector<Written<ast::BindsThroughClause>> binds_through;
  std::vector<Written<ast::NoReservationClause>> no_reservation;
};

/// Formulas as written, and by name.
struct FormulaTexts {
  template <typename Owner, typename Named>
  using Names = std::map<std::pair<Owner, std::string>, Named>;

  std::vector<FormulaItem> items;  // as written
  /// Parallel to the program's stores: places in `items`; of a line, its text.
  std::vector<std::size_t> formulas;
  std::vector<std::size_t> allocations;
  std::vector<const ast::FormulaLine*> lines;
  Names<program::InstrumentId, program::ParameterId> parameter_names;
  Names<program::InstrumentId, program::FormulaId> formula_names;
  Names<program::InstrumentId, program::AllocationId> allocation_names;
  Names<program::FormulaId, program::FormulaLineId> line_names;
};

class Context {
 public:
  Context(const SourceFiles& files, Emitter& emitter) : sources(files), emitter_(emitter) {}

  const SourceFiles& sources;
  program::Program program;

  std::map<std::string, Module> modules;
  std::map<FileId, FileView> views;
  std::vector<Origin> enumeration_origins;  // parallel to program.enumerations
  std::vector<Origin> entity_origins;       // parallel to program.entities
  std::vector<UnitEntry> units;

  std::vector<DefinitionEntry> definition_entries;  // parallel to program.definitions

  // Everything that is looked up by name, so that a long text takes no longer a name than a short
  // one.
  std::map<std::string, std::vector<NamedType>, std::less<>> type_names;
  std::map<std::string, std::vector<std::size_t>, std::less<>> unit_names;  // places in `units`
  std::map<std::pair<program::EntityId, std::string>, program::FactId> fact_names;
  std::map<std::pair<program::InstrumentId, std::string>, program::DefinitionId> definition_names;
  std::map<std::string, std::vector<program::DefinitionId>, std::less<>> definitions_called;
  std::map<std::pair<program::InstrumentId, std::string>, program::ReadingId> reading_names;
  /// The rules that stand in a division, by instrument and the division's level and label.
  std::map<std::string, std::vector<program::RuleId>, std::less<>> rules_in_division;
  std::vector<ClauseEntry> clauses;  // as written
  /// Annotations that stand directly in a division, with its citation: they speak of its rules.
  std::vector<std::pair<Citation, ast::Annotation>> division_annotations;
  std::vector<RuleInfo> rule_infos;             // parallel to program.rules
  std::vector<PendingConnectives> connectives;  // as written
  FormulaTexts formulas;
  TimeTexts time;
  NormTexts norms;

  /// The provision that diagnostics name until the next change; null outside one.
  const Citation* provision = nullptr;

  /// Emits once: the same number at the same place with the same words is not repeated, so that a
  /// clause that is checked for each rule it reaches complains once.
  template <typename... Arguments>
  Diagnostic& report(Code code, Span span, const Arguments&... arguments) {
    return deliver(make_diagnostic(code, span, arguments...), span);
  }

  bool has_errors() const { return emitter_.has_errors(); }
  /// True iff further errors are only counted: then suggestions need not be worked out.
  bool has_enough() const { return emitter_.error_count() >= Emitter::limit; }
  std::size_t error_count() const { return emitter_.error_count(); }

  /// True iff `file` sees what was declared at `origin`; notes that it was used.
  bool sees(FileId file, const Origin& origin);
  /// True iff `file` sees the module, noting its use.
  bool sees_module(FileId file, const std::string& module);

  /// True iff `file` uses something called `name` that was not found, which has been reported: what
  /// it would have brought is not missed a second time.
  bool misses(FileId file, const std::string& name) const;
  /// True iff anything that `file` uses was not found.
  bool misses_any(FileId file) const;

  /// The definition of `instrument` called `name`; invalid where there is none.
  program::DefinitionId definition(program::InstrumentId instrument, const std::string& name) const;

  program::RuleId add_rule(program::Rule rule, RuleInfo info);
  program::ExpressionId add_expression(program::Expression expression);
  const program::Expression& expression(program::ExpressionId id) const {
    return program.expressions[id];
  }
  RuleInfo& info(program::RuleId rule) { return rule_infos[static_cast<std::size_t>(rule.index)]; }

 private:
  Diagnostic& deliver(Diagnostic diagnostic, Span span);

  Emitter& emitter_;
  Diagnostic repeated_;
  std::set<std::tuple<Code, Span, std::string>> emitted_;
};

/// Sets the provision that diagnostics name, for as long as it lives.
class InProvision {
 public:
  InProvision(Context& context, Citation citation)
      : context_(context), before_(context.provision), citation_(std::move(citation)) {
    context.provision = &citation_;
  }
  ~InProvision() { context_.provision = before_; }
  InProvision(const InProvision&) = delete;
  InProvision& operator=(const InProvision&) = delete;

 private:
  Context& context_;
  const Citation* before_;
  Citation citation_;
};

/// A rule's address and heading; of a head without a label, that it is a condition of what has one.
std::string rule_text(const Context& context, program::RuleId rule);

/// The key of `Context::rules_in_division`.
std::string division_key(const std::string& instrument, const std::string& level,
                         const std::string& label);

/// Emits that `name` is declared a second time.
void report_duplicate(Context& context, const std::string& name, Span again, Span first);

/// `a, b and c`.
std::string list_text(const std::vector<std::string>& words, std::string_view last = "and");

}  // namespace nansen::check
