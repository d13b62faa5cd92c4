#include "compiler/compare/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <unordered_map>

#include "compiler/base/bug.h"
#include "compiler/compare/decider.h"
#include "compiler/explain/in_force.h"
#include "compiler/explain/one_case.h"
#include "compiler/interpret/interpret.h"

namespace nansen::compare {
namespace {

using program::RuleId;

// A kind of difference between two definitions.
struct Kind {
  std::size_t left = 0;
  std::size_t right = 0;
  Truth left_truth{};
  Truth right_truth{};
  RuleId left_rule;
  RuleId right_rule;
  auto operator<=>(const Kind&) const = default;
};

struct KindHash {
  std::size_t operator()(const Kind& kind) const {
    std::uint64_t hash = 0;
    const auto mix = [&hash](std::uint64_t part) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 29;
    };
    mix((kind.left << 32) + (kind.right << 8) + (static_cast<std::uint64_t>(kind.left_truth) << 4) +
        static_cast<std::uint64_t>(kind.right_truth));
    mix(static_cast<std::uint64_t>(static_cast<std::uint32_t>(kind.left_rule.index)) << 32 |
        static_cast<std::uint32_t>(kind.right_rule.index));
    return hash;
  }
};

struct Tally {
  std::uint64_t cases = 0;
  std::int64_t persons = 0;
  Witness witness;
};

// The output of a rule of the root domain.
struct RuleOutput {
  RuleId rule;
  std::size_t output = 0;
};

// For 64 cases, how many facts of the main table are known: bit `case` of plane p counts 2^p.
class KnownCounts {
 public:
  KnownCounts(const runtime::Table& table, std::size_t word) {
    for (std::size_t column = 0; column < table.shapes().size(); ++column) {
      std::uint64_t carry = plane(table, column, 0, word);
      if (table.shapes()[column].kind == runtime::ColumnKind::Boolean) {
        carry |= plane(table, column, 1, word);
      }
      for (std::uint64_t& each : planes_) {
        const std::uint64_t next = each & carry;
        each ^= carry;
        carry = next;
      }
    }
  }
  std::size_t of(std::size_t bit) const {
    std::size_t count = 0;
    for (std::size_t plane = 0; plane < planes_.size(); ++plane) {
      count |= ((planes_[plane] >> bit) & 1U) << plane;
    }
    return count;
  }

 private:
  static std::uint64_t plane(const runtime::Table& table, std::size_t column, std::size_t buffer,
                             std::size_t word) {
    return reinterpret_cast<const std::uint64_t*>(table.buffer(column, buffer))[word];
  }

  std::array<std::uint64_t, 16> planes_{};
};

}  // namespace

ir::Module with_rule_outputs(const ir::Module& module) {
  ir::Module result = module;
  for (const ir::RuleEntry& entry : module.rules) {
    if (module.instructions[entry.value].domain != ir::DomainId(0)) continue;
    ir::Output output;
    output.kind = ir::OutputKind::Truth;
    output.name = fmt::format("rule {}", entry.rule);
    output.values = {entry.value};
    result.outputs.push_back(std::move(output));
  }
  return result;
}

struct Comparison::State {
  State(const program::Program& program_, const ir::Module& module_, Asked asked_)
      : program(program_), module(module_), asked(std::move(asked_)) {
    std::size_t output = asked.definitions.size();
    for (const ir::RuleEntry& entry : module.rules) {
      if (module.instructions[entry.value].domain != ir::DomainId(0)) continue;
      rule_outputs.push_back({RuleId(entry.rule), output++});
    }
    if (output != module.outputs.size()) bug("a comparison wants the outputs of its rules");
    for (const program::DefinitionId id : asked.definitions) {
      summary.coverage.push_back({id, 0, 0, 0});
      const program::Definition& definition = program.definitions[id];
      in_force.push_back(
          explain::out_of_force(program.instruments[definition.instrument], asked.as_of).empty());
    }
    truths.resize(program.rules.size());
  }

