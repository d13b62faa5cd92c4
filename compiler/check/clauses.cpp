// Clauses: what is added to a definition or excepted from a provision, in the open.
#include <set>
#include <utility>

#include "compiler/check/addresses.h"
#include "compiler/check/declare.h"
#include "compiler/check/expressions.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/paths.h"
#include "compiler/check/rules.h"

namespace nansen::check {
namespace {

using program::DefinitionId;
using program::RuleId;
using program::RuleRole;
using program::TypeKind;

/// The heads that `written` labels, each as its path of labels below `above`.
class LabelCollector {
 public:
  explicit LabelCollector(std::vector<std::vector<std::string>>& paths) : paths_(paths) {}

  void collect(const ast::Expression& written, const std::vector<std::string>& above) {
    const auto below = [&](const ast::ExpressionPtr& inner) { collect(*inner, above); };
    const auto all = [&](const std::vector<ast::ExpressionPtr>& operands) {
      for (const ast::ExpressionPtr& operand : operands) below(operand);
    };
    std::visit(Overloaded{
                   [&](const ast::Group& group) {
                     for (const ast::Head& head : group.heads) {
                       std::vector<std::string> path = above;
                       if (head.label) {
                         path.push_back(head.label->text);
                         paths_.push_back(path);
                       }
                       collect(*head.expression, path);
                     }
                   },
                   [&](const ast::Not& node) { below(node.operand); },
                   [&](const ast::And& node) { all(node.operands); },
                   [&](const ast::Or& node) { all(node.operands); },
                   [&](const ast::Unless& node) {
                     below(node.value);
                     below(node.exception);
                   },
                   [&](const ast::Quantifier& node) { below(node.body); },
                   [&](const ast::Parenthesis& node) { below(node.inner); },
                   [](const auto&) {},
               },
               written.node);
  }

 private:
  std::vector<std::vector<std::string>>& paths_;
};

bool same_address(const ast::Address& left, const ast::Address& right) {
  const auto same_name = [](const ast::Name& one, const ast::Name& other) {
    return one.text == other.text;
  };
  const auto same_step = [](const ast::DivisionStep& one, const ast::DivisionStep& other) {
    return one.label.text == other.label.text && one.level == other.level;
  };
  return std::equal(left.heads.begin(), left.heads.end(), right.heads.begin(), right.heads.end(),
                    same_name) &&
         std::equal(left.divisions.begin(), left.divisions.end(), right.divisions.begin(),
                    right.divisions.end(), same_step) &&
         left.instrument.has_value() == right.instrument.has_value() &&
         (!left.instrument || left.instrument->text == right.instrument->text);
}

/// How many clauses may name one another by address in a row: placing one places those before it.
constexpr std::size_t deepest = 500;
/// How many rules one address may reach. Clauses that each reach several rules of the ones before
/// would double without end.
constexpr std::size_t most_reached = 1000;

class ClauseBuilder {
 public:
  explicit ClauseBuilder(Context& context) : context_(context), made_(context.clauses.size()) {}

  void build() {
    check_labels();
    for (std::size_t index = 0; index < made_.size(); ++index) {
      if (std::holds_alternative<ast::Path>(entry(index).text->target)) build_named(index);
    }
    for (std::size_t index = 0; index < made_.size(); ++index) {
      const Citation& citation = entry(index).citation;
      for (const Division& division : citation.divisions) {
        standing_[division_key(citation.instrument, division.level, division.label)].push_back(
            index);
      }
    }
    states_.assign(made_.size(), State::Waiting);
    for (std::size_t index = 0; index < made_.size(); ++index) visit(index);
    for (std::size_t index = 0; index < made_.size(); ++index) {
      const std::vector<ast::Connective>& connectives = entry(index).text->connectives;
      if (connectives.empty() || made_[index].empty()) continue;
      context_.connectives.push_back({&connectives, made_[index], entry(index).file});
    }
  }

 private:
  enum class State : std::uint8_t { Waiting, Open, Done };

  const ClauseEntry& entry(std::size_t index) const { return context_.clauses[index]; }

  /// Two clauses of one division cannot share a label.
  void check_labels() {
    std::map<std::string, Span> labels;
    for (const ClauseEntry& clause : context_.clauses) {
      if (!clause.text->label) continue;
      std::string key = clause.citation.instrument;
      for (const Division& division : clause.citation.divisions) {
        key += " " + division.level + " " + division.label;
      }
      const std::string label = "(" + clause.text->label->text + ")";
      const auto [first, added] = labels.emplace(key + " " + label, clause.text->label->span);
      if (added) continue;
      const InProvision in(context_, clause.citation);
      report_duplicate(context_, label, clause.text->label->span, first->second);
    }
  }

  // ---- clauses that name a definition ----------------------------------------------------------

