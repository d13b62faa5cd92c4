#include "compiler/compare/drafts.h"

#include <gtest/gtest.h>

#include "tests/unit/compare/worlds.h"

namespace nansen::compare {
namespace {

using Lines = std::vector<std::string>;

std::string pact(const std::string& articles) {
  return R"(
ordered enumeration Level { nothing < partly < full }
entity State { party : boolean }
entity Tie { real : boolean strong : boolean }
entity Person {
  fear : boolean
  outside : boolean
  unrest : boolean
  crime : boolean
  drought : boolean
  heard : date
  ties : rows of Tie
  home : State
}
instrument pact "Pact" {
)" + articles +
         "\n}\n";
}

const std::string refugee = R"(
  article 1 { define refugee of Person as all of { (a) fear (b) outside (c) harm } }
  article 2 { define harm of Person as any of { (a) unrest } }
  article 3 { refugee does not apply where crime }
)";

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), by);
}

Lines groups(const std::string& before, const std::string& after, const std::string& name,
             const std::vector<std::string>& cases) {
  Texts texts({pact(before), pact(after)}, {name});
  texts.add(cases);
  return texts.lines();
}

TEST(Drafts, NameTheInsertedHeadAlone) {
  EXPECT_EQ(groups(refugee, replaced(refugee, "(a) unrest", "(a) unrest (b) drought"),
                   "pact.refugee", {"fouC", "foUdC", "foUDC", "foUd", "foud"}),
            (Lines{"no → yes by Pact, art. 2(b): 1, fear yes; outside yes; unrest no; crime no; "
                   "drought yes;",
                   "no → undetermined by Pact, art. 2(b): 1, unrest no;"}));
}

TEST(Drafts, NameTheOmittedException) {
  const std::string after =
      replaced(refugee, "article 3 { refugee does not apply where crime }", "");
  EXPECT_EQ(groups(refugee, after, "pact.refugee", {"fouc", "fouC", "fou", "Fouc"}),
            (Lines{"undetermined → yes by Pact, art. 3: 1, fear yes; outside yes; unrest yes;",
                   "no → yes by Pact, art. 3: 1, fear yes; outside yes; unrest yes; crime yes;"}));
}

// One amendment alone does not do it, both together do.
TEST(Drafts, NameEveryProvisionThatItTook) {
  const std::string after =
      replaced(replaced(refugee, "(a) fear", "(a) drought"), "(a) unrest", "(a) drought");
  EXPECT_EQ(groups(refugee, after, "pact.refugee", {"FoUdC", "foUdC"}),
            (Lines{"no → yes by Pact, art. 1(a); Pact, art. 2(a): 1, outside yes; unrest no; "
                   "crime no; drought yes;",
                   "no → yes by Pact, art. 2(a): 1, fear yes; outside yes; unrest no; crime no; "
                   "drought yes;"}));
}

TEST(Drafts, FollowPiecesOfReplacedWords) {
  const std::string base = R"(
  article 1 { define asked of Person as helped and outside }
  article 2 { define helped of Person as fear }
)";
  const std::string after =
      replaced(replaced(base, "helped and outside", "helped and (outside or unrest)"), "as fear",
               "as drought");
  // The words of article 1 are others, but what it turned on here is article 2.
  EXPECT_EQ(groups(base, after, "pact.asked", {"FodU", "fOdu"}),
            (Lines{"no → yes by Pact, art. 1: 1, fear yes; outside no; drought yes; unrest yes;",
                   "no → yes by Pact, art. 2: 1, fear no; outside yes; drought yes;"}));
}

TEST(Drafts, BringWhatTheyInsertWithThem) {
  const std::string base = "article 1 { define asked of Person as any of { (a) fear } }";
  const std::string after =
      "article 1 { define asked of Person as any of { (a) fear (b) dry } }\n"
      "article 2 { define dry of Person as drought }";
  Texts texts({pact(base), pact(after)}, {"pact.asked"});
  texts.add({"Fd", "fd", "FD"});
  const Outcome outcome = texts.outcome();
  EXPECT_EQ(Texts::lines(outcome),
            (Lines{"no → yes by Pact, art. 1(b); Pact, art. 2, dry: 1, fear no; drought yes;"}));
  EXPECT_TRUE(outcome.drafts[0].without_effect.empty());
  EXPECT_EQ(outcome.drafts[0].only_here, (Lines{"pact.dry"}));
}

