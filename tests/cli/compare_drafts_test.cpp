// What is said of drafts whose causes are told from their text: nothing ends the command, and every
// amendment is named by what it did.
#include <gtest/gtest.h>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen {
namespace {

using testing_support::ProcessResult;
using testing_support::run_command;
using testing_support::ScratchFolder;
using testing_support::write_file;

constexpr const char* pact = R"(vocabulary facts
ordered enumeration Treatment { nothing < equal }
ordered enumeration Attachment { anywhere < resident }
entity Person {
  b : boolean
  c : boolean
  granted_on : date
  attachment : Attachment
}
instrument pact "Pact" {
  uses facts
  periods are computed by counting
  computation counting { the day of the event counts month ends rounding down }
  article 1 { define x of Person as any of { (a) b (b) c } define y of Person as all of { (a) b (c) c } }
  article 2 { status shelter of Person { begins on granted_on lasts 1 year } }
  article 3 { right work of Person : Treatment owed to b attaches at resident as equal }
  article 4 { define level of Person : Treatment { (1) where b : equal otherwise : nothing } }
}
)";

class CompareDraftsTest : public testing::Test {
 protected:
  CompareDraftsTest() {
    write_file(folder_.path() / "pact.treaty", pact);
    write_file(folder_.path() / "cases.csv",
               "id,b,c,granted_on,attachment\nada,yes,no,2026-03-04,resident\n"
               "eva,no,yes,2026-03-04,resident\n");
  }

  ProcessResult compared(const std::string& amendments) const {
    write_file(folder_.path() / "change.treaty", "draft change amends pact { " + amendments + " }");
    return run_command("nansen compare pact change --cases cases.csv --as-of 2028-06-01",
                       folder_.path());
  }

  static bool says(const ProcessResult& result, const std::string& words) {
    return result.output.find(words) != std::string::npos;
  }

  ScratchFolder folder_;
};

TEST_F(CompareDraftsTest, WhatHasNoWordsOfItsOwnMayBeInsertedAndOmitted) {
  for (const char* amendment :
       {"omit article 3", "omit article 4",
        "in shelter insert begins on granted_on where c at the beginning",
        "insert { article 9 { right rest of Person : Treatment owed to b as equal } }"}) {
    const ProcessResult result = compared(amendment);
    EXPECT_EQ(result.status, 0) << amendment << "\n" << result.output;
  }
}

TEST_F(CompareDraftsTest, AStatusChangesBecauseOfItsClauses) {
  const ProcessResult result = compared(
      "(1) replace shelter.lasts with lasts 3 years (2) in shelter insert ends early on granted_on "
      "where b and not b");
  EXPECT_TRUE(says(result, "changed by change, (1)")) << result.output;
  EXPECT_FALSE(says(result, "No case here shows a difference by it")) << result.output;
  EXPECT_FALSE(says(result, "Only in")) << result.output;
}

TEST_F(CompareDraftsTest, AnOmissionIsNotCreditedToARenumbering) {
  const ProcessResult result = compared("(1) renumber article 1 as article 7 (2) omit x (b)");
  EXPECT_EQ(result.status, 0);
  EXPECT_TRUE(says(result, "art. 1(b), omitted by change, (2)")) << result.output;
}

TEST_F(CompareDraftsTest, WhatAReplacedDefinitionNoLongerSaysNamesTheReplacement) {
  const ProcessResult result =
      compared("(1) replace y with { define y of Person as any of { (a) b (b) c } }");
  EXPECT_EQ(result.status, 0);
  EXPECT_FALSE(says(result, ", omitted\n")) << result.output;
}

}  // namespace
}  // namespace nansen
