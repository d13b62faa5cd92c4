#include "compiler/consolidate/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/canonical.h"
#include "compiler/consolidate/place_search.h"

namespace nansen::consolidate {

namespace {

constexpr std::array<std::pair<std::string_view, ClauseWord>, 7> clause_words = {
    {{"begins", ClauseWord::Begins},
     {"lasts", ClauseWord::Lasts},
     {"extended", ClauseWord::Extended},
     {"ends", ClauseWord::Ends},
     {"becomes", ClauseWord::Becomes},
     {"counts", ClauseWord::Counts},
     {"bars", ClauseWord::Bars}}};

/// What an item that is no division is called by: its name, or its label.
std::string item_text(Item& item) {
  if (const std::string name = declared_name(item); !name.empty()) return name;
  if (auto* clause = provision_as<ast::Clause>(item); clause != nullptr && clause->label) {
    return "(" + clause->label->text + ")";
  }
  return added_to(item);
}

std::string on_one_line(const std::string& words) {
  std::string text;
  for (const char character : words) {
    const bool space = character == ' ' || character == '\n';
    if (!space || !text.ends_with(' ')) text += space ? ' ' : character;
  }
  return text;
}

}  // namespace

std::string steps_text(const std::vector<ast::DivisionStep*>& path, std::size_t begin,
                       std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end && i < path.size(); ++i) {
    text += (text.empty() ? "" : " ") + path[i]->level + ' ' + path[i]->label.text;
  }
  return text;
}

std::string labels_text(const std::vector<std::string>& labels) {
  std::string text;
  for (const std::string& label : labels) text += "(" + label + ")";
  return text;
}

std::string_view spell(ClauseWord word) {
  for (const auto& [text, one] : clause_words) {
    if (one == word) return text;
  }
  return {};
}

std::optional<ClauseWord> clause_word(std::string_view text) {
  for (const auto& [word, one] : clause_words) {
    if (word == text) return one;
  }
  return {};
}

bool contains(const Found& found, Item& item) {
  if (found.is_instrument()) return true;
  return std::any_of(found.items.begin(), found.items.end(),
                     [&](const Item* one) { return is_under(item, *one); });
}

std::string part_text(const Part& part) {
  std::string text;
  if (part.kind == PartKind::Line || part.owner.kind == PartKind::Line) {
    text = '.' + part.owner.formula->lines[part.owner.index].name.text;
  } else if (part.owner.kind == PartKind::Clause && part.owner.label == nullptr) {
    text = '.' + std::string(spell(part.owner.clause));
  }
  if (!part.labels.empty()) text += ' ' + labels_text(part.labels);
  return text;
}

std::string place_text(const Text& text, const Found& found) {
  if (found.is_instrument()) return text.name();
  Item& item = *found.items.front();
  if (found.is_division()) return steps_text(path_of(item), 0, found.steps);
  std::string words = item_text(item);
  Part part = found.part.value_or(Part());
  // What declares nothing is told by where it stands.
  if (declared_name(item).empty()) {
    // The label of a clause of its own is the first of those in it.
    const bool labelled = words.starts_with('(');
    if (labelled && !part.labels.empty()) part.labels.erase(part.labels.begin());
    const std::string division = steps_text(path_of(item), 0, std::string::npos);
    if (!division.empty()) words = words.empty() ? division : division + ' ' + words;
  }
  return found.part ? words + part_text(part) : words;
}

std::string address_of(Item& item, const std::vector<std::string>& labels,
                       const std::string& line) {
  Citation citation;
  for (const ast::DivisionStep* step : path_of(item)) {
    citation.divisions.push_back({step->level, step->label.text, ""});
  }
  std::string words = item_text(item);
  const bool labelled = words.starts_with('(');
  if (labelled) {
    citation.heads.push_back(words.substr(1, words.size() - 2));
    words.clear();
  }
  words += line;
  if (!labels.empty()) {
    // The label of a clause of its own is its first one.
    const std::string heads = labels_text({labels.begin() + (labelled ? 1 : 0), labels.end()});
    if (!heads.empty()) words += (words.empty() ? "" : " ") + heads;
  }
  std::string text = to_string(citation);
  if (words.empty()) return text;
  return text.empty() ? words : text + (labelled ? "" : ", ") + words;
}

