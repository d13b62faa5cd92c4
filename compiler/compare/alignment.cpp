#include "compiler/compare/alignment.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace nansen::compare {

using program::Definition;
using program::DefinitionId;
using program::Expression;
using program::ExpressionId;
using program::Rule;
using program::RuleId;

std::string whole_of(const std::string& name) { return name.substr(0, name.find('.')); }

std::string as_cited(std::string address) {
  const std::size_t comma = address.find(", ");
  if (comma == std::string::npos) return address;
  const std::size_t label = address.find(" (", comma);
  if (label == std::string::npos) return address;
  return address.erase(comma, label + 1 - comma);
}

Provisions joined(const Provisions& left, const Provisions& right) {
  Provisions both;
  std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
  return both;
}

Alignment::Alignment(const World& before, const World& after)
    : worlds_{&before, &after},
      amendment_search_(after.changes),
      words_{OwnWords(*before.program, before.request, renumbered_),
             OwnWords(*after.program, after.request, as_they_are_)} {
  find_renumbered();
  for (const Side side : both_sides) {
    partners_[index(side)].resize(program(side).rules.size());
    altered_[index(side)].resize(program(side).rules.size());
  }
  pair_definitions();
  sort_provisions();
  for (Provision& provision : provisions_) describe(provision);
}

void Alignment::find_renumbered() {
  for (const consolidate::Change& change : worlds_[1]->changes) {
    if (change.kind != consolidate::ChangeKind::Renumbered) continue;
    renumbered_[change.instrument + ": " + as_cited(change.old_address)] =
        as_cited(change.new_address);
  }
}

DefinitionId Alignment::partner(Side side, DefinitionId definition) const {
  const Side other = side == Side::Before ? Side::After : Side::Before;
  const auto& named = named_[index(other)];
  const auto found = named.find(program::qualified_name(program(side), definition));
  if (found == named.end()) return {};
  const Definition& left = program(side).definitions[definition];
  const Definition& right = program(other).definitions[found->second];
  const bool alike =
      left.type.kind == right.type.kind &&
      program(side).entities[left.entity].name == program(other).entities[right.entity].name;
  return alike ? found->second : DefinitionId();
}

// ---- which rule is which ------------------------------------------------------------------------

void Alignment::pair_definitions() {
  for (const Side side : both_sides) {
    for (std::size_t at = 0; at < program(side).definitions.size(); ++at) {
      named_[index(side)].emplace(program::qualified_name(program(side), DefinitionId(at)),
                                  DefinitionId(at));
    }
  }
  for (const Side side : both_sides) {
    for (std::size_t at = 0; at < program(side).definitions.size(); ++at) {
      const DefinitionId id(at);
      const Definition& definition = program(side).definitions[id];
      const DefinitionId other = partner(side, id);
      if (other.valid()) {
        if (side == Side::Before) {
          pair(definition.root, program(Side::After).definitions[other].root);
        }
        continue;
      }
      // What is declared in one is inserted or omitted in one.
      const std::string key = (side == Side::Before ? "omitted " : "inserted ") +
                              program(side).instruments[definition.instrument].name + "." +
                              whole_of(definition.name);
      const std::uint32_t provision =
          side == Side::Before ? add(definition.root, {}, key) : add({}, definition.root, key);
      stands_alone(side, definition.root, provision);
    }
  }
}

void Alignment::pair(RuleId before, RuleId after) {
  partners_[0][static_cast<std::size_t>(before.index)] = after;
  partners_[1][static_cast<std::size_t>(after.index)] = before;
  const Rule& left = program(Side::Before).rules[before];
  const Rule& right = program(Side::After).rules[after];
  const Unpaired heads =
      pair_all(this->heads(Side::Before, before), this->heads(Side::After, after));
  for (const auto& [was, is] :
       {std::pair(&left.additions, &right.additions),
        std::pair(&left.exceptions, &right.exceptions), std::pair(&left.values, &right.values)}) {
    add_unpaired(pair_all(*was, *is));
  }
  if (!differ(before, after)) return add_unpaired(heads);
  const auto place = [](const Span& span) {
    return std::to_string(span.file.index) + ":" + std::to_string(span.begin);
  };
  // What one clause makes several rules of is altered once.
  const std::uint32_t provision =
      add(before, after, "changed " + place(left.span) + " " + place(right.span));
  altered_[0][static_cast<std::size_t>(before.index)] = provision;
  altered_[1][static_cast<std::size_t>(after.index)] = provision;
  if (heads.any_paired) return add_unpaired(heads);
  // The words were replaced as a whole, and their heads with them.
  for (const RuleId each : heads.before) stands_alone(Side::Before, each, provision);
  for (const RuleId each : heads.after) stands_alone(Side::After, each, provision);
}

