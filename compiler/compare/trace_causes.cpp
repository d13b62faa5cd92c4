// The causes of differences, 64 cases at a time: down the net, from each node to the parts of it
// that made it differ.
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

std::uint64_t differing(const SignalWords& words, const CauseNode& node) {
  std::uint64_t cases = 0;
  for (const SignalPair& pair : node.truths) {
    const Moved truth = moved(words, pair, false);
    cases |= (truth.before.yes ^ truth.after.yes) | (truth.before.no ^ truth.after.no);
  }
  for (const NumberPair& pair : node.numbers) {
    cases |= words.of(pair.equal).no |
             (words.of(pair.known_before).yes ^ words.of(pair.known_after).yes);
  }
  return cases;
}

/// Where `part` crossed the mark that `whole` has come to.
std::uint64_t crossing(const Moved& whole, const Moved& part) {
  const std::uint64_t to_yes = ~whole.before.yes & whole.after.yes;
  const std::uint64_t up_to_open = whole.before.no & whole.after.open();
  const std::uint64_t to_no = ~whole.before.no & whole.after.no;
  const std::uint64_t down_to_open = whole.before.yes & whole.after.open();
  return (to_yes & ~part.before.yes & part.after.yes) |
         (up_to_open & part.before.no & ~part.after.no) |
         (to_no & ~part.before.no & part.after.no) |
         (down_to_open & part.before.yes & ~part.after.yes);
}

}  // namespace

void CauseNet::trace(const SignalWords& words, std::uint64_t cases, Scratch& scratch) const {
  for (const std::uint32_t provision : scratch.touched) scratch.caused[provision] = 0;
  scratch.touched.clear();
  scratch.reached.assign(nodes.size(), 0);
  scratch.reached[root] = cases;
  for (std::size_t at = nodes.size(); at-- > 0;) {
    const std::uint64_t reached = scratch.reached[at];
    if (reached == 0) continue;
    const CauseNode& node = nodes[at];
    std::uint64_t explained = 0;
    std::uint64_t open = reached;
    for (const CauseNode::Link& link : node.links) {
      if (link.node != CauseNode::none) {
        const CauseNode& part = nodes[link.node];
        std::uint64_t here = open;
        if (link.relation == CauseNode::Relation::Crossing) {
          here &= crossing(moved(words, node.truths[0], false),
                           moved(words, part.truths[0], link.denied));
        } else if (!part.truths.empty() || !part.numbers.empty()) {
          here &= differing(words, part);
        }
        if (link.where) {
          const Moved where = moved(words, *link.where, false);
          here &= ~where.before.no & ~where.after.no;
        }
        scratch.reached[link.node] |= here;
        explained |= here;
      }
      if (link.settles) {
        const Moved settles = moved(words, *link.settles, false);
        open &= ~(settles.before.yes & settles.after.yes);
      }
    }
    const std::uint64_t rest = reached & ~explained;
    if (rest == 0) continue;
    for (const std::uint32_t provision : node.causes) {
      if (scratch.caused.size() <= provision) scratch.caused.resize(provision + 1);
      if (scratch.caused[provision] == 0) scratch.touched.push_back(provision);
      scratch.caused[provision] |= rest;
    }
  }
}

}  // namespace nansen::compare
