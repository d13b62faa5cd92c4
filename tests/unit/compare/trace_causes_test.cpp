// The trace of causes against what it means, told case by case: random nets over random truths.
#include <gtest/gtest.h>

#include <set>

#include "compiler/compare/causes.h"
#include "tests/support/random/random.h"

namespace nansen::compare {
namespace {

using test::Random;
using Relation = CauseNode::Relation;

constexpr std::size_t outputs = 24;
constexpr std::size_t words = 2;

Truth truth(const SignalPlanes& planes, Signal signal, std::size_t row) {
  const TruthWord word = planes.of(signal, row / 64);
  const std::uint64_t bit = std::uint64_t{1} << (row % 64);
  return (word.yes & bit) != 0  ? Truth::Yes
         : (word.no & bit) != 0 ? Truth::No
                                : Truth::Undetermined;
}

/// No, undetermined, yes as 0, 1, 2; of what is denied the other way round.
int height(const SignalPlanes& planes, Signal signal, bool denied, std::size_t row) {
  const Truth is = truth(planes, signal, row);
  const int height = is == Truth::No ? 0 : is == Truth::Yes ? 2 : 1;
  return denied ? 2 - height : height;
}

bool differs(const SignalPlanes& planes, const CauseNode& node, std::size_t row) {
  for (const SignalPair& pair : node.truths) {
    if (truth(planes, pair.before, row) != truth(planes, pair.after, row)) return true;
  }
  return false;
}

/// Whether the part came to the mark that the whole came to, from its other side.
bool crosses(const SignalPlanes& planes, const SignalPair& whole, const SignalPair& part,
             bool denied, std::size_t row) {
  const int from = height(planes, whole.before, false, row);
  const int to = height(planes, whole.after, false, row);
  const int before = height(planes, part.before, denied, row);
  const int after = height(planes, part.after, denied, row);
  if (to > from) return before < to && after >= to;
  return to < from && before > to && after <= to;
}

/// Follows one case down.
void follow(const SignalPlanes& planes, const CauseNet& net, std::uint32_t at, std::size_t row,
            std::set<std::uint32_t>& causes) {
  const CauseNode& node = net.nodes[at];
  bool further = false;
  for (const CauseNode::Link& link : node.links) {
    bool taken = false;
    if (link.node != CauseNode::none) {
      const CauseNode& part = net.nodes[link.node];
      taken = link.relation == Relation::Crossing
                  ? crosses(planes, node.truths[0], part.truths[0], link.denied, row)
                  : part.truths.empty() || differs(planes, part, row);
      if (link.where && (truth(planes, link.where->before, row) == Truth::No ||
                         truth(planes, link.where->after, row) == Truth::No)) {
        taken = false;
      }
    }
    if (taken) follow(planes, net, link.node, row, causes);
    further = further || taken;
    if (link.settles && truth(planes, link.settles->before, row) == Truth::Yes &&
        truth(planes, link.settles->after, row) == Truth::Yes) {
      break;
    }
  }
  if (!further) causes.insert(node.causes.begin(), node.causes.end());
}

class Nets {
 public:
  explicit Nets(std::uint64_t seed) : random_(seed) {}

  runtime::Results results() {
    runtime::Results results(std::vector<runtime::OutputShape>(outputs, {.truths = 1}), words * 64);
    for (std::size_t output = 0; output < outputs; ++output) {
      for (std::size_t row = 0; row < words * 64; ++row) {
        const std::size_t which = random_.below(3);
        if (which == 2) continue;
        results.plane(output, 0, which == 0)[row / 64] |= std::uint64_t{1} << (row % 64);
      }
    }
    return results;
  }

  CauseNet net() {
    CauseNet net;
    const std::size_t count = 1 + random_.below(90);
    for (std::uint32_t at = 0; at < count; ++at) {
      CauseNode node;
      node.causes = {static_cast<std::uint32_t>(random_.below(6))};
      if (random_.chance(30)) node.causes.push_back(node.causes[0] + 6);
      for (std::size_t truths = random_.below(3); truths > 0; --truths) {
        node.truths.push_back(pair());
      }
      for (std::size_t links = at == 0 ? 0 : random_.below(5); links > 0; --links) {
        node.links.push_back(link(net, node, at));
      }
      net.nodes.push_back(std::move(node));
    }
    net.root = static_cast<std::uint32_t>(net.nodes.size()) - 1;
    net.lay_out();
    return net;
  }

 private:
  Signal signal() {
    if (random_.chance(10)) return random_.pick(std::vector{always_no, always_open, always_yes});
    return static_cast<Signal>(random_.below(outputs));
  }
  SignalPair pair() { return {signal(), signal()}; }

  CauseNode::Link link(const CauseNet& net, const CauseNode& from, std::uint32_t at) {
    CauseNode::Link link;
    if (random_.chance(90)) link.node = static_cast<std::uint32_t>(random_.below(at));
    const bool truths = link.node != CauseNode::none && !from.truths.empty() &&
                        !net.nodes[link.node].truths.empty();
    if (truths && random_.chance(70)) link.relation = Relation::Crossing;
    link.denied = link.relation == Relation::Crossing && random_.chance(30);
    if (random_.chance(20)) link.where = pair();
    if (random_.chance(20)) link.settles = pair();
    return link;
  }

  Random random_;
};

TEST(TraceCauses, FindsForEachCaseWhatFollowingItAloneFinds) {
  CauseNet::Scratch scratch;  // one for all nets, as in use
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Nets nets(seed);
    const runtime::Results results = nets.results();
    const SignalPlanes planes(results);
    const CauseNet net = nets.net();
    for (std::size_t word = 0; word < words; ++word) {
      const std::uint64_t cases =
          seed % 3 == 0 ? ~std::uint64_t{0} : 0x8000'f0f0'1234'0001U << word;
      net.trace(SignalWords(planes, word), cases, scratch);
      for (std::size_t bit = 0; bit < 64; ++bit) {
        std::set<std::uint32_t> expected;
        if ((cases >> bit & 1U) != 0) follow(planes, net, net.root, word * 64 + bit, expected);
        std::set<std::uint32_t> found;
        for (const std::uint32_t cause : scratch.touched) {
          if ((scratch.caused[cause] >> bit & 1U) != 0) found.insert(cause);
        }
        ASSERT_EQ(found, expected) << "seed " << seed << ", case " << word * 64 + bit;
      }
    }
  }
}

}  // namespace
}  // namespace nansen::compare
