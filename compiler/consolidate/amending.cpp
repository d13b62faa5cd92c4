#include "compiler/consolidate/amending.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/place_search.h"

namespace nansen::consolidate {

namespace {

/// The first span of a draft in an expression or a provision.
struct OwnSearch : DeepVisitor<OwnSearch> {
  const Amending& amending;
  Span found;

  explicit OwnSearch(const Amending& one) : amending(one) {}

  void look(Span span) {
    if (!found.valid() && amending.is_own(span)) found = span;
  }
  void look(const std::vector<ast::Annotation>& notes) {
    for (const ast::Annotation& note : notes) look(note.span);
  }
  void owner_found() {
    if (current.notes != nullptr) look(*current.notes);
    if (current.label != nullptr) look(current.label->span);
  }
  void head_found(ast::Group& group, std::size_t index) { look(group.heads[index].label->span); }
  bool enters(ast::ExpressionPtr& node) {
    look(node->span);
    if (auto* group = std::get_if<ast::Group>(&node->node)) {
      for (ast::Head& head : group->heads) {
        look(head.span);
        look(head.annotations);
      }
    }
    return !found.valid();
  }
  void path(ast::Path& path) { look(path.span); }
};

Span span_of_item(const Item& item) {
  const auto* provision = std::get_if<ast::ProvisionItem>(&item.content);
  return provision == nullptr ? Span{} : ast::span_of(*provision);
}

Span span_of_part(const Part& part) {
  switch (part.kind) {
    case PartKind::None: return {};
    case PartKind::Head: return part.group->heads[part.index].span;
    case PartKind::Rule: return part.owner.definition->rules[part.index].span;
    case PartKind::Line: return part.owner.formula->lines[part.index].span;
    case PartKind::Clause: {
      Span span;
      with_clauses(*part.owner.status, part.owner.clause,
                   [&](auto& clauses) { span = clauses[part.index].span; });
      return span;
    }
  }
  return {};
}

/// The annotations that a provision itself has room for, or null.
std::vector<ast::Annotation>* notes_of(Item& item) {
  OwnerSearch search;
  if (ast::ProvisionItem* provision = provision_in(item)) visit_provision(*provision, search);
  for (const Owner& owner : search.owners) {
    if (owner.notes == nullptr) continue;
    // A clause that stands alone is all there is of its provision.
    const bool alone = provision_as<ast::StatusAddition>(item) != nullptr;
    if (owner.kind == PartKind::None || alone) return owner.notes;
  }
  return nullptr;
}

}  // namespace

std::string in_labels(const std::vector<std::string>& labels) {
  return labels.empty() ? std::string() : "In " + labels_text(labels) + ", ";
}

Span Amending::own_in(ast::Expression& node) const {
  OwnSearch search(*this);
  search.look(node.span);
  if (auto* group = std::get_if<ast::Group>(&node.node)) {
    for (ast::Head& head : group->heads) {
      search.look(head.span);
      search.look(head.annotations);
    }
  }
  visit_parts(node, search);
  return search.found;
}

Span Amending::own_around(Item& item) const {
  for (const Item* one = &item; one->parent != nullptr; one = one->parent) {
    if (const Span span = span_of_item(*one); is_own(span)) return span;
  }
  return {};
}

Span Amending::own_around(const Found& found) const {
  if (found.is_instrument()) return {};
  if (const Span span = own_around(*found.items.front()); span.valid()) return span;
  if (!found.part) return {};
  const Span span = span_of_part(*found.part);
  return is_own(span) ? span : Span{};
}

Span Amending::own_in(const Found& found) const {
  if (const Span around = own_around(found); around.valid()) return around;
  OwnSearch search(*this);
  if (found.part && found.part->kind == PartKind::Head) {
    ast::Head& head = found.part->group->heads[found.part->index];
    search.look(head.annotations);
    if (head.label) search.look(head.label->span);
    if (const Span span = own_in(*head.expression); span.valid()) return span;
  } else if (found.part) {
    search.only = found.part->owner;
    visit_provision(*provision_in(*found.items.front()), search);
  } else {
    for (Item* item : found.items) {
      for_each_item(*item, [&](Item& one) {
        search.look(span_of_item(one));
        if (ast::DivisionBlock* block = division_in(one)) {
          for (const ast::DivisionStep& step : block->steps) search.look(step.label.span);
        }
        if (ast::ProvisionItem* provision = provision_in(one)) visit_provision(*provision, search);
      });
    }
  }
  if (search.found.valid()) return search.found;
  // What it took out of there has left no span.
  for (const GonePart& gone : text.gone_parts) {
    if (!is_own(gone.span) || !contains(found, *gone.item)) continue;
    if (!found.part) return gone.span;
    const std::vector<std::string>& labels = found.part->labels;
    const bool within = !labels.empty() && gone.labels.size() > labels.size() &&
                        std::equal(labels.begin(), labels.end(), gone.labels.begin());
    if (within) return gone.span;
  }
  return {};
}

bool Amending::is_twice(const Found& found, Span earlier) {
  if (!earlier.valid()) return false;
  emitter.emit(Code::AmendedTwice, amendment.span, quoted_text(found), draft.name.text)
      .labels.push_back({earlier, "it is amended here"});
  return true;
}

// ---- notes -------------------------------------------------------------------------------------

std::size_t Amending::after_notes(Item& holder) {
  const auto is_note = [](const std::unique_ptr<Item>& item) {
    return provision_as<ast::Annotation>(*item) != nullptr;
  };
  const auto is_provision = [](const std::unique_ptr<Item>& item) {
    return provision_in(*item) != nullptr;
  };
  // An instrument says first how it is cited, and more of that kind.
  auto place = std::find_if(holder.items.begin(), holder.items.end(), is_provision);
  while (place != holder.items.end() && is_note(*place)) ++place;
  return static_cast<std::size_t>(place - holder.items.begin());
}

void Amending::note(std::vector<ast::Annotation>& notes, const std::string& words) {
  ast::Annotation annotation;
  annotation.kind = ast::AnnotationKind::Note;
  annotation.text = {words, amendment.span};
  annotation.span = amendment.span;
  notes.push_back(std::move(annotation));
  notes.insert(notes.end(), amendment.annotations.begin(), amendment.annotations.end());
}

void Amending::note(Item& item, std::vector<ast::Annotation>* notes, const std::string& words) {
  if (notes != nullptr) return note(*notes, words);
  note(item, words);
}

void Amending::note(Item& item, const std::string& words) {
  if (auto* own = notes_of(item)) return note(*own, words);
  std::vector<ast::Annotation> notes;
  const bool holds = item.parent == nullptr || division_in(item) != nullptr;
  if (holds) {
    note(notes, words);
  } else {
    const std::string name = declared_name(item);
    note(notes, name.empty() ? words : name + ": " + words);
  }
  Item& holder = holds ? item : *item.parent;
  std::size_t index = after_notes(holder);
  for (ast::Annotation& one : notes) text.insert(holder, index++, std::move(one));
}

void Amending::record(ChangeKind kind, std::string old_address, std::string new_address,
                      std::string old_words, std::string new_words) {
  work.changes.push_back({kind, text.name(), std::move(old_address), std::move(new_address),
                          std::move(old_words), std::move(new_words), draft.name.text, cited,
                          amendment.span});
}

// ---- refusals ----------------------------------------------------------------------------------

void Amending::does_not_fit(const std::string& place, const std::string& what,
                            const std::string& help) {
  emitter.emit(Code::DoesNotFit, amendment.span, place, what, help);
}

bool Amending::same_text(const std::string& place, bool same) {
  if (same) emitter.emit(Code::SameTextAgain, amendment.span, place);
  return same;
}

bool Amending::is_bearable(const std::string& place, std::size_t depth, std::size_t count) {
  if (depth > most_levels) {
    does_not_fit(place, fmt::format("this {} levels deep", depth),
                 fmt::format("{} levels are the most: define a part of it by itself, and name it",
                             most_levels));
    return false;
  }
  if (work.expressions + count > most_expressions) {
    does_not_fit(place, fmt::format("{} more expressions", count),
                 fmt::format("drafts put in {} at the most, and repeat no words that they "
                             "themselves put in many times",
                             most_expressions));
    return false;
  }
  work.expressions += count;
  return true;
}

std::optional<Found> Amending::beside(const ast::Position& position) {
  const ast::Place& place = *position.place;
  if (auto found = places.find_quietly(place, inside)) return found;
  if (!inside.is_instrument() && places.find_quietly(place, {})) {
    const std::string holder = quoted_text(inside);
    emitter.emit(Code::PositionElsewhere, position.span, '"' + ast::spell(place) + '"', holder);
    return {};
  }
  return places.find(place, inside);
}

std::string kind_text(const ast::Inserted& inserted) {
  struct Words {
    std::string operator()(const std::vector<ast::ProvisionItem>&) const { return "provisions"; }
    std::string operator()(const ast::Head&) const { return "a head"; }
    std::string operator()(const ast::Rule&) const { return "a rule"; }
    std::string operator()(const ast::FormulaLine&) const { return "a line of a formula"; }
    std::string operator()(const ast::Status&) const { return "a clause of a status"; }
  };
  return std::visit(Words{}, inserted);
}

std::string kind_text(const Found& found) {
  if (found.is_instrument()) return "an instrument";
  if (found.is_division()) return "a division";
  if (!found.part) return "a provision";
  switch (found.part->kind) {
    case PartKind::None: return "a provision";
    case PartKind::Head: return "a head";
    case PartKind::Rule: return "a rule";
    case PartKind::Line: return "a line of a formula";
    case PartKind::Clause: return "a clause of a status";
  }
  return {};
}

void Amending::apply() {
  if (amendment.in) {
    auto found = places.find(*amendment.in, {});
    if (!found) return;
    inside = std::move(*found);
  }
  struct Families {
    Amending& amending;
    void operator()(const ast::Insertion& change) const { insert(amending, change); }
    void operator()(const ast::Replacement& change) const { replace(amending, change); }
    void operator()(const ast::WordsReplacement& change) const { replace_words(amending, change); }
    void operator()(const ast::ValueReplacement& change) const { replace_value(amending, change); }
    void operator()(const ast::Omission& change) const { omit(amending, change); }
    void operator()(const ast::WordsOmission& change) const { omit_words(amending, change); }
    void operator()(const ast::Renumbering& change) const { renumber(amending, change); }
  };
  std::visit(Families{*this}, amendment.change);
}

}  // namespace nansen::consolidate
