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
)" + articles + "\n}\n";
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
                   "no → undetermined by Pact, art. 2(b): 1, fear yes; outside yes; unrest no; "
                   "drought yes;"}));
}

}  // namespace
}  // namespace nansen::compare
