#include "compiler/logic/clauses.h"

#include <algorithm>
#include <cadical.hpp>
#include <cstdlib>

namespace nansen::logic {

namespace {

// What things cost, in steps of some tens of nanoseconds.
constexpr std::size_t clause_steps = 50;  // for each operand of a clause that is made
constexpr std::size_t operand_steps = 5;  // for each operand that is looked at
constexpr std::size_t question_steps = 300;
constexpr std::size_t conflict_steps = 100;
/// An `at least` takes about this many gates for each step that a count can be at for each operand.
constexpr std::size_t most_counter_gates = 20'000;
/// Gates with more operands than this are made of narrower ones, so that the same gate with one
/// operand more or less costs a few narrow ones and not a wide one.
constexpr std::size_t wide = 16;
constexpr unsigned most_levels = 10;

/// True of about one literal in eight, other ones on each level.
bool ends_gate(int literal, unsigned level) {
  const auto mixed = (static_cast<std::uint32_t>(literal) + level) * 2654435769U;
  return mixed >> 29 == 0;
}

/// A truth and its opposite stand side by side.
bool by_variable(int left, int right) {
  return std::pair(std::abs(left), left) < std::pair(std::abs(right), right);
}

}  // namespace

/// Counts the conflicts of a question, each of which leaves a clause.
class Clauses::Watch final : public CaDiCaL::Learner {
 public:
  bool learning(int /*size*/) override {
    ++conflicts;
    return false;
  }
  void learn(int /*literal*/) override {}
  std::size_t conflicts = 0;
};

Clauses::Clauses(std::int64_t most_work)
    : most_work_(most_work), watch_(std::make_unique<Watch>()) {
  true_ = variable();
  require({true_});
}

Clauses::~Clauses() = default;

Literal Clauses::variable() { return {++variables_}; }

void Clauses::require(const std::vector<Literal>& clause) {
  spend(clause_steps * clause.size());
  for (const Literal literal : clause) untold_.push_back(literal.value);
  untold_.push_back(0);
}

CaDiCaL::Solver& Clauses::solver() {
  if (!solver_) {
    solver_ = std::make_unique<CaDiCaL::Solver>();
    solver_->set("quiet", 1);
    solver_->connect_learner(watch_.get());
  }
  for (const int literal : untold_) solver_->add(literal);
  untold_.clear();
  return *solver_;
}

Literal Clauses::all(std::vector<Literal> operands) {
  spend(operand_steps * operands.size());
  if (exhausted()) return true_;
  Key key;
  key.reserve(operands.size());
  for (const Literal operand : operands) {
    if (operand == true_) continue;
    if (operand == -true_) return -true_;
    key.push_back(operand.value);
  }
  std::sort(key.begin(), key.end(), by_variable);
  key.erase(std::unique(key.begin(), key.end()), key.end());
  for (std::size_t index = 1; index < key.size(); ++index) {
    if (key[index] == -key[index - 1]) return -true_;
  }
  if (key.empty()) return true_;
  for (unsigned level = 0; key.size() > wide && level < most_levels; ++level) {
    key = narrowed(key, level);
  }
  return gate(key);
}

/// all a b c d e ... → all (all a b c) (all d e) ...; where one gate ends depends only on the
/// operand that it ends with, so that an operand more or less changes one gate a level.
Clauses::Key Clauses::narrowed(const Key& key, unsigned level) {
  Key narrow;
  auto first = key.begin();
  for (auto at = key.begin(); at != key.end(); ++at) {
    if (at + 1 != key.end() && !ends_gate(*at, level)) continue;
    narrow.push_back(at == first ? *first : gate(Key(first, at + 1)).value);
    first = at + 1;
  }
  return narrow;
}

Literal Clauses::gate(const Key& key) {
  if (key.size() == 1) return {key.front()};
  spend(operand_steps * key.size());
  if (const auto found = gates_.find(key); found != gates_.end()) return found->second;
  const Literal made = variable();
  std::vector<Literal> back{made};
  for (const int literal : key) {
    require({-made, Literal{literal}});
    back.push_back(Literal{-literal});
  }
  require(back);
  gates_.emplace(key, made);
  return made;
}
Literal Clauses::any(std::vector<Literal> operands) {
  for (Literal& operand : operands) operand = -operand;
  return -all(std::move(operands));
}

Literal Clauses::at_least(std::size_t count, const std::vector<Literal>& operands) {
  if (count == 0) return true_;
  if (count > operands.size()) return -true_;
  const std::size_t failing = operands.size() - count + 1;
  if (failing < count) {
    // at least n of x y ... → not at least so many of not x, not y, ... that fewer than n are left
    std::vector<Literal> opposites;
    for (const Literal operand : operands) opposites.push_back(-operand);
    return -at_least(failing, opposites);
  }
  spend(operand_steps * operands.size());
  if (count > 1 && operands.size() > most_counter_gates / count) {
    Key key;
    for (const Literal operand : operands) key.push_back(operand.value);
    std::sort(key.begin(), key.end());
    const auto [found, fresh] = counted_.try_emplace({count, std::move(key)});
    if (fresh) found->second = variable();
    return found->second;
  }
  // reached[k]: at least k of the operands seen so far.
  std::vector<Literal> reached(count + 1, constant(false));
  reached[0] = constant(true);
  for (const Literal operand : operands) {
    for (std::size_t k = count; k >= 1; --k) {
      reached[k] = any({reached[k], all({reached[k - 1], operand})});
    }
  }
  return reached[count];
}

Answer Clauses::together(std::span<const Literal> literals) {
  // Every variable gets a value before the answer is "can", and again in part after each conflict.
  spend(question_steps + static_cast<std::size_t>(variables_));
  if (exhausted()) return Answer::TooHard;
  CaDiCaL::Solver& told = solver();
  for (const Literal literal : literals) told.assume(literal.value);
  told.limit("conflicts", Logic::conflicts);
  watch_->conflicts = 0;
  const int answer = told.solve();
  spend(watch_->conflicts * (conflict_steps + static_cast<std::size_t>(variables_)));
  switch (answer) {
    case 10: return Answer::Can;
    case 20: return Answer::Cannot;
    default: return Answer::TooHard;
  }
}

}  // namespace nansen::logic
