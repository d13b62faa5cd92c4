// The cases and answers of a topic as JSON, for doors that read no CSV; README.md says in which
// form.
#include <nlohmann/json.hpp>
#include <optional>

#include "compiler/base/rational.h"
#include "compiler/layout/layout.h"
#include "runtime/calendar.h"
#include "tests/conformance/topic.h"
#include "tests/support/files.h"

namespace nansen::conformance {
namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::size_t>;

class Tables {
 public:
  Tables(const ir::Module& module, const cases::CaseBatch& cases)
      : module_(module), cases_(cases) {}

  Json all() const {
    Json tables = Json::array();
    for (std::size_t index = 0; index < module_.domains.size(); ++index) {
      const ir::DomainId id(index);
      const ir::Domain& domain = module_.domains[id];
      if (domain.kind == ir::DomainKind::Rows) continue;
      const std::size_t count = cases_.batch.tables[index]->rows();
      Json ids = Json::array();
      Rows rows;
      for (std::size_t row = 0; row < count; ++row) {
        ids.push_back(index == 0 ? std::string(cases_.ids[row]) : name_of(id, row));
        rows.push_back(row);
      }
      tables.push_back({{"name", index == 0 ? "" : domain.entity},
                        {"rows", count},
                        {"ids", ids},
                        {"columns", columns(id, rows)}});
    }
    return tables;
  }

 private:
  std::string name_of(ir::DomainId domain, std::size_t row) const {
    const auto& ids = cases_.row_ids[static_cast<std::size_t>(domain.index)];
    return ids != nullptr && row < ids->size() ? std::string((*ids)[row]) : std::to_string(row);
  }

  Json columns(ir::DomainId domain, const Rows& rows) const {
    Json all = Json::array();
    for (std::size_t index = 0; index < module_.columns.size(); ++index) {
      const ir::Column& column = module_.columns[ir::ColumnId(index)];
      if (column.domain != domain || column.bound == ir::Bound::Greatest) continue;
      all.push_back(this->column(ir::ColumnId(index), rows));
    }
    return all;
  }

  static Json day(std::int64_t number) {
    return runtime::format_date(static_cast<std::int32_t>(number));
  }

  Json column(ir::ColumnId id, const Rows& rows) const {
    const ir::Column& fact = module_.columns[id];
    const runtime::Table& table = *cases_.batch.tables[static_cast<std::size_t>(fact.domain.index)];
    const std::size_t at = layout::position_of(module_, id);
    Json made{{"name", fact.name}};
    Json values = Json::array();
    const auto add = [&](const auto& value_of) {
      for (const std::size_t row : rows) {
        values.push_back(table.plane(row, at, 0) ? Json(value_of(row)) : Json());
      }
    };
    switch (fact.kind) {
      case ir::ColumnKind::Boolean:
        made["kind"] = "boolean";
        for (const std::size_t row : rows) {
          const bool no = table.plane(row, at, 1);
          values.push_back(table.plane(row, at, 0) ? Json(true) : no ? Json(false) : Json());
        }
        break;
      case ir::ColumnKind::Enumeration:
      case ir::ColumnKind::OrderedEnumeration:
        made["kind"] =
            fact.kind == ir::ColumnKind::Enumeration ? "enumeration" : "ordered_enumeration";
        made["members"] = fact.members;
        add([&](std::size_t row) {
          return fact.members[static_cast<std::size_t>(table.number(row, at))];
        });
        break;
      case ir::ColumnKind::Set:
        made["kind"] = "set";
        made["members"] = fact.members;
        add([&](std::size_t row) {
          Json members = Json::array();
          for (std::size_t member = 0; member < fact.members.size(); ++member) {
            if (table.plane(row, at, 1 + member)) members.push_back(fact.members[member]);
          }
          return members;
        });
        break;
      case ir::ColumnKind::Number: number(fact, id, table, rows, made, values); break;
      case ir::ColumnKind::Reference:
        made["kind"] = "reference";
        made["entity"] = module_.domains[fact.target].entity;
        add([&](std::size_t row) {
          return name_of(fact.target, static_cast<std::size_t>(table.number(row, at)));
        });
        break;
      case ir::ColumnKind::Rows: linked(fact, at, table, rows, made, values); break;
    }
    made["values"] = values;
    return made;
  }

