// What `subject to`, `notwithstanding` and `without prejudice to` amount to; connectives.h states
// it.
#include "compiler/check/connectives.h"

#include <algorithm>
#include <utility>

#include "compiler/check/addresses.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/paths.h"

namespace nansen::check {
namespace {

using program::RuleCause;
using program::RuleId;
using program::RuleRole;
using program::TypeKind;

/// What a connective did to one of the rules it names.
enum class Effect : std::uint8_t {
  Done,         // it added something, or what it says is so already
  Meaningless,  // it says nothing of this rule
  Reported,     // it cannot be, and this has been said
};

class ConnectiveApplier {
 public:
  explicit ConnectiveApplier(Context& context) : context_(context) {}

  void apply() {
    for (const PendingConnectives& pending : context_.connectives) {
      for (const RuleId subject : pending.rules) {
        const InProvision in(context_, rule(subject).citation);
        for (const ast::Connective& connective : *pending.connectives) {
          for (const ast::Target& target : connective.targets) {
            apply_one(pending.file, subject, connective, target);
          }
        }
      }
    }
    report_opposed();
  }

 private:
  struct Declared {
    RuleId first;
    RuleId second;
    Span span;
  };

  program::Rule& rule(RuleId id) { return context_.program.rules[id]; }
  const program::Definition& definition_of(RuleId id) {
    return context_.program.definitions[rule(id).definition];
  }

  static std::string_view words(ast::ConnectiveKind kind) {
    switch (kind) {
      case ast::ConnectiveKind::SubjectTo: return "subject to";
      case ast::ConnectiveKind::Notwithstanding: return "notwithstanding";
      case ast::ConnectiveKind::WithoutPrejudiceTo: return "without prejudice to";
    }
    return "";
  }

  void apply_one(FileId file, RuleId subject, const ast::Connective& connective,
                 const ast::Target& target) {
    const std::vector<RuleId> objects = find(file, subject, target);
    if (objects.empty()) return;
    bool meaningful = false;
    for (const RuleId object : objects) {
      meaningful |= relate(subject, connective, object) != Effect::Meaningless;
    }
    if (meaningful) return;
    context_
        .report(Code::ConnectiveSaysNothing, ast::span_of(target), words(connective.kind),
                rule_text(context_, objects.front()))
        .labels.push_back({rule(objects.front()).span, "it names this provision"});
  }

  // ---- what a target names ---------------------------------------------------------------------

  std::vector<RuleId> find(FileId file, RuleId subject, const ast::Target& target) {
    const program::InstrumentId instrument = instrument_of(subject);
    if (const auto* path = std::get_if<ast::Path>(&target)) {
      const program::DefinitionId found = resolve_definition(context_, file, instrument, *path);
      if (!found.valid()) return {};
      return {context_.program.definitions[found].root};
    }
    const ast::Address& address = std::get<ast::Address>(target);
    if (address.divisions.empty()) return siblings(subject, address);
    return find_rules(context_, file, instrument, address, context_.info(subject).clause);
  }

  /// The instrument that the provision is written in: its definition may be another's.
  program::InstrumentId instrument_of(RuleId subject) {
    return context_.modules.at(rule(subject).citation.instrument).instrument;
  }

  /// `(1)`: beside the provision, in its own division; of its own definition where one is there.
  std::vector<RuleId> siblings(RuleId subject, const ast::Address& address) {
    std::vector<RuleId> own;
    std::vector<RuleId> found;
    std::vector<std::string> candidates;
    const Citation citation = rule(subject).citation;
    for (const RuleId id : standing_beside(citation)) {
      const program::Rule& other = rule(id);
      if (id == subject || other.cause != RuleCause::Written || other.citation.heads.empty() ||
          other.citation.divisions != citation.divisions || context_.info(id).label == nullptr) {
        continue;
      }
      std::string text;
      for (const std::string& head : other.citation.heads) text += "(" + head + ")";
      std::string wanted;
      for (const ast::Name& head : address.heads) wanted += "(" + head.text + ")";
      candidates.push_back(text);
      if (text != wanted) continue;
      found.push_back(id);
      if (other.definition == rule(subject).definition) own.push_back(id);
    }
    if (!own.empty()) return own;
    if (found.empty()) {
      context_.report(Code::UnknownAddress, address.span, citation.instrument,
                      address_text(address), did_you_mean(address_text(address), candidates));
    }
    return found;
  }

