#include "compiler/sharing/vary.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <thread>

#include "compiler/backend/sheet_evaluator.h"
#include "compiler/report/number.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {
namespace {

// Scenarios that one thread works out at a time.
constexpr std::size_t batch_scenarios = 4096;

struct Batch {
  std::size_t first = 0;
  std::size_t end = 0;
};

/// Works batches out, several at a time; what is found does not depend on who found it.
class Worker {
 public:
  Worker(const lower::LoweredFormula& lowered, const ScenarioSource& source,
         const VaryOptions& options, const execute::SheetEvaluator* evaluator, Varied& varied)
      : lowered_(lowered),
        source_(source),
        options_(options),
        evaluator_(evaluator),
        varied_(varied),
        digits_(lowered.sheet.outputs.size(), 0) {
    for (const VariedOutput& output : varied.outputs) digits_[output.output] = output.decimals;
    for (std::size_t first = 0; first < source.count();) {
      const std::size_t end = source.batch_end(first, batch_scenarios);
      batches_.push_back({first, end});
      first = end;
    }
  }

  /// The first scenario that has no answer, and why.
  std::optional<std::pair<std::size_t, interpret::SheetError>> run() {
    std::vector<std::jthread> threads;
    const std::size_t count = std::clamp<std::size_t>(options_.threads, 1, batches_.size());
    running_ = count;
    for (std::size_t at = 0; at < count; ++at) threads.emplace_back([this] { work(); });
    std::unique_lock lock(mutex_);
    while (running_ > 0) {
      changed_.wait(lock);
      const std::size_t done = done_;
      lock.unlock();
      if (options_.progress) options_.progress(done);
      lock.lock();
    }
    return failure_;
  }

 private:
  void work() {
    for (std::size_t at = next_++; at < batches_.size(); at = next_++) {
      const Batch& batch = batches_[at];
      {
        const std::lock_guard lock(mutex_);
        if (failure_ && failure_->first < batch.first) break;
      }
      work_out(batch);
      const std::lock_guard lock(mutex_);
      done_ += batch.end - batch.first;
      changed_.notify_one();
    }
    const std::lock_guard lock(mutex_);
    --running_;
    changed_.notify_one();
  }

  void work_out(const Batch& batch) {
    runtime::ScenarioResults results;
    if (evaluator_ != nullptr) {
      evaluator_->evaluate(source_.batch(batch.first, batch.end), digits_, results);
    }
    std::size_t exact = 0;
    for (std::size_t scenario = batch.first; scenario < batch.end; ++scenario) {
      const std::size_t at = scenario - batch.first;
      const std::vector<std::size_t>& states = source_.states(scenario);
      if (evaluator_ != nullptr && results.undecided[at] == 0) {
        for (VariedOutput& output : varied_.outputs) {
          const std::vector<std::int64_t>& values = results.columns[output.output].values;
          for (std::size_t row = 0; row < states.size(); ++row) {
            output.units[states[row]][scenario] = values[at * states.size() + row];
          }
        }
        continue;
      }
      if (evaluator_ != nullptr) ++exact;
      if (!exactly(scenario)) break;
    }
    exact_ += exact;
  }

  bool exactly(std::size_t scenario) {
    const interpret::SheetTable table = source_.table(scenario);
    const auto answer = interpret::evaluate(lowered_.sheet, table);
    if (const auto* error = std::get_if<interpret::SheetError>(&answer)) {
      const std::lock_guard lock(mutex_);
      if (!failure_ || scenario < failure_->first) failure_.emplace(scenario, *error);
      return false;
    }
    const auto& columns = std::get<std::vector<interpret::SheetColumn>>(answer);
    const std::vector<std::size_t>& states = source_.states(scenario);
    for (VariedOutput& output : varied_.outputs) {
      const interpret::SheetColumn& column = columns[output.output];
      for (std::size_t row = 0; row < states.size(); ++row) {
        std::int64_t units = 0;
        if (row < column.numbers.size()) {
          units = report::rounded_units(column.numbers[row], output.decimals).get_si();
        } else if (row < column.truths.size()) {
          units = column.truths[row] ? 1 : 0;
        }
        output.units[states[row]][scenario] = units;
      }
    }
    return true;
  }

 public:
  std::size_t exact() const { return exact_; }

 private:
  const lower::LoweredFormula& lowered_;
  const ScenarioSource& source_;
  const VaryOptions& options_;
  const execute::SheetEvaluator* evaluator_;
  Varied& varied_;
  std::vector<int> digits_;
  std::vector<Batch> batches_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> exact_ = 0;
  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  std::size_t done_ = 0;
  std::size_t running_ = 0;
  std::optional<std::pair<std::size_t, interpret::SheetError>> failure_;
};

}  // namespace

