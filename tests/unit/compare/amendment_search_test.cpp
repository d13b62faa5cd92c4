// Amendments are found where they stand and by what they amend.
#include "compiler/compare/amendment_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <limits>

namespace nansen::compare {
namespace {

using consolidate::Change;
using consolidate::ChangeKind;

Change change(ChangeKind kind, const std::string& old_address, const std::string& new_address,
              std::uint32_t begin, std::uint32_t end, std::size_t file = 0) {
  Change change;
  change.kind = kind;
  change.instrument = "pact";
  change.old_address = old_address;
  change.new_address = new_address;
  change.span = {FileId(file), begin, end};
  return change;
}

TEST(AmendmentSearch, FindsThoseAroundAPlace) {
  const AmendmentSearch search({change(ChangeKind::Inserted, "", "art. 1", 40, 60),
                                change(ChangeKind::Inserted, "", "art. 2", 0, 100),
                                change(ChangeKind::Inserted, "", "art. 3", 70, 80),
                                change(ChangeKind::Inserted, "", "art. 4", 0, 100, 1)});
  const auto around = [&](std::uint32_t begin, std::uint32_t end, std::size_t file = 0) {
    Amendments found;
    search.add_around({FileId(file), begin, end}, found);
    return found;
  };
  EXPECT_EQ(around(45, 60), (Amendments{0, 1}));
  EXPECT_EQ(around(45, 61), Amendments{1});
  EXPECT_EQ(around(40, 60), (Amendments{0, 1}));
  EXPECT_EQ(around(90, 95), Amendments{1});
  EXPECT_EQ(around(90, 101), Amendments{});
  EXPECT_EQ(around(5, 6, 1), Amendments{3});
  EXPECT_EQ(around(5, 6, 2), Amendments{});
  Amendments found = {1};
  search.add_around({FileId(std::size_t{0}), 70, 80}, found);
  EXPECT_EQ(found, (Amendments{1, 2}));
  search.add_around({}, found);
  EXPECT_EQ(found, (Amendments{1, 2}));
}

TEST(AmendmentSearch, FindsThoseOfAnAddress) {
  const AmendmentSearch search(
      {change(ChangeKind::Replaced, "art. 1, harm (a)", "art. 1, harm (a)", 0, 1),
       change(ChangeKind::Renumbered, "art. 1", "art. 2", 2, 3),
       change(ChangeKind::Replaced, "art. 2(b)", "art. 2(b)", 4, 5),
       change(ChangeKind::Omitted, "art. 3, stay.extended", "", 6, 7),
       change(ChangeKind::Omitted, "art. 3, stays.extended", "", 8, 9)});
  EXPECT_EQ(search.at("pact", "art. 1(a)"), Amendments{0});
  EXPECT_EQ(search.at("pact", "art. 1(b)"), Amendments{2});
  EXPECT_EQ(search.at("other", "art. 1(a)"), Amendments{});
  EXPECT_EQ(search.above("pact", "art. 1(b)(i)"), (Amendments{1, 2}));
  EXPECT_EQ(search.omitting("pact", "art. 3, stay."), Amendments{3});
}

/// The processor's time to find each of so many amendments, at the least of three times.
std::clock_t time_of(std::uint32_t amendments) {
  std::vector<Change> changes;
  for (std::uint32_t at = 0; at < amendments; ++at) {
    const std::string address = "art. " + std::to_string(at);
    changes.push_back(change(ChangeKind::Replaced, address, address, 10 * at, 10 * at + 9));
  }
  std::clock_t least = std::numeric_limits<std::clock_t>::max();
  for (int time = 0; time < 3; ++time) {
    const std::clock_t start = std::clock();
    const AmendmentSearch search(changes);
    for (std::uint32_t at = 0; at < amendments; ++at) {
      Amendments found;
      search.add_around({FileId(std::size_t{0}), 10 * at + 1, 10 * at + 2}, found);
      EXPECT_EQ(found, Amendments{at});
      EXPECT_EQ(search.at("pact", changes[at].old_address), Amendments{at});
    }
    least = std::min(least, std::clock() - start);
  }
  return least;
}

TEST(AmendmentSearch, OfTenTimesAsManyTakesAboutTenTimesAsLong) {
  EXPECT_LT(time_of(20'000), 40 * time_of(2'000));  // where each looks at all, 100
}

}  // namespace
}  // namespace nansen::compare
