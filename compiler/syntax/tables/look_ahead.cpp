// What ANTLR's parser finds by looking ahead without the context of the rule (its mode SLL), worked
// out as far as the numbers below: every process would do it again for each decision that it
// meets, which takes far longer than the parsing.
#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "TreatyParser.h"
#include "antlr4-runtime.h"
#include "compiler/base/bug.h"
#include "compiler/syntax/tables.h"
#include "compiler/syntax/tables/make.h"

namespace nansen::syntax::tables {
namespace {

using antlr4::atn::ATNConfigSet;
using antlr4::atn::ATNState;
using antlr4::atn::PredictionContext;
using antlr4::atn::Transition;
using antlr4::dfa::DFAState;
using Surroundings = std::shared_ptr<PredictionContext>;

/// How many states of a decision are looked into, those of the fewest tokens first. What is further
/// off is left to ANTLR.
constexpr std::size_t most_states = 80;

/// A state as it is found: where each token leads.
using Row = std::map<std::uint16_t, std::uint16_t>;

bool has_open_end(const PredictionContext& context) {
  for (std::size_t at = 0; at < context.size(); ++at) {
    if (context.getReturnState(at) == PredictionContext::EMPTY_RETURN_STATE) return true;
  }
  return false;
}

/// True only if the parser can go on from the rules around `narrow` in no way in which it could not
/// from those around `wide`. What is around an open end may be anything.
bool is_within(const Surroundings& narrow, const Surroundings& wide) {
  if (narrow == wide || wide == nullptr || has_open_end(*wide)) return true;
  if (narrow == nullptr || has_open_end(*narrow)) return false;
  for (std::size_t at = 0; at < narrow->size(); ++at) {
    bool found = false;
    for (std::size_t other = 0; other < wide->size() && !found; ++other) {
      found = narrow->getReturnState(at) == wide->getReturnState(other) &&
              is_within(narrow->getParent(at), wide->getParent(other));
    }
    if (!found) return false;
  }
  return true;
}

bool is_waypoint(ATNState& state) {
  return state.epsilonOnlyTransitions && state.getStateType() != ATNState::RULE_STOP;
}

/// The first alternative, where it can be the right one whenever another can: ANTLR would look on,
/// to the end of what both have in common, and then take the first.
std::optional<std::size_t> always_first(const ATNConfigSet& set) {
  std::size_t first = set.configs.front()->alt;
  for (const auto& config : set.configs) first = std::min(first, config->alt);
  for (const auto& config : set.configs) {
    if (config->alt == first || is_waypoint(*config->state)) continue;
    const bool covered =
        std::any_of(set.configs.begin(), set.configs.end(), [&](const auto& other) {
          return other->alt == first && other->state == config->state &&
                 is_within(config->context, other->context);
        });
    if (!covered) return std::nullopt;
  }
  return first;
}

/// ANTLR's parser, asked state by state.
class Explorer : public antlr4::atn::ParserATNSimulator {
 public:
  Explorer(antlr4::Parser& asked, antlr4::atn::ParserATNSimulator& like)
      : ParserATNSimulator(&asked, asked.getATN(), like.decisionToDFA, contexts_) {
    setPredictionMode(antlr4::atn::PredictionMode::SLL);
  }

  void explore() {
    for (antlr4::dfa::DFA& dfa : decisionToDFA) explore(dfa);
  }

  std::vector<Row> rows;
  std::vector<std::uint16_t> begins;

 private:
  void explore(antlr4::dfa::DFA& dfa) {
    if (dfa.isPrecedenceDfa()) bug("the grammar has rules that begin with themselves");
    _dfa = &dfa;
    numbers_.clear();
    found_.clear();
    auto start = computeStartState(dfa.atnStartState, &antlr4::ParserRuleContext::EMPTY, false);
    dfa.s0 = addDFAState(dfa, new DFAState(std::move(start)));
    begins.push_back(state_of(dfa.s0));
    for (std::size_t at = 0; at < std::min(found_.size(), most_states); ++at) {
      for (const std::vector<std::size_t>& tokens : tokens_taken_alike(*found_[at])) {
        DFAState* next = computeTargetState(dfa, found_[at], tokens.front());
        mergeCache.clear();
        if (next == ERROR.get()) continue;
        for (const std::size_t token : tokens) {
          rows[numbers_.at(found_[at])]
              [token == antlr4::Token::EOF ? std::uint16_t{0} : static_cast<std::uint16_t>(token)] =
                  end_of(next);
        }
      }
    }
  }

