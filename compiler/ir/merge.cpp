// Module by module: its domains and columns are found, or added, by how they are reached; then its
// instructions are rewritten in their order, and looked up before they are added.
#include "compiler/ir/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/ir/consing.h"
#include "compiler/ir/opcode.h"

namespace nansen::ir {
namespace {

class Merger {
 public:
  /// Adds a module whose rules begin at `first_rule`.
  void add(const Module& module, std::uint32_t first_rule) {
    first_rule_ = first_rule;
    merge_domains(module);
    merge_columns(module);
    merge_calendars(module);
    merge_instructions(module);
    merge_rules(module);
    merge_outputs(module);
  }

  std::size_t outputs() const { return made_.outputs.size(); }

  Module finish() {
    const std::vector<std::string> problems = verify(made_);
    if (!problems.empty()) bug("modules do not merge: " + problems.front());
    return std::move(made_);
  }

 private:
  /// How a domain is reached: by its kind; rows from where and by which link, a table by its
  /// entity.
  using DomainKey = std::tuple<DomainKind, DomainId, std::string>;
  using ColumnKey = std::tuple<DomainId, std::string, Bound>;

  // Links are columns, which are not merged yet: they are set by merge_columns.
  void merge_domains(const Module& module) {
    domain_of_.clear();
    for (const Domain& domain : module.domains) {
      const bool rows = domain.kind == DomainKind::Rows;
      const bool referenced = domain.kind == DomainKind::Referenced;
      const DomainId parent = rows ? merged(domain.parent) : DomainId();
      DomainKey key(domain.kind, parent,
                    rows         ? module.columns[domain.link].name
                    : referenced ? domain.entity
                                 : std::string());
      auto found = domains_.find(key);
      if (found == domains_.end()) {
        const DomainId fresh = made_.domains.add({domain.kind, domain.entity, parent, {}});
        found = domains_.emplace(std::move(key), fresh).first;
      }
      if (made_.domains[found->second].entity != domain.entity) {
        bug("modules of different entities do not merge: " + domain.entity);
      }
      domain_of_.push_back(found->second);
    }
  }

  void merge_columns(const Module& module) {
    column_of_.clear();
    for (Column column : module.columns) {
      column.domain = merged(column.domain);
      if (column.target.valid()) column.target = merged(column.target);
      const auto [found, fresh] = columns_.try_emplace(
          ColumnKey(column.domain, column.name, column.bound), made_.columns.size());
      if (fresh) {
        made_.columns.add(column);
      } else if (made_.columns[found->second] != column) {
        bug("columns of one name differ: " + column.name);
      }
      column_of_.push_back(found->second);
    }
    for (std::size_t index = 0; index < module.domains.size(); ++index) {
      const Domain& domain = module.domains[DomainId(index)];
      if (domain.link.valid()) made_.domains[domain_of_[index]].link = merged(domain.link);
    }
  }

  // A calendar that is another than the one of its name gets a name of its own.
  void merge_calendars(const Module& module) {
    calendar_of_.clear();
    for (Calendar calendar : module.calendars) {
      const auto same = std::find_if(made_.calendars.begin(), made_.calendars.end(),
                                     [&](const Calendar& other) { return alike(other, calendar); });
      calendar_of_.push_back(static_cast<std::uint32_t>(same - made_.calendars.begin()));
      if (same != made_.calendars.end()) continue;
      calendar.name = unused(calendar_names_, calendar.name);
      made_.calendars.push_back(std::move(calendar));
    }
  }

  /// True iff both have the same days; what they are called does not matter to any result.
  static bool alike(const Calendar& left, const Calendar& right) {
    return left.weekend == right.weekend && left.holidays == right.holidays &&
           left.yearly == right.yearly;
  }

  void merge_instructions(const Module& module) {
    value_of_.clear();
    for (std::size_t index = 0; index < module.instructions.size(); ++index) {
      Instruction made = module.instructions[ValueId(index)];
      made.domain = merged(made.domain);
      for (ValueId& operand : made.operands) operand = merged(operand);
      if (made.column.valid()) made.column = merged(made.column);
      if (made.other_column.valid()) made.other_column = merged(made.other_column);
      if (row_of(made.opcode).uses_calendar) made.member = calendar_of_[made.member];
      std::vector<std::uint32_t> origins = module.origins[index];
      for (std::uint32_t& rule : origins) rule = merged(rule);
      const auto [found, fresh] = values_.try_emplace(made, made_.instructions.size());
      value_of_.push_back(found->second);
      if (fresh) {
        made_.instructions.add(std::move(made));
        made_.origins.push_back(std::move(origins));
      } else {
        auto& there = made_.origins[static_cast<std::size_t>(found->second.index)];
        there = joined(there, origins);
      }
    }
  }

  void merge_rules(const Module& module) {
    std::vector<RuleEntry> entries;
    for (RuleEntry entry : module.rules) {
      entry.rule = merged(entry.rule);
      entry.value = merged(entry.value);
      entries.push_back(std::move(entry));
    }
    std::sort(entries.begin(), entries.end(), [](const RuleEntry& left, const RuleEntry& right) {
      return std::tie(left.rule, left.value) < std::tie(right.rule, right.value);
    });
    for (RuleEntry& entry : entries) made_.rules.add(std::move(entry));
  }

  void merge_outputs(const Module& module) {
    for (Output output : module.outputs) {
      for (ValueId& value : output.values) value = merged(value);
      output.name = unused(output_names_, output.name);
      made_.outputs.push_back(std::move(output));
    }
  }

  /// `name`, or the first of `name (2)`, `name (3)`... that is not used; it is from now on.
  static std::string unused(std::unordered_set<std::string>& used, const std::string& name) {
    std::string result = name;
    for (std::size_t number = 2; !used.insert(result).second; ++number) {
      result = fmt::format("{} ({})", name, number);
    }
    return result;
  }

  DomainId merged(DomainId domain) const {
    return domain_of_[static_cast<std::size_t>(domain.index)];
  }
  ColumnId merged(ColumnId column) const {
    return column_of_[static_cast<std::size_t>(column.index)];
  }
  ValueId merged(ValueId value) const { return value_of_[static_cast<std::size_t>(value.index)]; }
  std::uint32_t merged(std::uint32_t rule) const {
    return rule == no_rule ? no_rule : first_rule_ + rule;
  }

  Module made_;
  std::map<DomainKey, DomainId> domains_;
  std::map<ColumnKey, ColumnId> columns_;
  std::unordered_map<Instruction, ValueId, InstructionHash> values_;
  std::unordered_set<std::string> calendar_names_;
  std::unordered_set<std::string> output_names_;
  // Of the module being added: what stands for its own.
  std::vector<DomainId> domain_of_;
  std::vector<ColumnId> column_of_;
  std::vector<std::uint32_t> calendar_of_;
  std::vector<ValueId> value_of_;
  std::uint32_t first_rule_ = 0;
};

}  // namespace

Merged merge(std::span<const Module* const> modules, std::span<const std::uint32_t> rule_counts) {
  if (modules.size() != rule_counts.size()) bug("a module has no count of rules");
  Merger merger;
  Merged result;
  std::uint32_t first_rule = 0;
  for (std::size_t index = 0; index < modules.size(); ++index) {
    result.first_rule.push_back(first_rule);
    result.first_output.push_back(merger.outputs());
    merger.add(*modules[index], first_rule);
    first_rule += rule_counts[index];
  }
  result.module = merger.finish();
  return result;
}

}  // namespace nansen::ir
