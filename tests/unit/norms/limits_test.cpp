// Sums over acts, held against every way in which what is not known of the acts could be.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/norms/norms.h"
#include "runtime/calendar.h"
#include "tests/unit/explain/provision.h"

namespace nansen::norms {
namespace {

constexpr std::int64_t most = 10;
constexpr std::int64_t very_much = 1000;

const std::string arrangement = R"(
unit persons
enumeration Zone { north, south }
entity Act {
  counted : boolean
  moved : integer from 0 to 1000 in persons
  zone : Zone
  moved_on : date
  left_on : date
}
instrument arrangement "Arrangement" {
  article 1 {
    limit whole of Act : total of moved is at most 10 persons by zone where counted
    limit yearly of Act : total of moved is at most 10 persons in each year of moved_on by zone where counted
    limit monthly of Act : total of moved is at most 10 persons in each month of moved_on where counted
    limit at_once of Act : total of moved is at most 10 persons at once from moved_on until left_on by zone where counted
    limit rows of Act : count is at most 2 in each year of moved_on
  }
}
)";

enum LimitIndex : std::size_t { Whole, Yearly, Monthly, AtOnce, Rows };

/// One act; what is absent is not known.
struct Act {
  std::optional<bool> counted;
  std::optional<std::int64_t> moved;
  std::optional<std::int64_t> zone;
  std::optional<std::int32_t> on;
  std::optional<std::int32_t> left;  // never: still there
};
using Acts = std::vector<Act>;

class Arrangement {
 public:
  Arrangement() : provision_(arrangement) {
    asked_.entity = provision_.program.limits[program::LimitId(std::size_t{0})].entity;
    for (std::size_t at = 0; at < provision_.program.limits.size(); ++at) {
      asked_.limits.emplace_back(at);
    }
    module_ =
        lower::lower_expressions(provision_.program, expressions_of(provision_.program, asked_));
  }

  std::vector<LimitAnswer> answers(const Acts& acts) {
    cases::CaseBatch batch;
    batch.batch.tables.push_back(std::make_shared<runtime::Table>(
        layout::shapes_of(module_, ir::DomainId(0)), std::max<std::size_t>(acts.size(), 1)));
    batch.row_ids.resize(module_.domains.size());
    runtime::Table& table = *batch.batch.tables[0];
    for (const Act& act : acts) {
      const std::size_t row = table.add_row();
      batch.ids.add(std::to_string(row + 1));
      batch.weights.push_back(1);
      if (act.counted) table.set_truth(row, position("counted"), *act.counted);
      if (act.moved) table.set_number(row, position("moved"), *act.moved);
      if (act.zone) {
        table.set_code(row, position("zone"), static_cast<std::uint32_t>(*act.zone));
      }
      if (act.on) table.set_number(row, position("moved_on"), *act.on);
      if (act.left) table.set_number(row, position("left_on"), *act.left);
    }
    runtime::Results results(layout::output_shapes(module_), table.capacity());
    interpret::evaluate(module_, batch.batch, results);
    Limits limits(provision_.program, module_, asked_);
    limits.add(batch, results, "acts.csv", emitter);
    return limits.answers();
  }

  Emitter emitter;

 private:
  std::size_t position(const std::string& name) const {
    std::size_t at = 0;
    for (const ir::Column& column : module_.columns) {
      if (column.name == name) return at;
      ++at;
    }
    ADD_FAILURE() << "no column " << name;
    return 0;
  }

