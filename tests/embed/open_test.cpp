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
  expect_answers(Evaluator::open(*artefact));
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

// ---- second forms of kernels -------------------------------------------------------------------

bool was_called = false;
void tell_call(const void* const*, void* const*, std::int64_t, std::int64_t) { was_called = true; }

/// An artefact that is linked, whose kernel sets may be changed; columns that lie in place are read
/// by the second forms of its kernels.
class SecondForms : public testing::Test {
 protected:
  void SetUp() override {
    const fs::path path =
        built(folder_.path(), "one.so",
              "vocabulary v entity Person { fled : boolean \"?\" }\n"
              "instrument i { uses v article 1 { define d of Person as not fled } }\n");
    library_ = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    ASSERT_NE(library_, nullptr) << dlerror();
    const auto* found = static_cast<const nansen_artefact*>(dlsym(library_, "nansen_artefact"));
    ASSERT_NE(found, nullptr);
    artefact_ = *found;
    sets_.assign(found->kernel_sets, found->kernel_sets + found->kernel_set_count);
    artefact_.kernel_sets = sets_.data();
    first_ = sets_.size() / 2;
    ASSERT_EQ(sets_.size() % 2, 0u);
    for (std::size_t at = 0; at < sets_.size(); ++at) {
      ASSERT_EQ(std::string_view(sets_[at].processor).ends_with("/given"), at >= first_);
    }
    was_called = false;
    calls_.assign(sets_[0].kernel_count, tell_call);
  }
  void TearDown() override {
    if (library_ != nullptr) dlclose(library_);
  }

  static Table answers_of(const Evaluator& evaluator) {
    Rows persons(rows);
    std::vector<std::optional<bool>> fled(rows);
    for (std::size_t row = 0; row < rows; ++row) fled[row] = truth(row);
    persons.truths("fled", fled);
    return evaluator.evaluate({persons.table()});
  }
  static void expect_answers(const Evaluator& evaluator) {
    const Table answers = answers_of(evaluator);
    ASSERT_EQ(answers.rows(), rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const std::optional<bool> fled = truth(row);
      ASSERT_EQ(answers.truth("i.d", row), fled ? std::optional(!*fled) : std::nullopt) << row;
    }
  }
  /// Puts `kernels` in the place of all second forms.
  void put(const std::vector<nansen_kernel>& kernels) {
    for (std::size_t at = first_; at < sets_.size(); ++at) {
      sets_[at].kernels = kernels.data();
      sets_[at].kernel_count = kernels.size();
    }
  }

  static constexpr std::size_t rows = 1024;
  static std::optional<bool> truth(std::size_t row) {
    return row % 3 == 2 ? std::nullopt : std::optional(row % 3 == 0);
  }

  testing_support::ScratchFolder folder_;
  void* library_ = nullptr;
  nansen_artefact artefact_{};
  std::vector<nansen_kernel_set> sets_;
  std::size_t first_ = 0;             // of the second forms
  std::vector<nansen_kernel> calls_;  // as many as a set has, which only tell
};

TEST_F(SecondForms, ReadWhatLiesInPlace) {
  expect_answers(Evaluator::open(artefact_));
  put(calls_);
  (void)answers_of(Evaluator::open(artefact_));
  EXPECT_TRUE(was_called);
}

// Older artefacts lack them.
TEST_F(SecondForms, AreNotNeeded) {
  artefact_.kernel_set_count = first_;
  expect_answers(Evaluator::open(artefact_));
  artefact_.kernel_set_count = sets_.size();
  const std::vector<nansen_kernel> nulls(calls_.size());
  put(nulls);
  expect_answers(Evaluator::open(artefact_));
  put({});
  expect_answers(Evaluator::open(artefact_));
  for (nansen_kernel_set& set : sets_) set.kernel_count = calls_.size();
  expect_answers(Evaluator::open(artefact_));
  put(calls_);
  for (std::size_t at = first_; at < sets_.size(); ++at) sets_[at].kernel_count = 0;
  expect_answers(Evaluator::open(artefact_));
  EXPECT_FALSE(was_called);
}

TEST_F(SecondForms, MayBeFreedWithTheStructsThatLeadToThem) {
  const Evaluator evaluator = Evaluator::open(artefact_);
  const std::string processor(evaluator.processor());
  // Whoever still looked there would call what is wrong.
  for (nansen_kernel_set& set : sets_) set = {"none", calls_.data(), calls_.size()};
  artefact_ = {};
  sets_ = std::vector<nansen_kernel_set>();
  expect_answers(evaluator);
  EXPECT_EQ(evaluator.processor(), processor);
  EXPECT_FALSE(was_called);
}

}  // namespace
}  // namespace nansen::embed_test
