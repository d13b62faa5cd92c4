#include "compiler/page/chart.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/base/utf8.h"
#include "compiler/compare/outcome_words.h"
#include "compiler/page/words.h"
#include "compiler/report/number.h"

namespace nansen::page {

using compare::Effect;
using compare::Outcome;
using compare::SharesOutcome;
using compare::StateShares;
using compare::Subject;
using Json = nlohmann::ordered_json;

namespace {

/// JSON in which no character can end a script element: all but plain ASCII, and `<`, `>` and `&`,
/// are written as escapes, which mean the same.
std::string data_of(const Json& json) {
  const std::string plain = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  std::string made;
  made.reserve(plain.size());
  for (const char letter : plain) {
    switch (letter) {
      case '<': made += "\\u003c"; break;
      case '>': made += "\\u003e"; break;
      case '&': made += "\\u0026"; break;
      default: made += letter;
    }
  }
  return made;
}

std::string unit_of(const Outcome& outcome) { return std::string(counted_as(outcome)); }

/// For a drawing only: tables say exact numbers.
double drawn(const Rational& value) { return value.get_d(); }

std::string share_text(const std::optional<Rational>& share) {
  return share ? report::percent(*share, 4) : "–";
}

/// A length of time or an amount, at two decimals where it is not whole.
std::string amount(const std::optional<Rational>& value) {
  if (!value) return "–";
  return report::signed_grouped(*value, value->get_den() == 1 ? 0 : 2);
}

std::vector<std::string> all_printable(const std::vector<std::string>& words) {
  std::vector<std::string> made;
  for (const std::string& word : words) made.push_back(printable(word));
  return made;
}

std::string quoted(const std::string& name) { return "\"" + name + "\""; }

/// How far a State's share moves at most, by any draft.
Rational farthest(const StateShares& state) {
  const Rational before = state.shares[0].value_or(Rational(0));
  Rational far = 0;
  for (std::size_t at = 1; at < state.shares.size(); ++at) {
    far = std::max(far, Rational(abs(state.shares[at].value_or(Rational(0)) - before)));
  }
  return far;
}

}  // namespace

Chart flows(const Outcome& outcome, const Effect& effect) {
  const Subject& subject = outcome.subjects[effect.subject];
  const std::string& draft = outcome.drafts[effect.draft].name;
  Chart made;
  made.title = "From each answer by " + quoted(base_of(outcome)) + " to each by " + quoted(draft) +
               ", in " + unit_of(outcome);
  made.description = summary(outcome, effect);

  Json cells = Json::array();
  Table table;
  table.caption = "Rows: the answer by " + base_of(outcome) + ". Columns: by " + draft + ". In " +
                  unit_of(outcome) + ".";
  table.kind = "transitions";
  table.columns.push_back({"by " + base_of(outcome)});
  for (const std::string& category : subject.categories) table.columns.push_back({category, true});
  table.columns.push_back({"all", true});
  std::vector<std::int64_t> below(subject.categories.size() + 1, 0);
  for (std::size_t from = 0; from < effect.transitions.size(); ++from) {
    Json& drawn_row = cells.emplace_back(Json::array());
    std::vector<Markup>& row = table.rows.emplace_back();
    row.push_back(text(subject.categories[from]));
    std::int64_t all = 0;
    for (std::size_t to = 0; to < effect.transitions[from].size(); ++to) {
      const std::int64_t persons = number_of(outcome, effect.transitions[from][to]);
      drawn_row.push_back(persons);
      all += persons;
      below[to] += persons;
      const bool moves = from != to && persons > 0;
      row.push_back(moves ? element("strong", text(number(persons))) : text(number(persons)));
    }
    below.back() += all;
    row.push_back(text(number(all)));
  }
  std::vector<Markup>& footer = table.rows.emplace_back();
  footer.push_back(text("all"));
  for (const std::int64_t persons : below) footer.push_back(text(number(persons)));
  made.table = page::table(table);

  Json data = {{"kind", "flows"},
               {"categories", all_printable(subject.categories)},
               {"cells", std::move(cells)},
               {"unit", unit_of(outcome)},
               {"ordered", subject.kind == Subject::Kind::Truth ||
                               subject.kind == Subject::Kind::OrderedEnumeration},
               {"rising", subject.kind == Subject::Kind::OrderedEnumeration},
               {"before", printable(base_of(outcome))},
               {"after", printable(draft)}};
  made.data = data_of(data);
  return made;
}

Chart gains_and_losses(const Outcome& outcome, const std::vector<const Effect*>& effects,
                       bool rights) {
  const char* more = rights ? "better" : "newly yes";
  const char* fewer = rights ? "worse" : "no longer yes";
  Chart made;
  made.title = rights ? "Who is better and who is worse off, right by right"
                      : "Who is newly answered yes, and who no longer";
  Table table;
  table.caption = made.title + ", in " + unit_of(outcome);
  table.columns = {
      {rights ? "right" : "question"},    {"draft"},         {more, true}, {fewer, true},
      {"otherwise another answer", true}, {"the same", true}};
  struct Row {
    std::string label;
    Moved change;
  };
  std::vector<Row> rows;
  for (const Effect* effect : effects) {
    const Subject& subject = outcome.subjects[effect->subject];
    const std::string& draft = outcome.drafts[effect->draft].name;
    const Moved change = moved(outcome, *effect);
    std::string label = short_name(outcome, subject);
    if (outcome.drafts.size() > 1) label += " · " + draft;
    if (change.more + change.fewer > 0) rows.push_back({label, change});
    table.rows.push_back({text(short_name(outcome, subject)), text(draft),
                          text(with_sign(change.more)), text(with_sign(-change.fewer)),
                          text(number(change.other)),
                          text(number(all_of(outcome) - number_of(outcome, effect->differing)))});
  }
  made.table = table_with_rest(table, 2 * most_drawn, "rows");
  std::stable_sort(rows.begin(), rows.end(), [](const Row& left, const Row& right) {
    return left.change.more + left.change.fewer > right.change.more + right.change.fewer;
  });
  const std::size_t drawn_rows = std::min(rows.size(), most_drawn);
  made.description =
      made.title + ", in " + unit_of(outcome) + ": " +
      (rows.empty() ? "nobody."
       : rows.size() > drawn_rows
           ? "the " + number(static_cast<std::int64_t>(drawn_rows)) + " changes that reach most."
           : "every change.");
  if (rows.empty()) return made;
  Json data = {{"kind", "gains"}, {"more", more}, {"fewer", fewer}, {"unit", unit_of(outcome)}};
  Json& drawn_rows_data = data["rows"] = Json::array();
  for (std::size_t at = 0; at < drawn_rows; ++at) {
    drawn_rows_data.push_back({{"label", printable(rows[at].label)},
                               {"more", rows[at].change.more},
                               {"fewer", rows[at].change.fewer}});
  }
  made.data = data_of(data);
  return made;
}

Chart movements(const Outcome& outcome, std::size_t subject) {
  const Subject& asked = outcome.subjects[subject];
  const bool dates = asked.kind == Subject::Kind::Date;
  const std::string less = dates ? "earlier" : "less";
  const std::string more = dates ? "later" : "more";
  Chart made;
  made.title = dates ? "How many days the date moves" : "How far the number moves";
  made.description = made.title +
                     ", by draft: the least, the median and the greatest movement of " +
                     "those for whom it is known by both texts and another.";
  Table table;
  table.caption = made.title;
  table.columns = {{"draft"},
                   {less + ", in " + unit_of(outcome), true},
                   {more + ", in " + unit_of(outcome), true},
                   {"least", true},
                   {"median", true},
                   {"greatest", true}};
  Json rows = Json::array();
  for (const Effect& effect : outcome.effects) {
    if (effect.subject != subject) continue;
    const compare::Movement& movement = effect.movement;
    const std::string& draft = outcome.drafts[effect.draft].name;
    table.rows.push_back({text(draft), text(number(number_of(outcome, movement.less))),
                          text(number(number_of(outcome, movement.more))),
                          text(amount(movement.least)), text(amount(movement.median)),
                          text(amount(movement.greatest))});
    if (!movement.least || !movement.median || !movement.greatest) continue;
    if (rows.size() == most_drawn) continue;
    rows.push_back({{"label", printable(draft)},
                    {"least", drawn(*movement.least)},
                    {"median", drawn(*movement.median)},
                    {"greatest", drawn(*movement.greatest)}});
  }
  made.table = page::table(table);
  if (rows.empty()) return made;
  Json data = {{"kind", "ranges"},
               {"unit", dates ? "days" : ""},
               {"less", less},
               {"more", more},
               {"rows", std::move(rows)}};
  made.data = data_of(data);
  return made;
}

Chart shares(const SharesOutcome& shares) {
  Chart made;
  const std::string base = compare::amended(shares.base, shares.base_drafts);
  made.title = "Each State's share by " + quoted(base) + " and by each draft";
  Table table;
  table.caption = made.title;
  table.columns = {{"State"}, {base, true}};
  for (const std::string& draft : shares.drafts) {
    table.columns.push_back({draft, true});
    table.columns.push_back({"change", true});
  }
  bool quotas = false;
  for (const StateShares& state : shares.states) {
    for (const auto& quota : state.quotas) quotas |= quota.has_value();
  }
  if (quotas) {
    table.columns.push_back({"quota by " + base, true});
    for (const std::string& draft : shares.drafts) {
      table.columns.push_back({"quota by " + draft, true});
    }
  }
  for (const StateShares& state : shares.states) {
    std::vector<Markup>& row = table.rows.emplace_back();
    row.push_back(text(state.state));
    row.push_back(text(share_text(state.shares[0])));
    for (std::size_t at = 1; at < state.shares.size(); ++at) {
      row.push_back(text(share_text(state.shares[at])));
      const Rational change =
          (state.shares[at].value_or(Rational(0)) - state.shares[0].value_or(Rational(0))) * 100;
      const bool known = state.shares[at] || state.shares[0];
      row.push_back(text(!known ? "–" : report::signed_grouped(change, 4)));
    }
    if (!quotas) continue;
    for (std::size_t at = 0; at <= shares.drafts.size(); ++at) {
      const bool known = at < state.quotas.size() && state.quotas[at].has_value();
      row.push_back(text(known ? number(*state.quotas[at]) : "–"));
    }
  }
  made.table = table_with_rest(table, 100, "States");

  std::vector<std::pair<Rational, std::size_t>> by_change;
  for (std::size_t at = 0; at < shares.states.size(); ++at) {
    const auto& given = shares.states[at].shares;
    if (std::ranges::none_of(given, [](const auto& share) { return share.has_value(); })) continue;
    by_change.emplace_back(farthest(shares.states[at]), at);
  }
  std::stable_sort(by_change.begin(), by_change.end(),
                   [](const auto& left, const auto& right) { return left.first > right.first; });
  const bool more_than_drawn = by_change.size() > most_drawn;
  if (more_than_drawn) by_change.resize(most_drawn);
  made.description =
      made.title + ", in per cent of all" +
      (more_than_drawn ? ": the " + number(most_drawn) + " States whose shares change most."
                       : ", those that change most first.");
  if (by_change.empty()) return made;
  Json data = {
      {"kind", "dots"}, {"base", printable(base)}, {"drafts", all_printable(shares.drafts)}};
  Json& rows = data["rows"] = Json::array();
  for (const auto& [change, at] : by_change) {
    Json values = Json::array();
    for (const auto& share : shares.states[at].shares) {
      values.push_back(share ? Json(drawn(Rational(*share * 100))) : Json(nullptr));
    }
    rows.push_back({{"state", printable(shares.states[at].state)}, {"shares", std::move(values)}});
  }
  made.data = data_of(data);
  return made;
}

}  // namespace nansen::page
