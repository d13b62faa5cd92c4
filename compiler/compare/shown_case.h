// A case in words, and what each text says of it. Used inside this room only.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "compiler/compare/draft_state.h"

namespace nansen::compare {

/// The known facts of cases in words.
class CaseWords {
 public:
  CaseWords(const DraftComparison::State& state, const program::Program& program)
      : state_(state), program_(program) {}
  std::vector<ShownCase::Fact> facts(const RowData& data) const;

 private:
  void add(ir::DomainId domain, const std::string& prefix, const RowData& data,
           std::vector<ShownCase::Fact>& facts) const;
  std::string value(const program::Fact* fact, const ir::Column& column, const FactValue& least,
                    const FactValue& greatest) const;
  const program::Fact* fact_of(const ir::Column& column) const;

  const DraftComparison::State& state_;
  const program::Program& program_;
};

/// Shows cases of a comparison.
class CaseShower {
 public:
  explicit CaseShower(const DraftComparison::State& state);
  void show(const RowData& data, const Held& held, bool explanations, ShownCase& shown);

 private:
  report::Report explanation(const RowData& data, std::size_t world, std::size_t subject,
                             const std::string& name);

  const DraftComparison::State& state_;
  std::vector<std::unique_ptr<CaseProjection>> projections_;  // by world
};

}  // namespace nansen::compare
