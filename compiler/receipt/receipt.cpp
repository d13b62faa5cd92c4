#include "compiler/receipt/receipt.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "compiler/base/utf8.h"

namespace nansen::receipt {
namespace {

using Json = nlohmann::ordered_json;

// The version of the form in which receipts are written.
constexpr std::int64_t form = 1;

Json json_of(const std::vector<std::pair<std::string, std::string>>& tables) {
  Json object = Json::object();
  for (const auto& [name, path] : tables) object[name] = path;
  return object;
}

// What was not said is left out.
void put(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}
void put(Json& object, const char* key, const std::optional<std::string>& text) {
  if (text) object[key] = *text;
}
void put(Json& object, const char* key, const std::vector<std::string>& texts) {
  if (!texts.empty()) object[key] = texts;
}

// The first thing that is wrong ends the reading.
struct Wrong {
  std::string problem;
};

bool is_hash(const std::string& text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char digit) {
           return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
         });
}

// Words without what could disturb a terminal or end a path early.
void check_words(const std::string& text, std::string_view what) {
  if (text.find('\n') != std::string::npos || printable(text) != text) {
    throw Wrong{fmt::format("{} holds characters that cannot be shown", what)};
  }
}

void check_path(const std::string& path) {
  check_words(path, "a path");
  if (path.empty()) throw Wrong{"a path is empty"};
  if (path.front() == '/') throw Wrong{fmt::format("\"{}\" is not a relative path", path)};
}

// In the library there is no way up.
void check_in_library(const std::string& path) {
  if (("/" + path + "/").find("/../") != std::string::npos) {
    throw Wrong{fmt::format("\"{}\" leads out of the library", path)};
  }
}

// An object of which every member is asked for: what is left is not known.
class Members {
 public:
  Members(const Json& object, std::string name) : object_(object), name_(std::move(name)) {
    if (!object.is_object()) throw Wrong{name_ + " is no object"};
  }

  const Json* find(const char* key) {
    const auto member = object_.find(key);
    if (member == object_.end()) return nullptr;
    ++found_;
    return &*member;
  }
  const Json& get(const char* key) {
    const Json* member = find(key);
    if (member == nullptr) throw Wrong{fmt::format("{} has no \"{}\"", name_, key)};
    return *member;
  }
  std::string text(const char* key) { return text_of(get(key), key); }
  std::optional<std::string> optional_text(const char* key) {
    const Json* member = find(key);
    if (member == nullptr) return std::nullopt;
    return text_of(*member, key);
  }
  std::vector<std::string> texts(const char* key) {
    const Json* member = find(key);
    std::vector<std::string> all;
    if (member == nullptr) return all;
    if (!member->is_array()) throw Wrong{fmt::format("\"{}\" is no list", key)};
    for (const Json& each : *member) all.push_back(text_of(each, key));
    return all;
  }
  bool flag(const char* key) {
    const Json* member = find(key);
    if (member == nullptr) return false;
    if (!member->is_boolean()) throw Wrong{fmt::format("\"{}\" is neither true nor false", key)};
    return member->get<bool>();
  }
  void end() const {
    if (found_ == object_.size()) return;
    throw Wrong{name_ + " says something that this version does not know"};
  }

 private:
  std::string text_of(const Json& value, const char* key) const {
    if (!value.is_string()) throw Wrong{fmt::format("\"{}\" of {} is no text", key, name_)};
    std::string text = value.get<std::string>();
    check_words(text, fmt::format("\"{}\" of {}", key, name_));
    return text;
  }

  const Json& object_;
  std::string name_;
  std::size_t found_ = 0;
};

std::vector<std::string> paths(std::vector<std::string> all) {
  for (const std::string& path : all) check_path(path);
  return all;
}

bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".treaty");
}

