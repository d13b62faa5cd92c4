// `replace PLACE with INSERTED`.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/amending.h"
#include "compiler/consolidate/canonical.h"
#include "compiler/consolidate/words.h"

namespace nansen::consolidate {

namespace {

std::string substituted_by(const Amending& amending) {
  return fmt::format("Substituted by {}.", amending.cited);
}

bool is_taken(Amending& amending, const Found& found, const std::string& what, bool taken) {
  if (!taken) return false;
  Found holder = found;
  holder.part.reset();
  amending.emitter.emit(Code::AddressTaken, amending.amendment.span, amending.quoted_text(holder),
                        '"' + what + '"');
  return true;
}

/// What has the place of several of one kind: labels stay where none is said.
template <typename One>
bool has_label_taken(Amending& amending, const Found& found, const std::vector<One>& all,
                     std::size_t index, const std::optional<ast::Name>& label) {
  if (!label) return false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool same = i != index && all[i].label && all[i].label->text == label->text;
    if (is_taken(amending, found, "(" + label->text + ")", same)) return true;
  }
  return false;
}

std::vector<std::string> relabelled(std::vector<std::string> labels,
                                    const std::optional<ast::Name>& label) {
  if (label && !labels.empty()) labels.back() = label->text;
  return labels;
}

/// `added`, a head or a rule, takes the place of `old`, which it is known to differ from.
template <typename Labelled>
void put_in_place(Amending& amending, const Found& found, Labelled& old, Labelled added,
                  const std::string& old_words, const std::string& new_words) {
  Item& item = *found.items.front();
  const std::string address = address_of(found);
  amending.note(added.annotations, substituted_by(amending));
  old = std::move(added);
  if constexpr (std::is_same_v<Labelled, ast::Head>) {
    amending.text.enter_head(item, old);
  } else {
    amending.text.enter_rule(item, old);
  }
  amending.record(ChangeKind::Replaced, address,
                  address_of(item, relabelled(found.part->labels, old.label)), old_words,
                  new_words);
}

void replace_head(Amending& amending, const Found& found, const ast::Head& by) {
  const Part& part = *found.part;
  Item& item = *found.items.front();
  std::vector<ast::Head>& heads = part.group->heads;
  ast::Head& old = heads[part.index];
  ast::Head added = by;
  if (!added.label) added.label = old.label;
  const std::string old_words = words_of(old);
  const std::string new_words = words_of(added);
  if (amending.same_text(amending.quoted_text(found), old_words == new_words)) return;
  if (has_label_taken(amending, found, heads, part.index, added.label)) return;
  const Extent extent = extent_of(*added.expression);
  const std::size_t around = path_of(item).size() + part.depth;
  if (!amending.is_bearable(amending.quoted_text(found), around + extent.depth, extent.count)) {
    return;
  }
  put_in_place(amending, found, old, std::move(added), old_words, new_words);
}

void replace_rule(Amending& amending, const Found& found, const ast::Rule& by) {
  const Part& part = *found.part;
  std::vector<ast::Rule>& rules = part.owner.definition->rules;
  ast::Rule& old = rules[part.index];
  ast::Rule added = by;
  if (!added.label) added.label = old.label;
  const std::string old_words = words_of(old);
  const std::string new_words = words_of(added);
  if (amending.same_text(amending.quoted_text(found), old_words == new_words)) return;
  if (has_label_taken(amending, found, rules, part.index, added.label)) return;
  put_in_place(amending, found, old, std::move(added), old_words, new_words);
}

void replace_line(Amending& amending, const Found& found, const ast::FormulaLine& by) {
  const Part& part = *found.part;
  Item& item = *found.items.front();
  std::vector<ast::FormulaLine>& lines = part.owner.formula->lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool same = i != part.index && lines[i].name.text == by.name.text;
    if (is_taken(amending, found, by.name.text, same)) return;
  }
  ast::FormulaLine& old = lines[part.index];
  const std::string old_words = words_of(old);
  const std::string new_words = words_of(by);
  if (amending.same_text(amending.quoted_text(found), old_words == new_words)) return;
  const std::string address = address_of(found);
  old = by;
  amending.note(old.annotations, substituted_by(amending));
  amending.text.enter_label(item, '=' + old.name.text);
  amending.record(ChangeKind::Replaced, address, address_of(item, {}, '.' + old.name.text),
                  old_words, new_words);
}

