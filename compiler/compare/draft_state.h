// What a comparison of drafts has counted so far. Used inside this room only.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/compare/case_data.h"
#include "compiler/compare/groups.h"

namespace nansen::compare {

/// How often each movement was met; in units of 1 / `scale`.
struct Movements {
  struct Hash {
    std::size_t operator()(Wide number) const noexcept {
      return static_cast<std::size_t>(static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15U);
    }
  };
  std::unordered_map<Wide, Count, Hash> counts;
  mpz_class scale = 1;
};

struct GroupTally {
  Count count;
  std::size_t shown = 0;  // of DraftComparison::State::shown
  std::uint32_t looked_at = 0;
};

/// What is counted of one subject and one draft.
struct HeldTally {
  /// [from][to], where these differ; of numbers also what stays known and moves.
  std::vector<std::vector<Count>> transitions;
  std::unordered_map<GroupKey, GroupTally, GroupKeyHash> groups;
  /// The same, by the numbers of a part, which count the causes of all subjects.
  std::unordered_map<std::size_t, GroupTally*> by_part;
  Movements movements;
};

/// A case to show, as a row of the pool.
struct PooledCase {
  std::string name;
  std::size_t row = 0;
  std::size_t known = 0;
};

struct DraftComparison::State {
  explicit State(const ComparedWorlds& worlds_);

  void add(const runtime::Batch& batch, const SignalPlanes& planes, const BatchLabels& labels);
  void count_base(std::size_t subject, const SignalPlanes& planes, std::size_t rows,
                  const BatchLabels& labels, const Count& all);
  GroupTally& group_of(HeldTally& tally, const Asking& asking, const Part& part);
  void count(const Held& held, HeldTally& tally, const runtime::Batch& batch,
             const SignalWords& words, const BatchLabels& labels, const std::vector<Part>& parts);
  void show(GroupTally& group, const runtime::Batch& batch, std::size_t row,
            const BatchLabels& labels);
  void start(const runtime::Batch& batch, const BatchLabels& labels);

  const ComparedWorlds::State& worlds;
  CaseLayout layout;
  Grouper grouper;
  std::uint64_t cases = 0;
  std::int64_t persons = 0;
  bool weighted = false;
  // Of the subject at hand, by word and category; of what is held, by word.
  std::vector<std::uint64_t> base_categories;
  std::vector<std::uint64_t> differing;
  /// By subject: the cases of each category in the base.
  std::vector<std::vector<Count>> before;
  std::vector<HeldTally> tallies;  // parallel to ComparedWorlds::State::held
  runtime::Batch pool;             // the cases that are shown
  std::vector<PooledCase> shown;
  /// The names of referenced rows, by domain and row.
  std::vector<std::vector<std::string>> row_names;
};

}  // namespace nansen::compare
