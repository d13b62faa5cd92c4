// Names that hashing and comparing a few bytes of them could take for each other.
#include "compiler/cases/names.h"

#include <gtest/gtest.h>

namespace nansen::cases {
namespace {

/// Finds `name` where other bytes follow it.
std::uint32_t find(const NameIndex& index, const std::string& name) {
  const std::string text = name + "|yes,no,maybe";
  return index.find(std::string_view(text).substr(0, name.size()));
}

TEST(NameIndex, FindsNothingAmongNoNames) {
  EXPECT_EQ(find(NameIndex(), "a"), NameIndex::none);
  EXPECT_EQ(find(NameIndex(std::vector<std::string>()), "a"), NameIndex::none);
}

TEST(NameIndex, FindsNamesOfEveryLength) {
  std::vector<std::string> names;
  for (std::size_t size = 1; size < 90; ++size) names.emplace_back(size, 'a');
  const NameIndex index(names);
  for (std::uint32_t number = 0; number < names.size(); ++number) {
    EXPECT_EQ(find(index, names[number]), number);
  }
  EXPECT_EQ(find(index, ""), NameIndex::none);
  EXPECT_EQ(find(index, std::string(90, 'a')), NameIndex::none);
}

TEST(NameIndex, LooksAtEveryByte) {
  for (std::size_t size = 1; size < 40; ++size) {
    const std::string name(size, 'm');
    const NameIndex index({name, "other"});
    for (std::size_t at = 0; at < size; ++at) {
      std::string wrong = name;
      wrong[at] = 'n';
      EXPECT_EQ(find(index, wrong), NameIndex::none) << wrong;
    }
    EXPECT_EQ(find(index, name), 0u);
  }
}

TEST(NameIndex, KeepsHundredsOfNamesApart) {
  std::vector<std::string> names;
  for (int number = 0; number < 700; ++number) names.push_back("member_" + std::to_string(number));
  const NameIndex index(names);
  for (std::uint32_t number = 0; number < names.size(); ++number) {
    EXPECT_EQ(find(index, names[number]), number);
  }
  EXPECT_EQ(find(index, "member_700"), NameIndex::none);
}

}  // namespace
}  // namespace nansen::cases
