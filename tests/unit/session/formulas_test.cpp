// Which formula is meant where none, or little, is said.
#include <gtest/gtest.h>

#include "compiler/session/session.h"
#include "tests/support/files.h"

namespace nansen::session {
namespace {

class FormulasTest : public testing::Test {
 protected:
  /// The formula that `name` means, with its allocations; or what is wrong.
  std::string meant(const std::string& body, const std::string& name = "") {
    const std::string path = (scratch.path() / "key.treaty").string();
    testing_support::write_file(
        path,
        "vocabulary v\nunit persons\nentity State { size : integer in persons \"?\" }\n"
        "instrument key \"Key\" { uses v article 1 {\n" +
            body + "\n} }\n");
    Session session(Options{.names = {path}, .library = {}});
    if (!session.check()) return "not checked";
    const auto request = session.resolve_formula(name, {});
    if (!request) return session.emitter().diagnostics().back().message;
    std::string text = session.program().formulas[request->formula].name;
    for (const program::AllocationId id : request->allocations) {
      text += " " + session.program().allocations[id].name;
    }
    return text;
  }

  testing_support::ScratchFolder scratch;
};

constexpr const char* two =
    "formula first of State { first = share of size }\n"
    "formula second of State { second = share of size }\n"
    "allocate 5 persons by second, rounding by Webster as quota\n"
    "allocate 7 persons by second, rounding each to the nearest as published\n";

TEST_F(FormulasTest, TheOnlyOneOrTheOnlyOneThatDividesIsMeant) {
  EXPECT_EQ(meant("formula only of State { only = share of size }"), "only");
  EXPECT_EQ(meant(two), "second quota published");
  EXPECT_EQ(meant("define large of State as size is more than 5 persons"),
            "the files hold no formula");
  EXPECT_EQ(meant(std::string(two) + "allocate 5 persons by first, rounding by Adams as third"),
            "the files hold several formulas: key.first, key.second");
}

TEST_F(FormulasTest, AFormulaMeansAllItsAllocationsAndAnAllocationItself) {
  EXPECT_EQ(meant(two, "key.first"), "first");
  EXPECT_EQ(meant(two, "second"), "second quota published");
  EXPECT_EQ(meant(two, "published"), "second published");
  EXPECT_EQ(meant(two, "secnd"),
            "no formula or allocation is called \"secnd\"; did you mean \"second\"?");
}

}  // namespace
}  // namespace nansen::session