  // The truths of rules as outputs of `results`, for one word of cases.
  void read_rules(const runtime::Results& results, std::size_t word) {
    for (const RuleOutput& each : rule_outputs) {
      truths[static_cast<std::size_t>(each.rule.index)] = TruthWord{
          results.plane(each.output, 0, true)[word], results.plane(each.output, 0, false)[word]};
    }
  }

  // The rule that decides each definition for each of `cases`.
  void decide(const std::vector<TruthWord>& answers, std::uint64_t cases,
              std::vector<Deciders>& deciders) const {
    const Decider decider(program, truths);
    for (std::size_t at = 0; at < answers.size(); ++at) {
      deciders[at].fill(RuleId());
      if (!in_force[at]) continue;
      for (const Truth truth : {Truth::Yes, Truth::No, Truth::Undetermined}) {
        decider.decide(asked.definitions[at], truth, cases & answers[at].where(truth),
                       deciders[at]);
      }
    }
  }

  void add_word(const runtime::Batch& batch, const runtime::Results& results,
                const BatchLabels& labels, std::size_t word, std::uint64_t present);
  void count(const BatchLabels& labels, std::size_t word, std::uint64_t present,
             const std::vector<TruthWord>& answers);
  void check_witness(const Kind& kind, const Witness& witness) const;

  const program::Program& program;
  const ir::Module& module;
  Asked asked;
  std::vector<RuleOutput> rule_outputs;
  std::vector<bool> in_force;  // of the asked definitions' instruments
  RuleTruths truths;
  Summary summary;
  std::unordered_map<Kind, Tally, KindHash> tallies;
};

Comparison::Comparison(const program::Program& program, const ir::Module& module, Asked asked)
    : state_(std::make_unique<State>(program, module, std::move(asked))) {}
Comparison::~Comparison() = default;
Comparison::Comparison(Comparison&&) noexcept = default;
Comparison& Comparison::operator=(Comparison&&) noexcept = default;

void Comparison::State::count(const BatchLabels& labels, std::size_t word, std::uint64_t present,
                              const std::vector<TruthWord>& answers) {
  const auto persons = [&](std::uint64_t cases) {
    if (labels.weights.empty()) return static_cast<std::int64_t>(std::popcount(cases));
    std::int64_t sum = 0;
    for (; cases != 0; cases &= cases - 1) {
      sum += labels.weights[word * 64 + static_cast<std::size_t>(std::countr_zero(cases))];
    }
    return sum;
  };
  summary.cases += static_cast<std::uint64_t>(std::popcount(present));
  const std::int64_t all = persons(present);
  for (std::size_t at = 0; at < answers.size(); ++at) {
    summary.coverage[at].certainly += persons(present & answers[at].yes);
    summary.coverage[at].possibly += persons(present & ~answers[at].no);
    summary.coverage[at].asked += all;
  }
}

