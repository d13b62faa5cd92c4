#include "compiler/compare/drafts.h"

#include <array>
#include <bit>

#include "compiler/base/bug.h"
#include "compiler/compare/draft_state.h"

namespace nansen::compare {

using program::DefinitionId;

// ---- the same question of another text ----------------------------------------------------------

namespace {

std::optional<program::FactId> same_fact(const program::Program& base, program::FactId fact,
                                         const program::Program& other) {
  const program::Fact& known = base.facts[fact];
  for (std::size_t at = 0; at < other.facts.size(); ++at) {
    const program::Fact& each = other.facts[program::FactId(at)];
    if (each.name == known.name &&
        other.entities[each.entity].name == base.entities[known.entity].name) {
      return program::FactId(at);
    }
  }
  return std::nullopt;
}

std::optional<program::ReadingId> same_reading(const program::Program& base,
                                               program::ReadingId reading,
                                               const program::Program& other) {
  const program::Reading& known = base.readings[reading];
  for (std::size_t at = 0; at < other.readings.size(); ++at) {
    const program::Reading& each = other.readings[program::ReadingId(at)];
    if (each.name == known.name &&
        other.instruments[each.instrument].name == base.instruments[known.instrument].name) {
      return program::ReadingId(at);
    }
  }
  return std::nullopt;
}

/// True iff both give values of one kind to rows of one entity.
bool alike(const program::Program& base, const program::Definition& left,
           const program::Program& other, const program::Definition& right) {
  return left.type.kind == right.type.kind &&
         program::to_string(base, left.type) == program::to_string(other, right.type) &&
         base.entities[left.entity].name == other.entities[right.entity].name;
}

}  // namespace

World same_question(const program::Program& base, const lower::Request& request,
                    const program::Program& other) {
  World world;
  world.program = &other;
  world.request = request;
  world.request.definitions.clear();
  std::unordered_map<std::string, DefinitionId> named;
  for (std::size_t at = 0; at < other.definitions.size(); ++at) {
    named.emplace(program::qualified_name(other, DefinitionId(at)), DefinitionId(at));
  }
  for (const DefinitionId asked : request.definitions) {
    const auto found = named.find(program::qualified_name(base, asked));
    const bool there = found != named.end() && alike(base, base.definitions[asked], other,
                                                     other.definitions[found->second]);
    world.subjects.push_back(there ? found->second : DefinitionId());
    if (there) world.request.definitions.push_back(found->second);
  }
  world.request.readings.clear();
  for (const auto& [reading, choice] : request.readings) {
    const auto found = same_reading(base, reading, other);
    if (!found) continue;
    const std::string& name = base.readings[reading].choices[choice].name;
    const auto& choices = other.readings[*found].choices;
    for (std::size_t at = 0; at < choices.size(); ++at) {
      if (choices[at].name == name) world.request.readings[*found] = at;
    }
  }
  world.request.ranged.clear();
  for (const program::FactId fact : request.ranged) {
    if (const auto found = same_fact(base, fact, other)) world.request.ranged.insert(*found);
  }
  return world;
}

// ---- worlds -------------------------------------------------------------------------------------

ComparedWorlds::ComparedWorlds(std::vector<World> worlds)
    : state_(std::make_unique<State>(std::move(worlds))) {}
ComparedWorlds::~ComparedWorlds() = default;
ComparedWorlds::ComparedWorlds(ComparedWorlds&&) noexcept = default;
ComparedWorlds& ComparedWorlds::operator=(ComparedWorlds&&) noexcept = default;

const ir::Module& ComparedWorlds::module() const { return state_->watched->module(); }
const std::vector<World>& ComparedWorlds::worlds() const { return state_->worlds; }

// ---- counting -----------------------------------------------------------------------------------

namespace {

/// So many cases of a group are looked at for one of few known facts.
constexpr std::uint32_t cases_looked_at = 4;

Count count_of(const BatchLabels& labels, std::size_t word, std::uint64_t cases) {
  Count count;
  count.cases = static_cast<std::uint64_t>(std::popcount(cases));
  if (labels.weights.empty()) {
    count.persons = static_cast<std::int64_t>(count.cases);
    return count;
  }
  if (cases == ~std::uint64_t{0}) {
    for (std::size_t bit = 0; bit < 64; ++bit) count.persons += labels.weights[word * 64 + bit];
    return count;
  }
  for (; cases != 0; cases &= cases - 1) {
    count.persons += labels.weights[word * 64 + static_cast<std::size_t>(std::countr_zero(cases))];
  }
  return count;
}

void add_to(Count& total, const Count& count) {
  total.cases += count.cases;
  total.persons += count.persons;
}

}  // namespace

DraftComparison::State::State(const ComparedWorlds& worlds_)
    : worlds(worlds_.state()), layout(worlds.watched->module()), grouper(worlds) {
  for (const Asking& asking : worlds.askings) before.emplace_back(asking.subject.categories.size());
  for (const Held& held : worlds.held) {
    const std::size_t categories = worlds.askings[held.subject].subject.categories.size();
    HeldTally tally;
    tally.transitions.assign(categories, std::vector<Count>(categories));
    tallies.push_back(std::move(tally));
  }
}

DraftComparison::DraftComparison(const ComparedWorlds& worlds)
    : state_(std::make_unique<State>(worlds)) {}
DraftComparison::~DraftComparison() = default;
DraftComparison::DraftComparison(DraftComparison&&) noexcept = default;
DraftComparison& DraftComparison::operator=(DraftComparison&&) noexcept = default;

/// Before the first cases: the pool for those that are shown, and what rows are called.
void DraftComparison::State::start(const runtime::Batch& batch, const BatchLabels& labels) {
  pool = layout.empty(batch);
  row_names.resize(batch.tables.size());
  for (std::size_t at = 0; labels.row_name && at < batch.tables.size(); ++at) {
    const ir::DomainId domain(at);
    if (layout.is_own(domain) || batch.tables[at] == nullptr) continue;
    for (std::size_t row = 0; row < batch.tables[at]->rows(); ++row) {
      row_names[at].push_back(labels.row_name(domain, row));
    }
  }
}

void DraftComparison::add(const runtime::Batch& batch, const runtime::Results& results,
                          const BatchLabels& labels) {
  if (batch.tables[0] == nullptr || batch.tables[0]->rows() == 0) return;
  if (state_->pool.tables.empty()) state_->start(batch, labels);
  state_->weighted = state_->weighted || !labels.weights.empty();
  state_->add(batch, SignalPlanes(results), labels);
}

namespace {

/// The cases of a word that there are.
std::uint64_t present(std::size_t rows, std::size_t word) {
  const std::size_t left = rows - word * 64;
  return left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
}

}  // namespace

/// Subject by subject and draft by draft: where no answer of a word differs, it costs no more than
/// that finding.
void DraftComparison::State::add(const runtime::Batch& batch, const SignalPlanes& planes,
                                 const BatchLabels& labels) {
  const std::size_t rows = batch.tables[0]->rows();
  const std::size_t words = (rows + 63) / 64;
  Count all;
  for (std::size_t word = 0; word < words; ++word) {
    add_to(all, count_of(labels, word, present(rows, word)));
  }
  cases += all.cases;
  persons += all.persons;
  const std::size_t drafts = worlds.worlds.size() - 1;
  for (std::size_t subject = 0; subject < worlds.askings.size(); ++subject) {
    count_base(subject, planes, rows, labels, all);
    const std::size_t categories = before[subject].size();
    for (std::size_t draft = 0; draft < drafts; ++draft) {
      const std::size_t at = subject * drafts + draft;
      const Held& held = worlds.held[at];
      if (held.net.root == CauseNode::none) continue;
      grouper.differing(planes, held, 0, words, differing);
      for (std::size_t word = 0; word < words; ++word) {
        const std::uint64_t here = differing[word] & present(rows, word);
        if (here == 0) continue;
        const SignalWords there(planes, word);
        const std::span<const std::uint64_t> base(&base_categories[word * categories], categories);
        count(held, tallies[at], batch, there, labels, grouper.parts(there, held, here, base));
      }
    }
  }
}

void DraftComparison::State::count_base(std::size_t subject, const SignalPlanes& planes,
                                        std::size_t rows, const BatchLabels& labels,
                                        const Count& all) {
  const Asking& asking = worlds.askings[subject];
  const std::size_t words = (rows + 63) / 64;
  base_categories.clear();
  if (asking.answers[0].kind == ir::OutputKind::Truth) {
    const SignalPlanes::Planes truth = planes.planes(asking.answers[0].truths[0]);
    base_categories.resize(words * 3);
    std::array<Count, 3> counts;
    for (std::size_t word = 0; word < words; ++word) {
      const std::uint64_t there = present(rows, word);
      std::uint64_t* categories = &base_categories[word * 3];
      categories[0] = truth.yes[word] & there;
      categories[1] = there & ~(truth.yes[word] | truth.no[word]);
      categories[2] = truth.no[word] & there;
      add_to(counts[0], count_of(labels, word, categories[0]));
      add_to(counts[1], count_of(labels, word, categories[1]));
    }
    counts[2] = {all.cases - counts[0].cases - counts[1].cases,
                 all.persons - counts[0].persons - counts[1].persons};
    for (std::size_t category = 0; category < 3; ++category) {
      add_to(before[subject][category], counts[category]);
    }
    return;
  }
  for (std::size_t word = 0; word < words; ++word) {
    const std::uint64_t there = present(rows, word);
    const auto& categories = grouper.categories(SignalWords(planes, word), subject, 0);
    for (std::size_t category = 0; category < categories.size(); ++category) {
      const std::uint64_t here = categories[category] & there;
      base_categories.push_back(here);
      if (here != 0) add_to(before[subject][category], count_of(labels, word, here));
    }
  }
}

GroupTally& DraftComparison::State::group_of(HeldTally& tally, const Asking& asking,
                                             const Part& part) {
  const std::size_t categories = asking.subject.categories.size();
  const std::size_t at = (part.causes * categories + part.from) * (categories + 2) + part.to;
  const auto [found, fresh] = tally.by_part.try_emplace(at, nullptr);
  if (fresh) found->second = &tally.groups[{part.from, part.to, grouper.causes(part)}];
  return *found->second;
}

void DraftComparison::State::count(const Held& held, HeldTally& tally, const runtime::Batch& batch,
                                   const SignalWords& words, const BatchLabels& labels,
                                   const std::vector<Part>& parts) {
  const Asking& asking = worlds.askings[held.subject];
  for (const Part& part : parts) {
    const Count count = count_of(labels, words.word(), part.cases);
    const bool moved = part.to >= asking.less();
    add_to(tally.transitions[part.from][moved ? 0 : part.to], count);
    GroupTally& group = group_of(tally, asking, part);
    add_to(group.count, count);
    for (std::uint64_t rest = part.cases; rest != 0 && group.looked_at < cases_looked_at;
         rest &= rest - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
      show(group, batch, words.word() * 64 + bit, labels);
    }
    if (!moved) continue;
    if (tally.movements.counts.empty()) {
      tally.movements.scale = grouper.movement_scale(words.results(), held);
    }
    for (std::uint64_t rest = part.cases; rest != 0; rest &= rest - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
      const std::uint64_t one = std::uint64_t{1} << bit;
      add_to(tally.movements.counts[grouper.movement(words, held, bit)],
             count_of(labels, words.word(), one));
    }
  }
}

void DraftComparison::State::show(GroupTally& group, const runtime::Batch& batch, std::size_t row,
                                  const BatchLabels& labels) {
  const RowData data = layout.read(batch, row);
  const std::size_t known = known_facts(layout, data);
  const bool first = group.looked_at++ == 0;
  if (!first && known >= shown[group.shown].known) return;
  if (first) {
    group.shown = shown.size();
    shown.emplace_back();
  }
  shown[group.shown] = {labels.case_name ? labels.case_name(row) : std::string(),
                        pool.tables[0]->rows(), known};
  layout.append(pool, data);
}

}  // namespace nansen::compare
