#include "compiler/driver/compared_texts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/consolidate/concordance.h"

namespace nansen::driver {

namespace {

const ast::Draft* draft_called(const session::Session& session, const std::string& name) {
  for (const ast::Draft* draft : consolidate::drafts_of(session.loaded().files)) {
    if (draft->name.text == name) return draft;
  }
  return nullptr;
}

/// What a text is called: by its drafts, or else by its instrument.
ComparedText called(const session::Session& session, const TextName& name, AskedText text) {
  ComparedText compared;
  if (name.drafts.empty()) {
    compared.name = name.instrument;
    if (text.instrument->title) compared.title = text.instrument->title->text;
  } else {
    compared.name = fmt::format("{}", fmt::join(name.drafts, ", "));
    const ast::Draft* draft = draft_called(session, name.drafts.back());
    if (name.drafts.size() == 1 && draft != nullptr && draft->title) {
      compared.title = draft->title->text;
    }
  }
  compared.text = std::move(text);
  return compared;
}

/// `mimc_2017.forced_migrant` as the instrument and what is asked of it.
std::pair<std::string, std::optional<std::string>> divided(const std::string& word) {
  const std::size_t dot = word.find('.');
  if (is_path(word) || dot == std::string::npos) return {word, std::nullopt};
  return {word.substr(0, dot), word.substr(dot + 1)};
}

}  // namespace

bool is_path(const std::string& word) {
  return word.find('/') != std::string::npos || word.ends_with(".treaty");
}

bool is_draft(const session::Session& session, const std::string& word) {
  if (draft_called(session, word) != nullptr) return true;
  const auto place = session.loaded().draft_files.find(word);
  if (place == session.loaded().draft_files.end()) return false;
  const std::vector<const ast::Draft*> drafts = consolidate::drafts_of(session.loaded().files);
  return std::any_of(drafts.begin(), drafts.end(),
                     [&](const ast::Draft* draft) { return draft->span.file == place->second; });
}

std::optional<ComparedTexts> compared_texts(session::Session& session,
                                            const std::vector<std::string>& names) {
  ComparedTexts compared;
  std::vector<TextName> texts;
  bool good = true;
  for (std::size_t at = 0; at < names.size(); ++at) {
    const auto [word, member] =
        at == 0 ? divided(names[at]) : std::pair(names[at], compared.member);
    compared.member = member;
    auto text = find_text(session, word);
    if (text) texts.push_back(std::move(*text));
    good = good && text.has_value();
  }
  if (!good || !session.check()) return std::nullopt;
  compared.instrument = texts.front().instrument;
  for (TextName& name : texts) {
    TextName whole{compared.instrument, session.drafts()};
    whole.drafts.insert(whole.drafts.end(), name.drafts.begin(), name.drafts.end());
    auto text = ask_text(session, whole);
    good = good && text.has_value();
    if (text) compared.texts.push_back(called(session, name, std::move(*text)));
  }
  if (!good) return std::nullopt;
  return compared;
}

std::vector<page::DraftText> draft_texts(const ComparedTexts& compared) {
  std::vector<page::DraftText> texts;
  const AskedText& base = compared.texts.front().text;
  for (std::size_t at = 1; at < compared.texts.size(); ++at) {
    const AskedText& text = compared.texts[at].text;
    texts.push_back({compared.texts[at].name,
                     consolidate::concordance(*base.instrument, *text.instrument,
                                              base.world->changes(), text.world->changes())});
  }
  return texts;
}

std::vector<consolidate::Change> changes_beyond(const session::Session& base,
                                                const session::Session& world) {
  std::vector<consolidate::Change> changes = world.changes();
  std::erase_if(changes, [&base](const consolidate::Change& change) {
    return std::any_of(
        base.changes().begin(), base.changes().end(),
        [&change](const consolidate::Change& before) { return before.draft == change.draft; });
  });
  return changes;
}

std::vector<compare::ChangedProvision> provisions_of(
    const std::vector<consolidate::Change>& changes, const program::Program& program) {
  std::vector<compare::ChangedProvision> provisions;
  for (const consolidate::Change& change : changes) {
    compare::ChangedProvision& provision = provisions.emplace_back();
    std::string cited = change.instrument;
    for (const program::Instrument& instrument : program.instruments) {
      if (instrument.name == change.instrument && !instrument.cited_as.empty()) {
        cited = instrument.cited_as;
      }
    }
    const bool omitted = change.kind == consolidate::ChangeKind::Omitted;
    const std::string& address = omitted ? change.old_address : change.new_address;
    provision.citation = address.empty() ? cited : cited + ", " + address;
    provision.kind = omitted ? compare::ChangedProvision::Kind::Omitted
                     : change.kind == consolidate::ChangeKind::Inserted
                         ? compare::ChangedProvision::Kind::Inserted
                         : compare::ChangedProvision::Kind::Changed;
    provision.before = change.old_words;
    provision.after = change.new_words;
    provision.amending = change.amending;
  }
  return provisions;
}

}  // namespace nansen::driver
