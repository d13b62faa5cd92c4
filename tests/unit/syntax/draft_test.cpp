// Drafts: what each kind of amendment is read as, which labels are whose, and what is told where
// an amending act says it otherwise.
#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

/// The tree of a draft with `text` in its block, without the draft's own line.
std::string draft_tree(const std::string& text) {
  const Parsed parsed("draft d amends i {\n" + text + "\n}");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{}) << text;
  const std::string printed = parsed.printed();
  return printed.substr(printed.find('\n') + 1);
}

/// Errors of a draft with `text` in its block, whose first line is 1.
std::vector<std::string> draft_errors(const std::string& text) {
  return Parsed("draft d amends i { " + text + "\n}").errors();
}

std::string draft_help(const std::string& text) {
  return Parsed("draft d amends i {\n" + text + "\n}").help();
}

const ast::Amendment& amendment(const Parsed& parsed, std::size_t at) {
  return std::get<ast::Amendment>(std::get<ast::Draft>(parsed.tree.items.at(0)).items.at(at));
}

TEST(Drafts, SayWhatTheyAmendAndHowTheyAreCited) {
  const Parsed parsed("draft d \"Title\" amends i { cited as \"D\" uses v note \"n\" }");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{});
  EXPECT_EQ(parsed.printed(),
            "draft d \"Title\" amends i\n"
            "  cited as \"D\"\n"
            "  uses v\n"
            "  note \"n\"\n");
}

TEST(Drafts, InsertWhatAProvisionIsMadeOf) {
  EXPECT_EQ(draft_tree("insert (f) a note \"n\" after (e)"),
            "  amendment\n    insert\n      (f): a\n        note \"n\"\n    after (e)\n");
  EXPECT_EQ(draft_tree("insert a"), "  amendment\n    insert\n      head: a\n    at the end\n");
  EXPECT_EQ(draft_tree("insert (b) where a : 3 at the beginning"),
            "  amendment\n    insert\n      rule (b)\n        where: a\n        value: 3\n"
            "    at the beginning\n");
  EXPECT_EQ(draft_tree("insert otherwise : 3 at the end"),
            "  amendment\n    insert\n      rule\n        value: 3\n    at the end\n");
  EXPECT_EQ(draft_tree("insert a = share of b, at most 30% before c"),
            "  amendment\n    insert\n      line a\n        value: share of\n"
            "          operand: b\n        at most: 30%\n    before c\n");
  EXPECT_EQ(draft_tree("insert lasts 2 years where a"),
            "  amendment\n    insert\n      lasts\n        period: 2 years\n        where: a\n"
            "    at the end\n");
  EXPECT_EQ(draft_tree("insert { article 5bis { note \"n\" } } after article 5"),
            "  amendment\n    insert\n      provisions\n        article 5bis\n"
            "          note \"n\"\n    after article 5\n");
}

TEST(Drafts, ReplaceOmitAndRenumber) {
  EXPECT_EQ(draft_tree("in article 5 replace (b) with (b) a"),
            "  amendment\n    in article 5\n    replace (b)\n      (b): a\n");
  EXPECT_EQ(draft_tree("replace s.lasts with lasts until a"),
            "  amendment\n    replace s.lasts\n      lasts until\n        until: a\n");
  EXPECT_EQ(draft_tree("replace the words 1 year with 2 years wherever they occur"),
            "  amendment\n    replace words wherever they occur\n      words: 1 year\n"
            "      with: 2 years\n");
  EXPECT_EQ(draft_tree("replace the value of f.line with 1 where a, otherwise 2"),
            "  amendment\n    replace value of f.line\n      with: choice\n        value: 1\n"
            "        where: a\n        otherwise: 2\n");
  EXPECT_EQ(draft_tree("omit article 5 paragraph 2 a (b)(i)"),
            "  amendment\n    omit article 5 paragraph 2 a (b)(i)\n");
  EXPECT_EQ(draft_tree("in a omit the words b"),
            "  amendment\n    in a\n    omit words\n      words: b\n");
  EXPECT_EQ(draft_tree("renumber article 12 as article 13"),
            "  amendment\n    renumber article 12 as article 13\n");
  EXPECT_EQ(draft_tree("in a renumber (c) as (d)"),
            "  amendment\n    in a\n    renumber (c) as (d)\n");
}

