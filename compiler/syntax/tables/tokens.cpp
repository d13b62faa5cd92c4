// ANTLR's lexer as one automaton over classes of characters: ANTLR itself works out, state by
// state, what each character leads to, and all that no process needs of it is left behind.
#include <deque>
#include <map>
#include <set>
#include <vector>

#include "TreatyLexer.h"
#include "antlr4-runtime.h"
#include "compiler/base/bug.h"
#include "compiler/syntax/tables.h"
#include "compiler/syntax/tables/make.h"

namespace nansen::syntax::tables {
namespace {

using antlr4::atn::ATN;
using antlr4::atn::LexerActionType;
using antlr4::atn::Transition;
using antlr4::dfa::DFAState;

constexpr std::size_t last_code_point = antlr4::Lexer::MAX_CHAR_VALUE;

/// The classes of characters: two are in one class iff the same transitions take both.
struct Alphabet {
  std::vector<CodePoints> code_points;
  std::vector<std::size_t> examples;  // a character of each class
};

/// The same iff two transitions take the same characters.
std::string words_of(const Transition& transition) {
  return std::to_string(static_cast<int>(transition.getSerializationType())) + " " +
         transition.label().toString();
}

Alphabet alphabet_of(const ATN& atn) {
  std::map<std::string, const Transition*> different;
  std::set<std::size_t> firsts{0};
  for (const antlr4::atn::ATNState* state : atn.states) {
    if (state == nullptr) continue;
    for (const Transition* transition : state->transitions) {
      if (transition->isEpsilon()) continue;
      if (!different.emplace(words_of(*transition), transition).second) continue;
      const antlr4::misc::IntervalSet label = transition->label();
      for (const antlr4::misc::Interval& each : label.getIntervals()) {
        firsts.insert(static_cast<std::size_t>(each.a));
        if (static_cast<std::size_t>(each.b) < last_code_point) {
          firsts.insert(static_cast<std::size_t>(each.b) + 1);
        }
      }
    }
  }
  Alphabet alphabet;
  std::map<std::vector<bool>, Class> known;
  for (const std::size_t first : firsts) {
    std::vector<bool> taken;
    for (const auto& [words, transition] : different) {
      taken.push_back(transition->matches(first, 0, last_code_point));
    }
    const auto [place, is_new] = known.emplace(taken, static_cast<Class>(known.size()));
    if (is_new) alphabet.examples.push_back(first);
    if (known.size() > 255) bug("the grammar tells more classes of characters apart than a byte");
    alphabet.code_points.push_back({static_cast<std::uint32_t>(first), place->second});
  }
  return alphabet;
}

/// ANTLR's lexer, asked state by state.
class Explorer : public antlr4::atn::LexerATNSimulator {
 public:
  Explorer(antlr4::Lexer& lexer, antlr4::atn::LexerATNSimulator& like)
      : LexerATNSimulator(&lexer, lexer.getATN(), like._decisionToDFA, contexts_) {}

  void explore(const Alphabet& alphabet) {
    antlr4::ANTLRInputStream nothing("");
    state_of(addDFAState(computeStartState(&nothing, atn.modeToStartState[0]).release()));
    for (std::size_t at = 0; at < found_.size(); ++at) {
      for (const std::size_t character : alphabet.examples) {
        DFAState* next = computeTargetState(&nothing, found_[at], character);
        states.push_back(next == ERROR.get() ? nowhere : state_of(next));
      }
    }
    for (const DFAState* state : found_) accepts.push_back(accepted_by(*state));
  }

  std::vector<std::uint16_t> states;
  std::vector<Accepted> accepts;

 private:
  std::uint16_t state_of(DFAState* state) {
    const auto [place, is_new] = numbers_.emplace(state, static_cast<std::uint16_t>(found_.size()));
    if (is_new) found_.push_back(state);
    if (found_.size() >= nowhere) bug("the grammar's tokens need too many states");
    return place->second;
  }

  static Accepted accepted_by(const DFAState& state) {
    if (!state.isAcceptState) return {};
    Accepted accepted{static_cast<std::uint16_t>(state.prediction), false};
    if (state.lexerActionExecutor == nullptr) return accepted;
    for (const auto& action : state.lexerActionExecutor->getLexerActions()) {
      accepted.is_skipped = accepted.is_skipped || action->getActionType() == LexerActionType::SKIP;
    }
    return accepted;
  }

  antlr4::atn::PredictionContextCache contexts_;
  std::map<const DFAState*, std::uint16_t> numbers_;
  std::vector<DFAState*> found_;
};

}  // namespace

void write_token_tables(std::ostream& out) {
  antlr4::ANTLRInputStream nothing("");
  grammar::TreatyLexer lexer(&nothing);
  const Alphabet alphabet = alphabet_of(lexer.getATN());
  Explorer explorer(lexer, *lexer.getInterpreter<antlr4::atn::LexerATNSimulator>());
  explorer.explore(alphabet);
  out << "const std::size_t classes = " << alphabet.examples.size() << ";\n\n";
  write_table(out, "code_points", "CodePoints", alphabet.code_points, [&](const CodePoints& each) {
    out << '{' << each.first << ", " << unsigned{each.characters} << '}';
  });
  write_table(out, "token_states", "std::uint16_t", explorer.states,
              [&](std::uint16_t state) { out << state; });
  write_table(out, "accepted", "Accepted", explorer.accepts, [&](const Accepted& each) {
    out << '{' << each.type << ", " << (each.is_skipped ? "true" : "false") << '}';
  });
}

}  // namespace nansen::syntax::tables
