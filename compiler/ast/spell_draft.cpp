// Drafts as they are spelt: places, positions, new numbers.
#include <fmt/format.h>

#include "compiler/ast/spelling.h"

namespace nansen::ast {

std::string spell(const Place& place) {
  std::string text = spell(place.divisions);
  if (place.named) text += (text.empty() ? "" : " ") + spell(*place.named);
  for (const Name& head : place.heads) {
    if (!text.empty() && !text.ends_with(')')) text += ' ';
    text += fmt::format("({})", head.text);
  }
  return text;
}

std::string spell(const Position& position) {
  switch (position.kind) {
    case PositionKind::Before: return "before " + spell(*position.place);
    case PositionKind::After: return "after " + spell(*position.place);
    case PositionKind::AtTheBeginning: return "at the beginning";
    case PositionKind::AtTheEnd: return "at the end";
  }
  return {};
}

std::string spell(const Renumbering& change) {
  const std::string number =
      change.head ? fmt::format("({})", change.head->text) : spell(change.divisions);
  return fmt::format("renumber {} as {}", spell(change.place), number);
}

std::string spell(const AsAmendedBy& amended) {
  std::string text = "as amended by ";
  for (std::size_t i = 0; i < amended.drafts.size(); ++i) {
    text += (i == 0 ? "" : ", ") + amended.drafts[i].text;
  }
  return text;
}

}  // namespace nansen::ast
