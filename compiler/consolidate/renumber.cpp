// `renumber PLACE as article 13`, `renumber PLACE as (d)`, and all that refers to it by address.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/amending.h"
#include "compiler/consolidate/canonical.h"

namespace nansen::consolidate {

namespace {

/// Calls `handler` with every address, in any text, that refers to something in the amended one,
/// and the item it stands in; `own` iff that is in the same text.
template <typename Handler>
void for_each_reference(Amending& amending, const Handler& handler) {
  for (const std::unique_ptr<Text>& text : amending.work.texts) {
    const bool own = text.get() == &amending.text;
    for (Item* item : text->referring()) {
      if (!item->gone_by.empty()) continue;
      visit_addresses(*provision_in(*item), [&](ast::Address& address) {
        const bool named = address.instrument && address.instrument->text == amending.text.name();
        if (named || (own && !address.instrument)) handler(address, *item, own);
      });
    }
  }
}

bool same_step(const ast::DivisionStep& left, const ast::DivisionStep& right) {
  return left.level == right.level && left.label.text == right.label.text;
}

/// Where in the path of what `address` means its first step is: nothing where its steps do not lie
/// in `path`.
std::optional<std::size_t> first_step(const ast::Address& address,
                                      const std::vector<ast::DivisionStep*>& path) {
  const std::vector<ast::DivisionStep>& steps = address.divisions;
  for (std::size_t from = 0; from + steps.size() <= path.size(); ++from) {
    bool same = true;
    for (std::size_t i = 0; same && i < steps.size(); ++i) {
      same = same_step(steps[i], *path[from + i]);
    }
    if (same) return from;
  }
  return {};
}

// ---- divisions ---------------------------------------------------------------------------------

void renumber_division(Amending& amending, const Found& found,
                       const std::vector<ast::DivisionStep>& as) {
  const std::string place = amending.quoted_text(found);
  const std::size_t last = found.steps - 1;
  std::vector<ast::DivisionStep> before;
  for (const ast::DivisionStep* step : path_of(*found.items.front())) before.push_back(*step);
  before.resize(found.steps);
  if (as.empty()) {
    return amending.does_not_fit(
        place, "a label in parentheses",
        "it is a division: write its level, as in: as " + before.back().level + " 2");
  }
  bool moves = as.size() > found.steps;
  for (std::size_t i = 0; !moves && i + 1 < as.size(); ++i) {
    moves = !same_step(as[i], before[found.steps - as.size() + i]);
  }
  if (moves) {
    return amending.does_not_fit(
        place, '"' + ast::spell(as) + '"',
        "a division is renumbered where it stands: omit it, and insert it at the other place");
  }
  std::vector<ast::DivisionStep> after = before;
  after.back() = as.back();
  if (amending.same_text(place, same_step(before.back(), after.back()))) return;
  const Span label = before.back().label.span;
  if (amending.is_own(label)) {
    static_cast<void>(amending.is_twice(found, label));
    return;
  }
  for (const Text::Step& there : amending.text.divisions(after)) {
    if (there.steps != after.size() || !there.item->gone_by.empty()) continue;
    Found holder;
    std::vector<ast::DivisionStep> around(after.begin(), after.end() - 1);
    std::string holder_text = around.empty() ? amending.text.name() : ast::spell(around);
    amending.emitter.emit(Code::AddressTaken, amending.amendment.span, '"' + holder_text + '"',
                          '"' + ast::spell({after.back()}) + '"');
    return;
  }
  const std::string old_address = address_of(found);
  const std::string old_words = words_of(found.items);
  // What refers to it is found by the old number, so it is changed first.
  for_each_reference(amending, [&](ast::Address& address, Item&, bool) {
    if (address.divisions.empty()) return;
    for (const Text::Step& there : amending.text.divisions(address.divisions)) {
      if (!there.item->gone_by.empty()) continue;
      const bool under = std::any_of(found.items.begin(), found.items.end(),
                                     [&](const Item* one) { return is_under(*there.item, *one); });
      if (!under) continue;
      const std::size_t first = there.steps - address.divisions.size();
      if (first > last || there.steps <= last) continue;
      address.divisions[last - first] = as.back();
      return;
    }
  });
  for (Item* item : found.items) {
    *path_of(*item)[last] = as.back();
    for_each_item(*item, [&](Item& one) {
      if (division_in(one) != nullptr) amending.text.enter_steps(one);
    });
  }
  const std::string new_words = words_of(found.items);
  amending.note(*found.items.front(), fmt::format("Renumbered from {}: {}.",
                                                  ast::spell({before.back()}), amending.cited));
  amending.record(ChangeKind::Renumbered, old_address, address_of(found), old_words, new_words);
}

// ---- labels ------------------------------------------------------------------------------------

/// The label of a head, rule or clause, and those beside it.
struct Labelled {
  std::optional<ast::Name>* label = nullptr;
  std::vector<const ast::Name*> others;
  std::vector<ast::Annotation>* notes = nullptr;
  std::vector<std::string> path;  // of labels, itself last
};

template <typename All>
void label_among(All& all, std::size_t index, Labelled& result) {
  if constexpr (requires { all.front().label; }) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (i == index) {
        result.label = &all[i].label;
        result.notes = &all[i].annotations;
      } else if (all[i].label) {
        result.others.push_back(&*all[i].label);
      }
    }
  }
}

