// Two texts, provision by provision and word by word.
#include "compiler/consolidate/concordance.h"

#include "tests/unit/consolidate/amended.h"

namespace nansen::consolidate {
namespace {

std::string_view fate_text(Fate fate) {
  switch (fate) {
    case Fate::Same: return "same";
    case Fate::Changed: return "changed";
    case Fate::Renumbered: return "renumbered";
    case Fate::RenumberedAndChanged: return "renumbered and changed";
    case Fate::Omitted: return "omitted";
    case Fate::Inserted: return "inserted";
  }
  return {};
}

const std::string base =
    "instrument i {\n"
    "  article 1 { define d of P as all of { (a) x (b) y (c) z } }\n"
    "  article 2 \"Two\" { define e of P as x }\n"
    "  article 3 { define f of P as y }\n"
    "  article 4 { parameter p = 10% formula key of State { a = share of q b = 2 * a } }\n"
    "}\n";

std::vector<Concordance> concordance_of(const std::string& before, const Amended& after) {
  const Read read({before});
  EXPECT_EQ(after.errors, "");
  return concordance(*instrument_in(read.files), *instrument_in(after.world.files), {},
                     after.world.changes);
}

std::string rows(const std::string& amendments) {
  std::string text;
  for (const Concordance& one : concordance_of(base, amended(base, amendments))) {
    text +=
        std::string(fate_text(one.fate)) + ": " + one.old_address + " -> " + one.new_address + '\n';
    EXPECT_EQ(one.old_address.empty(), one.old_words.empty());
    EXPECT_EQ(one.new_address.empty(), one.new_words.empty());
  }
  return text;
}

/// What differs, with the provisions of drafts by which it does.
std::string differences(const std::string& before, const Amended& after) {
  std::string text;
  for (const Concordance& one : concordance_of(before, after)) {
    if (one.fate == Fate::Same) continue;
    text += std::string(fate_text(one.fate)) + ": " + one.old_address + " -> " + one.new_address +
            " by " + one.amending + '\n';
  }
  return text;
}

TEST(Concordance, OfEqualTextsSaysSoOfEachArticle) {
  const Read read({base});
  const ast::Instrument& text = *instrument_in(read.files);
  const auto all = concordance(text, text);
  ASSERT_EQ(all.size(), 4U);
  for (const Concordance& one : all) EXPECT_EQ(one.fate, Fate::Same);
}

TEST(Concordance, GoesAsFarDownAsTheTextsDiffer) {
  EXPECT_EQ(rows("omit d (b)\ninsert (f) w after d (c)\nreplace the value of key.a with rank of q"),
            "same: art. 1, d (a) -> art. 1, d (a)\n"
            "omitted: art. 1, d (b) -> \n"
            "same: art. 1, d (c) -> art. 1, d (c)\n"
            "inserted:  -> art. 1, d (f)\n"
            "same: art. 2 -> art. 2\n"
            "same: art. 3 -> art. 3\n"
            "same: art. 4, p -> art. 4, p\n"
            "changed: art. 4, key.a -> art. 4, key.a\n"
            "same: art. 4, key.b -> art. 4, key.b\n");
}

TEST(Concordance, FindsWhatWasRenumbered) {
  EXPECT_EQ(rows("renumber article 3 as article 5\nrenumber d (a) as (z)"),
            "renumbered: art. 1, d (a) -> art. 1, d (z)\n"
            "same: art. 1, d (b) -> art. 1, d (b)\n"
            "same: art. 1, d (c) -> art. 1, d (c)\n"
            "same: art. 2 -> art. 2\n"
            "renumbered: art. 3 -> art. 5\n"
            "same: art. 4 -> art. 4\n");
}

TEST(Concordance, KnowsAChangedArticleByItsHeading) {
  EXPECT_EQ(rows("renumber article 2 as article 6\nin e replace the words x with w"),
            "same: art. 1 -> art. 1\n"
            "renumbered and changed: art. 2 -> art. 6\n"
            "same: art. 3 -> art. 3\n"
            "same: art. 4 -> art. 4\n");
}

TEST(Concordance, FindsWhatWasRenumberedWhereTheOldNumberIsUsedAgain) {
  EXPECT_EQ(differences(base, amended(base,
                                      "(1) renumber article 3 as article 5\n"
                                      "(2) insert { article 3 { define g of P as w } } after "
                                      "article 2\n"
                                      "(3) in d renumber (b) as (g)\n"
                                      "(4) in d insert (b) w after (a)")),
            "inserted:  -> art. 1, d (b) by Draft, (4)\n"
            "renumbered: art. 1, d (b) -> art. 1, d (g) by Draft, (3)\n"
            "inserted:  -> art. 3 by Draft, (2)\n"
            "renumbered: art. 3 -> art. 5 by Draft, (1)\n");
}

TEST(Concordance, FollowsWhatSeveralDraftsRenumber) {
  const std::string first = draft_of(
      "(1) renumber article 3 as article 5\n(2) renumber article 2 as article 3\n"
      "(3) in f replace the words y with z");
  const std::string second =
      "draft s amends d {\n  cited as \"Second\"\n(1) renumber article 3 as article 6\n"
      "(2) insert { article 3 { define g of P as w } } before article 5\n"
      "(3) in article 6 replace the words x with w\n}\n";
  EXPECT_EQ(differences(base, Amended({base, first, second}, {"s"})),
            "renumbered and changed: art. 2 -> art. 6 by Draft, (2); Second, (1); Second, (3)\n"
            "inserted:  -> art. 3 by Second, (2)\n"
            "renumbered and changed: art. 3 -> art. 5 by Draft, (1); Draft, (3)\n");
}

TEST(Concordance, OfTwoAmendedTextsSaysOnlyWhatOneOfThemAdds) {
  const std::string first = draft_of("(1) renumber article 3 as article 5");
  const std::string second =
      "draft s amends d { cited as \"Second\" (1) insert { article 3 { define g of P as w } } }";
  const Amended before({base, first, second}, {"d"});
  const Amended after({base, first, second}, {"s"});
  std::string text;
  for (const Concordance& one :
       concordance(*instrument_in(before.world.files), *instrument_in(after.world.files),
                   before.world.changes, after.world.changes)) {
    if (one.fate == Fate::Same) continue;
    text +=
        std::string(fate_text(one.fate)) + ": " + one.new_address + " by " + one.amending + '\n';
  }
  EXPECT_EQ(text, "inserted: art. 3 by Second, (1)\n");
}

TEST(Concordance, SaysByWhatWordsInsideAClauseDiffer) {
  const std::string text =
      "instrument i {\n  article 1 { define d of P as all of { (a) x (b) y } }\n"
      "  article 2 { d also applies where any of { (a) x (b) y } }\n}\n";
  EXPECT_EQ(differences(text, amended(text, "(1) in article 2 insert (c) z after (b)")),
            "changed: art. 2, d -> art. 2, d by Draft, (1)\n");
  EXPECT_EQ(differences(text, amended(text, "(1) omit article 2 (b)")),
            "changed: art. 2, d -> art. 2, d by Draft, (1)\n");
}

std::string spelt(const std::vector<MarkedText>& runs) {
  std::string text;
  for (const MarkedText& run : runs) {
    if (run.mark == Mark::Kept) text += run.text;
    if (run.mark == Mark::Omitted) text += "[-" + run.text + "-]";
    if (run.mark == Mark::Inserted) text += "[+" + run.text + "+]";
  }
  return text;
}

void expect_whole(const std::string& before, const std::string& after) {
  std::string old_text;
  std::string new_text;
  for (const MarkedText& run : marked_up(before, after)) {
    if (run.mark != Mark::Inserted) old_text += run.text;
    if (run.mark != Mark::Omitted) new_text += run.text;
  }
  EXPECT_EQ(old_text, before);
  EXPECT_EQ(new_text, after);
}

TEST(MarkedUp, ShowsTheLeastChange) {
  EXPECT_EQ(spelt(marked_up("lasts 1 year where x", "lasts 2 years where x")),
            "lasts [-1 year-][+2 years+] where x");
  EXPECT_EQ(spelt(marked_up("a b c", "a c")), "a [-b -]c");
  EXPECT_EQ(spelt(marked_up("a c", "a b c")), "a [+b +]c");
  EXPECT_EQ(spelt(marked_up("a b", "a b")), "a b");
  EXPECT_EQ(spelt(marked_up("", "a")), "[+a+]");
  EXPECT_EQ(spelt(marked_up("a", "")), "[-a-]");
  EXPECT_EQ(spelt(marked_up("", "")), "");
}

TEST(MarkedUp, HoldsLongTextsTogetherAtTheirLines) {
  std::string before;
  std::string after;
  std::string other;
  for (int i = 0; i < 20'000; ++i) {
    const std::string number = std::to_string(i);
    before += "line " + number + " says a" + number + " thing\n";
    after += "line " + number + (i % 100 == 7 ? " says b" : " says a") + number + " thing\n";
    other += "nothing " + number + "x of that is here\n";
  }
  expect_whole(before, after);
  expect_whole(before, other);
  expect_whole(before, "");
  const auto runs = marked_up(before, after);
  EXPECT_EQ(runs.size(), 3U * 200U + 1U);
}

}  // namespace
}  // namespace nansen::consolidate
