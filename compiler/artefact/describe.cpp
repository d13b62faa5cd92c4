// The description of an image: what it answers and needs, whose words stand behind that, and what
// it was made from. docs/artefacts.md says what each part means.
#include "compiler/artefact/describe.h"

#include <optional>
#include <utility>

#include "compiler/artefact/facts.h"
#include "compiler/layout/layout.h"
#include "compiler/passes/passes.h"
#include "compiler/program/program.h"

namespace nansen::artefact {
namespace {

using program::TypeKind;

const char* word(ir::OutputKind kind) {
  switch (kind) {
    case ir::OutputKind::Truth: return "truth";
    case ir::OutputKind::Enumeration: return "enumeration";
    case ir::OutputKind::OrderedEnumeration: return "ordered_enumeration";
    case ir::OutputKind::Number: return "number";
    case ir::OutputKind::Date: return "date";
    case ir::OutputKind::DateRange: return "date_range";
  }
  return "";
}

const char* word(ir::ColumnKind kind) {
  switch (kind) {
    case ir::ColumnKind::Boolean: return "boolean";
    case ir::ColumnKind::Enumeration: return "enumeration";
    case ir::ColumnKind::OrderedEnumeration: return "ordered_enumeration";
    case ir::ColumnKind::Set: return "set";
    case ir::ColumnKind::Number: return "number";
    case ir::ColumnKind::Reference: return "reference";
    case ir::ColumnKind::Rows: return "rows";
  }
  return "";
}

const char* word(ir::Bound bound) {
  switch (bound) {
    case ir::Bound::Exact: return "exact";
    case ir::Bound::Least: return "least";
    case ir::Bound::Greatest: return "greatest";
  }
  return "";
}

const char* word(ir::DomainKind kind) {
  switch (kind) {
    case ir::DomainKind::Root: return "main";
    case ir::DomainKind::Rows: return "linked";
    case ir::DomainKind::Referenced: return "referenced";
  }
  return "";
}

const char* word(lower::FormulaOutputKind kind) {
  switch (kind) {
    case lower::FormulaOutputKind::Line: return "line";
    case lower::FormulaOutputKind::Result: return "result";
    case lower::FormulaOutputKind::Entitlement: return "entitlement";
    case lower::FormulaOutputKind::Quota: return "quota";
  }
  return "";
}

class Describer {
 public:
  explicit Describer(const Image& image) : image_(image), program_(image.program) {}

  Json describe() const {
    Json made;
    made["nansen"] = image_.origin.version;
    made["format"] = image_format;
    made["name"] = image_.name;
    made["target"] = image_.origin.target;
    made["definitions"] = definitions();
    made["tables"] = tables();
    made["calendars"] = calendars();
    made["rules"] = rules();
    made["formulas"] = formulas();
    made["receipt"] = receipt();
    const bool is_native = image_.origin.target != "wasm32";
    Steps answers = describe_steps(image_.normal, "", is_native);
    made["steps"] = std::move(answers.steps);
    made["results"] = std::move(answers.results);
    if (!is_native) {
      Steps of_rules = describe_steps(rules_of(image_), rules_prefix, false);
      made["rule_steps"] = std::move(of_rules.steps);
      made["rule_results"] = std::move(of_rules.results);
    }
    return made;
  }

 private:
  // ---- what is answered ----

  Json definitions() const {
    Json list = Json::array();
    const std::vector<runtime::OutputShape> shapes = layout::output_shapes(image_.normal);
    for (std::size_t at = 0; at < image_.normal.outputs.size(); ++at) {
      const ir::Output& output = image_.normal.outputs[at];
      Json made{{"name", output.name},
                {"kind", word(output.kind)},
                {"members", output.members},
                {"scale", shapes[at].scale}};
      if (at < image_.request.definitions.size()) {
        const program::Definition& asked = program_.definitions[image_.request.definitions[at]];
        made["type"] = program::to_string(program_, asked.type);
        if (asked.type.kind == TypeKind::Period) made["unit"] = period_unit(asked.type);
        made["entity"] = program_.entities[asked.entity].name;
        made["citation"] = to_full_string(asked.citation);
      }
      list.push_back(std::move(made));
    }
    return list;
  }

  static const char* period_unit(const program::Type& type) {
    return type.in_months ? "months" : "days";
  }

  // ---- tables ----

  Json tables() const {
    Json list = Json::array();
    for (std::size_t at = 0; at < image_.normal.domains.size(); ++at) {
      list.push_back(table(ir::DomainId(at)));
    }
    return list;
  }

  Json table(ir::DomainId id) const {
    const ir::Domain& domain = image_.normal.domains[id];
    Json made{{"name", table_name(image_.normal, id)},
              {"kind", word(domain.kind)},
              {"entity", domain.entity},
              {"domain", id.index}};
    if (domain.kind == ir::DomainKind::Rows) {
      made["parent"] = domain.parent.index;
      made["link"] = layout::position_of(image_.normal, domain.link);
    }
    Json columns = Json::array();
    for (const ir::Column& each : image_.normal.columns) {
      if (each.domain == id) columns.push_back(column(each));
    }
    made["columns"] = std::move(columns);
    return made;
  }

