// Runs the arrows in order and keeps the artefacts: files, program, IR, normal form, engine.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/ir/ir.h"
#include "compiler/lower/formula.h"
#include "compiler/lower/lower.h"
#include "compiler/program/program.h"
#include "compiler/session/engine.h"
#include "compiler/session/load.h"
#include "compiler/session/timings.h"

namespace nansen::session {

struct Options {
  std::vector<std::string> names;    // files, or names of library files
  std::vector<std::string> library;  // folders
  std::string back_end = {};         // the back end's library, or empty for the usual places
};

/// What the user asked for beside the files, as words.
struct Question {
  /// `instrument.name` or `name`; empty: every one of the named files that is of the entity which
  /// cases are of (cases::main_entity).
  std::vector<std::string> definitions = {};
  std::vector<std::string> readings = {};  // `instrument.reading=choice` or `reading=choice`
  std::optional<std::string> as_of = {};   // an ISO date
  bool bound_only = false;                 // as lower::Request
};

/// A question lowered, with the module the answers come from and the one explanations do.
struct Lowered {
  lower::Request request;
  ir::Module module;  // as lowered, rules kept
  ir::Module normal;  // normal form; its domains, columns and outputs are those of `module`

  /// The module that an engine of `kind` answers. Its results have that module's shapes: a number
  /// that a rewrite has simplified may stand at another scale.
  const ir::Module& answered_by(EngineKind kind) const {
    return kind == EngineKind::Native ? normal : module;
  }
};

/// One run over one set of files. Every step may be asked for once the one before it succeeded.
class Session {
 public:
  explicit Session(Options options);

  /// Reads and parses the named files alone. True iff there was no error.
  bool load_named();
  /// Loads, parses and checks. True iff there was no error.
  bool check();
  /// The ids of the words in `question`. Nothing after an error.
  std::optional<lower::Request> resolve(const Question& question);
  /// True iff `request` names the day that its definitions depend on; else the error is emitted.
  bool require_day(const lower::Request& request);
  /// Lowers and normalises; `rewrite`, if given, changes the module in between.
  Lowered lower(lower::Request request,
                const std::function<ir::Module(const ir::Module&)>& rewrite = {});
  /// The same of bare expressions.
  Lowered lower(const lower::ExpressionRequest& request);
  /// An engine for what was lowered, which must outlive it; null after an error.
  std::unique_ptr<Engine> engine(const Lowered& lowered, EngineKind kind);

  /// The formula called `name`, with all allocations by it, or the allocation of that name alone;
  /// `instrument.name` or `name`. Empty: the only formula of the named files, or the only one of
  /// them that something is divided by. The definitions of `question` play no part. Nothing after
  /// an error.
  std::optional<lower::FormulaRequest> resolve_formula(const std::string& name,
                                                       const Question& question);
  /// From now on `allocation` divides `total` and not what its provision says.
  void set_total(program::AllocationId allocation, const Rational& total);
  lower::LoweredFormula lower(const lower::FormulaRequest& request);

  const Options& options() const { return options_; }
  const Loaded& loaded() const { return loaded_; }
  const SourceFiles& sources() const { return loaded_.sources; }
  const program::Program& program() const { return program_; }
  Emitter& emitter() { return emitter_; }
  const Emitter& emitter() const { return emitter_; }
  Timings& timings() { return timings_; }

  /// The definitions, and the formulas, of the files the user named, in the order of the text. What
  /// statuses, rights, norms and bindings are made of is no definition of its own here.
  std::vector<program::DefinitionId> named_definitions() const;
  std::vector<program::FormulaId> named_formulas() const;
  /// True iff what stands at `span` was written in a file that the user named.
  bool is_named(const Span& span) const;

 private:
  std::optional<program::DefinitionId> resolve_definition(const std::string& word);
  bool resolve_reading(const std::string& word, lower::Request& request);
  bool resolve_day(const Question& question, std::optional<std::int32_t>& day);
  bool check_bound_only(const lower::Request& request);
  bool has_one_entity(const lower::Request& request);
  bool only_formula(lower::FormulaRequest& request);
  bool named_formula(const std::string& name, lower::FormulaRequest& request);

  Options options_;
  Emitter emitter_;
  Timings timings_;
  Loaded loaded_;
  program::Program program_;
};

}  // namespace nansen::session
