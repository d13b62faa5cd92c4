// A folder of conformance cases: what README.md says is in it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/session/session.h"

namespace nansen::conformance {

struct Explained {
  std::string id;
  std::string definition;
  std::filesystem::path file;
};

struct Topic {
  std::string name;
  std::filesystem::path folder;
  session::Question question;
  cases::TableFiles tables;
  std::vector<Explained> explanations;

  /// `text` and the flags of `nansen run` for all of this but the definitions.
  std::string flags(const std::string& text) const;
};

/// Of topics with cases.
std::vector<std::string> topic_names();
/// Of topics with a table of States.
std::vector<std::string> formula_topic_names();
std::filesystem::path formulas_folder(const std::string& name);
Topic open_topic(const std::string& name);

/// A topic lowered, with all its cases in one batch.
struct Asked {
  std::unique_ptr<session::Session> session;
  session::Lowered lowered;
  cases::CaseBatch cases;
  std::string errors;  // empty iff all was read
};
Asked ask(const Topic& topic);

/// The cells of a text of CSV.
std::vector<std::vector<std::string>> cells_of(const std::string& csv);

/// `columns.json` of a topic, of which `expected` are the cells of expected.csv.
std::string columns_json(const Topic& topic, const Asked& asked,
                         const std::vector<std::vector<std::string>>& expected);

}  // namespace nansen::conformance
