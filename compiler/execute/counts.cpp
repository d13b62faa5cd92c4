// Counting answers by group, stretch by stretch, so that no answer is kept.
#include <algorithm>
#include <mutex>

#include "compiler/base/bug.h"
#include "compiler/execute/packed.h"
#include "compiler/execute/threads.h"
#include "runtime/group_counter.h"
#include "runtime/set_bits.h"

namespace nansen::execute {
namespace {

/// What is counted, by what: found out once.
struct Task {
  Task(const ir::Module& module, const Grouping& grouping, const Cases& cases);

  std::vector<std::size_t> outputs;
  BesideColumns beside;
  std::size_t groups = 1;
  runtime::ColumnShape by;
  runtime::ColumnShape weight;
  Wanted wanted;
  /// By output: the yes planes, then (unless only these are wanted) those of the undetermined.
  std::size_t planes() const { return outputs.size() * (wanted == Wanted::Yes ? 1 : 2); }
};

Task::Task(const ir::Module& module, const Grouping& grouping, const Cases& cases)
    : wanted(grouping.wanted) {
  for (std::size_t output = 0; output < module.outputs.size(); ++output) {
    if (module.outputs[output].kind == ir::OutputKind::Truth) outputs.push_back(output);
  }
  if (grouping.by.valid()) {
    const ir::Column& column = module.columns[grouping.by];
    by = layout::shape_of(column);
    if (column.domain.index != 0) bug("cases are counted by a column of another table");
    if (by.kind == runtime::ColumnKind::Reference) {
      by.width = sizeof(std::uint32_t);
      groups = cases.shared_rows(static_cast<std::size_t>(column.target.index)) + 1;
    } else if (by.kind == runtime::ColumnKind::Code) {
      groups = column.members.size() + 1;
    } else {
      bug("cases are counted by a column that is neither an enumeration nor a reference");
    }
    beside.by = layout::position_of(module, grouping.by);
  }
  if (grouping.weight.valid()) {
    const ir::Column& column = module.columns[grouping.weight];
    weight = layout::shape_of(column);
    if (column.domain.index != 0 || weight.kind != runtime::ColumnKind::Number) {
      bug("cases are weighted by a column that is no number of theirs");
    }
    beside.weight = layout::position_of(module, grouping.weight);
  }
}

std::int64_t integer_at(const std::byte* integers, std::size_t width, std::size_t row) {
  switch (width) {
    case 1: return reinterpret_cast<const std::int8_t*>(integers)[row];
    case 2: return reinterpret_cast<const std::int16_t*>(integers)[row];
    case 4: return reinterpret_cast<const std::int32_t*>(integers)[row];
    default: return reinterpret_cast<const std::int64_t*>(integers)[row];
  }
}

/// What one thread counts.
class Counter {
 public:
  explicit Counter(const Task& task)
      : task_(task),
        // Weights, and rows without groups, are summed up here.
        sums_((task.planes() + 1) * task.groups),
        by_group_(task.groups, task.planes(), task.wanted == Wanted::All),
        undetermined_(task.outputs.size() * (runtime::GroupCounter::most_rows / 64)),
        planes_(task.planes()) {}

  void add(const Answered& answered) {
    if (!task_.beside.by && !task_.beside.weight) return add_whole(answered);
    find_planes(answered);
    if (task_.beside.weight) return add_weights(answered);
    by_group_.add({answered.by_known, answered.by, task_.by.width}, planes_.data(), answered.rows);
  }

  void give(Counts& counts) {
    if (task_.beside.by && !task_.beside.weight) {
      const std::vector<std::int64_t>& found = by_group_.counts();
      std::copy(found.begin(), found.end(), sums_.begin());
      const std::vector<std::int64_t>& totals = by_group_.totals();
      std::copy(totals.begin(), totals.end(),
                sums_.begin() + static_cast<std::ptrdiff_t>(found.size()));
    }
    for (std::size_t output = 0; output < task_.outputs.size(); ++output) {
      for (std::size_t group = 0; group < task_.groups; ++group) {
        const std::size_t place = output * task_.groups + group;
        counts.yes[place] += sums_[place];
        if (task_.wanted == Wanted::Yes) continue;
        const std::int64_t open = sums_[place + task_.outputs.size() * task_.groups];
        counts.undetermined[place] += open;
        if (task_.wanted != Wanted::All) continue;
        counts.no[place] += sums_[task_.planes() * task_.groups + group] - sums_[place] - open;
      }
    }
  }

