// A file is read into the tree that says the same; spans are bytes, comments are kept.
#include "compiler/syntax/parse.h"

#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

TEST(Parsing, ReadsAVocabulary) {
  const Parsed parsed(R"(
vocabulary protection "International protection"
uses geography, money
unit persons "natural persons"
enumeration Ground { race "or colour", religion, }
ordered enumeration Treatment { none < nationals }
entity Person "A person" {
  fear : judgement "Is there fear?" source "art. 1" note "of persecution"
  severity : judgement of Treatment
  age : integer from 0 to 150 in persons
  balance : decimal from -1.5 to 2 in USD per million persons per km2
  part_of_all : share
  born : date
  stay : period in months
  grounds : set of Ground
  asylum : State
  nationalities : rows of Nationality
  married : boolean
}
)");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{});
  EXPECT_EQ(parsed.printed(), R"(vocabulary protection "International protection"
uses geography, money
unit persons "natural persons"
enumeration Ground
  member race "or colour"
  member religion
ordered enumeration Treatment
  member none
  member nationals
entity Person "A person"
  fact fear "Is there fear?"
    type judgement
    source "art. 1"
    note "of persecution"
  fact severity
    type judgement of Treatment
  fact age
    type integer from 0 to 150 in persons
  fact balance
    type decimal from -1.5 to 2 in USD per million persons per km2
  fact part_of_all
    type share
  fact born
    type date
  fact stay
    type period in months
  fact grounds
    type set of Ground
  fact asylum
    type State
  fact nationalities
    type rows of Nationality
  fact married
    type boolean
)");
}

TEST(Parsing, ReadsAnInstrument) {
  const Parsed parsed(R"(
instrument convention "Convention" {
  cited as "1951 Convention"
  adopted 1951-07-28
  in force 1954-04-22
  repealed 2050-01-01
  rank 3
  source "189 UNTS 150"
  uses protection
  chapter I article 1 section A paragraph 2 "Refugee" {
    unverified "All of it."
    reading scope "How wide?" {
      narrow "only so" default
      wide
    }
    subject to article 1 section F (b) (ii) of convention and cessation, notwithstanding (1) (a),
    define refugee of Person as fear note "The base."
    define level of Person : Treatment {
      (1) without prejudice to (2), where fear : nationals source "case law"
      otherwise : none
      the most favourable applies
    }
    (c) refugee does not apply where safe unless compelling note "The proviso."
    article 1 section A (a) of convention also applies where recognised
    level also provides nationals where recognised
  }
}
)");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{});
  EXPECT_EQ(parsed.printed(), R"(instrument convention "Convention"
  cited as "1951 Convention"
  adopted 1951-07-28
  in force 1954-04-22
  repealed 2050-01-01
  rank 3
  source "189 UNTS 150"
  uses protection
  chapter I article 1 section A paragraph 2 "Refugee"
    unverified "All of it."
    reading scope "How wide?"
      default choice narrow "only so"
      choice wide
    define refugee of Person
      subject to article 1 section F (b)(ii) of convention and cessation,
      notwithstanding (1)(a),
      base: fear
      note "The base."
    define level of Person : Treatment
      rule (1)
        without prejudice to (2),
        where: fear
        value: nationals
        source "case law"
      rule
        value: none
      the most favourable applies
    (c) exception to refugee
      where: unless
        value: safe
        exception: compelling
      note "The proviso."
    addition to article 1 section A (a) of convention
      where: recognised
    further rule of level
      value: nationals
      where: recognised
)");
}

TEST(Parsing, ReadsAnExample) {
  const Parsed parsed(R"(
example "One case" source "A v B" {
  as of 2015-05-13
  reading convention.scope is wide
  given Person {
    born: 1950-01-01, stay: 3 years, grounds: { race }, level: none, temperature: -3.5,
    asylum: { population: 5 persons }, home: "NO", nationalities: [{ protects: yes }, {}],
    fear: unknown, otherwise no
  }
  expect convention.refugee: undetermined
  expect convention.amount: -3 USD
  note "Why."
}
)");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{});
  EXPECT_EQ(parsed.printed(), R"(example "One case"
  before the block
    source "A v B"
  as of 2015-05-13
  reading convention.scope is wide
  given Person
    born: 1950-01-01
    stay: 3 years
    grounds: { race }
    level: none
    temperature: -3.5
    asylum: row
      population: 5 persons
    home: "NO"
    nationalities: rows
      row
        protects: yes
      row
    fear: unknown
    otherwise no
  expect convention.refugee: undetermined
  expect convention.amount: -3 USD
  note "Why."
)");
}

