// Text that says nothing.
#include "compiler/check/dead_text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "compiler/logic/logic.h"

namespace nansen::check {
namespace {

using logic::Answer;
using logic::Literal;
using program::ExpressionId;
using program::ExpressionKind;
using program::RuleCause;
using program::RuleId;
using program::RuleRole;

struct Finding {
  Code code{};
  RuleId rule;
  RuleId other;  // the rule that it repeats, or that makes it so
};

/// What is found of one piece of text. A clause may stand in the program several times, once for
/// each rule its address reaches: it is dead only if it is dead in each place.
struct Places {
  std::set<RuleId> rules;
  std::vector<Finding> findings;
};

/// What rules rest on: facts, definitions of other rows, readings. Definitions of the same row are
/// taken apart. Two rules without a common one are independent of one another.
class Grounds {
 public:
  explicit Grounds(const program::Program& program) : program_(program) {}

  using Set = std::set<std::pair<char, std::int32_t>>;

  const Set& of(RuleId id) {
    const auto found = rules_.find(id);
    if (found != rules_.end()) return found->second;
    Set grounds;
    const program::Rule& rule = program_.rules[id];
    if (rule.condition.valid()) collect(rule.condition, grounds);
    for (const auto* further : {&rule.additions, &rule.exceptions}) {
      for (const RuleId other : *further) {
        const Set& below = of(other);
        grounds.insert(below.begin(), below.end());
      }
    }
    return rules_.emplace(id, std::move(grounds)).first->second;
  }

 private:
  void collect(ExpressionId id, Set& grounds) {
    const program::Expression& expression = program_.expressions[id];
    if (expression.fact.valid()) grounds.emplace('f', expression.fact.index);
    if (expression.reading.valid()) grounds.emplace('r', expression.reading.index);
    RuleId further = expression.rule;
    if (expression.definition.valid()) {
      grounds.emplace('d', expression.definition.index);
      further = program_.definitions[expression.definition].root;
    }
    if (further.valid()) {
      const Set& below = of(further);
      grounds.insert(below.begin(), below.end());
    }
    for (const ExpressionId operand : expression.operands) collect(operand, grounds);
    for (const RuleId head : expression.heads) {
      const Set& below = of(head);
      grounds.insert(below.begin(), below.end());
    }
  }

  const program::Program& program_;
  std::map<RuleId, Set> rules_;
};

/// How many rules a definition rests on, its own and those of the definitions it reaches.
class Reach {
 public:
  Reach(const program::Program& program, const std::vector<std::vector<RuleId>>& rules)
      : rules_(rules), uses_(rules.size()), seen_(rules.size(), rules.size()) {
    for (std::size_t index = 0; index < rules.size(); ++index) {
      for (const RuleId rule : rules[index]) {
        if (program.rules[rule].condition.valid()) {
          collect(program, program.rules[rule].condition, uses_[index]);
        }
      }
    }
  }

  /// No further than `most`.
  std::size_t of(std::size_t definition, std::size_t most) {
    std::vector<std::size_t> pending{definition};
    std::size_t count = 0;
    while (!pending.empty() && count < most) {
      const std::size_t next = pending.back();
      pending.pop_back();
      if (seen_[next] == definition) continue;
      seen_[next] = definition;
      count += rules_[next].size();
      pending.insert(pending.end(), uses_[next].begin(), uses_[next].end());
    }
    return count;
  }

 private:
  static void collect(const program::Program& program, ExpressionId id,
                      std::vector<std::size_t>& uses) {
    const program::Expression& expression = program.expressions[id];
    program::DefinitionId used = expression.definition;
    if (expression.rule.valid()) used = program.rules[expression.rule].definition;
    if (used.valid()) uses.push_back(static_cast<std::size_t>(used.index));
    for (const ExpressionId operand : expression.operands) collect(program, operand, uses);
  }

