// `omit PLACE`.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/amending.h"
#include "compiler/consolidate/canonical.h"

namespace nansen::consolidate {

namespace {

/// Without the part, nothing would be left of what holds it: that is said.
bool is_last(Amending& amending, const Found& found, std::size_t count, const std::string& holder) {
  if (count > 1) return false;
  amending.emitter.emit(Code::NothingLeft, amending.amendment.span, amending.quoted_text(found),
                        '"' + holder + '"');
  return true;
}

void omit_part(Amending& amending, const Found& found) {
  Item& item = *found.items.front();
  const Part& part = *found.part;
  const std::string address = address_of(found);
  std::string words = part_text(part);
  words.erase(0, words.find_first_not_of(" ."));
  std::vector<std::string> around = part.labels;
  if (!around.empty()) around.pop_back();
  const std::string holder_text = holder_of(amending, item, part.owner, std::move(around));
  GonePart gone{&item, part.labels, {}, amending.cited, amending.amendment.span};
  std::string old_words;
  std::vector<ast::Annotation>* notes = part.owner.notes;
  switch (part.kind) {
    case PartKind::None: return;
    case PartKind::Head: {
      std::vector<ast::Head>& heads = part.group->heads;
      if (is_last(amending, found, heads.size(), holder_text)) return;
      old_words = words_of(heads[part.index]);
      heads.erase(heads.begin() + static_cast<std::ptrdiff_t>(part.index));
      break;
    }
    case PartKind::Rule: {
      std::vector<ast::Rule>& rules = part.owner.definition->rules;
      if (is_last(amending, found, rules.size(), holder_text)) return;
      old_words = words_of(rules[part.index]);
      rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(part.index));
      notes = nullptr;
      break;
    }
    case PartKind::Line: {
      std::vector<ast::FormulaLine>& lines = part.owner.formula->lines;
      if (is_last(amending, found, lines.size(), holder_text)) return;
      gone.name = lines[part.index].name.text;
      old_words = words_of(lines[part.index]);
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(part.index));
      notes = &part.owner.formula->annotations;
      break;
    }
    case PartKind::Clause: {
      gone.name = spell(part.owner.clause);
      old_words = words_of(clause_alone(part));
      with_clauses(*part.owner.status, part.owner.clause, [&](auto& clauses) {
        clauses.erase(clauses.begin() + static_cast<std::ptrdiff_t>(part.index));
      });
      notes = &part.owner.status->annotations;
      break;
    }
  }
  amending.note(item, notes, fmt::format("{} omitted: {}.", words, amending.cited));
  amending.record(ChangeKind::Omitted, address, {}, old_words, {});
  amending.text.gone_parts.push_back(std::move(gone));
}

}  // namespace

std::string holder_of(Amending& amending, Item& item, const Owner& owner,
                      std::vector<std::string> labels) {
  Found holder{{&item}, 0, {}};
  // Of a line or a rule, it is what all of them stand in.
  if (!labels.empty()) {
    holder.part.emplace();
    holder.part->kind = PartKind::Head;
    holder.part->owner = owner;
    holder.part->labels = std::move(labels);
  }
  return place_text(amending.text, holder);
}

std::string words_of(const std::vector<Item*>& items) {
  std::string words;
  for (Item* item : items) words += (words.empty() ? "" : "\n") + words_of(copy_of(*item));
  return words;
}

void omit(Amending& amending, const ast::Omission& change) {
  const auto found = amending.places.find(change.place, amending.inside);
  if (!found || amending.is_twice(*found, amending.own_in(*found))) return;
  const bool alone = found->part && found->part->kind == PartKind::Clause &&
                     provision_as<ast::StatusAddition>(*found->items.front()) != nullptr;
  if (found->part && !alone) return omit_part(amending, *found);
  const std::string address = address_of(*found);
  std::string words = place_text(amending.text, *found);
  if (found->is_division()) words = ast::spell(change.place.divisions);
  amending.record(ChangeKind::Omitted, address, {}, words_of(found->items), {});
  Item& holder = *found->items.front()->parent;
  for (Item* item : found->items) amending.text.remove(*item, amending.cited);
  amending.note(holder, fmt::format("{} omitted: {}.", words, amending.cited));
}

}  // namespace nansen::consolidate
