#include "compiler/consolidate/text.h"

#include <algorithm>
#include <set>
#include <utility>

#include "compiler/ast/spelling.h"
#include "compiler/base/bug.h"

namespace nansen::consolidate {

namespace {

/// Addresses are looked up by so many of their last steps; the rest is compared.
constexpr std::size_t longest_key = 4;

void append_key(std::string& key, const ast::DivisionStep& step) {
  key += step.level + ' ' + step.label.text + '\n';
}

std::string last_part(const ast::Path& path) {
  return path.parts.empty() ? std::string() : path.parts.back().text;
}

/// What an item is found by.
struct KeyCollector {
  std::vector<std::string> labels;
  std::vector<std::string> names;

  void owner(const Owner& one) {
    if (one.label != nullptr) labels.push_back(one.label->text);
    if (one.kind == PartKind::Line) labels.push_back('=' + line_name(one));
  }
  void path(ast::Path& path) { names.push_back(ast::spell(path)); }
  void child(ast::ExpressionPtr& node, Need) {
    if (!node) return;
    if (auto* name = std::get_if<ast::Path>(&node->node)) path(*name);
    visit_parts(*node, *this);
  }
  void head(ast::Group& group, std::size_t index) {
    ast::Head& one = group.heads[index];
    if (one.label) labels.push_back(one.label->text);
    child(one.expression, Need::Whole);
  }
  void member(ast::Expression&, std::vector<ast::ExpressionPtr>& members, std::size_t index,
              Need need) {
    child(members[index], need);
  }

 private:
  static std::string line_name(const Owner& one) { return one.formula->lines[one.index].name.text; }
};

}  // namespace

ast::ProvisionItem* provision_in(Item& item) {
  return item.parent == nullptr ? nullptr : std::get_if<ast::ProvisionItem>(&item.content);
}

ast::DivisionBlock* division_in(Item& item) {
  auto* block = provision_as<Boxed<ast::DivisionBlock>>(item);
  return block == nullptr ? nullptr : block->get();
}

std::string declared_name(Item& item) {
  ast::ProvisionItem* provision = provision_in(item);
  if (provision == nullptr) return {};
  return std::visit(
      [](const auto& held) -> std::string {
        using Held = std::remove_cvref_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, ast::Clause>) {
          return held.reservation ? held.reservation->text : std::string();
        } else if constexpr (requires { held.name.text; }) {
          return held.name.text;
        } else {
          return {};
        }
      },
      *provision);
}

std::string added_to(Item& item) {
  if (auto* addition = provision_as<ast::StatusAddition>(item)) return last_part(addition->status);
  if (auto* clause = provision_as<ast::Clause>(item)) {
    const auto* path = std::get_if<ast::Path>(&clause->target);
    if (path != nullptr) return last_part(*path);
  }
  return {};
}

std::vector<ast::DivisionStep*> path_of(Item& item) {
  std::vector<ast::DivisionBlock*> blocks;
  for (Item* one = &item; one != nullptr; one = one->parent) {
    if (ast::DivisionBlock* block = division_in(*one)) blocks.push_back(block);
  }
  std::vector<ast::DivisionStep*> path;
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
    for (ast::DivisionStep& step : (*block)->steps) path.push_back(&step);
  }
  return path;
}

bool is_under(const Item& item, const Item& other) {
  for (const Item* one = &item; one != nullptr; one = one->parent) {
    if (one == &other) return true;
  }
  return false;
}

Text::Text(ast::Instrument instrument, FileId file) : file_(file) {
  std::vector<ast::InstrumentItem> items = std::move(instrument.items);
  instrument.items.clear();
  head_ = std::move(instrument);
  for (ast::InstrumentItem& item : items) {
    insert_item(root_, root_.items.size(), std::move(item));
  }
}

std::unique_ptr<Item> Text::made(Item& parent, ast::InstrumentItem content) {
  auto item = std::make_unique<Item>();
  item->parent = &parent;
  item->content = std::move(content);
  if (ast::DivisionBlock* block = division_in(*item)) {
    std::vector<ast::ProvisionItem> below = std::move(block->items);
    block->items.clear();
    for (ast::ProvisionItem& one : below) item->items.push_back(made(*item, std::move(one)));
  }
  return item;
}

Item& Text::insert_item(Item& parent, std::size_t index, ast::InstrumentItem item) {
  const auto at = parent.items.begin() + static_cast<std::ptrdiff_t>(index);
  Item& added = **parent.items.insert(at, made(parent, std::move(item)));
  for_each_item(added, [&](Item& one) { enter(one); });
  return added;
}

Item& Text::insert(Item& parent, std::size_t index, ast::ProvisionItem provision) {
  return insert_item(parent, index, std::move(provision));
}

std::size_t Text::index_of(const Item& item) {
  const auto& siblings = item.parent->items;
  const auto place = std::find_if(siblings.begin(), siblings.end(),
                                  [&](const auto& one) { return one.get() == &item; });
  if (place == siblings.end()) bug("an item does not stand in its parent");
  return static_cast<std::size_t>(place - siblings.begin());
}

