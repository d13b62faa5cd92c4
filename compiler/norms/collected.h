// What has been collected of one limit; used inside this room only.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/norms/norms.h"
#include "runtime/calendar.h"

namespace nansen::norms {

/// What rows have in common, part by part as the limit names it, then the window of time where the
/// limit has such. A part that is not known may be any.
using Place = std::vector<std::optional<std::int64_t>>;

/// The day on which what has no end ends.
inline constexpr std::int32_t no_end = runtime::last_day;

/// A day before all, for what may have been there all along.
inline constexpr std::int32_t always = runtime::first_day - 1;

/// On which days what a row tells of was there: certainly from `from` to the day before `until`,
/// possibly from `earliest` to the day before `latest`.
struct Presence {
  std::int32_t earliest = always;
  std::int32_t from = no_end;  // no_end: certainly on no day
  std::int32_t until = no_end;
  std::int32_t latest = no_end;
};

/// A row that counts, or may count.
struct Counted {
  std::size_t act = 0;    // position in Limits::acts_
  std::size_t place = 0;  // position in Collected::places
  bool certain = false;   // it counts; else that is open
  bool known = false;     // the amount
  std::int64_t amount = 0;
  Presence there = {};  // of AtOnce
  /// Between which windows of time it lies; absent where that is not known.
  std::optional<std::int64_t> first_window = {};
  std::optional<std::int64_t> last_window = {};

  bool may_lie_in(std::int64_t window) const {
    return first_window.value_or(window) <= window && window <= last_window.value_or(window);
  }
};

/// The columns of a date fact: one twice, unless the table gives a range of days for some row.
struct DayColumns {
  std::size_t least = 0;
  std::size_t greatest = 0;
};

/// A fact that the rows are grouped by.
struct GroupFact {
  std::string name;
  ir::ColumnId column;
  std::size_t position = 0;
  /// Of a reference, by number: the names met so far.
  std::map<std::string, std::int64_t, std::less<>> numbers = {};
  std::vector<std::string> names = {};
};

struct Limits::Collected {
  program::LimitId limit;
  std::optional<std::size_t> condition;  // outputs of the module
  std::optional<std::size_t> amount;
  std::optional<DayColumns> day;  // positions in the table
  std::optional<DayColumns> until;
  std::vector<GroupFact> by;
  std::int64_t scale = 1;
  std::vector<Place> places;
  std::map<Place, std::size_t> numbers;  // of the places
  std::vector<Counted> rows;
};

/// How the rows of a limit come to be windows: sums, who counts, and whether the most is exceeded.
class Adding {
 public:
  Adding(const program::Program& program, const ir::Module& module,
         const std::vector<std::string>& acts, const Limits::Collected& collected);
  LimitAnswer answer();

 private:
  struct Sum {
    mpz_class certain;
    mpz_class possible;
    std::size_t boundless = 0;  // how many of what may count have no known amount

    void add(const Counted& row, bool certainly);
    void remove(const Counted& row, bool certainly);
  };

  bool is_whole(const Place& place) const;
  bool may_be_one(const Place& one, const Place& other) const;
  Truth exceeds(const Sum& sum) const;
  Rational scaled(const mpz_class& sum) const;
  std::string part_text(const Place& place, std::size_t part) const;
  std::string place_text(const Place& place, const std::string& window) const;
  Window window_of(const Place& place, const Sum& sum, Truth breached) const;
  void list(Window& window, const std::vector<std::size_t>& certain,
            const std::vector<std::size_t>& open) const;
  void note_greatest(const Place& place, const std::string& window, const mpz_class& sum);
  void count(Truth breached);
  bool comes(const Counted& row) const;
  std::vector<std::size_t> rows_that_may_be_at(const Place& place) const;

  void add_window(std::size_t place);
  void add_days(std::size_t place);
  void add_elsewhere(std::size_t place);

  const program::Program& program_;
  const ir::Module& module_;
  const std::vector<std::string>& acts_;
  const Limits::Collected& collected_;
  const program::Limit& limit_;
  std::vector<std::vector<std::size_t>> at_;  // rows by place
  std::vector<std::size_t> unplaced_;         // the places of which a part is not known
  LimitAnswer answer_;
  mpz_class most_;  // in the rows' scale, rounded down
  mpz_class greatest_;
};

}  // namespace nansen::norms
