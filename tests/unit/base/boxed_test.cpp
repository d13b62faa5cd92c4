// A value kept elsewhere: its copies share nothing, and nobody changes what is const through it.
#include "compiler/base/boxed.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <vector>

namespace nansen {
namespace {

struct Tree {
  std::string name;
  std::vector<Boxed<Tree>> branches;
};

TEST(Boxed, HoldsATypeThatHoldsItself) {
  Tree tree{"root", {}};
  tree.branches.emplace_back(std::make_unique<Tree>(Tree{"branch", {}}));
  EXPECT_EQ(tree.branches[0]->name, "branch");
}

TEST(Boxed, ACopyOwnsACopy) {
  Boxed<Tree> first(std::make_unique<Tree>(Tree{"first", {}}));
  Boxed<Tree> second = first;
  second->name = "second";
  EXPECT_EQ(first->name, "first");
  first = second;
  second->name = "third";
  EXPECT_EQ(first->name, "second");
}

TEST(Boxed, CanBeGivenItself) {
  Boxed<Tree> tree(std::make_unique<Tree>(Tree{"root", {}}));
  const Boxed<Tree>& same = tree;
  tree = same;
  ASSERT_TRUE(static_cast<bool>(tree));
  EXPECT_EQ(tree->name, "root");
}

TEST(Boxed, AMoveLeavesNothing) {
  Boxed<Tree> first(std::make_unique<Tree>(Tree{"first", {}}));
  const Boxed<Tree> second = std::move(first);
  EXPECT_EQ(first,
            nullptr);  // NOLINT(bugprone-use-after-move): what a move leaves is what is tested
  EXPECT_EQ(second->name, "first");
}

TEST(Boxed, CanHoldNothing) {
  const Boxed<Tree> nothing = nullptr;
  const Boxed<Tree> copy = nothing;
  EXPECT_FALSE(static_cast<bool>(copy));
  EXPECT_EQ(copy.get(), nullptr);
}

TEST(Boxed, OfAConstGivesAConst) {
  EXPECT_TRUE(
      std::is_const_v<std::remove_reference_t<decltype(*std::declval<const Boxed<Tree>&>())>>);
  EXPECT_TRUE(
      std::is_const_v<std::remove_pointer_t<decltype(std::declval<const Boxed<Tree>&>().get())>>);
  EXPECT_FALSE(std::is_const_v<std::remove_reference_t<decltype(*std::declval<Boxed<Tree>&>())>>);
}

}  // namespace
}  // namespace nansen