TEST(Drafts, SayWhichValuesMovedAndWhereTo) {
  const std::string base = R"(
  article 1 {
    define level of Person : Level {
      (a) where crime : nothing
      (b) subject to (a), where fear : partly
      otherwise : nothing
    }
  }
)";
  const std::string after = replaced(base, "fear : partly", "fear : full");
  Texts texts({pact(base), pact(after)}, {"pact.level"});
  texts.add({"fC", "fC", "FC", "fc", "f"}, {10, 1, 100, 1000, 5});
  const Outcome outcome = texts.outcome();
  EXPECT_EQ(Texts::lines(outcome),
            (Lines{"partly → full by Pact, art. 1(b): 11, crime no; fear yes;"}));
  EXPECT_EQ(outcome.effects[0].better.persons, 11);
  EXPECT_EQ(outcome.effects[0].worse.persons, 0);
  EXPECT_EQ(outcome.effects[0].transitions[0][0].persons, 1100);
  EXPECT_EQ(outcome.effects[0].transitions[1][2].cases, 2u);
  EXPECT_EQ(outcome.effects[0].transitions[3][3].persons, 5);
  EXPECT_EQ(outcome.persons, 1116);
}

TEST(Drafts, SayByHowMuchDaysMoved) {
  const std::string base = R"(
  article 1 {
    define until of Person : date {
      (a) where fear : 2020-01-11
      (b) where not fear and crime : 2020-03-01
      otherwise : 2020-02-01
    }
  }
)";
  const std::string after =
      replaced(replaced(base, "2020-01-11", "2020-01-01"), "2020-03-01", "2020-03-05");
  Texts texts({pact(base), pact(after)}, {"pact.until"});
  texts.add({"f", "f", "Fc", "FC"}, {3, 1, 4, 9});
  const Outcome outcome = texts.outcome();
  EXPECT_EQ(Texts::lines(outcome),
            (Lines{"known → earlier by Pact, art. 1(a): 4, fear yes;",
                   "known → later by Pact, art. 1(b): 4, fear no; crime yes;"}));
  const Movement& movement = outcome.effects[0].movement;
  EXPECT_EQ(movement.less.cases, 2u);
  EXPECT_EQ(movement.more.persons, 4);
  EXPECT_EQ(*movement.least, -10);
  EXPECT_EQ(*movement.median, -3);
  EXPECT_EQ(*movement.greatest, 4);
}

TEST(Drafts, TakeAllThatAQuantifierRestsOnForItsCauses) {
  const std::string base = R"(
  article 1 { define close of Tie as real }
  article 2 { define asked of Person as for some tie in ties: tie.close }
)";
  Texts texts({pact(base), pact(replaced(base, "as real", "as strong"))}, {"pact.asked"});
  runtime::Batch batch;
  const ir::Module& module = texts.module();
  for (std::size_t domain = 0; domain < module.domains.size(); ++domain) {
    batch.tables.push_back(
        std::make_shared<runtime::Table>(layout::shapes_of(module, ir::DomainId(domain)), 4));
  }
  batch.tables[0]->add_row();
  for (int row = 0; row < 2; ++row) {
    const std::size_t tie = batch.tables[1]->add_row();
    batch.tables[1]->set_truth(tie, 0, row == 0);
    batch.tables[1]->set_truth(tie, 1, false);
  }
  batch.tables[0]->set_rows_end(0, 0, 2);
  batch.tables[0]->set_rows_known(0, 0);
  texts.add(batch, {.case_name = [](std::size_t) { return "anna"; }});
  EXPECT_EQ(texts.lines(), (Lines{"yes → no by Pact, art. 1: 1, ties 1, and no others; "
                                  "ties 1: real yes; ties 1: strong no;"}));
}

TEST(Drafts, HoldSeveralAgainstOneBase) {
  Texts texts({pact(refugee), pact(replaced(refugee, "(b) outside", "")),
               pact(replaced(refugee, "all of", "any of"))},
              {"pact.refugee", "pact.harm"});
  texts.add({"fOuC", "fOUC"});
  const Outcome outcome = texts.outcome();
  ASSERT_EQ(outcome.effects.size(), 4u);
  EXPECT_EQ(Texts::lines(outcome),
            (Lines{"no → yes by Pact, art. 1(b): 1, fear yes; outside no; unrest yes; crime no;",
                   "no → yes by Pact, art. 1: 2, outside no; unrest yes; crime no;"}));
  EXPECT_EQ(outcome.effects[2].differing.cases, 0u);
}