std::optional<Varied> work_out(const program::Program& program,
                               const lower::LoweredFormula& lowered, const ScenarioSource& source,
                               std::size_t states, const VaryOptions& options, Emitter& emitter) {
  std::unique_ptr<execute::SheetEvaluator> evaluator;
  if (options.engine.kind >= EngineChoice::Kind::NativeIfThere) {
    std::string error;
    evaluator = backend::compile(
        lowered.sheet,
        backend::Options{.library = options.engine.back_end, .kept = options.engine.kept}, error);
    if (!evaluator && options.engine.kind == EngineChoice::Kind::Native) {
      emitter.emit(Code::BackEndMissing, CommandLocation{}, error);
      return std::nullopt;
    }
  }
  Varied varied;
  varied.native = evaluator != nullptr;
  varied.scenarios = source.count();
  varied.asked.assign(states, std::vector<bool>(varied.scenarios, false));
  for (std::size_t first = 0; first < source.count();) {
    // All of a batch ask for the same States: they are of one shape.
    const std::size_t end = source.batch_end(first, batch_scenarios);
    const std::vector<std::size_t>& rows = source.states(first);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (!source.asked(first)[row]) continue;
      std::vector<bool>& asked = varied.asked[rows[row]];
      std::fill(asked.begin() + static_cast<std::ptrdiff_t>(first),
                asked.begin() + static_cast<std::ptrdiff_t>(end), true);
    }
    first = end;
  }
  for (std::size_t output = 0; output < lowered.outputs.size(); ++output) {
    const lower::FormulaOutputKind kind = lowered.outputs[output].kind;
    const bool result = kind == lower::FormulaOutputKind::Result;
    if (!result && kind != lower::FormulaOutputKind::Quota) continue;
    VariedOutput& entry = varied.outputs.emplace_back();
    entry.output = output;
    const bool truth =
        ir::gives_truth(lowered.sheet.operations[lowered.sheet.outputs[output].value].opcode);
    if (result && !truth) {
      const program::FormulaLineId line = lowered.outputs[output].line;
      const program::FormulaExpressionId value = program.formula_lines[line].value;
      entry.decimals = shown(program, value).hundredths ? options.decimals : options.other_decimals;
    }
    entry.units.assign(states, std::vector<std::int64_t>(varied.scenarios, 0));
  }
  Worker worker(lowered, source, options, evaluator.get(), varied);
  if (const auto failure = worker.run()) {
    StateTable table;
    table.sheet = source.table(failure->first);
    Diagnostic diagnostic = diagnose(program, lowered, table, failure->second);
    diagnostic.message =
        "in scenario " + std::to_string(failure->first + 1) + ": " + diagnostic.message;
    emitter.emit(std::move(diagnostic));
    return std::nullopt;
  }
  varied.exact = worker.exact();
  return varied;
}

std::size_t times_asked(const Varied& varied, std::size_t state) {
  const std::vector<bool>& asked = varied.asked[state];
  return static_cast<std::size_t>(std::count(asked.begin(), asked.end(), true));
}

std::vector<std::int64_t> units_asked(const Varied& varied, const VariedOutput& output,
                                      std::size_t state) {
  std::vector<std::int64_t> units;
  for (std::size_t scenario = 0; scenario < varied.scenarios; ++scenario) {
    if (varied.asked[state][scenario]) units.push_back(output.units[state][scenario]);
  }
  return units;
}

Spread spread_of(const std::vector<std::int64_t>& units) {
  Spread spread;
  std::vector<std::int64_t> sorted = units;
  std::sort(sorted.begin(), sorted.end());
  mpz_class sum;
  for (const std::int64_t number : sorted) sum += mpz_class(number);
  spread.mean = Rational(sum, mpz_class(sorted.size()));
  spread.mean.canonicalize();
  // The smallest number that at least so many hundredths of the scenarios do not exceed.
  const auto percentile = [&](std::size_t hundredths) {
    const std::size_t place = (sorted.size() * hundredths + 99) / 100;
    return sorted[place == 0 ? 0 : place - 1];
  };
  spread.low = percentile(5);
  spread.high = percentile(95);
  spread.least = sorted.front();
  spread.greatest = sorted.back();
  return spread;
}

Ranks ranks_of(const Numbers& units) {
  std::vector<std::size_t> order;
  for (std::size_t state = 0; state < units.size(); ++state) {
    if (units[state]) order.push_back(state);
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t left, std::size_t right) { return *units[left] > *units[right]; });
  Ranks ranks(units.size());
  for (std::size_t at = 0; at < order.size(); ++at) {
    const bool equal = at > 0 && units[order[at]] == units[order[at - 1]];
    ranks[order[at]] = equal ? ranks[order[at - 1]] : at + 1;
  }
  return ranks;
}

std::vector<RankSpread> rank_spreads(const Varied& varied, const VariedOutput& shares,
                                     const Ranks& base) {
  std::vector<RankSpread> spreads(base.size());
  Numbers units(base.size());
  for (std::size_t scenario = 0; scenario < varied.scenarios; ++scenario) {
    for (std::size_t state = 0; state < units.size(); ++state) {
      units[state].reset();
      if (varied.asked[state][scenario]) units[state] = shares.units[state][scenario];
    }
    const Ranks ranks = ranks_of(units);
    for (std::size_t state = 0; state < units.size(); ++state) {
      if (!ranks[state]) continue;
      RankSpread& spread = spreads[state];
      if (ranks[state] == base[state]) ++spread.kept;
      spread.best = spread.best == 0 ? *ranks[state] : std::min(spread.best, *ranks[state]);
      spread.worst = std::max(spread.worst, *ranks[state]);
    }
  }
  return spreads;
}

}  // namespace nansen::sharing
