#include "compiler/compare/groups.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "compiler/base/bug.h"

namespace nansen::compare {

using program::DefinitionId;
using program::TypeKind;

std::size_t GroupKeyHash::operator()(const GroupKey& key) const noexcept {
  std::uint64_t hash = (std::uint64_t{key.from} << 32) + key.to;
  const auto mix = [&hash](std::uint64_t part) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29;
  };
  mix(key.causes.size());
  for (const std::uint32_t cause : key.causes) mix(cause);
  return hash;
}

std::uint32_t Asking::undetermined() const {
  if (subject.kind == Subject::Kind::Truth) return 1;
  return is_number() ? 1 : static_cast<std::uint32_t>(members);
}

std::string Asking::name_of(std::uint32_t category) const {
  const bool date = subject.kind == Subject::Kind::Date;
  if (category == less()) return date ? "earlier" : "less";
  if (category == more()) return date ? "later" : "more";
  return subject.categories[category];
}

namespace {

/// The title of the status whose being held `definition` is; else its provision's heading.
std::string title_of(const program::Program& program, DefinitionId id) {
  for (const program::Status& status : program.statuses) {
    if (status.held == id && !status.title.empty()) return status.title;
  }
  return heading_of(program.definitions[id].citation);
}

/// With the values that its definition can have as categories.
Subject subject_of(const program::Program& program, DefinitionId id) {
  const program::Definition& definition = program.definitions[id];
  Subject subject;
  subject.name = program::qualified_name(program, id);
  subject.title = title_of(program, id);
  subject.is_right = definition.role == program::DefinitionRole::Right;
  subject.is_status = definition.role == program::DefinitionRole::Status;
  switch (definition.type.kind) {
    case TypeKind::Boolean: subject.kind = Subject::Kind::Truth; break;
    case TypeKind::Date: subject.kind = Subject::Kind::Date; break;
    case TypeKind::Enumeration: {
      const auto& enumeration = program.enumerations[definition.type.enumeration];
      subject.kind =
          enumeration.ordered ? Subject::Kind::OrderedEnumeration : Subject::Kind::Enumeration;
      for (const program::Member& member : enumeration.members) {
        subject.categories.push_back(member.name);
      }
      break;
    }
    case TypeKind::Reference:
      subject.kind = Subject::Kind::Enumeration;
      for (const program::FactId fact : program::reference_choices(program, id)) {
        subject.categories.push_back(program.facts[fact].name);
      }
      break;
    default: subject.kind = Subject::Kind::Number; break;
  }
  return subject;
}

}  // namespace

// ---- what is asked and watched ------------------------------------------------------------------

