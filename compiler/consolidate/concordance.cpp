#include "compiler/consolidate/concordance.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/canonical.h"
#include "compiler/consolidate/place_search.h"
#include "compiler/consolidate/readdressed.h"
#include "compiler/consolidate/text.h"

namespace nansen::consolidate {

namespace {

// ---- without notes: what is said of a provision is not what it says
// ------------------------------

struct NoteRemover : DeepVisitor<NoteRemover> {
  void owner_found() {
    if (current.notes != nullptr) current.notes->clear();
  }
  bool enters(ast::ExpressionPtr& node) {
    if (auto* group = std::get_if<ast::Group>(&node->node)) {
      for (ast::Head& head : group->heads) head.annotations.clear();
    }
    return true;
  }
};

void remove_notes(std::vector<ast::ProvisionItem>& items) {
  std::erase_if(items, [](const ast::ProvisionItem& item) {
    return std::holds_alternative<ast::Annotation>(item);
  });
  for (ast::ProvisionItem& item : items) {
    if (auto* block = std::get_if<Boxed<ast::DivisionBlock>>(&item)) remove_notes((*block)->items);
    NoteRemover remover;
    visit_provision(item, remover);
  }
}

ast::Instrument without_notes(const ast::Instrument& instrument) {
  ast::Instrument result = instrument;
  std::vector<ast::ProvisionItem> items;
  for (ast::InstrumentItem& item : result.items) {
    if (auto* provision = std::get_if<ast::ProvisionItem>(&item)) {
      items.push_back(std::move(*provision));
    }
  }
  remove_notes(items);
  result.items.assign(std::make_move_iterator(items.begin()), std::make_move_iterator(items.end()));
  return result;
}

// ---- the provisions of a text ------------------------------------------------------------------

struct Node {
  std::string key;        // tells it from those beside it
  std::string address;    // as lawyers write it
  std::string words;      // in canonical layout
  std::string own;        // without what its children say
  std::string anonymous;  // without its own number or label
  std::string heading;    // of a division
  std::vector<Node> children;
};

std::string label_text(const ast::Name& label) { return "(" + label.text + ")"; }

bool is_labelled(const ast::Group& group) {
  return !group.heads.empty() &&
         std::all_of(group.heads.begin(), group.heads.end(),
                     [](const ast::Head& head) { return head.label.has_value(); });
}

class Reader {
 public:
  explicit Reader(Text& text) : text_(text) {}

  std::vector<Node> nodes(Item& holder) {
    std::vector<Node> result;
    for (const std::unique_ptr<Item>& item : holder.items) result.push_back(node(*item));
    number(result);
    return result;
  }

 private:
  /// Those of one key are told apart by their order.
  static void number(std::vector<Node>& nodes) {
    std::map<std::string, std::size_t> counts;
    for (Node& one : nodes) {
      const std::size_t before = counts[one.key]++;
      if (before > 0) one.key += '#' + std::to_string(before);
    }
  }

  static ast::ProvisionItem whole(Item& item) {
    ast::ProvisionItem copy = *provision_in(item);
    if (auto* block = std::get_if<Boxed<ast::DivisionBlock>>(&copy)) {
      for (const std::unique_ptr<Item>& below : item.items) {
        (*block)->items.push_back(whole(*below));
      }
    }
    return copy;
  }

