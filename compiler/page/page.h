// What drafts change, as one HTML file that can be mailed, printed and kept: nothing is fetched.
//
// Everything can be read without a script: each chart stands beside a table of the same numbers,
// and what is long is folded. The charts are drawn by Vega, which is in the file.
#pragma once

#include <string>
#include <vector>

#include "compiler/compare/outcome.h"
#include "compiler/consolidate/concordance.h"

namespace nansen::page {

/// What one draft does to the words of the text, provision by provision.
struct DraftText {
  std::string draft;  // its declared name
  std::vector<consolidate::Concordance> rows;
};

/// What the page shows; what is not given is left out. `outcome` or `shares` is given, or both.
struct Content {
  const compare::Outcome* outcome = nullptr;
  const compare::SharesOutcome* shares = nullptr;
  std::vector<DraftText> texts = {};
  /// One JSON object: what was compared, with the files' hashes. May be empty.
  std::string receipt = {};
  std::string version = {};  // of the command, `0.1.0`
};

/// The file. Whatever the content's words are, they are shown as words: never read as markup or as
/// script. However many States and groups there are, what is shown in full is bounded; the rest is
/// in folded tables.
std::string of(const Content& content);

}  // namespace nansen::page
