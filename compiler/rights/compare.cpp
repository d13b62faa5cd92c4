#include "compiler/rights/compare.h"

#include <algorithm>
#include <array>
#include <bit>

#include "compiler/base/bug.h"

namespace nansen::rights {
namespace {

using program::DefinitionId;
using program::RightId;

constexpr std::uint64_t all_cases = ~std::uint64_t{0};

// A truth of 64 cases.
struct Word {
  std::uint64_t yes = 0;
  std::uint64_t no = 0;
};

// What is known of a standard in 64 cases: of each member whether it is that one, and of each
// whether it is at least that one. Whoever the instrument is not in force for, or does not bind, is
// owed nothing: the first member.
struct Standard {
  std::vector<Word> is;
  std::vector<Word> at_least;

  const Word& nothing() const { return is.front(); }
};

Standard read(const runtime::Results& results, std::size_t output, bool ordered,
              std::size_t members, std::size_t word) {
  const auto plane = [&](std::size_t truth) {
    return Word{results.plane(output, truth, true)[word],
                results.plane(output, truth, false)[word]};
  };
  Standard standard;
  standard.is.resize(members);
  standard.at_least.resize(members);
  standard.at_least[0] = {all_cases, 0};
  if (ordered) {
    for (std::size_t member = 1; member < members; ++member) {
      standard.at_least[member] = plane(member - 1);
    }
    for (std::size_t member = 0; member < members; ++member) {
      const Word above = member + 1 < members ? standard.at_least[member + 1] : Word{0, all_cases};
      standard.is[member] = {standard.at_least[member].yes & above.no,
                             standard.at_least[member].no | above.yes};
    }
    return standard;
  }
  std::uint64_t none = all_cases;  // certainly none but the first
  for (std::size_t member = 1; member < members; ++member) {
    standard.is[member] = plane(member);
    none &= standard.is[member].no;
  }
  standard.is[0] = {none, plane(0).no & ~none};
  // Of members that turn out to have an order only that nothing is below all.
  for (std::size_t member = 1; member < members; ++member) {
    standard.at_least[member] = {standard.is[member].yes, none};
  }
  return standard;
}

// 64 cases, by what becomes of a right in them.
struct Kinds {
  std::uint64_t same = 0;
  std::uint64_t better = 0;
  std::uint64_t worse = 0;
  std::uint64_t other = 0;
};

Kinds compare(const Standard& left, const Standard& right, bool one_enumeration, bool levels) {
  Kinds kinds;
  if (one_enumeration && levels) {
    for (std::size_t member = 0; member < left.is.size(); ++member) {
      kinds.same |= left.is[member].yes & right.is[member].yes;
      kinds.better |= right.at_least[member].yes & left.at_least[member].no;
      kinds.worse |= left.at_least[member].yes & right.at_least[member].no;
    }
    return kinds;
  }
  kinds.same = left.nothing().yes & right.nothing().yes;
  kinds.better = left.nothing().yes & right.nothing().no;
  kinds.worse = left.nothing().no & right.nothing().yes;
  std::uint64_t apart = left.nothing().no & right.nothing().no;
  if (one_enumeration) {
    for (std::size_t member = 1; member < left.is.size(); ++member) {
      kinds.same |= left.is[member].yes & right.is[member].yes;
      apart &= left.is[member].no | right.is[member].no;
    }
  }
  kinds.other = apart;
  return kinds;
}

}  // namespace

std::optional<ComparedAsked> pairs_of(const program::Program& program, program::InstrumentId left,
                                      program::InstrumentId right) {
  std::map<program::EntityId, std::array<std::vector<RightId>, 2>> rights;
  for (std::size_t index = 0; index < program.rights.size(); ++index) {
    const RightId id(index);
    const program::Definition& value = program.definitions[program.rights[id].value];
    if (value.instrument == left) rights[value.entity][0].push_back(id);
    if (value.instrument == right) rights[value.entity][1].push_back(id);
  }
  const std::array<std::vector<RightId>, 2>* chosen = nullptr;
  for (const auto& [entity, both] : rights) {
    if (both[0].empty() || both[1].empty()) continue;
    if (chosen == nullptr ||
        both[0].size() + both[1].size() > (*chosen)[0].size() + (*chosen)[1].size()) {
      chosen = &both;
    }
  }
  if (chosen == nullptr) return std::nullopt;
  const auto name = [&](RightId id) { return program.definitions[program.rights[id].value].name; };
  ComparedAsked asked{left, right, {}};
  for (const RightId id : (*chosen)[0]) asked.pairs.push_back({name(id), id, {}});
  for (const RightId id : (*chosen)[1]) {
    const auto found = std::find_if(asked.pairs.begin(), asked.pairs.end(),
                                    [&](const RightPair& pair) { return pair.name == name(id); });
    if (found == asked.pairs.end()) {
      asked.pairs.push_back({name(id), {}, id});
    } else {
      found->right = id;
    }
  }
  return asked;
}

std::vector<DefinitionId> definitions_of(const program::Program& program,
                                         const ComparedAsked& asked) {
  std::vector<DefinitionId> definitions;
  for (const RightPair& pair : asked.pairs) {
    for (const auto& right : {pair.left, pair.right}) {
      if (!right) continue;
      const DefinitionId value = program.rights[*right].value;
      if (std::find(definitions.begin(), definitions.end(), value) == definitions.end()) {
        definitions.push_back(value);
      }
    }
  }
  return definitions;
}

RightsComparison::RightsComparison(const program::Program& program, const ir::Module& module,
                                   const ComparedAsked& asked)
    : program_(program), module_(module), asked_(asked) {
  std::size_t number = 0;
  for (const DefinitionId definition : definitions_of(program, asked)) {
    outputs_[definition] = number++;
  }
  if (number != module.outputs.size()) bug("a comparison of rights wants their values as outputs");
  for (const RightPair& pair : asked.pairs) {
    left_.push_back(pair.left ? std::optional(output_of(*pair.left)) : std::nullopt);
    right_.push_back(pair.right ? std::optional(output_of(*pair.right)) : std::nullopt);
  }
  summary_.rights.resize(asked.pairs.size());
  changes_.resize(asked.pairs.size());
}

RightsComparison::Output RightsComparison::output_of(RightId right) const {
  const DefinitionId value = program_.rights[right].value;
  Output output;
  output.number = outputs_.at(value);
  output.enumeration = program_.definitions[value].type.enumeration;
  output.levels = program_.enumerations[output.enumeration].ordered;
  const ir::Output& made = module_.outputs[output.number];
  output.ordered = made.kind == ir::OutputKind::OrderedEnumeration;
  output.members = made.members;
  return output;
}

void RightsComparison::add(const cases::CaseBatch& batch, const runtime::Results& results,
                           bool weighted) {
  summary_.cases += batch.size();
  summary_.weighted = summary_.weighted || weighted;
  for (std::size_t row = 0; row < batch.size(); ++row) {
    summary_.persons += weighted ? batch.weights[row] : 1;
  }
  for (std::size_t word = 0; word * 64 < batch.size(); ++word) {
    const std::size_t rest = batch.size() - word * 64;
    const std::uint64_t present = rest >= 64 ? all_cases : (std::uint64_t{1} << rest) - 1;
    for (std::size_t pair = 0; pair < asked_.pairs.size(); ++pair) {
      add_pair(pair, batch, results, word, present, weighted);
    }
  }
}

void RightsComparison::add_pair(std::size_t pair, const cases::CaseBatch& batch,
                                const runtime::Results& results, std::size_t word,
                                std::uint64_t present, bool weighted) {
  const auto persons = [&](std::uint64_t cases) {
    cases &= present;
    if (!weighted) return static_cast<std::int64_t>(std::popcount(cases));
    std::int64_t sum = 0;
    for (; cases != 0; cases &= cases - 1) {
      sum += batch.weights[word * 64 + static_cast<std::size_t>(std::countr_zero(cases))];
    }
    return sum;
  };
  const auto standard = [&](const Output& output) {
    return read(results, output.number, output.ordered, output.members.size(), word);
  };
  ComparedRight& compared = summary_.rights[pair];
  if (!left_[pair] || !right_[pair]) {
    const Word nothing = standard(left_[pair] ? *left_[pair] : *right_[pair]).nothing();
    compared.owed += persons(nothing.no);
    compared.open += persons(~(nothing.yes | nothing.no));
    return;
  }
  const Output& left = *left_[pair];
  const Output& right = *right_[pair];
  const Standard of_left = standard(left);
  const Standard of_right = standard(right);
  const Kinds kinds =
      compare(of_left, of_right, left.enumeration == right.enumeration, left.levels);
  compared.same += persons(kinds.same);
  compared.better += persons(kinds.better);
  compared.worse += persons(kinds.worse);
  compared.other += persons(kinds.other);
  compared.open += persons(~(kinds.same | kinds.better | kinds.worse | kinds.other));
  const std::uint64_t differing = present & (kinds.better | kinds.worse | kinds.other);
  if (differing == 0) return;
  for (std::size_t from = 0; from < of_left.is.size(); ++from) {
    for (std::size_t to = 0; to < of_right.is.size(); ++to) {
      const std::uint64_t cases = differing & of_left.is[from].yes & of_right.is[to].yes;
      if (cases == 0) continue;
      Tally& tally = changes_[pair][{from, to}];
      if (tally.persons == 0 && tally.example.empty()) {
        const auto first = static_cast<std::size_t>(std::countr_zero(cases));
        tally.example = batch.ids[word * 64 + first];
      }
      tally.persons += persons(cases);
    }
  }
}

ComparedSummary RightsComparison::summary() const {
  ComparedSummary summary = summary_;
  for (std::size_t pair = 0; pair < asked_.pairs.size(); ++pair) {
    std::vector<Change>& changes = summary.rights[pair].changes;
    for (const auto& [members, tally] : changes_[pair]) {
      changes.push_back({left_[pair]->members[members.first], right_[pair]->members[members.second],
                         tally.persons, tally.example});
    }
    std::stable_sort(changes.begin(), changes.end(), [](const Change& one, const Change& two) {
      return one.persons > two.persons;
    });
  }
  return summary;
}

}  // namespace nansen::rights
