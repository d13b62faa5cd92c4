// Drafts of drafts, worlds and the examples that belong to them.
#include "tests/unit/consolidate/amended.h"

namespace nansen::consolidate {
namespace {

const std::string base =
    "instrument i { uses facts article 1 { define d of P as all of { (a) x (b) y } } }";
const std::string first = "draft alpha amends i { cited as \"First\" in d insert (c) z }";
const std::string second = "draft beta amends alpha { article 4 { (1) replace d (c) with (c) w } }";

std::string errors(const std::vector<std::string>& texts, const std::vector<std::string>& drafts) {
  return Amended(texts, drafts).errors;
}

TEST(Stack, BringsWhatADraftAmends) {
  const Read read({base, second, first});
  Emitter emitter;
  const auto stack = stack_of(read.files, "beta", emitter);
  ASSERT_EQ(stack.size(), 2U);
  EXPECT_EQ(stack[0]->name.text, "alpha");
  EXPECT_EQ(stack[1]->name.text, "beta");
  const Amended result({base, second, first}, {"beta"});
  EXPECT_EQ(result.errors, "");
  EXPECT_TRUE(result.says("note \"Substituted by beta, art. 4(1).\"")) << result.text;
  EXPECT_EQ(drafts_of(read.files).size(), 2U);
}

TEST(Stack, BringsADraftOnce) {
  const Amended result({base, second, first}, {"alpha", "beta"});
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.world.changes.size(), 2U);
  EXPECT_EQ(errors({base, first}, {"alpha", "alpha"}),
            "DraftTwice: the draft \"alpha\" would be applied twice\n");
}

TEST(Stack, SaysWhatIsMissingOrGoesInACircle) {
  EXPECT_EQ(errors({base, first}, {"alpa"}),
            "UnknownDraft: no draft is called \"alpa\"; did you mean \"alpha\"?\n");
  EXPECT_EQ(errors({base, "draft d amends j { omit (a) }"}, {"d"}),
            "UnknownAmended: no instrument or draft called \"j\" was found to amend\n");
  EXPECT_EQ(errors({"draft a1 amends b1 { }", "draft b1 amends c1 { }", "draft c1 amends a1 { }"},
                   {"b1"}),
            "DraftsInCircle: the draft \"a1\" amends itself, through \"b1\" and \"c1\"\n");
  EXPECT_EQ(errors({"draft a1 amends a1 { }"}, {"a1"}),
            "DraftsInCircle: the draft \"a1\" amends itself\n");
}

TEST(Stack, SaysWhatIsWrongWithADraft) {
  EXPECT_EQ(errors({base, "draft d1 amends i { }"}, {"d1"}),
            "EmptyDraft: the draft \"d1\" amends nothing\n");
  EXPECT_EQ(errors({base, "draft i2 amends i { omit (a) } instrument i2 { }"}, {"i2"}),
            "DraftNameTaken: \"i2\" is already the name of an instrument\n");
  EXPECT_EQ(errors({base, first, first}, {"alpha"}),
            "DraftNameTaken: \"alpha\" is already the name of another draft\n");
}

TEST(Stack, HasEachLabelOfADraftOnce) {
  const std::string text = "instrument i { article 1 { define d of P as x } define e of P as x }";
  const std::string change = "replace the value of d with y";
  const std::string other = "replace the value of e with y";
  EXPECT_EQ(amended(text, "(1) " + change + " (1) " + other).errors,
            "AddressTaken: \"d\" already has \"(1)\"\n");
  EXPECT_EQ(
      amended(text, "article 1 { (1) " + change + " } article 1 { (1) " + other + " }").errors,
      "AddressTaken: \"article 1\" already has \"(1)\"\n");
  EXPECT_EQ(
      amended(text, "article 1 { (1) " + change + " } article 2 { (1) " + other + " }").errors, "");
}

TEST(Stack, RefusesWhatAnEarlierDraftOmitted) {
  EXPECT_EQ(errors({base, "draft alpha amends i { cited as \"First\" (1) omit d (b) }",
                    "draft beta amends alpha { replace d (b) with (b) w }"},
                   {"beta"}),
            "AmendsOmitted: \"d (b)\" was omitted by First, (1)\n");
}

TEST(World, UsesWhatTheDraftUses) {
  const Amended result({base, "draft d1 amends i { uses facts, extra in d insert (c) z }"}, {"d1"});
  EXPECT_TRUE(result.says("  uses facts\n  uses extra\n")) << result.text;
}

TEST(World, KeepsWhatTheDraftSaysOfItself) {
  const Amended result({base,
                        "draft d1 amends i { cited as \"D\" source \"Doc. 1\" article 3 { "
                        "unverified \"Late.\" in d insert (c) z } }"},
                       {"d1"});
  EXPECT_TRUE(result.says("source \"D: Doc. 1\"")) << result.text;
  EXPECT_TRUE(result.says("unverified \"D, art. 3: Late.\"")) << result.text;
}

TEST(World, HasTheExamplesOfItsText) {
  const std::string examples =
      "example \"plain\" { expect d: yes }\n"
      "example \"first\" as amended by alpha { expect d: yes }\n"
      "example \"second\" as amended by beta { expect d: yes }\n";
  const auto names = [&](const std::vector<std::string>& drafts) {
    const Amended result({base, first, second, examples}, drafts);
    EXPECT_EQ(result.errors, "");
    std::string found;
    for (const ast::File& file : result.world.files) {
      for (const ast::Item& item : file.items) {
        EXPECT_FALSE(std::holds_alternative<ast::Draft>(item));
        if (const auto* one = std::get_if<ast::Example>(&item)) found += one->name.text + ' ';
      }
    }
    return found;
  };
  EXPECT_EQ(names({}), "plain ");
  EXPECT_EQ(names({"alpha"}), "first ");
  EXPECT_EQ(names({"beta"}), "second ");
  EXPECT_EQ(names({"alpha", "beta"}), "second ");
}

TEST(World, SaysOnceWhatIsWrongWithTheDraftsOfExamples) {
  const std::string example = "example \"e\" as amended by alpha, bata, alpha { expect d: yes }";
  EXPECT_EQ(errors({base, first, second, example}, {}),
            "UnknownDraft: no draft is called \"bata\"; did you mean \"beta\"?\n"
            "DraftTwice: the draft \"alpha\" would be applied twice\n");
  EXPECT_EQ(errors({base, first, second, example}, {"alpha"}), "");
}

TEST(World, HasEveryInstrumentOfEveryFile) {
  const Amended result({base + " instrument j { }", first, "instrument k { }"}, {"alpha"});
  EXPECT_NE(instrument_in(result.world.files, "j"), nullptr);
  EXPECT_NE(instrument_in(result.world.files, "k"), nullptr);
  EXPECT_TRUE(result.says("(c) z"));
}

}  // namespace
}  // namespace nansen::consolidate
