#include "tests/conformance/topic.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "compiler/diagnostics/render.h"
#include "compiler/session/case_run.h"
#include "tests/support/files.h"

namespace nansen::conformance {
namespace {

namespace fs = std::filesystem;

fs::path root() { return testing_support::source_directory() / "tests" / "conformance"; }

std::vector<std::string> folders_with(const char* table) {
  std::vector<std::string> names;
  for (const fs::path& folder : testing_support::folders_in(root())) {
    if (fs::exists(folder / table)) names.push_back(folder.filename().string());
  }
  return names;
}

constexpr std::size_t most_cases = 100'000;

}  // namespace

std::string Topic::flags(const std::string& text_named) const {
  std::string text = text_named + " --cases cases.csv";
  for (const auto& [table, path] : tables.tables) {
    text += " --table " + table + "=" + fs::path(path).filename().string();
  }
  for (const std::string& reading : question.readings) text += " --reading " + reading;
  if (question.as_of) text += " --as-of " + *question.as_of;
  return text;
}

std::vector<std::string> topic_names() { return folders_with("cases.csv"); }

std::vector<std::string> formula_topic_names() { return folders_with("states.csv"); }

fs::path formulas_folder(const std::string& name) { return root() / name; }

Topic open_topic(const std::string& name) {
  Topic topic;
  topic.name = name;
  topic.folder = root() / name;
  if (const auto text = testing_support::read_file(topic.folder / "question.json")) {
    const auto question = nlohmann::json::parse(*text);
    topic.question.definitions = question.value("definitions", std::vector<std::string>{});
    topic.question.readings = question.value("readings", std::vector<std::string>{});
    if (question.contains("as_of") && !question["as_of"].is_null()) {
      topic.question.as_of = question["as_of"].get<std::string>();
    }
  }
  topic.tables.cases = (topic.folder / "cases.csv").string();
  for (const fs::path& file : testing_support::files_in(topic.folder, {".csv"})) {
    const std::string table = file.stem().string();
    if (table == "cases" || table == "expected") continue;
    topic.tables.tables.emplace_back(table, file.string());
  }
  for (const fs::path& file : testing_support::files_in(topic.folder / "explanations", {".txt"})) {
    const std::string stem = file.stem().string();
    const std::size_t dot = stem.find('.');
    topic.explanations.push_back({stem.substr(0, dot), stem.substr(dot + 1), file});
  }
  return topic;
}

Asked ask(const Topic& topic) {
  Asked asked;
  asked.session = std::make_unique<session::Session>(
      session::Options{.names = {(topic.folder / "provisions.treaty").string()}, .library = {}});
  session::Session& session = *asked.session;
  if (session.check()) {
    auto request = session.resolve(topic.question);
    if (request && session.require_day(*request)) {
      const auto read = [&](const session::Lowered& lowered, cases::Reader& reader, Emitter&) {
        asked.cases = {};
        asked.lowered = lowered;
        reader.next(asked.cases, most_cases);
      };
      session::read_cases(session, std::move(*request), topic.tables, read);
    }
  }
  if (session.emitter().has_errors()) asked.errors = "there are errors in " + topic.name;
  return asked;
}

std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : testing_support::lines_of(csv)) {
    auto& row = rows.emplace_back();
    std::istringstream cells(line + ",");
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
  }
  return rows;
}

}  // namespace nansen::conformance