  const std::vector<std::vector<RuleId>>& rules_;
  std::vector<std::vector<std::size_t>> uses_;  // by definition
  std::vector<std::size_t> seen_;               // by definition: the last one asked that reached it
};

class DeadText {
 public:
  explicit DeadText(Context& context)
      : context_(context),
        program_(context.program),
        grounds_(context.program),
        silent_(context.program.rules.size(), false) {}

  void find() {
    collect_heads();
    std::vector<std::vector<RuleId>> rules(program_.definitions.size());
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      const program::DefinitionId definition = program_.rules[RuleId(index)].definition;
      rules[static_cast<std::size_t>(definition.index)].emplace_back(index);
    }
    Reach reach(program_, rules);
    std::size_t budget = most_work;
    for (std::size_t index = 0; index < rules.size(); ++index) {
      const std::size_t reached = reach.of(index, budget);
      const std::size_t work = questions * rules[index].size() * reached;
      const bool within = work <= budget;
      budget -= within ? work : std::min(budget, reached);
      if (within) find_in(rules[index]);
    }
    for (const auto& [span, places] : findings_) {
      if (places.findings.size() == places.rules.size()) report(span, places.findings.front());
    }
  }

 private:
  /// About how many questions are asked of one rule.
  static constexpr std::size_t questions = 4;
  /// The work for a whole program, counted in rules looked at. A program that exceeds it is looked
  /// through as far as it reaches, always as far.
  static constexpr std::size_t most_work = 40'000'000;

  void find_in(const std::vector<RuleId>& rules) {
    logic_.emplace(program_);
    // First each condition by itself, heads before what they stand in: what makes a rule dead is
    // named where it stands. Then what is alive by itself, together with the rest.
    for (auto rule = rules.rbegin(); rule != rules.rend(); ++rule) {
      note(*rule, judge_alone(*rule));
    }
    for (const RuleId rule : rules) note(rule, judge_together(rule));
  }

  bool silent(RuleId id) const { return silent_[static_cast<std::size_t>(id.index)]; }

  /// The heads directly in each rule's condition, in order, group by group.
  void collect_heads() {
    heads_.resize(program_.rules.size());
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      const program::Rule& rule = program_.rules[RuleId(index)];
      if (rule.condition.valid()) collect_heads(rule.condition, heads_[index]);
    }
  }
  void collect_heads(ExpressionId id, std::vector<RuleId>& heads) {
    const program::Expression& expression = program_.expressions[id];
    heads.insert(heads.end(), expression.heads.begin(), expression.heads.end());
    for (const ExpressionId operand : expression.operands) collect_heads(operand, heads);
  }

  // ---- one rule --------------------------------------------------------------------------------

  void note(RuleId id, const std::optional<Finding>& finding) {
    if (finding) {
      // What contains it would be found dead for the same reason.
      for (RuleId at = id; at.valid(); at = program_.rules[at].parent) {
        silent_[static_cast<std::size_t>(at.index)] = true;
      }
      found_.insert(id);
    }
    Places& places = findings_[program_.rules[id].span];
    places.rules.insert(id);
    if (finding) places.findings.push_back(*finding);
  }

  static bool derived(const program::Rule& rule) {
    return rule.cause != RuleCause::Written && rule.cause != RuleCause::Unless;
  }

  std::optional<Finding> judge_alone(RuleId id) {
    const program::Rule& rule = program_.rules[id];
    if (!rule.condition.valid() || derived(rule) || silent(id)) return {};
    const program::Expression& condition = program_.expressions[rule.condition];
    // `define ... as no`, to be added to, and `where yes` are said on purpose.
    const bool constant = condition.kind == ExpressionKind::TruthConstant;
    if (constant && (rule.role == RuleRole::Base || condition.truth == Truth::Yes)) return {};
    if (plain(condition)) return {};
    const Literal own = logic_->own(id);
    if (logic_->together({own}) == Answer::Cannot) {
      return Finding{
          rule.role == RuleRole::Exception ? Code::ExceptionNeverFires : Code::NeverMet, id, {}};
    }
    if (logic_->together({-own}) == Answer::Cannot) return Finding{Code::AlwaysMet, id, {}};
    return {};
  }

