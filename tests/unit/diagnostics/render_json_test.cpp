// Diagnostics as a program reads them.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/render.h"

namespace nansen {
namespace {

using Json = nlohmann::json;

TEST(RenderJson, GivesAllOfADiagnosticInAProvision) {
  SourceFiles files;
  const FileId file = files.add("a.treaty", "define x\ndefine x");
  Diagnostic diagnostic = make_diagnostic(Code::DuplicateName, Span{file, 16, 17}, "x");
  diagnostic.provision = "1951 Convention, art. 1F \"Exclusion\"";
  diagnostic.labels.push_back({Span{file, 7, 8}, "first declared here"});
  const Json expected = Json::parse(R"([{
    "number": "N2002", "name": "DuplicateName", "severity": "error",
    "message": "\"x\" is already declared",
    "help": "choose another name, or remove one of the two",
    "provision": "1951 Convention, art. 1F \"Exclusion\"",
    "file": "a.treaty", "line": 2, "column": 8, "end_line": 2, "end_column": 9,
    "row": null, "column_name": null,
    "labels": [{"message": "first declared here", "file": "a.treaty",
                "line": 1, "column": 8, "end_line": 1, "end_column": 9}]
  }])");
  EXPECT_EQ(Json::parse(render_json(std::vector{diagnostic}, files)), expected);
}

TEST(RenderJson, GivesTheCellOfATable) {
  const Diagnostic diagnostic = make_diagnostic(
      Code::DuplicateName, TableLocation{"cases.csv", 7, 3, "date_of_departure"}, "x");
  const Json parsed = Json::parse(render_json(std::vector{diagnostic}, SourceFiles()));
  ASSERT_EQ(parsed.size(), 1u);
  EXPECT_EQ(parsed[0]["file"], "cases.csv");
  EXPECT_EQ(parsed[0]["row"], 7);
  EXPECT_EQ(parsed[0]["column"], 3);
  EXPECT_EQ(parsed[0]["column_name"], "date_of_departure");
  EXPECT_TRUE(parsed[0]["line"].is_null());
}

TEST(RenderJson, IsAnEmptyArrayWhereNothingIsWrong) {
  EXPECT_EQ(render_json({}, SourceFiles()), "[]\n");
}

TEST(RenderJson, ShortensWhatItQuotes) {
  const Diagnostic diagnostic = make_diagnostic(
      Code::DuplicateColumn, TableLocation{"cases.csv", 1, 1, std::string(1'000'000, 'x')},
      std::string(1'000'000, 'x'));
  const Json parsed = Json::parse(render_json(std::vector{diagnostic}, SourceFiles()));
  EXPECT_EQ(parsed[0]["message"], "the column \"" + std::string(40, 'x') + "...\" stands twice");
  EXPECT_EQ(parsed[0]["column_name"], std::string(40, 'x') + "...");
}

TEST(RenderJson, IsUtf8WhateverTheUserWrote) {
  const Diagnostic diagnostic = make_diagnostic(Code::DuplicateName, CommandLocation{}, "\xFF");
  const Json parsed = Json::parse(render_json(std::vector{diagnostic}, SourceFiles()));
  EXPECT_EQ(parsed[0]["message"], "\"\uFFFD\" is already declared");
}

}  // namespace
}  // namespace nansen