// First those of one address and the same words, then those of one address, then those of the same
// words.
Alignment::Unpaired Alignment::pair_all(const std::vector<RuleId>& before,
                                        const std::vector<RuleId>& after) {
  std::vector<RuleId> left = before;
  std::vector<RuleId> right = after;
  const auto kind = [&](Side side, RuleId rule) {
    const Rule& entry = program(side).rules[rule];
    return std::pair(entry.role, entry.cause);
  };
  const auto pair_by = [&](bool by_address, bool by_words) {
    std::vector<RuleId> rest;
    for (const RuleId each : left) {
      const auto fits = [&](RuleId other) {
        if (kind(Side::Before, each) != kind(Side::After, other)) return false;
        if (by_address && words_[0].address(each) != words_[1].address(other)) return false;
        return !by_words || words_[0].of(each) == words_[1].of(other);
      };
      const auto found = std::find_if(right.begin(), right.end(), fits);
      if (found == right.end()) {
        rest.push_back(each);
        continue;
      }
      const RuleId other = *found;
      right.erase(found);
      pair(each, other);
    }
    left = std::move(rest);
  };
  pair_by(true, true);
  pair_by(true, false);
  pair_by(false, true);
  return {left, right, left.size() < before.size()};
}

void Alignment::add_unpaired(const Unpaired& rules) {
  const auto key = [this](Side side, RuleId rule) {
    const Rule& entry = program(side).rules[rule];
    return (side == Side::Before ? "omitted " : "inserted ") + to_full_string(entry.citation) +
           " " + std::to_string(entry.span.file.index) + ":" + std::to_string(entry.span.begin);
  };
  for (const RuleId each : rules.before) {
    stands_alone(Side::Before, each, add(each, {}, key(Side::Before, each)));
  }
  for (const RuleId each : rules.after) {
    stands_alone(Side::After, each, add({}, each, key(Side::After, each)));
  }
}

void Alignment::collect_heads(Side side, ExpressionId id, std::vector<RuleId>& heads) const {
  if (!id.valid()) return;
  const Expression& expression = program(side).expressions[id];
  heads.insert(heads.end(), expression.heads.begin(), expression.heads.end());
  for (const ExpressionId operand : expression.operands) collect_heads(side, operand, heads);
}

std::vector<RuleId> Alignment::heads(Side side, RuleId rule) const {
  std::vector<RuleId> heads;
  collect_heads(side, program(side).rules[rule].condition, heads);
  collect_heads(side, program(side).rules[rule].value, heads);
  return heads;
}

void Alignment::stands_alone(Side side, RuleId rule, std::uint32_t provision) {
  altered_[index(side)][static_cast<std::size_t>(rule.index)] = provision;
  const Rule& entry = program(side).rules[rule];
  for (const auto& below : {heads(side, rule), entry.additions, entry.exceptions, entry.values}) {
    for (const RuleId each : below) stands_alone(side, each, provision);
  }
}

// ---- what is altered ----------------------------------------------------------------------------

/// The ways in that an exception spares, as far as both texts have them: by their rule in the
/// amended text.
std::set<RuleId> Alignment::spared(Side side, RuleId exception) const {
  std::set<RuleId> spared;
  for (const RuleId way : program(side).rules[exception].spares) {
    const RuleId other = partner(side, way);
    if (other.valid()) spared.insert(side == Side::After ? way : other);
  }
  return spared;
}

bool Alignment::settled_otherwise(RuleId before, RuleId after) const {
  const Rule& left = program(Side::Before).rules[before];
  const Rule& right = program(Side::After).rules[after];
  if (left.values.empty() || right.values.empty()) return false;
  const program::Settlement settlement =
      program(Side::After).definitions[right.definition].settlement;
  if (program(Side::Before).definitions[left.definition].settlement != settlement) return true;
  if (settlement != program::Settlement::TheFirst) return false;
  std::vector<RuleId> order;
  for (const RuleId each : left.values) {
    const RuleId other = partner(Side::Before, each);
    if (other.valid()) order.push_back(other);
  }
  std::size_t met = 0;
  for (const RuleId each : right.values) {
    if (!partner(Side::After, each).valid()) continue;
    if (met == order.size() || order[met] != each) return true;
    ++met;
  }
  return false;
}

bool Alignment::differ(RuleId before, RuleId after) {
  return words_[0].of(before) != words_[1].of(after) ||
         spared(Side::Before, before) != spared(Side::After, after) ||
         settled_otherwise(before, after);
}

std::uint32_t Alignment::add(RuleId before, RuleId after, const std::string& key) {
  const auto [found, fresh] = by_key_.try_emplace(key, provisions_.size());
  if (fresh) provisions_.push_back({{}, before, after, false});
  return found->second;
}

std::optional<std::uint32_t> Alignment::altered(Side side, RuleId rule) const {
  return altered_[index(side)][static_cast<std::size_t>(rule.index)];
}

/// By the amendments that they come from, then as they stand.
void Alignment::sort_provisions() {
  const auto rank = [this](const Provision& provision) {
    const Amendments amending = amendments(provision);
    return std::tuple(amending.empty() ? worlds_[1]->changes.size() : amending.front(),
                      provision.after.valid() ? provision.after : provision.before,
                      provision.after.valid());
  };
  std::vector<decltype(rank(provisions_.front()))> ranks;
  for (const Provision& provision : provisions_) ranks.push_back(rank(provision));
  std::vector<std::uint32_t> order(provisions_.size());
  for (std::uint32_t at = 0; at < order.size(); ++at) order[at] = at;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
    return ranks[left] < ranks[right];
  });
  std::vector<std::uint32_t> place(order.size());
  std::vector<Provision> sorted;
  for (std::uint32_t at = 0; at < order.size(); ++at) {
    place[order[at]] = at;
    sorted.push_back(std::move(provisions_[order[at]]));
  }
  provisions_ = std::move(sorted);
  for (auto& altered : altered_) {
    for (auto& each : altered) {
      if (each) each = place[*each];
    }
  }
}