void Text::remove(Item& item, const std::string& by) {
  auto& siblings = item.parent->items;
  const auto place = siblings.begin() + static_cast<std::ptrdiff_t>(index_of(item));
  std::unique_ptr<Item> taken = std::move(*place);
  siblings.erase(place);
  for_each_item(*taken, [&](Item& one) { one.gone_by = by; });
  gone_.push_back(std::move(taken));
}

void Text::enter_steps(Item& item) {
  const std::vector<ast::DivisionStep*> path = path_of(item);
  const std::size_t own = division_in(item)->steps.size();
  for (std::size_t end = path.size() - own + 1; end <= path.size(); ++end) {
    for (std::size_t length = 1; length <= std::min(end, longest_key); ++length) {
      std::string key;
      for (std::size_t i = end - length; i < end; ++i) append_key(key, *path[i]);
      steps_[key].push_back({&item, end});
    }
  }
}

void Text::enter_into(Index& index, Item& item, const std::string& key) {
  std::vector<Item*>& known = index[key];
  if (known.empty() || known.back() != &item) known.push_back(&item);
}

void Text::enter_label(Item& item, const std::string& label) { enter_into(labelled_, item, label); }

void Text::enter_expression(Item& item, ast::ExpressionPtr& node) {
  KeyCollector collector;
  collector.child(node, Need::Whole);
  for (const std::string& label : collector.labels) enter_label(item, label);
  for (const std::string& name : collector.names) enter_into(mentioning_, item, name);
}

void Text::enter_head(Item& item, ast::Head& head) {
  if (head.label) enter_label(item, head.label->text);
  enter_expression(item, head.expression);
}

void Text::enter_rule(Item& item, ast::Rule& rule) {
  if (rule.label) enter_label(item, rule.label->text);
  enter_expression(item, rule.condition);
  enter_expression(item, rule.value);
}

void Text::enter(Item& item) {
  ast::ProvisionItem* provision = provision_in(item);
  if (provision == nullptr) return;
  if (division_in(item) != nullptr) return enter_steps(item);
  for (const std::string& name : {declared_name(item), added_to(item)}) {
    if (!name.empty()) named_[name].push_back(&item);
  }
  KeyCollector collector;
  visit_provision(*provision, collector);
  for (const std::string& label : collector.labels) enter_label(item, label);
  for (const std::string& name : collector.names) enter_into(mentioning_, item, name);
  if (std::holds_alternative<ast::Status>(*provision)) statuses_.push_back(&item);
  bool refers = false;
  visit_addresses(*provision, [&](ast::Address&) { refers = true; });
  if (refers) referring_.push_back(&item);
}

std::vector<Text::Step> Text::divisions(const std::vector<ast::DivisionStep>& steps) const {
  std::string key;
  const std::size_t begin = steps.size() - std::min(steps.size(), longest_key);
  for (std::size_t i = begin; i < steps.size(); ++i) append_key(key, steps[i]);
  const auto known = steps_.find(key);
  if (known == steps_.end()) return {};
  std::vector<Step> result;
  std::set<std::pair<const Item*, std::size_t>> seen;
  for (const Step& one : known->second) {
    const std::vector<ast::DivisionStep*> path = path_of(*one.item);
    if (one.steps < steps.size() || one.steps > path.size()) continue;
    bool same = true;
    for (std::size_t i = 0; same && i < steps.size(); ++i) {
      const ast::DivisionStep& there = *path[one.steps - steps.size() + i];
      same = there.level == steps[i].level && there.label.text == steps[i].label.text;
    }
    if (same && seen.emplace(one.item, one.steps).second) result.push_back(one);
  }
  return result;
}

const std::vector<Item*>& Text::found_in(const Index& index, const std::string& key) {
  static const std::vector<Item*> none;
  const auto known = index.find(key);
  return known == index.end() ? none : known->second;
}

const std::vector<Item*>& Text::named(const std::string& name) const {
  return found_in(named_, name);
}

const std::vector<Item*>& Text::labelled(const std::string& label) const {
  return found_in(labelled_, label);
}

const std::vector<Item*>& Text::mentioning(const std::string& path) const {
  return found_in(mentioning_, path);
}

namespace {

ast::InstrumentItem taken(Item& item) {
  if (ast::DivisionBlock* block = division_in(item)) {
    for (const std::unique_ptr<Item>& below : item.items) {
      block->items.push_back(std::get<ast::ProvisionItem>(taken(*below)));
    }
  }
  return std::move(item.content);
}

}  // namespace

ast::Instrument Text::take() {
  for (const std::unique_ptr<Item>& item : root_.items) head_.items.push_back(taken(*item));
  root_.items.clear();
  return std::move(head_);
}

}  // namespace nansen::consolidate
