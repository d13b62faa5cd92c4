// Which rule an answer turns on, worked out from the truths of rules for 64 cases at once; used
// inside this room only.
//
// An answer is followed down from the definition's root. Where it is yes: into the first way in
// that stands. Where it is no: into the first exception that defeats a way in that is or may be
// met; else into the first way in, which is not met. Where it is open: into what is open. Inside a
// way in, into the first head of a group that has the answer's truth, and through references to
// other definitions and provisions of the same row. Where a way's own words have no rule to speak
// for them, whether they are met is inferred from the rule as a whole, its exceptions and its
// additions.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/program/program.h"

namespace nansen::compare {

/// A truth of 64 cases. A bit in neither is undetermined.
struct TruthWord {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;

  std::uint64_t open() const { return ~(yes | no); }
  std::uint64_t where(Truth truth) const {
    return truth == Truth::Yes ? yes : truth == Truth::No ? no : open();
  }
};

/// The truths of rules, by rule; absent where a rule has none for whole cases.
using RuleTruths = std::vector<std::optional<TruthWord>>;

/// The deciding rule of each of 64 cases.
using Deciders = std::array<program::RuleId, 64>;

class Decider {
 public:
  Decider(const program::Program& program, const RuleTruths& truths)
      : program_(program), truths_(truths) {}

  /// Sets the deciders of the cases in `cases`, for all of which `definition` is `truth`.
  void decide(program::DefinitionId definition, Truth truth, std::uint64_t cases,
              Deciders& deciders) const;

 private:
  /// What is known of whether a way in is met: a case may be in none of the three.
  struct Met {
    std::uint64_t yes = 0;
    std::uint64_t no = 0;
    std::uint64_t open = 0;
  };

  TruthWord of(program::RuleId rule) const;
  bool has(program::RuleId rule) const;
  std::optional<TruthWord> of_expression(program::ExpressionId id) const;
  std::vector<program::RuleId> ways(program::RuleId rule) const;
  TruthWord defeated(program::RuleId rule, program::RuleId way) const;
  Met met(program::RuleId rule, program::RuleId way) const;

  void rule(program::RuleId id, Truth truth, std::uint64_t cases, Deciders& deciders) const;
  void way(program::RuleId rule, program::RuleId way, Truth truth, std::uint64_t cases,
           Deciders& deciders) const;
  void condition(program::ExpressionId id, program::RuleId rule, Truth truth, std::uint64_t cases,
                 Deciders& deciders) const;
  static void assign(program::RuleId rule, std::uint64_t cases, Deciders& deciders);

  const program::Program& program_;
  const RuleTruths& truths_;
};

}  // namespace nansen::compare
