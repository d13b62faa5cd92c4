// Random amendments of the library's own texts: what they leave is a text, and what was inserted
// can be omitted again.
#include <random>

#include "compiler/ast/print.h"
#include "compiler/ast/spelling.h"
#include "compiler/consolidate/place_search.h"
#include "tests/support/files.h"
#include "tests/unit/consolidate/amended.h"

namespace nansen::consolidate {
namespace {

/// Where something can be amended, and what words stand there.
struct Places : DeepVisitor<Places> {
  std::vector<std::string> words;

  bool enters(ast::ExpressionPtr& node) {
    const std::string text = ast::spell(*node);
    constexpr std::size_t short_enough = 120;
    // Several values with conditions are no expression.
    if (std::holds_alternative<ast::Choice>(node->node)) return true;
    if (text.size() < short_enough && text.find("note") == std::string::npos) words.push_back(text);
    return true;
  }
};

class Drafter {
 public:
  Drafter(const ast::Instrument& instrument, std::mt19937& random)
      : text_(instrument, instrument.span.file), random_(random) {
    for_each_item(text_.root(), [&](Item& item) {
      ast::ProvisionItem* provision = provision_in(item);
      if (provision == nullptr) return;
      if (division_in(item) != nullptr) {
        divisions_.push_back(place_text(text_, {{&item}, path_of(item).size(), {}}));
        return;
      }
      if (std::holds_alternative<ast::Parameter>(*provision)) {
        parameters_.push_back(declared_name(item));
      }
      visit_provision(*provision, words_);
      LabelSearch search{{}};
      search.look(*provision, nullptr);
      for (LabelSearch::Match& match : search.matches) {
        if (match.part.kind != PartKind::Head) continue;
        heads_.push_back(place_text(text_, {{&item}, 0, match.part}));
      }
    });
  }

  std::string amendment() {
    switch (random_() % 7) {
      case 0:
        return heads_.empty()
                   ? ""
                   : "insert (zz" + number() + ") " + one_of(news) + " after " + one_of(heads_);
      case 1: return heads_.empty() ? "" : "omit " + one_of(heads_);
      case 2: return heads_.empty() ? "" : "replace " + one_of(heads_) + " with " + one_of(news);
      case 3:
      case 4:
        return words_.words.empty() ? ""
                                    : "replace the words " + one_of(words_.words) + " with " +
                                          one_of(news) + " wherever they occur";
      case 5:
        return divisions_.empty() ? ""
                                  : "in " + one_of(divisions_) + " insert { define zz" + number() +
                                        " of Person as " + one_of(news) + " }";
      default:
        return parameters_.empty() ? ""
                                   : "replace the value of " + one_of(parameters_) + " with 7%";
    }
  }

  const std::vector<std::string>& heads() const { return heads_; }

 private:
  const std::string& one_of(const std::vector<std::string>& all) {
    return all[random_() % all.size()];
  }
  std::string number() { return std::to_string(random_() % 1'000'000); }

  const std::vector<std::string> news = {"aa",
                                         "aa or bb",
                                         "aa and not bb",
                                         "aa unless bb",
                                         "for every n in ns: n.p",
                                         "1 + 2",
                                         "3 years",
                                         "all of { (k) aa (l) bb }",
                                         "aa is at least 2",
                                         "count of Row by owner",
                                         "-2 * aa",
                                         "share of aa among bb",
                                         "end of 1 year after aa"};
  Text text_;
  std::mt19937& random_;
  Places words_;
  std::vector<std::string> divisions_;
  std::vector<std::string> parameters_;
  std::vector<std::string> heads_;
};

ast::File alone(const ast::Instrument& instrument) {
  ast::File file;
  file.items.emplace_back(instrument);
  return file;
}

struct NotesOff : DeepVisitor<NotesOff> {
  FileId of;