  Json column(const ir::Column& column) const {
    const program::Fact* fact = fact_of(image_, column);
    const bool date = fact != nullptr && fact->type.kind == TypeKind::Date;
    const runtime::ColumnShape shape = layout::shape_of(column);
    Json made{{"name", column.name},
              {"kind", date ? "date" : word(column.kind)},
              {"width", shape.width},
              {"members", column.members}};
    if (column.kind == ir::ColumnKind::Number) {
      made["scale"] = column.scale;
      // As text: they may lie beyond the whole numbers that JavaScript holds.
      made["least"] = std::to_string(column.least);
      made["greatest"] = std::to_string(column.greatest);
      made["bound"] = word(column.bound);
    }
    if (column.target.valid()) made["target"] = column.target.index;
    if (fact != nullptr) {
      made["type"] = program::to_string(program_, fact->type);
      if (fact->type.kind == TypeKind::Period) made["unit"] = period_unit(fact->type);
      made["question"] = fact->question;
      made["judgement"] = fact->judgement;
    }
    return made;
  }

  Json calendars() const {
    Json list = Json::array();
    for (const ir::Calendar& calendar : image_.normal.calendars) {
      list.push_back({{"name", calendar.name},
                      {"weekend", calendar.weekend},
                      {"holidays", calendar.holidays},
                      {"yearly", calendar.yearly}});
    }
    return list;
  }

  // ---- the law ----

  Json rules() const {
    Json list = Json::array();
    const ir::Module& module = image_.module;
    for (const ir::RuleEntry& entry : module.rules) {
      const ir::DomainId domain = module.instructions[entry.value].domain;
      Json made{{"rule", entry.rule}, {"citation", entry.citation}, {"domain", domain.index}};
      if (entry.rule < program_.rules.size()) {
        const program::Rule& rule = program_.rules[program::RuleId(entry.rule)];
        made["definition"] = program::qualified_name(program_, rule.definition);
        made["heading"] = heading_of(rule.citation);
      }
      list.push_back(std::move(made));
    }
    return list;
  }

  // ---- formulas ----

  Json formulas() const {
    Json list = Json::array();
    for (const Formula& each : image_.formulas) {
      const program::Formula& formula = program_.formulas[each.request.formula];
      Json made{{"name", each.name},
                {"entity", program_.entities[formula.entity].name},
                {"citation", to_full_string(formula.citation)}};
      Json inputs = Json::array();
      for (const ir::SheetInput& input : each.lowered.sheet.inputs) {
        inputs.push_back({{"name", input.name}, {"kind", input.truth ? "truth" : "number"}});
      }
      made["inputs"] = std::move(inputs);
      Json parameters = Json::array();
      for (const ir::SheetParameter& parameter : each.lowered.sheet.parameters) {
        parameters.push_back(
            {{"name", parameter.name}, {"value", nansen::to_string(parameter.value)}});
      }
      made["parameters"] = std::move(parameters);
      Json outputs = Json::array();
      for (std::size_t at = 0; at < each.lowered.sheet.outputs.size(); ++at) {
        Json output{{"name", each.lowered.sheet.outputs[at].name}};
        if (at < each.lowered.outputs.size()) output["kind"] = word(each.lowered.outputs[at].kind);
        outputs.push_back(std::move(output));
      }
      made["outputs"] = std::move(outputs);
      list.push_back(std::move(made));
    }
    return list;
  }

  // ---- what it was made from ----

  Json receipt() const {
    const Origin& origin = image_.origin;
    Json sources = Json::array();
    for (const Origin::Source& source : origin.sources) {
      sources.push_back({{"path", source.path},
                         {"library", source.library},
                         {"sha256", source.sha256},
                         {"bytes", source.bytes}});
    }
    return {{"sources", std::move(sources)},
            {"drafts", origin.drafts},
            {"definitions", origin.definitions},
            {"readings", origin.readings},
            {"as_of", origin.as_of ? Json(*origin.as_of) : Json(nullptr)}};
  }

  const Image& image_;
  const program::Program& program_;
};

/// A value of the cases: `value` itself, or whether it holds for some of their linked rows, for
/// which it is then worked out one by one. Nothing where it is of another entity's rows.
std::optional<ir::ValueId> asked_of_cases(ir::Module& module, ir::ValueId value,
                                          std::uint32_t rule) {
  for (ir::DomainId at = module.instructions[value].domain;
       module.domains[at].kind != ir::DomainKind::Root; at = module.domains[at].parent) {
    if (module.domains[at].kind != ir::DomainKind::Rows) return std::nullopt;
    ir::Instruction some;
    some.opcode = ir::Opcode::Some;
    some.domain = module.domains[at].parent;
    some.column = module.domains[at].link;
    some.operands = {value};
    value = module.instructions.add(std::move(some));
    module.origins.push_back({rule});
  }
  return value;
}

}  // namespace

ir::Module rules_of(const Image& image) {
  ir::Module module = image.module;
  module.outputs.clear();
  for (const ir::RuleEntry& entry : image.module.rules) {
    const auto value = asked_of_cases(module, entry.value, entry.rule);
    if (!value) continue;
    std::string name = "rule_" + std::to_string(entry.rule);
    const ir::DomainId domain = module.instructions[entry.value].domain;
    if (domain.index != 0) name += "_of_" + std::to_string(domain.index);
    module.outputs.push_back({ir::OutputKind::Truth, std::move(name), {}, {*value}});
  }
  return passes::normalise(module);
}

std::string describe(const Image& image) {
  return Describer(image).describe().dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace nansen::artefact
