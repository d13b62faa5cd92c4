// What is asked of a session as an image: definitions, formulas, and what they were made from.
#include "compiler/session/image.h"

#include <gtest/gtest.h>

namespace nansen::session {
namespace {

constexpr const char* text =
    "vocabulary v\nunit persons\n"
    "entity State { size : integer in persons \"?\"  party : boolean \"?\" }\n"
    "instrument key \"Key\" { uses v article 1 {\n"
    "define small of State as party and size is less than 5 persons\n"
    "define bound of State as party\n"
    "formula shares of State { shares = share of size }\n"
    "allocate 5 persons by shares, rounding by Webster as quota\n} }\n";

Session checked(std::string provisions) {
  Session session(Options{
      .names = {}, .library = {}, .texts = {{.name = "key", .text = std::move(provisions)}}});
  EXPECT_TRUE(session.check());
  return session;
}

std::optional<artefact::Image> image_of(Session& session, const Question& question) {
  return make_image(session, question, {.name = "key", .version = "0.1.0", .target = "x86_64"});
}

TEST(Image, HoldsAllDefinitionsAndFormulasOfTheTextWhereNoneIsNamed) {
  Session session = checked(text);
  const auto image = image_of(session, {});
  ASSERT_TRUE(image.has_value());
  EXPECT_EQ(image->origin.definitions, (std::vector<std::string>{"key.small", "key.bound"}));
  ASSERT_EQ(image->normal.outputs.size(), 2u);
  EXPECT_FALSE(image->module.rules.empty());
  ASSERT_EQ(image->formulas.size(), 1u);
  EXPECT_EQ(image->formulas[0].name, "key.shares");
  EXPECT_EQ(image->formulas[0].request.allocations.size(), 1u);
  ASSERT_EQ(image->origin.sources.size(), 1u);
  EXPECT_EQ(image->origin.sources[0].path, "key");
  EXPECT_FALSE(image->origin.sources[0].library);
  EXPECT_EQ(image->origin.sources[0].bytes, std::string(text).size());
  EXPECT_EQ(image->origin.sources[0].sha256.size(), 64u);
}

TEST(Image, HoldsWhatIsAskedAndTheDay) {
  Session session = checked(text);
  const auto image = image_of(session, {.definitions = {"bound"}, .as_of = "2024-02-29"});
  ASSERT_TRUE(image.has_value());
  EXPECT_EQ(image->origin.definitions, (std::vector<std::string>{"key.bound"}));
  EXPECT_EQ(image->origin.as_of, "2024-02-29");
  EXPECT_EQ(image->formulas[0].request.as_of, image->request.as_of);
}

TEST(Image, OfFormulasAloneAnswersThem) {
  Session session = checked(
      "vocabulary v\nunit persons\nentity State { size : integer in persons \"?\" }\n"
      "instrument key { uses v article 1 { formula f of State { f = share of size } } }\n");
  const auto image = image_of(session, {});
  ASSERT_TRUE(image.has_value());
  EXPECT_TRUE(image->normal.outputs.empty());
  ASSERT_EQ(image->normal.domains.size(), 1u);
  EXPECT_EQ(image->formulas.size(), 1u);
}

TEST(Image, IsNotMadeOfWhatIsNotThere) {
  Session session = checked(text);
  EXPECT_FALSE(image_of(session, {.definitions = {"large"}}).has_value());
  EXPECT_TRUE(session.emitter().has_errors());
}

}  // namespace
}  // namespace nansen::session
