// What each case's answer is in every text, where two differ, and into which group that puts it.
// Used inside this room only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
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
  std::size_t members = 0;  // of an enumeration
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

/// Cases of one word that belong to one group.
struct Part {
  std::uint64_t cases = 0;
  GroupKey key;
};

/// Puts cases into groups, a word at a time.
class Grouper {
 public:
  explicit Grouper(const ComparedWorlds::State& worlds) : worlds_(worlds) {}

  /// The cases of each category of `subject` in world `world`.
  const std::vector<std::uint64_t>& categories(const SignalWords& words, std::size_t subject,
                                               std::size_t world);
  /// The parts of `cases` whose answers differ, which `before`, their categories in the base, are
  /// of. Valid until the next call.
  const std::vector<Part>& parts(const SignalWords& words, const Held& held, std::uint64_t cases,
                                 const std::vector<std::uint64_t>& before);
  /// By how much the number of a case of the last word moved; in units of 1 / `movement_scale`.
  Wide movement(const SignalWords& words, const Held& held, std::size_t bit) const;
  mpz_class movement_scale(const runtime::Results& results, const Held& held) const;

 private:
  void add_moved(const SignalWords& words, const Held& held, std::uint64_t cases);
  void refine(const CauseNet::Scratch& scratch);

  const ComparedWorlds::State& worlds_;
  std::vector<std::uint64_t> categories_;
  std::vector<std::uint64_t> after_;
  std::vector<Part> parts_;
  std::size_t used_ = 0;
  CauseNet::Scratch scratch_;
};

}  // namespace nansen::compare
