#include "compiler/compare/witness.h"

#include <algorithm>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"

namespace nansen::compare {
namespace {

/// How many cases are answered at a time.
constexpr std::size_t batch_cases = 8192;

/// Things that can be done to a case, by the numbers that `each_change` gives them; ascending.
using Changes = std::vector<std::size_t>;

enum class Step : std::uint8_t {
  Lose,  // known facts become unknown, linked rows go
  Plain  // a yes becomes no, a set empty
};

/// Calls `change(number)` for each thing that can be done to the case, and does those for which
/// that is true.
template <typename Change>
void each_change(const CaseLayout& layout, RowData& data, ir::DomainId domain, Step step,
                 std::size_t& number, const Change& change) {
  const auto& columns = layout.columns(domain);
  for (std::size_t position = 0; position < columns.size(); ++position) {
    const ir::Column& column = layout.module().columns[columns[position]];
    if (column.bound == ir::Bound::Greatest) continue;
    FactValue& fact = data.facts[position];
    if (const auto* linked = std::get_if<std::shared_ptr<CaseRows>>(&fact)) {
      std::vector<RowData>& rows = (*linked)->rows;
      std::vector<RowData> kept;
      for (RowData& row : rows) {
        const bool goes = step == Step::Lose && change(number++);
        // Numbers stay the same whatever is done: also those inside of what goes.
        each_change(layout, row, column.target, step, number, change);
        if (!goes) kept.push_back(std::move(row));
      }
      rows = std::move(kept);
      if (step == Step::Lose && (*linked)->complete && change(number++)) {
        (*linked)->complete = false;
      }
      continue;
    }
    if (std::holds_alternative<std::monostate>(fact)) continue;
    if (step == Step::Lose) {
      if (!change(number++)) continue;
      fact = {};
      const std::size_t greatest = layout.greatest(columns[position]);
      if (greatest != CaseLayout::none) data.facts[greatest] = {};
      continue;
    }
    auto* truth = std::get_if<bool>(&fact);
    auto* members = std::get_if<std::vector<std::uint32_t>>(&fact);
    if (truth != nullptr && *truth && change(number++)) *truth = false;
    if (members != nullptr && !members->empty() && change(number++)) members->clear();
  }
}

class Shrinker {
 public:
  Shrinker(const ComparedWorlds::State& worlds, const CaseLayout& layout,
           const runtime::Batch& like, const Evaluate& evaluate,
           const std::vector<runtime::OutputShape>& shapes)
      : worlds_(worlds), layout_(layout), evaluate_(evaluate), shapes_(shapes), grouper_(worlds) {
    batch_ = layout.empty(like);
  }

  void shrink(std::vector<Shrinking>& cases) {
    std::vector<std::size_t> open(cases.size());
    for (std::size_t at = 0; at < open.size(); ++at) open[at] = at;
    while (!open.empty()) {
      lose_all(cases, open, Step::Lose);
      // What has become plain may let go of more.
      open = lose_all(cases, open, Step::Plain);
    }
  }

  void check(const std::vector<Shrinking>& cases) {
    std::vector<Try> tries;
    for (std::size_t at = 0; at < cases.size(); ++at) tries.push_back({at, cases[at].data});
    const auto interpreted = [this](const runtime::Batch& batch, runtime::Results& results) {
      interpret::evaluate(worlds_.watched->module(), batch, results);
    };
    const std::vector<bool> kept =
        in_group(cases, tries, interpreted, layout::output_shapes(worlds_.watched->module()));
    if (std::find(kept.begin(), kept.end(), false) != kept.end()) {
      bug("the interpreter finds a case in another group");
    }
  }

 private:
  struct Try {
    std::size_t of = 0;  // which of the cases
    RowData data;
  };

  std::size_t count(const RowData& data, Step step) const {
    RowData copy = deep_copy(data);
    std::size_t number = 0;
    each_change(layout_, copy, root_domain, step, number, [](std::size_t) { return false; });
    return number;
  }
  /// `data` with `changes`.
  RowData changed(const RowData& data, Step step, const Changes& changes) const {
    RowData copy = deep_copy(data);
    std::size_t number = 0;
    each_change(layout_, copy, root_domain, step, number, [&](std::size_t at) {
      return std::binary_search(changes.begin(), changes.end(), at);
    });
    return copy;
  }

