// Drafts make worlds over one set of files: which text a session is of, and what is told of it.
#include <gtest/gtest.h>

#include "compiler/session/session.h"
#include "tests/support/files.h"

namespace nansen::session {
namespace {

constexpr const char* law =
    "vocabulary world\n"
    "entity Person { a : boolean \"?\" b : boolean \"?\" c : boolean \"?\" }\n"
    "instrument law \"The Law\" {\n"
    "  uses world\n"
    "  article 1 { define x of Person as any of { (a) a (b) b } }\n"
    "}\n";

class WorldsTest : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) {
    testing_support::write_file(scratch.path() / name, text);
    return (scratch.path() / name).string();
  }
  /// A session over the law, with `drafts` written under it.
  Options over(const std::string& drafts, std::vector<std::string> applied = {}) {
    return {
        .names = {write("law.treaty", law + drafts)}, .library = {}, .drafts = std::move(applied)};
  }
  /// The columns that the answers of a session read, each with a space.
  static std::string columns(Session& session) {
    auto request = session.resolve({});
    if (!request) return "nothing";
    std::string names;
    for (const ir::Column& column : session.lower(std::move(*request)).module.columns) {
      names += column.name + " ";
    }
    return names;
  }
  static std::vector<Code> codes(const Session& session) {
    std::vector<Code> codes;
    for (const Diagnostic& each : session.emitter().diagnostics()) codes.push_back(each.code);
    return codes;
  }

  testing_support::ScratchFolder scratch;
};

using Codes = std::vector<Code>;
using Names = std::vector<std::string>;

constexpr const char* wider =
    "draft wider amends law { (1) in article 1 insert (c) c after (b) }\n";
constexpr const char* narrower = "draft narrower amends law { omit article 1 x (b) }\n";
constexpr const char* broken =
    "draft broken amends law { (1) in article 1 insert (c) nonsense after (b) }\n";

TEST_F(WorldsTest, TakeTimeThatIsCountedWithThatOfTheirFiles) {
  Session session(over(wider));
  ASSERT_TRUE(session.check());
  EXPECT_EQ(&Session(session, {"wider"}).timings(), &session.timings());
}

TEST_F(WorldsTest, AnUnappliedDraftLeavesTheTextAsItIs) {
  Session session(over(std::string(wider) + broken));
  ASSERT_TRUE(session.check());
  EXPECT_EQ(columns(session), "a b ");
  EXPECT_TRUE(session.drafts().empty());
  EXPECT_TRUE(session.changes().empty());
  EXPECT_EQ(codes(session), Codes{});
}

TEST_F(WorldsTest, DraftsOfTheOptionsAreAppliedInOrder) {
  Session session(over(std::string(wider) + narrower, {"wider", "narrower"}));
  ASSERT_TRUE(session.check());
  EXPECT_EQ(columns(session), "a c ");
  EXPECT_EQ(session.drafts(), (Names{"wider", "narrower"}));
  ASSERT_EQ(session.changes().size(), 2u);
  EXPECT_EQ(session.changes()[1].draft, "narrower");
}

TEST_F(WorldsTest, AFileOfDraftsStandsForAllInIt) {
  const std::string file = write("changes.treaty", std::string(wider) + narrower);
  Session session(over("", {file}));
  ASSERT_TRUE(session.check());
  EXPECT_EQ(session.drafts(), (Names{"wider", "narrower"}));
}

TEST_F(WorldsTest, SessionsOverTheSameFilesHaveTextsOfTheirOwn) {
  Session base(over(std::string(wider) + narrower));
  ASSERT_TRUE(base.check());
  Session first(base, {"wider"});
  Session second(base, {"narrower"});
  ASSERT_TRUE(first.check());
  ASSERT_TRUE(second.check());
  EXPECT_EQ(columns(base), "a b ");
  EXPECT_EQ(columns(first), "a b c ");
  EXPECT_EQ(columns(second), "a ");
  EXPECT_EQ(&first.loaded(), &base.loaded());
}

TEST_F(WorldsTest, OnlyWhatIsNewIsToldAndInWhoseTextItStands) {
  const std::string warned = "draft empty amends law { }\n" + std::string(broken) +
                             "instrument other { uses world article 1 { define y of Person as a "
                             "or wrong } }\n";
  Session base(over(warned));
  EXPECT_FALSE(base.check());
  ASSERT_EQ(codes(base).size(), 1u);
  Session world(base, {"broken"});
  EXPECT_FALSE(world.check());
  ASSERT_EQ(codes(world).size(), 1u);
  const Diagnostic& found = world.emitter().diagnostics().front();
  EXPECT_NE(found.message.find("nonsense"), std::string::npos) << found.message;
  ASSERT_FALSE(found.labels.empty());
  EXPECT_EQ(found.labels.back().message, "in the text as amended by \"broken\"");
  EXPECT_EQ(codes(base).size(), 1u);
}

TEST_F(WorldsTest, WithoutASessionOfTheBaseTheSameIsTold) {
  const std::string other =
      "instrument other { uses world article 1 { define y of Person as a or wrong } }\n";
  Session session(over(broken + other, {"broken"}));
  EXPECT_FALSE(session.check());
  ASSERT_EQ(codes(session).size(), 2u);
  const std::vector<Diagnostic>& told = session.emitter().diagnostics();
  const auto is_of_draft = [](const Diagnostic& each) {
    return !each.labels.empty() && each.labels.back().message.starts_with("in the text");
  };
  EXPECT_FALSE(is_of_draft(told[0])) << told[0].message;
  EXPECT_TRUE(is_of_draft(told[1])) << told[1].message;
}

