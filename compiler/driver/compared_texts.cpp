#include "compiler/driver/compared_texts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "compiler/consolidate/concordance.h"

namespace nansen::driver {

namespace {

const ast::Draft* draft_called(const session::Session& session, const std::string& name) {
  for (const ast::Draft* draft : consolidate::drafts_of(session.loaded().files)) {
    if (draft->name.text == name) return draft;
  }
  return nullptr;
}

/// All drafts that are applied for `names`, those that they bring with them too.
std::set<const ast::Draft*> applied(const session::Session& session,
                                    const std::vector<std::string>& names) {
  std::set<const ast::Draft*> all;
  Emitter told_before;
  for (const std::string& name : names) {
    const auto stack = consolidate::stack_of(session.loaded().files, name, told_before);
    all.insert(stack.begin(), stack.end());
  }
  return all;
}

/// True iff all that the first of `texts` is amended by, and something of its instrument more, is
/// said by the last.
bool amends_first(const session::Session& session, const std::vector<TextName>& texts,
                  const TextName& last) {
  const auto before = applied(session, texts.front().drafts);
  const auto after = applied(session, last.drafts);
  if (!std::includes(after.begin(), after.end(), before.begin(), before.end())) return false;
  return std::any_of(last.drafts.begin(), last.drafts.end(), [&](const std::string& name) {
    Emitter told_before;
    const auto stack = consolidate::stack_of(session.loaded().files, name, told_before);
    return !stack.empty() && !before.contains(stack.back()) &&
           stack.front()->base.text == texts.front().instrument;
  });
}

/// False, which is told, where a draft would be applied twice, or be compared with itself.
bool named_once(session::Session& session, const std::vector<TextName>& texts) {
  std::set<std::vector<std::string>> known;
  for (const TextName& text : texts) {
    std::set<std::string> names(session.drafts().begin(), session.drafts().end());
    for (const std::string& draft : text.drafts) {
      if (names.insert(draft).second && !known.contains(text.drafts)) continue;
      session.emitter().emit(Code::DraftTwice, CommandLocation{}, draft);
      return false;
    }
    known.insert(text.drafts);
  }
  return true;
}

/// What a text is called: by its drafts, or else by its instrument.
ComparedText called(const session::Session& session, const TextName& name, AskedText text) {
  ComparedText compared;
  if (name.drafts.empty()) {
    compared.name = name.instrument;
    if (text.instrument->title) compared.title = text.instrument->title->text;
  } else {
    compared.name = fmt::format("{}", fmt::join(name.drafts, ", then "));
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
  if (!good || !session.check() || !named_once(session, texts)) return std::nullopt;
  compared.instrument = texts.front().instrument;
  std::vector<TextName> whole;
  for (const TextName& name : texts) {
    TextName& each = whole.emplace_back(compared.instrument, session.drafts());
    each.drafts.insert(each.drafts.end(), name.drafts.begin(), name.drafts.end());
  }
  for (std::size_t at = 0; at < texts.size(); ++at) {
    auto text = ask_text(session, whole[at]);
    good = good && text.has_value();
    if (!text) continue;
    // A draft is compared by its own name; another text is what is applied to it.
    const bool base_as_it_stands = at == 0 && texts[at].drafts.empty();
    const bool by_own_name = base_as_it_stands || (at > 0 && !texts[at].drafts.empty());
    ComparedText& made = compared.texts.emplace_back(
        called(session, by_own_name ? texts[at] : whole[at], std::move(*text)));
    made.amends_base = at > 0 && amends_first(session, whole, whole[at]);
    if (base_as_it_stands) compared.drafts = session.drafts();
  }
  if (!good) return std::nullopt;
  return compared;
}

ReadingChoice find_reading(const program::Program& program, const std::string& word) {
  const std::size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  const std::string choice = equals == std::string::npos ? "" : word.substr(equals + 1);
  ReadingChoice found;
  for (std::size_t index = 0; index < program.readings.size(); ++index) {
    const program::ReadingId id(index);
    const program::Reading& reading = program.readings[id];
    const std::string& instrument = program.instruments[reading.instrument].name;
    if (name != reading.name && name != instrument + "." + reading.name) continue;
    if (found.reading) return {};
    found.reading = id;
    for (std::size_t at = 0; at < reading.choices.size(); ++at) {
      if (reading.choices[at].name == choice) found.choice = at;
    }
  }
  return found;
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