TEST(Drafts, HaveArticlesOfTheirOwn) {
  EXPECT_EQ(draft_tree("article 1 \"First\" { omit a (2) omit b }\narticle 2 section A {}"),
            "  article 1 \"First\"\n    amendment\n      omit a (2)\n    amendment\n      omit b\n"
            "  article 2 section A\n");
}

TEST(Drafts, ALabelThatBeginsALineIsTheNextAmendments) {
  EXPECT_EQ(draft_tree("(1) omit article 5\n(2) omit article 6 (b)\n(3) insert a after b\n"
                       "(4) in c omit d\n(5) renumber (a) as (b)\n(6) omit e"),
            "  amendment (1)\n    omit article 5\n"
            "  amendment (2)\n    omit article 6 (b)\n"
            "  amendment (3)\n    insert\n      head: a\n    after b\n"
            "  amendment (4)\n    in c\n    omit d\n"
            "  amendment (5)\n    renumber (a) as (b)\n"
            "  amendment (6)\n    omit e\n");
}

TEST(Drafts, AmendmentsCoverTheirLabelAndNoComment) {
  const Parsed parsed("draft d amends i {\n  omit a # why\n  (2) omit b\n}");
  EXPECT_EQ(parsed.files.text(amendment(parsed, 0).span), "omit a");
  EXPECT_EQ(parsed.files.text(amendment(parsed, 1).span), "(2) omit b");
}

TEST(Drafts, TheWordsOfDraftsAreStillNames) {
  const Parsed parsed(
      "instrument draft { define amends of facts as words and value or further and they }");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{});
  EXPECT_EQ(draft_tree("omit words"), "  amendment\n    omit words\n");
}

TEST(Drafts, WhatBelongsToTheWholeIsRefusedInABlock) {
  EXPECT_EQ(draft_errors("article 1 { uses v cited as \"x\" }"),
            (std::vector<std::string>{"1:32 N9617 \"uses\" belongs to the whole draft",
                                      "1:39 N9617 \"cited as\" belongs to the whole draft"}));
}

TEST(Drafts, ErrorsStandOnTheWordThatIsWrong) {
  EXPECT_EQ(draft_errors("in article 5 b 3 insert a"),
            (std::vector<std::string>{"1:35 N1005 \"3\" is not expected here"}));
  EXPECT_EQ(draft_errors("omit 3"),
            (std::vector<std::string>{"1:25 N1005 \"3\" is not expected here"}));
  EXPECT_EQ(draft_errors("replace (b) (b) a"),
            (std::vector<std::string>{"1:36 N1005 \"a\" is not expected here"}));
  EXPECT_EQ(draft_errors("insert (f)"),
            (std::vector<std::string>{"1:27 N1005 a label alone is not expected here"}));
  EXPECT_EQ(draft_errors("insert (f)\n  (2) omit b"),
            (std::vector<std::string>{"1:27 N1005 a label alone is not expected here"}));
}

TEST(Drafts, OneErrorDoesNotHideTheNext) {
  EXPECT_EQ(draft_errors("omit 3\n  insert a\n  replace the words a b\n  article 1 { omit 4 }"),
            (std::vector<std::string>{"1:25 N1005 \"3\" is not expected here",
                                      "3:23 N1005 \"b\" is not expected here",
                                      "4:20 N1005 \"4\" is not expected here"}));
}

