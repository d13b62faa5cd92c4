#include "compiler/session/timings.h"

#include <gtest/gtest.h>

#include <thread>

namespace nansen::session {
namespace {

TEST(Timings, OfAStageInsideAnotherAreCountedOnce) {
  Timings timings;
  const auto begin = std::chrono::steady_clock::now();
  {
    const Timings::Scope lower(timings, "lower");
    const Timings::Scope align(timings, "align");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  const std::chrono::nanoseconds whole = std::chrono::steady_clock::now() - begin;
  ASSERT_EQ(timings.stages().size(), 2U);
  EXPECT_EQ(timings.stages()[0].name, "lower");
  EXPECT_EQ(timings.stages()[1].name, "align");
  EXPECT_GE(timings.stages()[1].time, std::chrono::milliseconds(20));
  EXPECT_LE(timings.stages()[0].time + timings.stages()[1].time, whole);
}

}  // namespace
}  // namespace nansen::session
