// An instrument while it is amended: a tree whose items stay where they are in memory, found by
// their addresses, names and labels. For files of this folder.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/consolidate/walk.h"
#include "compiler/provenance/citation.h"

namespace nansen::consolidate {

/// An item of an instrument or of a division, or the instrument itself, which has no parent.
struct Item {
  Item* parent = nullptr;
  ast::InstrumentItem content;               // of a division: without its items, which are below
  std::vector<std::unique_ptr<Item>> items;  // of a division and of the instrument
  /// By which provision of a draft it was omitted or replaced; empty while it stands in the text.
  std::string gone_by;
};

/// The provision that an item is, or null.
ast::ProvisionItem* provision_in(Item& item);
ast::DivisionBlock* division_in(Item& item);
template <typename Kind>
Kind* provision_as(Item& item) {
  ast::ProvisionItem* provision = provision_in(item);
  return provision == nullptr ? nullptr : std::get_if<Kind>(provision);
}

/// What the provision declares, by its name; empty where it declares nothing. A status or a
/// definition that it only adds to is not declared by it.
std::string declared_name(Item& item);
/// What an addition to something declared elsewhere adds to; else empty.
std::string added_to(Item& item);

/// The steps of all divisions around and of `item`, outermost first.
std::vector<ast::DivisionStep*> path_of(Item& item);
/// True iff `item` is `other` or stands in it.
bool is_under(const Item& item, const Item& other);

/// A head, rule, line or clause that an amendment omitted or replaced: `item`, and its labels or
/// names.
struct GonePart {
  Item* item = nullptr;
  std::vector<std::string> labels;  // of a head, rule or clause
  std::string name;                 // of a line; of a clause its word
  std::string by;
  Span span;  // of the amendment
};
/// Words that an amendment omitted or replaced wherever it looked.
struct GoneWords {
  std::string words;
  std::string by;
};

class Text {
 public:
  /// `file` is where the instrument stands.
  Text(ast::Instrument instrument, FileId file);
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  /// The instrument as it is now; the text is empty after that.
  ast::Instrument take();

  const std::string& name() const { return head_.name.text; }
  Span span() const { return head_.span; }
  FileId file() const { return file_; }
  Item& root() { return root_; }

  /// Puts a provision, with all below it, at `index` of what `parent` holds.
  Item& insert(Item& parent, std::size_t index, ast::ProvisionItem provision);
  Item& insert_item(Item& parent, std::size_t index, ast::InstrumentItem item);
  /// Takes it out; it is still found among what is gone.
  void remove(Item& item, const std::string& by);
  /// Where it stands in what its parent holds.
  static std::size_t index_of(const Item& item);
  /// A label that something in `item` has from now on; of a line, its name behind `=`.
  void enter_label(Item& item, const std::string& label);
  /// All labels of a head or rule that was put into `item`.
  void enter_head(Item& item, ast::Head& head);
  void enter_rule(Item& item, ast::Rule& rule);
  /// The same of an expression, and the names it mentions.
  void enter_expression(Item& item, ast::ExpressionPtr& node);
  /// A division whose steps are others from now on; what is below it has to be entered too.
  void enter_steps(Item& item);

  /// Those, in the text or gone, that an address, a name or a label could mean. What is found may
  /// have changed since it was entered: the caller looks again.
  struct Step {
    Item* item = nullptr;
    std::size_t steps = 0;  // how many steps of its path the found division has
  };
  std::vector<Step> divisions(const std::vector<ast::DivisionStep>& steps) const;
  const std::vector<Item*>& named(const std::string& name) const;
  const std::vector<Item*>& labelled(const std::string& label) const;
  /// Those that mention the name `path`, as it is spelt.
  const std::vector<Item*>& mentioning(const std::string& path) const;
  const std::vector<Item*>& statuses() const { return statuses_; }
  /// Those that refer to others by address.
  const std::vector<Item*>& referring() const { return referring_; }

  std::vector<GonePart> gone_parts;
  std::vector<GoneWords> gone_words;

 private:
  using Index = std::unordered_map<std::string, std::vector<Item*>>;
  static const std::vector<Item*>& found_in(const Index& index, const std::string& key);
  static void enter_into(Index& index, Item& item, const std::string& key);
  std::unique_ptr<Item> made(Item& parent, ast::InstrumentItem content);
  void enter(Item& item);

  ast::Instrument head_;
  FileId file_;
  Item root_;
  std::vector<std::unique_ptr<Item>> gone_;
  std::unordered_map<std::string, std::vector<Step>> steps_;
  Index named_;
  Index labelled_;
  Index mentioning_;
  std::vector<Item*> statuses_;
  std::vector<Item*> referring_;
};

/// Calls `handler` with `item` and every item below it, in the order of the text.
template <typename Handler>
void for_each_item(Item& item, const Handler& handler) {
  handler(item);
  for (const std::unique_ptr<Item>& below : item.items) for_each_item(*below, handler);
}

}  // namespace nansen::consolidate