TEST(Drafts, HelpSaysWhatAmendmentsAreWrittenWith) {
  EXPECT_EQ(draft_help("replace the words a b"), "write \"with\" here");
  EXPECT_EQ(draft_help("in article 5 4"),
            "what can stand here is \"insert\", \"replace\", \"omit\" or \"renumber\"");
}

TEST(FurtherFacts, NameTheirEntity) {
  const Parsed parsed("further facts of Person { a : judgement \"q\" note \"n\" b : date }");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{});
  EXPECT_EQ(parsed.printed(),
            "further facts of Person\n"
            "  fact a \"q\"\n    type judgement\n    note \"n\"\n"
            "  fact b\n    type date\n");
}

TEST(Examples, CanBeOfAnAmendedText) {
  const Parsed parsed("example \"e\" as amended by a, b { as amended by c }");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{});
  EXPECT_EQ(parsed.printed(),
            "example \"e\"\n  before the block\n    as amended by a, b\n  as amended by c\n");
}

struct Otherwise {
  const char* said;
  const char* help;
};

TEST(WordsOfAmending, AreToldInTheWordsOfDrafts) {
  constexpr const char* replacing =
      "write \"replace\", what is there, \"with\" and what takes its place, as in: replace the "
      "words 1 year with 2 years";
  constexpr const char* what_becomes =
      "say what becomes of it, as in: in article 1 replace the words 1 year with 2 years";
  constexpr const char* unmarked =
      "write it without the marks, in the words that the provisions are written in";
  constexpr const char* braces =
      "write { in front of whole provisions and } behind them, as in: insert { article 1bis { note "
      "\"...\" } }";
  constexpr const char* behind =
      "write it behind what is inserted, as in: insert (f) stateless after (e)";
  const std::vector<Otherwise> all = {
      {"delete article 5", "write \"omit\""},
      {"(1) strike out (b)", "write \"omit\""},
      {"in article 5 remove the words a", "write \"omit\""},
      {"add (f) a after (e)", "write \"insert\""},
      {"redesignate article 5 as article 6", "write \"renumber\""},
      {"substitute 2 years for 1 year", replacing},
      {"(6) in article 5, for the words 1 year substitute 2 years", replacing},
      {"change 1 year to 2 years", replacing},
      {"after article 5 insert (f) a", behind},
      {"at the end add (f) a", behind},
      {"amend article 5", what_becomes},
      {"article 5 is amended as follows", what_becomes},
      {"(1) article 5 is deleted", "write \"omit article 5\""},
      {"(b) shall be replaced by (b) a", "write \"replace (b) with\""},
      {"article 5 is renumbered article 6", "write \"renumber article 5 as\""},
      {"in article 5, replace the words 1 year with 2 years",
       "remove it: what is done follows its place at once"},
      {"replace (b) by (b) a", "write \"with\""},
      {"replace the words \"1 year\" with 2 years", unmarked},
      {"replace the words 1 year with \"2 years\"", unmarked},
      {"omit the words \"a\"", unmarked},
      {"renumber article 12 to article 13", "write \"as\""},
      {"renumber article 12 article 13", "write \"as\" in front of it"},
      {"omit words a", "write \"the words\""},
      {"replace the figure 30 with 20", "write \"the words\""},
      {"replace the words a with b wherever it occurs", "write \"wherever they occur\""},
      {"insert article 5bis { note \"n\" } after article 5", braces},
      {"insert define a of P as b", braces},
      {"insert a new (g) b", "remove it: what is put in follows at once"},
      {"insert (f) a behind (e)", "write \"after\""},
      {"insert (f) a prior to (e)", "write \"before\""},
      {"omit (b) and (c)", "write an amendment for each place"},
      {"article 5 insert (f) a", "write \"in\" in front of it"},
      {"refugee omit (b)", "write \"in\" in front of it"}};
  for (const Otherwise& one : all) EXPECT_EQ(draft_help(one.said), one.help) << one.said;
}

}  // namespace
}  // namespace nansen::syntax
