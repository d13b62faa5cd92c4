// Places found: what a draft's address means in a text. For files of this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/consolidate/text.h"
#include "compiler/diagnostics/diagnostic.h"

namespace nansen::consolidate {

/// What an address leads to inside a provision.
struct Part {
  PartKind kind = PartKind::None;
  Owner owner;                  // what holds it, or what it is
  ast::Group* group = nullptr;  // of Head
  std::size_t index = 0;        // in the group's heads; else as in the owner
  std::vector<std::string>
      labels;             // from the provision down; empty for a line and an unlabelled one
  std::size_t depth = 0;  // how many expressions stand around it in the provision
};

/// A place of a text, good until the text is next changed. Exactly one of these: the instrument as
/// a whole, a division, an item, a part of an item.
struct Found {
  std::vector<Item*> items;  // empty: the instrument; of a division, each block that opens it
  std::size_t steps = 0;     // of a division: how many steps of the blocks' paths lead to it
  std::optional<Part> part;

  bool is_instrument() const { return items.empty(); }
  bool is_division() const { return steps > 0; }
  bool is_item() const { return !items.empty() && steps == 0 && !part; }
};

/// True iff `item` stands in what was found, or is it.
bool contains(const Found& found, Item& item);

/// `article 125 paragraph 3`, `refugee (b)`, `mimc_2017`: as messages name it.
std::string place_text(const Text& text, const Found& found);
/// As lawyers write it, without the instrument: `art. 125(3), serious_harm (e)`.
std::string address_of(const Found& found);
std::string address_of(Item& item, const std::vector<std::string>& labels = {},
                       const std::string& line = {});

/// `article 125 paragraph 3`: the steps of a path from `begin` to `end`, or to its own end.
std::string steps_text(const std::vector<ast::DivisionStep*>& path, std::size_t begin,
                       std::size_t end);
/// `(b)(c)` for these labels; empty for none.
std::string labels_text(const std::vector<std::string>& labels);

/// The word of a place that names a clause of a status: `begins`, `lasts`, `extended`...
std::string_view spell(ClauseWord word);

/// The words that a part is named by behind its provision: ` (b)`, `.lasts`; empty where there is
/// none.
std::string part_text(const Part& part);

/// A status that says nothing but the clause that `part` is.
ast::Status clause_alone(const Part& part);

/// `a, b or c`, where `last` is "or".
std::string listed(const std::vector<std::string>& words, std::string_view last);
/// What could have been meant by `missing`, which was looked for in `inside` with the rest of the
/// place it begins: `; did you mean "article 1"?`, `; there is (a) and (b)`, or empty.
std::string suggested(Item& root, const Found& inside, const std::string& missing,
                      const ast::Place& rest);

/// Looks places up. `inside` is where the amendment says that it is.
class Places {
 public:
  Places(Text& text, Emitter& emitter) : text_(text), emitter_(emitter) {}

  /// What `place` means in `inside`. Nothing after an error, which is emitted.
  std::optional<Found> find(const ast::Place& place, const Found& inside);
  /// The same without messages: nothing where it does not mean exactly one thing.
  std::optional<Found> find_quietly(const ast::Place& place, const Found& inside);

 private:
  enum class Failure : std::uint8_t { None, NotFound, Ambiguous };
  struct Search;

  Text& text_;
  Emitter& emitter_;
};

/// The groups of heads of the provision or the part, outermost ones only, each as a part that is
/// what holds the group.
struct GroupFound {
  Item* item = nullptr;
  Owner owner;
  ast::Group* group = nullptr;
  std::vector<std::string> labels;
  std::size_t depth = 0;
};
std::vector<GroupFound> groups_in(Item& item, const Part* part);

}  // namespace nansen::consolidate
