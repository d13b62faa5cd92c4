// A text that a command is asked for by a word: an instrument as it stands, or as drafts amend it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/session/session.h"

namespace nansen::driver {

/// An instrument, and the drafts that amend it; none where it is meant as it stands.
struct TextName {
  std::string instrument;
  std::vector<std::string> drafts;
};

/// What `word` names among the files that `session` has loaded: an instrument, a draft of one, or a
/// file of either. Nothing after an error.
std::optional<TextName> find_text(session::Session& session, const std::string& word);

/// A text, checked.
struct AskedText {
  std::unique_ptr<session::Session> world;
  const ast::Instrument* instrument = nullptr;  // of the world's files
};

/// The text that `name` says. What is wrong in it is emitted by `session`, which must have been
/// checked. Nothing after an error.
std::optional<AskedText> ask_text(session::Session& session, const TextName& name);

}  // namespace nansen::driver