  Node node(Item& item) {
    Node result;
    const ast::ProvisionItem copy = whole(item);
    result.address = address_of(item);
    result.words = words_of(copy);
    result.anonymous = result.words;
    if (const ast::DivisionBlock* block = division_in(item)) {
      result.key = ast::spell(block->steps);
      result.heading = block->heading ? block->heading->text : "";
      result.own = result.heading;
      result.anonymous = std::string(result.words, result.words.find('{'));
      result.anonymous += '\n' + result.heading;
      result.children = nodes(item);
      return result;
    }
    ast::ProvisionItem own = copy;
    result.key = std::to_string(copy.index()) + ' ' + declared_name(item) + ' ' + added_to(item);
    if (auto* definition = std::get_if<ast::Definition>(&own)) {
      definition_children(item, *definition, result);
    } else if (auto* formula = std::get_if<ast::Formula>(&own)) {
      for (const ast::FormulaLine& line : formula->lines) {
        Node& child = result.children.emplace_back();
        child.key = line.name.text;
        child.address = address_of(item, {}, '.' + line.name.text);
        child.words = words_of(line);
        child.anonymous = child.words;
      }
      formula->lines.clear();
    } else if (auto* status = std::get_if<ast::Status>(&own)) {
      status_children(item, *status, result);
    } else if (auto* clause = std::get_if<ast::Clause>(&own)) {
      if (clause->label) {
        result.key = label_text(*clause->label);
        ast::Clause bare = *clause;
        bare.label.reset();
        result.anonymous = words_of(ast::ProvisionItem(std::move(bare)));
      } else {
        result.key += ast::spell(clause->target);
      }
    }
    for (Node& child : result.children) child.own = child.own.empty() ? child.words : child.own;
    result.own = words_of(own);
    number(result.children);
    return result;
  }

  void definition_children(Item& item, ast::Definition& definition, Node& result) {
    if (definition.base) {
      heads(item, definition.base, {}, result);
      return;
    }
    for (const ast::Rule& rule : definition.rules) {
      Node& child = result.children.emplace_back();
      child.words = words_of(rule);
      ast::Rule bare = rule;
      bare.label.reset();
      child.anonymous = words_of(bare);
      child.key = rule.label ? label_text(*rule.label) : rule.condition ? "where" : "otherwise";
      child.address =
          address_of(item, rule.label ? std::vector{rule.label->text} : std::vector<std::string>());
    }
    definition.rules.clear();
  }

  /// The labelled heads of the group that `node` is, taken out of it.
  void heads(Item& item, ast::ExpressionPtr& node, const std::vector<std::string>& around,
             Node& result) {
    ast::Group* group = group_in(node);
    if (group == nullptr || !is_labelled(*group)) return;
    for (ast::Head& head : group->heads) {
      Node& child = result.children.emplace_back();
      std::vector<std::string> labels = around;
      labels.push_back(head.label->text);
      child.key = label_text(*head.label);
      child.address = address_of(item, labels);
      child.words = words_of(head);
      child.anonymous = ast::spell(*head.expression);
      heads(item, head.expression, labels, child);
      child.own = ast::spell(*head.expression);
      number(child.children);
    }
    group->heads.clear();
  }

  void status_children(Item& item, ast::Status& status, Node& result) {
    const ast::Status all = status;
    OwnerSearch search;
    ast::ProvisionItem holder = all;
    visit_provision(holder, search);
    for (const Owner& owner : search.owners) {
      if (owner.kind != PartKind::Clause) continue;
      Part part;
      part.kind = owner.kind;
      part.owner = owner;
      part.index = owner.index;
      if (owner.label != nullptr) part.labels.push_back(owner.label->text);
      Node& child = result.children.emplace_back();
      child.key = part_text(part);
      child.words = words_of(clause_alone(part));
      child.anonymous = child.words;
      child.address = owner.label != nullptr ? address_of(item, part.labels)
                                             : address_of(item, {}, part_text(part));
    }
    for (const ClauseWord word : all_clause_words) {
      with_clauses(status, word, [](auto& clauses) { clauses.clear(); });
    }
  }

  Text& text_;
};

// ---- two texts ---------------------------------------------------------------------------------

/// A row, and by what it may be found again under another address.
struct Row {
  Concordance row;
  std::string anonymous;
  std::string heading;
};

/// The changes that led from a common text to the two.
struct Leading {
  std::vector<Change> before;
  std::vector<Change> after;
};

class Pairing {
 public:
  explicit Pairing(const Leading& changes) : changes_(changes) {}

  std::vector<Row> rows;

