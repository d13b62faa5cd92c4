// Two texts of a law held against each other, provision by provision.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/consolidate/consolidate.h"

namespace nansen::consolidate {

enum class Fate : std::uint8_t {
  Same,
  Changed,
  Renumbered,
  RenumberedAndChanged,
  Omitted,
  Inserted
};

/// One provision of either text: a division, or something declared in one (a definition, a status,
/// a labelled head), as far down as the texts differ.
struct Concordance {
  Fate fate{};
  std::string old_address;  // empty for Inserted
  std::string new_address;  // empty for Omitted
  std::string old_words;    // canonical layout; empty where it is not there
  std::string new_words;
  /// By which provisions of drafts it came about, as they are cited, with `; ` between them; empty
  /// where no draft says so.
  std::string amending = {};
};

/// The provisions of `before` and `after`, in the order of the new text, omitted ones at their old
/// places. Those that the changes which led to either text renumber are paired first, then
/// provisions by address; those left over by equal words, as renumbered.
std::vector<Concordance> concordance(const ast::Instrument& before, const ast::Instrument& after,
                                     const std::vector<Change>& before_changes = {},
                                     const std::vector<Change>& after_changes = {});

/// A run of words of the marked-up text.
enum class Mark : std::uint8_t { Kept, Omitted, Inserted };
struct MarkedText {
  Mark mark{};
  std::string text;
};

/// `after` with what was omitted from `before` still shown: word by word, at the least change.
/// Joined without the omitted runs it is `after`, without the inserted ones `before`.
std::vector<MarkedText> marked_up(const std::string& before, const std::string& after);

}  // namespace nansen::consolidate