  Provision provision_;
  Asked asked_;
  ir::Module module_;
};

std::int32_t day(const char* text) { return *runtime::parse_date(text); }

/// Days that acts are known to fall on, and two that only unknown ones do.
const std::vector<std::int32_t>& some_days() {
  static const std::vector<std::int32_t> days{day("2025-12-31"), day("2026-01-01"),
                                              day("2026-01-31"), day("2026-02-01")};
  return days;
}
std::vector<std::int32_t> all_days() {
  std::vector<std::int32_t> days = some_days();
  days.push_back(day("1990-05-05"));
  days.push_back(day("2040-05-05"));
  return days;
}

/// What is not known may also never happen.
std::vector<std::int32_t> possible_days() {
  std::vector<std::int32_t> days = all_days();
  days.push_back(runtime::last_day);
  return days;
}

/// Calls `visit` with every way in which `acts` could be.
void complete(Acts acts, std::size_t at, const std::function<void(const Acts&)>& visit) {
  if (at == acts.size()) return visit(acts);
  Act& act = acts[at];
  if (!act.counted) {
    for (const bool each : {false, true}) {
      act.counted = each;
      complete(acts, at, visit);
    }
  } else if (!act.moved) {
    for (const std::int64_t each : {std::int64_t{0}, very_much}) {
      act.moved = each;
      complete(acts, at, visit);
    }
  } else if (!act.zone) {
    for (const std::int64_t each : {0, 1}) {
      act.zone = each;
      complete(acts, at, visit);
    }
  } else if (!act.on) {
    for (const std::int32_t each : possible_days()) {
      act.on = each;
      complete(acts, at, visit);
    }
  } else if (!act.left) {
    for (const std::int32_t each : possible_days()) {
      act.left = each;
      complete(acts, at, visit);
    }
  } else {
    complete(acts, at + 1, visit);
  }
}

/// What `acts`, of which all is known, come to where `counts`.
std::int64_t sum_of(const Acts& acts, const std::function<bool(const Act&)>& counts) {
  std::int64_t sum = 0;
  for (const Act& act : acts) {
    if (*act.counted && counts(act)) sum += *act.moved;
  }
  return sum;
}

/// Yes where all ways exceed the most, no where none does.
Truth in_all_ways(const Acts& acts, const std::function<bool(const Act&)>& counts) {
  bool some = false;
  bool all = true;
  complete(acts, 0, [&](const Acts& way) {
    const bool exceeds = sum_of(way, counts) > most;
    some = some || exceeds;
    all = all && exceeds;
  });
  return all ? Truth::Yes : some ? Truth::Undetermined : Truth::No;
}

Acts random_acts(std::mt19937& random) {
  const auto draw = [&](std::size_t count) { return random() % count; };
  Acts acts(1 + draw(5));
  for (Act& act : acts) {
    act.counted = draw(4) > 0;
    act.moved = static_cast<std::int64_t>(draw(3) == 0 ? draw(3) : 3 + draw(6));
    act.zone = static_cast<std::int64_t>(draw(2));
    act.on = some_days()[draw(some_days().size())];
    act.left = draw(2) == 0 ? some_days()[draw(some_days().size())] : runtime::last_day;
  }
  for (std::size_t unknown = draw(4); unknown > 0; --unknown) {
    Act& act = acts[draw(acts.size())];
    switch (draw(5)) {
      case 0: act.counted.reset(); break;
      case 1: act.moved.reset(); break;
      case 2: act.zone.reset(); break;
      case 3: act.left.reset(); break;
      default: act.on.reset(); break;
    }
  }
  return acts;
}

Truth listed(const LimitAnswer& answer, const std::string& zone, const std::string& window) {
  for (const Window& each : answer.exceeded) {
    const bool same_zone = each.group.empty() || each.group[0].second == zone;
    if (same_zone && each.window == window) return each.breached;
  }
  return Truth::No;
}

/// The answer of a stretch of days that `on` lies in.
Truth listed_on(const LimitAnswer& answer, const std::string& zone, std::int32_t on) {
  for (const Window& each : answer.exceeded) {
    if (each.group[0].second != zone || each.window == "unknown") continue;
    const bool open_end = each.window.starts_with("from ");
    const std::string first = open_end ? each.window.substr(5) : each.window.substr(0, 10);
    const std::size_t to = each.window.find(" to ");
    const std::string last = open_end                  ? "9999-12-30"
                             : to == std::string::npos ? first
                                                       : each.window.substr(to + 4);
    if (*runtime::parse_date(first) <= on && on <= *runtime::parse_date(last)) {
      return each.breached;
    }
  }
  return Truth::No;
}

std::string text_of(const Acts& acts) {
  std::string text;
  for (const Act& act : acts) {
    text += act.counted ? (*act.counted ? "counts " : "does not count ") : "may count ";
    text += act.moved ? std::to_string(*act.moved) : "?";
    text += act.zone ? (*act.zone == 0 ? " north " : " south ") : " ? ";
    text += act.on ? runtime::format_date(*act.on) : "?";
    text += act.left ? " to " + runtime::format_date(*act.left) + "\n" : " to ?\n";
  }
  return text;
}

bool stands(const Act& act) {
  return act.counted != false && act.moved != 0 && act.zone.has_value();
}

TEST(Limits, AgreeWithEveryWayInWhichTheUnknownCouldBe) {
  Arrangement under;
  std::mt19937 random(20260701);
  for (int round = 0; round < 3000; ++round) {
    const Acts acts = random_acts(random);
    const std::vector<LimitAnswer> answers = under.answers(acts);
    SCOPED_TRACE(text_of(acts));
    for (const std::int64_t zone : {0, 1}) {
      const std::string name = zone == 0 ? "north" : "south";
      const bool some = std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
        return stands(act) && *act.zone == zone;
      });
      if (some) {
        EXPECT_EQ(listed(answers[Whole], name, ""),
                  in_all_ways(acts, [&](const Act& act) { return *act.zone == zone; }))
            << name;
      }
      for (const std::int32_t on : some_days()) {
        const bool placed = std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
          return stands(act) && *act.zone == zone && act.on == on;
        });
        if (!placed) continue;
        const std::string year = runtime::format_date(on).substr(0, 4);
        EXPECT_EQ(listed(answers[Yearly], name, year),
                  in_all_ways(acts,
                              [&](const Act& act) {
                                return *act.zone == zone &&
                                       runtime::format_date(*act.on).substr(0, 4) == year;
                              }))
            << name << " " << year;
        const bool there = std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
          return stands(act) && *act.zone == zone && act.on == on && act.left && *act.left > on;
        });
        if (!there) continue;
        EXPECT_EQ(listed_on(answers[AtOnce], name, on),
                  in_all_ways(acts,
                              [&](const Act& act) {
                                return *act.zone == zone && *act.on <= on && on < *act.left;
                              }))
            << name << " on " << runtime::format_date(on);
      }
    }
  }
}

