// Sums over the rows that count toward a limit, in each group and window.
//
// Where a part of a row's group or its day is not known, the row may be in any window that agrees
// with what is known of it: so it counts nowhere certainly, and possibly in each of them. The rows
// of which something is not known may also be together where no other row is: they make windows of
// their own, in which a single row that is more than the most exceeds it certainly, unless its day
// is not known: it may never come.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/norms/collected.h"

namespace nansen::norms {

using program::LimitWindow;

void Adding::Sum::add(const Counted& row, bool certainly) {
  if (certainly && row.known) certain += row.amount;
  possible += row.amount;
  if (!row.known) ++boundless;
}

void Adding::Sum::remove(const Counted& row, bool certainly) {
  if (certainly && row.known) certain -= row.amount;
  possible -= row.amount;
  if (!row.known) --boundless;
}

Adding::Adding(const program::Program& program, const ir::Module& module,
               const std::vector<std::string>& acts, const Limits::Collected& collected)
    : program_(program),
      module_(module),
      acts_(acts),
      collected_(collected),
      limit_(program.limits[collected.limit]),
      at_(collected.places.size()) {
  answer_.limit = collected.limit;
  answer_.most =
      limit_.parameter.valid() ? program.parameters[limit_.parameter].value : limit_.at_most;
  const Rational most = answer_.most * Rational(mpz_class(collected.scale));
  mpz_fdiv_q(most_.get_mpz_t(), most.get_num_mpz_t(), most.get_den_mpz_t());
  greatest_ = -1;
  for (std::size_t row = 0; row < collected.rows.size(); ++row) {
    at_[collected.rows[row].place].push_back(row);
  }
  for (std::size_t place = 0; place < collected.places.size(); ++place) {
    if (!is_whole(collected.places[place])) unplaced_.push_back(place);
  }
}

LimitAnswer Adding::answer() {
  const bool days = limit_.window == LimitWindow::AtOnce;
  for (std::size_t place = 0; place < collected_.places.size(); ++place) {
    ++answer_.windows;
    if (!is_whole(collected_.places[place])) {
      add_elsewhere(place);
    } else if (days) {
      add_days(place);
    } else {
      add_window(place);
    }
  }
  if (greatest_ >= 0) answer_.greatest = scaled(greatest_);
  std::stable_sort(answer_.exceeded.begin(), answer_.exceeded.end(),
                   [](const Window& one, const Window& two) {
                     return std::tie(one.group, one.window) < std::tie(two.group, two.window);
                   });
  return std::move(answer_);
}

bool Adding::is_whole(const Place& place) const {
  return std::all_of(place.begin(), place.end(), [](const auto& part) { return part.has_value(); });
}

bool Adding::may_be_one(const Place& one, const Place& other) const {
  for (std::size_t part = 0; part < one.size(); ++part) {
    if (one[part] && other[part] && *one[part] != *other[part]) return false;
  }
  return true;
}

Truth Adding::exceeds(const Sum& sum) const {
  if (sum.certain > most_) return Truth::Yes;
  return sum.boundless > 0 || sum.possible > most_ ? Truth::Undetermined : Truth::No;
}

Rational Adding::scaled(const mpz_class& sum) const {
  Rational number(sum, mpz_class(collected_.scale));
  number.canonicalize();
  return number;
}

std::string Adding::part_text(const Place& place, std::size_t part) const {
  if (!place[part]) return "unknown";
  const std::int64_t number = *place[part];
  if (part == collected_.by.size()) {
    if (limit_.window == LimitWindow::CalendarYear) return fmt::format("{:04}", number);
    return fmt::format("{:04}-{:02}", number / 12, number % 12 + 1);
  }
  const GroupFact& fact = collected_.by[part];
  const ir::Column& column = module_.columns[fact.column];
  switch (column.kind) {
    case ir::ColumnKind::Boolean: return number == 1 ? "yes" : "no";
    case ir::ColumnKind::Reference: return fact.names[static_cast<std::size_t>(number)];
    case ir::ColumnKind::Enumeration:
    case ir::ColumnKind::OrderedEnumeration:
      return column.members[static_cast<std::size_t>(number)];
    default: break;
  }
  return std::to_string(number);
}

std::string Adding::place_text(const Place& place, const std::string& window) const {
  std::string text;
  for (std::size_t part = 0; part < collected_.by.size(); ++part) {
    text += (text.empty() ? "" : ", ") + part_text(place, part);
  }
  if (!window.empty()) text += (text.empty() ? "" : ", ") + window;
  return text.empty() ? "all rows" : text;
}

Window Adding::window_of(const Place& place, const Sum& sum, Truth breached) const {
  Window window;
  for (std::size_t part = 0; part < collected_.by.size(); ++part) {
    window.group.emplace_back(collected_.by[part].name, part_text(place, part));
  }
  if (place.size() > collected_.by.size()) window.window = part_text(place, collected_.by.size());
  window.breached = breached;
  window.certain = scaled(sum.certain);
  if (sum.boundless == 0) window.possible = scaled(sum.possible);
  return window;
}

void Adding::list(Window& window, const std::vector<std::size_t>& certain,
                  const std::vector<std::size_t>& open) const {
  for (const std::size_t row : certain) window.rows.push_back(acts_[collected_.rows[row].act]);
  for (const std::size_t row : open) window.open.push_back(acts_[collected_.rows[row].act]);
}

void Adding::note_greatest(const Place& place, const std::string& window, const mpz_class& sum) {
  if (sum <= greatest_) return;
  greatest_ = sum;
  answer_.greatest_in = place_text(place, window);
}

void Adding::count(Truth breached) {
  if (breached == Truth::Yes) ++answer_.breached;
  if (breached == Truth::Undetermined) ++answer_.open;
}

/// Whether it is known on which day, or in which window, what the row tells of happened.
bool Adding::comes(const Counted& row) const {
  switch (limit_.window) {
    case LimitWindow::Always: return true;
    case LimitWindow::AtOnce: return row.there.from < row.there.until;
    default: return collected_.places[row.place].back().has_value();
  }
}

// The rows at places of which something is not known that may be `place`, in the table's order.
std::vector<std::size_t> Adding::rows_that_may_be_at(const Place& place) const {
  std::vector<std::size_t> rows;
  for (const std::size_t other : unplaced_) {
    if (!may_be_one(place, collected_.places[other])) continue;
    for (const std::size_t row : at_[other]) {
      const bool timed = place.size() > collected_.by.size() && place.back();
      if (!timed || collected_.rows[row].may_lie_in(*place.back())) rows.push_back(row);
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

void Adding::add_window(std::size_t number) {
  const Place& place = collected_.places[number];
  Sum sum;
  std::vector<std::size_t> certain;
  std::vector<std::size_t> open;
  for (const std::size_t row : at_[number]) {
    const Counted& counted = collected_.rows[row];
    sum.add(counted, counted.certain);
    (counted.certain && counted.known ? certain : open).push_back(row);
  }
  for (const std::size_t row : rows_that_may_be_at(place)) {
    sum.add(collected_.rows[row], false);
    open.push_back(row);
  }
  const Truth breached = exceeds(sum);
  count(breached);
  const bool timed = place.size() > collected_.by.size();
  note_greatest(place, timed ? part_text(place, collected_.by.size()) : "", sum.certain);
  if (breached == Truth::No) return;
  std::sort(open.begin(), open.end());
  Window window = window_of(place, sum, breached);
  list(window, certain, open);
  answer_.exceeded.push_back(std::move(window));
}

// Rows of which too little is known to stand in a window: they may be together in one.
void Adding::add_elsewhere(std::size_t number) {
  const Place& place = collected_.places[number];
  std::vector<std::size_t> open = rows_that_may_be_at(place);
  if (is_whole(place)) open.insert(open.end(), at_[number].begin(), at_[number].end());
  Sum sum;
  for (const std::size_t row : open) sum.add(collected_.rows[row], false);
  // A row by itself that is more than the most exceeds it wherever it is.
  std::optional<std::size_t> alone;
  for (const std::size_t row : at_[number]) {
    const Counted& counted = collected_.rows[row];
    if (!counted.certain || !counted.known || counted.amount <= most_ || !comes(counted)) continue;
    if (!alone || counted.amount > collected_.rows[*alone].amount) alone = row;
  }
  if (alone) sum.certain = collected_.rows[*alone].amount;
  const Truth breached = exceeds(sum);
  count(breached);
  if (breached == Truth::No) return;
  if (alone) std::erase(open, *alone);
  std::sort(open.begin(), open.end());
  Window window = window_of(place, sum, breached);
  if (limit_.window == LimitWindow::AtOnce) window.window = "unknown";
  list(window, alone ? std::vector{*alone} : std::vector<std::size_t>{}, open);
  answer_.exceeded.push_back(std::move(window));
}

namespace {

// A stretch of days with one answer.
struct Stretch {
  Truth breached{};
  std::int32_t first = 0;
  std::int32_t after = 0;  // the first day after it
  std::int32_t greatest_on = 0;
};

std::string stretch_text(const Stretch& stretch) {
  if (stretch.after >= no_end) return "from " + runtime::format_date(stretch.first);
  if (stretch.after == stretch.first + 1) return runtime::format_date(stretch.first);
  return runtime::format_date(stretch.first) + " to " + runtime::format_date(stretch.after - 1);
}

}  // namespace

void Adding::add_days(std::size_t number) {
  const Place& place = collected_.places[number];
  // The days on which a row certainly counts, and those before and after on which it may.
  struct Piece {
    std::size_t row = 0;
    std::int32_t from = 0;
    std::int32_t until = 0;
    bool certain = false;
  };
  std::vector<Piece> present;
  bool some_day = false;
  const auto add = [&](std::size_t row, bool placed) {
    const Counted& counted = collected_.rows[row];
    const Presence& there = counted.there;
    const auto piece = [&](std::int32_t from, std::int32_t until, bool certain) {
      if (from < until) present.push_back({row, from, until, certain});
    };
    some_day = some_day || there.earliest != always || there.from != no_end;
    if (placed && counted.certain && there.from < there.until) {
      piece(there.earliest, there.from, false);
      piece(there.from, there.until, true);
      piece(there.until, there.latest, false);
    } else {
      piece(there.earliest, there.latest, false);
    }
  };
  for (const std::size_t row : at_[number]) add(row, true);
  for (const std::size_t row : rows_that_may_be_at(place)) add(row, false);
  if (!some_day) {
    add_elsewhere(number);
    return;
  }
  std::vector<std::size_t> begins(present.size());
  for (std::size_t at = 0; at < begins.size(); ++at) begins[at] = at;
  std::vector<std::size_t> ends = begins;
  const auto until = [&](std::size_t at) { return present[at].until; };
  std::stable_sort(begins.begin(), begins.end(), [&](std::size_t one, std::size_t two) {
    return present[one].from < present[two].from;
  });
  std::stable_sort(ends.begin(), ends.end(),
                   [&](std::size_t one, std::size_t two) { return until(one) < until(two); });
  std::set<std::int32_t> days;
  for (const Piece& each : present) {
    if (each.from != always) days.insert(each.from);
    if (each.until < no_end) days.insert(each.until);
  }
  Sum sum;
  std::vector<Stretch> stretches;
  std::vector<Sum> greatest;  // of each stretch
  std::size_t begun = 0;
  std::size_t ended = 0;
  for (const std::int32_t day : days) {
    for (; begun < begins.size() && present[begins[begun]].from <= day; ++begun) {
      const Piece& each = present[begins[begun]];
      sum.add(collected_.rows[each.row], each.certain);
    }
    for (; ended < ends.size() && until(ends[ended]) <= day; ++ended) {
      const Piece& each = present[ends[ended]];
      sum.remove(collected_.rows[each.row], each.certain);
    }
    if (sum.certain > greatest_) {
      note_greatest(place, runtime::format_date(day), sum.certain);
    }
    const Truth breached = exceeds(sum);
    const bool goes_on = !stretches.empty() && stretches.back().after == no_end;
    if (goes_on && stretches.back().breached != breached) stretches.back().after = day;
    if (breached == Truth::No) continue;
    if (!goes_on || stretches.back().breached != breached) {
      stretches.push_back({breached, day, no_end, day});
      greatest.push_back(sum);
      continue;
    }
    const bool greater = breached == Truth::Yes ? sum.certain > greatest.back().certain
                                                : sum.possible > greatest.back().possible;
    if (!greater) continue;
    stretches.back().greatest_on = day;
    greatest.back() = sum;
  }
  Truth worst = Truth::No;
  for (std::size_t at = 0; at < stretches.size(); ++at) {
    worst = worst | stretches[at].breached;
    Window window = window_of(place, greatest[at], stretches[at].breached);
    window.window = stretch_text(stretches[at]);
    window.greatest_on = runtime::format_date(stretches[at].greatest_on);
    std::vector<std::size_t> certain;
    std::vector<std::size_t> open;
    for (const Piece& each : present) {
      const Counted& counted = collected_.rows[each.row];
      if (each.from > stretches[at].greatest_on || each.until <= stretches[at].greatest_on) {
        continue;
      }
      (each.certain && counted.known ? certain : open).push_back(each.row);
    }
    std::sort(open.begin(), open.end());
    list(window, certain, open);
    answer_.exceeded.push_back(std::move(window));
  }
  count(worst);
}

}  // namespace nansen::norms
