// Which changed provisions an answer's change turned on, for 64 cases at once. Used inside this
// room only.
//
// From an asked definition down to the provisions that a draft alters there is a net of nodes: a
// rule, a way in, a head, a part of a condition, a value; each of both texts. A node is gone down
// from where it differs, by what it is made of:
//
//   and, or, groups, ways in, exceptions: what a truth has become, it is by those of its parts that
//     crossed the same mark. Of a truth that rose to t these are the parts that were below t and
//     are no longer; of one that fell to t, those that were above t and are no longer. (All these
//     connectives are a count of parts at or above a mark; so some part always crossed it.) A part
//     that is denied, such as an exception, counts as its opposite. A part that is absent from one
//     text counts as what leaves the whole as it is.
//   a value: of an enumeration, each truth about it ("is k", "is at least k") is an "or" over the
//     rules; of a number, the rules in their order, until one holds in both texts.
//   comparisons, arithmetic: every part that differs.
//   quantifiers, and what another row says: all altered provisions that they rest on; there is no
//     truth of the part for the case as a whole.
//
// Where the words themselves differ, the pieces of an "and" or "or" that stand in both texts are
// parts as ever, and the rest is a piece that is its provision's doing. A node that is reached has
// thus always a cause below it.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/compare/alignment.h"
#include "compiler/compare/signals.h"

namespace nansen::compare {

/// One truth in both texts.
struct SignalPair {
  Signal before = always_no;
  Signal after = always_no;
};

/// One number in both texts, as truths about it.
struct NumberPair {
  Signal equal = always_yes;
  Signal known_before = always_yes;
  Signal known_after = always_yes;
};

struct CauseNode {
  static constexpr std::uint32_t none = 0xffffffff;

  enum class Relation : std::uint8_t {
    Crossing,  // where the part crossed the mark that this truth has come to
    Differing  // where the part differs at all; everywhere, if it is not said where it does
  };
  struct Link {
    std::uint32_t node = none;
    Relation relation = Relation::Differing;
    bool denied = false;
    /// Only where this is or may be so in both texts.
    std::optional<SignalPair> where = {};
    /// Where this is so in both texts, what is linked after it plays no part.
    std::optional<SignalPair> settles = {};
  };

  std::vector<SignalPair> truths;
  std::vector<NumberPair> numbers;
  std::vector<Link> links;
  /// The causes of whatever comes here and goes nowhere further; never empty.
  Provisions causes;
};

/// The net of one subject and one draft. Parts have lower numbers than what they are parts of.
struct CauseNet {
  std::vector<CauseNode> nodes;
  std::uint32_t root = CauseNode::none;  // none: the answers never differ

  /// Reused from word to word, for any net.
  struct Scratch {
    std::vector<std::uint64_t> reached;  // by node; zero between calls
    std::vector<std::uint64_t> pending;  // a bit a node that is reached; zero between calls
    std::vector<std::uint64_t> caused;   // by provision: the cases of which it is a cause
    std::vector<std::uint32_t> touched;  // the provisions that are a cause of any
  };
  /// Sets `scratch.caused` and `scratch.touched` for `cases`, the answers of all of which differ.
  void trace(const SignalWords& words, std::uint64_t cases, Scratch& scratch) const;
  /// To be called when the nodes are complete, and before `trace`.
  void lay_out();

 private:
  /// What a step from a node to a part of it looks at, side by side: most of the time of a trace is
  /// spent on finding that a part did not change.
  struct Step {
    std::uint32_t node = CauseNode::none;
    enum class Test : std::uint8_t { Crossing, Differs, DiffersSomehow, Always, Nowhere } test{};
    bool denied = false;
    bool limited = false;  // the link says where, or what it settles
    SignalPair truth;      // of the part, for Crossing and Differs
  };
  struct Steps {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    SignalPair truth;  // of the node, where a step is by crossing
  };

  std::uint64_t differing(const SignalWords& words, const Step& step) const;

  std::vector<Step> steps_;
  std::vector<Steps> by_node_;
};

/// Makes the net of subject `subject` and the draft that is world `world`. What it watches becomes
/// an output of `module`.
CauseNet make_causes(WatchedModule& module, Alignment& alignment, std::size_t world,
                     std::size_t subject);

}  // namespace nansen::compare
