// A case in words, and what each text says of it. Used inside this room only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/compare/draft_state.h"
#include "compiler/ir/slice.h"

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

  /// One world, of which what answers one subject is cut out: to trace a case through what answers
  /// all of them would take longer with every further one.
  struct Text {
    Text(const ir::Module& whole, const CaseLayout& layout)
        : projection(layout, whole), slicer(whole) {}
    CaseProjection projection;
    ir::Slicer slicer;
    std::optional<std::size_t> subject;  // that `module` answers
    ir::Module module;
  };
  const ir::Module& module_of(std::size_t world, std::size_t subject);

  const DraftComparison::State& state_;
  std::vector<std::unique_ptr<Text>> texts_;       // by world; null where nothing is asked
  std::vector<std::vector<std::size_t>> outputs_;  // by world and subject
};

}  // namespace nansen::compare