std::uint32_t Alignment::elsewhere(RuleId before, RuleId after) {
  const std::string key =
      "elsewhere " + std::to_string(before.index) + " " + std::to_string(after.index);
  const bool known = by_key_.contains(key);
  const std::uint32_t provision = add(before, after, key);
  if (!known) {
    provisions_[provision].elsewhere = true;
    describe(provisions_[provision]);
  }
  return provision;
}

std::vector<std::string> Alignment::only(Side side) const {
  std::set<std::string> names;
  for (const auto& [name, id] : named_[index(side)]) {
    if (partner(side, id).valid()) continue;
    const Definition& definition = program(side).definitions[id];
    const std::string whole =
        program(side).instruments[definition.instrument].name + "." + whole_of(definition.name);
    // Of a status, a step may stand in one text only.
    if (whole != name && named_[1 - index(side)].contains(whole)) continue;
    names.insert(whole);
  }
  return {names.begin(), names.end()};
}

// ---- what depends on what is altered ------------------------------------------------------------

Provisions Alignment::reached_by_all(Side side, const std::vector<RuleId>& rules) {
  Provisions all;
  for (const RuleId rule : rules) all = joined(all, reached(side, rule));
  return all;
}

const Provisions& Alignment::reached(Side side, RuleId rule) {
  auto& known = reached_[index(side)];
  const auto found = known.find(rule);
  if (found != known.end()) return found->second;
  const Rule& entry = program(side).rules[rule];
  Provisions all;
  if (const auto own = altered(side, rule)) all.push_back(*own);
  all = joined(all, reached(side, entry.condition));
  all = joined(all, reached(side, entry.value));
  for (const auto* below : {&entry.additions, &entry.exceptions, &entry.values}) {
    all = joined(all, reached_by_all(side, *below));
  }
  return known.emplace(rule, std::move(all)).first->second;
}

Provisions Alignment::rests_on(std::uint32_t provision) {
  const RuleId before = provisions_[provision].before;
  const RuleId after = provisions_[provision].after;
  Provisions all;
  if (before.valid()) all = joined(all, reached(Side::Before, before));
  if (after.valid()) all = joined(all, reached(Side::After, after));
  return all;
}

bool Alignment::is_implied(std::uint32_t provision) const {
  const RuleId before = provisions_[provision].before;
  const RuleId after = provisions_[provision].after;
  const auto implied = [this](Side side, RuleId rule) {
    return !rule.valid() || program(side).rules[rule].cause == program::RuleCause::Implied;
  };
  return implied(Side::Before, before) && implied(Side::After, after);
}

bool Alignment::depends(Side side, RuleId rule) {
  if (!reached(side, rule).empty()) return true;
  const RuleId other = partner(side, rule);
  return other.valid() &&
         !reached(side == Side::Before ? Side::After : Side::Before, other).empty();
}

Provisions Alignment::reached(Side side, ExpressionId id) {
  if (!id.valid()) return {};
  auto& known = reached_expressions_[index(side)];
  const auto found = known.find(id);
  if (found != known.end()) return found->second;
  const Expression& expression = program(side).expressions[id];
  Provisions all = reached_by_all(side, expression.heads);
  if (expression.rule.valid()) all = joined(all, reached(side, expression.rule));
  if (expression.definition.valid()) {
    all = joined(all, reached(side, program(side).definitions[expression.definition].root));
  }
  for (const ExpressionId operand : expression.operands) {
    all = joined(all, reached(side, operand));
  }
  known.emplace(id, all);
  return all;
}

Provisions Alignment::brought(Side side, ExpressionId id) {
  if (!id.valid()) return {};
  const Expression& expression = program(side).expressions[id];
  Provisions brought;
  if (expression.definition.valid() && !partner(side, expression.definition).valid()) {
    const RuleId root = program(side).definitions[expression.definition].root;
    brought = joined({*altered(side, root)}, this->brought(side, root));
  }
  for (const RuleId head : expression.heads) brought = joined(brought, this->brought(side, head));
  for (const ExpressionId operand : expression.operands) {
    brought = joined(brought, this->brought(side, operand));
  }
  return brought;
}

Provisions Alignment::brought(Side side, RuleId rule) {
  const Rule& entry = program(side).rules[rule];
  Provisions brought =
      joined(this->brought(side, entry.condition), this->brought(side, entry.value));
  for (const auto* below : {&entry.additions, &entry.exceptions, &entry.values}) {
    for (const RuleId each : *below) brought = joined(brought, this->brought(side, each));
  }
  return brought;
}

}  // namespace nansen::compare
