// The values that a comparison of texts watches: those of all texts in one module, where they are
// found by text and id, and become outputs when a node of the causes needs them. Used inside this
// room only.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/base/truth.h"
#include "compiler/compare/alignment.h"
#include "compiler/compare/decider.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::compare {

/// A watched truth: the number of an output, or one of the constants.
using Signal = std::uint32_t;
inline constexpr Signal always_no = 0xfffffffd;
inline constexpr Signal always_open = 0xfffffffe;
inline constexpr Signal always_yes = 0xffffffff;

/// Where the truths among results stand.
class SignalPlanes {
 public:
  explicit SignalPlanes(const runtime::Results& results);
  const runtime::Results& results() const { return *results_; }

  struct Planes {
    const std::uint64_t* yes = nullptr;
    const std::uint64_t* no = nullptr;  // null of a number
  };
  const Planes& planes(Signal signal) const { return planes_[first_output + signal]; }
  /// The truths of 64 cases.
  TruthWord of(Signal signal, std::size_t word) const {
    const Planes& there = planes(signal);
    return {there.yes[word], there.no[word]};
  }

 private:
  /// The constants stand before the outputs: their numbers are the last ones, and wrap around.
  static constexpr Signal first_output = 0 - always_no;

  const runtime::Results* results_;
  std::vector<std::uint64_t> none_;
  std::vector<std::uint64_t> all_;
  std::vector<Planes> planes_;
};

/// The same for one word.
class SignalWords {
 public:
  SignalWords(const SignalPlanes& planes, std::size_t word) : planes_(planes), word_(word) {}
  TruthWord of(Signal signal) const { return planes_.of(signal, word_); }
  std::size_t word() const { return word_; }
  const runtime::Results& results() const { return planes_.results(); }

 private:
  const SignalPlanes& planes_;
  std::size_t word_;
};

/// What a definition gives in one text: truths about its value, or bounds of a number.
struct Given {
  ir::OutputKind kind{};
  std::vector<std::string> members;
  std::vector<ir::ValueId> values;
};

/// All texts of a comparison as one module that grows.
class WatchedModule {
 public:
  /// `needed` says of each world which expressions and definitions are wanted besides what is
  /// asked: see `collect`.
  struct Needed {
    std::vector<program::ExpressionId> expressions;  // of the asked entity, truths and numbers
    std::vector<program::DefinitionId> definitions;  // that give values
  };
  WatchedModule(const std::vector<World>& worlds, const std::vector<Needed>& needed);

  // Values of world `world`; the invalid id where the module has none for whole cases.
  ir::ValueId rule(std::size_t world, program::RuleId rule) const;
  ir::ValueId expression(std::size_t world, program::ExpressionId expression) const;
  /// Null where it was not wanted.
  const Given* definition(std::size_t world, program::DefinitionId definition) const;
  /// What was asked as subject `subject`; null where the world lacks it.
  const Given* asked(std::size_t world, std::size_t subject) const;

  // New values, over truths of the cases.
  ir::ValueId constant(Truth truth);
  ir::ValueId negate(ir::ValueId truth);
  ir::ValueId all(const std::vector<ir::ValueId>& truths);
  ir::ValueId any(const std::vector<ir::ValueId>& truths);
  /// Of two numbers: yes where they are equal, no where they are not, else one is unknown.
  ir::ValueId equal(ir::ValueId left, ir::ValueId right);

  /// The signal of a truth.
  Signal watch(ir::ValueId truth);
  /// The number of the output that gives the number.
  std::uint32_t watch_number(ir::ValueId number, ir::OutputKind kind);

  const ir::Module& module() const { return module_; }

 private:
  ir::ValueId make(ir::Opcode opcode, std::vector<ir::ValueId> operands);
  std::uint32_t add_output(ir::ValueId value, ir::OutputKind kind);

  ir::Module module_;
  std::vector<std::unordered_map<program::RuleId, ir::ValueId>> rules_;
  std::vector<std::unordered_map<program::ExpressionId, ir::ValueId>> expressions_;
  std::vector<std::unordered_map<program::DefinitionId, Given>> definitions_;
  std::vector<std::vector<Given>> asked_;
  std::vector<std::vector<int>> asked_at_;
  std::map<std::pair<ir::Opcode, std::vector<ir::ValueId>>, ir::ValueId> made_;
  std::map<Truth, ir::ValueId> constants_;
  std::unordered_map<ir::ValueId, std::uint32_t> outputs_;
};

/// What the causes of differences between a base and a draft need to know of `side` beyond what is
/// asked: the conditions of the rules that depend on an altered provision, part by part, and the
/// values of the definitions that do.
WatchedModule::Needed collect(Alignment& alignment, Side side);

}  // namespace nansen::compare
