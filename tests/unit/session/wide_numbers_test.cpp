// Numbers too wide for the engines are found, and the time that takes grows with the program.
#include "compiler/session/wide_numbers.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "compiler/session/session.h"

namespace nansen::session {
namespace {

namespace fs = std::filesystem;

/// What checking `text` emits.
std::vector<Diagnostic> checked(const std::string& text) {
  const fs::path file = fs::temp_directory_path() /
                        ("nansen-wide-" + std::to_string(::getpid()) + "-" +
                         testing::UnitTest::GetInstance()->current_test_info()->name() + ".treaty");
  std::ofstream(file) << text;
  Session session({{file.string()}, {}});
  session.check();
  fs::remove(file);
  return session.emitter().diagnostics();
}

const std::string persons = R"(
entity Person {
  entered_on : date
  amount : decimal from 0 to 9000000000000
  other_amount : decimal from 0 to 9000000000000
}
instrument pact "Pact" {
  computation usual { the day of the event counts  month ends rounding down }
  periods are computed by usual
)";

TEST(WideNumbers, ThoseOfOneDefinitionAreToldFromThoseOfOthers) {
  const auto found = checked(persons + R"(
    article 1 { define narrow of Person as amount is at least other_amount }
    article 2 {
      define wide of Person as
        0.0000000000001 * (0.0000000000001 * (0.0000000000001 * amount)) is at least other_amount
    }
  })");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].code, Code::NumberTooWide);
  EXPECT_NE(found[0].message.find("\"wide\""), std::string::npos) << found[0].message;
}

// Each day of a status rests on those of all statuses before it.
TEST(WideNumbers, AreLookedForOnceInALongChainOfStatuses) {
  std::string text = persons + "status stay_0 of Person { begins on entered_on  lasts 1 month ";
  for (int stay = 1; stay < 200; ++stay) {
    const std::string name = "stay_" + std::to_string(stay);
    text += "becomes " + name + " }\nstatus " + name + " of Person { lasts 1 month ";
  }
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_TRUE(checked(text + "} }").empty());
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(10));
}

}  // namespace
}  // namespace nansen::session
