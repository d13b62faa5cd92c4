// `replace the words X with Y`, `omit the words X`.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/amending.h"
#include "compiler/consolidate/place_search.h"
#include "compiler/consolidate/words.h"

namespace nansen::consolidate {

namespace {

/// What takes an operand out of what holds it.
enum class Holding : std::uint8_t { None, Member, Head, Exception };

/// One place where the words stand.
struct Occurrence {
  Item* item = nullptr;
  Owner owner;
  std::vector<std::string> labels;
  std::size_t depth = 0;

  ast::ExpressionPtr* slot = nullptr;  // where they are an expression
  Need need{};
  ast::Path* path = nullptr;  // else

  Holding holding{};
  ast::Expression* whole = nullptr;                    // of Member and Exception
  std::vector<ast::ExpressionPtr>* members = nullptr;  // of Member
  ast::Group* group = nullptr;                         // of Head
  std::size_t index = 0;                               // of Member and Head
};

struct WordSearch : DeepVisitor<WordSearch> {
  const ast::Expression& words;
  Item* item = nullptr;
  std::vector<Occurrence> found;

  explicit WordSearch(const ast::Expression& wanted) : words(wanted) {}

  bool is_match(const ast::ExpressionPtr& node) const {
    if (!node) return false;
    if (same_words(*node, words)) return true;
    // Parentheses are taken with what stands in them, and put again where they are needed.
    const auto* enclosed = std::get_if<ast::Parenthesis>(&node->node);
    return enclosed != nullptr && same_words(*enclosed->inner, words);
  }

  Occurrence& add(ast::ExpressionPtr& node, Need need) {
    Occurrence one;
    one.item = item;
    one.owner = current;
    one.labels = labels;
    one.depth = depth;
    one.slot = &node;
    one.need = need;
    found.push_back(std::move(one));
    return found.back();
  }

  void child(ast::ExpressionPtr& node, Need need) {
    if (!node || !is_asked()) return;
    if (is_match(node)) {
      add(node, need);
      return;
    }
    if (auto* unless = std::get_if<ast::Unless>(&node->node); unless != nullptr) {
      ++depth;
      child(unless->value, Need::Alternative);
      const std::size_t before = found.size();
      child(unless->exception, Need::Whole);
      if (found.size() > before && found[before].slot == &unless->exception) {
        found[before].holding = Holding::Exception;
        found[before].whole = node.get();
      }
      --depth;
      return;
    }
    DeepVisitor::child(node, need);
  }
  void member(ast::Expression& whole, std::vector<ast::ExpressionPtr>& members, std::size_t index,
              Need need) {
    if (!is_asked()) return;
    if (!is_match(members[index])) return child(members[index], need);
    Occurrence& one = add(members[index], need);
    one.holding = Holding::Member;
    one.whole = &whole;
    one.members = &members;
    one.index = index;
  }
  void head(ast::Group& group, std::size_t index) {
    const std::size_t before = found.size();
    DeepVisitor::head(group, index);
    if (found.size() > before && found[before].slot == &group.heads[index].expression) {
      found[before].holding = Holding::Head;
      found[before].group = &group;
      found[before].index = index;
    }
  }
  void path(ast::Path& path) {
    const auto* wanted = std::get_if<ast::Path>(&words.node);
    if (wanted == nullptr || !is_asked() || ast::spell(*wanted) != ast::spell(path)) return;
    Occurrence one;
    one.item = item;
    one.owner = current;
    one.labels = labels;
    one.depth = depth;
    one.path = &path;
    found.push_back(std::move(one));
  }
};

/// A name that stands in the expression; empty where none does.
std::string name_in(const ast::Expression& words) {
  struct FirstName : DeepVisitor<FirstName> {
    std::string name;
    bool enters(ast::ExpressionPtr& node) {
      const auto* path = std::get_if<ast::Path>(&node->node);
      if (path != nullptr && name.empty()) name = ast::spell(*path);
      return name.empty();
    }
  };
  FirstName search;
  ast::ExpressionPtr copy = std::make_unique<ast::Expression>(words);
  search.child(copy, Need::Whole);
  return search.name;
}

/// All places in what the amendment is about where the words stand.
std::vector<Occurrence> occurrences(Amending& amending, const ast::Expression& words) {
  WordSearch search(words);
  const Found& inside = amending.inside;
  const auto look = [&](Item& item) {
    ast::ProvisionItem* provision = provision_in(item);
    if (provision == nullptr || division_in(item) != nullptr) return;
    search.item = &item;
    search.labels.clear();
    visit_provision(*provision, search);
  };
  if (inside.part && inside.part->kind == PartKind::Head) {
    const Part& part = *inside.part;
    search.item = inside.items.front();
    search.current = part.owner;
    search.labels = part.labels;
    search.depth = part.depth;
    search.child(part.group->heads[part.index].expression, Need::Whole);
    return std::move(search.found);
  }
  if (inside.part) search.only = inside.part->owner;
  // In the whole text, only what mentions one of the names can say the words.
  if (const std::string name = name_in(words); inside.is_instrument() && !name.empty()) {
    std::set<const Item*> seen;
    for (Item* item : amending.text.mentioning(name)) {
      if (item->gone_by.empty() && seen.insert(item).second) look(*item);
    }
    return std::move(search.found);
  }
  if (inside.is_instrument()) for_each_item(amending.text.root(), look);
  for (Item* item : inside.items) for_each_item(*item, look);
  return std::move(search.found);
}

/// What the names in the text are, for suggestions.
struct NameSearch : DeepVisitor<NameSearch> {
  std::set<std::string> names;

