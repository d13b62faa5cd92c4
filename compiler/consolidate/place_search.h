// The visitors by which places are found inside a provision. For files of this folder.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/consolidate/places.h"
#include "compiler/consolidate/words.h"

namespace nansen::consolidate {

std::optional<ClauseWord> clause_word(std::string_view text);

inline bool same_owner(const Owner& left, const Owner& right) {
  return left.kind == right.kind && left.index == right.index &&
         left.definition == right.definition && left.formula == right.formula &&
         left.status == right.status &&
         (left.kind != PartKind::Clause || left.clause == right.clause);
}

/// What the expressions of a provision belong to.
struct OwnerSearch {
  std::vector<Owner> owners;

  void owner(const Owner& one) { owners.push_back(one); }
  void path(ast::Path&) {}
  void child(ast::ExpressionPtr&, Need) {}
  void head(ast::Group&, std::size_t) {}
  void member(ast::Expression&, std::vector<ast::ExpressionPtr>&, std::size_t, Need) {}
};

/// What goes on into every expression, and knows whose it is, under which labels and how deep.
template <typename Derived>
struct DeepVisitor {
  std::vector<std::string> labels;
  Owner current;
  std::size_t depth = 0;
  /// Only what belongs to this one is looked at.
  std::optional<Owner> only;

  bool is_asked() const { return !only || same_owner(*only, current); }

  void owner(const Owner& one) {
    current = one;
    labels.clear();
    if (one.label != nullptr) labels.push_back(one.label->text);
    if (is_asked()) self().owner_found();
  }
  void path(ast::Path&) {}
  void child(ast::ExpressionPtr& node, Need) {
    if (!node || !is_asked()) return;
    if (!self().enters(node)) return;
    ++depth;
    visit_parts(*node, self());
    --depth;
  }
  void member(ast::Expression&, std::vector<ast::ExpressionPtr>& members, std::size_t index,
              Need need) {
    self().child(members[index], need);
  }
  void head(ast::Group& group, std::size_t index) {
    if (!is_asked()) return;
    ast::Head& one = group.heads[index];
    if (one.label) {
      labels.push_back(one.label->text);
      self().head_found(group, index);
    }
    self().child(one.expression, Need::Whole);
    if (one.label) labels.pop_back();
  }

  void owner_found() {}
  void head_found(ast::Group&, std::size_t) {}
  bool enters(ast::ExpressionPtr&) { return true; }

 private:
  Derived& self() { return static_cast<Derived&>(*this); }
};

/// What has the labels wanted, or ends in them; all that has a label where none is wanted.
struct LabelSearch : DeepVisitor<LabelSearch> {
  struct Match {
    Part part;  // None: the provision itself
    bool exact = false;
  };
  const std::vector<std::string> wanted;
  std::size_t outer = 0;  // how many of the labels are of what is looked through
  std::vector<Match> matches;

  explicit LabelSearch(std::vector<std::string> labels_wanted) : wanted(std::move(labels_wanted)) {}

  /// Through the whole provision, or through one part of it.
  void look(ast::ProvisionItem& provision, const Part* part) {
    if (part == nullptr || part->kind == PartKind::None) return visit_provision(provision, *this);
    if (part->kind != PartKind::Head) {
      only = part->owner;
      outer = part->labels.size();
      return visit_provision(provision, *this);
    }
    current = part->owner;
    labels = part->labels;
    depth = part->depth;
    outer = labels.size();
    child(part->group->heads[part->index].expression, Need::Whole);
  }

  void owner_found() {
    if (labels.empty() || labels.size() <= outer || !is_match()) return;
    Part part;
    part.kind = current.kind;
    part.index = current.index;
    add(std::move(part));
  }
  void head_found(ast::Group& group, std::size_t index) {
    if (!is_match()) return;
    Part part;
    part.kind = PartKind::Head;
    part.group = &group;
    part.index = index;
    add(std::move(part));
  }

 private:
  bool is_match() const {
    return wanted.size() <= labels.size() - outer &&
           std::equal(wanted.rbegin(), wanted.rend(), labels.rbegin());
  }
  void add(Part part) {
    part.owner = current;
    part.labels = labels;
    part.depth = depth;
    matches.push_back({std::move(part), wanted.size() == labels.size() - outer});
  }
};

/// The outermost groups.
struct GroupSearch : DeepVisitor<GroupSearch> {
  Item& item;
  std::vector<GroupFound> found;

  GroupSearch(Item& in, std::vector<std::string> around, Owner of, std::optional<Owner> asked,
              std::size_t deep, std::vector<GroupFound> known)
      : item(in), found(std::move(known)) {
    labels = std::move(around);
    current = of;
    only = asked;
    depth = deep;
  }

  bool enters(ast::ExpressionPtr& node) {
    auto* group = std::get_if<ast::Group>(&node->node);
    if (group == nullptr) return true;
    found.push_back({&item, current, group, labels, depth + 1});
    return false;
  }
};

}  // namespace nansen::consolidate
