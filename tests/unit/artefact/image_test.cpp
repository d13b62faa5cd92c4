// What is written is read back; what was not written so is refused, whatever it is.
#include "compiler/artefact/image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <new>
#include <vector>

#include "compiler/artefact/archive.h"
#include "compiler/artefact/bytes.h"
#include "compiler/base/digest.h"
#include "tests/support/files.h"
#include "tests/unit/artefact/images.h"

namespace {
// What was asked for at once at most, since it was last set to zero.
std::atomic<std::size_t> largest_allocation{0};
}  // namespace

// The address sanitizer has allocators of its own, and a limit for what is asked for at once.
#if !defined(__SANITIZE_ADDRESS__)
void* operator new(std::size_t bytes) {
  std::size_t before = largest_allocation.load();
  while (bytes > before && !largest_allocation.compare_exchange_weak(before, bytes)) {
  }
  void* memory = std::malloc(bytes == 0 ? 1 : bytes);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace nansen::artefact {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t digest_at = 56;
constexpr std::size_t header_bytes = 72;

std::optional<Image> read(const std::string& bytes, Damage& damage) {
  std::string error;
  auto image = decode(bytes_of(bytes), damage, error);
  EXPECT_EQ(image.has_value(), damage == Damage::None);
  EXPECT_EQ(image.has_value(), error.empty()) << error;
  return image;
}

/// `bytes` with the digest that they ought to have.
std::string with_digest(std::string bytes) {
  const std::string_view text = bytes;
  const std::string_view parts[] = {text.substr(0, digest_at), text.substr(header_bytes)};
  const Digest digest = digest_of(parts);
  std::copy(digest.begin(), digest.end(), reinterpret_cast<std::byte*>(bytes.data()) + digest_at);
  return bytes;
}

/// An image of a program without an example, whose description is left out to make it short.
std::string short_image() {
  const std::string bytes = encode(image_of(provisions, {.definitions = {"small"}}));
  const std::size_t description = number_at(bytes, 24, 8);
  std::string shorter = bytes.substr(0, header_bytes) + bytes.substr(header_bytes + description);
  std::string numbers;
  put(numbers, shorter.size(), 8);
  put(numbers, 0, 8);
  shorter.replace(16, 16, numbers);
  return with_digest(shorter);
}

void expect_same(const Image& image, const Image& again) {
  EXPECT_EQ(again.name, image.name);
  EXPECT_EQ(program::print(again.program), program::print(image.program));
  EXPECT_EQ(again.module, image.module);
  EXPECT_EQ(again.normal, image.normal);
  EXPECT_EQ(again.request.definitions, image.request.definitions);
  ASSERT_EQ(again.formulas.size(), image.formulas.size());
  for (std::size_t at = 0; at < image.formulas.size(); ++at) {
    EXPECT_EQ(again.formulas[at].name, image.formulas[at].name);
    EXPECT_EQ(again.formulas[at].lowered.sheet, image.formulas[at].lowered.sheet);
    EXPECT_EQ(again.formulas[at].lowered.states, image.formulas[at].lowered.states);
    EXPECT_EQ(again.formulas[at].lowered.values, image.formulas[at].lowered.values);
  }
  EXPECT_EQ(encode(again), encode(image));
}

TEST(Image, IsReadAsItWasWritten) {
  const Image image = image_of(provisions, {.definitions = {"small"}});
  ASSERT_EQ(image.formulas.size(), 1u);
  Damage damage{};
  const auto again = read(encode(image), damage);
  ASSERT_TRUE(again.has_value());
  expect_same(image, *again);
}

TEST(Image, OfEveryFileOfTheLibraryIsReadAsItWasWritten) {
  const fs::path folder = testing_support::source_directory() / "stdlib";
  std::size_t images = 0;
  for (const fs::path& file : testing_support::files_in(folder, {".treaty"})) {
    session::Session session(
        session::Options{.names = {file.string()}, .library = {folder.string()}});
    ASSERT_TRUE(session.check()) << file;
    if (session.named_definitions().empty() && session.named_formulas().empty()) continue;
    const auto image =
        session::make_image(session, {.as_of = "2026-07-01"},
                            {.name = "library", .version = "0.1.0", .target = "x86_64"});
    ASSERT_TRUE(image.has_value()) << file;
    Damage damage{};
    std::string error;
    const std::string bytes = encode(*image);
    const auto again = decode(bytes_of(bytes), damage, error);
    ASSERT_TRUE(again.has_value()) << file << ": " << error;
    expect_same(*image, *again);
    ++images;
  }
  EXPECT_GT(images, 20u);
}

TEST(Image, SaysWhatItHoldsBeforeAllElse) {
  const Image image = image_of(provisions, {.definitions = {"small"}});
  const std::string bytes = encode(image);
  Damage damage{};
  std::string error;
  EXPECT_EQ(description_in(bytes_of(bytes), damage, error), describe(image));
}

TEST(Image, CutShortAnywhereIsRefused) {
  const std::string bytes = short_image();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    Damage damage{};
    ASSERT_FALSE(read(bytes.substr(0, length), damage).has_value()) << length;
    ASSERT_EQ(damage, Damage::Damaged) << length;
  }
}

TEST(Image, WithAnyByteChangedIsRefused) {
  const std::string bytes = short_image();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int change : {1, 0x80, 0xff}) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ change);
      Damage damage{};
      ASSERT_FALSE(read(changed, damage).has_value()) << at;
    }
  }
}

