// The drafts of a world, applied one after another.
#include "compiler/consolidate/consolidate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "compiler/ast/spelling.h"
#include "compiler/consolidate/amending.h"

namespace nansen::consolidate {

namespace {

constexpr std::size_t most_amendments = 10'000;

using Stack = std::vector<const ast::Draft*>;

/// The drafts called `names`, each behind those it amends, and each once.
Stack in_order(const std::vector<ast::File>& files, const std::vector<std::string>& names,
               Emitter& emitter) {
  Stack order;
  std::set<std::string> asked;
  for (const std::string& name : names) {
    if (!asked.insert(name).second) {
      emitter.emit(Code::DraftTwice, CommandLocation{}, name);
      continue;
    }
    for (const ast::Draft* draft : stack_of(files, name, emitter)) {
      if (std::find(order.begin(), order.end(), draft) == order.end()) order.push_back(draft);
    }
  }
  return order;
}

// ---- examples ----------------------------------------------------------------------------------

const ast::AsAmendedBy* amended_by(const ast::Example& example) {
  for (const std::vector<ast::ExampleItem>* items : {&example.leading, &example.items}) {
    for (const ast::ExampleItem& item : *items) {
      if (const auto* amended = std::get_if<ast::AsAmendedBy>(&item)) return amended;
    }
  }
  return nullptr;
}

/// Which examples are of the text with `order` applied, and of no other.
class Examples {
 public:
  Examples(const std::vector<ast::File>& files, const Stack& order, Emitter& emitter)
      : files_(files), order_(order), emitter_(emitter) {
    for (const ast::Draft* draft : drafts_of(files)) known_.insert(draft->name.text);
  }

  bool belongs(const ast::Example& example) {
    const ast::AsAmendedBy* amended = amended_by(example);
    if (amended == nullptr) return order_.empty();
    // What is wrong with the names is said once, for the text without drafts.
    if (order_.empty()) {
      report(*amended);
      return false;
    }
    std::vector<std::string> names;
    for (const ast::Name& name : amended->drafts) {
      if (!known_.contains(name.text)) return false;
      names.push_back(name.text);
    }
    const auto [found, added] = orders_.emplace(names, Stack());
    if (added) {
      Emitter quiet;
      found->second = in_order(files_, names, quiet);
    }
    return found->second == order_;
  }

 private:
  void report(const ast::AsAmendedBy& amended) {
    std::set<std::string> seen;
    for (const ast::Name& name : amended.drafts) {
      if (!known_.contains(name.text)) {
        emitter_.emit(
            Code::UnknownDraft, name.span, name.text,
            did_you_mean(name.text, std::vector<std::string>(known_.begin(), known_.end())));
      } else if (!seen.insert(name.text).second) {
        emitter_.emit(Code::DraftTwice, name.span, name.text);
      }
    }
  }

  const std::vector<ast::File>& files_;
  const Stack& order_;
  Emitter& emitter_;
  std::set<std::string> known_;
  std::map<std::vector<std::string>, Stack> orders_;
};

// ---- one draft ---------------------------------------------------------------------------------

/// An amendment and the articles of the draft that it stands in.
struct Numbered {
  const ast::Amendment* amendment = nullptr;
  std::vector<const ast::AmendingBlock*> blocks;
};

class DraftApplication {
 public:
  DraftApplication(Work& work, Text& text, const ast::Draft& draft, Emitter& emitter)
      : work_(work), text_(text), draft_(draft), emitter_(emitter) {
    citation_.instrument = draft.name.text;
    for (const ast::DraftItem& item : draft.items) {
      if (const auto* cited = std::get_if<ast::CitedClause>(&item)) {
        citation_.instrument_title = cited->title.text;
      }
    }
    std::vector<const ast::AmendingBlock*> blocks;
    collect(draft.items, blocks);
  }

  void apply() {
    if (amendments_.size() > most_amendments) {
      emitter_.emit(Code::TooManyAmendments, draft_.name.span, draft_.name.text, amendments_.size(),
                    most_amendments);
      return;
    }
    if (amendments_.empty() && !adds_) {
      emitter_.emit(Code::EmptyDraft, draft_.name.span, draft_.name.text);
    }
    add_uses();
    report_labels_taken();
    for (const Numbered& one : amendments_) {
      Amending(work_, text_, draft_, *one.amendment, cited(one), emitter_).apply();
    }
    note_instrument();
  }

 private:
  void collect(const std::vector<ast::DraftItem>& items,
               std::vector<const ast::AmendingBlock*>& blocks) {
    for (const ast::DraftItem& item : items) {
      if (const auto* amendment = std::get_if<ast::Amendment>(&item)) {
        amendments_.push_back({amendment, blocks});
      } else if (const auto* block = std::get_if<Boxed<ast::AmendingBlock>>(&item)) {
        blocks.push_back(block->get());
        collect((*block)->items, blocks);
        blocks.pop_back();
      } else if (const auto* note = std::get_if<ast::Annotation>(&item)) {
        notes_.emplace_back(cited({nullptr, blocks}), note);
      } else if (std::holds_alternative<ast::Uses>(item)) {
        adds_ = true;
      }
    }
  }

  std::string cited(const Numbered& one) const {
    Citation citation = citation_;
    for (const ast::AmendingBlock* block : one.blocks) {
      for (const ast::DivisionStep& step : block->steps) {
        citation.divisions.push_back({step.level, step.label.text, ""});
      }
    }
    const bool labelled = one.amendment != nullptr && one.amendment->label;
    if (labelled) citation.heads.push_back(one.amendment->label->text);
    return to_full_string(citation);
  }