  void pair(const std::vector<Node>& before, const std::vector<Node>& after) {
    const std::vector<std::optional<std::size_t>> partners = partners_of(before, after);
    std::vector<bool> paired(before.size());
    for (const std::optional<std::size_t>& partner : partners) {
      if (partner) paired[*partner] = true;
    }
    std::size_t next = 0;
    const auto omit_until = [&](std::size_t end) {
      for (; next < end; ++next) {
        if (!paired[next]) leave_out(before[next]);
      }
    };
    for (std::size_t i = 0; i < after.size(); ++i) {
      if (!partners[i]) {
        add(after[i]);
        continue;
      }
      omit_until(*partners[i]);
      compare(before[*partners[i]], after[i]);
    }
    omit_until(before.size());
  }

  /// Those that are gone in one place and have come in another.
  void pair_moved() {
    match(&Row::anonymous, Fate::Renumbered);
    match(&Row::heading, Fate::RenumberedAndChanged);
  }

 private:
  /// Of each of `after`, which of `before` it is.
  std::vector<std::optional<std::size_t>> partners_of(const std::vector<Node>& before,
                                                      const std::vector<Node>& after) const {
    std::vector<std::optional<std::size_t>> partners(after.size());
    std::vector<bool> paired(before.size());
    const auto pair_by = [&](const auto& key_before, const auto& key_after) {
      std::map<std::string, std::size_t> known;
      for (std::size_t i = 0; i < before.size(); ++i) {
        if (!paired[i]) known.emplace(key_before(before[i]), i);
      }
      for (std::size_t i = 0; i < after.size(); ++i) {
        const auto other = known.find(key_after(after[i]));
        if (partners[i] || other == known.end() || paired[other->second]) continue;
        partners[i] = other->second;
        paired[other->second] = true;
      }
    };
    // An address may be used again: what a draft renumbered is known by the one that it had.
    std::set<std::string> moved;
    const auto origin = [](const std::vector<Change>& changes, const Node& one) {
      return address_before(changes, changes.size(), one.address);
    };
    for (const Node& one : before) {
      if (const std::string old = origin(changes_.before, one); old != one.address) {
        moved.insert(old);
      }
    }
    for (const Node& one : after) {
      if (const std::string old = origin(changes_.after, one); old != one.address) {
        moved.insert(old);
      }
    }
    moved.erase("");
    const auto key_in = [&](const std::vector<Change>& changes) {
      return [&](const Node& one) {
        const std::string old = origin(changes, one);
        // What lies in something renumbered has the key it had.
        return moved.contains(old) ? old : " " + one.key;
      };
    };
    if (!moved.empty()) pair_by(key_in(changes_.before), key_in(changes_.after));
    const auto key = [](const Node& one) { return one.key; };
    pair_by(key, key);
    return partners;
  }

  void leave_out(const Node& one) {
    rows.push_back(
        {{Fate::Omitted, one.address, {}, one.words, {}, {}}, one.anonymous, one.heading});
  }
  void add(const Node& one) {
    rows.push_back(
        {{Fate::Inserted, {}, one.address, {}, one.words, {}}, one.anonymous, one.heading});
  }
  void keep(Fate fate, const Node& before, const Node& after) {
    rows.push_back({{fate, before.address, after.address, before.words, after.words, {}}, {}, {}});
  }

  void compare(const Node& before, const Node& after) {
    if (before.words == after.words) return keep(Fate::Same, before, after);
    // It has another number or label, and the one it had may be that of another.
    if (before.address != after.address) {
      return keep(
          before.anonymous == after.anonymous ? Fate::Renumbered : Fate::RenumberedAndChanged,
          before, after);
    }
    const bool inside =
        !before.children.empty() && !after.children.empty() && before.own == after.own;
    if (!inside) {
      // What stands in a division is told one by one, whatever became of its heading.
      const bool division = !before.heading.empty() || !after.heading.empty();
      keep(Fate::Changed, before, after);
      if (division) pair(before.children, after.children);
      return;
    }
    const std::size_t begin = rows.size();
    pair(before.children, after.children);
    const bool same = std::all_of(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.end(),
                                  [](const Row& row) { return row.row.fate == Fate::Same; });
    if (!same) return;
    // Nothing in it differs but the order.
    rows.resize(begin);
    keep(Fate::Changed, before, after);
  }