TEST(Parsing, AnEmptyFileIsAFile) {
  for (const std::string text : {"", "\n", "  \t\r\n", "\xEF\xBB\xBF", "# only a comment"}) {
    const Parsed parsed(text);
    EXPECT_EQ(parsed.errors(), std::vector<std::string>{}) << text;
    EXPECT_TRUE(parsed.tree.items.empty()) << text;
  }
}

TEST(Parsing, KeepsCommentsAndWhetherTheyStandAlone) {
  const Parsed parsed("#first\nvocabulary v # behind\n\t#   indented  \n#\nunit m");
  ASSERT_EQ(parsed.tree.comments.size(), 4U);
  EXPECT_EQ(parsed.tree.comments[0].text, "first");
  EXPECT_TRUE(parsed.tree.comments[0].own_line);
  EXPECT_EQ(parsed.tree.comments[1].text, "behind");
  EXPECT_FALSE(parsed.tree.comments[1].own_line);
  EXPECT_EQ(parsed.tree.comments[2].text, "  indented");
  EXPECT_TRUE(parsed.tree.comments[2].own_line);
  EXPECT_EQ(parsed.tree.comments[3].text, "");
}

TEST(Parsing, StringsLoseTheirEscapes) {
  const Parsed parsed(R"(vocabulary v "a \"b\" \\ c")");
  const auto& vocabulary = std::get<ast::Vocabulary>(parsed.tree.items.at(0));
  ASSERT_TRUE(vocabulary.title.has_value());
  EXPECT_EQ(vocabulary.title->text, R"(a "b" \ c)");
}

TEST(Spans, AreBytesEvenBehindLettersOfSeveralBytes) {
  const std::string text = "# Flüchtling, беженец, 難民\nunit naïveté \"über\"";
  for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
    const Parsed parsed(mark + text);
    ASSERT_EQ(parsed.errors(), std::vector<std::string>{});
    const auto& unit = std::get<ast::UnitDeclaration>(parsed.tree.items.at(0));
    EXPECT_EQ(parsed.files.text(unit.name.span), "naïveté");
    EXPECT_EQ(parsed.files.text(unit.description.value().span), "\"über\"");
    EXPECT_EQ(parsed.files.text(unit.span), "unit naïveté \"über\"");
    EXPECT_EQ(parsed.files.text(parsed.tree.comments.at(0).span), "# Flüchtling, беженец, 難民");
  }
}

TEST(Spans, OfADivisionsHeaderEndBeforeItsBlock) {
  const Parsed parsed("instrument i { article 1 section F \"Exclusion\" { note \"n\" } }");
  const auto& instrument = std::get<ast::Instrument>(parsed.tree.items.at(0));
  const auto& item = std::get<ast::ProvisionItem>(instrument.items.at(0));
  const auto& block = *std::get<Boxed<ast::DivisionBlock>>(item);
  EXPECT_EQ(parsed.files.text(block.header), "article 1 section F \"Exclusion\"");
  EXPECT_EQ(parsed.files.text(block.span), "article 1 section F \"Exclusion\" { note \"n\" }");
  EXPECT_EQ(block.steps.at(1).level, "section");
  EXPECT_EQ(block.steps.at(1).label.text, "F");
}

TEST(Spans, OfAGovernedDefinitionBeginWithItsConnectives) {
  const Parsed parsed("instrument i { subject to x, define d of P as a + 1 is 2 note \"n\" }");
  const auto& instrument = std::get<ast::Instrument>(parsed.tree.items.at(0));
  const auto& item = std::get<ast::ProvisionItem>(instrument.items.at(0));
  const auto& definition = std::get<ast::Definition>(item);
  EXPECT_EQ(parsed.files.text(definition.span),
            "subject to x, define d of P as a + 1 is 2 note \"n\"");
  EXPECT_EQ(parsed.files.text(definition.base->span), "a + 1 is 2");
  EXPECT_EQ(parsed.files.text(std::get<ast::Comparison>(definition.base->node).left->span),
            "a + 1");
}

}  // namespace
}  // namespace nansen::syntax