  /// Does `step` to the cases `open` wherever it can be done; those to which it was done.
  std::vector<std::size_t> lose_all(std::vector<Shrinking>& cases, std::vector<std::size_t> open,
                                    Step step) {
    std::vector<bool> ever(cases.size());
    while (!open.empty()) {
      const std::vector<Changes> single = single_changes(cases, open, step);
      std::vector<std::size_t> still_open;
      // All that can be done alone, as far as it can be done together.
      std::vector<Try> tries;
      for (std::size_t at = 0; at < open.size(); ++at) {
        for (std::size_t length = 2; length <= single[at].size(); ++length) {
          const Changes first(single[at].begin(),
                              single[at].begin() + static_cast<std::ptrdiff_t>(length));
          tries.push_back({open[at], changed(cases[open[at]].data, step, first)});
        }
      }
      const std::vector<bool> kept = in_group(cases, tries, evaluate_, shapes_);
      std::size_t next = 0;
      for (std::size_t at = 0; at < open.size(); ++at) {
        if (single[at].empty()) continue;
        std::size_t best = CaseLayout::none;
        for (std::size_t length = 2; length <= single[at].size(); ++length, ++next) {
          if (kept[next]) best = next;
        }
        Shrinking& one = cases[open[at]];
        one.data = best == CaseLayout::none ? changed(one.data, step, {single[at].front()})
                                            : std::move(tries[best].data);
        ever[open[at]] = true;
        still_open.push_back(open[at]);
      }
      open = std::move(still_open);
    }
    std::vector<std::size_t> done;
    for (std::size_t at = 0; at < ever.size(); ++at) {
      if (ever[at]) done.push_back(at);
    }
    return done;
  }

  /// What can be done to each case by itself.
  std::vector<Changes> single_changes(const std::vector<Shrinking>& cases,
                                      const std::vector<std::size_t>& open, Step step) {
    std::vector<Try> tries;
    std::vector<std::size_t> counts;
    for (const std::size_t at : open) {
      counts.push_back(count(cases[at].data, step));
      for (std::size_t number = 0; number < counts.back(); ++number) {
        tries.push_back({at, changed(cases[at].data, step, {number})});
      }
    }
    const std::vector<bool> kept = in_group(cases, tries, evaluate_, shapes_);
    std::vector<Changes> single(open.size());
    std::size_t next = 0;
    for (std::size_t at = 0; at < open.size(); ++at) {
      for (std::size_t number = 0; number < counts[at]; ++number, ++next) {
        if (kept[next]) single[at].push_back(number);
      }
    }
    return single;
  }

  /// Whether each try is in the group of its case.
  std::vector<bool> in_group(const std::vector<Shrinking>& cases, const std::vector<Try>& tries,
                             const Evaluate& evaluate,
                             const std::vector<runtime::OutputShape>& shapes) {
    std::vector<bool> kept(tries.size());
    for (std::size_t first = 0; first < tries.size(); first += batch_cases) {
      const std::size_t end = std::min(tries.size(), first + batch_cases);
      layout_.clear(batch_);
      for (std::size_t at = first; at < end; ++at) layout_.append(batch_, tries[at].data);
      runtime::Results results(shapes, batch_.tables[0]->capacity());
      evaluate(batch_, results);
      const SignalPlanes planes(results);
      for (std::size_t at = first; at < end; at += 64) {
        look(cases, tries, at, std::min(end, at + 64), planes, (at - first) / 64, kept);
      }
    }
    return kept;
  }

  void look(const std::vector<Shrinking>& cases, const std::vector<Try>& tries, std::size_t begin,
            std::size_t end, const SignalPlanes& planes, std::size_t word,
            std::vector<bool>& kept) {
    const SignalWords words(planes, word);
    std::vector<std::pair<std::size_t, std::uint64_t>> masks;  // by what is held
    for (std::size_t at = begin; at < end; ++at) {
      const std::size_t held = cases[tries[at].of].held;
      if (masks.empty() || masks.back().first != held) masks.emplace_back(held, 0);
      masks.back().second |= std::uint64_t{1} << (at - begin);
    }
    for (const auto& [held_at, mask] : masks) {
      const Held& held = worlds_.held[held_at];
      const std::vector<std::uint64_t> before = grouper_.categories(words, held.subject, 0);
      grouper_.differing(planes, held, word, 1, differing_);
      for (const Part& part : grouper_.parts(words, held, mask & differing_[0], before)) {
        for (std::size_t at = begin; at < end; ++at) {
          if ((part.cases >> (at - begin) & 1U) == 0) continue;
          const GroupKey& key = cases[tries[at].of].key;
          kept[at] =
              part.from == key.from && part.to == key.to && grouper_.causes(part) == key.causes;
        }
      }
    }
  }

  static constexpr ir::DomainId root_domain{std::size_t{0}};

  const ComparedWorlds::State& worlds_;
  const CaseLayout& layout_;
  const Evaluate& evaluate_;
  const std::vector<runtime::OutputShape>& shapes_;
  Grouper grouper_;
  std::vector<std::uint64_t> differing_;
  runtime::Batch batch_;
};

}  // namespace

void shrink(const ComparedWorlds::State& worlds, const CaseLayout& layout,
            const runtime::Batch& like, const Evaluate& evaluate,
            const std::vector<runtime::OutputShape>& shapes, std::vector<Shrinking>& cases) {
  Shrinker shrinker(worlds, layout, like, evaluate, shapes);
  shrinker.shrink(cases);
  shrinker.check(cases);
}

}  // namespace nansen::compare
