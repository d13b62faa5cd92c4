// Opening artefacts: what is whole is opened, what is torn or changed is refused before it runs.
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstring>

#include "tests/embed/support.h"

namespace nansen::embed_test {
namespace {

namespace fs = std::filesystem;

class OpenTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch = std::make_unique<testing_support::ScratchFolder>();
    path = built(scratch->path(), "shelter.so");
    bytes = testing_support::read_file(path).value_or("");
    ASSERT_GT(bytes.size(), 1000u);
  }
  static void TearDownTestSuite() { scratch.reset(); }

  static Said opened(const std::string& file, const char* processor = nullptr) {
    nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
    options.path = file.c_str();
    options.processor = processor;
    nansen_evaluator* evaluator = nullptr;
    const Said said = said_by(nansen_open, &options, &evaluator);
    EXPECT_EQ(evaluator == nullptr, said.status != NANSEN_OK);
    nansen_close(evaluator);
    return said;
  }
  /// What opening a file of `content` says.
  static Said opened_bytes(std::string_view content) {
    const fs::path file = scratch->path() / "other.so";
    testing_support::write_file(file, content);
    return opened(file.string());
  }

  static std::unique_ptr<testing_support::ScratchFolder> scratch;
  static fs::path path;
  static std::string bytes;
};
std::unique_ptr<testing_support::ScratchFolder> OpenTest::scratch;
fs::path OpenTest::path;
std::string OpenTest::bytes;

void expect_answers(const Evaluator& evaluator) {
  Rows persons(3);
  fill(persons);
  persons.texts("host", {"FRA", "USA", std::nullopt});
  Rows states(2);
  states.texts("id", {"FRA", "USA"});
  states.truths("party", {true, false});
  const Table answers = evaluator.evaluate({persons.table(), states.table("State")});
  ASSERT_EQ(answers.rows(), 3u);
  EXPECT_EQ(answers.truth("shelter.sheltered", 0), true);
  EXPECT_EQ(answers.truth("shelter.sheltered", 1), false);
  EXPECT_EQ(answers.truth("shelter.sheltered", 2), std::nullopt);
  EXPECT_EQ(answers.truth("shelter.hosted", 0), true);
  EXPECT_EQ(answers.truth("shelter.hosted", 1), false);
}

TEST_F(OpenTest, AnArtefactAnswersExplainsAndAllocates) {
  const Evaluator evaluator = Evaluator::open(path.string());
  expect_answers(evaluator);
  Rows persons(3);
  fill(persons);
  const std::string why =
      evaluator.explain({persons.table()}, 0, {.definition = "shelter.sheltered"});
  EXPECT_NE(why.find("art. 1"), std::string::npos) << why;
  Rows states(2);
  states.texts("id", {"FRA", "USA"});
  states.numbers("size", {1, 3});
  const Table key = evaluator.allocate({states.table()});
  EXPECT_EQ(key.text("id", 1), "USA");
  EXPECT_EQ(key.number("quota", 0), 25);
  EXPECT_EQ(key.number("quota", 1), 75);
}

TEST_F(OpenTest, EachKindOfProcessorThatIsHereAnswersTheSame) {
  std::size_t found = 0;
  for (const char* processor : {"x86-64", "x86-64-v3", "x86-64-v4", "generic"}) {
    try {
      const Evaluator evaluator = Evaluator::open(path.string(), processor);
      EXPECT_EQ(evaluator.processor(), processor);
      expect_answers(evaluator);
      ++found;
    } catch (const Error& error) {
      EXPECT_TRUE(error.status() == NANSEN_UNKNOWN_NAME ||
                  error.status() == NANSEN_INVALID_ARGUMENT)
          << error.what();
    }
  }
  EXPECT_GE(found, 1u);
  EXPECT_EQ(opened(path.string(), "pdp-11").status, NANSEN_UNKNOWN_NAME);
}

TEST_F(OpenTest, TwoAtOnceAndAgainAfterClosing) {
  const Evaluator first = Evaluator::open(path.string());
  {
    const Evaluator second = Evaluator::open(path.string());
    expect_answers(second);
  }
  expect_answers(first);
  const testing_support::ScratchFolder elsewhere;
  const std::string other =
      "vocabulary v entity Person { fled : boolean \"?\" }\n"
      "instrument i { uses v article 1 { define d of Person as fled } }\n";
  const Evaluator third = Evaluator::open(built(elsewhere.path(), "other.so", other).string());
  EXPECT_NE(third.schema().find("i.d"), std::string_view::npos);
  expect_answers(first);
}

