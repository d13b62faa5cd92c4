// A draft that is watched: what every save changes is printed, and nothing else.
#include <gtest/gtest.h>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen {
namespace {

using testing_support::ProcessResult;
using testing_support::run_command;
using testing_support::ScratchFolder;
using testing_support::write_file;

constexpr const char* shelter = R"(vocabulary facts
entity Person {
  fled : boolean
  threatened : boolean
  armed : boolean
}
instrument shelter {
  uses facts
  article 1 { define sheltered of Person as all of { (flight) fled (threat) threatened } }
  article 2 { sheltered does not apply where armed }
}
)";

class WatchTest : public testing::Test {
 protected:
  WatchTest() {
    write_file(folder_.path() / "shelter.treaty", shelter);
    write_file(folder_.path() / "wider.treaty", "draft wider amends shelter { omit article 2 }\n");
    write_file(folder_.path() / "cases.csv",
               "id,fled,threatened,armed\namal,yes,yes,no\nbela,yes,yes,yes\ncaro,yes,no,no\n"
               "dara,yes,,no\n");
  }

  /// Runs `nansen watch wider` while `steps` happen; each `await WORDS` waits until they were
  /// printed since the last one, then an interrupt ends it. Gives all that was printed, with the
  /// times left out.
  ProcessResult watched(const std::string& steps, const std::string& options = "") const {
    write_file(folder_.path() / "steps.sh",
               "nansen watch wider --cases cases.csv " + options + R"( > out.txt 2>&1 &
watch=$!
seen=0
await() {
  for turn in $(seq 600); do
    if tail -n +$((seen + 1)) out.txt | grep -q "$1"; then
      seen=$(wc -l < out.txt)
      return
    fi
    sleep 0.05
  done
  echo "never printed: $1"
}
await 'Ctrl-C ends it'
)" + steps + R"(
kill -INT $watch
wait $watch
status=$?
sed -E 's/^[0-9]{2}:[0-9]{2}:[0-9]{2} //; s/ \([0-9]+ ms\)$//' out.txt
exit $status
)");
    return run_command("sh steps.sh", folder_.path());
  }

  static bool has(const ProcessResult& result, const std::string& words) {
    return result.output.find(words) != std::string::npos;
  }

  ScratchFolder folder_;
};

TEST_F(WatchTest, BeginsWithWhatTheDraftChanges) {
  const ProcessResult result = watched("");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_EQ(result.output, R"(shelter as amended by wider, over 4 cases
Who gains and who loses (cases)
definition  gained  lost  in all
──────────  ──────  ────  ──────
sheltered        1     –       1

gained: newly yes; lost: no longer yes, now no or undetermined

sheltered: 1 of 4 cases answered differently

1 case: no → yes
├─ because of shelter, art. 2, omitted by wider
└─ shown by "bela", with its 3 known facts
   ├─ fled: yes
   ├─ threatened: yes
   └─ armed: yes

Watching wider and what it builds on; Ctrl-C ends it.
)");
}

TEST_F(WatchTest, PrintsWhatASaveChangedSinceTheOneBefore) {
  const ProcessResult result = watched(R"(
echo 'draft wider amends shelter { omit article 2 in article 1 omit (threat) }' > new
mv new wider.treaty
await 'now, perhaps'
)");
  EXPECT_EQ(result.status, 0) << result.output;
  const std::size_t begin = result.output.find("what this save changed");
  ASSERT_NE(begin, std::string::npos) << result.output;
  EXPECT_EQ(result.output.substr(begin), R"(what this save changed, over 4 cases
Who gains and who loses (cases)
definition  gained  lost  in all
──────────  ──────  ────  ──────
sheltered        2     –       2

gained: newly yes; lost: no longer yes, now no or undetermined

sheltered: 2 of 4 cases answered differently

1 case: undetermined → yes
├─ because of shelter, art. 1(threat), omitted
└─ shown by "dara", with 1 of its 2 known facts
   └─ fled: yes

1 case: no → yes
├─ because of shelter, art. 1(threat), omitted
└─ shown by "caro", with 2 of its 3 known facts
   ├─ fled: yes
   └─ threatened: no

Who is covered
definition         in shelter  before this save  now  now, perhaps
─────────────────  ──────────  ────────────────  ───  ────────────
shelter.sheltered           1                 2    4             4
)");
}

TEST_F(WatchTest, SaysWhatIsWrongAndGoesOn) {
  const ProcessResult result = watched(R"(
echo 'draft wider amends shelter { omit article 3 }' > wider.treaty
await 'cannot be compared as it stands'
echo 'draft wider amends shelter { omit article 2 } # as before' > wider.treaty
await 'no case of 4 cases is answered differently'
)");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_TRUE(has(result, "error N9601")) << result.output;
  EXPECT_FALSE(has(result, "never printed")) << result.output;
}

TEST_F(WatchTest, AnswersForTheInstrumentAndTheCasesToo) {
  const ProcessResult result = watched(R"(
sed -i 's/does not apply where armed/does not apply where armed and fled/' shelter.treaty
await 'no case of 4 cases is answered differently'
echo 'emil,yes,yes,yes' >> cases.csv
await 'over 5 cases\|of 5 cases'
sed -i 's/(threat) threatened/(threat) not threatened/' shelter.treaty
await 'now, perhaps'
)");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_FALSE(has(result, "never printed")) << result.output;
}

TEST_F(WatchTest, KnowsAFactThatNobodyAskedForBefore) {
  const ProcessResult result = watched(R"(
sed -i 's/armed : boolean/armed : boolean  minor : boolean/' shelter.treaty
await 'no case of 4 cases is answered differently'
sed -i 's/omit article 2/insert { sheltered also applies where minor }/' wider.treaty
await 'now, perhaps'
)");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_FALSE(has(result, "never printed")) << result.output;
  EXPECT_TRUE(has(result, "no → undetermined")) << result.output;
}

TEST_F(WatchTest, EndsAtOnceWhereThereIsNothingToWatch) {
  const ProcessResult no_draft =
      run_command("nansen watch shelter --cases cases.csv", folder_.path());
  EXPECT_EQ(no_draft.status, 1);
  EXPECT_TRUE(has(no_draft, "error N9620")) << no_draft.output;
  const ProcessResult no_file =
      run_command("nansen watch nothing --cases cases.csv", folder_.path());
  EXPECT_EQ(no_file.status, 1) << no_file.output;
  const ProcessResult no_cases = run_command("nansen watch wider --cases none.csv", folder_.path());
  EXPECT_EQ(no_cases.status, 1) << no_cases.output;
}

TEST_F(WatchTest, EndsWhereNoOneTakesWhatItPrints) {
  const ProcessResult result =
      run_command("timeout 60 nansen watch wider --cases cases.csv > /dev/full", folder_.path());
  EXPECT_EQ(result.status, 1) << result.output;
  EXPECT_TRUE(has(result, "error N7018")) << result.output;
}

}  // namespace
}  // namespace nansen