ComparedWorlds::State::State(std::vector<World> worlds_) : worlds(std::move(worlds_)) {
  std::vector<WatchedModule::Needed> needed(worlds.size());
  const auto join = [](auto& all, const auto& more) {
    all.insert(all.end(), more.begin(), more.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  };
  for (std::size_t at = 1; at < worlds.size(); ++at) {
    alignments.push_back(std::make_unique<Alignment>(worlds[0], worlds[at]));
    const WatchedModule::Needed base = collect(*alignments.back(), Side::Before);
    join(needed[0].expressions, base.expressions);
    join(needed[0].definitions, base.definitions);
    needed[at] = collect(*alignments.back(), Side::After);
  }
  watched = std::make_unique<WatchedModule>(worlds, needed);
  for (std::size_t subject = 0; subject < worlds[0].subjects.size(); ++subject) {
    ask(subject);
    for (std::size_t at = 1; at < worlds.size(); ++at) hold(subject, at);
  }
}

Answer ComparedWorlds::State::answer(const Given& given) {
  Answer answer;
  answer.kind = given.kind;
  switch (given.kind) {
    case ir::OutputKind::Truth:
    case ir::OutputKind::Enumeration:
    case ir::OutputKind::OrderedEnumeration:
      for (const ir::ValueId value : given.values) answer.truths.push_back(watched->watch(value));
      break;
    case ir::OutputKind::Number:
    case ir::OutputKind::Date:
    case ir::OutputKind::DateRange:
      answer.known = watched->watch(watched->equal(given.values.front(), given.values.back()));
      answer.number = watched->watch_number(
          given.values.front(),
          given.kind == ir::OutputKind::Number ? ir::OutputKind::Number : ir::OutputKind::Date);
      break;
  }
  return answer;
}

void ComparedWorlds::State::ask(std::size_t subject) {
  Asking asking;
  for (std::size_t at = 0; at < worlds.size(); ++at) {
    const Given* given = watched->asked(at, subject);
    asking.answers.push_back(given == nullptr ? Answer() : answer(*given));
  }
  const program::Program& program = *worlds[0].program;
  asking.subject = subject_of(program, worlds[0].subjects[subject]);
  asking.members = asking.subject.categories.size();
  std::vector<std::string>& categories = asking.subject.categories;
  switch (asking.subject.kind) {
    case Subject::Kind::Truth: categories = {"yes", "undetermined", "no"}; break;
    case Subject::Kind::Number:
    case Subject::Kind::Date: categories = {"known", "undetermined", "no value"}; break;
    default:
      categories.emplace_back("undetermined");
      categories.emplace_back("no value");
      break;
  }
  askings.push_back(std::move(asking));
}

void ComparedWorlds::State::hold(std::size_t subject, std::size_t world) {
  Held made;
  made.subject = subject;
  made.world = world;
  const Given* before = watched->asked(0, subject);
  const Given* after = watched->asked(world, subject);
  made.has_answer = after != nullptr;
  if (made.has_answer) {
    made.net = make_causes(*watched, *alignments[world - 1], world, subject);
    made.net.lay_out();
    const bool number = askings[subject].is_number();
    if (before->kind == after->kind && before->values.size() == after->values.size() && !number) {
      made.truths.emplace();
      for (std::size_t at = 0; at < before->values.size(); ++at) {
        if (before->values[at] == after->values[at]) continue;
        made.truths->push_back(
            {watched->watch(before->values[at]), watched->watch(after->values[at])});
      }
    }
    const bool numbers = before->members.empty() && after->members.empty();
    if (number && numbers) {
      made.equal = watched->watch(watched->equal(before->values.front(), after->values.front()));
    }
  }
  held.push_back(std::move(made));
}

// ---- categories ---------------------------------------------------------------------------------

const std::vector<std::uint64_t>& Grouper::categories(const SignalWords& words, std::size_t subject,
                                                      std::size_t world) {
  const Asking& asking = worlds_.askings[subject];
  const Answer& answer = asking.answers[world];
  categories_.assign(asking.subject.categories.size(), 0);
  switch (answer.kind) {
    case ir::OutputKind::Truth: {
      const TruthWord truth = words.of(answer.truths[0]);
      categories_ = {truth.yes, truth.open(), truth.no};
      break;
    }
    case ir::OutputKind::Enumeration: {
      std::uint64_t some = 0;
      std::uint64_t none = ~std::uint64_t{0};
      for (std::size_t member = 0; member < answer.truths.size(); ++member) {
        const TruthWord is = words.of(answer.truths[member]);
        // A number that no one has is an enumeration of one member.
        if (!asking.is_number()) categories_[member] = is.yes & ~some;
        some |= is.yes;
        none &= is.no;
      }
      categories_[asking.no_value()] = none;
      categories_[asking.undetermined()] = ~(some | none);
      break;
    }
    case ir::OutputKind::OrderedEnumeration: {
      std::uint64_t reached = ~std::uint64_t{0};  // at least the member, certainly
      std::uint64_t known = 0;
      for (std::size_t member = 0; member <= answer.truths.size(); ++member) {
        const bool last = member == answer.truths.size();
        const TruthWord next =
            last ? TruthWord{0, ~std::uint64_t{0}} : words.of(answer.truths[member]);
        categories_[member] = reached & next.no;
        known |= categories_[member];
        reached = next.yes;
      }
      categories_[asking.undetermined()] = ~known;
      break;
    }
    case ir::OutputKind::Number:
    case ir::OutputKind::Date:
    case ir::OutputKind::DateRange: {
      const std::uint64_t known = words.of(answer.known).yes;
      categories_[0] = known;
      categories_[1] = ~known;
      break;
    }
  }
  return categories_;
}

// ---- groups -------------------------------------------------------------------------------------

void Grouper::differing(const SignalPlanes& planes, const Held& held, std::size_t first,
                        std::size_t count, std::vector<std::uint64_t>& cases) const {
  cases.resize(count);
  const Asking& asking = worlds_.askings[held.subject];
  const bool numbers = asking.is_number() &&
                       asking.answers[0].kind != ir::OutputKind::Enumeration &&
                       asking.answers[held.world].kind != ir::OutputKind::Enumeration;
  if (held.net.root == CauseNode::none) {
    std::fill(cases.begin(), cases.end(), 0);
  } else if (held.truths) {
    std::uint64_t before = 0;  // of the first truth nothing stands there that counts
    for (const SignalPair& pair : *held.truths) {
      const SignalPlanes::Planes& was = planes.planes(pair.before);
      const SignalPlanes::Planes& is = planes.planes(pair.after);
      for (std::size_t at = 0; at < count; ++at) {
        const std::size_t word = first + at;
        cases[at] =
            (cases[at] & before) | (was.yes[word] ^ is.yes[word]) | (was.no[word] ^ is.no[word]);
      }
      before = ~std::uint64_t{0};
    }
    if (held.truths->empty()) std::fill(cases.begin(), cases.end(), 0);
  } else if (numbers) {
    const std::uint64_t* was = planes.planes(asking.answers[0].known).yes;
    const std::uint64_t* is = planes.planes(asking.answers[held.world].known).yes;
    const std::uint64_t* unequal = planes.planes(held.equal).no;
    for (std::size_t at = 0; at < count; ++at) {
      const std::size_t word = first + at;
      cases[at] = (was[word] ^ is[word]) | (was[word] & is[word] & unequal[word]);
    }
  } else {
    std::fill(cases.begin(), cases.end(), ~std::uint64_t{0});
  }
}

const std::vector<Part>& Grouper::parts(const SignalWords& words, const Held& held,
                                        std::uint64_t cases,
                                        std::span<const std::uint64_t> before) {
  parts_.clear();
  if (cases == 0) return parts_;
  const Asking& asking = worlds_.askings[held.subject];
  const std::vector<std::uint64_t>& after = categories(words, held.subject, held.world);
  for (std::uint32_t from = 0; from < before.size(); ++from) {
    if ((cases & before[from]) == 0) continue;
    for (std::uint32_t to = 0; to < after.size(); ++to) {
      const std::uint64_t both = cases & before[from] & after[to];
      if (both != 0 && from != to) parts_.push_back({both, from, to});
    }
  }
  if (asking.is_number()) add_moved(words, held, cases & before[0] & after[0]);
  std::uint64_t differing = 0;
  for (const Part& part : parts_) differing |= part.cases;
  if (differing == 0) return parts_;
  held.net.trace(words, differing, scratch_);
  refine(scratch_);
  return parts_;
}

void Grouper::add_moved(const SignalWords& words, const Held& held, std::uint64_t cases) {
  const Asking& asking = worlds_.askings[held.subject];
  std::uint64_t less = 0;
  for (std::uint64_t rest = cases; rest != 0; rest &= rest - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
    if (movement(words, held, bit) < 0) less |= std::uint64_t{1} << bit;
  }
  if (less != 0) parts_.push_back({less, 0, asking.less()});
  if ((cases & ~less) != 0) parts_.push_back({cases & ~less, 0, asking.more()});
}

std::uint32_t CauseSets::with(std::uint32_t set, std::uint32_t provision) {
  if (larger_[set].size() <= provision) larger_[set].resize(provision + 1);
  if (larger_[set][provision] == 0) {
    Provisions larger = sets_[set];
    larger.push_back(provision);
    larger_[set][provision] = static_cast<std::uint32_t>(sets_.size());
    sets_.push_back(std::move(larger));
    larger_.emplace_back();
  }
  return larger_[set][provision];
}

/// Splits the parts by the causes of their cases.
void Grouper::refine(CauseNet::Scratch& scratch) {
  std::sort(scratch.touched.begin(), scratch.touched.end());
  for (const std::uint32_t cause : scratch.touched) {
    const std::uint64_t caused = scratch.caused[cause];
    const std::size_t count = parts_.size();
    for (std::size_t at = 0; at < count; ++at) {
      const std::uint64_t inside = parts_[at].cases & caused;
      if (inside == 0) continue;
      if (inside != parts_[at].cases) {
        Part outside = parts_[at];
        outside.cases &= ~caused;
        parts_.push_back(outside);
        parts_[at].cases = inside;
      }
      parts_[at].causes = sets_.with(parts_[at].causes, cause);
    }
  }
}

mpz_class Grouper::movement_scale(const runtime::Results& results, const Held& held) const {
  const Asking& asking = worlds_.askings[held.subject];
  const std::int64_t left = results.shapes()[asking.answers[0].number].scale;
  const std::int64_t right = results.shapes()[asking.answers[held.world].number].scale;
  return lcm(mpz_class(left), mpz_class(right));
}

Wide Grouper::movement(const SignalWords& words, const Held& held, std::size_t bit) const {
  const Asking& asking = worlds_.askings[held.subject];
  const runtime::Results& results = words.results();
  const std::size_t row = words.word() * 64 + bit;
  const std::uint32_t left = asking.answers[0].number;
  const std::uint32_t right = asking.answers[held.world].number;
  const std::int64_t left_scale = results.shapes()[left].scale;
  const std::int64_t right_scale = results.shapes()[right].scale;
  const std::int64_t common = std::gcd(left_scale, right_scale);
  const Wide was = Wide{results.numbers(left)[row]} * (right_scale / common);
  const Wide is = Wide{results.numbers(right)[row]} * (left_scale / common);
  return is - was;
}

}  // namespace nansen::compare
