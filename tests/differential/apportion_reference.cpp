#include "tests/differential/apportion_reference.h"

#include <fmt/format.h>

#include <algorithm>

namespace nansen::test {
namespace {

using interpret::Claims;
using interpret::SheetErrorKind;
using Numbers = std::vector<Rational>;

/// The greatest whole number that is not above `number`, which is not below zero.
Rational whole_part(const Rational& number) {
  return mpz_class(number.get_num() / number.get_den());
}

Rational sum(const Numbers& numbers) {
  Rational total = 0;
  for (const Rational& number : numbers) total += number;
  return total;
}

/// The claims with whole limits and a whole total, and with everyone's limits as they bind.
struct Table {
  Rational total;
  Numbers weights;
  Numbers floors;
  Numbers ceilings;
};

Answer refusal(SheetErrorKind kind, Rational number = 0,
               std::optional<std::size_t> row = std::nullopt) {
  return {{}, kind, row, std::nullopt, std::move(number)};
}

/// Fills `table`, or says why not.
Answer prepare(const Claims& claims, Table& table) {
  if (claims.total < 0) return refusal(SheetErrorKind::NegativeTotal, claims.total);
  if (claims.total > Rational("1000000000000000000")) {
    return refusal(SheetErrorKind::TooLarge, claims.total);
  }
  for (std::size_t row = 0; row < claims.weights.size(); ++row) {
    const Rational& weight = claims.weights[row];
    if (weight < 0) return refusal(SheetErrorKind::NegativeWeight, weight, row);
  }
  table.total = whole_part(claims.total);
  table.weights = claims.weights;
  if (table.total > 0 && sum(table.weights) == 0) return refusal(SheetErrorKind::NothingToShareBy);
  for (std::size_t row = 0; row < claims.weights.size(); ++row) {
    Rational floor = 0;
    if (claims.floors[row] > 0) {
      floor = whole_part(claims.floors[row]);
      if (floor != claims.floors[row]) floor += 1;
    }
    if (claims.ceilings[row] < floor) {
      return refusal(SheetErrorKind::FloorAboveCeiling, 0, row);
    }
    const Rational ceiling = whole_part(claims.ceilings[row]);
    if (ceiling < floor) return refusal(SheetErrorKind::FloorAboveCeiling, 0, row);
    table.floors.push_back(floor);
    table.ceilings.push_back(claims.weights[row] == 0 ? floor : ceiling);
  }
  if (sum(table.floors) > table.total) {
    return refusal(SheetErrorKind::FloorsAboveTotal, sum(table.floors));
  }
  if (sum(table.ceilings) < table.total) {
    return refusal(SheetErrorKind::CeilingsBelowTotal, sum(table.ceilings));
  }
  return {};
}

/// What is left is shared among those who are not set aside; whoever lands beyond a limit is set
/// aside at it, those above their ceilings if the ceilings take away more than the floors add, else
/// those below their floors; until no one is.
Numbers parts_of(const Table& table) {
  const std::size_t rows = table.weights.size();
  std::vector<bool> aside(rows, false);
  Numbers parts(rows);
  while (true) {
    Rational left = table.total;
    Rational weight = 0;
    for (std::size_t row = 0; row < rows; ++row) {
      if (aside[row]) {
        left -= parts[row];
      } else {
        weight += table.weights[row];
      }
    }
    Rational below = 0;
    Rational above = 0;
    for (std::size_t row = 0; row < rows; ++row) {
      if (aside[row]) continue;
      parts[row] = weight == 0 ? Rational(0) : Rational(left * table.weights[row] / weight);
      if (parts[row] < table.floors[row]) below += table.floors[row] - parts[row];
      if (parts[row] > table.ceilings[row]) above += parts[row] - table.ceilings[row];
    }
    if (below == 0 && above == 0) return parts;
    for (std::size_t row = 0; row < rows; ++row) {
      if (aside[row]) continue;
      if (below <= above && parts[row] > table.ceilings[row]) {
        aside[row] = true;
        parts[row] = table.ceilings[row];
      } else if (below >= above && parts[row] < table.floors[row]) {
        aside[row] = true;
        parts[row] = table.floors[row];
      }
    }
  }
}

/// True iff another of the rows that tie has the weight of the one that is served.
bool leaves_open(const std::vector<std::size_t>& tied, std::size_t served, const Claims& claims) {
  return std::any_of(tied.begin(), tied.end(), [&](std::size_t row) {
    return row != tied[served] && claims.weights[row] == claims.weights[tied[served]];
  });
}

/// Of rows that tie for `units` units, which are fewer: the rows that have one, or a tie.
Answer serve(std::vector<std::size_t> tied, std::size_t units, const Claims& claims,
             ir::TieOrder ties, Numbers& quotas) {
  if (ties == ir::TieOrder::Refused && units < tied.size()) {
    Answer answer = refusal(SheetErrorKind::Tie, 0, tied[units - 1]);
    answer.other = tied[units];
    return answer;
  }
  const bool by_weight = ties == ir::TieOrder::LargerWeight || ties == ir::TieOrder::SmallerWeight;
  for (; units > 0; --units) {
    std::size_t best = 0;
    for (std::size_t index = 1; index < tied.size(); ++index) {
      const std::size_t one = tied[index];
      const std::size_t other = tied[best];
      if ((ties == ir::TieOrder::Name && claims.names[one] < claims.names[other]) ||
          (ties == ir::TieOrder::LargerWeight && claims.weights[one] > claims.weights[other]) ||
          (ties == ir::TieOrder::SmallerWeight && claims.weights[one] < claims.weights[other])) {
        best = index;
      }
    }
    quotas[tied[best]] += 1;
    if (units == 1 && by_weight && leaves_open(tied, best, claims)) {
      // The next in the order of the rows among those of the same weight.
      Answer answer = refusal(SheetErrorKind::Tie, 0, tied[best]);
      for (const std::size_t row : tied) {
        if (row != tied[best] && claims.weights[row] == claims.weights[tied[best]]) {
          answer.other = row;
          break;
        }
      }
      return answer;
    }
    tied.erase(tied.begin() + static_cast<std::ptrdiff_t>(best));
  }
  return {};
}

Answer largest_remainders(const Claims& claims, const Table& table, ir::TieOrder ties) {
  const Numbers parts = parts_of(table);
  Numbers quotas;
  for (const Rational& part : parts) quotas.push_back(whole_part(part));
  Rational left = table.total - sum(quotas);
  std::vector<bool> served(parts.size(), false);
  while (left > 0) {
    Rational largest = -1;
    std::vector<std::size_t> tied;
    for (std::size_t row = 0; row < parts.size(); ++row) {
      const Rational remainder = parts[row] - whole_part(parts[row]);
      if (served[row] || remainder < largest) continue;
      if (remainder > largest) tied.clear();
      largest = remainder;
      tied.push_back(row);
    }
    const std::size_t units = std::min<std::size_t>(tied.size(), left.get_num().get_ui());
    Answer answer = serve(tied, units, claims, ties, quotas);
    if (answer.error) return answer;
    for (const std::size_t row : tied) served[row] = true;
    left -= units;
  }
  return {quotas, std::nullopt, std::nullopt, std::nullopt, 0};
}

/// How strong the claim of a row with `units` units to one more is.
struct Claim {
  bool before_all = false;  // its divisor is zero
  Rational strength;
};
bool operator<(const Claim& left, const Claim& right) {
  if (left.before_all != right.before_all) return right.before_all;
  return left.strength < right.strength;
}

Claim claim_of(const Rational& weight, const Rational& units, ir::Apportionment method) {
  switch (method) {
    case ir::Apportionment::Jefferson: return {false, weight / (units + 1)};
    case ir::Apportionment::Webster: return {false, weight / (units + Rational(1, 2))};
    case ir::Apportionment::HuntingtonHill:
      if (units == 0) return {true, weight};
      return {false, weight * weight / (units * (units + 1))};
    default:
      if (units == 0) return {true, weight};
      return {false, weight / units};
  }
}

Answer unit_by_unit(const Claims& claims, const Table& table, ir::Apportionment method,
                    ir::TieOrder ties) {
  Numbers quotas = table.floors;
  Rational left = table.total - sum(quotas);
  while (left > 0) {
    std::optional<Claim> strongest;
    std::vector<std::size_t> tied;
    for (std::size_t row = 0; row < quotas.size(); ++row) {
      if (quotas[row] == table.ceilings[row]) continue;
      const Claim claim = claim_of(table.weights[row], quotas[row], method);
      if (strongest && claim < *strongest) continue;
      if (!strongest || *strongest < claim) tied.clear();
      strongest = claim;
      tied.push_back(row);
    }
    // Whoever is served has a weaker claim to the next unit than the others of the tie.
    const std::size_t units = left < tied.size() ? left.get_num().get_ui() : tied.size();
    Answer answer = serve(tied, units, claims, ties, quotas);
    if (answer.error) return answer;
    left -= units;
  }
  return {quotas, std::nullopt, std::nullopt, std::nullopt, 0};
}

Answer nearest(const Table& table) {
  Numbers quotas;
  for (const Rational& part : parts_of(table)) {
    Rational quota = whole_part(part);
    if (part - quota >= quota + 1 - part) quota += 1;
    quotas.push_back(quota);
  }
  return {quotas, std::nullopt, std::nullopt, std::nullopt, 0};
}

}  // namespace

Answer reference_quotas(const Claims& claims, ir::Apportionment method, ir::TieOrder ties) {
  Table table;
  Answer answer = prepare(claims, table);
  if (answer.error) return answer;
  switch (method) {
    case ir::Apportionment::LargestRemainder: return largest_remainders(claims, table, ties);
    case ir::Apportionment::EachToTheNearest: return nearest(table);
    default: return unit_by_unit(claims, table, method, ties);
  }
}

Answer reference_entitlements(const Claims& claims) {
  Table table;
  Answer answer = prepare(claims, table);
  if (!answer.error) answer.numbers = parts_of(table);
  return answer;
}

Answer answer_of(const std::variant<Numbers, interpret::SheetError>& found) {
  if (const auto* error = std::get_if<interpret::SheetError>(&found)) {
    return {{}, error->kind, error->row, error->other, error->number};
  }
  return {std::get<Numbers>(found), std::nullopt, std::nullopt, std::nullopt, 0};
}

namespace {

std::string list(const Numbers& numbers) {
  std::string text;
  for (const Rational& number : numbers) text += " " + number.get_str();
  return text;
}

}  // namespace

std::string to_string(const Answer& answer) {
  if (!answer.error) return list(answer.numbers);
  const auto place = [](const std::optional<std::size_t>& row) {
    return row ? fmt::format(" {}", *row) : "";
  };
  return fmt::format("error {}{}{} {}", static_cast<int>(*answer.error), place(answer.row),
                     place(answer.other), answer.number.get_str());
}

std::string to_string(const Claims& claims) {
  return fmt::format("{} by{}, floors{}, ceilings{}, names {}", claims.total.get_str(),
                     list(claims.weights), list(claims.floors), list(claims.ceilings),
                     fmt::join(claims.names, " "));
}

}  // namespace nansen::test
