// `insert INSERTED [before PLACE | after PLACE | at the beginning | at the end]`.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/amending.h"
#include "compiler/consolidate/canonical.h"
#include "compiler/consolidate/words.h"

namespace nansen::consolidate {

namespace {

/// Where something goes: beside what a position names, or at an end.
template <typename Holder>
struct Slot {
  Item* item = nullptr;
  Holder* holder = nullptr;
  std::optional<std::size_t> index;  // absent: at the end that the position says
};

/// The only one of several that could hold what is inserted.
template <typename Kind>
std::optional<Kind> only(Amending& amending, std::vector<Kind> candidates,
                         const std::vector<std::string>& texts, const ast::Inserted& inserted,
                         const std::string& help) {
  if (candidates.size() == 1) return std::move(candidates.front());
  const std::string place = place_text(amending.text, amending.inside);
  if (candidates.empty()) {
    amending.does_not_fit('"' + place + '"', kind_text(inserted), help);
  } else {
    std::string could_be;
    constexpr std::size_t most_named = 5;
    const std::size_t named = std::min(texts.size(), most_named);
    for (std::size_t i = 0; i < named; ++i) {
      could_be += fmt::format("{}\"{}\"",
                              i == 0                  ? ""
                              : i + 1 == texts.size() ? " or "
                                                      : ", ",
                              texts[i]);
    }
    if (named < texts.size()) could_be += fmt::format(" or {} others", texts.size() - named);
    amending.emitter.emit(Code::AmbiguousPlace, amending.amendment.span, place, could_be);
  }
  return {};
}

/// The items that the amendment is about.
std::vector<Item*> items_inside(Amending& amending) {
  std::vector<Item*> result;
  const auto add = [&](Item& item) {
    if (provision_in(item) != nullptr && division_in(item) == nullptr) result.push_back(&item);
  };
  if (amending.inside.is_instrument()) for_each_item(amending.text.root(), add);
  for (Item* item : amending.inside.items) for_each_item(*item, add);
  return result;
}

std::size_t end_index(const ast::Position& position, std::size_t size) {
  return position.kind == ast::PositionKind::AtTheBeginning ? 0 : size;
}

/// The place beside which something is inserted, if it is of the kind that goes there.
std::optional<Found> beside_part(Amending& amending, const ast::Position& position, PartKind kind,
                                 const ast::Inserted& inserted) {
  auto found = amending.beside(position);
  if (!found) return {};
  if (!found->part || found->part->kind != kind) {
    amending.does_not_fit(
        amending.quoted_text(*found), kind_text(inserted) + " beside it",
        fmt::format("it is {}: insert something of that kind, or name another place",
                    kind_text(*found)));
    return {};
  }
  return found;
}

bool is_beside(const ast::Position& position) {
  return position.kind == ast::PositionKind::Before || position.kind == ast::PositionKind::After;
}

std::size_t beside_index(const ast::Position& position, std::size_t index) {
  return position.kind == ast::PositionKind::After ? index + 1 : index;
}

std::string inserted_by(const Amending& amending) {
  return fmt::format("Inserted by {}.", amending.cited);
}

bool taken(Amending& amending, const std::string& place, const std::string& what) {
  amending.emitter.emit(Code::AddressTaken, amending.amendment.span, '"' + place + '"',
                        '"' + what + '"');
  return true;
}

// ---- heads -------------------------------------------------------------------------------------

std::string group_text(Amending& amending, const GroupFound& one) {
  Found holder{{one.item}, 0, {}};
  std::string text = place_text(amending.text, holder);
  if (!one.labels.empty()) text += ' ' + labels_text(one.labels);
  const ast::Group& group = *one.group;
  text += ", " + ast::spell_group(group.quantity, group.count);
  if (!group.heads.empty() && group.heads.front().label) {
    text += " (" + group.heads.front().label->text + ")...";
  }
  return text;
}

struct GroupPlace {
  GroupFound group;
  std::size_t index = 0;
};

std::optional<GroupPlace> place_in_group(Amending& amending, const ast::Position& position,
                                         const ast::Inserted& inserted) {
  if (is_beside(position)) {
    const auto found = beside_part(amending, position, PartKind::Head, inserted);
    if (!found) return {};
    const Part& part = *found->part;
    std::vector<std::string> around = part.labels;
    if (!around.empty()) around.pop_back();
    return GroupPlace{{found->items.front(), part.owner, part.group, around, part.depth},
                      beside_index(position, part.index)};
  }
  std::vector<GroupFound> groups;
  const Part* part = amending.inside.part ? &*amending.inside.part : nullptr;
  for (Item* item : items_inside(amending)) {
    std::vector<GroupFound> more = groups_in(*item, part);
    groups.insert(groups.end(), more.begin(), more.end());
  }
  std::vector<std::string> texts;
  for (const GroupFound& one : groups) texts.push_back(group_text(amending, one));
  auto group = only(amending, std::move(groups), texts, inserted,
                    "it has no group of heads, such as all of { ... }: replace its words instead");
  if (!group) return {};
  const std::size_t index = end_index(position, group->group->heads.size());
  return GroupPlace{std::move(*group), index};
}

void insert_head(Amending& amending, const ast::Insertion& change, const ast::Head& head) {
  auto place = place_in_group(amending, change.position, change.inserted);
  if (!place) return;
  Item& item = *place->group.item;
  std::vector<ast::Head>& heads = place->group.group->heads;
  Found holder{{&item}, 0, {}};
  const std::string holder_text =
      place_text(amending.text, holder) +
      (place->group.labels.empty() ? "" : ' ' + labels_text(place->group.labels));
  Span own = amending.own_around(item);
  const bool all_own = std::all_of(heads.begin(), heads.end(),
                                   [&](const ast::Head& one) { return amending.is_own(one.span); });
  if (!own.valid() && all_own && !heads.empty()) own = heads.front().span;
  if (amending.is_twice(holder, own)) return;
  for (const ast::Head& other : heads) {
    if (!head.label || !other.label || head.label->text != other.label->text) continue;
    static_cast<void>(taken(amending, holder_text, "(" + head.label->text + ")"));
    return;
  }
  if (!heads.empty() && head.label.has_value() != heads.front().label.has_value()) {
    return amending.does_not_fit(
        '"' + holder_text + '"', head.label ? "a head with a label" : "a head without a label",
        head.label ? "its heads have none: leave the label out, or replace the group"
                   : "each of its heads has one: write one in front, as in: insert (x) ...");
  }
  ast::Head added = head;
  const Extent extent = extent_of(*added.expression);
  const std::size_t around = path_of(item).size() + place->group.depth;
  if (!amending.is_bearable('"' + holder_text + '"', around + extent.depth, extent.count)) return;
  const std::string words = words_of(added);
  amending.note(added.annotations, inserted_by(amending));
  std::vector<std::string> labels = place->group.labels;
  if (added.label) labels.push_back(added.label->text);
  ast::Head& there =
      *heads.insert(heads.begin() + static_cast<std::ptrdiff_t>(place->index), std::move(added));
  amending.text.enter_head(item, there);
  amending.record(ChangeKind::Inserted, {}, address_of(item, labels), {}, words);
}

// ---- rules, lines and clauses ------------------------------------------------------------------

/// What could hold a rule, a line or a clause: the one the amendment names, or the only one in it.
template <typename Kind, typename Fits>
std::optional<Slot<Kind>> place_in(Amending& amending, const ast::Insertion& change, PartKind part,
                                   Kind* Owner::* member, const Fits& fits,
                                   const std::string& help) {
  Slot<Kind> slot;
  if (is_beside(change.position)) {
    const auto found = beside_part(amending, change.position, part, change.inserted);
    if (!found) return {};
    slot.item = found->items.front();
    slot.holder = found->part->owner.*member;
    slot.index = beside_index(change.position, found->part->index);
  } else {
    std::vector<Slot<Kind>> candidates;
    std::vector<std::string> texts;
    if (!amending.inside.part) {
      for (Item* item : items_inside(amending)) {
        Kind* kind = provision_as<Kind>(*item);
        if (kind == nullptr || !fits(*kind)) continue;
        candidates.push_back({item, kind, {}});
        texts.push_back(place_text(amending.text, {{item}, 0, {}}));
      }
    }
    auto one = only(amending, std::move(candidates), texts, change.inserted, help);
    if (!one) return {};
    slot = *one;
  }
  if (amending.is_twice({{slot.item}, 0, {}}, amending.own_around(*slot.item))) return {};
  return slot;
}

void insert_rule(Amending& amending, const ast::Insertion& change, const ast::Rule& rule) {
  const auto slot = place_in<ast::Definition>(
      amending, change, PartKind::Rule, &Owner::definition,
      [](const ast::Definition& definition) { return !definition.rules.empty(); },
      "rules stand in a definition that gives values by rules");
  if (!slot) return;
  std::vector<ast::Rule>& rules = slot->holder->rules;
  const std::string name = slot->holder->name.text;
  for (const ast::Rule& other : rules) {
    if (rule.label && other.label && rule.label->text == other.label->text) {
      static_cast<void>(taken(amending, name, "(" + rule.label->text + ")"));
      return;
    }
    if (!rule.condition && !other.condition) {
      static_cast<void>(taken(amending, name, "otherwise"));
      return;
    }
  }
  std::size_t index = slot->index.value_or(end_index(change.position, rules.size()));
  // What holds otherwise stays last, where no other place is named.
  const bool at_end = !slot->index && index == rules.size();
  if (at_end && rule.condition && !rules.empty() && !rules.back().condition) --index;
  ast::Rule added = rule;
  const std::string words = words_of(added);
  amending.note(added.annotations, inserted_by(amending));
  std::vector<std::string> labels;
  if (added.label) labels.push_back(added.label->text);
  ast::Rule& there = *rules.insert(rules.begin() + static_cast<std::ptrdiff_t>(index), added);
  amending.text.enter_rule(*slot->item, there);
  amending.record(ChangeKind::Inserted, {}, address_of(*slot->item, labels), {}, words);
}

void insert_line(Amending& amending, const ast::Insertion& change, const ast::FormulaLine& line) {
  const auto slot = place_in<ast::Formula>(
      amending, change, PartKind::Line, &Owner::formula, [](const ast::Formula&) { return true; },
      "lines stand in a formula");
  if (!slot) return;
  std::vector<ast::FormulaLine>& lines = slot->holder->lines;
  for (const ast::FormulaLine& other : lines) {
    if (other.name.text != line.name.text) continue;
    static_cast<void>(taken(amending, slot->holder->name.text, line.name.text));
    return;
  }
  const std::size_t index = slot->index.value_or(end_index(change.position, lines.size()));
  ast::FormulaLine added = line;
  const std::string words = words_of(added);
  amending.note(added.annotations, inserted_by(amending));
  amending.text.enter_label(*slot->item, '=' + added.name.text);
  amending.record(ChangeKind::Inserted, {}, address_of(*slot->item, {}, '.' + added.name.text), {},
                  words);
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(index), std::move(added));
}

void insert_clauses(Amending& amending, const ast::Insertion& change, const ast::Status& clauses) {
  const auto slot = place_in<ast::Status>(
      amending, change, PartKind::Clause, &Owner::status, [](const ast::Status&) { return true; },
      "clauses of this kind stand in a status");
  if (!slot) return;
  if (provision_as<ast::Status>(*slot->item) == nullptr) {
    return amending.does_not_fit(
        '"' + place_text(amending.text, {{slot->item}, 0, {}}) + '"', kind_text(change.inserted),
        "it stands in a provision of its own: insert another such provision, in braces");
  }
  ast::Status added = clauses;
  const std::string words = words_of(added);
  for (const ClauseWord word : all_clause_words) {
    with_clauses(added, word, [&](auto& from) {
      if (from.empty()) return;
      using Clauses = std::remove_cvref_t<decltype(from)>;
      with_clauses(*slot->holder, word, [&](auto& into) {
        if constexpr (std::is_same_v<Clauses, std::remove_cvref_t<decltype(into)>>) {
          // A position counts among clauses of its own kind only.
          std::size_t index = slot->index.value_or(end_index(change.position, into.size()));
          index = std::min(index, into.size());
          for (auto& one : from) {
            amending.note(one.annotations, inserted_by(amending));
            std::vector<std::string> labels;
            if constexpr (requires { one.label; }) {
              if (one.label) {
                labels.push_back(one.label->text);
                amending.text.enter_label(*slot->item, one.label->text);
              }
            }
            ClauseWord own_word = word;
            if constexpr (std::is_same_v<Clauses, std::vector<ast::StepClause>>) {
              own_word = word_of(one);
            }
            const std::string address =
                address_of(*slot->item, labels,
                           labels.empty() ? '.' + std::string(spell(own_word)) : std::string());
            amending.record(ChangeKind::Inserted, {}, address, {}, words);
            into.insert(into.begin() + static_cast<std::ptrdiff_t>(index++), std::move(one));
          }
        }
      });
      from.clear();
    });
  }
}

// ---- provisions --------------------------------------------------------------------------------

struct HolderPlace {
  Item* holder = nullptr;
  std::size_t index = 0;
};

/// A division that only blocks of its divisions open: one of its own is added behind them.
HolderPlace opened(Amending& amending, const Found& division) {
  Item& last = *division.items.back();
  const std::vector<ast::DivisionStep*> path = path_of(last);
  const std::size_t around = path.size() - division_in(last)->steps.size();
  auto block = std::make_unique<ast::DivisionBlock>();
  for (std::size_t i = around; i < division.steps; ++i) block->steps.push_back(*path[i]);
  block->span = amending.amendment.span;
  block->header = amending.amendment.span;
  Item& added = amending.text.insert(*last.parent, Text::index_of(last) + 1,
                                     Boxed<ast::DivisionBlock>(std::move(block)));
  return {&added, 0};
}

std::optional<HolderPlace> place_for_provisions(Amending& amending, const ast::Insertion& change) {
  const ast::Position& position = change.position;
  if (is_beside(position)) {
    const auto found = amending.beside(position);
    if (!found) return {};
    if (found->is_instrument() || found->part) {
      amending.does_not_fit(amending.quoted_text(*found), "provisions beside it",
                            fmt::format("it is {}, which stands inside a provision: name a "
                                        "division or a provision",
                                        kind_text(*found)));
      return {};
    }
    const bool after = position.kind == ast::PositionKind::After;
    Item& item = after ? *found->items.back() : *found->items.front();
    if (amending.is_twice(
            *found, item.parent->parent == nullptr ? Span{} : amending.own_around(*item.parent))) {
      return {};
    }
    return HolderPlace{item.parent, beside_index(position, Text::index_of(item))};
  }
  const Found& inside = amending.inside;
  if (!inside.is_instrument() && !inside.is_division()) {
    amending.does_not_fit(amending.quoted_text(inside), "provisions",
                          "name the division they belong to, or the provision after which they go");
    return {};
  }
  if (amending.is_twice(inside, amending.own_around(inside))) return {};
  Item* holder = &amending.text.root();
  if (inside.is_division()) {
    holder = nullptr;
    for (Item* item : inside.items) {
      if (path_of(*item).size() != inside.steps) continue;
      if (holder == nullptr || position.kind == ast::PositionKind::AtTheEnd) holder = item;
    }
    if (holder == nullptr) return opened(amending, inside);
  }
  const bool first = position.kind == ast::PositionKind::AtTheBeginning;
  return HolderPlace{holder, first ? Amending::after_notes(*holder) : holder->items.size()};
}

void insert_provisions(Amending& amending, const ast::Insertion& change,
                       const std::vector<ast::ProvisionItem>& provisions) {
  const auto place = place_for_provisions(amending, change);
  if (!place) return;
  if (provisions.empty()) {
    static_cast<void>(amending.same_text(amending.quoted_text(amending.inside), true));
    return;
  }
  const std::vector<Item*> added =
      put_in(amending, *place->holder, place->index, provisions, {}, inserted_by(amending));
  for (std::size_t i = 0; i < added.size(); ++i) {
    Item& item = *added[i];
    amending.record(ChangeKind::Inserted, {}, address_of(item), {}, words_of(provisions[i]));
  }
}

}  // namespace

void insert(Amending& amending, const ast::Insertion& change) {
  struct Kinds {
    Amending& amending;
    const ast::Insertion& change;
    void operator()(const std::vector<ast::ProvisionItem>& provisions) const {
      insert_provisions(amending, change, provisions);
    }
    void operator()(const ast::Head& head) const { insert_head(amending, change, head); }
    void operator()(const ast::Rule& rule) const { insert_rule(amending, change, rule); }
    void operator()(const ast::FormulaLine& line) const { insert_line(amending, change, line); }
    void operator()(const ast::Status& clauses) const { insert_clauses(amending, change, clauses); }
  };
  std::visit(Kinds{amending, change}, change.inserted);
}

}  // namespace nansen::consolidate
