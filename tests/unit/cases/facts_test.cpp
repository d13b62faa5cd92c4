// Which tables there are, what definitions need of them, and examples as batches.
#include "compiler/cases/facts.h"

#include <gtest/gtest.h>

#include "compiler/cases/from_example.h"
#include "tests/unit/cases/fixture.h"

namespace nansen::cases {
namespace {

std::vector<std::string> keys_of(const Vocabulary& vocabulary, std::string_view table) {
  return find_table(vocabulary.program, vocabulary.person, table)->keys;
}

TEST(Schema, NamesTheColumnsThatSayWhoseARowIs) {
  const Vocabulary vocabulary;
  EXPECT_EQ(keys_of(vocabulary, "nationalities"), std::vector<std::string>{"case"});
  EXPECT_EQ(keys_of(vocabulary, "nationalities.permits"),
            (std::vector<std::string>{"case", "nationalities"}));
  EXPECT_EQ(keys_of(vocabulary, "State.borders"), std::vector<std::string>{"State"});
  EXPECT_TRUE(keys_of(vocabulary, "State").empty());
}

TEST(Schema, FindsOnlyTablesThatMayBe) {
  const Vocabulary vocabulary;
  for (const char* name : {"", "outside", "Stat", "nationalities.outside", "State.permits", "."}) {
    EXPECT_FALSE(find_table(vocabulary.program, vocabulary.person, name)) << name;
  }
}

TEST(Schema, FindsOnlyTablesThatCasesLeadTo) {
  const Vocabulary vocabulary;
  for (const char* name : {"State", "State.borders", "Region", "nationalities.permits"}) {
    EXPECT_TRUE(find_table(vocabulary.program, vocabulary.person, name)) << name;
  }
  for (const char* name : {"Person", "Nationality", "Nationality.permits", "Permit", "Border"}) {
    EXPECT_FALSE(find_table(vocabulary.program, vocabulary.person, name)) << name;
  }
  EXPECT_TRUE(find_table(vocabulary.program, vocabulary.permit, "State") == std::nullopt);
}

TEST(Schema, NamesTheTablesThereAreWhereOneIsNone) {
  const Vocabulary vocabulary;
  const Diagnostic diagnostic =
      unknown_table("Person", "Regio", other_tables(vocabulary.program, vocabulary.person));
  EXPECT_EQ(diagnostic.message,
            "cases of the entity Person have no table called \"Regio\"; did you mean \"Region\"?");
  EXPECT_EQ(diagnostic.help,
            "their tables are: nationalities, nationalities.permits, State, State.borders, Region; "
            "\"nansen facts FILE\" says what they hold");
  EXPECT_EQ(unknown_table("Permit", "x", {}).help,
            "they have no table beside their own; \"nansen facts FILE\" says what they hold");
}

TEST(Schema, TakesTheEntityThatDefinitionsAreOf) {
  Vocabulary vocabulary;
  EXPECT_EQ(main_entity(vocabulary.program, {}), vocabulary.person);
  program::Definition definition;
  definition.entity = vocabulary.state;
  std::vector<program::DefinitionId> asked = {vocabulary.program.definitions.add(definition)};
  asked.push_back(vocabulary.program.definitions.add(definition));
  EXPECT_EQ(main_entity(vocabulary.program, asked), vocabulary.state);
  // Persons refer to States, however many definitions are of States.
  definition.entity = vocabulary.person;
  asked.push_back(vocabulary.program.definitions.add(definition));
  EXPECT_EQ(main_entity(vocabulary.program, asked), vocabulary.person);
  EXPECT_FALSE(main_entity(program::Program(), {}));
}

TEST(Schema, GoesFromDomainsToTablesAndBack) {
  const Vocabulary vocabulary;
  for (std::size_t index = 0; index < vocabulary.module.domains.size(); ++index) {
    const ir::DomainId domain(index);
    const TableSchema table = table_of(vocabulary.program, vocabulary.module, domain);
    EXPECT_EQ(domain_of(vocabulary.program, vocabulary.module, table), domain) << table.name;
  }
}

/// Definitions of `treaty`, put together by hand.
class Needs : public testing::Test {
 protected:
  program::ExpressionId expression(program::Expression expression) {
    return vocabulary.program.expressions.add(std::move(expression));
  }
  program::ExpressionId fact(program::EntityId entity, std::string_view name,
                             program::Subject subject = {}) {
    program::Expression value;
    value.kind = program::ExpressionKind::FactValue;
    value.fact = vocabulary.fact_id(entity, name);
    value.subject = std::move(subject);
    return expression(value);
  }
  program::RuleId rule(program::ExpressionId condition) {
    program::Rule rule;
    rule.condition = condition;
    return vocabulary.program.rules.add(rule);
  }
  program::DefinitionId definition(std::string name, program::RuleId root) {
    program::Definition definition;
    definition.name = std::move(name);
    definition.entity = vocabulary.person;
    definition.root = root;
    return vocabulary.program.definitions.add(definition);
  }
  static std::string listed(const std::vector<TableNeed>& needs) {
    std::string text;
    for (const TableNeed& need : needs) {
      text += need.table.name + ":";
      for (const FactNeed& fact : need.facts) text += " " + fact.name;
      text += "\n";
    }
    return text;
  }