std::string address_of(const Found& found) {
  if (found.is_instrument()) return {};
  Item& item = *found.items.front();
  if (found.is_division()) {
    Citation citation;
    const std::vector<ast::DivisionStep*> path = path_of(item);
    for (std::size_t i = 0; i < found.steps; ++i) {
      citation.divisions.push_back({path[i]->level, path[i]->label.text, ""});
    }
    return to_string(citation);
  }
  if (!found.part) return address_of(item);
  const Part& part = *found.part;
  Part bare = part;
  bare.labels.clear();
  return address_of(item, part.labels, part_text(bare));
}

ast::Status clause_alone(const Part& part) {
  ast::Status alone;
  with_clauses(*part.owner.status, part.owner.clause, [&](auto& clauses) {
    using Clauses = std::remove_cvref_t<decltype(clauses)>;
    const auto keep = [&](Clauses& into) { into.push_back(clauses[part.index]); };
    if constexpr (std::is_same_v<Clauses, std::vector<ast::BeginsClause>>) keep(alone.begins);
    if constexpr (std::is_same_v<Clauses, std::vector<ast::StepClause>>) keep(alone.steps);
    if constexpr (std::is_same_v<Clauses, std::vector<ast::EndsEarlyClause>>)
      keep(alone.early_ends);
    if constexpr (std::is_same_v<Clauses, std::vector<ast::BecomesClause>>) keep(alone.becomes);
    if constexpr (std::is_same_v<Clauses, std::vector<ast::CountsTowardClause>>) {
      keep(alone.counts_toward);
    }
    if constexpr (std::is_same_v<Clauses, std::vector<ast::BarsClause>>) keep(alone.bars);
  });
  return alone;
}

std::vector<GroupFound> groups_in(Item& item, const Part* part) {
  GroupSearch search{item, {}, {}, {}, 0, {}};
  if (part != nullptr && part->kind == PartKind::Head) {
    search.labels = part->labels;
    search.current = part->owner;
    search.depth = part->depth;
    search.child(part->group->heads[part->index].expression, Need::Whole);
  } else if (ast::ProvisionItem* provision = provision_in(item)) {
    if (part != nullptr) search.only = part->owner;
    visit_provision(*provision, search);
  }
  return std::move(search.found);
}

// ---- the search --------------------------------------------------------------------------------

/// One search among what stands in the text, or among what is gone.
struct Places::Search {
  Text& text;
  bool gone = false;

  Failure failure = Failure::None;
  Found holder;                       // what was looked through last
  ast::Place rest;                    // what of the place was still to be found in it
  std::string missing;                // what was not found there, or means several things
  std::vector<std::string> could_be;  // of Ambiguous, in quotes
  std::string clause_of;              // what clauses that only their words tell apart stand in
  std::string gone_by;

  explicit Search(Text& in, bool among_gone = false) : text(in), gone(among_gone) {}

  bool is_asked(const Item& item) const { return item.gone_by.empty() == !gone; }

  std::optional<Found> fail(Failure kind, const Found& inside, std::string words) {
    failure = kind;
    holder = inside;
    missing = std::move(words);
    return {};
  }

  std::optional<Found> find(const ast::Place& place, const Found& inside) {
    Found found = inside;
    rest = place;
    if (!place.divisions.empty()) {
      auto next = division(place.divisions, found);
      if (!next) return {};
      found = std::move(*next);
      rest.divisions.clear();
    }
    if (place.named && !place.heads.empty()) {
      if (auto next = only_with_heads(place, found)) return next;
    }
    if (place.named) {
      auto next = named(*place.named, found);
      if (!next) return {};
      found = std::move(*next);
      rest.named.reset();
    }
    if (!place.heads.empty()) return heads(place.heads, found);
    return found;
  }

  // ---- divisions -------------------------------------------------------------------------------

