// Reports as JSON.
#include <nlohmann/json.hpp>

#include "compiler/report/report.h"
#include "compiler/report/value.h"

namespace nansen::report {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Value& value) {
  if (std::holds_alternative<std::monostate>(value)) return nullptr;
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* number = std::get_if<Rational>(&value)) {
    if (number->get_den() == 1 && number->get_num().fits_slong_p()) {
      return number->get_num().get_si();
    }
  }
  return plain_text(value);
}

Json json_of(const Sheet& sheet) {
  Json rows = Json::array();
  for (const auto& row : sheet.rows) {
    Json object = Json::object();
    for (std::size_t at = 0; at < row.size(); ++at) {
      object[sheet.columns[at].name] = json_of(row[at]);
    }
    rows.push_back(std::move(object));
  }
  return rows;
}

Json json_of(const Node& node) {
  Json object = Json::object();
  for (const auto& [name, value] : node.fields) object[name] = json_of(value);
  if (node.children.empty()) return object;
  Json children = Json::array();
  for (const Node& child : node.children) children.push_back(json_of(child));
  object["parts"] = std::move(children);
  return object;
}

Json json_of(const Tree& tree) { return json_of(tree.root); }

Json json_of(const Beside& beside) {
  Json object = Json::object();
  for (const Beside::Side* side : {&beside.left, &beside.right}) {
    object[side->name] = json_of(side->root);
  }
  return object;
}

Json json_of(const Lines& lines) {
  Json array = Json::array();
  for (const std::string& line : lines.lines) array.push_back(line);
  return array;
}

}  // namespace

std::string to_json(const Report& report) {
  Json object = Json::object();
  for (const Part& part : report.parts) {
    std::visit([&object](const auto& present) { object[present.key] = json_of(present); }, part);
  }
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace nansen::report
