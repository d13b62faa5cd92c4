#include "compiler/driver/asked_text.h"

#include <algorithm>

namespace nansen::driver {

namespace {

/// The instruments that `files` declare; only those of `file`, if that is valid.
std::vector<const ast::Instrument*> instruments_of(const std::vector<ast::File>& files,
                                                   FileId file) {
  std::vector<const ast::Instrument*> found;
  for (const ast::File& each : files) {
    if (file.valid() && each.file != file) continue;
    for (const ast::Item& item : each.items) {
      if (const auto* instrument = std::get_if<ast::Instrument>(&item)) found.push_back(instrument);
    }
  }
  return found;
}

/// The text of `drafts`, which were asked for together; of two instruments, that of the last.
std::optional<TextName> text_of(session::Session& session, std::vector<std::string> drafts) {
  const auto stack =
      consolidate::stack_of(session.loaded().files, drafts.back(), session.emitter());
  if (stack.empty()) return std::nullopt;
  return TextName{stack.front()->base.text, std::move(drafts)};
}

/// True iff a file called `word` was asked for, and could not be read, which was told.
bool is_unreadable(const session::Session& session, const std::string& word) {
  const std::vector<Diagnostic>& problems = session.loaded().problems;
  return std::any_of(problems.begin(), problems.end(), [&](const Diagnostic& problem) {
    const auto* file = std::get_if<FileLocation>(&problem.location);
    return file != nullptr && file->path == word;
  });
}

/// What went wrong in a draft that another was applied before, in the words of that: `drafts` were
/// applied in their order.
void tell_order(const session::Session& session, const std::vector<std::string>& drafts,
                Diagnostic& diagnostic) {
  const auto* place = std::get_if<Span>(&diagnostic.location);
  if (place == nullptr) return;
  for (const ast::Draft* draft : consolidate::drafts_of(session.loaded().files)) {
    const auto at = std::find(drafts.begin(), drafts.end(), draft->name.text);
    if (at == drafts.end() || at == drafts.begin() || draft->span.file != place->file ||
        place->begin < draft->span.begin || place->end > draft->span.end) {
      continue;
    }
    diagnostic.help += "; " + *(at - 1) + " was applied before " + *at +
                       ": to compare each for itself, name them one by one";
  }
}

}  // namespace

std::optional<TextName> find_text(session::Session& session, const std::string& word) {
  const session::Loaded& loaded = session.loaded();
  std::vector<std::string> known;
  for (const ast::Draft* draft : consolidate::drafts_of(loaded.files)) {
    known.push_back(draft->name.text);
    if (draft->name.text == word) return text_of(session, {word});
  }
  for (const ast::Instrument* instrument : instruments_of(loaded.files, {})) {
    known.push_back(instrument->name.text);
    if (instrument->name.text == word) return TextName{word, {}};
  }
  if (const auto place = loaded.draft_files.find(word); place != loaded.draft_files.end()) {
    const auto instruments = instruments_of(loaded.files, place->second);
    if (instruments.size() == 1) return TextName{instruments.front()->name.text, {}};
    if (instruments.empty()) {
      auto drafts = session.drafts_called(word);
      return drafts ? text_of(session, std::move(*drafts)) : std::nullopt;
    }
    std::string owners;
    for (const ast::Instrument* instrument : instruments) {
      owners += (owners.empty() ? "" : " or ") + instrument->name.text;
    }
    session.emitter().emit(Code::AmbiguousPlace, FileLocation{word}, word, owners).help =
        "name one of them, and the file with --file";
    return std::nullopt;
  }
  if (!is_unreadable(session, word)) {
    session.emitter()
        .emit(Code::UnknownAmended, CommandLocation{}, word, did_you_mean(word, known))
        .help = "name its file, or a name whose file is in the library or in this folder";
  }
  return std::nullopt;
}

std::optional<AskedText> ask_text(session::Session& session, const TextName& name) {
  AskedText text;
  text.world = std::make_unique<session::Session>(session, name.drafts);
  const bool good = text.world->check();
  for (Diagnostic diagnostic : text.world->emitter().diagnostics()) {
    tell_order(session, name.drafts, diagnostic);
    if (!session::is_told(diagnostic, session.emitter().diagnostics())) {
      session.emitter().emit(std::move(diagnostic));
    }
  }
  if (!good) return std::nullopt;
  for (const ast::Instrument* instrument : instruments_of(text.world->files(), {})) {
    if (instrument->name.text == name.instrument) text.instrument = instrument;
  }
  return text;
}

}  // namespace nansen::driver