  std::optional<Finding> judge_together(RuleId id) {
    const program::Rule& rule = program_.rules[id];
    if (!rule.condition.valid() || silent(id)) return {};
    for (RuleId at = rule.parent; at.valid(); at = program_.rules[at].parent) {
      if (found_.contains(at)) return {};
    }
    if (derived(rule)) return judge_derived(id);
    if (rule.role == RuleRole::Head) return judge_head(id);
    if (rule.role == RuleRole::Exception) return judge_exception(id);
    if (rule.role == RuleRole::Base) return judge_base(id);
    return {};
  }

  /// A definition that its own exceptions leave to no one. A base that is `no` waits for additions.
  std::optional<Finding> judge_base(RuleId id) {
    const program::Rule& rule = program_.rules[id];
    const bool waits =
        program_.expressions[rule.condition].kind == ExpressionKind::TruthConstant;
    if (rule.exceptions.empty() || waits) return {};
    if (logic_->together({logic_->holds(id)}) != Answer::Cannot) return {};
    return Finding{Code::CoversNoOne, id, {}};
  }

  /// True iff the condition is one fact, which can be met and can fail.
  bool plain(const program::Expression& condition) const {
    return condition.kind == ExpressionKind::FactValue ||
           condition.kind == ExpressionKind::ReadingIs;
  }

  // ---- exceptions ------------------------------------------------------------------------------

  std::optional<Finding> judge_exception(RuleId id) {
    const program::Rule& rule = program_.rules[id];
    if (!rule.exceptions.empty() && logic_->together({logic_->holds(id)}) == Answer::Cannot) {
      return Finding{Code::ExceptionNeverFires, id, {}};
    }
    if (can_matter(id)) return {};
    return Finding{Code::ExceptionNeverMatters, id, rule.parent};
  }

  /// An exception that a connective or a settlement amounts to: said for nothing where the two
  /// provisions never meet.
  std::optional<Finding> judge_derived(RuleId id) {
    if (program_.rules[id].cause == RuleCause::Settlement || can_matter(id)) return {};
    return Finding{Code::ConnectiveNeverMatters, id, program_.rules[id].parent};
  }

  /// True iff the exception can hold together with a way in that it defeats.
  bool can_matter(RuleId id) {
    const program::Rule& rule = program_.rules[id];
    const program::Rule& parent = program_.rules[rule.parent];
    const auto defeats = [&](RuleId way, Literal own) {
      return std::find(rule.spares.begin(), rule.spares.end(), way) == rule.spares.end() &&
             logic_->together({logic_->holds(id), own}) != Answer::Cannot;
    };
    if (disjoint(id, rule.parent) && rule.spares.empty()) return true;
    return defeats(rule.parent, logic_->own(rule.parent)) ||
           std::any_of(parent.additions.begin(), parent.additions.end(),
                       [&](RuleId way) { return defeats(way, logic_->holds(way)); });
  }

  /// True iff nothing that exception `id` rests on bears on the condition of `parent`: then both
  /// can hold at once, as each can alone.
  bool disjoint(RuleId id, RuleId parent) {
    if (!program_.rules[parent].condition.valid()) return false;
    Grounds::Set rest;
    for (const RuleId head : heads_[static_cast<std::size_t>(parent.index)]) {
      const Grounds::Set& below = grounds_.of(head);
      rest.insert(below.begin(), below.end());
    }
    if (heads_[static_cast<std::size_t>(parent.index)].empty()) return false;
    return !meet(grounds_.of(id), rest);
  }

  static bool meet(const Grounds::Set& left, const Grounds::Set& right) {
    return std::any_of(left.begin(), left.end(),
                       [&](const auto& ground) { return right.contains(ground); });
  }

  // ---- heads -----------------------------------------------------------------------------------