Asked asked_of(const Json& json) {
  Members members(json, "what was asked");
  Asked asked;
  asked.names = members.texts("names");
  if (asked.names.size() < 2) throw Wrong{"fewer than two names were compared"};
  asked.provisions = paths(members.texts("provisions"));
  asked.drafts = members.texts("drafts");
  for (const auto* names : {&asked.names, &asked.drafts}) {
    for (const std::string& name : *names) {
      if (name.starts_with('-')) throw Wrong{fmt::format("\"{}\" is no name", name)};
      if (is_path(name)) check_path(name);
    }
  }
  asked.definitions = members.texts("definitions");
  asked.readings = members.texts("readings");
  asked.as_of = members.optional_text("as_of");
  asked.rights = members.flag("rights");
  asked.engine = members.text("engine");
  constexpr std::array<std::string_view, 4> engines{"automatic", "native", "blockwise",
                                                    "interpreter"};
  if (std::find(engines.begin(), engines.end(), asked.engine) == engines.end()) {
    throw Wrong{fmt::format("there is no engine \"{}\"", asked.engine)};
  }
  asked.cases = members.optional_text("cases").value_or("");
  asked.states = members.optional_text("states").value_or("");
  if (asked.cases.empty() == asked.states.empty()) {
    throw Wrong{"it names neither a table of cases alone nor one of States alone"};
  }
  check_path(asked.cases.empty() ? asked.states : asked.cases);
  if (const Json* tables = members.find("tables")) {
    if (!tables->is_object()) throw Wrong{"\"tables\" is no object"};
    for (const auto& [name, path] : tables->items()) {
      if (!path.is_string()) throw Wrong{"the path of a table is no text"};
      check_words(name, "the name of a table");
      asked.tables.emplace_back(name, path.get<std::string>());
      check_path(asked.tables.back().second);
    }
  }
  asked.columns = members.texts("columns");
  asked.settings = members.texts("settings");
  if (const Json* year = members.find("year")) {
    if (!year->is_number_integer()) throw Wrong{"\"year\" is no whole number"};
    asked.year = year->get<std::int64_t>();
  }
  asked.total = members.optional_text("total");
  members.end();
  return asked;
}

File file_of(const Json& json) {
  Members members(json, "a file");
  File file;
  file.path = members.text("path");
  check_path(file.path);
  file.library = members.flag("library");
  if (file.library) check_in_library(file.path);
  file.sha256 = members.text("sha256");
  if (!is_hash(file.sha256)) throw Wrong{fmt::format("the hash of \"{}\" is none", file.path)};
  const Json& bytes = members.get("bytes");
  if (!bytes.is_number_unsigned()) {
    throw Wrong{fmt::format("the size of \"{}\" is no whole number", file.path)};
  }
  file.bytes = bytes.get<std::uint64_t>();
  members.end();
  return file;
}

Receipt receipt_of(const Json& json) {
  Members members(json, "it");
  const Json* written = members.find("receipt");
  if (written == nullptr) throw Wrong{"it does not say that it is a receipt"};
  if (!written->is_number_integer() || written->get<std::int64_t>() != form) {
    throw Wrong{"it is written in a form that this version does not know"};
  }
  Receipt receipt;
  receipt.version = members.text("nansen");
  receipt.asked = asked_of(members.get("asked"));
  const Json& files = members.get("files");
  if (!files.is_array()) throw Wrong{"\"files\" is no list"};
  for (const Json& file : files) receipt.files.push_back(file_of(file));
  receipt.result_sha256 = members.text("result_sha256");
  if (!is_hash(receipt.result_sha256)) throw Wrong{"the hash of its result is none"};
  members.end();
  return receipt;
}

}  // namespace

std::string to_json(const Receipt& receipt) {
  const Asked& asked = receipt.asked;
  Json json = Json::object();
  json["receipt"] = form;
  json["nansen"] = receipt.version;
  Json& object = json["asked"] = Json::object();
  put(object, "names", asked.names);
  put(object, "provisions", asked.provisions);
  put(object, "drafts", asked.drafts);
  put(object, "definitions", asked.definitions);
  put(object, "readings", asked.readings);
  put(object, "as_of", asked.as_of);
  if (asked.rights) object["rights"] = true;
  put(object, "engine", asked.engine);
  put(object, "cases", asked.cases);
  put(object, "states", asked.states);
  if (!asked.tables.empty()) object["tables"] = json_of(asked.tables);
  put(object, "columns", asked.columns);
  put(object, "settings", asked.settings);
  if (asked.year) object["year"] = *asked.year;
  put(object, "total", asked.total);
  Json& files = json["files"] = Json::array();
  for (const File& file : receipt.files) {
    Json& entry = files.emplace_back(Json::object());
    entry["path"] = file.path;
    if (file.library) entry["library"] = true;
    entry["sha256"] = file.sha256;
    entry["bytes"] = file.bytes;
  }
  json["result_sha256"] = receipt.result_sha256;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<Receipt> from_json(std::string_view text, std::string& problem) {
  if (text.size() > most_bytes) {
    problem = fmt::format("it is longer than {} bytes", most_bytes);
    return std::nullopt;
  }
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    problem = "it is not JSON";
    return std::nullopt;
  }
  try {
    return receipt_of(json);
  } catch (const Wrong& wrong) {
    problem = wrong.problem;
    return std::nullopt;
  }
}

}  // namespace nansen::receipt