/// A clause takes the place of one of its own kind; what `lasts` may come to be extended by
/// another.
void replace_clause(Amending& amending, const Found& found, const ast::Status& by) {
  const Part& part = *found.part;
  Item& item = *found.items.front();
  const std::string address = address_of(found);
  const std::string old_words = words_of(clause_alone(part));
  ast::Status added = by;
  bool fits = false;
  with_clauses(*part.owner.status, part.owner.clause, [&](auto& there) {
    with_clauses(added, part.owner.clause, [&](auto& from) {
      if constexpr (std::is_same_v<decltype(there), decltype(from)>) {
        if (from.size() != 1) return;
        fits = true;
        auto& one = from.front();
        auto& old = there[part.index];
        if constexpr (requires { one.label; }) {
          if (!one.label) one.label = old.label;
        }
        const std::string new_words = words_of(added);
        if (amending.same_text(amending.quoted_text(found), old_words == new_words)) return;
        amending.note(one.annotations, substituted_by(amending));
        if constexpr (requires { one.label; }) {
          if (one.label) amending.text.enter_label(item, one.label->text);
        }
        old = std::move(one);
        amending.record(ChangeKind::Replaced, address, address, old_words, new_words);
      }
    });
  });
  if (!fits) {
    amending.does_not_fit(amending.quoted_text(found), "a clause of another kind",
                          "omit it, and insert the other clause");
  }
}

bool begins_with_division(const std::vector<ast::ProvisionItem>& provisions) {
  return std::any_of(provisions.begin(), provisions.end(), [](const ast::ProvisionItem& one) {
    return std::holds_alternative<Boxed<ast::DivisionBlock>>(one);
  });
}

void replace_provisions(Amending& amending, const Found& found,
                        const std::vector<ast::ProvisionItem>& by) {
  const std::string place = amending.quoted_text(found);
  if (by.empty()) {
    return amending.does_not_fit(place, "nothing in its place", "omit it, if that is meant");
  }
  if (found.is_division() && !begins_with_division(by)) {
    const std::string opening = place_text(amending.text, found);
    return amending.does_not_fit(
        place, "provisions outside a division in its place",
        fmt::format("write the division with what stands in it, as in: {{ {} {{ ... }} }}",
                    opening));
  }
  const std::string address = address_of(found);
  const std::string old_words = words_of(found.items);
  std::string new_words;
  for (const ast::ProvisionItem& one : by) {
    new_words += (new_words.empty() ? "" : "\n") + words_of(one);
  }
  if (amending.same_text(place, old_words == new_words)) return;
  Item& first = *found.items.front();
  Item& holder = *first.parent;
  // Blocks that open the same division elsewhere go with the first.
  const std::vector<Item*> added =
      put_in(amending, holder, Text::index_of(first), by, found.items, substituted_by(amending));
  if (added.empty()) return;
  for (Item* item : found.items) amending.text.remove(*item, amending.cited);
  std::string new_address;
  for (Item* item : added) {
    const std::string one = address_of(*item);
    if (!one.empty() && provision_as<ast::Annotation>(*item) == nullptr) {
      new_address += (new_address.empty() ? "" : "; ") + one;
    }
  }
  amending.record(ChangeKind::Replaced, address, new_address, old_words, new_words);
}

}  // namespace

void replace(Amending& amending, const ast::Replacement& change) {
  const auto found = amending.places.find(change.place, amending.inside);
  if (!found || amending.is_twice(*found, amending.own_in(*found))) return;
  const ast::Inserted& by = change.inserted;
  const PartKind kind = found->part ? found->part->kind : PartKind::None;
  if (kind == PartKind::None) {
    if (const auto* provisions = std::get_if<std::vector<ast::ProvisionItem>>(&by)) {
      return replace_provisions(amending, *found, *provisions);
    }
    return amending.does_not_fit(
        amending.quoted_text(*found), kind_text(by) + " in its place",
        fmt::format("it is {}: write what takes its place in braces", kind_text(*found)));
  }
  if (kind == PartKind::Head && std::holds_alternative<ast::Head>(by)) {
    return replace_head(amending, *found, std::get<ast::Head>(by));
  }
  if (kind == PartKind::Rule && std::holds_alternative<ast::Rule>(by)) {
    return replace_rule(amending, *found, std::get<ast::Rule>(by));
  }
  if (kind == PartKind::Line && std::holds_alternative<ast::FormulaLine>(by)) {
    return replace_line(amending, *found, std::get<ast::FormulaLine>(by));
  }
  if (kind == PartKind::Clause && std::holds_alternative<ast::Status>(by)) {
    return replace_clause(amending, *found, std::get<ast::Status>(by));
  }
  amending.does_not_fit(
      amending.quoted_text(*found), kind_text(by) + " in its place",
      fmt::format("it is {}: what takes its place is of the same kind", kind_text(*found)));
}

}  // namespace nansen::consolidate
