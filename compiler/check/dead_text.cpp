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

  using Ground = std::pair<char, std::int32_t>;
  using Set = std::set<Ground>;
  struct Counts {
    std::map<Ground, std::size_t> each;
    std::size_t any = 0;
  };

  /// Null iff the sets of all rules together have grown too large: it may then be anything.
  const Set* of(RuleId id) {
    const auto found = rules_.find(id);
    if (found != rules_.end()) return found->second ? &*found->second : nullptr;
    std::optional<Set> grounds{Set()};
    const program::Rule& rule = program_.rules[id];
    if (rule.condition.valid()) collect(rule.condition, grounds);
    for (const auto* further : {&rule.additions, &rule.exceptions}) {
      for (const RuleId other : *further) include(other, grounds);
    }
    if (grounds) kept_ += grounds->size();
    if (kept_ > most_kept) grounds.reset();
    const std::optional<Set>& kept = rules_.emplace(id, std::move(grounds)).first->second;
    return kept ? &*kept : nullptr;
  }

 private:
  static constexpr std::size_t most_kept = 1'000'000;

  void include(RuleId rule, std::optional<Set>& grounds) {
    const Set* below = of(rule);
    if (below == nullptr) {
      grounds.reset();
    } else if (grounds) {
      grounds->insert(below->begin(), below->end());
    }
  }
  void collect(ExpressionId id, std::optional<Set>& grounds) {
    const program::Expression& expression = program_.expressions[id];
    RuleId further = expression.rule;
    if (grounds) {
      if (expression.fact.valid()) grounds->emplace('f', expression.fact.index);
      if (expression.reading.valid()) grounds->emplace('r', expression.reading.index);
      if (expression.definition.valid()) grounds->emplace('d', expression.definition.index);
    }
    if (expression.definition.valid()) further = program_.definitions[expression.definition].root;
    if (further.valid()) include(further, grounds);
    for (const ExpressionId operand : expression.operands) collect(operand, grounds);
    for (const RuleId head : expression.heads) include(head, grounds);
  }

  const program::Program& program_;
  std::map<RuleId, std::optional<Set>> rules_;
  std::size_t kept_ = 0;
};

class DeadText {
 public:
  explicit DeadText(Context& context)
      : context_(context),
        program_(context.program),
        grounds_(context.program),
        silent_(context.program.rules.size(), false),
        within_found_(context.program.rules.size(), false) {}

  void find() {
    collect_heads();
    std::vector<std::vector<RuleId>> rules(program_.definitions.size());
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      const program::DefinitionId definition = program_.rules[RuleId(index)].definition;
      rules[static_cast<std::size_t>(definition.index)].emplace_back(index);
    }
    std::int64_t work = most_work;
    for (const std::vector<RuleId>& own : rules) {
      logic_.emplace(program_, std::min(work, logic::Logic::usual_work));
      find_in(own);
      work -= std::min(work, logic_->work());
    }
    for (const auto& [span, places] : findings_) {
      if (places.findings.size() == places.rules.size()) report(span, places.findings.front());
    }
  }

 private:
  /// The work for a whole program, as Logic counts it. A program that exceeds it is looked through
  /// as far as it reaches, always as far.
  static constexpr std::int64_t most_work = 2 * logic::Logic::usual_work;

  void find_in(const std::vector<RuleId>& rules) {
    // First each condition by itself, heads before what they stand in: what makes a rule dead is
    // named where it stands. Then what is alive by itself, together with the rest.
    for (auto rule = rules.rbegin(); rule != rules.rend(); ++rule) {
      note(*rule, judge_alone(*rule));
    }
    for (const RuleId rule : rules) {
      const RuleId parent = program_.rules[rule].parent;  // has been judged before
      if (parent.valid() && (within_found(parent) || found_.contains(parent))) {
        within_found_[position(rule)] = true;
      }
      note(rule, judge_together(rule));
    }
  }

  static std::size_t position(RuleId id) { return static_cast<std::size_t>(id.index); }
  bool within_found(RuleId id) const { return within_found_[position(id)]; }
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
    if (!rule.condition.valid() || derived(rule) || silent(id) || logic_->exhausted()) return {};
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
    if (!rule.condition.valid() || silent(id) || within_found(id) || logic_->exhausted()) return {};
    if (derived(rule)) return judge_derived(id);
    if (rule.role == RuleRole::Head) return judge_head(id);
    if (rule.role == RuleRole::Exception) return judge_exception(id);
    if (rule.role == RuleRole::Base) return judge_base(id);
    return {};
  }

  /// A definition that its own exceptions leave to no one. A base that is `no` waits for additions.
  std::optional<Finding> judge_base(RuleId id) {
    const program::Rule& rule = program_.rules[id];
    const bool waits = program_.expressions[rule.condition].kind == ExpressionKind::TruthConstant;
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
  /// provisions never meet. What a construct implies is not text.
  std::optional<Finding> judge_derived(RuleId id) {
    const RuleCause cause = program_.rules[id].cause;
    if (cause == RuleCause::Implied || cause == RuleCause::Settlement || can_matter(id)) return {};
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
    const std::vector<RuleId>& heads = heads_[position(parent)];
    const Grounds::Set* own = grounds_.of(id);
    return !heads.empty() && own != nullptr && !rests_on_any(*own, shared(parent), {});
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
    const Grounds::Set* own = grounds_.of(id);
    if (own == nullptr) return false;
    for (RuleId at = id; at != container; at = program_.rules[at].parent) {
      if (rests_on_any(*own, shared(program_.rules[at].parent), at)) return false;
    }
    return true;
  }

  /// How many of the heads directly in a rule rest on each ground, and how many may rest on any.
  const Grounds::Counts& shared(RuleId rule) {
    const auto [found, fresh] = shared_.try_emplace(rule);
    if (!fresh) return found->second;
    for (const RuleId head : heads_[position(rule)]) {
      const Grounds::Set* grounds = grounds_.of(head);
      if (grounds == nullptr) {
        ++found->second.any;
      } else {
        for (const auto& ground : *grounds) ++found->second.each[ground];
      }
    }
    return found->second;
  }

  /// True iff heads other than `except` may rest on one of the grounds.
  bool rests_on_any(const Grounds::Set& grounds, const Grounds::Counts& heads, RuleId except) {
    const Grounds::Set* own = except.valid() ? grounds_.of(except) : nullptr;
    if (heads.any > (except.valid() && own == nullptr ? 1 : 0)) return true;
    return std::any_of(grounds.begin(), grounds.end(), [&](const auto& ground) {
      const auto found = heads.each.find(ground);
      const std::size_t except_itself = own != nullptr && own->contains(ground) ? 1 : 0;
      return found != heads.each.end() && found->second > except_itself;
    });
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
  std::vector<std::vector<RuleId>> heads_;    // by rule
  std::vector<bool> silent_;                  // by rule: it, or something inside it, was found dead
  std::vector<bool> within_found_;            // by rule: something that contains it was
  std::map<RuleId, Grounds::Counts> shared_;  // see `shared`
  std::set<RuleId> found_;
  std::map<Span, Places> findings_;
};

}  // namespace

void report_dead_text(Context& context) { DeadText(context).find(); }

}  // namespace nansen::check
