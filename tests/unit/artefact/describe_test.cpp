// What descriptions and headers say: docs/artefacts.md promises it to whoever reads them.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "compiler/artefact/header.h"
#include "compiler/plan/plan.h"
#include "tests/unit/artefact/images.h"

namespace nansen::artefact {
namespace {

using Json = nlohmann::json;

Json described(const std::string& target = "x86_64") {
  return Json::parse(describe(
      image_of(provisions, {.definitions = {"protected"}, .as_of = "2026-07-01"}, target)));
}

const Json& named(const Json& list, const std::string& name) {
  for (const Json& each : list) {
    if (each["name"] == name) return each;
  }
  ADD_FAILURE() << "nothing is called " << name;
  return list;
}

TEST(Describe, SaysWhatIsAnswered) {
  const Json made = described();
  EXPECT_EQ(made["nansen"], "0.1.0");
  EXPECT_EQ(made["format"], image_format);
  EXPECT_EQ(made["name"], "key");
  EXPECT_EQ(made["target"], "x86_64");
  ASSERT_EQ(made["definitions"].size(), 1u);
  const Json& definition = made["definitions"][0];
  EXPECT_EQ(definition["name"], "key.protected");
  EXPECT_EQ(definition["kind"], "truth");
  EXPECT_EQ(definition["entity"], "Person");
  EXPECT_EQ(definition["citation"], "Key, art. 1");
}

TEST(Describe, SaysWhatTablesHold) {
  const Json tables = described()["tables"];
  ASSERT_EQ(tables.size(), 3u);
  const Json& cases = named(tables, "");
  EXPECT_EQ(cases["kind"], "main");
  EXPECT_EQ(cases["entity"], "Person");
  const Json& age = named(cases["columns"], "age");
  EXPECT_EQ(age["kind"], "number");
  EXPECT_EQ(age["scale"], 1000000);
  EXPECT_EQ(age["greatest"], "130000000");
  EXPECT_EQ(age["question"], "How old?");
  const Json& level = named(cases["columns"], "level");
  EXPECT_EQ(level["kind"], "enumeration");
  EXPECT_EQ(level["members"], Json::parse(R"(["none", "low", "high"])"));
  EXPECT_EQ(named(cases["columns"], "born")["kind"], "date");
  EXPECT_EQ(named(cases["columns"], "stay")["unit"], "months");
  EXPECT_EQ(named(cases["columns"], "risk")["judgement"], true);
  const Json& permits = named(tables, "permits");
  EXPECT_EQ(permits["kind"], "linked");
  EXPECT_EQ(permits["parent"], cases["domain"]);
  EXPECT_EQ(named(cases["columns"], "permits")["target"], permits["domain"]);
  const Json& states = named(tables, "State");
  EXPECT_EQ(states["kind"], "referenced");
  EXPECT_EQ(named(cases["columns"], "country")["target"], states["domain"]);
}

TEST(Describe, NamesTheRulesAndTheFormulas) {
  const Json made = described();
  std::set<std::string> citations;
  for (const Json& rule : made["rules"]) citations.insert(rule["citation"].get<std::string>());
  EXPECT_TRUE(citations.contains("Key, art. 1(a)"));
  ASSERT_EQ(made["formulas"].size(), 1u);
  EXPECT_EQ(made["formulas"][0]["name"], "key.shares");
  EXPECT_EQ(made["formulas"][0]["citation"], "Key, art. 2");
}

TEST(Describe, CarriesTheReceipt) {
  const Json receipt = described()["receipt"];
  ASSERT_EQ(receipt["sources"].size(), 1u);
  EXPECT_EQ(receipt["sources"][0]["path"], "key");
  EXPECT_EQ(receipt["sources"][0]["sha256"].get<std::string>().size(), 64u);
  EXPECT_EQ(receipt["definitions"], Json::parse(R"(["key.protected"])"));
  EXPECT_EQ(receipt["as_of"], "2026-07-01");
}

/// Every buffer of a value is written by a step before it is read.
void expect_in_order(const Json& steps, const Json& results) {
  std::set<std::string> written;
  const auto key = [](const Json& buffer) {
    return buffer["value"].dump() + " " + buffer["domain"].dump() + " " + buffer["buffer"].dump();
  };
  for (const Json& step : steps) {
    for (const Json& input : step["inputs"]) {
      EXPECT_TRUE(!input.contains("value") || written.contains(key(input))) << input;
    }
    for (const Json& output : step["outputs"]) written.insert(key(output));
  }
  for (const Json& result : results) {
    for (const Json& buffer : result) EXPECT_TRUE(written.contains(key(buffer))) << buffer;
  }
}

TEST(Describe, StepsAreThoseOfThePlan) {
  const Image image = image_of(provisions, {.definitions = {"protected"}});
  const Json made = Json::parse(describe(image));
  const plan::Plan plan = plan::plan(image.normal);
  ASSERT_EQ(made["steps"].size(), plan.steps.size());
  std::set<std::string> kinds;
  for (std::size_t at = 0; at < plan.steps.size(); ++at) {
    const Json& step = made["steps"][at];
    kinds.insert(step["kind"]);
    EXPECT_EQ(step["inputs"].size(), plan.steps[at].inputs.size());
    EXPECT_EQ(step["outputs"].size(), plan.steps[at].outputs.size());
    if (step["kind"] != "kernel") continue;
    EXPECT_EQ(step["kernel"], "step_" + std::to_string(at));
    const bool reads_cases = plan::reads_columns_of_cases(image.normal, plan.steps[at]);
    ASSERT_EQ(step.contains("given"), reads_cases);
    if (!reads_cases) continue;
    const auto ranges = plan::ranges_to_check(image.normal, plan.steps[at]);
    ASSERT_EQ(step["given"]["checks"].size(), ranges.size());
    for (std::size_t each = 0; each < ranges.size(); ++each) {
      EXPECT_EQ(step["given"]["checks"][each]["least"], std::to_string(ranges[each].least));
      EXPECT_EQ(step["given"]["checks"][each]["greatest"], std::to_string(ranges[each].greatest));
    }
  }
  EXPECT_EQ(kinds, (std::set<std::string>{"kernel", "reduce", "through"}));
  ASSERT_EQ(made["results"].size(), 1u);
  EXPECT_EQ(made["results"][0].size(), 2u);
  expect_in_order(made["steps"], made["results"]);
  EXPECT_FALSE(made.contains("rule_steps"));
}

TEST(Describe, RulesHaveStepsOfTheirOwnForTheWeb) {
  const Image image = image_of(provisions, {.definitions = {"protected"}}, "wasm32");
  const Json made = Json::parse(describe(image));
  const ir::Module rules = rules_of(image);
  EXPECT_EQ(made["rule_results"].size(), rules.outputs.size());
  EXPECT_GE(rules.outputs.size(), 7u);
  EXPECT_EQ(made["rule_steps"][0]["kernel"], "further_0_step_0");
  for (const Json& step : made["steps"]) EXPECT_FALSE(step.contains("given"));
  expect_in_order(made["rule_steps"], made["rule_results"]);
}

TEST(Header, NumbersWhatTheDescriptionLists) {
  const Image image = image_of(provisions, {.definitions = {"protected"}});
  const std::string header = c_header(image);
  for (const char* part :
       {"#ifndef NANSEN_ARTEFACT_KEY_H", "extern NANSEN_EXPORT const nansen_artefact",
        "nansen_artefact_key;", "key_definition_key_protected = 0, /* boolean: Key, art. 1 */",
        "key_Level_high = 2,", "key_State_size", "key_permits_valid = 0,", "How old?",
        "key_key_shares_quota"}) {
    EXPECT_NE(header.find(part), std::string::npos) << part << "\n" << header;
  }
}

TEST(Header, KeepsCommentsClosedAndNamesApart) {
  Image image = image_of(provisions, {.definitions = {"protected"}});
  for (program::Fact& fact : image.program.facts) fact.question = "*/ int x; /* \n?";
  for (program::Enumeration& each : image.program.enumerations) {
    for (program::Member& member : each.members) member.name = "é";
  }
  const std::string header = c_header(image);
  EXPECT_EQ(header.find("*/ int x"), std::string::npos);
  EXPECT_NE(header.find("key_Level____2 = 1,"), std::string::npos) << header;
}

}  // namespace
}  // namespace nansen::artefact
