#include "compiler/explain/exceptions.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "compiler/explain/words.h"

namespace nansen::explain {
namespace {

using program::DefinitionId;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::RuleId;
using program::RuleRole;
using report::Node;

// As it is written in the definition.
std::string settlement_words(program::Settlement settlement) {
  switch (settlement) {
    case program::Settlement::None: return "";
    case program::Settlement::MostFavourable: return "the most favourable applies";
    case program::Settlement::LexSuperior: return "lex superior applies";
    case program::Settlement::LexPosterior: return "lex posterior applies";
    case program::Settlement::LexSpecialis: return "lex specialis applies";
    case program::Settlement::TheFirst: return "the first applies";
  }
  return "";
}

class ExceptionsTree {
 public:
  explicit ExceptionsTree(const program::Program& program) : program_(program) {}

  /// `depth` counts the exceptions around it: an exception to an exception lifts it.
  Node definition(DefinitionId id, RuleId seen_from, std::size_t depth) {
    const program::Definition& definition = program_.definitions[id];
    const std::string name = qualified_name(program_, id);
    Node node;
    node.text = name + ", " + address(definition.root, seen_from);
    node.fields = {{"part", std::string("definition")},
                   {"citation", to_full_string(definition.citation)},
                   {"heading", heading_of(definition.citation)},
                   {"condition", name}};
    add_definition(id, definition.root, depth, node);
    return node;
  }

 private:
  // The base, the rules and the clauses of a definition under `node`, which speaks of `seen_from`.
  void add_definition(DefinitionId id, RuleId seen_from, std::size_t depth, Node& node) {
    shown_.insert(id);
    const RuleId root = program_.definitions[id].root;
    const program::Rule& rule_of_root = program_.rules[root];
    if (rule_of_root.condition.valid()) {
      node.children.push_back(rule(root, seen_from, "base", false, depth));
    } else if (rule_of_root.value.valid()) {
      const std::string value = words(program_, rule_of_root.value, root);
      node.details.push_back("the value is " + value);
      node.fields.emplace_back("value", value);
    }
    const std::string settlement = settlement_words(program_.definitions[id].settlement);
    if (!settlement.empty()) {
      node.details.push_back(settlement);
      node.fields.emplace_back("settlement", settlement);
    }
    for (const RuleId value : rule_of_root.values) {
      node.children.push_back(value_rule(value, root));
    }
    add_clauses(root, depth, node);
  }

  // `seen_from` is the rule the reader comes from: within one instrument addresses are short.
  std::string address(RuleId id, RuleId seen_from) const {
    const Citation& citation = program_.rules[id].citation;
    const bool near =
        seen_from.valid() && program_.rules[seen_from].citation.instrument == citation.instrument;
    const std::string heading = heading_of(citation);
    const bool headed =
        !heading.empty() &&
        (!seen_from.valid() || seen_from == id ||
         !(program_.rules[seen_from].citation.divisions == citation.divisions && near));
    std::string text = near ? to_string(citation) : to_full_string(citation);
    if (text.empty()) text = "the provision";
    return headed ? text + " \"" + heading + "\"" : text;
  }

  Node rule(RuleId id, RuleId seen_from, const std::string& part, bool with_clauses,
            std::size_t depth) {
    const program::Rule& entry = program_.rules[id];
    Node node;
    node.text = part + ", " + address(id, seen_from) + cause(entry);
    const std::string condition =
        entry.condition.valid() ? words(program_, entry.condition, id) : "";
    // What applies where the provision at its own address does is not said twice.
    const bool said = condition == to_full_string(entry.citation) + " applies";
    if (!condition.empty() && !said) node.details.push_back(condition);
    for (const RuleId spared : entry.spares) {
      node.details.push_back("does not touch " + address(spared, id));
    }
    add_fields(part, id, condition, node);
    if (entry.condition.valid()) {
      const Expression& stated = program_.expressions[entry.condition];
      const bool only_names = stated.kind == ExpressionKind::DefinitionValue;
      if (only_names && !shown_.contains(stated.definition) && open(stated.definition)) {
        add_definition(stated.definition, id, depth, node);
      } else {
        add_inner(entry.condition, id, depth, node);
      }
    }
    if (with_clauses) add_clauses(id, depth, node);
    return node;
  }