void Comparison::State::add_word(const runtime::Batch& batch, const runtime::Results& results,
                                 const BatchLabels& labels, std::size_t word,
                                 std::uint64_t present) {
  const std::size_t definitions = asked.definitions.size();
  std::vector<TruthWord> answers(definitions);
  TruthWord all{~std::uint64_t{0}, ~std::uint64_t{0}};
  std::uint64_t all_open = ~std::uint64_t{0};
  for (std::size_t at = 0; at < definitions; ++at) {
    answers[at] = {results.plane(at, 0, true)[word], results.plane(at, 0, false)[word]};
    all = {all.yes & answers[at].yes, all.no & answers[at].no};
    all_open &= answers[at].open();
  }
  count(labels, word, present, answers);

  const std::uint64_t differing = present & ~(all.yes | all.no | all_open);
  if (differing == 0) return;
  read_rules(results, word);
  std::vector<Deciders> deciders(definitions);
  decide(answers, differing, deciders);
  const KnownCounts counts(*batch.tables[0], word);
  for (std::uint64_t rest = differing; rest != 0; rest &= rest - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
    const std::size_t row = word * 64 + bit;
    const auto truth_of_answer = [&](std::size_t at) {
      return (answers[at].yes >> bit) & 1U  ? Truth::Yes
             : (answers[at].no >> bit) & 1U ? Truth::No
                                            : Truth::Undetermined;
    };
    for (std::size_t left = 0; left < definitions; ++left) {
      const Truth left_truth = truth_of_answer(left);
      for (std::size_t right = left + 1; right < definitions; ++right) {
        const Truth right_truth = truth_of_answer(right);
        if (left_truth == right_truth) continue;
        Tally& tally = tallies[{left, right, left_truth, right_truth, deciders[left][bit],
                                deciders[right][bit]}];
        const bool first = tally.cases == 0;
        ++tally.cases;
        tally.persons += labels.weights.empty() ? 1 : labels.weights[row];
        // The main table's facts alone are a lower bound, and quickly counted.
        if (!first && counts.of(bit) >= tally.witness.known_facts) continue;
        const std::size_t known = explain::known_facts(module, batch, row);
        if (!first && known >= tally.witness.known_facts) continue;
        tally.witness = {labels.case_name ? labels.case_name(row) : std::string(),
                         explain::one_case(module, batch, row), known};
      }
    }
  }
}

void Comparison::add(const runtime::Batch& batch, const runtime::Results& results,
                     const BatchLabels& labels) {
  if (batch.tables[0] == nullptr) return;
  state_->summary.weighted = state_->summary.weighted || !labels.weights.empty();
  const std::size_t rows = batch.tables[0]->rows();
  for (std::size_t word = 0; word * 64 < rows; ++word) {
    const std::size_t left = rows - word * 64;
    const std::uint64_t present = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    state_->add_word(batch, results, labels, word, present);
  }
}

// The interpreter must give the witness the same answers, decided by the same rules.
void Comparison::State::check_witness(const Kind& kind, const Witness& witness) const {
  const interpret::Trace trace = interpret::trace(module, witness.batch, 0);
  RuleTruths replayed(program.rules.size());
  for (const RuleOutput& each : rule_outputs) {
    const Truth truth = trace.truth(module.outputs[each.output].values[0], 0);
    replayed[static_cast<std::size_t>(each.rule.index)] =
        TruthWord{truth == Truth::Yes ? 1U : 0U, truth == Truth::No ? 1U : 0U};
  }
  const auto agrees = [&](std::size_t at, Truth truth, RuleId rule) {
    if (trace.truth(module.outputs[at].values[0], 0) != truth) return false;
    Deciders deciders;
    deciders.fill(RuleId());
    if (in_force[at]) Decider(program, replayed).decide(asked.definitions[at], truth, 1, deciders);
    return deciders[0] == rule;
  };
  if (!agrees(kind.left, kind.left_truth, kind.left_rule) ||
      !agrees(kind.right, kind.right_truth, kind.right_rule)) {
    bug("the interpreter disagrees about the case \"" + witness.case_name + "\"");
  }
}

Summary Comparison::summary() const {
  Summary summary = state_->summary;
  for (const auto& [kind, tally] : state_->tallies) {
    state_->check_witness(kind, tally.witness);
    summary.differences.push_back({kind.left, kind.right, kind.left_truth, kind.right_truth,
                                   kind.left_rule, kind.right_rule, tally.cases, tally.persons,
                                   tally.witness});
  }
  const auto order = [](const Difference& difference) {
    const bool open = difference.left_truth == Truth::Undetermined ||
                      difference.right_truth == Truth::Undetermined;
    return std::make_tuple(difference.left, difference.right, open, !difference.left_truth,
                           !difference.right_truth, -difference.persons, difference.left_rule,
                           difference.right_rule);
  };
  std::sort(summary.differences.begin(), summary.differences.end(),
            [&order](const Difference& first, const Difference& second) {
              return order(first) < order(second);
            });
  return summary;
}

}  // namespace nansen::compare