  /// The rules of the same division; of the whole instrument where there is none.
  std::vector<RuleId> standing_beside(const Citation& citation) {
    std::vector<RuleId> rules;
    if (!citation.divisions.empty()) {
      const Division& last = citation.divisions.back();
      return context_.rules_in_division[division_key(citation.instrument, last.level, last.label)];
    }
    for (std::size_t index = 0; index < context_.program.rules.size(); ++index) {
      if (rule(RuleId(index)).citation.instrument == citation.instrument) rules.emplace_back(index);
    }
    return rules;
  }

  // ---- what is related -------------------------------------------------------------------------

  bool is_way_in(RuleId id) {
    return rule(id).role == RuleRole::Base || rule(id).role == RuleRole::Addition;
  }

  /// The rule that a way in is one of: itself for a base.
  RuleId entered(RuleId id) { return rule(id).role == RuleRole::Addition ? rule(id).parent : id; }

  bool excepts(RuleId exception, RuleId from) {
    return rule(exception).role == RuleRole::Exception && rule(exception).parent == from;
  }

  /// True iff one contains the other: a head its rule, or both are ways into one provision.
  bool says_nothing(RuleId left, RuleId right) {
    if (left == right || contains(left, right) || contains(right, left)) return true;
    return is_way_in(left) && is_way_in(right) && entered(left) == entered(right);
  }

  bool contains(RuleId outer, RuleId inner) {
    for (RuleId at = inner; at.valid() && rule(at).role == RuleRole::Head; at = rule(at).parent) {
      if (rule(at).parent == outer) return true;
    }
    return false;
  }

  /// True iff `id` is the root of a definition that gives values: it neither holds nor fails.
  bool gives_values(RuleId id) {
    return rule(id).role == RuleRole::Base && definition_of(id).type.kind != TypeKind::Boolean;
  }

  Effect relate(RuleId subject, const ast::Connective& connective, RuleId object) {
    if (definition_of(subject).type.kind == TypeKind::Invalid ||
        definition_of(object).type.kind == TypeKind::Invalid) {
      return Effect::Reported;
    }
    if (says_nothing(subject, object) &&
        !(connective.kind == ast::ConnectiveKind::WithoutPrejudiceTo && is_way_in(subject))) {
      return Effect::Meaningless;
    }
    switch (connective.kind) {
      case ast::ConnectiveKind::SubjectTo: return subject_to(subject, object, connective.span);
      case ast::ConnectiveKind::Notwithstanding:
        return notwithstanding(subject, object, connective.span);
      case ast::ConnectiveKind::WithoutPrejudiceTo:
        return without_prejudice(subject, object, connective.span);
    }
    return Effect::Meaningless;
  }

  Effect subject_to(RuleId subject, RuleId object, Span span) {
    if (gives_values(subject) || gives_values(object)) return Effect::Meaningless;
    // An exception cannot yield to the very provision it defeats: it would never defeat it.
    if (excepts(subject, object)) return Effect::Meaningless;
    prevails_.push_back({object, subject, span});
    if (excepts(object, entered(subject))) return Effect::Done;
    return yield(subject, object, RuleCause::SubjectTo, span);
  }

  Effect notwithstanding(RuleId subject, RuleId object, Span span) {
    if (gives_values(subject) || gives_values(object)) return Effect::Meaningless;
    prevails_.push_back({subject, object, span});
    const bool spared_way = is_way_in(subject) || rule(subject).role == RuleRole::Exception ||
                            rule(subject).role == RuleRole::Value;
    if (spared_way && excepts(object, entered(subject))) {
      spare(object, subject);
      return Effect::Done;
    }
    if (rule(subject).role == RuleRole::Exception &&
        (entered(object) == rule(subject).parent || object == rule(subject).parent)) {
      return Effect::Done;
    }
    return yield(object, subject, RuleCause::Notwithstanding, span);
  }

