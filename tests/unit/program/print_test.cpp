// What a typed program prints as, and what it is called by.
#include <gtest/gtest.h>

#include "tests/unit/program/small_program.h"

namespace nansen::program {
namespace {

TEST(Print, ASmallProgram) {
  const SmallProgram small;
  EXPECT_EQ(print(small.program),
            "ordered enumeration v.Degree\n"
            "  low \"a little\"\n"
            "  high\n"
            "entity v.Person\n"
            "  a: judgement of boolean \"Is it \\\"a\\\"?\"\n"
            "  degree: Degree\n"
            "  age: integer from 0 to 150\n"
            "instrument pact \"A pact\"\n"
            "  cited as \"Pact\"\n"
            "  adopted 1951-07-28\n"
            "definition pact.x of Person: boolean\n"
            "  base r0 [Pact]\n"
            "    where all of { r1, r2 }\n"
            "    head r1 [Pact, (a)]\n"
            "      where a\n"
            "    head r2 [Pact, (b)]\n"
            "      where (degree is at least high)\n"
            "    exception r3 [Pact] by unless spares r0\n"
            "      where (age is less than 18)\n"
            "order\n"
            "  pact.x\n");
}

TEST(Print, TypesAreWrittenAsADrafterWould) {
  const SmallProgram small;
  const auto text = [&](TypeKind kind, Unit unit = {}) {
    Type type;
    type.kind = kind;
    type.enumeration = EnumerationId(0);
    type.entity = EntityId(0);
    type.unit = std::move(unit);
    return to_string(small.program, type);
  };
  EXPECT_EQ(text(TypeKind::Boolean), "boolean");
  EXPECT_EQ(text(TypeKind::Set), "set of Degree");
  EXPECT_EQ(text(TypeKind::Rows), "rows of Person");
  EXPECT_EQ(text(TypeKind::Reference), "Person");
  EXPECT_EQ(text(TypeKind::Period), "period in days");
  EXPECT_EQ(text(TypeKind::Decimal, {{{"persons", 1}, {"million inhabitants", -1}}}),
            "decimal in persons per million inhabitants");
  EXPECT_EQ(text(TypeKind::Integer, {{{"km", 2}}}), "integer in km km");
}

TEST(Find, ByBothNamesOrByOneThatIsAlone) {
  SmallProgram small;
  EXPECT_EQ(find_definition(small.program, "pact.x"), DefinitionId(0));
  EXPECT_EQ(find_definition(small.program, "x"), DefinitionId(0));
  EXPECT_EQ(find_definition(small.program, "y"), std::nullopt);
  Definition other = small.program.definitions[DefinitionId(0)];
  Instrument act;
  act.name = "act";
  other.instrument = small.program.instruments.add(std::move(act));
  small.program.definitions.add(other);
  EXPECT_EQ(find_definition(small.program, "x"), std::nullopt);
  EXPECT_EQ(find_definition(small.program, "act.x"), DefinitionId(1));
}

}  // namespace
}  // namespace nansen::program
