// The Protocol of 1967 written as amendments to the Convention (examples/drafts/refugee_protocol),
// beside the Protocol as the library has it: one meaning, come by in two ways.
#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/sample.h"
#include "compiler/ir/merge.h"
#include "compiler/layout/layout.h"
#include "compiler/session/engine.h"
#include "compiler/session/session.h"
#include "tests/support/files.h"

namespace nansen::test {
namespace {

/// What both define, of the same names.
const std::array<std::string, 3> names{"refugee", "refugee_in_country_of_asylum",
                                       "refoulement_prohibited"};

session::Options library_with(std::vector<std::string> drafts) {
  const std::filesystem::path root = testing_support::source_directory();
  return {.names = {(root / "examples/drafts/refugee_protocol.treaty").string(), "protocol_1967"},
          .library = {(root / "stdlib").string()},
          .drafts = std::move(drafts)};
}

/// The definitions of `instrument` in the normal form that native code is made of.
ir::Module module_of(session::Session& session, const std::string& instrument) {
  session::Question question;
  for (const std::string& name : names) question.definitions.push_back(instrument + "." + name);
  const std::optional<lower::Request> request = session.resolve(question);
  if (!request) {
    ADD_FAILURE() << instrument << " does not define what it should";
    return {};
  }
  return session.lower(*request).normal;
}

class ProtocolAsADraft : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(as_it_stands_.check());
    ASSERT_TRUE(amended_.check());
    protocol_ = module_of(as_it_stands_, "protocol_1967");
    convention_ = module_of(amended_, "convention_1951");
  }

  ir::Merged merged() const {
    const std::array<const ir::Module*, 2> modules{&protocol_, &convention_};
    const std::array<std::uint32_t, 2> rules{
        static_cast<std::uint32_t>(as_it_stands_.program().rules.size()),
        static_cast<std::uint32_t>(amended_.program().rules.size())};
    return ir::merge(modules, rules);
  }

  session::Session as_it_stands_{library_with({})};
  session::Session amended_{library_with({"refugee_protocol"})};
  ir::Module protocol_;    // the Protocol, of the text without drafts
  ir::Module convention_;  // the Convention as amended
};

TEST_F(ProtocolAsADraft, IsTheSameValueAsTheProtocol) {
  const ir::Merged both = merged();
  for (std::size_t output = 0; output < names.size(); ++output) {
    EXPECT_EQ(both.module.outputs[both.first_output[0] + output].values,
              both.module.outputs[both.first_output[1] + output].values)
        << names[output];
  }
}

TEST_F(ProtocolAsADraft, AnswersAsTheProtocolDoesOverOneHundredThousandCases) {
  constexpr std::size_t rows = 100'000;
  const ir::Merged both = merged();
  const runtime::Batch batch = cases::sample_batch(
      both.module, {.rows = rows, .seed = 1967, .unknown_per_million = 200'000});
  std::string error;
  const std::unique_ptr<session::Engine> engine = session::make_native(both.module, {}, error);
  ASSERT_NE(engine, nullptr) << error;
  runtime::Results results(layout::output_shapes(both.module), rows);
  engine->evaluate(batch, results);
  for (std::size_t output = 0; output < names.size(); ++output) {
    std::size_t differing = 0;
    std::size_t covered = 0;
    for (const bool yes : {true, false}) {
      const std::uint64_t* left = results.plane(both.first_output[0] + output, 0, yes);
      const std::uint64_t* right = results.plane(both.first_output[1] + output, 0, yes);
      for (std::size_t row = 0; row < rows; ++row) {
        const bool here = (left[row / 64] >> (row % 64) & 1) != 0;
        differing += here != ((right[row / 64] >> (row % 64) & 1) != 0);
        covered += yes && here;
      }
    }
    EXPECT_EQ(differing, 0U) << names[output];
    EXPECT_GT(covered, 0U) << names[output] << " applies to no case";
  }
}

}  // namespace
}  // namespace nansen::test