Labelled labelled_at(const Found& found) {
  Labelled result;
  Item& item = *found.items.front();
  if (!found.part) {
    auto* clause = provision_as<ast::Clause>(item);
    if (clause == nullptr || !clause->label) return result;
    result.label = &clause->label;
    result.notes = &clause->annotations;
    result.path = {clause->label->text};
    for (const std::unique_ptr<Item>& other : item.parent->items) {
      auto* beside = provision_as<ast::Clause>(*other);
      if (beside != nullptr && beside != clause && beside->label) {
        result.others.push_back(&*beside->label);
      }
    }
    return result;
  }
  const Part& part = *found.part;
  result.path = part.labels;
  switch (part.kind) {
    case PartKind::None:
    case PartKind::Line: break;
    case PartKind::Head: label_among(part.group->heads, part.index, result); break;
    case PartKind::Rule: label_among(part.owner.definition->rules, part.index, result); break;
    case PartKind::Clause:
      with_clauses(*part.owner.status, part.owner.clause,
                   [&](auto& clauses) { label_among(clauses, part.index, result); });
      break;
  }
  return result;
}

/// True iff `address`, which stands in `from`, leads through the labels `path` of `item`.
bool leads_through(const ast::Address& address, Item& from, Item& item,
                   const std::vector<std::string>& path) {
  if (address.heads.size() < path.size()) return false;
  const bool same = std::equal(
      path.begin(), path.end(), address.heads.begin(),
      [](const std::string& label, const ast::Name& name) { return label == name.text; });
  if (!same) return false;
  if (address.divisions.empty()) return from.parent == item.parent;
  const std::vector<ast::DivisionStep*> divisions = path_of(item);
  return first_step(address, divisions).has_value();
}

void renumber_label(Amending& amending, const Found& found, const ast::Renumbering& change) {
  const std::string place = amending.quoted_text(found);
  Item& item = *found.items.front();
  Labelled labelled = labelled_at(found);
  if (labelled.label == nullptr || !labelled.label->has_value() || labelled.path.empty()) {
    amending.emitter.emit(Code::CannotBeRenumbered, amending.amendment.span, place);
    return;
  }
  const std::string old = (*labelled.label)->text;
  if (!change.head) {
    return amending.does_not_fit(place, '"' + ast::spell(change.divisions) + '"',
                                 "it has a label: write the new one in parentheses");
  }
  if (amending.same_text(place, old == change.head->text)) return;
  if (amending.is_own((*labelled.label)->span)) {
    static_cast<void>(amending.is_twice(found, (*labelled.label)->span));
    return;
  }
  for (const ast::Name* other : labelled.others) {
    if (other->text != change.head->text) continue;
    Found holder = found;
    holder.part.reset();
    amending.emitter.emit(Code::AddressTaken, amending.amendment.span, amending.quoted_text(holder),
                          "\"(" + change.head->text + ")\"");
    return;
  }
  const std::string old_address = address_of(found);
  for_each_reference(amending, [&](ast::Address& address, Item& from, bool own) {
    if (!own && address.divisions.empty()) return;
    if (leads_through(address, from, item, labelled.path)) {
      address.heads[labelled.path.size() - 1] = *change.head;
    }
  });
  *labelled.label = *change.head;
  amending.text.enter_label(item, change.head->text);
  amending.note(item, labelled.notes,
                fmt::format("Renumbered from ({}): {}.", old, amending.cited));
  std::vector<std::string> path = labelled.path;
  path.back() = change.head->text;
  const std::string label = "(" + old + ")";
  const std::string new_label = "(" + change.head->text + ")";
  amending.record(ChangeKind::Renumbered, old_address, address_of(item, path), label, new_label);
}

}  // namespace

void renumber(Amending& amending, const ast::Renumbering& change) {
  const auto found = amending.places.find(change.place, amending.inside);
  if (!found || amending.is_twice(*found, amending.own_around(*found))) return;
  if (found->is_division()) return renumber_division(amending, *found, change.divisions);
  renumber_label(amending, *found, change);
}

}  // namespace nansen::consolidate