  void number(const ir::Column& fact, ir::ColumnId id, const runtime::Table& table,
              const Rows& rows, Json& made, Json& values) const {
    const std::size_t at = layout::position_of(module_, id);
    const bool days =
        fact.scale == 1 && fact.least == runtime::first_day && fact.greatest == runtime::last_day;
    const bool range = fact.bound == ir::Bound::Least;
    made["kind"] = range ? "range" : days ? "date" : "number";
    if (!range && !days) made["scale"] = std::to_string(fact.scale);
    std::size_t greatest = at;
    if (range) {
      ir::Column other = fact;
      other.bound = ir::Bound::Greatest;
      for (std::size_t index = 0; index < module_.columns.size(); ++index) {
        if (module_.columns[ir::ColumnId(index)] == other) {
          greatest = layout::position_of(module_, ir::ColumnId(index));
        }
      }
    }
    for (const std::size_t row : rows) {
      const bool known = table.plane(row, at, 0);
      if (range) {
        const bool end = table.plane(row, greatest, 0);
        if (!known && !end) {
          values.push_back(Json());
        } else {
          values.push_back(Json::array({known ? day(table.number(row, at)) : Json(),
                                        end ? day(table.number(row, greatest)) : Json()}));
        }
      } else if (!known) {
        values.push_back(Json());
      } else if (days) {
        values.push_back(day(table.number(row, at)));
      } else {
        Rational value(mpz_class(table.number(row, at)), mpz_class(fact.scale));
        value.canonicalize();
        values.push_back(to_string(value));
      }
    }
  }

  void linked(const ir::Column& fact, std::size_t at, const runtime::Table& table, const Rows& rows,
              Json& made, Json& values) const {
    made["kind"] = "rows";
    Rows below;
    Json first = Json::array({0});
    for (const std::size_t row : rows) {
      const bool known = table.plane(row, at, 0);
      const std::size_t end = table.rows_begin(row + 1, at);
      for (std::size_t one = table.rows_begin(row, at); known && one < end; ++one) {
        below.push_back(one);
      }
      first.push_back(below.size());
      values.push_back(known ? Json(true) : Json());
    }
    made["first"] = first;
    made["columns"] = columns(fact.target, below);
  }

  const ir::Module& module_;
  const cases::CaseBatch& cases_;
};

Json expected_of(const ir::Module& module, const std::vector<std::vector<std::string>>& expected) {
  const std::vector<layout::NumberForm> forms = layout::number_forms(module);
  Json all = Json::array();
  for (std::size_t output = 0; output < module.outputs.size(); ++output) {
    const ir::Output& asked = module.outputs[output];
    Json made{{"name", asked.name}};
    switch (asked.kind) {
      case ir::OutputKind::Truth: made["kind"] = "truth"; break;
      case ir::OutputKind::Enumeration: made["kind"] = "enumeration"; break;
      case ir::OutputKind::OrderedEnumeration: made["kind"] = "ordered_enumeration"; break;
      case ir::OutputKind::Number:
        made["kind"] = "number";
        made["scale"] = forms[static_cast<std::size_t>(asked.values[0].index)].scale.get_str();
        break;
      case ir::OutputKind::Date: made["kind"] = "date"; break;
      case ir::OutputKind::DateRange: made["kind"] = "range"; break;
    }
    if (!asked.members.empty()) made["members"] = asked.members;
    Json values = Json::array();
    for (std::size_t row = 1; row < expected.size(); ++row) {
      std::string cell = expected[row][1 + output];
      // `37 days`: what it is counted in.
      if (asked.kind == ir::OutputKind::Number) cell = cell.substr(0, cell.find(' '));
      values.push_back(cell);
    }
    made["values"] = values;
    all.push_back(made);
  }
  return all;
}

/// JSON with lists of plain values on one line each.
void print(const Json& value, const std::string& indent, std::string& text) {
  const bool plain =
      !value.is_structured() ||
      (value.is_array() &&
       std::none_of(value.begin(), value.end(), [](const Json& one) { return one.is_object(); }));
  if (plain || value.empty()) {
    text += value.dump();
    return;
  }
  const std::string inner = indent + " ";
  text += value.is_array() ? "[" : "{";
  bool first = true;
  for (const auto& [key, one] : value.items()) {
    text += first ? "\n" + inner : ",\n" + inner;
    first = false;
    if (value.is_object()) text += Json(key).dump() + ": ";
    print(one, inner, text);
  }
  text += "\n" + indent + (value.is_array() ? "]" : "}");
}

}  // namespace

std::string columns_json(const Topic& topic, const Asked& asked,
                         const std::vector<std::vector<std::string>>& expected) {
  const ir::Module& module = asked.lowered.module;
  Json explanations = Json::array();
  for (const Explained& explained : topic.explanations) {
    std::size_t row = 0;
    while (row < asked.cases.size() && asked.cases.ids[row] != explained.id) ++row;
    explanations.push_back({{"row", row},
                            {"id", explained.id},
                            {"definition", explained.definition},
                            {"text", testing_support::read_file(explained.file).value_or("")}});
  }
  const Json whole{{"format", 1},
                   {"topic", topic.name},
                   {"question",
                    {{"definitions", topic.question.definitions},
                     {"readings", topic.question.readings},
                     {"as_of", topic.question.as_of ? Json(*topic.question.as_of) : Json()}}},
                   {"tables", Tables(module, asked.cases).all()},
                   {"expected", expected_of(module, expected)},
                   {"explanations", explanations}};
  std::string text;
  print(whole, "", text);
  return text + "\n";
}

}  // namespace nansen::conformance