  std::optional<Found> division(const std::vector<ast::DivisionStep>& steps, const Found& inside) {
    std::map<std::string, Found> found;
    const auto collect = [&](const std::vector<ast::DivisionStep>& wanted) {
      for (const Text::Step& one : text.divisions(wanted)) {
        if (!is_asked(*one.item) || !contains(inside, *one.item)) continue;
        // In `article 1` of `article 1 section F`, article 1 is not found again.
        if (inside.is_division() && one.steps <= inside.steps) continue;
        Found& there = found[steps_text(path_of(*one.item), 0, one.steps)];
        there.items.push_back(one.item);
        there.steps = one.steps;
      }
    };
    if (inside.is_division()) {
      std::vector<ast::DivisionStep> whole;
      const std::vector<ast::DivisionStep*> path = path_of(*inside.items.front());
      for (std::size_t i = 0; i < inside.steps; ++i) whole.push_back(*path[i]);
      whole.insert(whole.end(), steps.begin(), steps.end());
      collect(whole);
    }
    if (found.empty()) collect(steps);
    const std::string words = ast::spell(steps);
    if (found.empty()) return fail(Failure::NotFound, inside, words);
    // The whole address is never in doubt.
    const auto exact = found.find(words);
    if (found.size() > 1 && exact == found.end()) {
      for (const auto& [address, one] : found) could_be.push_back('"' + address + '"');
      return fail(Failure::Ambiguous, inside, words);
    }
    Found& one = exact != found.end() ? exact->second : found.begin()->second;
    gone_by = one.items.front()->gone_by;
    return std::move(one);
  }

  // ---- names -----------------------------------------------------------------------------------

  std::vector<Item*> asked(const std::vector<Item*>& known, const Found& inside) {
    std::vector<Item*> result;
    std::set<const Item*> seen;
    for (Item* item : known) {
      if (is_asked(*item) && contains(inside, *item) && seen.insert(item).second) {
        result.push_back(item);
      }
    }
    return result;
  }

  static Found item_found(Item& item) { return {{&item}, 0, {}}; }

  static Found owner_found(Item& item, const Owner& owner) {
    Part part;
    part.kind = owner.kind;
    part.owner = owner;
    part.index = owner.index;
    if (owner.label != nullptr) part.labels.push_back(owner.label->text);
    return {{&item}, 0, part};
  }

  /// The line of a formula or the clauses of a status that `word` names.
  static void parts_of(Item& item, const std::string& word, std::vector<Found>& result) {
    OwnerSearch search;
    if (ast::ProvisionItem* provision = provision_in(item)) visit_provision(*provision, search);
    const std::optional<ClauseWord> clause = clause_word(word);
    for (const Owner& owner : search.owners) {
      const bool line =
          owner.kind == PartKind::Line && owner.formula->lines[owner.index].name.text == word;
      if (line || (owner.kind == PartKind::Clause && clause && owner.clause == *clause)) {
        result.push_back(owner_found(item, owner));
      }
    }
  }

  std::vector<Found> found_as(const ast::Path& path, const Found& inside) {
    std::vector<Found> result;
    const std::string& name = path.parts.front().text;
    const bool inner = !inside.is_instrument() && !inside.is_division();
    if (inner && path.parts.size() == 1) parts_of(*inside.items.front(), name, result);
    if (!result.empty()) return result;
    std::vector<Item*> declaring;
    std::vector<Item*> adding;
    const std::vector<Item*>& all = text.named(name);
    for (Item* item : asked(all, inside)) {
      if (declared_name(*item) == name) {
        declaring.push_back(item);
      } else if (added_to(*item) == name) {
        adding.push_back(item);
      }
    }
    // What is declared comes before what is added to it elsewhere, even where it is gone.
    const bool gone_before =
        !gone && declaring.empty() && std::any_of(all.begin(), all.end(), [&](Item* item) {
          return !item->gone_by.empty() && contains(inside, *item) && declared_name(*item) == name;
        });
    if (gone_before) return {};
    for (const std::vector<Item*>& items : {declaring, adding}) {
      for (Item* item : items) {
        if (path.parts.size() == 1) {
          result.push_back(item_found(*item));
        } else if (path.parts.size() == 2) {
          parts_of(*item, path.parts[1].text, result);
        }
      }
      if (!result.empty()) return result;
    }
    if (path.parts.size() != 1) return result;
    for (Item* item : asked(text.labelled('=' + name), inside)) parts_of(*item, name, result);
    if (result.empty() && clause_word(name)) {
      for (Item* item : asked(text.statuses(), inside)) parts_of(*item, name, result);
    }
    return result;
  }

