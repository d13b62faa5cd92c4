// nansen facts: what a table of cases for a file needs.

#include "compiler/cases/facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/driver/command.h"
#include "compiler/driver/formula_facts.h"

namespace nansen::driver {

namespace {

/// Adds what says whether the duties among `definitions` are fulfilled.
void add_duties(const session::Session& session, std::vector<program::DefinitionId>& definitions) {
  for (const program::Norm& norm : session.program().norms) {
    const bool asked =
        std::find(definitions.begin(), definitions.end(), norm.holds) != definitions.end();
    if (asked && norm.fulfilled.valid()) definitions.push_back(norm.fulfilled);
  }
}

/// Adds `fact` to those of `table`, as the vocabulary declares them, unless it is there.
void add_fact(cases::TableNeed& table, cases::FactNeed fact) {
  const auto place = std::lower_bound(
      table.facts.begin(), table.facts.end(), fact,
      [](const cases::FactNeed& one, const cases::FactNeed& two) { return one.fact < two.fact; });
  if (place != table.facts.end() && place->fact == fact.fact) return;
  table.facts.insert(place, std::move(fact));
}

/// Adds what the limits of the named files read of the rows that cases are of.
void add_limits(const session::Session& session, std::vector<cases::TableNeed>& tables) {
  const program::Program& program = session.program();
  const program::EntityId entity = tables.front().table.entity;
  for (const program::Limit& limit : program.limits) {
    if (limit.entity != entity || !session.is_named(limit.span)) continue;
    std::vector<program::ExpressionId> expressions;
    for (const program::ExpressionId id : {limit.counted, limit.condition}) {
      if (id.valid()) expressions.push_back(id);
    }
    for (cases::TableNeed& need : cases::needs_of(program, entity, expressions)) {
      const auto same =
          std::find_if(tables.begin(), tables.end(), [&](const cases::TableNeed& each) {
            return each.table.kind == need.table.kind && each.table.name == need.table.name;
          });
      if (same == tables.end()) {
        tables.push_back(std::move(need));
        continue;
      }
      for (cases::FactNeed& fact : need.facts) add_fact(*same, std::move(fact));
    }
    std::vector<program::FactId> facts = limit.by;
    facts.push_back(limit.day);
    facts.push_back(limit.until);
    for (const program::FactId fact : facts) {
      if (fact.valid()) add_fact(tables.front(), cases::need_of(program, fact));
    }
  }
}

/// The tables and facts that the question needs; of a vocabulary without definitions, all of them.
std::optional<std::vector<cases::TableNeed>> needs(const FactsArguments& arguments,
                                                   session::Session& session) {
  if (arguments.asking.definitions.empty() && session.named_definitions().empty()) {
    const auto entity = cases::main_entity(session.program(), session.named_definitions());
    if (!entity) {
      session.emitter().emit(Code::NothingDeclared, CommandLocation{});
      return std::nullopt;
    }
    return cases::all_needs(session.program(), *entity);
  }
  auto request = session.resolve(question_of(arguments.asking));
  if (!request) return std::nullopt;
  const bool all = arguments.asking.definitions.empty();
  if (all) add_duties(session, request->definitions);
  std::vector<cases::TableNeed> tables = cases::needs_of(session.program(), request->definitions);
  if (all) add_limits(session, tables);
  return tables;
}

std::string title_of(const program::Program& program, const cases::TableNeed& need) {
  const std::string& entity = program.entities[need.table.entity].name;
  switch (need.table.kind) {
    case cases::TableKind::Main: return fmt::format("--cases: one row a {}", entity);
    case cases::TableKind::Linked: {
      // The rows of a referenced entity are named by it; those of the cases by their link.
      const std::string& name = need.table.name;
      const std::string_view owner = need.table.under_referenced
                                         ? std::string_view(name).substr(0, name.find('.'))
                                         : std::string_view("case");
      return fmt::format("--table {}=FILE: one row a {} of a {}", name, entity, owner);
    }
    case cases::TableKind::Referenced:
      return fmt::format("--table {}=FILE: one row a {}", need.table.name, entity);
  }
  return {};
}

/// `age: a whole number (0 to 150)`, and the question under it.
report::Node drawn(const cases::FactNeed& fact) {
  report::Node node;
  node.text = fact.name + (fact.judgement ? " [judgement]: " : ": ") + fact.type;
  if (!fact.values.empty() && fact.values != "yes, no") node.text += " (" + fact.values + ")";
  if (!fact.question.empty()) node.details.push_back(fact.question);
  for (const std::string& note : fact.notes) node.details.push_back("note: " + note);
  for (const std::string& mark : fact.unverified) node.details.push_back("not verified: " + mark);
  return node;
}

report::Sheet sheet_of(const cases::TableNeed& need, std::string key, std::string title) {
  report::Sheet sheet;
  sheet.key = std::move(key);
  sheet.title = std::move(title);
  sheet.columns = {{"fact"}, {"type"}, {"values"}, {"judgement"}, {"question"}};
  for (const cases::FactNeed& fact : need.facts) {
    std::string question = fact.question;
    for (const std::string& note : fact.notes) question += fmt::format(" [{}]", note);
    for (const std::string& mark : fact.unverified)
      question += fmt::format(" [unverified: {}]", mark);
    sheet.rows.push_back({fact.name, fact.type, fact.values,
                          fact.judgement ? report::Value("judgement") : report::Value(), question});
    sheet.drawing.push_back(drawn(fact));
  }
  return sheet;
}

/// What the named files define, and which readings a run may choose.
report::Sheet definitions_sheet(const session::Session& session) {
  const program::Program& program = session.program();
  report::Sheet sheet;
  sheet.key = "definitions";
  sheet.title = "--define: what can be asked";
  sheet.columns = {{"definition"}, {"of"}, {"type"}, {"provision"}};
  for (const program::DefinitionId id : session.named_definitions()) {
    const program::Definition& definition = program.definitions[id];
    sheet.rows.push_back(
        {program::qualified_name(program, id), program.entities[definition.entity].name,
         program::to_string(program, definition.type), to_full_string(definition.citation)});
  }
  return sheet;
}

report::Sheet readings_sheet(const program::Program& program) {
  report::Sheet sheet;
  sheet.key = "readings";
  sheet.title = "--reading NAME=CHOICE: where a text is disputed";
  sheet.columns = {{"reading"}, {"question"}, {"choices"}, {"default"}};
  for (const program::Reading& reading : program.readings) {
    std::string choices;
    for (const program::ReadingChoice& choice : reading.choices) {
      choices += (choices.empty() ? "" : ", ") + choice.name;
    }
    const std::string name = program.instruments[reading.instrument].name + "." + reading.name;
    const std::string& usual = reading.choices[reading.default_choice].name;
    sheet.rows.push_back({name, reading.question, choices, usual});
    report::Node& node = sheet.drawing.emplace_back();
    node.text = fmt::format("{}: {} (by default {})", name, choices, usual);
    if (!reading.question.empty()) node.details.push_back(reading.question);
  }
  return sheet;
}

/// A table that something asks for, and what it is called.
struct Asked {
  cases::TableNeed need;
  std::string key;
  std::string title;
  bool states = false;
};

/// The tables of cases, then those of formulas; nothing after an error. A file whose definitions
/// are but the conditions of its formulas has no cases.
std::optional<std::vector<Asked>> asked_tables(const FactsArguments& arguments,
                                               session::Session& session) {
  const program::Program& program = session.program();
  std::vector<Asked> asked;
  const std::vector<sharing::FormulaTable> formulas = formula_tables(session);
  std::vector<program::EntityId> states;
  for (const sharing::FormulaTable& table : formulas) states.push_back(table.need.table.entity);
  const auto named = session.named_definitions();
  const bool only_conditions =
      !states.empty() && arguments.asking.definitions.empty() &&
      std::all_of(named.begin(), named.end(), [&](program::DefinitionId definition) {
        const program::EntityId entity = program.definitions[definition].entity;
        return std::find(states.begin(), states.end(), entity) != states.end();
      });
  if (!only_conditions) {
    const auto found = needs(arguments, session);
    if (!found) return std::nullopt;
    for (const cases::TableNeed& need : *found) {
      asked.push_back(
          {need, need.table.name.empty() ? "cases" : need.table.name, title_of(program, need)});
    }
  }
  for (const sharing::FormulaTable& table : formulas) {
    const std::string& name = table.need.table.name;
    asked.push_back(
        {table.need, name.empty() ? "states" : name, formula_title(program, table), name.empty()});
  }
  return asked;
}

std::string headers(const std::vector<Asked>& asked, const std::string& table) {
  for (const Asked& one : asked) {
    if (one.need.table.name != table) continue;
    std::string header = cases::csv_header(one.need);
    // A State is named by the column `state`.
    const std::string id(cases::id_column);
    if (one.states) header.replace(0, id.size(), cases::state_column);
    return header;
  }
  return {};
}

}  // namespace

Status run_facts(const FactsArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  if (!session.check()) return command.close();
  const auto found = asked_tables(arguments, session);
  if (!found) return command.close();
  if (!arguments.csv_header) {
    report::Report report;
    for (const Asked& one : *found) {
      report.parts.emplace_back(sheet_of(one.need, one.key, one.title));
    }
    if (report::Sheet sheet = formulas_sheet(session); !sheet.rows.empty()) {
      report.parts.emplace_back(std::move(sheet));
    }
    if (report::Sheet sheet = parameters_sheet(session); !sheet.rows.empty()) {
      report.parts.emplace_back(std::move(sheet));
    }
    if (report::Sheet sheet = definitions_sheet(session); !sheet.rows.empty()) {
      report.parts.emplace_back(std::move(sheet));
    }
    if (report::Sheet sheet = readings_sheet(session.program()); !sheet.rows.empty()) {
      report.parts.emplace_back(std::move(sheet));
    }
    print_report(report, arguments.format, terminal);
    return command.close();
  }
  const std::string text = headers(*found, arguments.table);
  if (text.empty()) {
    std::vector<cases::TableSchema> tables;
    for (const Asked& one : *found) tables.push_back(one.need.table);
    session.emitter().emit(
        cases::unknown_table(session.program().entities[found->front().need.table.entity].name,
                             arguments.table, tables));
  }
  print_out(text.empty() || text.ends_with('\n') ? text : text + "\n");
  return command.close();
}

}  // namespace nansen::driver