  void strip(std::vector<ast::Annotation>& notes) const {
    std::erase_if(notes, [&](const ast::Annotation& one) { return one.span.file == of; });
  }
  void owner_found() {
    if (current.notes != nullptr) strip(*current.notes);
  }
  bool enters(ast::ExpressionPtr& node) {
    if (auto* group = std::get_if<ast::Group>(&node->node)) {
      for (ast::Head& head : group->heads) strip(head.annotations);
    }
    return true;
  }
};

bool is_note_of(const ast::ProvisionItem& item, FileId file) {
  const auto* note = std::get_if<ast::Annotation>(&item);
  return note != nullptr && note->span.file == file;
}

void strip(std::vector<ast::ProvisionItem>& items, FileId of) {
  std::erase_if(items, [&](const ast::ProvisionItem& item) { return is_note_of(item, of); });
  for (ast::ProvisionItem& item : items) {
    if (auto* block = std::get_if<Boxed<ast::DivisionBlock>>(&item)) strip((*block)->items, of);
    NotesOff visitor;
    visitor.of = of;
    visit_provision(item, visitor);
  }
}

/// `instrument` without the notes that were written in the file `of`.
ast::Instrument without_notes_of(ast::Instrument instrument, FileId of) {
  std::erase_if(instrument.items, [&](const ast::InstrumentItem& item) {
    const auto* provision = std::get_if<ast::ProvisionItem>(&item);
    return provision != nullptr && is_note_of(*provision, of);
  });
  for (ast::InstrumentItem& item : instrument.items) {
    auto* provision = std::get_if<ast::ProvisionItem>(&item);
    if (provision == nullptr) continue;
    std::vector<ast::ProvisionItem> held;
    held.push_back(std::move(*provision));
    strip(held, of);
    *provision = std::move(held.front());
  }
  return instrument;
}

std::vector<std::string> library_texts() {
  std::vector<std::string> texts;
  for (const auto& path :
       testing_support::files_below(testing_support::source_directory() / "stdlib", {".treaty"})) {
    texts.push_back(*testing_support::read_file(path));
  }
  return texts;
}

TEST(Property, WhatAmendmentsLeaveIsAText) {
  std::mt19937 random(20261122);
  std::size_t applied = 0;
  for (const std::string& text : library_texts()) {
    const Read plain({text});
    const ast::Instrument* instrument = instrument_in(plain.files);
    if (instrument == nullptr) continue;
    for (int round = 0; round < 8; ++round) {
      Drafter drafter(*instrument, random);
      std::string amendments;
      for (int i = 0; i < 12; ++i) amendments += drafter.amendment() + '\n';
      const Read read({text, draft_of(amendments, instrument->name.text)});
      Emitter emitter;
      const World world = consolidate(read.files, {"d"}, read.sources, emitter);
      applied += world.changes.size();
      const ast::Instrument& result = *instrument_in(world.files);
      const std::string printed = format::text_of(result);
      SourceFiles sources;
      Emitter errors;
      const ast::File again = syntax::parse(sources, sources.add("again.treaty", printed), errors);
      ASSERT_FALSE(errors.has_errors()) << told(errors) << amendments << printed;
      ASSERT_TRUE(ast::same_text(alone(*instrument_in({again})), alone(result)))
          << amendments
          << testing_support::difference(ast::print(alone(result)),
                                         ast::print(alone(*instrument_in({again}))));
      Emitter quiet;
      const World same = consolidate({again}, {}, sources, quiet);
      ASSERT_TRUE(ast::same_text(alone(*instrument_in(same.files)), alone(result)));
      EXPECT_TRUE(quiet.diagnostics().empty());
      for (const Change& change : world.changes) {
        EXPECT_TRUE(change.span.valid());
        EXPECT_LE(change.span.end, read.sources[change.span.file].text.size());
      }
    }
  }
  EXPECT_GT(applied, 1'000U);
}

TEST(Property, OmittingWhatWasInsertedGivesTheTextBack) {
  std::mt19937 random(1951);
  std::size_t tried = 0;
  for (const std::string& text : library_texts()) {
    const Read plain({text});
    const ast::Instrument* instrument = instrument_in(plain.files);
    if (instrument == nullptr) continue;
    Drafter drafter(*instrument, random);
    for (const std::string& head : drafter.heads()) {
      const std::string drafts = "draft alpha amends " + instrument->name.text +
                                 " { insert (zz) new_fact after " + head +
                                 " }\ndraft beta amends alpha { omit (zz) }";
      const Read read({text, drafts});
      Emitter emitter;
      const World world = consolidate(read.files, {"beta"}, read.sources, emitter);
      ASSERT_EQ(told(emitter), "") << drafts;
      const ast::Instrument back =
          without_notes_of(*instrument_in(world.files), read.files.back().file);
      ASSERT_TRUE(ast::same_text(alone(back), alone(*instrument))) << drafts;
      ++tried;
    }
  }
  EXPECT_GT(tried, 100U);
}

}  // namespace
}  // namespace nansen::consolidate