TEST_F(OpenTest, AFileThatChangesAfterwardsDoesNoHarm) {
  const fs::path copy = scratch->path() / "copy.so";
  testing_support::write_file(copy, bytes);
  const Evaluator evaluator = Evaluator::open(copy.string());
  testing_support::write_file(copy, std::string(bytes.size(), '\0'));
  fs::resize_file(copy, 10);
  expect_answers(evaluator);
}

TEST_F(OpenTest, WhatIsNotThereOrNoFileCannotBeRead) {
  EXPECT_EQ(opened((scratch->path() / "absent.so").string()).status, NANSEN_CANNOT_READ);
  EXPECT_EQ(opened(scratch->path().string()).status, NANSEN_CANNOT_READ);
  EXPECT_EQ(opened("").status, NANSEN_CANNOT_READ);
}

TEST_F(OpenTest, AnotherFileIsNoArtefact) {
  for (const std::string& content :
       {std::string(), std::string("id,fled\n1,yes\n"), std::string(4096, '\0'), provisions,
        testing_support::read_file("/proc/self/exe").value_or("")}) {
    EXPECT_EQ(opened_bytes(content).status, NANSEN_NOT_AN_ARTEFACT) << content.size();
  }
}

TEST_F(OpenTest, CutAtAnyLengthItIsRefused) {
  std::vector<std::size_t> lengths = {0, 1, 3, 4, 16, 52, 63, 64, 65, 120};
  for (std::size_t length = 128; length < bytes.size(); length += bytes.size() / 97 + 1) {
    lengths.push_back(length);
  }
  for (std::size_t less = 1; less <= 80; ++less) lengths.push_back(bytes.size() - less);
  for (const std::size_t length : lengths) {
    const Said said = opened_bytes(std::string_view(bytes).substr(0, length));
    EXPECT_TRUE(said.status == NANSEN_NOT_AN_ARTEFACT || said.status == NANSEN_DAMAGED) << length;
  }
}

TEST_F(OpenTest, WithAnyByteChangedItIsRefused) {
  for (std::size_t at = 0; at < bytes.size(); at += at < 256 || at + 64 > bytes.size() ? 1 : 499) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    const Said said = opened_bytes(changed);
    EXPECT_TRUE(said.status == NANSEN_NOT_AN_ARTEFACT || said.status == NANSEN_DAMAGED) << at;
  }
}

TEST_F(OpenTest, WithMoreBehindItItIsRefused) {
  EXPECT_EQ(opened_bytes(bytes + "x").status, NANSEN_NOT_AN_ARTEFACT);
  EXPECT_EQ(opened_bytes(bytes + bytes).status, NANSEN_DAMAGED);
}

TEST_F(OpenTest, ALinkedArtefactAnswersAndADamagedImageIsRefused) {
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  const auto* artefact = static_cast<const nansen_artefact*>(dlsym(library, "nansen_artefact"));
  ASSERT_NE(artefact, nullptr);
  {
    expect_answers(Evaluator::open(*artefact));
  }
  std::vector<std::uint8_t> image(artefact->image, artefact->image + artefact->image_bytes);
  nansen_artefact changed = *artefact;
  for (std::size_t at = 0; at < image.size(); at += at < 128 ? 1 : 251) {
    std::vector<std::uint8_t> other = image;
    other[at] ^= 0x11;
    changed.image = other.data();
    nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
    options.artefact = &changed;
    nansen_evaluator* evaluator = nullptr;
    const nansen_status status = said_by(nansen_open, &options, &evaluator).status;
    EXPECT_TRUE(status == NANSEN_NOT_AN_ARTEFACT || status == NANSEN_DAMAGED ||
                status == NANSEN_WRONG_VERSION)
        << at;
    nansen_close(evaluator);
  }
  changed.image = image.data();
  changed.image_bytes = image.size() / 2;
  nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
  options.artefact = &changed;
  nansen_evaluator* evaluator = nullptr;
  EXPECT_EQ(said_by(nansen_open, &options, &evaluator).status, NANSEN_DAMAGED);
  // Without the second forms of kernels, which older ones lack.
  changed = *artefact;
  changed.kernel_set_count = artefact->kernel_set_count / 2;
  {
    expect_answers(Evaluator::open(changed));
  }
  // Kernels that are not there.
  changed = *artefact;
  nansen_kernel_set set = changed.kernel_sets[0];
  set.kernel_count = 0;
  changed.kernel_sets = &set;
  changed.kernel_set_count = 1;
  options.artefact = &changed;
  EXPECT_EQ(said_by(nansen_open, &options, &evaluator).status, NANSEN_DAMAGED);
  dlclose(library);
}

}  // namespace
}  // namespace nansen::embed_test
