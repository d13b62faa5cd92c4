#include "compiler/sharing/groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "compiler/layout/layout.h"
#include "compiler/report/number.h"
#include "compiler/sharing/module_answers.h"

namespace nansen::sharing {
namespace {

using program::Combination;
using program::MissingRule;

constexpr ir::DomainId root{std::size_t{0}};

/// The rows of one State.
class Group {
 public:
  explicit Group(const lower::GroupModule& module) : module_(module) {}

  void add_unknown(std::string which) {
    switch (module_.missing) {
      case MissingRule::Zero: return add(Rational(0));
      case MissingRule::MeanOfReported: return;
      case MissingRule::Error:
      case MissingRule::ExcludeState: break;
    }
    if (unknown_.empty()) unknown_ = std::move(which);
  }
  /// A row of which it is not known whether it counts. The number is then not known, also where
  /// what is missing counts as zero; where it excludes the State, the State is left out.
  void add_open(std::string which) {
    open_ = true;
    if (unknown_.empty()) unknown_ = std::move(which);
  }
  void add(Rational number) {
    ++count_;
    total_ += number;
    if (module_.combination != Combination::Total && module_.combination != Combination::Mean) {
      numbers_.push_back(std::move(number));
    }
  }
  void count() { ++count_; }

  GroupValue value() {
    if (open_ || !unknown_.empty()) return {std::nullopt, unknown_};
    if (module_.combination == Combination::Total) return {total_, {}};
    if (module_.combination == Combination::Count) return {Rational(mpz_class(count_)), {}};
    if (count_ == 0) return none();
    if (module_.combination == Combination::Mean) {
      return {Rational(total_ / Rational(mpz_class(count_))), {}};
    }
    std::sort(numbers_.begin(), numbers_.end());
    if (module_.combination == Combination::Least) return {numbers_.front(), {}};
    if (module_.combination == Combination::Greatest) return {numbers_.back(), {}};
    const std::size_t middle = numbers_.size() / 2;
    if (numbers_.size() % 2 == 1) return {numbers_[middle], {}};
    return {Rational((numbers_[middle - 1] + numbers_[middle]) / 2), {}};
  }

 private:
  GroupValue none() const {
    if (module_.missing == MissingRule::Zero) return {Rational(0), {}};
    return {};
  }

  const lower::GroupModule& module_;
  std::size_t count_ = 0;
  Rational total_;
  std::vector<Rational> numbers_;
  std::string unknown_;
  bool open_ = false;
};

/// True iff the module reads facts of States through references.
bool reads_states(const ir::Module& module, const std::string& entity) {
  return std::any_of(module.columns.begin(), module.columns.end(), [&](const ir::Column& column) {
    const ir::Domain& domain = module.domains[column.domain];
    return domain.kind == ir::DomainKind::Referenced && domain.entity == entity;
  });
}

std::optional<cases::TableFiles> files_of(const program::Program& program,
                                          const lower::GroupModule& group, const StateFiles& files,
                                          const Places& places, Emitter& emitter) {
  const std::string& entity = program.entities[group.entity].name;
  const auto found = std::find_if(files.tables.begin(), files.tables.end(),
                                  [&](const auto& table) { return table.first == entity; });
  if (found == files.tables.end()) {
    emitter.emit(Code::GroupWithoutTable, program.formula_expressions[group.origin].span,
                 places.name_of(group.origin), entity);
    return std::nullopt;
  }
  cases::TableFiles tables;
  tables.cases = found->second;
  tables.options[""] = options_for(files, entity);
  const std::string& state = program.entities[program.facts[group.by].type.entity].name;
  if (reads_states(group.rows, state)) {
    tables.tables.emplace_back(state, files.states);
    tables.options[state] = options_for(files, "");
    tables.options[state].states = true;
  }
  return tables;
}

/// The header of the column that says whose row a row is.
std::string by_header(const program::Program& program, const lower::GroupModule& group,
                      const cases::TableFiles& tables) {
  const std::string& name = program.facts[group.by].name;
  const auto& headers = tables.options.at("").headers;
  const auto renamed = headers.find(name);
  return renamed == headers.end() ? name : renamed->second;
}

}  // namespace

std::unique_ptr<cases::Reader> open_tables(const program::Program& program,
                                           const ir::Module& module, const StateFiles& files,
                                           const cases::TableFiles& tables, Emitter& emitter) {
  if (files.open) return files.open(module, tables, emitter);
  return cases::Reader::open(program, module, tables, emitter);
}

cases::TableOptions options_for(const StateFiles& files, const std::string& table) {
  cases::TableOptions options;
  options.year = files.year;
  for (const auto& [name, header] : files.columns) {
    const std::size_t dot = name.find('.');
    const std::string owner = dot == std::string::npos ? "" : name.substr(0, dot);
    if (owner == table)
      options.headers[dot == std::string::npos ? name : name.substr(dot + 1)] = header;
  }
  return options;
}

GroupValue without_rows(const lower::GroupModule& group) { return Group(group).value(); }

std::optional<GroupValues> sum_up(const program::Program& program, const lower::GroupModule& group,
                                  const std::map<std::string, std::size_t, std::less<>>& states,
                                  const StateFiles& files, const EngineChoice& engine,
                                  const Places& places, Emitter& emitter) {
  const auto tables = files_of(program, group, files, places, emitter);
  if (!tables) return std::nullopt;
  const auto reader = open_tables(program, group.rows, files, *tables, emitter);
  const auto answers = reader ? answers_of(group.rows, engine, emitter) : nullptr;
  if (!answers) return std::nullopt;

  std::map<std::string, Group, std::less<>> groups;
  const std::size_t by = layout::position_of(group.rows, group.by_column);
  const auto target = static_cast<std::size_t>(group.rows.columns[group.by_column].target.index);
  std::size_t left_out = 0;
  cases::CaseBatch batch;
  while (reader->next(batch)) {
    const std::vector<OutputColumn> columns = answers->answer(batch.batch, batch.size());
    const runtime::Table& table = *batch.batch.tables[static_cast<std::size_t>(root.index)];
    const OutputColumn* condition = group.has_condition ? &columns[0] : nullptr;
    const std::size_t value = group.has_condition ? 1 : 0;
    for (std::size_t row = 0; row < batch.size(); ++row) {
      if (condition != nullptr && condition->truths[row] == Truth::No) continue;
      const bool named = table.plane(row, by, 0);
      const std::string_view name =
          named ? (*batch.row_ids[target])[static_cast<std::size_t>(table.number(row, by))]
                : std::string_view();
      const auto state = named ? states.find(name) : states.end();
      if (state == states.end()) {
        ++left_out;
        continue;
      }
      Group& sums = groups.try_emplace(state->first, group).first->second;
      const auto which = [&] {
        return fmt::format("row \"{}\" of \"{}\"", batch.ids[row], tables->cases);
      };
      if (condition != nullptr && condition->truths[row] == Truth::Undetermined) {
        sums.add_open(which());
      } else if (group.combination == Combination::Count) {
        sums.count();
      } else if (columns[value].numbers[row]) {
        sums.add(*columns[value].numbers[row]);
      } else {
        sums.add_unknown(which());
      }
    }
  }
  if (left_out > 0) {
    emitter.emit(Code::UnknownGroupState, FileLocation{tables->cases},
                 report::grouped(Rational(mpz_class(left_out)), 0), tables->cases,
                 places.name_of(group.origin), by_header(program, group, *tables));
  }
  if (emitter.has_errors()) return std::nullopt;
  GroupValues values;
  for (auto& [name, sums] : groups) values.emplace(name, sums.value());
  return values;
}

}  // namespace nansen::sharing