  std::optional<Found> named(const ast::Path& path, const Found& inside) {
    std::vector<Found> found = found_as(path, inside);
    const std::string words = ast::spell(path);
    if (found.empty()) {
      if (gone && gone_part({}, path.parts.back().text, inside)) return inside;
      return fail(Failure::NotFound, inside, words);
    }
    return only(std::move(found), inside, words);
  }

  std::optional<Found> only(std::vector<Found> found, const Found& inside,
                            const std::string& words) {
    if (found.size() == 1) {
      gone_by = found.front().items.front()->gone_by;
      return std::move(found.front());
    }
    for (const Found& one : found) {
      const bool clause = one.part && one.part->kind == PartKind::Clause;
      if (!clause || one.part->owner.label != nullptr) {
        could_be.push_back('"' + longer_text(one) + '"');
        continue;
      }
      // Its words alone tell it from the others of its kind.
      clause_of = longer_text({one.items, 0, {}});
      could_be.push_back('"' + on_one_line(words_of(clause_alone(*one.part))) + '"');
    }
    return fail(Failure::Ambiguous, inside, words);
  }

  /// With the division, so that two of one name are told apart.
  std::string longer_text(const Found& one) const {
    std::string division = steps_text(path_of(*one.items.front()), 0, std::string::npos);
    const std::string words = place_text(text, one);
    if (division.empty() || words.starts_with(division)) return words;
    return division + ' ' + words;
  }

  // ---- heads -----------------------------------------------------------------------------------

  /// The items whose labels are to be looked at: those that are known to have one, or, where the
  /// place is small, those in it.
  std::vector<Item*> labelled_items(const std::string& label, const Found& inside) {
    constexpr std::size_t few = 64;
    const std::vector<Item*>& known = text.labelled(label);
    if (inside.is_instrument() || known.size() < few) return asked(known, inside);
    std::vector<Item*> result;
    std::size_t count = 0;
    for (Item* item : inside.items) {
      for_each_item(*item, [&](Item& one) {
        ++count;
        if (count <= few && is_asked(one)) result.push_back(&one);
      });
    }
    return count <= few ? result : asked(known, inside);
  }

  /// True iff labels of `item` are labels of `inside` itself: it is that, or an item without a name
  /// of that division.
  static bool stands_directly_in(const Found& inside, Item& item) {
    if (inside.is_item() || inside.part) return true;
    if (!declared_name(item).empty()) return false;
    return path_of(item).size() == (inside.is_instrument() ? 0 : inside.steps);
  }

  std::optional<Found> heads(const std::vector<ast::Name>& names, const Found& inside) {
    std::vector<std::string> wanted;
    for (const ast::Name& name : names) wanted.push_back(name.text);
    std::vector<Found> exact;
    std::vector<Found> ending;
    for (Item* item : labelled_items(wanted.back(), inside)) {
      LabelSearch search{wanted};
      if (ast::ProvisionItem* provision = provision_in(*item)) {
        search.look(*provision, inside.part ? &*inside.part : nullptr);
      }
      for (LabelSearch::Match& match : search.matches) {
        Found one{{item}, 0, {}};
        if (match.part.kind != PartKind::None) one.part = std::move(match.part);
        (match.exact ? exact : ending).push_back(std::move(one));
      }
    }
    const std::string words = labels_text(wanted);
    // What stands in the division that is asked has this very address. Elsewhere labels alone say
    // no more of one than of another that ends alike.
    std::vector<Found> here;
    std::vector<Found> ending_elsewhere;
    for (const Found& one : exact) {
      if (stands_directly_in(inside, *one.items.front())) here.push_back(one);
    }
    if (!here.empty()) {
      exact = std::move(here);
    } else if (!exact.empty()) {
      for (Found& one : ending) {
        const bool elsewhere = std::none_of(exact.begin(), exact.end(), [&](const Found& other) {
          return other.items.front() == one.items.front();
        });
        if (elsewhere) ending_elsewhere.push_back(std::move(one));
      }
      exact.insert(exact.end(), ending_elsewhere.begin(), ending_elsewhere.end());
    }
    if (exact.empty() && ending.empty()) {
      if (gone && gone_part(wanted, {}, inside)) return inside;
      return fail(Failure::NotFound, inside, words);
    }
    return only(exact.empty() ? std::move(ending) : std::move(exact), inside, words);
  }

