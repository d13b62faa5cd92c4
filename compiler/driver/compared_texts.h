// The texts that a comparison of drafts is of; used by the commands that compare.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/compare/outcome.h"
#include "compiler/driver/asked_text.h"
#include "compiler/driver/comparison.h"
#include "compiler/program/program.h"

namespace nansen::driver {

/// A text with what it is called.
struct ComparedText {
  std::string name;   // `mimc_2017`, `climate_head`; of several drafts `first, then second`
  std::string title;  // may be empty
  AskedText text;
  bool amends_base = false;  // its drafts are more than those of the base
};

/// The base first.
struct ComparedTexts {
  std::string instrument;             // the base's
  std::optional<std::string> member;  // what is asked of it, of `instrument.member`
  std::vector<std::string> drafts;    // that it is amended by before all others
  std::vector<ComparedText> texts;
};

/// True iff `word` names a draft, or a file of drafts, among the files that `session` has loaded.
bool is_draft(const session::Session& session, const std::string& word);
/// True iff `word` is the path of a provision file, and no name.
bool is_path(const std::string& word);

/// The texts that `names` say: a base, and drafts. The files must have been loaded. What is wrong
/// in a text is emitted; nothing after an error.
std::optional<ComparedTexts> compared_texts(session::Session& session,
                                            const std::vector<std::string>& names);

/// A reading of a program, and one of its choices.
struct ReadingChoice {
  std::optional<program::ReadingId> reading;  // nothing: no reading, or several, is called so
  std::optional<std::size_t> choice;
};
/// What `word` (`NAME=CHOICE`) says in `program`.
ReadingChoice find_reading(const program::Program& program, const std::string& word);

/// How the words of the base become those of each other text, provision by provision.
std::vector<page::DraftText> draft_texts(const ComparedTexts& compared);

/// What was amended in `world` and not already in `base`.
std::vector<consolidate::Change> changes_beyond(const session::Session& base,
                                                const session::Session& world);

/// The same as what is shown of it, with the citations of `program`; nothing is said of effects.
std::vector<compare::ChangedProvision> provisions_of(
    const std::vector<consolidate::Change>& changes, const program::Program& program);

}  // namespace nansen::driver