  Node value_rule(RuleId id, RuleId root) {
    const program::Rule& entry = program_.rules[id];
    const std::string value = words(program_, entry.value, id);
    Node node;
    if (entry.role == RuleRole::Otherwise) {
      node.text = "otherwise, " + address(id, root) + ": " + value;
      add_fields("otherwise", id, "", node);
    } else {
      node = rule(id, root, "rule", true, 0);
      node.text += ": " + value;
    }
    node.fields.emplace_back("value", value);
    return node;
  }

  void add_fields(const std::string& part, RuleId id, const std::string& condition,
                  Node& node) const {
    const Citation& citation = program_.rules[id].citation;
    node.fields = {{"part", part},
                   {"citation", to_full_string(citation)},
                   {"heading", heading_of(citation)},
                   {"condition", condition}};
  }

  std::string cause(const program::Rule& rule) const {
    switch (rule.cause) {
      case program::RuleCause::Written:
      case program::RuleCause::Unless:
      case program::RuleCause::Implied: return "";
      case program::RuleCause::SubjectTo: return " (\"subject to\")";
      case program::RuleCause::Notwithstanding: return " (\"notwithstanding\")";
      case program::RuleCause::Settlement:
        return " (" + settlement_words(program_.definitions[rule.definition].settlement) + ")";
    }
    return "";
  }

  // An exception to an exception lifts it, an exception to that restores it, and so on.
  static std::string exception_part(std::size_t depth) {
    if (depth == 0) return "exception";
    return depth % 2 == 1 ? "lifted by" : "restored by";
  }

  void add_clauses(RuleId id, std::size_t depth, Node& node) {
    for (const RuleId addition : program_.rules[id].additions) {
      node.children.push_back(rule(addition, id, "further way in", true, depth));
    }
    for (const RuleId exception : program_.rules[id].exceptions) {
      node.children.push_back(rule(exception, id, exception_part(depth), true, depth + 1));
    }
  }

  // ---- what is built in the open further inside ----

  // Heads and definitions that the condition speaks of, where something is added to or excepted
  // from them. Behind a "not" an exception lifts nothing: it is counted anew.
  void add_inner(ExpressionId id, RuleId from, std::size_t depth, Node& node) {
    const Expression& expression = program_.expressions[id];
    const bool negates =
        expression.kind == ExpressionKind::Not || (expression.kind == ExpressionKind::Group &&
                                                   expression.quantity == program::Quantity::None);
    const std::size_t inner = negates ? 0 : depth;
    for (const RuleId head : expression.heads) {
      if (!open(head)) continue;
      const program::Rule& entry = program_.rules[head];
      if (entry.additions.empty() && entry.exceptions.empty()) {
        // Only something inside the head is open: a line for the head would say nothing.
        add_inner(entry.condition, from, inner, node);
      } else {
        node.children.push_back(rule(head, from, "head", true, inner));
      }
    }
    if (expression.kind == ExpressionKind::DefinitionValue && open(expression.definition) &&
        !shown_.contains(expression.definition)) {
      node.children.push_back(definition(expression.definition, from, inner));
    }
    for (const ExpressionId operand : expression.operands) add_inner(operand, from, inner, node);
  }

  bool open(RuleId id) {
    const program::Rule& entry = program_.rules[id];
    return !entry.additions.empty() || !entry.exceptions.empty() ||
           (entry.condition.valid() && open(entry.condition));
  }

  bool open(ExpressionId id) {
    const Expression& expression = program_.expressions[id];
    for (const RuleId head : expression.heads) {
      if (open(head)) return true;
    }
    for (const ExpressionId operand : expression.operands) {
      if (open(operand)) return true;
    }
    return expression.kind == ExpressionKind::DefinitionValue && open(expression.definition);
  }

  bool open(DefinitionId id) {
    const auto known = open_.find(id);
    if (known != open_.end()) return known->second;
    const program::Rule& root = program_.rules[program_.definitions[id].root];
    bool result = open(program_.definitions[id].root);
    for (const RuleId value : root.values) result = result || open(value);
    open_[id] = result;
    return result;
  }

  const program::Program& program_;
  std::map<DefinitionId, bool> open_;
  std::set<DefinitionId> shown_;
};

}  // namespace

report::Tree exceptions_tree(const program::Program& program, program::DefinitionId definition) {
  return {"exceptions", "", ExceptionsTree(program).definition(definition, program::RuleId(), 0)};
}

}  // namespace nansen::explain