  /// The heads that `place` names, where only one of those with its name has them: of what is
  /// declared, else of what adds to it. Else nothing; why is for others to find out.
  std::optional<Found> only_with_heads(const ast::Place& place, const Found& inside) {
    if (gone) return {};
    const std::string& name = place.named->parts.front().text;
    std::vector<Found> declared = found_as(*place.named, inside);
    std::vector<Found> adding;
    for (Item* item : asked(text.named(name), inside)) {
      const bool alone = place.named->parts.size() == 1 && !declared.empty();
      if (alone && added_to(*item) == name) adding.push_back(item_found(*item));
    }
    for (const std::vector<Found>& candidates : {declared, adding}) {
      std::vector<Found> found;
      for (const Found& one : candidates) {
        Search search(text);
        if (auto here = search.heads(place.heads, one)) {
          found.push_back(std::move(*here));
        } else if (search.failure == Failure::Ambiguous) {
          return {};
        }
      }
      if (found.size() == 1) return std::move(found.front());
      if (!found.empty()) return {};
    }
    return {};
  }

  /// True iff an amendment took such a part out of something in `inside`.
  bool gone_part(const std::vector<std::string>& labels, const std::string& name,
                 const Found& inside) {
    for (auto part = text.gone_parts.rbegin(); part != text.gone_parts.rend(); ++part) {
      if (!contains(inside, *part->item)) continue;
      const bool named = labels.empty() && !name.empty() && part->name == name;
      const bool labelled = !labels.empty() && labels.size() <= part->labels.size() &&
                            std::equal(labels.rbegin(), labels.rend(), part->labels.rbegin());
      if (!named && !labelled) continue;
      gone_by = part->by;
      return true;
    }
    return false;
  }
};

// ---- what is said of a search that fails -------------------------------------------------------

std::optional<Found> Places::find_quietly(const ast::Place& place, const Found& inside) {
  Search search(text_);
  return search.find(place, inside);
}

std::optional<Found> Places::find(const ast::Place& place, const Found& inside) {
  Search search(text_);
  if (auto found = search.find(place, inside)) return found;
  if (emitter_.error_count() >= Emitter::limit) {
    emitter_.emit(Code::NoSuchPlace, place.span, place_text(text_, search.holder), search.missing,
                  "");
    return {};
  }
  if (search.failure == Failure::Ambiguous) {
    constexpr std::size_t most_named = 5;
    std::vector<std::string> words;
    for (const std::string& one : search.could_be) {
      if (words.size() == most_named) {
        words.push_back(fmt::format("{} others", search.could_be.size() - most_named));
        break;
      }
      words.push_back(one);
    }
    Diagnostic& told =
        emitter_.emit(Code::AmbiguousPlace, place.span, ast::spell(place), listed(words, "or"));
    if (!search.clause_of.empty()) {
      told.help = fmt::format(
          "a clause without a label is amended by its words, as in: in {0} replace the words ... "
          "with ...; or replace {0} as a whole",
          search.clause_of);
    }
    return {};
  }
  // What stood in something that is gone is gone with it.
  Search before(text_, true);
  static_cast<void>(before.find(search.rest, search.holder));
  if (!before.gone_by.empty()) {
    emitter_.emit(Code::AmendsOmitted, place.span, '"' + ast::spell(place) + '"', before.gone_by);
    return {};
  }
  const std::string suggestion =
      suggested(text_.root(), search.holder, search.missing, search.rest);
  emitter_.emit(Code::NoSuchPlace, place.span, '"' + place_text(text_, search.holder) + '"',
                '"' + search.missing + '"', suggestion);
  return {};
}

}  // namespace nansen::consolidate
