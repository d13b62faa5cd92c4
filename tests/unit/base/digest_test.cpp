#include "compiler/base/digest.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

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

// The package for JavaScript has digests of its own: tests/javascript/seal.test.js, to these
// numbers.
TEST(Digest, IsTheOneOfThePackageForJavaScript) {
  std::string bytes(199'999, '\0');
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    bytes[at] = static_cast<char>((7 * at * at + 31 * at + (at >> 8)) & 0xff);
  }
  const std::array<std::pair<std::size_t, std::string_view>, 6> expected{{
      {241, "b03ed83314c8dfca30ca188aa84358a4"},
      {1024, "d880f333bb4366267051a94ba436afc0"},
      {1025, "de9c78fefa6a4882d0a45e3e159a16eb"},
      {2049, "6cf940a185c65959eb9c73eb507dc6df"},
      {65536, "f4a2ab96edfe1378d1e8470a4ce4f8a6"},
      {199999, "94f93e6d770905325150305534c2ecf2"},
  }};
  for (const auto& [length, digest] : expected) {
    EXPECT_EQ(hexadecimal(digest_of(bytes.substr(0, length))), digest) << length;
  }
  EXPECT_EQ(hexadecimal(digest_of(std::string(5000, '\xff'))), "28c52cfea4c8cc65eecab76e201cf173");
}

TEST(Digest, PartsCountAsIfTheyStoodOneAfterAnother) {
  const std::array<std::string_view, 3> parts{"no one ", "", "shall be returned"};
  EXPECT_EQ(digest_of(parts), digest_of("no one shall be returned"));
}

TEST(Digest, OneByteMakesAnother) { EXPECT_NE(digest_of("refugee"), digest_of("refugef")); }

}  // namespace
}  // namespace nansen