  void match(std::string Row::* by, Fate fate) {
    std::map<std::string, std::vector<std::size_t>> omitted;
    for (std::size_t i = rows.size(); i-- > 0;) {
      const Row& one = rows[i];
      if (one.row.fate == Fate::Omitted && !(one.*by).empty()) omitted[one.*by].push_back(i);
    }
    std::vector<bool> moved(rows.size());
    for (Row& one : rows) {
      if (one.row.fate != Fate::Inserted) continue;
      const auto known = omitted.find(one.*by);
      if (known == omitted.end() || known->second.empty()) continue;
      const std::size_t index = known->second.back();
      known->second.pop_back();
      moved[index] = true;
      one.row.fate = fate;
      one.row.old_address = rows[index].row.old_address;
      one.row.old_words = rows[index].row.old_words;
    }
    std::vector<Row> left;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!moved[i]) left.push_back(std::move(rows[i]));
    }
    rows = std::move(left);
  }

  const Leading& changes_;
};

// ---- by which provisions of drafts -------------------------------------------------------------

/// Says of the rows that differ at `address` by which provision they do: of those that it lies in
/// the narrowest, and of those in it.
void say(std::vector<Concordance>& rows, std::string Concordance::* side,
         const std::string& address, const std::string& amending) {
  std::size_t narrowest = 0;
  for (const Concordance& row : rows) {
    const std::string& there = row.*side;
    const bool differs = row.fate != Fate::Same;
    if (differs && lies_in(address, there)) narrowest = std::max(narrowest, there.size());
  }
  for (Concordance& row : rows) {
    const std::string& there = row.*side;
    const bool is_there =
        side == &Concordance::old_address ? row.fate != Fate::Inserted : row.fate != Fate::Omitted;
    const bool around = lies_in(address, there) && there.size() == narrowest;
    if (row.fate == Fate::Same || !is_there || !(around || lies_in(there, address))) continue;
    if (row.amending.find(amending) != std::string::npos) continue;
    row.amending += (row.amending.empty() ? "" : "; ") + amending;
  }
}

void say_by_what(std::vector<Concordance>& rows, const std::vector<Change>& changes) {
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Change& change = changes[i];
    if (change.kind != ChangeKind::Omitted) {
      say(rows, &Concordance::new_address, address_after(changes, i + 1, change.new_address),
          change.amending);
    }
    if (change.kind == ChangeKind::Inserted || change.kind == ChangeKind::Renumbered) continue;
    const std::string old = address_before(changes, i, change.old_address);
    if (old.empty() && !change.old_address.empty()) {
      // It was taken out of something that an earlier change put in.
      say(rows, &Concordance::new_address, address_after(changes, i + 1, change.old_address),
          change.amending);
    } else {
      say(rows, &Concordance::old_address, old, change.amending);
    }
  }
}

}  // namespace

std::vector<Concordance> concordance(const ast::Instrument& before, const ast::Instrument& after,
                                     const std::vector<Change>& before_changes,
                                     const std::vector<Change>& after_changes) {
  const auto led = [](const std::vector<Change>& all, const ast::Instrument& instrument) {
    std::vector<Change> changes = all;
    std::erase_if(changes,
                  [&](const Change& one) { return one.instrument != instrument.name.text; });
    return changes;
  };
  const Leading changes{led(before_changes, before), led(after_changes, after)};
  Text old_text(without_notes(before), before.span.file);
  Text new_text(without_notes(after), after.span.file);
  Pairing pairing(changes);
  pairing.pair(Reader(old_text).nodes(old_text.root()), Reader(new_text).nodes(new_text.root()));
  pairing.pair_moved();
  std::vector<Concordance> result;
  for (Row& row : pairing.rows) result.push_back(std::move(row.row));
  // What led to both texts is no difference of theirs.
  std::vector<Change> beyond = changes.after;
  std::erase_if(beyond, [&](const Change& one) {
    return std::any_of(changes.before.begin(), changes.before.end(),
                       [&](const Change& other) { return other.draft == one.draft; });
  });
  say_by_what(result, beyond);
  return result;
}

}  // namespace nansen::consolidate
