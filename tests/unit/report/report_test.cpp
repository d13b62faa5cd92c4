#include "compiler/report/report.h"

#include <gtest/gtest.h>

namespace nansen::report {
namespace {

Report coverage() {
  Sheet sheet;
  sheet.key = "coverage";
  sheet.title = "Who is covered";
  sheet.columns = {{"definition", Align::Left}, {"persons", Align::Right}, {"sample", Align::Left}};
  sheet.rows = {{std::string("convention_1951.refugee"), std::int64_t{12}, Truth::Yes},
                {std::string("mimc_2017.forced_migrant"), std::int64_t{1040}, Truth::No},
                {std::string("share, of all"), Rational(1, 3), std::monostate{}}};
  return {{sheet}};
}

Report reasons() {
  Node fear{Truth::Yes, "(fear) well_founded_fear: yes", {}, {{"truth", Truth::Yes}}, {}};
  Node nexus{Truth::No,
             "(nexus) persecution_grounds is not empty",
             {"note: for one of the five reasons"},
             {{"truth", Truth::No}, {"label", std::string("nexus")}},
             {}};
  Node root{Truth::No, "refugee: no", {}, {{"truth", Truth::No}}, {fear, nexus}};
  return {{Tree{"reasons", "", root}}};
}

TEST(ReportText, AlignsColumnsUnderTheirUnderlinedNames) {
  EXPECT_EQ(to_text(coverage(), {}),
            "Who is covered\n"
            "definition                persons  sample\n"
            "────────────────────────  ───────  ──────\n"
            "convention_1951.refugee        12  ✓ yes\n"
            "mimc_2017.forced_migrant     1040  ✗ no\n"
            "share, of all                 1/3\n");
}

TEST(ReportText, NarrowsTheWidestColumnUntilTheTableFits) {
  EXPECT_EQ(to_text(coverage(), {.width = 32, .colour = false}),
            "Who is covered\n"
            "definition       persons  sample\n"
            "───────────────  ───────  ──────\n"
            "convention_           12  ✓ yes\n"
            "1951.refugee\n"
            "mimc_2017.          1040  ✗ no\n"
            "forced_migrant\n"
            "share, of all        1/3\n");
}

TEST(ReportText, DrawsTheBranchesOfATree) {
  EXPECT_EQ(to_text(reasons(), {}),
            "✗ refugee: no\n"
            "├─ ✓ (fear) well_founded_fear: yes\n"
            "└─ ✗ (nexus) persecution_grounds is not empty\n"
            "       note: for one of the five reasons\n");
}

TEST(ReportText, WrapsABranchUnderItsOwnMark) {
  EXPECT_EQ(to_text(reasons(), {.width = 25, .colour = false}),
            "✗ refugee: no\n"
            "├─ ✓ (fear)\n"
            "│    well_founded_fear:\n"
            "│    yes\n"
            "└─ ✗ (nexus)\n"
            "     persecution_grounds\n"
            "     is not empty\n"
            "       note: for one of\n"
            "       the five reasons\n");
}

TEST(ReportText, ColoursBesideTheMarksAndNeverInsteadOfThem) {
  const std::string text = to_text(reasons(), {.width = 100, .colour = true});
  EXPECT_NE(text.find("\x1b[31m✗\x1b[0m refugee: no"), std::string::npos);
  EXPECT_NE(text.find("\x1b[32m✓\x1b[0m (fear)"), std::string::npos);
}

TEST(ReportText, MarksSentencesAndSeparatesPartsByAnEmptyLine) {
  Report report = reasons();
  report.parts.insert(report.parts.begin(),
                      Lines{"open", "Still open", Truth::Undetermined, {"one", "two"}});
  EXPECT_EQ(to_text(report, {}).find("Still open\n  ? one\n  ? two\n\n✗ refugee: no\n"), 0u);
}

Report before_and_after() {
  Node before{Truth::No, "migrant: no", {}, {{"truth", Truth::No}}, {}};
  Node after{Truth::Yes,
             "migrant: yes",
             {},
             {{"truth", Truth::Yes}},
             {{Truth::Yes, "(f) climate_displacement: yes", {}, {{"truth", Truth::Yes}}, {}}}};
  return {{Beside{"answers", "", {"base", before}, {"climate", after}}}};
}

TEST(ReportText, PutsTwoTreesBesideEachOtherWhereThereIsRoom) {
  EXPECT_EQ(
      to_text(before_and_after(), {.width = 99, .colour = false}),
      "base                                             │ climate\n"
      "✗ migrant: no                                    │ ✓ migrant: yes\n"
      "                                                 │ └─ ✓ (f) climate_displacement: yes\n");
  EXPECT_EQ(to_text(before_and_after(), {.width = 98, .colour = false}),
            "base\n"
            "✗ migrant: no\n"
            "climate\n"
            "✓ migrant: yes\n"
            "└─ ✓ (f) climate_displacement: yes\n");
}

TEST(ReportText, ColourTakesNoRoomBetweenTwoTrees) {
  const std::string text = to_text(before_and_after(), {.width = 99, .colour = true});
  const std::size_t line = text.find('\n') + 1;
  EXPECT_EQ(text.substr(line, text.find('\n', line) - line),
            "\x1b[31m✗\x1b[0m migrant: no                                    │ "
            "\x1b[32m✓\x1b[0m migrant: yes");
}

TEST(ReportCsv, SaysOnWhichSideEachBranchStands) {
  EXPECT_EQ(to_csv(before_and_after()),
            "side,depth,truth\nbase,0,no\nclimate,0,yes\nclimate,1,yes\n");
}

TEST(ReportJson, WritesTwoTreesUnderTheirNames) {
  EXPECT_EQ(to_json(before_and_after()),
            "{\n  \"answers\": {\n    \"base\": {\n      \"truth\": \"no\"\n    },\n"
            "    \"climate\": {\n      \"truth\": \"yes\",\n      \"parts\": [\n        {\n"
            "          \"truth\": \"yes\"\n        }\n      ]\n    }\n  }\n}\n");
}

TEST(ReportText, OfNothingIsNothing) { EXPECT_EQ(to_text({}, {}), ""); }

TEST(ReportCsv, WritesATableWithQuotedCellsAndPlainWords) {
  EXPECT_EQ(to_csv(coverage()),
            "definition,persons,sample\n"
            "convention_1951.refugee,12,yes\n"
            "mimc_2017.forced_migrant,1040,no\n"
            "\"share, of all\",1/3,\n");
}

TEST(ReportCsv, WritesATreeAsRowsWithTheirDepth) {
  EXPECT_EQ(to_csv(reasons()),
            "depth,truth,label\n"
            "0,no,\n"
            "1,yes,\n"
            "1,no,nexus\n");
}

TEST(ReportCsv, WritesSeveralPartsAsOneTableWithTheColumnsOfAll) {
  Report report = coverage();
  report.parts.emplace_back(Sheet{"pairs", "", {{"definition"}, {"other"}}, {{"a", "b"}}, {}});
  report.parts.emplace_back(Lines{"notes", "", std::nullopt, {"one, two"}});
  EXPECT_EQ(to_csv(report),
            "section,definition,persons,sample,other,notes\n"
            "coverage,convention_1951.refugee,12,yes,,\n"
            "coverage,mimc_2017.forced_migrant,1040,no,,\n"
            "coverage,\"share, of all\",1/3,,,\n"
            "pairs,a,,,b,\n"
            "notes,,,,,\"one, two\"\n");
}

TEST(ReportCsv, NamesThePartAlsoWhereOneOfSeveralIsThere) {
  Report report = reasons();
  report.sections = true;
  EXPECT_EQ(to_csv(report),
            "section,depth,truth,label\n"
            "reasons,0,no,\n"
            "reasons,1,yes,\n"
            "reasons,1,no,nexus\n");
}

TEST(ReportJson, WritesTablesAsObjectsByColumn) {
  EXPECT_EQ(to_json(coverage()),
            "{\n"
            "  \"coverage\": [\n"
            "    {\n"
            "      \"definition\": \"convention_1951.refugee\",\n"
            "      \"persons\": 12,\n"
            "      \"sample\": \"yes\"\n"
            "    },\n"
            "    {\n"
            "      \"definition\": \"mimc_2017.forced_migrant\",\n"
            "      \"persons\": 1040,\n"
            "      \"sample\": \"no\"\n"
            "    },\n"
            "    {\n"
            "      \"definition\": \"share, of all\",\n"
            "      \"persons\": \"1/3\",\n"
            "      \"sample\": null\n"
            "    }\n"
            "  ]\n"
            "}\n");
}

TEST(ReportJson, NestsTrees) {
  EXPECT_EQ(to_json(reasons()),
            "{\n"
            "  \"reasons\": {\n"
            "    \"truth\": \"no\",\n"
            "    \"parts\": [\n"
            "      {\n"
            "        \"truth\": \"yes\"\n"
            "      },\n"
            "      {\n"
            "        \"truth\": \"no\",\n"
            "        \"label\": \"nexus\"\n"
            "      }\n"
            "    ]\n"
            "  }\n"
            "}\n");
}

}  // namespace
}  // namespace nansen::report
