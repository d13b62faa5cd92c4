// Runs the arrows in order and keeps the artefacts: files, program, IR, normal form, engine.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/consolidate/consolidate.h"
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
  std::string kept = {};             // where what can be made again is kept; empty: nowhere
  /// Drafts that the text is amended by, in order: their names, or files for all drafts in them.
  std::vector<std::string> drafts = {};
  /// Drafts, or files of drafts, that are read and leave the text as it is: for other worlds. An
  /// instrument may be named here too, where it is not known which of both a name is.
  std::vector<std::string> other_drafts = {};
  std::vector<Text> texts = {};  // provisions that are no file
};

/// The files that a session with `options` reads.
Wanted wanted(const Options& options);

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
    return kind == EngineKind::Interpreter ? module : normal;
  }
};

/// True iff `told` holds the same at the same place.
bool is_told(const Diagnostic& diagnostic, const std::vector<Diagnostic>& told);

/// One run over one set of files. Every step may be asked for once the one before it succeeded.
class Session {
 public:
  explicit Session(Options options);
  /// The files of `base`, which must have been loaded, with `drafts` (declared names) applied in
  /// this order, and no others. The files are shared, and so are the timings; all else is this
  /// session's own: what is wrong in the text of `base` is not told again, and what is told says in
  /// whose text it stands.
  Session(const Session& base, std::vector<std::string> drafts);
  /// Files that are read already. What is wrong with them is told as by a session that reads them.
  Session(Options options, std::shared_ptr<Loaded> loaded);

  /// Reads and parses the named files alone. True iff there was no error.
  bool load_named();
  /// Reads and parses the named files and all they ask for. True iff there was no error.
  bool load();
  /// Loads, parses, applies the drafts and checks. True iff the text is free of errors, and so, of
  /// another session's files, is theirs.
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
  /// As lower::set_total.
  void set_total(program::AllocationId allocation, const Rational& total);
  lower::LoweredFormula lower(const lower::FormulaRequest& request);

  const Options& options() const { return options_; }
  const Loaded& loaded() const { return *loaded_; }
  /// The files for other sessions; to be read again (`reload`) only while none of those is in use.
  const std::shared_ptr<Loaded>& shared_files() const { return loaded_; }
  const SourceFiles& sources() const { return loaded_->sources; }
  /// The files as they are checked: with the drafts applied, and without those.
  const std::vector<ast::File>& files() const;
  /// The declared names of the drafts that the text is amended by.
  const std::vector<std::string>& drafts() const { return drafts_; }
  /// What those changed, in the order of their amendments.
  const std::vector<consolidate::Change>& changes() const { return world_.changes; }
  /// The declared names that `word` stands for: a draft's name, or a file, named in the options,
  /// for the drafts in it. Nothing after an error.
  std::optional<std::vector<std::string>> drafts_called(const std::string& word);
  /// The texts beside that of the files as they are: that of each draft that a named file declares,
  /// and those that examples are of. Each is a list of drafts.
  std::vector<std::vector<std::string>> worlds() const;
  const program::Program& program() const { return program_; }
  Emitter& emitter() { return emitter_; }
  const Emitter& emitter() const { return emitter_; }
  Timings& timings() { return *timings_; }
  const Timings& timings() const { return *timings_; }

  /// The definitions, and the formulas, of the files the user named, in the order of the text. What
  /// statuses, rights, norms and bindings are made of is no definition of its own here.
  std::vector<program::DefinitionId> named_definitions() const;
  std::vector<program::FormulaId> named_formulas() const;
  /// True iff what stands at `span` was written in a file that the user named. An instrument and
  /// the drafts that amend it are one text: where one of them is named, all are.
  bool is_named(const Span& span) const;

 private:
  bool resolve_drafts();
  bool amend();
  void find_named();
  Emitter after_reading() const;
  void say_first_what_was_wrong_before(const Emitter& found);
  void say_in_whose_text(const Emitter& found, const std::vector<Diagnostic>& known);
  std::optional<program::DefinitionId> resolve_definition(const std::string& word);
  bool resolve_reading(const std::string& word, lower::Request& request);
  bool resolve_day(const Question& question, std::optional<std::int32_t>& day);
  bool check_bound_only(const lower::Request& request);
  bool has_one_entity(const lower::Request& request);
  bool only_formula(lower::FormulaRequest& request);
  bool named_formula(const std::string& name, lower::FormulaRequest& request);

  Options options_;
  Emitter emitter_;
  std::shared_ptr<Timings> timings_ = std::make_shared<Timings>();
  std::shared_ptr<Loaded> loaded_;
  bool is_loaded_ = false;
  std::vector<std::string> drafts_;  // declared names
  bool has_worlds_ = false;          // files declare drafts, or examples of amended text
  consolidate::World world_;         // where `has_worlds_`
  std::set<FileId> named_;
  /// Of another session's files: what that one said.
  std::optional<std::vector<Diagnostic>> said_;
  program::Program program_;
};

}  // namespace nansen::session
