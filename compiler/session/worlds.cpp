// Which text a session is of: the files as they are, or as drafts amend them; and what is wrong in
// it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/check/check.h"
#include "compiler/session/kept_texts.h"
#include "compiler/session/session.h"
#include "compiler/session/wide_numbers.h"

namespace nansen::session {

namespace {

/// The drafts that an example says it is of; empty for one of the text as it is.
std::vector<std::string> drafts_of_example(const ast::Item& item) {
  const auto* example = std::get_if<ast::Example>(&item);
  if (example == nullptr) return {};
  std::vector<std::string> names;
  for (const auto* items : {&example->leading, &example->items}) {
    for (const ast::ExampleItem& part : *items) {
      const auto* amended = std::get_if<ast::AsAmendedBy>(&part);
      if (amended == nullptr) continue;
      for (const ast::Name& name : amended->drafts) names.push_back(name.text);
    }
  }
  return names;
}

bool mentions_drafts(const ast::File& file) {
  return std::any_of(file.items.begin(), file.items.end(), [](const ast::Item& item) {
    return std::holds_alternative<ast::Draft>(item) || !drafts_of_example(item).empty();
  });
}

std::vector<std::string> names_of(const std::vector<const ast::Draft*>& drafts) {
  std::vector<std::string> names;
  for (const ast::Draft* draft : drafts) names.push_back(draft->name.text);
  return names;
}

bool is_instrument(const std::vector<ast::File>& files, const std::string& name) {
  return std::any_of(files.begin(), files.end(), [&](const ast::File& file) {
    return std::any_of(file.items.begin(), file.items.end(), [&](const ast::Item& item) {
      const auto* instrument = std::get_if<ast::Instrument>(&item);
      return instrument != nullptr && instrument->name.text == name;
    });
  });
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// True iff `diagnostic` is of what a file with drafts, or with examples of amended text, uses:
/// those need it in some texts, and this one may be another.
bool is_of_an_import_for_other_texts(const Diagnostic& diagnostic,
                                     const std::vector<ast::File>& files) {
  const auto* span = std::get_if<Span>(&diagnostic.location);
  if (diagnostic.code != Code::UnusedImport || span == nullptr) return false;
  return std::any_of(files.begin(), files.end(), [&](const ast::File& file) {
    const auto imports = [&](const ast::Item& item) {
      const auto* uses = std::get_if<ast::Uses>(&item);
      return uses != nullptr && uses->span.begin <= span->begin && span->end <= uses->span.end;
    };
    return file.file == span->file && mentions_drafts(file) &&
           std::any_of(file.items.begin(), file.items.end(), imports);
  });
}

/// `written` is what `files` were before the drafts were applied.
program::Program checked(const std::vector<ast::File>& files, const std::vector<ast::File>& written,
                         const SourceFiles& sources, Emitter& emitter, bool is_known_sound) {
  Emitter found = emitter;  // after an error before, less is told
  const std::size_t before = found.diagnostics().size();
  program::Program program = check::check(files, sources, found, is_known_sound);
  for (std::size_t at = before; at < found.diagnostics().size(); ++at) {
    const Diagnostic& diagnostic = found.diagnostics()[at];
    if (!is_of_an_import_for_other_texts(diagnostic, written)) emitter.emit(diagnostic);
  }
  if (!emitter.has_errors() && !is_known_sound) report_wide_numbers(program, emitter);
  return program;
}

}  // namespace

bool is_told(const Diagnostic& diagnostic, const std::vector<Diagnostic>& told) {
  const auto* here = std::get_if<Span>(&diagnostic.location);
  return std::any_of(told.begin(), told.end(), [&](const Diagnostic& each) {
    const auto* there = std::get_if<Span>(&each.location);
    const bool same_place = here != nullptr && there != nullptr ? *here == *there : here == there;
    return same_place && each.code == diagnostic.code && each.message == diagnostic.message;
  });
}

Session::Session(const Session& base, std::vector<std::string> drafts)
    : options_(base.options_),
      timings_(base.timings_),
      loaded_(base.loaded_),
      said_(base.emitter_.diagnostics()) {
  options_.drafts = std::move(drafts);
}

const std::vector<ast::File>& Session::files() const {
  return has_worlds_ ? world_.files : loaded_->files;
}

std::optional<std::vector<std::string>> Session::drafts_called(const std::string& word) {
  const std::vector<const ast::Draft*> all = consolidate::drafts_of(loaded_->files);
  if (const auto place = loaded_->draft_files.find(word); place != loaded_->draft_files.end()) {
    std::vector<std::string> names;
    for (const ast::Draft* draft : all) {
      if (draft->span.file == place->second) names.push_back(draft->name.text);
    }
    if (!names.empty()) return names;
    Diagnostic& none =
        emitter_.emit(Code::UnknownDraft, CommandLocation{}, word, ": that file declares none");
    none.help = "write one in it (draft NAME amends INSTRUMENT { ... }), or name another file";
    return std::nullopt;
  }
  const std::vector<std::string> names = names_of(all);
  if (contains(names, word)) return std::vector<std::string>{word};
  // A file that cannot be read has been told of.
  const bool told = std::any_of(loaded_->problems.begin(), loaded_->problems.end(),
                                [&](const Diagnostic& problem) {
                                  const auto* file = std::get_if<FileLocation>(&problem.location);
                                  return file != nullptr && file->path == word;
                                });
  if (!told && is_instrument(loaded_->files, word)) {
    emitter_.emit(Code::UnknownDraft, CommandLocation{}, word, ": that is an instrument").help =
        "name a draft that amends it";
  } else if (!told) {
    emitter_.emit(Code::UnknownDraft, CommandLocation{}, word, did_you_mean(word, names));
  }
  return std::nullopt;
}

/// Finds the drafts of the options by their names.
bool Session::resolve_drafts() {
  bool good = true;
  for (const std::string& word : options_.drafts) {
    const auto names = drafts_called(word);
    good = good && names.has_value();
    if (!names) continue;
    for (const std::string& name : *names) {
      if (contains(drafts_, name)) {
        emitter_.emit(Code::DraftTwice, CommandLocation{}, name);
        good = false;
      } else {
        drafts_.push_back(name);
      }
    }
  }
  return good;
}

std::vector<std::vector<std::string>> Session::worlds() const {
  std::vector<std::vector<std::string>> worlds;
  std::set<std::vector<const ast::Draft*>> seen;
  const auto add = [&](std::vector<std::string> drafts) {
    // A draft brings those it amends with it, said or not: that is one text.
    std::vector<const ast::Draft*> applied;
    Emitter ignored;
    for (const std::string& name : drafts) {
      for (const ast::Draft* draft : consolidate::stack_of(loaded_->files, name, ignored)) {
        if (std::find(applied.begin(), applied.end(), draft) == applied.end()) {
          applied.push_back(draft);
        }
      }
    }
    const bool cannot_be_applied = applied.empty();
    if (cannot_be_applied || seen.insert(applied).second) worlds.push_back(std::move(drafts));
  };
  const std::vector<const ast::Draft*> declared = consolidate::drafts_of(loaded_->files);
  for (const ast::Draft* draft : declared) {
    if (static_cast<std::size_t>(draft->span.file.index) < loaded_->named) add({draft->name.text});
  }
  const std::vector<std::string> known = names_of(declared);
  for (const ast::File& file : loaded_->files) {
    for (const ast::Item& item : file.items) {
      std::vector<std::string> drafts = drafts_of_example(item);
      const bool all_known = std::all_of(drafts.begin(), drafts.end(),
                                         [&](const auto& name) { return contains(known, name); });
      if (!drafts.empty() && all_known) add(std::move(drafts));
    }
  }
  return worlds;
}

/// Applies the drafts. Where the files know of none, they are used as they are, uncopied.
bool Session::amend() {
  has_worlds_ = std::any_of(loaded_->files.begin(), loaded_->files.end(), mentions_drafts);
  if (!has_worlds_) return true;
  const Timings::Scope scope(*timings_, "amend");
  Emitter found;
  world_ = consolidate::consolidate(loaded_->files, drafts_, loaded_->sources, found);
  for (const Diagnostic& diagnostic : found.diagnostics()) emitter_.emit(diagnostic);
  // Of the text as it is, only examples of other texts can be wrong.
  return drafts_.empty() || !found.has_errors();
}

/// The files that count as named: beside those that are, those of drafts and what they amend.
void Session::find_named() {
  for (std::size_t at = 0; at < loaded_->named; ++at) named_.insert(loaded_->files[at].file);
  for (const std::string& name : drafts_) {
    Emitter ignored;
    std::vector<FileId> files;
    std::string base;
    for (const ast::Draft* draft : consolidate::stack_of(loaded_->files, name, ignored)) {
      files.push_back(draft->span.file);
      if (base.empty()) base = draft->base.text;  // the first amends the instrument
    }
    for (const ast::File& file : loaded_->files) {
      for (const ast::Item& item : file.items) {
        const auto* instrument = std::get_if<ast::Instrument>(&item);
        if (instrument != nullptr && instrument->name.text == base) files.push_back(file.file);
      }
    }
    if (std::any_of(files.begin(), files.end(),
                    [this](FileId file) { return named_.contains(file); })) {
      named_.insert(files.begin(), files.end());
    }
  }
}

/// What is wrong with the files themselves: after an error there the checker says less.
Emitter Session::after_reading() const {
  Emitter emitter;
  for (const Diagnostic& problem : loaded_->problems) emitter.emit(problem);
  return emitter;
}

/// Emits what is not yet known, with the drafts in whose text it stands.
void Session::say_in_whose_text(const Emitter& found, const std::vector<Diagnostic>& known) {
  for (const Diagnostic& diagnostic : found.diagnostics()) {
    if (is_told(diagnostic, known)) continue;
    Diagnostic& told = emitter_.emit(diagnostic);
    if (drafts_.empty()) continue;
    told.labels.push_back(
        {Span{}, fmt::format("in the text as amended by \"{}\"", fmt::join(drafts_, "\", \""))});
  }
}

bool Session::check() {
  if (!said_ && !is_loaded_) load();
  const bool drafts_are_known = resolve_drafts();
  find_named();
  if (!drafts_are_known) return false;
  // Where an amendment could not be made, what lacks it would be told as wrong too.
  if (!amend()) return false;
  const Timings::Scope scope(*timings_, "check");
  kept::Files kept(options_.kept);
  const bool is_sound = is_known_sound(kept, *loaded_, drafts_);
  if (drafts_.empty() && !said_) {
    program_ = checked(files(), loaded_->files, loaded_->sources, emitter_, is_sound);
    if (emitter_.diagnostics().empty()) keep_sound(kept, *loaded_, drafts_);
    return !emitter_.has_errors();
  }
  Emitter found = after_reading();
  program_ = checked(files(), loaded_->files, loaded_->sources, found, is_sound);
  if (found.diagnostics().empty()) keep_sound(kept, *loaded_, drafts_);
  if (said_) {
    say_in_whose_text(found, *said_);
  } else if (!found.diagnostics().empty()) {
    say_first_what_was_wrong_before(found);
  }
  const bool shared_are_good =
      !said_ || std::none_of(said_->begin(), said_->end(), [](const Diagnostic& each) {
        return each.severity == Severity::Error;
      });
  return shared_are_good && !found.has_errors() && !emitter_.has_errors();
}

/// Emits what was found in the amended text; only what is not in the text without the drafts is
/// theirs.
void Session::say_first_what_was_wrong_before(const Emitter& found) {
  Emitter before = after_reading();
  checked(consolidate::consolidate(loaded_->files, {}, loaded_->sources, before).files,
          loaded_->files, loaded_->sources, before, false);
  for (const Diagnostic& diagnostic : found.diagnostics()) {
    const bool is_new = !is_told(diagnostic, emitter_.diagnostics());
    if (is_new && is_told(diagnostic, before.diagnostics())) emitter_.emit(diagnostic);
  }
  say_in_whose_text(found, before.diagnostics());
}

bool Session::is_named(const Span& span) const { return named_.contains(span.file); }

}  // namespace nansen::session