TEST(Drafts, SayOfFurtherGroupsThatTheyAreNotMadeSmaller) {
  Texts texts({pact(refugee), pact(replaced(refugee, "(a) unrest", "(a) unrest (b) drought"))},
              {"pact.refugee"});
  texts.add({"foUdC", "foUdC", "foUd"});
  const Outcome outcome = texts.outcome({.witnesses = 1, .explanations = true});
  const std::vector<Group>& found = outcome.effects[0].groups;
  ASSERT_EQ(found.size(), 2u);
  EXPECT_TRUE(found[0].witness.smallest);
  EXPECT_FALSE(found[0].witness.after.parts.empty());
  EXPECT_FALSE(found[1].witness.smallest);
  EXPECT_EQ(found[1].witness.facts.size(), 4u);
  EXPECT_TRUE(found[1].witness.after.parts.empty());
}

TEST(Drafts, SayThatATextIsNotYetInForce) {
  const std::string base = "in force 1970-01-01 article 1 { define asked of Person as fear }";
  lower::Request request;
  request.as_of = 100;
  Texts texts({pact(base), pact(replaced(base, "1970", "1980"))}, {"pact.asked"}, request);
  texts.add({"f", "F", ""});
  const Outcome outcome = texts.outcome();
  EXPECT_EQ(Texts::lines(outcome), (Lines{"yes → no by Pact, art. 1: 1, fear yes;",
                                          "undetermined → no by Pact, art. 1: 1,"}));
  EXPECT_EQ(outcome.drafts[0].provisions[0].before, "in force");
  EXPECT_EQ(outcome.drafts[0].provisions[0].after,
            "not in force on 1970-04-11: in force from 1980-01-01");
}

TEST(Drafts, CompareDaysOfWhichButARangeIsKnown) {
  const std::string base =
      "article 1 { define until of Person : date as heard + 10 days }\n"
      "article 2 { define late of Person as until is after 1970-01-20 }";
  lower::Request request;
  const Provision ranged(pact(base));
  for (std::size_t fact = 0; fact < ranged.program.facts.size(); ++fact) {
    if (ranged.program.facts[program::FactId(fact)].name == "heard") {
      request.ranged.insert(program::FactId(fact));
    }
  }
  Texts texts({pact(base), pact(replaced(base, "10 days", "20 days"))}, {"pact.until", "pact.late"},
              request);
  runtime::Batch batch;
  batch.tables.push_back(std::make_shared<runtime::Table>(
      layout::shapes_of(texts.module(), ir::DomainId(std::size_t{0})), 3));
  const std::int64_t days[3][2] = {{5, 5}, {1, 4}, {2, 8}};
  for (const auto& [least, greatest] : days) {
    const std::size_t row = batch.tables[0]->add_row();
    batch.tables[0]->set_number(row, 0, least);
    batch.tables[0]->set_number(row, 1, greatest);
  }
  texts.add(batch, {.case_name = [](std::size_t) { return "anna"; }});
  // The first day is known and moves; of the others it is now certain that they are late.
  const Outcome outcome = texts.outcome();
  ASSERT_EQ(outcome.effects.size(), 2u);
  EXPECT_EQ(outcome.effects[0].movement.more.cases, 1u);
  EXPECT_EQ(*outcome.effects[0].movement.median, 10);
  EXPECT_EQ(outcome.effects[1].differing.cases, 3u);
}

TEST(Drafts, AskTheSameQuestionByName) {
  const Provision base(pact(refugee));
  const Provision other(pact("article 2 { define harm of Person as unrest }"));
  lower::Request request;
  request.definitions = {base.definition("pact.refugee"), base.definition("pact.harm")};
  request.as_of = 100;
  const World world = same_question(base.program, request, other.program);
  EXPECT_FALSE(world.subjects[0].valid());
  EXPECT_EQ(world.subjects[1], other.definition("pact.harm"));
  EXPECT_EQ(world.request.definitions.size(), 1u);
  EXPECT_EQ(world.request.as_of, 100);
}

}  // namespace
}  // namespace nansen::compare
