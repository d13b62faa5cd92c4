#include "compiler/base/digest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace nansen {
namespace {

std::string hexadecimal(const Digest& digest) {
  std::string text;
  for (const std::byte each : digest) {
    for (const unsigned half :
         {std::to_integer<unsigned>(each) >> 4, std::to_integer<unsigned>(each) & 15}) {
      text += "0123456789abcdef"[half];
    }
  }
  return text;
}

TEST(Digest, IsTheOneThatXxhashPublishes) {
  EXPECT_EQ(hexadecimal(digest_of("")), "99aa06d3014798d86001c324468d497f");
}

TEST(Digest, PartsCountAsIfTheyStoodOneAfterAnother) {
  const std::array<std::string_view, 3> parts{"no one ", "", "shall be returned"};
  EXPECT_EQ(digest_of(parts), digest_of("no one shall be returned"));
}

TEST(Digest, OneByteMakesAnother) { EXPECT_NE(digest_of("refugee"), digest_of("refugef")); }

}  // namespace
}  // namespace nansen