  void build_named(std::size_t index) {
    const ClauseEntry& clause = entry(index);
    const InProvision in(context_, clause.citation);
    DefinitionId target = resolve_definition(context_, clause.file, clause.instrument,
                                             std::get<ast::Path>(clause.text->target));
    if (!target.valid()) return;
    if (clause.text->kind != ast::ClauseKind::FurtherRule) target = owed_of(target);
    const program::Definition& definition = context_.program.definitions[target];
    if (definition.type.kind == TypeKind::Invalid || !definition.root.valid()) return;
    const RuleId root = definition.root;
    const bool boolean = definition.type.kind == TypeKind::Boolean;
    switch (clause.text->kind) {
      case ast::ClauseKind::Addition:
        if (!boolean) return refuse(clause, "also applies where", definition, "also provides");
        return attach(index, root);
      case ast::ClauseKind::FurtherRule: return attach_value(index, root);
      case ast::ClauseKind::Exception: {
        if (boolean) return attach(index, root);
        // What gives no value any more leaves the case to the other rules, or to "otherwise".
        bool any = false;
        const std::vector<RuleId> values = context_.program.rules[root].values;
        for (const RuleId value : values) {
          if (context_.program.rules[value].role != RuleRole::Value) continue;
          attach(index, value);
          any = true;
        }
        if (!any) refuse(clause, "does not apply where", definition, "where ... : ...");
        return;
      }
    }
  }

  /// To whom a right is owed is what exceptions to it, and further ways to it, speak of.
  DefinitionId owed_of(DefinitionId definition) const {
    const auto right = context_.norms.rights.find(definition);
    if (right == context_.norms.rights.end()) return definition;
    return context_.program.rights[right->second].owed;
  }

  void refuse(const ClauseEntry& clause, std::string_view words,
              const program::Definition& definition, std::string_view instead) {
    context_
        .report(Code::ClauseDoesNotFit, clause.text->span, words, definition.name,
                to_string(context_.program, definition.type), instead)
        .labels.push_back({definition.span, "the definition is here"});
  }

  // ---- clauses that name an address ------------------------------------------------------------

  /// After the clauses whose rules its address may find.
  void visit(std::size_t index) {
    if (states_[index] != State::Waiting) return;
    const auto* address = std::get_if<ast::Address>(&entry(index).text->target);
    if (address == nullptr) {
      states_[index] = State::Done;
      return;
    }
    if (open_.size() >= deepest) {
      const InProvision in(context_, entry(index).citation);
      context_.report(Code::RestsTooDeep, entry(index).text->span, deepest);
      states_[index] = State::Done;
      return;
    }
    states_[index] = State::Open;
    open_.push_back(index);
    const ast::DivisionStep& last = address->divisions.back();
    const std::string instrument =
        address->instrument ? address->instrument->text : entry(index).citation.instrument;
    for (const std::size_t other :
         standing_[division_key(instrument, last.level, last.label.text)]) {
      if (other == index || !may_find(*address, other)) continue;
      if (states_[other] == State::Open) {
        report_circle(other);
        continue;
      }
      visit(other);
    }
    open_.pop_back();
    states_[index] = State::Done;
    if (!circular_.contains(index)) build_addressed(index, *address);
  }

  /// True iff `address` may find a rule that clause `other`, of its instrument, writes.
  bool may_find(const ast::Address& address, std::size_t other) {
    const ClauseEntry& to = entry(other);
    if (!steps_match(address.divisions, to.citation.divisions)) return false;
    // All heads of a clause stand below its label.
    if (!address.heads.empty() && !to.citation.heads.empty() &&
        to.citation.heads.front() != address.heads.front().text) {
      return false;
    }
    // Two exceptions to one place are not exceptions to one another.
    const auto* target = std::get_if<ast::Address>(&to.text->target);
    if (target != nullptr && same_address(*target, address)) return false;
    if (address.heads.empty()) return true;
    std::vector<std::vector<std::string>> paths;
    LabelCollector collector(paths);
    if (to.text->label) paths.push_back(to.citation.heads);
    if (to.text->condition != nullptr) collector.collect(*to.text->condition, to.citation.heads);
    for (const std::vector<std::string>& path : paths) {
      if (path.size() != address.heads.size()) continue;
      bool all = true;
      for (std::size_t at = 0; at < path.size(); ++at) all &= path[at] == address.heads[at].text;
      if (all) return true;
    }
    return false;
  }

  void report_circle(std::size_t begin) {
    std::vector<std::string> places;
    std::size_t at = open_.size();
    while (at > 0 && open_[at - 1] != begin) --at;
    for (std::size_t index = at == 0 ? 0 : at - 1; index < open_.size(); ++index) {
      places.push_back(provision_text(entry(open_[index]).citation));
      circular_.insert(open_[index]);
    }
    const InProvision in(context_, entry(begin).citation);
    context_.report(Code::ClausesInCircle, entry(begin).text->span, list_text(places));
  }

