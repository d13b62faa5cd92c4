// Facts that a vocabulary adds to an entity of another, and drafts, which the checker passes over.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

constexpr std::string_view climate = R"(
vocabulary climate
uses base
further facts of Person {
  drought : boolean "Has drought made it impossible to live there?"
  warned : date
}
)";

Checked with_climate(const std::string& body) {
  return Checked({std::string(vocabulary), std::string(climate),
                  "uses base, climate\ninstrument i {\n" + body + "\n}\n"});
}

TEST(FurtherFacts, AreFactsOfTheEntity) {
  const Checked checked =
      with_climate("article 1 { define x of Person as drought and warned is before arrived }");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"),
            "  base r0 [i, art. 1]\n    where (drought and (warned is less than arrived))\n");
}

TEST(FurtherFacts, ComeAfterTheEntitysOwn) {
  const Checked checked = with_climate("article 1 { define x of Person as drought }");
  const program::Program& program = checked.program;
  for (std::size_t index = 0; index < program.entities.size(); ++index) {
    const program::Entity& entity = program.entities[program::EntityId(index)];
    if (entity.name != "Person") continue;
    ASSERT_GE(entity.facts.size(), 2U);
    EXPECT_EQ(program.facts[entity.facts.back()].name, "warned");
    EXPECT_EQ(program.facts[entity.facts.front()].name, "a");
  }
}

TEST(FurtherFacts, OfANameThatIsTakenAreRefused) {
  EXPECT_EQ(
      Checked({std::string(vocabulary),
               "vocabulary additions\nuses base\nfurther facts of Person { age : boolean }\n"})
          .complaints(),
      Names{"DuplicateName"});
}

TEST(FurtherFacts, OfAnEntityThatIsNotThereAreRefused) {
  EXPECT_EQ(Checked({std::string(vocabulary),
                     "vocabulary additions\nuses base\nfurther facts of Persn { e : boolean }\n"})
                .complaints(),
            Names{"UnknownName"});
}

TEST(FurtherFacts, OfAnEntityThatTheFileDoesNotUseAreRefused) {
  EXPECT_EQ(
      Checked({std::string(vocabulary), "further facts of Person { e : boolean }\n"}).complaints(),
      Names{"NotUsed"});
}

TEST(PassedOver, ADraftSaysNothingByItself) {
  const Checked checked =
      Checked({std::string(vocabulary) + "instrument i { article 1 { define x of Person as a } }\n",
               "draft d amends i { omit article 1 }\n"});
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"), "  base r0 [i, art. 1]\n    where a\n");
}

TEST(PassedOver, TheFileOfADraftSeesWhatTheInstrumentDoes) {
  const Checked checked =
      Checked({std::string(vocabulary),
               "instrument i { uses base article 1 { define x of Person as a } }\n",
               "draft d amends i { omit article 1 }\n"
               "draft e amends d { omit article 2 }\n"
               "example \"one\" { given Person { a: yes } expect x: yes }\n"});
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.program.examples.size(), 1U);
}

}  // namespace
}  // namespace nansen