  /// Two that are cited alike could not be told apart in what is said of the amended text.
  void report_labels_taken() {
    std::map<std::string, Span> known;
    for (const Numbered& one : amendments_) {
      if (!one.amendment->label) continue;
      const ast::Name& label = *one.amendment->label;
      const auto [first, is_free] = known.emplace(cited(one), label.span);
      if (is_free) continue;
      std::vector<ast::DivisionStep> steps;
      for (const ast::AmendingBlock* block : one.blocks) {
        steps.insert(steps.end(), block->steps.begin(), block->steps.end());
      }
      const std::string holder = steps.empty() ? draft_.name.text : ast::spell(steps);
      emitter_.emit(Code::AddressTaken, label.span, '"' + holder + '"', "\"(" + label.text + ")\"")
          .labels.push_back({first->second, "it is the label of this"});
    }
  }

  /// What the draft uses the amended text uses too.
  void add_uses() {
    std::set<std::string> used;
    std::size_t index = 0;
    auto& items = text_.root().items;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (std::holds_alternative<ast::ProvisionItem>(items[i]->content)) continue;
      index = i + 1;
      if (const auto* uses = std::get_if<ast::Uses>(&items[i]->content)) {
        for (const ast::Name& name : uses->names) used.insert(name.text);
      }
    }
    for (const ast::DraftItem& item : draft_.items) {
      const auto* uses = std::get_if<ast::Uses>(&item);
      if (uses == nullptr) continue;
      ast::Uses added;
      added.span = uses->span;
      for (const ast::Name& name : uses->names) {
        if (used.insert(name.text).second) added.names.push_back(name);
      }
      if (!added.names.empty()) text_.insert_item(text_.root(), index++, std::move(added));
    }
  }

  ast::Annotation made(ast::AnnotationKind kind, std::string words, Span span) const {
    ast::Annotation annotation;
    annotation.kind = kind;
    annotation.text = {std::move(words), span};
    annotation.span = span;
    return annotation;
  }

  void note_instrument() {
    Item& root = text_.root();
    const auto add = [&](ast::Annotation annotation) {
      text_.insert(root, Amending::after_notes(root), std::move(annotation));
    };
    const std::string& title =
        citation_.instrument_title.empty() ? draft_.name.text : citation_.instrument_title;
    add(made(ast::AnnotationKind::Note, fmt::format("As amended by {}.", title), draft_.name.span));
    // What the draft says of itself is kept where a reader of the amended text finds it.
    for (const auto& [by, note] : notes_) {
      add(made(note->kind, fmt::format("{}: {}", by, note->text.text), note->span));
    }
  }

  Work& work_;
  Text& text_;
  const ast::Draft& draft_;
  Emitter& emitter_;
  Citation citation_;
  std::vector<Numbered> amendments_;
  std::vector<std::pair<std::string, const ast::Annotation*>> notes_;
  bool adds_ = false;
};

/// What else is called as a draft is.
void report_taken_name(const std::vector<ast::File>& files, const ast::Draft& draft,
                       Emitter& emitter) {
  const auto check = [&](const ast::Name& name, std::string_view what) {
    if (name.text != draft.name.text || name.span == draft.name.span) return;
    emitter.emit(Code::DraftNameTaken, draft.name.span, draft.name.text, what)
        .labels.push_back({name.span, "it is the name of this"});
  };
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      if (const auto* instrument = std::get_if<ast::Instrument>(&item)) {
        check(instrument->name, "an instrument");
      } else if (const auto* vocabulary = std::get_if<ast::Vocabulary>(&item)) {
        check(vocabulary->name, "a vocabulary");
      } else if (const auto* other = std::get_if<ast::Draft>(&item)) {
        check(other->name, "another draft");
      }
    }
  }
}

}  // namespace

World consolidate(const std::vector<ast::File>& files, const std::vector<std::string>& drafts,
                  const SourceFiles& /*sources*/, Emitter& emitter) {
  const Stack order = in_order(files, drafts, emitter);
  World world;
  Work work;
  std::map<std::string, Text*> texts;
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      const auto* instrument = std::get_if<ast::Instrument>(&item);
      if (order.empty() || instrument == nullptr) continue;
      work.texts.push_back(std::make_unique<Text>(*instrument, file.file));
      texts.emplace(instrument->name.text, work.texts.back().get());
    }
  }
  std::map<std::string, Text*> amended;  // by the name of what amends them
  for (const ast::Draft* draft : order) {
    report_taken_name(files, *draft, emitter);
    const auto of_draft = amended.find(draft->base.text);
    Text* text = of_draft != amended.end() ? of_draft->second : nullptr;
    if (const auto of_text = texts.find(draft->base.text); of_text != texts.end()) {
      text = of_text->second;
    }
    if (text == nullptr) continue;
    amended[draft->name.text] = text;
    DraftApplication(work, *text, *draft, emitter).apply();
  }
  Examples examples(files, order, emitter);
  std::size_t next = 0;  // texts stand in the order of the files
  for (const ast::File& file : files) {
    ast::File& result = world.files.emplace_back();
    result.file = file.file;
    result.comments = file.comments;
    for (const ast::Item& item : file.items) {
      if (std::holds_alternative<ast::Draft>(item)) continue;
      if (const auto* example = std::get_if<ast::Example>(&item)) {
        if (examples.belongs(*example)) result.items.push_back(item);
      } else if (!order.empty() && std::holds_alternative<ast::Instrument>(item)) {
        result.items.emplace_back(work.texts[next++]->take());
      } else {
        result.items.push_back(item);
      }
    }
  }
  world.changes = std::move(work.changes);
  return world;
}

}  // namespace nansen::consolidate
