#include "compiler/artefact/seal.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/artefact/images.h"

namespace nansen::artefact {
namespace {

TEST(Seal, GivesBackWhatWasSealed) {
  for (const std::string file : {"", "a", "no one shall be returned"}) {
    Damage damage{};
    std::string error;
    const std::string sealed = seal(file);
    EXPECT_EQ(sealed_file(bytes_of(sealed), damage, error), file);
    EXPECT_EQ(damage, Damage::None);
  }
}

TEST(Seal, IsBrokenByWhateverIsCutOffOrChanged) {
  const std::string sealed = seal("no one shall be returned");
  for (std::size_t length = 0; length < sealed.size(); ++length) {
    Damage damage{};
    std::string error;
    ASSERT_FALSE(sealed_file(bytes_of(sealed.substr(0, length)), damage, error).has_value());
    ASSERT_EQ(damage, Damage::NotAnImage);
  }
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    Damage damage{};
    std::string error;
    ASSERT_FALSE(sealed_file(bytes_of(changed), damage, error).has_value()) << at;
    ASSERT_FALSE(error.empty());
  }
}

TEST(Seal, OfAModuleIsItsLastSection) {
  const std::string module("\0asm\1\0\0\0", 8);
  const std::string sealed = seal_module(module);
  ASSERT_EQ(sealed.size(), module.size() + 2 + 44);
  EXPECT_EQ(sealed.substr(0, module.size() + 14),
            module + std::string("\0\x2c\x0bnansen.seal", 14));
  Damage damage{};
  std::string error;
  EXPECT_EQ(sealed_file(bytes_of(sealed), damage, error), sealed.substr(0, module.size() + 14));
}

}  // namespace
}  // namespace nansen::artefact
