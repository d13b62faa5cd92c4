#include "compiler/logic/clauses.h"

#include <algorithm>
#include <cadical.hpp>

namespace nansen::logic {

Clauses::Clauses() : solver_(std::make_unique<CaDiCaL::Solver>()) {
  solver_->set("quiet", 1);
  true_ = variable();
  require({true_});
}

Clauses::~Clauses() = default;

Literal Clauses::variable() { return {++variables_}; }

void Clauses::require(const std::vector<Literal>& clause) {
  for (const Literal literal : clause) solver_->add(literal.value);
  solver_->add(0);
}

Literal Clauses::all(std::vector<Literal> operands) {
  std::vector<int> key;
  for (const Literal operand : operands) {
    if (operand == true_) continue;
    if (operand == -true_) return -true_;
    key.push_back(operand.value);
  }
  std::sort(key.begin(), key.end());
  key.erase(std::unique(key.begin(), key.end()), key.end());
  for (const int literal : key) {
    if (literal > 0 && std::binary_search(key.begin(), key.end(), -literal)) return -true_;
  }
  if (key.empty()) return true_;
  if (key.size() == 1) return {key.front()};
  if (const auto found = gates_.find(key); found != gates_.end()) return found->second;
  const Literal gate = variable();
  std::vector<Literal> back{gate};
  for (const int literal : key) {
    require({-gate, Literal{literal}});
    back.push_back(Literal{-literal});
  }
  require(back);
  gates_.emplace(std::move(key), gate);
  return gate;
}

Literal Clauses::any(std::vector<Literal> operands) {
  for (Literal& operand : operands) operand = -operand;
  return -all(std::move(operands));
}

Literal Clauses::at_least(std::size_t count, const std::vector<Literal>& operands) {
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
  for (const Literal literal : literals) solver_->assume(literal.value);
  solver_->limit("conflicts", Logic::conflicts);
  switch (solver_->solve()) {
    case 10: return Answer::Can;
    case 20: return Answer::Cannot;
    default: return Answer::TooHard;
  }
}

}  // namespace nansen::logic
