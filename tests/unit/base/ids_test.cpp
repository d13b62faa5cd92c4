// Typed ids and stores.
#include "compiler/base/ids.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <unordered_set>

namespace nansen {
namespace {

struct Rule;
struct Fact;
using RuleId = Id<Rule>;
using FactId = Id<Fact>;

static_assert(!std::is_convertible_v<RuleId, FactId>, "an id of one kind is never one of another");
static_assert(!std::is_convertible_v<int, RuleId>, "a number is not an id");

TEST(Id, NamesNothingByDefault) {
  EXPECT_FALSE(RuleId().valid());
  EXPECT_TRUE(RuleId(std::size_t{0}).valid());
  EXPECT_LT(RuleId(std::size_t{1}), RuleId(std::size_t{2}));
}

TEST(Id, HashesByWhatItNames) {
  std::unordered_set<RuleId> seen = {RuleId(std::size_t{3}), RuleId(std::size_t{3}), RuleId()};
  EXPECT_EQ(seen.size(), 2u);
}

TEST(Store, GivesBackWhatWasAdded) {
  Store<std::string, Rule> store;
  EXPECT_TRUE(store.empty());
  const RuleId first = store.add("inclusion");
  const RuleId second = store.add("exclusion");
  EXPECT_EQ(store[first], "inclusion");
  EXPECT_EQ(store[second], "exclusion");
  EXPECT_EQ(store.size(), 2u);
  EXPECT_TRUE(store.contains(second));
  EXPECT_FALSE(store.contains(RuleId()));
  EXPECT_FALSE(store.contains(RuleId(std::size_t{2})));
}

}  // namespace
}  // namespace nansen