  Effect without_prejudice(RuleId subject, RuleId object, Span span) {
    spared_.push_back({subject, object, span});
    if (rule(subject).role != RuleRole::Exception) return Effect::Done;
    if (is_way_in(object) && entered(object) == rule(subject).parent) {
      spare(subject, object);
      return Effect::Done;
    }
    if (object == rule(subject).parent) {
      spare(subject, object);
      return Effect::Done;
    }
    // A head of what it defeats cannot be left alone when the whole is defeated.
    return contains(rule(subject).parent, object) ? Effect::Meaningless : Effect::Done;
  }

  void spare(RuleId exception, RuleId way) {
    std::vector<RuleId>& spares = rule(exception).spares;
    if (std::find(spares.begin(), spares.end(), way) == spares.end()) spares.push_back(way);
  }

  /// `loser` gets the exception "where `winner` holds".
  Effect yield(RuleId loser, RuleId winner, RuleCause cause, Span span) {
    if (!context_.info(winner).variables.empty()) {
      context_.report(Code::RuleOfOneRow, span, rule_text(context_, winner));
      return Effect::Reported;
    }
    const program::Definition& over = definition_of(winner);
    const program::Definition& under = definition_of(loser);
    if (over.entity != under.entity) {
      context_.report(Code::WrongEntity, span, over.name,
                      context_.program.entities[over.entity].name,
                      context_.program.entities[under.entity].name);
      return Effect::Reported;
    }
    for (const RuleId known : rule(loser).exceptions) {
      if (rule(known).cause == RuleCause::Written || rule(known).cause == RuleCause::Unless) {
        continue;
      }
      const program::Expression& condition = context_.expression(rule(known).condition);
      if (condition.rule == winner ||
          (condition.definition.valid() &&
           context_.program.definitions[condition.definition].root == winner)) {
        return Effect::Done;
      }
    }
    program::Expression condition;
    condition.type.kind = TypeKind::Boolean;
    condition.span = span;
    if (rule(winner).role == RuleRole::Base) {
      condition.kind = program::ExpressionKind::DefinitionValue;
      condition.definition = rule(winner).definition;
    } else {
      condition.kind = program::ExpressionKind::RuleHolds;
      condition.rule = winner;
    }
    program::Rule exception;
    exception.role = RuleRole::Exception;
    exception.cause = cause;
    exception.citation = rule(winner).citation;
    exception.span = span;
    exception.definition = rule(loser).definition;
    exception.parent = loser;
    exception.condition = context_.add_expression(std::move(condition));
    RuleInfo info;
    info.file = span.file;
    const RuleId id = context_.add_rule(std::move(exception), std::move(info));
    rule(loser).exceptions.push_back(id);
    return Effect::Done;
  }

  // ---- what contradicts ------------------------------------------------------------------------

  void report_opposed() {
    for (std::size_t index = 0; index < prevails_.size(); ++index) {
      const Declared& one = prevails_[index];
      for (std::size_t before = 0; before < index; ++before) {
        const Declared& other = prevails_[before];
        if (one.first == other.second && one.second == other.first) {
          report_opposed(one, other);
        }
      }
      for (const Declared& other : spared_) {
        if (one.first == other.first && one.second == other.second) report_opposed(one, other);
      }
    }
  }

  void report_opposed(const Declared& one, const Declared& other) {
    const InProvision in(context_, rule(one.first).citation);
    context_
        .report(Code::OpposedConnectives, one.span, rule_text(context_, one.first),
                rule_text(context_, one.second))
        .labels.push_back({other.span, "this says the contrary"});
  }

  Context& context_;
  std::vector<Declared> prevails_;  // the first prevails over the second
  std::vector<Declared> spared_;    // the first takes nothing from the second
};

// ---- circles -----------------------------------------------------------------------------------

class CircleFinder {
 public:
  explicit CircleFinder(Context& context)
      : context_(context),
        states_(context.program.rules.size(), State::Waiting),
        depths_(context.program.rules.size(), 0) {}

