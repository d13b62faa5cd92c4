// Whole provisions put into a text.
#include <fmt/format.h>

#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/amending.h"
#include "compiler/consolidate/canonical.h"
#include "compiler/consolidate/words.h"

namespace nansen::consolidate {

namespace {

std::string name_of(const ast::ProvisionItem& item) {
  Item stand_in;
  Item parent;
  stand_in.parent = &parent;
  stand_in.content = item;
  return declared_name(stand_in);
}

struct DepthVisitor {
  Extent whole;

  void owner(const Owner&) {}
  void path(ast::Path&) {}
  void child(ast::ExpressionPtr& node, Need) {
    if (!node) return;
    const Extent one = extent_of(*node);
    whole.depth = std::max(whole.depth, one.depth);
    whole.count += one.count;
  }
  void head(ast::Group&, std::size_t) {}
  void member(ast::Expression&, std::vector<ast::ExpressionPtr>&, std::size_t, Need) {}
};

Extent extent_of_provision(ast::ProvisionItem& item) {
  DepthVisitor visitor;
  if (auto* block = std::get_if<Boxed<ast::DivisionBlock>>(&item)) {
    for (ast::ProvisionItem& below : (*block)->items) {
      const Extent one = extent_of_provision(below);
      visitor.whole.depth = std::max(visitor.whole.depth, one.depth);
      visitor.whole.count += one.count;
    }
    return {visitor.whole.depth + 1, visitor.whole.count + 1};
  }
  visit_provision(item, visitor);
  return {visitor.whole.depth + 1, visitor.whole.count + 1};
}

bool is_among(const Item& item, const std::vector<Item*>& leaving) {
  return std::any_of(leaving.begin(), leaving.end(),
                     [&](const Item* one) { return is_under(item, *one); });
}

/// What is there already of what is to be put in: an address, a name or a label.
class Taken {
 public:
  Taken(Amending& amending, Item& holder, const std::vector<Item*>& leaving)
      : amending_(amending), holder_(holder), leaving_(leaving) {}

  bool check(const std::vector<ast::ProvisionItem>& provisions) {
    bool free = true;
    for (const ast::ProvisionItem& provision : provisions) {
      free = check_address(provision) && check_label(provision) && check_names(provision) && free;
    }
    return free;
  }

 private:
  bool stands(const Item& item) const { return item.gone_by.empty() && !is_among(item, leaving_); }

  bool refuse(const std::string& holder, const std::string& what) {
    amending_.emitter.emit(Code::AddressTaken, amending_.amendment.span, '"' + holder + '"',
                           '"' + what + '"');
    return false;
  }

  std::string holder_text() const {
    Found found;
    if (holder_.parent != nullptr) found = {{&holder_}, path_of(holder_).size(), {}};
    return place_text(amending_.text, found);
  }

  bool check_address(const ast::ProvisionItem& provision) {
    const auto* block = std::get_if<Boxed<ast::DivisionBlock>>(&provision);
    if (block == nullptr) return true;
    std::vector<ast::DivisionStep> steps;
    for (const ast::DivisionStep* step : path_of(holder_)) steps.push_back(*step);
    steps.insert(steps.end(), (*block)->steps.begin(), (*block)->steps.end());
    for (const Text::Step& there : amending_.text.divisions(steps)) {
      if (there.steps == steps.size() && stands(*there.item)) {
        return refuse(holder_text(), ast::spell((*block)->steps));
      }
    }
    return true;
  }

  bool check_label(const ast::ProvisionItem& provision) {
    const auto* clause = std::get_if<ast::Clause>(&provision);
    if (clause == nullptr || !clause->label) return true;
    for (Item* item : amending_.text.labelled(clause->label->text)) {
      auto* other = provision_as<ast::Clause>(*item);
      if (item->parent != &holder_ || !stands(*item) || other == nullptr || !other->label) continue;
      if (other->label->text != clause->label->text) continue;
      return refuse(holder_text(), "(" + clause->label->text + ")");
    }
    return true;
  }

  bool check_names(const ast::ProvisionItem& provision) {
    if (const auto* block = std::get_if<Boxed<ast::DivisionBlock>>(&provision)) {
      bool free = true;
      for (const ast::ProvisionItem& below : (*block)->items) free = check_names(below) && free;
      return free;
    }
    const std::string name = name_of(provision);
    if (name.empty()) return true;
    for (Item* item : amending_.text.named(name)) {
      if (declared_name(*item) == name && stands(*item)) {
        return refuse(amending_.text.name(), name);
      }
    }
    return true;
  }

  Amending& amending_;
  Item& holder_;
  const std::vector<Item*>& leaving_;
};

}  // namespace

ast::ProvisionItem copy_of(Item& item) {
  ast::ProvisionItem copy = *provision_in(item);
  if (auto* block = std::get_if<Boxed<ast::DivisionBlock>>(&copy)) {
    for (const std::unique_ptr<Item>& below : item.items) {
      (*block)->items.push_back(copy_of(*below));
    }
  }
  return copy;
}

std::vector<Item*> put_in(Amending& amending, Item& holder, std::size_t index,
                          const std::vector<ast::ProvisionItem>& provisions,
                          const std::vector<Item*>& leaving, const std::string& words) {
  const std::size_t around = path_of(holder).size();
  const std::string place = '"' + amending.text.name() + '"';
  Extent extent;
  for (const ast::ProvisionItem& provision : provisions) {
    ast::ProvisionItem copy = provision;
    const Extent one = extent_of_provision(copy);
    extent.depth = std::max(extent.depth, one.depth);
    extent.count += one.count;
  }
  if (!amending.is_bearable(place, around + extent.depth, extent.count)) return {};
  if (!Taken(amending, holder, leaving).check(provisions)) return {};
  std::vector<Item*> added;
  for (const ast::ProvisionItem& provision : provisions) {
    // Behind a provision, a note would be taken for a note on that one.
    if (std::holds_alternative<ast::Annotation>(provision)) {
      const std::size_t first = Amending::after_notes(holder);
      added.push_back(&amending.text.insert(holder, first, provision));
      if (first <= index) ++index;
    } else {
      added.push_back(&amending.text.insert(holder, index++, provision));
    }
  }
  for (Item* item : added) {
    if (provision_as<ast::Annotation>(*item) == nullptr) amending.note(*item, words);
  }
  return added;
}

}  // namespace nansen::consolidate