 private:
  /// All rows are one group.
  void add_whole(const Answered& answered) {
    const auto rows = static_cast<std::int64_t>(answered.rows);
    for (std::size_t index = 0; index < task_.outputs.size(); ++index) {
      const std::size_t output = task_.outputs[index];
      const std::int64_t yes =
          runtime::count_set_bits(plane(answered, output, true), answered.rows);
      sums_[index] += yes;
      if (task_.wanted == Wanted::Yes) continue;
      const std::int64_t no =
          runtime::count_set_bits(plane(answered, output, false), answered.rows);
      sums_[task_.outputs.size() + index] += rows - yes - no;
    }
    sums_[planes_.size()] += rows;
  }

  void find_planes(const Answered& answered) {
    const std::size_t words = (answered.rows + 63) / 64;
    for (std::size_t index = 0; index < task_.outputs.size(); ++index) {
      const std::uint64_t* yes = plane(answered, task_.outputs[index], true);
      planes_[index] = yes;
      if (task_.wanted == Wanted::Yes) continue;
      const std::uint64_t* no = plane(answered, task_.outputs[index], false);
      std::uint64_t* open = undetermined_.data() + index * (runtime::GroupCounter::most_rows / 64);
      for (std::size_t word = 0; word < words; ++word) open[word] = ~(yes[word] | no[word]);
      planes_[task_.outputs.size() + index] = open;
    }
  }

  static const std::uint64_t* plane(const Answered& answered, std::size_t output, bool yes) {
    return answered.results->plane(output, 0, yes) + answered.first_result / 64;
  }

  void add_weights(const Answered& answered) {
    for (std::size_t row = 0; row < answered.rows; ++row) {
      const auto bit = [&](const std::uint64_t* plane) {
        return plane[row / 64] >> (row % 64) & 1;
      };
      if (bit(answered.weight_known) == 0) continue;
      const std::int64_t weight = integer_at(answered.weight, task_.weight.width, row);
      const std::size_t group = task_.beside.by ? group_of(answered, row) : 0;
      for (std::size_t plane = 0; plane < planes_.size(); ++plane) {
        if (bit(planes_[plane]) != 0) sums_[plane * task_.groups + group] += weight;
      }
      sums_[planes_.size() * task_.groups + group] += weight;
    }
  }

  std::size_t group_of(const Answered& answered, std::size_t row) const {
    if ((answered.by_known[row / 64] >> (row % 64) & 1) == 0) return task_.groups - 1;
    std::size_t code = 0;
    switch (task_.by.width) {
      case 1: code = reinterpret_cast<const std::uint8_t*>(answered.by)[row]; break;
      case 2: code = reinterpret_cast<const std::uint16_t*>(answered.by)[row]; break;
      default: code = reinterpret_cast<const std::uint32_t*>(answered.by)[row]; break;
    }
    return std::min(code, task_.groups - 1);
  }

  const Task& task_;
  std::vector<std::int64_t> sums_;  // by plane and group, then all rows by group
  runtime::GroupCounter by_group_;
  std::vector<std::uint64_t> undetermined_;  // planes of a stretch
  std::vector<const std::uint64_t*> planes_;
};

}  // namespace

bool count(const Evaluator& evaluator, const ir::Module& module, const Cases& cases,
           const Grouping& grouping, Counts& counts, unsigned threads) {
  const Task task(module, grouping, cases);
  counts.groups = task.groups;
  counts.outputs = task.outputs;
  counts.yes.assign(task.outputs.size() * task.groups, 0);
  counts.undetermined.assign(task.wanted == Wanted::Yes ? 0 : counts.yes.size(), 0);
  counts.no.assign(task.wanted == Wanted::All ? counts.yes.size() : 0, 0);
  std::mutex adding;
  return in_runs(cases.rows(), threads, [&](RunQueue& queue, unsigned) {
    const auto scratch = evaluator.make_scratch();
    runtime::Results results(evaluator.output_shapes(), std::min(cases.rows(), piece_rows));
    Counter counter(task);
    while (const auto run = queue.next()) {
      if (!evaluator.evaluate_rows(cases, run->first, run->count, task.beside, *scratch, results,
                                   /*keep=*/false,
                                   [&](const Answered& answered) { counter.add(answered); })) {
        return false;
      }
    }
    const std::lock_guard lock(adding);
    counter.give(counts);
    return true;
  });
}

}  // namespace nansen::execute
