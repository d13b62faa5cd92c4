#include "compiler/check/row_tables.h"

#include <memory>
#include <set>

namespace nansen::check {
namespace {

using program::DefinitionId;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;

/// How many tables of rows a definition may ask about.
constexpr std::size_t most = 1000;

/// Where rows stand: the links from the row that is asked, or, once a reference has been followed,
/// the entity it leads to (as a number below zero) and the links from there.
using Path = std::vector<std::int32_t>;
using Paths = std::set<Path>;

class RowTables {
 public:
  explicit RowTables(Context& context)
      : context_(context),
        program_(context.program),
        rules_(program_.definitions.size()),
        tables_(program_.definitions.size()) {
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      const DefinitionId definition = program_.rules[program::RuleId(index)].definition;
      rules_[position(definition)].emplace_back(index);
    }
  }

  void refuse() {
    for (const DefinitionId id : program_.order) {
      auto tables = std::make_shared<Paths>();
      const bool few = collect(id, *tables);
      // One that only passes on another's has the same.
      tables_[position(id)] = same_as_ != nullptr && *same_as_ == *tables ? same_as_ : tables;
      if (few) continue;
      const program::Definition& definition = program_.definitions[id];
      const InProvision in(context_, definition.citation);
      context_.report(Code::TooManyRowTables, definition.span, definition.name, most);
      return;  // what refers to it has as many
    }
  }

 private:
  static std::size_t position(DefinitionId id) { return static_cast<std::size_t>(id.index); }

  /// False iff there are more than `most`.
  bool collect(DefinitionId id, Paths& tables) {
    same_as_ = nullptr;
    rows_.clear();
    for (const program::RuleId rule : rules_[position(id)]) {
      for (const ExpressionId part : {program_.rules[rule].condition, program_.rules[rule].value}) {
        if (part.valid() && !collect(part, tables)) return false;
      }
    }
    return true;
  }

  bool collect(ExpressionId id, Paths& tables) {
    const Expression& expression = program_.expressions[id];
    if (expression.kind == ExpressionKind::OverRows) {
      Path linked = place(expression.subject);
      linked.push_back(expression.fact.index);
      rows_[expression.variable] = linked;
      tables.insert(std::move(linked));
    }
    if (expression.kind == ExpressionKind::DefinitionValue &&
        !add(place(expression.subject), expression.definition, tables)) {
      return false;
    }
    for (const ExpressionId operand : expression.operands) {
      if (!collect(operand, tables)) return false;
    }
    return tables.size() <= most;
  }

  bool add(const Path& place, DefinitionId definition, Paths& tables) {
    const std::shared_ptr<const Paths>& below = tables_[position(definition)];
    if (below == nullptr) return true;  // the definition itself, through a rule of it
    if (place.empty()) same_as_ = below;
    for (const Path& path : *below) {
      Path whole = !path.empty() && path.front() < 0 ? Path() : place;
      whole.insert(whole.end(), path.begin(), path.end());
      tables.insert(std::move(whole));
      if (tables.size() > most) return false;
    }
    return true;
  }

  Path place(const program::Subject& subject) const {
    Path path;
    if (subject.variable.valid()) {
      const auto found = rows_.find(subject.variable);
      if (found != rows_.end()) path = found->second;
    }
    if (!subject.references.empty()) {
      path = {-1 - program_.facts[subject.references.back()].type.entity.index};
    }
    return path;
  }

  Context& context_;
  const program::Program& program_;
  std::vector<std::vector<program::RuleId>> rules_;   // by definition
  std::vector<std::shared_ptr<const Paths>> tables_;  // by definition
  std::map<program::VariableId, Path> rows_;          // of the definition at hand
  std::shared_ptr<const Paths> same_as_;
};

}  // namespace

void refuse_many_row_tables(Context& context) { RowTables(context).refuse(); }

}  // namespace nansen::check