  void search() {
    for (std::size_t index = 0; index < states_.size() && !too_deep_; ++index) {
      visit(RuleId(index));
    }
  }

 private:
  enum class State : std::uint8_t { Waiting, Open, Done };
  struct Frame {
    RuleId rule;
    std::vector<RuleId> needs;
    std::size_t next = 0;
  };

  State& state(RuleId id) { return states_[static_cast<std::size_t>(id.index)]; }

  /// The rules that must be known before it is known whether `id` holds.
  std::vector<RuleId> needs(RuleId id) {
    const program::Rule& rule = context_.program.rules[id];
    std::vector<RuleId> found = rule.additions;
    found.insert(found.end(), rule.exceptions.begin(), rule.exceptions.end());
    found.insert(found.end(), rule.values.begin(), rule.values.end());
    if (rule.condition.valid()) collect(rule.condition, found);
    if (rule.value.valid()) collect(rule.value, found);
    return found;
  }

  void collect(program::ExpressionId id, std::vector<RuleId>& found) {
    const program::Expression& expression = context_.expression(id);
    found.insert(found.end(), expression.heads.begin(), expression.heads.end());
    if (expression.kind == program::ExpressionKind::RuleHolds) found.push_back(expression.rule);
    if (expression.kind == program::ExpressionKind::DefinitionValue) {
      found.push_back(context_.program.definitions[expression.definition].root);
    }
    for (const program::ExpressionId operand : expression.operands) collect(operand, found);
  }

  void visit(RuleId start) {
    if (state(start) != State::Waiting) return;
    std::vector<Frame> stack;
    stack.push_back({start, needs(start)});
    state(start) = State::Open;
    while (!stack.empty()) {
      Frame& frame = stack.back();
      if (frame.next == frame.needs.size()) {
        finish(frame);
        stack.pop_back();
        continue;
      }
      const RuleId next = frame.needs[frame.next++];
      if (state(next) == State::Open) {
        report(stack, next);
      } else if (state(next) == State::Waiting) {
        state(next) = State::Open;
        stack.push_back({next, needs(next)});
      }
    }
  }

  /// How deep expressions stand in one another.
  std::size_t depth(program::ExpressionId id) {
    std::size_t below = 0;
    if (!id.valid()) return below;
    for (const program::ExpressionId operand : context_.expression(id).operands) {
      below = std::max(below, depth(operand));
    }
    return below + 1;
  }

  void finish(const Frame& frame) {
    state(frame.rule) = State::Done;
    const program::Rule& rule = context_.program.rules[frame.rule];
    std::size_t below = 0;
    for (const RuleId needed : frame.needs) {
      below = std::max(below, depths_[static_cast<std::size_t>(needed.index)]);
    }
    const std::size_t own = std::max(depth(rule.condition), depth(rule.value));
    depths_[static_cast<std::size_t>(frame.rule.index)] = below + own;
    if (below + own <= deepest || too_deep_) return;
    too_deep_ = true;
    const InProvision in(context_, rule.citation);
    context_.report(Code::RestsTooDeep, rule.span, deepest);
  }

  void report(const std::vector<Frame>& stack, RuleId closing) {
    const auto begin = std::find_if(stack.begin(), stack.end(),
                                    [&](const Frame& frame) { return frame.rule == closing; });
    std::vector<std::string> places;
    Span span;
    for (auto at = begin; at != stack.end(); ++at) {
      const program::Rule& rule = context_.program.rules[at->rule];
      if (rule.cause != RuleCause::Written) span = rule.span;
      const std::string place = rule_text(context_, at->rule);
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    }
    const InProvision in(context_, context_.program.rules[closing].citation);
    context_.report(Code::ConnectiveCycle, span, list_text(places));
  }

  static constexpr std::size_t deepest = 2000;

  Context& context_;
  std::vector<State> states_;        // by rule
  std::vector<std::size_t> depths_;  // by rule: how deep its condition goes, through all it needs
  bool too_deep_ = false;
};

}  // namespace

void apply_connectives(Context& context) { ConnectiveApplier(context).apply(); }

void refuse_rule_circles(Context& context) { CircleFinder(context).search(); }

}  // namespace nansen::check