  void build_addressed(std::size_t index, const ast::Address& address) {
    const ClauseEntry& clause = entry(index);
    const InProvision in(context_, clause.citation);
    std::vector<RuleId> targets =
        find_rules(context_, clause.file, clause.instrument, address, clause.text);
    std::erase_if(targets, [&](RuleId target) {
      const ast::Clause* other = context_.info(target).clause;
      if (other == nullptr) return false;
      const auto* place = std::get_if<ast::Address>(&other->target);
      return place != nullptr && same_address(*place, address) &&
             context_.program.rules[target].role != RuleRole::Head;
    });
    if (targets.size() > most_reached) {
      context_.report(Code::ReachesTooMany, address.span, targets.size(), most_reached);
      return;
    }
    for (const RuleId target : targets) {
      const program::Rule& rule = context_.program.rules[target];
      const program::Definition& definition = context_.program.definitions[rule.definition];
      if (definition.type.kind == TypeKind::Invalid) continue;
      // A right as a whole is named by what says whether it is owed, its values by theirs.
      const bool further = clause.text->kind == ast::ClauseKind::FurtherRule;
      if (definition.role == program::DefinitionRole::RightPart && further) continue;
      if (definition.role == program::DefinitionRole::Right && !further && address.heads.empty()) {
        continue;
      }
      if (clause.text->kind == ast::ClauseKind::FurtherRule) {
        attach_value(index, definition.root);
        return;
      }
      if (rule.role == RuleRole::Base && rule.value.valid()) {
        refuse(clause,
               clause.text->kind == ast::ClauseKind::Addition ? "also applies where"
                                                              : "does not apply where",
               definition, "where ... : ...");
        continue;
      }
      attach(index, target);
    }
  }

  // ---- both ------------------------------------------------------------------------------------

  program::Rule rule_of(const ClauseEntry& clause, RuleRole role, RuleId parent) {
    program::Rule rule;
    rule.role = role;
    rule.citation = clause.citation;
    rule.span = clause.text->span;
    rule.definition = context_.program.rules[parent].definition;
    rule.parent = parent;
    Annotations sorted = sort_annotations(clause.text->annotations);
    rule.sources = std::move(sorted.sources);
    rule.notes = std::move(sorted.notes);
    rule.unverified = std::move(sorted.unverified);
    return rule;
  }

  RuleId add(std::size_t index, program::Rule rule) {
    const ClauseEntry& clause = entry(index);
    RuleInfo info;
    info.file = clause.file;
    info.label = clause.text->label ? &*clause.text->label : nullptr;
    info.clause = clause.text;
    const RuleId id = context_.add_rule(std::move(rule), std::move(info));
    made_[index].push_back(id);
    return id;
  }

  ExpressionChecker checker(const ClauseEntry& clause, RuleId rule) {
    const program::Rule& entry = context_.program.rules[rule];
    return ExpressionChecker(context_, {clause.file,
                                        clause.instrument,
                                        context_.program.definitions[entry.definition].entity,
                                        rule,
                                        {}});
  }

  void attach(std::size_t index, RuleId parent) {
    const ClauseEntry& clause = entry(index);
    const bool addition = clause.text->kind == ast::ClauseKind::Addition;
    const RuleId id =
        add(index, rule_of(clause, addition ? RuleRole::Addition : RuleRole::Exception, parent));
    program::Rule& above = context_.program.rules[parent];
    (addition ? above.additions : above.exceptions).push_back(id);
    checker(clause, id).set_condition(id, *clause.text->condition);
  }

  /// Before "otherwise", which stays last.
  void attach_value(std::size_t index, RuleId root) {
    const ClauseEntry& clause = entry(index);
    const DefinitionId target = context_.program.rules[root].definition;
    const program::Type type = context_.program.definitions[target].type;
    if (type.kind == TypeKind::Boolean || context_.program.rules[root].values.empty()) {
      return refuse(clause, "also provides", context_.program.definitions[target],
                    type.kind == TypeKind::Boolean ? "also applies where" : "where ... : ...");
    }
    const RuleId id = add(index, rule_of(clause, RuleRole::Value, root));
    std::vector<RuleId>& values = context_.program.rules[root].values;
    const bool closed = context_.program.rules[values.back()].role == RuleRole::Otherwise;
    values.insert(values.end() - (closed ? 1 : 0), id);
    checker(clause, id).set_condition(id, *clause.text->condition);
    const program::ExpressionId value = checker(clause, id).value(*clause.text->value, type);
    context_.program.rules[id].value = value;
  }

  Context& context_;
  std::vector<std::vector<RuleId>> made_;
  std::map<std::string, std::vector<std::size_t>> standing_;  // clauses by their divisions
  std::vector<State> states_;
  std::vector<std::size_t> open_;
  std::set<std::size_t> circular_;
};

}  // namespace

void build_clauses(Context& context) { ClauseBuilder(context).build(); }

}  // namespace nansen::check