TEST(Image, WithBytesBehindItIsRefused) {
  Damage damage{};
  EXPECT_FALSE(read(short_image() + '\0', damage).has_value());
  EXPECT_EQ(damage, Damage::Damaged);
}

TEST(Image, OfAnotherFormOrAnotherVersionIsToldApart) {
  for (const std::size_t at : {std::size_t{8}, std::size_t{32}}) {
    std::string changed = short_image();
    changed[at] = static_cast<char>(changed[at] ^ 1);
    Damage damage{};
    EXPECT_FALSE(read(with_digest(changed), damage).has_value());
    EXPECT_EQ(damage, Damage::OtherVersion);
  }
  Damage damage{};
  EXPECT_FALSE(read("#!/bin/sh\n", damage).has_value());
  EXPECT_EQ(damage, Damage::NotAnImage);
}

// From here on the digest is right: whoever made the bytes knew how.

TEST(Image, ForgedCutShortAnywhereIsRefused) {
  const std::string bytes = short_image();
  for (std::size_t length = header_bytes; length < bytes.size(); ++length) {
    std::string cut = bytes.substr(0, length);
    std::string number;
    put(number, length, 8);
    cut.replace(16, 8, number);
    Damage damage{};
    ASSERT_FALSE(read(with_digest(cut), damage).has_value()) << length;
    ASSERT_EQ(damage, Damage::Damaged) << length;
  }
}

TEST(Image, ForgedWithAnyByteChangedIsRefusedOrWellFormed) {
  const std::string bytes = short_image();
  for (std::size_t at = header_bytes; at < bytes.size(); ++at) {
    for (const int change : {1, 2, 0x7f, 0x80, 0xff}) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ change);
      Damage damage{};
      const auto image = read(with_digest(changed), damage);
      if (!image) continue;
      // What passes can be shown and written.
      ASSERT_FALSE(program::print(image->program).empty());
      ASSERT_FALSE(ir::print(image->module).empty());
      ASSERT_FALSE(to_archive(*image).empty());
    }
  }
}

TEST(Image, ForgedLengthsTakeNoMemoryThatTheBytesDoNotWarrant) {
  const std::string bytes = short_image();
  const std::string huge[] = {std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10),
                              std::string("\xff\xff\xff\xff\x07", 5), std::string("\xff\x7f", 2)};
  for (std::size_t at = header_bytes; at < bytes.size(); ++at) {
    for (const std::string& length : huge) {
      std::string changed = bytes.substr(0, at) + length + bytes.substr(at + 1);
      std::string number;
      put(number, changed.size(), 8);
      changed.replace(16, 8, number);
      changed = with_digest(changed);
      largest_allocation = 0;
      Damage damage{};
      read(changed, damage);
      ASSERT_LT(largest_allocation.load(), 256 * bytes.size()) << at;
    }
  }
}

TEST(Archive, RefusesNumbersThatAreNotWrittenInTheOneWay) {
  const Image image = image_of(provisions, {.definitions = {"small"}});
  const std::string bytes = to_archive(image);
  // The first byte is the length of the name, "key".
  ASSERT_EQ(bytes[0], 3);
  EXPECT_TRUE(from_archive(bytes).has_value());
  EXPECT_FALSE(from_archive("\x83" + std::string(1, '\0') + bytes.substr(1)).has_value());
}

TEST(Archive, RefusesIdsThatNameNothing) {
  Image image = image_of(provisions, {.definitions = {"small"}});
  image.request.definitions.emplace_back(image.program.definitions.size());
  EXPECT_FALSE(from_archive(to_archive(image)).has_value());
  image.request.definitions.pop_back();
  EXPECT_TRUE(from_archive(to_archive(image)).has_value());
  image.module.outputs[0].values[0].index = -2;
  EXPECT_FALSE(from_archive(to_archive(image)).has_value());
}

TEST(Archive, HoldsExactNumbersOfAnySize) {
  Image image = image_of(provisions, {.definitions = {"small"}});
  for (const char* number : {"0", "-1/3", "123456789012345678901234567890/7", "255", "256"}) {
    Rational exact(number);
    exact.canonicalize();
    image.program.facts[program::FactId(std::size_t{0})].range.greatest = exact;
    const auto again = from_archive(to_archive(image));
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->program.facts[program::FactId(std::size_t{0})].range.greatest, exact);
  }
}

TEST(Image, OfTheSameProvisionsHasTheSameBytes) {
  EXPECT_EQ(encode(image_of(provisions, {.definitions = {"small"}})),
            encode(image_of(provisions, {.definitions = {"small"}})));
}

}  // namespace
}  // namespace nansen::artefact