  bool enters(ast::ExpressionPtr& node) {
    constexpr std::size_t most = 2000;
    const bool leaf = std::holds_alternative<ast::Path>(node->node) ||
                      std::holds_alternative<ast::PeriodLiteral>(node->node) ||
                      std::holds_alternative<ast::NumberLiteral>(node->node);
    if (leaf && names.size() < most) names.insert(ast::spell(*node));
    return true;
  }
};

void report_missing(Amending& amending, const std::string& words) {
  std::string more;
  for (auto gone = amending.text.gone_words.rbegin(); gone != amending.text.gone_words.rend();
       ++gone) {
    if (gone->words != words) continue;
    more = fmt::format("; they went by {}", gone->by);
    break;
  }
  if (more.empty() && amending.emitter.error_count() < Emitter::limit) {
    NameSearch search;
    const auto look = [&](Item& item) {
      if (ast::ProvisionItem* provision = provision_in(item)) visit_provision(*provision, search);
    };
    if (amending.inside.is_instrument()) for_each_item(amending.text.root(), look);
    for (Item* item : amending.inside.items) for_each_item(*item, look);
    more = did_you_mean(words, std::vector<std::string>(search.names.begin(), search.names.end()));
  }
  const bool parameter = amending.inside.is_item() &&
                         provision_as<ast::Parameter>(*amending.inside.items.front()) != nullptr;
  if (parameter) {
    more = fmt::format("; for what it is, write: replace the value of {} with ...",
                       place_text(amending.text, amending.inside));
  }
  amending.emitter.emit(Code::WordsNotFound, amending.amendment.span,
                        amending.quoted_text(amending.inside), words, more);
}

Span span_of(const Occurrence& one) {
  return one.slot != nullptr ? (*one.slot)->span : one.path->span;
}

/// Those that this draft did not put in itself; nothing after an error.
std::vector<Occurrence> amendable(Amending& amending, const ast::Expression& words,
                                  bool everywhere) {
  std::vector<Occurrence> found = occurrences(amending, words);
  const std::string text = ast::spell(words);
  if (found.empty()) {
    report_missing(amending, text);
    return {};
  }
  Span own;
  Found where;
  const auto is_own = [&](const Occurrence& one) {
    const Span span = amending.is_own(span_of(one)) ? span_of(one) : amending.own_around(*one.item);
    if (!span.valid()) return false;
    own = span;
    where = {{one.item}, 0, {}};
    return true;
  };
  found.erase(std::remove_if(found.begin(), found.end(), is_own), found.end());
  if (found.empty()) {
    static_cast<void>(amending.is_twice(where, own));
    return {};
  }
  if (found.size() > 1 && !everywhere) {
    amending.emitter.emit(Code::WordsFoundOften, amending.amendment.span,
                          amending.quoted_text(amending.inside), text, found.size());
    return {};
  }
  return found;
}

std::string address_of_occurrence(const Occurrence& one) {
  Part part;
  part.owner = one.owner;
  return address_of(*one.item, one.labels, part_text(part));
}

}  // namespace

void replace_words(Amending& amending, const ast::WordsReplacement& change) {
  const std::string old_words = ast::spell(*change.words);
  const std::string new_words = ast::spell(*change.by);
  if (amending.same_text(amending.quoted_text(amending.inside),
                         same_words(*change.words, *change.by))) {
    return;
  }
  std::vector<Occurrence> found = amendable(amending, *change.words, change.everywhere);
  if (found.empty()) return;
  ast::Expression measured = *change.by;
  const Extent extent = extent_of(measured);
  std::size_t depth = 0;
  for (const Occurrence& one : found) {
    depth = std::max(depth, path_of(*one.item).size() + one.depth + extent.depth + 1);
  }
  const std::string place = amending.quoted_text(amending.inside);
  if (!amending.is_bearable(place, depth, extent.count * found.size())) return;
  const auto* name = std::get_if<ast::Path>(&change.by->node);
  const bool names_only = std::any_of(found.begin(), found.end(),
                                      [](const Occurrence& one) { return one.path != nullptr; });
  if (names_only && name == nullptr) {
    return amending.does_not_fit(place, fmt::format("\"{}\" for \"{}\"", new_words, old_words),
                                 "only a name can take the place of this name");
  }
  std::string noted;
  const Item* noted_item = nullptr;
  for (Occurrence& one : found) {
    const std::string address = address_of_occurrence(one);
    if (one.path != nullptr) {
      *one.path = *name;
    } else {
      *one.slot = fitted(*change.by, one.need);
      amending.text.enter_expression(*one.item, *one.slot);
    }
    // Words that stand several times under one head are noted once.
    if (noted == address && noted_item == one.item) continue;
    noted = address;
    noted_item = one.item;
    // The label of a rule or a clause is in front of the note as it is.
    std::vector<std::string> labels = one.labels;
    if (one.owner.label != nullptr && !labels.empty()) labels.erase(labels.begin());
    amending.note(*one.item, one.owner.notes,
                  fmt::format("{}\"{}\" for \"{}\": {}.", in_labels(labels), new_words, old_words,
                              amending.cited));
    amending.record(ChangeKind::Replaced, address, address, old_words, new_words);
  }
  amending.text.gone_words.push_back({old_words, amending.cited});
}

void omit_words(Amending& amending, const ast::WordsOmission& change) {
  std::vector<Occurrence> found = amendable(amending, *change.words, false);
  if (found.empty()) return;
  Occurrence& one = found.front();
  const std::string words = ast::spell(*change.words);
  const std::string address = address_of_occurrence(one);
  const auto nothing_left = [&] {
    amending.emitter.emit(Code::NothingLeft, amending.amendment.span, '"' + words + '"',
                          '"' + holder_of(amending, *one.item, one.owner, one.labels) + '"');
  };
  switch (one.holding) {
    case Holding::None: return nothing_left();
    case Holding::Head: {
      std::vector<ast::Head>& heads = one.group->heads;
      const ast::Head& head = heads[one.index];
      if (head.label) {
        return amending.does_not_fit('"' + place_text(amending.text, {{one.item}, 0, {}}) + '"',
                                     "this omission",
                                     fmt::format("the words are those of a head with a label: "
                                                 "omit ({})",
                                                 head.label->text));
      }
      if (heads.size() == 1) return nothing_left();
      heads.erase(heads.begin() + static_cast<std::ptrdiff_t>(one.index));
      break;
    }
    case Holding::Member: {
      const bool list = !std::holds_alternative<ast::And>(one.whole->node) &&
                        !std::holds_alternative<ast::Or>(one.whole->node);
      std::vector<ast::ExpressionPtr>& members = *one.members;
      if (list && members.size() == 1) return nothing_left();
      members.erase(members.begin() + static_cast<std::ptrdiff_t>(one.index));
      if (list || members.size() > 1) break;
      // `a and b` without b is a.
      const ast::ExpressionPtr left = std::move(members.front());
      *one.whole = *left;
      break;
    }
    case Holding::Exception: {
      // `a unless b` without b is a.
      const ast::ExpressionPtr left = std::move(std::get<ast::Unless>(one.whole->node).value);
      *one.whole = *left;
      break;
    }
  }
  std::vector<std::string> labels = one.labels;
  if (one.owner.label != nullptr && !labels.empty()) labels.erase(labels.begin());
  amending.note(*one.item, one.owner.notes,
                fmt::format("{}\"{}\" omitted: {}.", in_labels(labels), words, amending.cited));
  amending.record(ChangeKind::Omitted, address, {}, words, {});
  GonePart gone{one.item, one.labels, {}, amending.cited, amending.amendment.span};
  gone.labels.emplace_back();
  amending.text.gone_parts.push_back(std::move(gone));
  amending.text.gone_words.push_back({words, amending.cited});
}

}  // namespace nansen::consolidate