TEST(Limits, SayThatNothingIsExceededOnlyWhereThatIsSoInEveryWay) {
  Arrangement under;
  std::mt19937 random(4);
  for (int round = 0; round < 1500; ++round) {
    const Acts acts = random_acts(random);
    const LimitAnswer yearly = under.answers(acts)[Yearly];
    bool some = false;
    bool all = true;
    complete(acts, 0, [&](const Acts& way) {
      bool exceeds = false;
      for (const std::int64_t zone : {0, 1}) {
        for (const std::int32_t on : all_days()) {
          const std::string year = runtime::format_date(on).substr(0, 4);
          exceeds = exceeds || sum_of(way, [&](const Act& act) {
                                 return *act.zone == zone &&
                                        runtime::format_date(*act.on).substr(0, 4) == year;
                               }) > most;
        }
      }
      some = some || exceeds;
      all = all && exceeds;
    });
    SCOPED_TRACE(text_of(acts));
    EXPECT_TRUE(yearly.breached == 0 || all);
    EXPECT_TRUE(!yearly.exceeded.empty() || !some);
  }
}

TEST(Limits, NameTheRowsThatCountAndThoseThatMay) {
  Arrangement under;
  const auto answers = under.answers({{true, 6, 0, day("2026-03-01"), {}},
                                      {true, 5, 0, day("2026-12-31"), {}},
                                      {true, 5, 0, day("2027-01-01"), {}},
                                      {{}, 3, 0, day("2026-05-01"), {}},
                                      {true, 2, {}, day("2026-06-01"), {}},
                                      {true, 8, 1, {}, {}}});
  const LimitAnswer& yearly = answers[Yearly];
  ASSERT_EQ(yearly.exceeded.size(), 1u);
  const Window& window = yearly.exceeded.front();
  EXPECT_EQ(window.breached, Truth::Yes);
  EXPECT_EQ(window.window, "2026");
  EXPECT_EQ(window.group, (std::vector<std::pair<std::string, std::string>>{{"zone", "north"}}));
  EXPECT_EQ(window.certain, 11);
  EXPECT_EQ(window.possible, Rational(16));
  EXPECT_EQ(window.rows, (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(window.open, (std::vector<std::string>{"4", "5"}));
  EXPECT_EQ(yearly.greatest, 11);
  EXPECT_EQ(yearly.greatest_in, "north, 2026");
}

TEST(Limits, SayFromWhichToWhichDayTooManyWereThereAtOnce) {
  Arrangement under;
  const auto answers = under.answers({{true, 6, 0, day("2026-01-01"), day("2026-03-01")},
                                      {true, 6, 0, day("2026-02-01"), runtime::last_day},
                                      {true, 2, 0, day("2026-02-10"), day("2026-02-20")}});
  const LimitAnswer& at_once = answers[AtOnce];
  ASSERT_EQ(at_once.exceeded.size(), 1u);
  const Window& window = at_once.exceeded.front();
  EXPECT_EQ(window.window, "2026-02-01 to 2026-02-28");
  EXPECT_EQ(window.greatest_on, "2026-02-10");
  EXPECT_EQ(window.certain, 14);
  EXPECT_EQ(window.rows, (std::vector<std::string>{"1", "2", "3"}));
}

TEST(Limits, WhatNeverHappensIsInNoYearAndNotThereOnAnyDay) {
  Arrangement under;
  const auto answers = under.answers({{true, 50, 0, runtime::last_day, {}}});
  EXPECT_EQ(answers[Whole].breached, 1u);
  for (const std::size_t each : {Yearly, Monthly, AtOnce, Rows}) {
    EXPECT_EQ(answers[each].windows, 0u) << each;
    EXPECT_TRUE(answers[each].exceeded.empty()) << each;
  }
}

TEST(Limits, ARowThatIsTooMuchByItselfExceedsOnlyWhereItsDayIsKnown) {
  Arrangement under;
  const auto somewhere = under.answers({{true, 50, {}, day("2026-01-01"), day("2026-02-01")}});
  const auto some_day = under.answers({{true, 50, 0, {}, day("2026-02-01")}});
  for (const std::size_t each : {Yearly, Monthly, AtOnce}) {
    EXPECT_EQ(somewhere[each].breached, 1u) << each;
    EXPECT_EQ(some_day[each].breached, 0u) << each;
    EXPECT_EQ(some_day[each].open, 1u) << each;
  }
}

TEST(Limits, CountRowsWhereNothingIsAddedUp) {
  Arrangement under;
  const Act act{true, 0, 0, day("2026-01-01"), {}};
  EXPECT_TRUE(under.answers({act, act})[Rows].exceeded.empty());
  EXPECT_EQ(under.answers({act, act, act})[Rows].breached, 1u);
}

TEST(Limits, RefuseWhatIsBelowZero) {
  Arrangement under;
  under.answers({{true, -1, 0, day("2026-01-01"), {}}});
  ASSERT_FALSE(under.emitter.diagnostics().empty());
  EXPECT_EQ(under.emitter.diagnostics().front().code, Code::NegativeAmount);
}

}  // namespace
}  // namespace nansen::norms
