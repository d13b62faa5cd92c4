// Charts: their numbers as data for the script, each with the table of the same numbers; used
// inside this room only.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/compare/outcome.h"
#include "compiler/page/markup.h"

namespace nansen::page {

/// `data` may stand in a script element: nothing in it ends the element or begins a comment.
struct Chart {
  std::string title;        // the figure's caption
  std::string description;  // what it shows, in a sentence, for those who do not see it
  std::string data;         // JSON for script.js; empty: there is too little to draw
  Markup table;
};

/// The most rows that a chart draws; tables show more.
inline constexpr std::size_t most_drawn = 40;

/// From each answer to each.
Chart flows(const compare::Outcome& outcome, const compare::Effect& effect);

/// Who is newly covered and who no longer, by definition and draft: `effects` are of truths.
/// `better` takes rights: who is better and worse off.
Chart gains_and_losses(const compare::Outcome& outcome,
                       const std::vector<const compare::Effect*>& effects, bool rights);

/// How far the dates or numbers of one subject move, draft by draft.
Chart movements(const compare::Outcome& outcome, std::size_t subject);

/// Each State's share by the base and by the drafts, those that change most first.
Chart shares(const compare::SharesOutcome& shares);

}  // namespace nansen::page
