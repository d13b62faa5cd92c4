// What was compared, and with what: the receipt for a reader, and as it is, to be kept.
#include <nlohmann/json.hpp>
#include <string_view>

#include "compiler/page/section.h"

namespace nansen::page {

using Json = nlohmann::ordered_json;

namespace {

/// For an address: what is not a letter, a digit or one of `-_.~` as %XX.
std::string percent_encoded(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string made;
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' ||
                       letter == '.' || letter == '~';
    if (plain) {
      made += letter;
    } else {
      made += '%';
      made += digits[byte / 16];
      made += digits[byte % 16];
    }
  }
  return made;
}

/// `sha256` as `SHA-256`, `as_of` as `as of`.
std::string label_of(std::string key) {
  if (key == "sha256") return "SHA-256";
  if (key == "result_sha256") return "SHA-256 of the result";
  if (key == "receipt") return "form of receipt";
  for (char& letter : key) {
    if (letter == '_') letter = ' ';
  }
  return key;
}

/// What is no object in a few words; empty where it has none.
std::string words_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_null()) return "";
  if (value.is_array()) {
    std::string made;
    for (const Json& part : value) {
      if (part.is_structured()) return "";
      made += (made.empty() ? "" : ", ") + words_of(part);
    }
    return made;
  }
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  return value.dump();
}

bool is_table(const Json& value) {
  if (!value.is_array() || value.empty()) return false;
  for (const Json& row : value) {
    if (!row.is_object()) return false;
  }
  return true;
}

Markup table_of(const std::string& key, const Json& rows) {
  Table table;
  table.caption = label_of(key);
  table.kind = "receipt";
  std::vector<std::string> keys;
  for (const Json& row : rows) {
    for (const auto& [name, value] : row.items()) {
      if (std::find(keys.begin(), keys.end(), name) == keys.end()) keys.push_back(name);
    }
  }
  for (const std::string& name : keys) {
    const bool is_number = rows.front().contains(name) && rows.front()[name].is_number();
    table.columns.push_back({label_of(name), is_number});
  }
  for (const Json& row : rows) {
    std::vector<Markup>& cells = table.rows.emplace_back();
    for (const std::string& name : keys) {
      const Markup words = text(row.contains(name) ? words_of(row[name]) : "");
      cells.push_back(name.starts_with("sha") ? element("code", words) : words);
    }
  }
  return table_with_rest(table, 200, "rows");
}

/// Members of `object` and of the objects in it, one after the other; tables by themselves.
void add_members(const Json& object, Markup& members, Markup& tables) {
  for (const auto& [key, value] : object.items()) {
    if (value.is_object()) {
      add_members(value, members, tables);
      continue;
    }
    if (is_table(value)) {
      tables += table_of(key, value);
      continue;
    }
    const std::string words = words_of(value);
    if (words.empty()) continue;
    members += element("dt", text(label_of(key)));
    members += element("dd", text(words));
  }
}

}  // namespace

Data receipt_section(const std::string& receipt) {
  Data made;
  made["link"] = "data:application/json;charset=utf-8," + percent_encoded(receipt);
  made["json"] = raw(text(receipt));
  Markup members, tables;
  const Json json = Json::parse(receipt, nullptr, false);
  if (json.is_object()) add_members(json, members, tables);
  made["members"] = raw(members.empty() ? Markup() : element("dl", members, "facts"));
  made["tables"] = raw(tables);
  return made;
}

}  // namespace nansen::page