  Vocabulary vocabulary;
};

TEST_F(Needs, FollowExceptionsReferencesAndLinkedRows) {
  const program::FactId country = vocabulary.fact_id(vocabulary.person, "country");
  const program::RuleId base = rule(fact(vocabulary.person, "outside"));
  program::Subject state;
  state.references = {country};
  const program::RuleId exception = rule(fact(vocabulary.state, "safe", state));
  vocabulary.program.rules[base].exceptions = {exception};

  program::Variable variable;
  variable.name = "n";
  program::Expression some;
  some.kind = program::ExpressionKind::OverRows;
  some.fact = vocabulary.fact_id(vocabulary.person, "nationalities");
  some.variable = vocabulary.program.variables.add(variable);
  program::Subject row;
  row.variable = some.variable;
  some.operands = {fact(vocabulary.nationality, "protects", row)};
  const program::RuleId addition = rule(expression(some));
  vocabulary.program.rules[base].additions = {addition};

  const auto first = definition("first", base);
  program::Expression use;
  use.kind = program::ExpressionKind::DefinitionValue;
  use.definition = first;
  program::Expression both;
  both.kind = program::ExpressionKind::And;
  both.operands = {expression(use), fact(vocabulary.person, "fear")};
  const auto second = definition("second", rule(expression(both)));

  EXPECT_EQ(listed(needs_of(vocabulary.program, std::vector{first})),
            ": outside country nationalities\nnationalities: protects\nState: safe\n");
  const std::vector<TableNeed> needs = needs_of(vocabulary.program, std::vector{first, second});
  EXPECT_EQ(listed(needs),
            ": outside fear country nationalities\nnationalities: protects\nState: safe\n");
  EXPECT_EQ(needs[0].facts[0].used_by, (std::vector{first, second}));
  EXPECT_EQ(needs[0].facts[1].used_by, std::vector{second});
  EXPECT_TRUE(needs[0].facts[1].judgement);
  EXPECT_EQ(needs[0].facts[0].question, "Is the person outside?");
  EXPECT_EQ(csv_header(needs[0]), "id,outside,fear,country\n");
  EXPECT_EQ(csv_header(needs[1]), "case,protects\n");
  EXPECT_EQ(csv_header(needs[2]), "id,safe\n");
}

TEST_F(Needs, AreInADraftersWords) {
  const std::vector<TableNeed> needs = all_needs(vocabulary.program, vocabulary.person);
  std::string text;
  for (const FactNeed& fact : needs[0].facts) {
    text += fact.name + ": " + fact.type + " (" + fact.values + ")\n";
  }
  EXPECT_EQ(
      text,
      "outside: yes or no (yes, no)\n"
      "fear: yes or no (yes, no)\n"
      "ground: one of Ground (race, religion, nationality)\n"
      "treatment: one of Treatment (none < aliens_generally < nationals)\n"
      "grounds: some of Ground (race | religion | nationality; none where it has none)\n"
      "rights: some of Treatment (none | aliens_generally | nationals; | where it has none)\n"
      "age: a whole number (0 to 120)\n"
      "income: a number (-1000 to 1000)\n"
      "left_on: a date (as in 2026-07-01; never; a range as in 2022-02-24..2022-03-31)\n"
      "residence: a whole number of years (as in 18)\n"
      "stay: a whole number of days (as in 18)\n"
      "country: a State (the id of a row of the table State)\n"
      "nationalities: rows of Nationality (a table of their own; here, how many there are)\n");
}

TEST_F(Needs, OfExamplesAreMetByBatchesOfOne) {
  using program::CaseRow;
  using program::CaseValue;
  const auto person = [&](std::string_view name) {
    return vocabulary.fact_id(vocabulary.person, name);
  };
  CaseRow protecting;
  protecting.facts[vocabulary.fact_id(vocabulary.nationality, "protects")] = {Truth::Yes, ""};
  CaseRow safe;
  safe.facts[vocabulary.fact_id(vocabulary.state, "safe")] = {Truth::No, ""};
  CaseRow row;
  row.facts[person("outside")] = {Truth::Yes, ""};
  row.facts[person("fear")] = {program::UnknownValue(), ""};
  row.facts[person("ground")] = {std::size_t{1}, ""};
  row.facts[person("grounds")] = {std::vector<std::size_t>{0, 2}, ""};
  row.facts[person("rights")] = {std::vector<std::size_t>{}, ""};
  row.facts[person("income")] = {Rational(5, 2), ""};
  row.facts[person("residence")] = {Rational(36), ""};
  row.facts[person("country")] = {std::vector<CaseRow>{safe}, ""};
  row.facts[person("nationalities")] = {std::vector<CaseRow>{protecting, CaseRow()}, ""};
  const CaseBatch batch = batch_of(vocabulary.program, vocabulary.module, row);
  const auto text = [&](std::string_view table, std::string_view name, std::size_t at) {
    return value_text(vocabulary.program, vocabulary.module, batch, vocabulary.column(table, name),
                      at);
  };
  EXPECT_EQ(batch.size(), 1u);
  EXPECT_EQ(text("", "outside", 0), "yes");
  EXPECT_EQ(text("", "fear", 0), "unknown");
  EXPECT_EQ(text("", "ground", 0), "religion");
  EXPECT_EQ(text("", "grounds", 0), "race|nationality");
  EXPECT_EQ(text("", "rights", 0), "|");
  EXPECT_EQ(text("", "income", 0), "2.5");
  EXPECT_EQ(text("", "residence", 0), "3");
  EXPECT_EQ(text("", "nationalities", 0), "2");
  EXPECT_EQ(text("nationalities", "protects", 0), "yes");
  EXPECT_EQ(text("nationalities", "protects", 1), "unknown");
  EXPECT_EQ(text("", "country", 0), "#1");
  EXPECT_EQ(text("State", "safe", 0), "no");
}

TEST_F(Needs, OfExamplesMayBeRangesOfDays) {
  const program::FactId left_on = vocabulary.fact_id(vocabulary.person, "left_on");
  program::CaseRow row;
  row.facts[left_on] = {program::DayRange{19'047, 19'082}, ""};
  program::CaseRow around;
  around.facts[vocabulary.fact_id(vocabulary.person, "nationalities")] = {
      std::vector<program::CaseRow>{row}, ""};
  EXPECT_EQ(ranged_facts(around), std::set{left_on});
  vocabulary.keep_bounds("", "left_on");
  const auto text = [&] {
    return value_text(vocabulary.program, vocabulary.module,
                      batch_of(vocabulary.program, vocabulary.module, row),
                      vocabulary.column("", "left_on"), 0);
  };
  EXPECT_EQ(text(), "2022-02-24..2022-03-31");
  row.facts[left_on] = {Rational(19'047), ""};
  EXPECT_EQ(text(), "2022-02-24");
  EXPECT_TRUE(ranged_facts(row).empty());
}

TEST_F(Needs, OfExamplesTakeReferencesByOneIdAsOneRow) {
  program::CaseRow nationality;
  nationality.facts[vocabulary.fact_id(vocabulary.nationality, "country")] = {
      program::UnknownValue(), "FRA"};
  program::CaseRow row;
  row.facts[vocabulary.fact_id(vocabulary.person, "country")] = {program::UnknownValue(), "FRA"};
  row.facts[vocabulary.fact_id(vocabulary.person, "nationalities")] = {
      std::vector<program::CaseRow>{nationality}, ""};
  const CaseBatch batch = batch_of(vocabulary.program, vocabulary.module, row);
  const ir::DomainId state = vocabulary.domain("State");
  EXPECT_EQ(batch.batch.tables[static_cast<std::size_t>(state.index)]->rows(), 1u);
  EXPECT_EQ(value_text(vocabulary.program, vocabulary.module, batch,
                       vocabulary.column("nationalities", "country"), 0),
            "FRA");
}

}  // namespace
}  // namespace nansen::cases
