// The causes of differences, 64 cases at a time: down the net, from each node to the parts of it
// that made it differ.
#include <array>
#include <bit>
#include <utility>

#include "compiler/compare/causes.h"

namespace nansen::compare {
namespace {

TruthWord denied(const TruthWord& truth) { return {truth.no, truth.yes}; }

/// A truth in both texts.
struct Moved {
  TruthWord before;
  TruthWord after;
};

Moved moved(const SignalWords& words, const SignalPair& pair, bool deny) {
  const Moved moved{words.of(pair.before), words.of(pair.after)};
  return deny ? Moved{denied(moved.before), denied(moved.after)} : moved;
}

std::uint64_t differing(const Moved& truth) {
  return (truth.before.yes ^ truth.after.yes) | (truth.before.no ^ truth.after.no);
}

std::uint64_t differing(const SignalWords& words, const CauseNode& node) {
  std::uint64_t cases = 0;
  for (const SignalPair& pair : node.truths) cases |= differing(moved(words, pair, false));
  for (const NumberPair& pair : node.numbers) {
    cases |= words.of(pair.equal).no |
             (words.of(pair.known_before).yes ^ words.of(pair.known_after).yes);
  }
  return cases;
}

/// The cases of a truth that came to yes, rose to undetermined, came to no, and fell to
/// undetermined.
std::array<std::uint64_t, 4> marks_of(const Moved& whole) {
  return {~whole.before.yes & whole.after.yes, whole.before.no & whole.after.open(),
          ~whole.before.no & whole.after.no, whole.before.yes & whole.after.open()};
}

/// Where `part` crossed the mark that the whole has come to.
std::uint64_t crossing(const std::array<std::uint64_t, 4>& marks, const Moved& part) {
  return (marks[0] & ~part.before.yes & part.after.yes) |
         (marks[1] & part.before.no & ~part.after.no) |
         (marks[2] & ~part.before.no & part.after.no) |
         (marks[3] & part.before.yes & ~part.after.yes);
}

constexpr std::size_t word_bits = 64;

}  // namespace

void CauseNet::lay_out() {
  steps_.clear();
  by_node_.clear();
  for (const CauseNode& node : nodes) {
    Steps steps;
    steps.begin = static_cast<std::uint32_t>(steps_.size());
    if (!node.truths.empty()) steps.truth = node.truths[0];
    for (const CauseNode::Link& link : node.links) {
      Step step;
      step.node = link.node;
      step.denied = link.denied;
      step.limited = link.where || link.settles;
      step.test = Step::Test::Nowhere;
      if (link.node != CauseNode::none) {
        const CauseNode& part = nodes[link.node];
        if (link.relation == CauseNode::Relation::Crossing) {
          step.test = Step::Test::Crossing;
        } else if (part.truths.size() == 1 && part.numbers.empty()) {
          step.test = Step::Test::Differs;
        } else {
          const bool said = !part.truths.empty() || !part.numbers.empty();
          step.test = said ? Step::Test::DiffersSomehow : Step::Test::Always;
        }
        if (!part.truths.empty()) step.truth = part.truths[0];
      }
      steps_.push_back(step);
    }
    steps.end = static_cast<std::uint32_t>(steps_.size());
    by_node_.push_back(steps);
  }
}

/// Where the part that the step leads to differs.
std::uint64_t CauseNet::differing(const SignalWords& words, const Step& step) const {
  switch (step.test) {
    case Step::Test::Differs: return compare::differing(moved(words, step.truth, false));
    case Step::Test::DiffersSomehow: return compare::differing(words, nodes[step.node]);
    case Step::Test::Always: return ~std::uint64_t{0};
    case Step::Test::Crossing:
    case Step::Test::Nowhere: break;
  }
  return 0;
}

// Parts have lower numbers than what they are parts of, so a node has been reached from everywhere
// when its turn comes.
void CauseNet::trace(const SignalWords& words, std::uint64_t cases, Scratch& scratch) const {
  for (const std::uint32_t provision : scratch.touched) scratch.caused[provision] = 0;
  scratch.touched.clear();
  if (scratch.reached.size() < nodes.size()) {
    scratch.reached.resize(nodes.size());
    scratch.pending.resize((nodes.size() + word_bits - 1) / word_bits);
  }
  const auto reach = [&scratch](std::uint32_t node, std::uint64_t here) {
    scratch.reached[node] |= here;
    scratch.pending[node / word_bits] |= std::uint64_t{1} << (node % word_bits);
  };
  reach(root, cases);
  for (std::size_t block = root / word_bits + 1; block-- > 0;) {
    while (scratch.pending[block] != 0) {
      const auto bit =
          word_bits - 1 - static_cast<std::size_t>(std::countl_zero(scratch.pending[block]));
      scratch.pending[block] ^= std::uint64_t{1} << bit;
      const std::size_t at = block * word_bits + bit;
      const std::uint64_t reached = std::exchange(scratch.reached[at], 0);
      const Steps& steps = by_node_[at];
      const std::array<std::uint64_t, 4> marks = marks_of(moved(words, steps.truth, false));
      std::uint64_t explained = 0;
      std::uint64_t open = reached;
      for (std::uint32_t index = steps.begin; index < steps.end; ++index) {
        const Step& step = steps_[index];
        std::uint64_t here = open & (step.test == Step::Test::Crossing
                                         ? crossing(marks, moved(words, step.truth, step.denied))
                                         : differing(words, step));
        if (step.limited) {
          const CauseNode::Link& link = nodes[at].links[index - steps.begin];
          if (link.where) {
            const Moved where = moved(words, *link.where, false);
            here &= ~where.before.no & ~where.after.no;
          }
          if (link.settles) {
            const Moved settles = moved(words, *link.settles, false);
            open &= ~(settles.before.yes & settles.after.yes);
          }
        }
        if (here == 0) continue;
        reach(step.node, here);
        explained |= here;
      }
      const std::uint64_t rest = reached & ~explained;
      if (rest == 0) continue;
      for (const std::uint32_t provision : nodes[at].causes) {
        if (scratch.caused.size() <= provision) scratch.caused.resize(provision + 1);
        if (scratch.caused[provision] == 0) scratch.touched.push_back(provision);
        scratch.caused[provision] |= rest;
      }
    }
  }
}

}  // namespace nansen::compare
