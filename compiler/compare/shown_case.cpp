#include "compiler/compare/shown_case.h"

#include <fmt/format.h>

#include "compiler/explain/explain.h"
#include "compiler/explain/present.h"
#include "compiler/explain/words.h"
#include "compiler/interpret/interpret.h"

namespace nansen::compare {

namespace {

constexpr ir::DomainId root_domain{std::size_t{0}};

}  // namespace

// ---- facts --------------------------------------------------------------------------------------

const program::Fact* CaseWords::fact_of(const ir::Column& column) const {
  const std::string& entity = state_.layout.module().domains[column.domain].entity;
  for (const World& world : state_.worlds.worlds) {
    for (const program::Fact& fact : world.program->facts) {
      if (fact.name == column.name && world.program->entities[fact.entity].name == entity) {
        return &fact;
      }
    }
  }
  return nullptr;
}

std::string CaseWords::value(const program::Fact* fact, const ir::Column& column,
                             const FactValue& least, const FactValue& greatest) const {
  if (const auto* truth = std::get_if<bool>(&least)) return *truth ? "yes" : "no";
  if (const auto* members = std::get_if<std::vector<std::uint32_t>>(&least)) {
    std::string words;
    for (const std::uint32_t member : *members) {
      words += (words.empty() ? "" : ", ") + column.members[member];
    }
    return words.empty() ? "none of them" : words;
  }
  const auto number_of = [&](const FactValue& value) -> std::optional<Rational> {
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number == nullptr) return std::nullopt;
    Rational result{mpz_class(*number), mpz_class(column.scale)};
    result.canonicalize();
    return result;
  };
  const auto* number = std::get_if<std::int64_t>(&least);
  switch (column.kind) {
    case ir::ColumnKind::Enumeration:
    case ir::ColumnKind::OrderedEnumeration:
      return column.members[static_cast<std::size_t>(*number)];
    case ir::ColumnKind::Reference: {
      const auto& names = state_.row_names[static_cast<std::size_t>(column.target.index)];
      const auto row = static_cast<std::size_t>(*number);
      if (row < names.size() && !names[row].empty()) return names[row];
      return fmt::format("row {}", row + 1);
    }
    default: break;
  }
  return explain::bounds_words(fact == nullptr ? program::Type() : fact->type, number_of(least),
                               number_of(greatest));
}

std::vector<ShownCase::Fact> CaseWords::facts(const RowData& data) const {
  std::vector<ShownCase::Fact> facts;
  add(root_domain, "", data, facts);
  return facts;
}

void CaseWords::add(ir::DomainId domain, const std::string& prefix, const RowData& data,
                    std::vector<ShownCase::Fact>& facts) const {
  const auto& columns = state_.layout.columns(domain);
  for (std::size_t position = 0; position < columns.size(); ++position) {
    const ir::Column& column = state_.layout.module().columns[columns[position]];
    if (column.bound == ir::Bound::Greatest) continue;
    const FactValue& value = data.facts[position];
    const program::Fact* fact = fact_of(column);
    const std::string question = fact == nullptr ? "" : fact->question;
    if (const auto* linked = std::get_if<std::shared_ptr<CaseRows>>(&value)) {
      const std::vector<RowData>& rows = (*linked)->rows;
      if ((*linked)->complete) {
        facts.push_back({prefix + column.name,
                         rows.empty() ? "none" : fmt::format("{}, and no others", rows.size()),
                         question});
      }
      for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::string name = fmt::format("{}{} {}", prefix, column.name, row + 1);
        const std::size_t before = facts.size();
        add(column.target, name + ": ", rows[row], facts);
        // A row of which nothing is known counts by being there.
        if (facts.size() == before) facts.push_back({name, "one, of which nothing is known", ""});
      }
      continue;
    }
    if (std::holds_alternative<std::monostate>(value)) continue;
    const std::size_t other = state_.layout.greatest(columns[position]);
    const FactValue& greatest = other == CaseLayout::none ? value : data.facts[other];
    facts.push_back({prefix + column.name, this->value(fact, column, value, greatest), question});
  }
}

// ---- what each text says ------------------------------------------------------------------------

CaseShower::CaseShower(const DraftComparison::State& state) : state_(state) {
  for (const World& world : state.worlds.worlds) {
    texts_.push_back(world.module == nullptr ? nullptr
                                             : std::make_unique<Text>(*world.module, state.layout));
    std::vector<std::size_t>& outputs = outputs_.emplace_back();
    std::size_t next = 0;
    for (const program::DefinitionId subject : world.subjects) {
      outputs.push_back(subject.valid() ? next++ : next);
    }
  }
}

const ir::Module& CaseShower::module_of(std::size_t world, std::size_t subject) {
  Text& text = *texts_[world];
  if (text.subject != subject) {
    text.module = text.slicer.slice(outputs_[world][subject]);
    text.subject = subject;
  }
  return text.module;
}

void CaseShower::show(const RowData& data, const Held& held, bool explanations, ShownCase& shown) {
  shown.facts = CaseWords(state_, *state_.worlds.worlds[0].program).facts(data);
  if (!explanations) return;
  shown.before = explanation(data, 0, held.subject, shown.name);
  shown.after = explanation(data, held.world, held.subject, shown.name);
}

report::Report CaseShower::explanation(const RowData& data, std::size_t world, std::size_t subject,
                                       const std::string& name) {
  const World& text = state_.worlds.worlds[world];
  CaseProjection& projection = texts_[world]->projection;
  const ir::Module& module = module_of(world, subject);
  const runtime::Batch batch = projection.one(data, state_.pool);
  const interpret::Trace trace = interpret::trace(module, batch, 0);
  const explain::Asked asked{.definition = text.subjects[subject],
                             .readings = text.request.readings,
                             .as_of = text.request.as_of};
  const explain::CaseView view{.module = module,
                               .trace = trace,
                               .batch = batch,
                               .row = 0,
                               .row_names = [&](ir::DomainId domain, std::size_t row) {
                                 const ir::DomainId from = projection.source(domain);
                                 if (!from.valid()) return std::string();
                                 const auto& names =
                                     state_.row_names[static_cast<std::size_t>(from.index)];
                                 return row < names.size() ? names[row] : std::string();
                               }};
  return explain::present(*text.program, explain::explain(*text.program, asked, view), {},
                          {.whole = false, .case_name = name});
}

}  // namespace nansen::compare