  /// An alternative, or the number of a state.
  std::uint16_t end_of(DFAState* state) {
    std::optional<std::size_t> decided;
    if (state->isAcceptState) {
      decided = state->prediction;
    } else {
      decided = always_first(*state->configs);
    }
    return decided ? static_cast<std::uint16_t>(alternative | *decided) : state_of(state);
  }

  std::uint16_t state_of(DFAState* state) {
    const auto [place, is_new] = numbers_.emplace(state, static_cast<std::uint16_t>(rows.size()));
    if (is_new) {
      rows.emplace_back();
      found_.push_back(state);
    }
    if (rows.size() >= alternative) bug("looking ahead needs too many states");
    return place->second;
  }

  /// The tokens that lead anywhere, those together that all transitions treat alike.
  std::vector<std::vector<std::size_t>> tokens_taken_alike(const DFAState& state) {
    std::set<const Transition*> transitions;
    for (const auto& config : state.configs->configs) {
      for (const Transition* each : config->state->transitions) {
        if (!each->isEpsilon()) transitions.insert(each);
      }
    }
    std::map<std::vector<bool>, std::vector<std::size_t>> alike;
    const auto add = [&](std::size_t token) {
      std::vector<bool> taken;
      for (const Transition* each : transitions) {
        taken.push_back(each->matches(token, antlr4::Token::MIN_USER_TOKEN_TYPE, atn.maxTokenType));
      }
      alike[taken].push_back(token);
    };
    for (std::size_t token = antlr4::Token::MIN_USER_TOKEN_TYPE; token <= atn.maxTokenType;
         ++token) {
      add(token);
    }
    std::vector<std::vector<std::size_t>> groups{{antlr4::Token::EOF}};
    for (auto& [taken, tokens] : alike) {
      if (std::find(taken.begin(), taken.end(), true) != taken.end()) groups.push_back(tokens);
    }
    return groups;
  }

  antlr4::atn::PredictionContextCache contexts_;
  std::map<const DFAState*, std::uint16_t> numbers_;
  std::vector<DFAState*> found_;
};

/// One of each state that is like others, without those that lead nowhere.
void reduce(std::vector<Row>& rows, std::vector<std::uint16_t>& begins) {
  for (bool changed = true; changed;) {
    std::map<Row, std::uint16_t> different;
    std::vector<std::uint16_t> moved;
    std::vector<Row> kept;
    for (Row& row : rows) {
      if (row.empty()) {
        moved.push_back(nowhere);
        continue;
      }
      const auto [place, is_new] = different.emplace(row, static_cast<std::uint16_t>(kept.size()));
      if (is_new) kept.push_back(std::move(row));
      moved.push_back(place->second);
    }
    changed = kept.size() < rows.size();
    rows = std::move(kept);
    for (Row& row : rows) {
      for (auto& [token, next] : row) {
        if ((next & alternative) == 0) next = moved[next];
      }
      std::erase_if(row, [](const auto& edge) { return edge.second == nowhere; });
    }
    for (std::uint16_t& begin : begins) {
      if (begin != nowhere) begin = moved[begin];
    }
  }
}

}  // namespace

void write_look_ahead_tables(std::ostream& out) {
  grammar::TreatyParser parser(nullptr);
  Explorer explorer(parser, *parser.getInterpreter<antlr4::atn::ParserATNSimulator>());
  explorer.explore();
  reduce(explorer.rows, explorer.begins);
  std::vector<std::uint32_t> starts;
  std::vector<Edge> ways;
  for (const Row& row : explorer.rows) {
    starts.push_back(static_cast<std::uint32_t>(ways.size()));
    for (const auto& [token, next] : row) {
      const bool goes_on =
          ways.size() > starts.back() && ways.back().next == next && ways.back().last + 1 == token;
      if (goes_on) {
        ways.back().last = token;
      } else {
        ways.push_back({token, token, next});
      }
    }
  }
  starts.push_back(static_cast<std::uint32_t>(ways.size()));
  const auto number = [&](auto each) { out << each; };
  write_table(out, "decisions", "std::uint16_t", explorer.begins, number);
  write_table(out, "first_edges", "std::uint32_t", starts, number);
  write_table(out, "edges", "Edge", ways, [&](const Edge& edge) {
    out << '{' << edge.first << ", " << edge.last << ", " << edge.next << '}';
  });
}

}  // namespace nansen::syntax::tables