TEST_F(WorldsTest, AfterAnErrorOfReadingTheCheckerSaysLess) {
  // That the condition is always met is not said of a text of which a part is missing.
  const std::string cut =
      "instrument cut { uses world article 1 { define y of Person as (a or not a "
      "} }\n";
  Session base(over(wider + cut));
  EXPECT_FALSE(base.check());
  for (const Code code : codes(base)) EXPECT_NE(code, Code::AlwaysMet);
  Session amended(over(wider + cut, {"wider"}));
  EXPECT_FALSE(amended.check());
  EXPECT_EQ(codes(amended), codes(base));
}

TEST_F(WorldsTest, NamesOfDraftsThatThereAreNotAreTold) {
  Session session(over(wider, {"widr"}));
  EXPECT_FALSE(session.check());
  ASSERT_EQ(codes(session), Codes{Code::UnknownDraft});
  EXPECT_NE(session.emitter().diagnostics()[0].message.find("did you mean \"wider\""),
            std::string::npos);
  Session twice(over(wider, {"wider", "wider"}));
  EXPECT_FALSE(twice.check());
  EXPECT_EQ(codes(twice), Codes{Code::DraftTwice});
  Session example(over(std::string(wider) +
                       "example \"e\" { as amended by wider, wider, widr given Person { a: yes } "
                       "expect law.x: yes }\n"));
  EXPECT_FALSE(example.check());
  EXPECT_EQ(codes(example), (Codes{Code::DraftTwice, Code::UnknownDraft}));
  Session none(over(wider, {write("empty.treaty", "vocabulary nothing\n")}));
  EXPECT_FALSE(none.check());
  EXPECT_EQ(codes(none), Codes{Code::UnknownDraft});
}

TEST_F(WorldsTest, EachDraftAndEachTextOfAnExampleIsAWorld) {
  Session session(over(std::string(wider) + narrower +
                       "example \"e\" { as amended by wider, narrower given Person { a: yes } "
                       "expect law.x: yes }\n"
                       "example \"f\" { as amended by wider given Person { a: yes } "
                       "expect law.x: yes }\n"
                       "example \"g\" { given Person { a: yes } expect law.x: yes }\n"));
  ASSERT_TRUE(session.check());
  EXPECT_EQ(session.worlds(), (std::vector<Names>{{"wider"}, {"narrower"}, {"wider", "narrower"}}));
  EXPECT_EQ(session.program().examples.size(), 1u);
  for (const Names& drafts : session.worlds()) {
    Session world(session, drafts);
    ASSERT_TRUE(world.check());
    EXPECT_EQ(world.program().examples.size(), drafts == Names{"narrower"} ? 0u : 1u);
  }
}

TEST_F(WorldsTest, AnInstrumentAndItsDraftAreNamedTogether) {
  write("law.treaty", law);
  const std::string file = write("added.treaty",
                                 "draft added amends law { in article 1 insert { define z of "
                                 "Person as c } }\n");
  // The draft's file alone: its instrument is asked with it.
  Session drafts({.names = {file}, .library = {}, .drafts = {"added"}});
  ASSERT_TRUE(drafts.check());
  EXPECT_EQ(drafts.named_definitions().size(), 2u);
  // The instrument alone: what the draft inserts is asked with it.
  Session instrument(
      {.names = {(scratch.path() / "law.treaty").string()}, .library = {}, .drafts = {"added"}});
  ASSERT_TRUE(instrument.check());
  EXPECT_EQ(instrument.named_definitions().size(), 2u);
}

TEST_F(WorldsTest, AFileThatChangedIsReadAgainAlone) {
  const Options options = over(wider);
  Session before(options);
  ASSERT_TRUE(before.check());
  EXPECT_EQ(columns(before), "a b ");
  const std::shared_ptr<Loaded> files = before.shared_files();
  write("law.treaty", std::string(law) + "draft wider amends law { omit article 1 x (a) }\n");
  reload(*files, files->files[0].file, wanted(options));
  Session after(options, files);
  ASSERT_TRUE(after.check());
  Session world(after, {"wider"});
  ASSERT_TRUE(world.check());
  EXPECT_EQ(columns(world), "b ");
  write("law.treaty", "instrument");
  reload(*files, files->files[0].file, wanted(options));
  Session wrong(options, files);
  EXPECT_FALSE(wrong.check());
  EXPECT_FALSE(codes(wrong).empty());
}

TEST_F(WorldsTest, WhatAFileUsesForExamplesOfAmendedTextAloneIsUsed) {
  const std::string base = write("law.treaty", law);
  const std::string draft =
      "uses world, law\n" + std::string(wider) +
      "example \"C\" as amended by wider { given Person { otherwise no } expect law.x: no }\n";
  const Options options{.names = {base, write("wider.treaty", draft)}, .library = {}};
  Session as_it_is(options);
  ASSERT_TRUE(as_it_is.check());
  EXPECT_EQ(codes(as_it_is), Codes());
  Session amended(as_it_is, {"wider"});
  ASSERT_TRUE(amended.check());
  EXPECT_EQ(codes(amended), Codes());
  // A file without drafts is told as ever.
  Session unused({.names = {base, write("unused.treaty", "uses world\n")}, .library = {}});
  ASSERT_TRUE(unused.check());
  EXPECT_EQ(codes(unused), Codes{Code::UnusedImport});
}

}  // namespace
}  // namespace nansen::session