  /// A head must be able to be met together with the rest of its whole rule; and it must say more
  /// than the heads beside it. That it can be done without because of what stands further off (two
  /// heads that tell the stateless from the others, each saying so) is how texts are written.
  std::optional<Finding> judge_head(RuleId id) {
    const RuleId container = context_.info(id).container;
    const RuleId parent = program_.rules[id].parent;
    // Something in it has been found dead already, and may be why.
    if (silent(container) || independent(id, container)) return {};
    const Literal own = logic_->own(id);
    if (!matters(id, container, own) &&
        logic_->together({own, logic_->own(container)}) == Answer::Cannot) {
      return Finding{Code::NeverMetHere, id, container};
    }
    if (independent(id, parent)) return {};
    if (!matters(id, parent, own) || !matters(id, parent, -own)) return repeats(id);
    return {};
  }

  /// True iff in some case where `when` is so, `rule` holds with the head `id` met and not with it
  /// failed, or the other way about.
  bool matters(RuleId id, RuleId rule, Literal when) {
    const Literal with = logic_->holds_if(rule, id, true);
    const Literal without = logic_->holds_if(rule, id, false);
    return logic_->together({when, with, -without}) != Answer::Cannot ||
           logic_->together({when, -with, without}) != Answer::Cannot;
  }

  /// True iff no other head of the same rule rests on anything this one rests on.
  bool independent(RuleId id, RuleId container) {
    const Grounds::Set& own = grounds_.of(id);
    return !rests_elsewhere(own, container, id);
  }
  bool rests_elsewhere(const Grounds::Set& own, RuleId rule, RuleId except) {
    const std::vector<RuleId>& heads = heads_[static_cast<std::size_t>(rule.index)];
    return std::any_of(heads.begin(), heads.end(), [&](RuleId head) {
      if (head == except) return false;
      const bool above = is_above(head, except);
      return above ? rests_elsewhere(own, head, except) : meet(own, grounds_.of(head));
    });
  }
  bool is_above(RuleId outer, RuleId inner) const {
    RuleId at = inner;
    while (at.valid() && at != outer) at = program_.rules[at].parent;
    return at.valid();
  }

  /// A head without which its rule says the same. Of two alike, the later one is named.
  std::optional<Finding> repeats(RuleId id) {
    const std::vector<RuleId>& heads =
        heads_[static_cast<std::size_t>(program_.rules[id].parent.index)];
    for (const RuleId other : heads) {
      if (other == id || logic_->differ(logic_->own(id), logic_->own(other)) != Answer::Cannot) {
        continue;
      }
      if (other > id) return {};
      return Finding{Code::RepeatedHead, id, other};
    }
    return Finding{Code::HeadAddsNothing, id, {}};
  }

  // ---- what is said ----------------------------------------------------------------------------

  void report(Span span, const Finding& finding) {
    const program::Rule& rule = program_.rules[finding.rule];
    // "Subject to" is written in front of what yields, the other connectives of what prevails.
    const RuleId writer = rule.cause == RuleCause::SubjectTo ? rule.parent : finding.rule;
    const InProvision in(context_, program_.rules[writer].citation);
    Diagnostic& diagnostic =
        context_.report(finding.code, span, rule_text(context_, finding.rule),
                        finding.other.valid() ? rule_text(context_, finding.other) : "");
    const std::string_view words = label(finding.code);
    if (!words.empty()) {
      diagnostic.labels.push_back({program_.rules[finding.other].span, std::string(words)});
    }
  }

  static std::string_view label(Code code) {
    switch (code) {
      case Code::RepeatedHead: return "this says the same";
      case Code::NeverMetHere: return "this contains it";
      case Code::ExceptionNeverMatters: return "this does not hold then";
      default: return "";
    }
  }

  Context& context_;
  const program::Program& program_;
  std::optional<logic::Logic> logic_;  // of the definition being looked at
  Grounds grounds_;
  std::vector<std::vector<RuleId>> heads_;  // by rule
  std::vector<bool> silent_;                // by rule: it, or something inside it, was found dead
  std::set<RuleId> found_;
  std::map<Span, Places> findings_;
};

}  // namespace

void report_dead_text(Context& context) { DeadText(context).find(); }

}  // namespace nansen::check
