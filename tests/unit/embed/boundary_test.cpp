// What crosses between C and C++: structs of every version that is known, and failures as codes.
#include "compiler/embed/boundary.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace nansen::embed {
namespace {

/// A struct as an older and as a newer header has it.
struct Older {
  std::uint32_t size = sizeof(Older);
  std::uint32_t version = 1;
  std::int64_t first = 1;
};
struct Newer {
  std::uint32_t size = sizeof(Newer);
  std::uint32_t version = 2;
  std::int64_t first = 10;
  std::int64_t second = 20;
};
constexpr std::size_t known[] = {sizeof(Older), sizeof(Newer)};

nansen_status status_of(const void* given, Newer& newest) {
  try {
    take(given, &newest, known, "a struct");
    return NANSEN_OK;
  } catch (const Failure& failure) {
    return failure.status;
  }
}

TEST(Take, KeepsWhatAnOlderStructDoesNotHave) {
  const Older older;
  Newer newest;
  EXPECT_EQ(status_of(&older, newest), NANSEN_OK);
  EXPECT_EQ(newest.first, 1);
  EXPECT_EQ(newest.second, 20);
  EXPECT_EQ(newest.size, sizeof(Newer));
}

TEST(Take, TakesTheNewestAsItIs) {
  Newer given;
  given.second = 5;
  Newer newest;
  EXPECT_EQ(status_of(&given, newest), NANSEN_OK);
  EXPECT_EQ(newest.second, 5);
}

TEST(Take, RefusesVersionsAndSizesThatAreNotKnown) {
  Newer newest;
  for (const std::uint32_t version : {0u, 3u, 4'000'000'000u}) {
    Newer given;
    given.version = version;
    EXPECT_EQ(status_of(&given, newest), NANSEN_WRONG_VERSION);
  }
  for (const std::size_t size : {std::size_t{0}, sizeof(Older), sizeof(Newer) + 8}) {
    Newer given;
    given.size = static_cast<std::uint32_t>(size);
    EXPECT_EQ(status_of(&given, newest), NANSEN_WRONG_VERSION) << size;
  }
  EXPECT_EQ(newest.first, 10);
}

TEST(Take, SaysWhichVersionIsNotKnown) {
  Newer given;
  given.version = 3;
  Newer newest;
  try {
    take(&given, &newest, known, "the options");
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.message,
              "version 3 of the options, of 24 bytes, is not known to this library (version 1); "
              "use the NANSEN_..._INIT macro of its header");
  }
}

TEST(Guarded, TurnsWhateverIsThrownIntoAStatus) {
  nansen_error error = NANSEN_ERROR_INIT;
  EXPECT_EQ(guarded(&error, [] {}), NANSEN_OK);
  EXPECT_EQ(error.message, nullptr);
  EXPECT_EQ(guarded(&error, [] { throw Failure{NANSEN_DAMAGED, "torn"}; }), NANSEN_DAMAGED);
  EXPECT_STREQ(error.message, "torn");
  EXPECT_EQ(error.status, NANSEN_DAMAGED);
  EXPECT_EQ(guarded(&error, [] { throw std::bad_alloc(); }), NANSEN_OUT_OF_MEMORY);
  EXPECT_STREQ(error.message, "there is not enough memory");
  EXPECT_EQ(guarded(&error, [] { throw std::length_error("vector"); }), NANSEN_OUT_OF_MEMORY);
  EXPECT_EQ(guarded(&error, [] { throw std::runtime_error("a fault"); }), NANSEN_INTERNAL);
  EXPECT_STREQ(error.message, "a fault");
  EXPECT_EQ(guarded(&error, [] { throw 7; }), NANSEN_INTERNAL);
  EXPECT_EQ(guarded(nullptr, [] { throw 7; }), NANSEN_INTERNAL);
  EXPECT_EQ(guarded(&error, [] {}), NANSEN_OK);
  EXPECT_EQ(error.message, nullptr);
  EXPECT_EQ(error.status, NANSEN_OK);
}

TEST(Guarded, DoesNothingWithAnErrorThatIsNotKnown) {
  nansen_error error = NANSEN_ERROR_INIT;
  error.version = 9;
  bool ran = false;
  EXPECT_EQ(guarded(&error, [&] { ran = true; }), NANSEN_WRONG_VERSION);
  EXPECT_FALSE(ran);
  EXPECT_EQ(error.message, nullptr);
}

}  // namespace
}  // namespace nansen::embed
