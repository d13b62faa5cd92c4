// What each case's answer is in every text, where two differ, and into which group that puts it.
// Used inside this room only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "compiler/compare/causes.h"
#include "compiler/compare/drafts.h"
#include "compiler/compare/signals.h"

namespace nansen::compare {

/// Wide enough for any difference of two numbers of 64 bits at a common scale.
__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

/// What stands for a group: a category of the subject, or a movement, before and after, and the
/// provisions that are its causes.
struct GroupKey {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Provisions causes;
  bool operator==(const GroupKey&) const = default;
};
struct GroupKeyHash {
  std::size_t operator()(const GroupKey& key) const noexcept;
};

/// Where one text's answer to a subject stands in the results.
struct Answer {
  ir::OutputKind kind{};
  std::vector<Signal> truths;
  /// Of a number: whether it is known, and where it stands.
  Signal known = always_no;
  std::uint32_t number = 0;
};

/// What a subject can answer. Categories have the numbers of `Subject::categories`.
struct Asking {
  Subject subject;
  std::size_t members = 0;      // of an enumeration
  std::vector<Answer> answers;  // by world

  bool is_number() const {
    return subject.kind == Subject::Kind::Number || subject.kind == Subject::Kind::Date;
  }
  std::uint32_t undetermined() const;
  std::uint32_t no_value() const { return undetermined() + 1; }
  std::uint32_t less() const { return static_cast<std::uint32_t>(subject.categories.size()); }
  std::uint32_t more() const { return less() + 1; }
  /// `less`, `earlier`..., or the category's name.
  std::string name_of(std::uint32_t category) const;
};

/// One subject and one draft.
struct Held {
  std::size_t subject = 0;
  std::size_t world = 0;
  CauseNet net;
  /// Where the answers differ: some of these truths do. Nothing: not said, the categories tell.
  std::optional<std::vector<SignalPair>> truths;
  Signal equal = always_yes;  // of numbers
  bool has_answer = false;    // the world has the subject
};

struct ComparedWorlds::State {
  explicit State(std::vector<World> worlds_);

  std::vector<World> worlds;
  std::vector<std::unique_ptr<Alignment>> alignments;  // by draft: world less one
  std::unique_ptr<WatchedModule> watched;
  std::vector<Asking> askings;  // by subject
  std::vector<Held> held;       // subject by subject, draft by draft

 private:
  Answer answer(const Given& given);
  void ask(std::size_t subject);
  void hold(std::size_t subject, std::size_t world);
};

/// Sets of causes by number, so that they can be compared and passed on without being copied.
class CauseSets {
 public:
  CauseSets() : sets_(1), larger_(1) {}

  static constexpr std::uint32_t empty = 0;
  const Provisions& operator[](std::uint32_t set) const { return sets_[set]; }
  /// The set with one provision more, which comes after all that are in it.
  std::uint32_t with(std::uint32_t set, std::uint32_t provision);

 private:
  std::vector<Provisions> sets_;
  std::vector<std::vector<std::uint32_t>> larger_;  // by set and provision; 0 is not made yet
};

/// Cases of one word that belong to one group.
struct Part {
  std::uint64_t cases = 0;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint32_t causes = CauseSets::empty;
};

/// Puts cases into groups, a word at a time.
class Grouper {
 public:
  explicit Grouper(const ComparedWorlds::State& worlds) : worlds_(worlds) {}

  /// The cases of each category of `subject` in world `world`.
  const std::vector<std::uint64_t>& categories(const SignalWords& words, std::size_t subject,
                                               std::size_t world);
  /// The cases of `count` words from `first` on that can be in a group of `held`: of no others do
  /// the answers differ.
  void differing(const SignalPlanes& planes, const Held& held, std::size_t first, std::size_t count,
                 std::vector<std::uint64_t>& cases) const;
  /// The groups of `cases`, which are among those that `differing` gives; `before` are their
  /// categories in the base. Valid until the next call.
  const std::vector<Part>& parts(const SignalWords& words, const Held& held, std::uint64_t cases,
                                 std::span<const std::uint64_t> before);
  const Provisions& causes(const Part& part) const { return sets_[part.causes]; }
  /// By how much the number of a case of the last word moved; in units of 1 / `movement_scale`.
  Wide movement(const SignalWords& words, const Held& held, std::size_t bit) const;
  mpz_class movement_scale(const runtime::Results& results, const Held& held) const;

 private:
  void add_moved(const SignalWords& words, const Held& held, std::uint64_t cases);
  void refine(CauseNet::Scratch& scratch);

  const ComparedWorlds::State& worlds_;
  std::vector<std::uint64_t> categories_;
  std::vector<Part> parts_;
  CauseSets sets_;
  CauseNet::Scratch scratch_;
};

}  // namespace nansen::compare
