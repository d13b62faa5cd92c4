// One amendment being applied: what the families of amendments share. For files of this folder; one
// .cpp a family.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/consolidate/consolidate.h"
#include "compiler/consolidate/places.h"

namespace nansen::consolidate {

/// So many levels may stand inside one another, as in a file that is read.
constexpr std::size_t most_levels = 256;
/// So many expressions may be put in, over all drafts of a world.
constexpr std::size_t most_expressions = 250'000;

/// All texts of a world, and what became of them.
struct Work {
  std::vector<std::unique_ptr<Text>> texts;
  std::vector<Change> changes;
  std::size_t expressions = 0;  // put in so far
};

class Amending {
 public:
  Amending(Work& the_work, Text& amended, const ast::Draft& by, const ast::Amendment& one,
           std::string cited_as, Emitter& to)
      : work(the_work),
        text(amended),
        draft(by),
        amendment(one),
        cited(std::move(cited_as)),
        emitter(to),
        places(amended, to) {}

  Work& work;
  Text& text;
  const ast::Draft& draft;
  const ast::Amendment& amendment;
  const std::string cited;
  Emitter& emitter;
  Places places;
  Found inside;  // where the amendment says that it is

  void apply();

  // ---- what this draft has done already --------------------------------------------------------

  /// True iff what has this span was put in by this draft.
  bool is_own(Span span) const {
    return span.file == draft.span.file && span.begin >= draft.span.begin &&
           span.end <= draft.span.end;
  }
  /// Where this draft amended something in what was found, or put it in; else an invalid span.
  Span own_in(const Found& found) const;
  Span own_in(ast::Expression& node) const;
  /// Where this draft put in what was found, or what it stands in; else an invalid span.
  Span own_around(const Found& found) const;
  Span own_around(Item& item) const;
  /// Emits that `found` is amended twice iff `earlier` is a span.
  bool is_twice(const Found& found, Span earlier);

  // ---- what is said of it ----------------------------------------------------------------------

  /// Says `words`, such as `Inserted by Climate draft, (1).`, of an item: on it, or in the division
  /// it stands in where it takes no notes. The amendment's own annotations follow.
  void note(Item& item, const std::string& words);
  /// The same of a part: its owner may be gone, so `notes` is where it goes, or null.
  void note(Item& item, std::vector<ast::Annotation>* notes, const std::string& words);
  void note(std::vector<ast::Annotation>& notes, const std::string& words);

  void record(ChangeKind kind, std::string old_address, std::string new_address,
              std::string old_words, std::string new_words);

  void does_not_fit(const std::string& place, const std::string& what, const std::string& help);
  bool same_text(const std::string& place, bool same);
  /// True iff `depth` levels and `count` more expressions are not too many; else it is emitted.
  bool is_bearable(const std::string& place, std::size_t depth, std::size_t count);

  std::string quoted_text(const Found& found) const { return '"' + place_text(text, found) + '"'; }

  /// Where `position` is, in `inside`. Nothing after an error.
  std::optional<Found> beside(const ast::Position& position);

  /// Where notes on a division are put: behind those that stand first in it.
  static std::size_t after_notes(Item& holder);
};

void insert(Amending& amending, const ast::Insertion& change);
void replace(Amending& amending, const ast::Replacement& change);
void replace_words(Amending& amending, const ast::WordsReplacement& change);
void replace_value(Amending& amending, const ast::ValueReplacement& change);
void omit(Amending& amending, const ast::Omission& change);
void omit_words(Amending& amending, const ast::WordsOmission& change);
void renumber(Amending& amending, const ast::Renumbering& change);

// ---- provisions, shared by insertions and replacements (provisions.cpp) -------------------------

/// Puts `provisions` into `holder` at `index`, with notes that begin with `words`; nothing after an
/// error. The addresses and names of `leaving`, which go at the same time, are free. Returns what
/// was put in.
std::vector<Item*> put_in(Amending& amending, Item& holder, std::size_t index,
                          const std::vector<ast::ProvisionItem>& provisions,
                          const std::vector<Item*>& leaving, const std::string& words);

/// What an item is now, with all below it.
ast::ProvisionItem copy_of(Item& item);

/// The words of items, in canonical layout.
std::string words_of(const std::vector<Item*>& items);

/// What is put in, as messages call it: `a head`.
std::string kind_text(const ast::Inserted& inserted);
/// What a place is, as messages call it.
std::string kind_text(const Found& found);

/// What stands under `labels` of an item, in what `owner` says, or the item where there are none,
/// as messages name it.
std::string holder_of(Amending& amending, Item& item, const Owner& owner,
                      std::vector<std::string> labels);

/// `In (b), ` where there are labels.
std::string in_labels(const std::vector<std::string>& labels);

}  // namespace nansen::consolidate
