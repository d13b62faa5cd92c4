// Drafts applied by address: the text of the law as amended, still as written.
//
// A draft makes a world: all files of the run, in which the amended instrument stands in the place
// of the one it amends, under its name. So whatever builds on the instrument builds on the amended
// text (docs/decisions/a-draft-makes-a-world.md). Amendments are applied in the order of the draft,
// drafts in the order asked; each address is one of the text as the amendments before it left it,
// except that one draft may not amend one place twice.
#pragma once

#include <string>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace nansen::consolidate {

enum class ChangeKind : std::uint8_t { Inserted, Replaced, Omitted, Renumbered };

/// What became of one provision: a row of the table of concordance. Addresses are as lawyers write
/// them, without the instrument: `art. 125(3)`, `art. 125(3), serious_harm (e)`.
struct Change {
  ChangeKind kind{};
  std::string instrument;   // the declared name of the one amended
  std::string old_address;  // empty for Inserted
  std::string new_address;  // empty for Omitted
  std::string old_words;    // what was there, in canonical layout; empty for Inserted
  std::string new_words;    // what is there now; empty for Omitted
  std::string draft;        // the amending draft's declared name
  std::string amending;     // how its provision is cited: `1967 Protocol, art. I(2)`
  Span span;                // of the amendment
};

/// The text with drafts applied.
struct World {
  /// All files, with the examples that belong to this text. Drafts stay in them, for the checker to
  /// pass over: a draft's file sees what the instrument that it amends does.
  std::vector<ast::File> files;
  /// In the order of the amendments.
  std::vector<Change> changes;
};

/// `files` with `drafts` (declared names) applied in order. A draft of a draft brings that one with
/// it, once, before itself. Without drafts: the files, with the examples that are not said to be of
/// amended text. The amended instrument uses what the draft says it does, and what its file does.
/// What was inserted carries a note that says by which provision; a provision from which something
/// was omitted, or whose words were replaced, carries one too; so does the instrument. After errors
/// the amendments that could be applied are.
World consolidate(const std::vector<ast::File>& files, const std::vector<std::string>& drafts,
                  const SourceFiles& sources, Emitter& emitter);

/// The drafts that `files` declare, in the order of the text.
std::vector<const ast::Draft*> drafts_of(const std::vector<ast::File>& files);

/// The drafts that `draft` brings with it, itself last: those it amends, from the instrument on.
/// Empty after an error (an unknown name, a circle), which is emitted.
std::vector<const ast::Draft*> stack_of(const std::vector<ast::File>& files,
                                        const std::string& draft, Emitter& emitter);

}  // namespace nansen::consolidate
