// The key in double precision, with no thought of exactness.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "tests/benchmarks/sharing_opponents.h"

namespace nansen::benchmarks::NANSEN_OPPONENT {

// ---- one scenario after the other ----

void one_by_one(const KeyTable& table, std::int32_t* answers) {
  const std::size_t rows = table.rows;
  const std::size_t part = table.taking_part;
  std::vector<double> share(rows);
  std::vector<double> key(rows);
  std::vector<double> remainder(rows);
  std::vector<std::size_t> order(part);
  for (std::size_t scenario = 0; scenario < table.scenarios; ++scenario) {
    const double* population = table.by_scenario + scenario * key_inputs * rows;
    const double* product = population + rows;
    const double* unemployment = product + rows;
    const double* applications = unemployment + rows;
    std::int32_t* answer = answers + scenario * rows;
    double people = 0;
    double wealth = 0;
    double without_work = 0;
    double asylum = 0;
    for (std::size_t row = 0; row < part; ++row) {
      people += population[row];
      wealth += product[row];
    }
    for (std::size_t row = 0; row < rows; ++row) {
      without_work += 1 / unemployment[row];
      asylum += 1 / applications[row];
    }
    double given = 0;
    for (std::size_t row = 0; row < part; ++row) {
      const double p = population[row] / people;
      const double g = product[row] / wealth;
      const double ceiling = 0.3 * (p + g);
      const double u = std::min(1 / unemployment[row] / without_work, ceiling);
      const double a = std::min(1 / applications[row] / asylum, ceiling);
      share[row] = 0.5 * (p + g);
      key[row] = 0.4 * p + 0.4 * g + 0.1 * u + 0.1 * a;
      given += key[row];
    }
    const double left_over = 1 - given;
    double sum = 0;
    for (std::size_t row = 0; row < part; ++row) {
      key[row] += left_over * share[row];
      sum += key[row];
    }
    std::int32_t served = 0;
    for (std::size_t row = 0; row < part; ++row) {
      const double exact = persons * key[row] / sum;
      const double whole = std::floor(exact);
      remainder[row] = exact - whole;
      answer[row] = static_cast<std::int32_t>(whole);
      served += answer[row];
    }
    for (std::size_t row = part; row < rows; ++row) answer[row] = 0;
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto left = static_cast<std::ptrdiff_t>(persons - served);
    std::nth_element(order.begin(), order.begin() + left, order.end(),
                     [&](std::size_t first, std::size_t second) {
                       return remainder[first] > remainder[second] ||
                              (remainder[first] == remainder[second] && first < second);
                     });
    for (std::ptrdiff_t next = 0; next < left; ++next) {
      ++answer[order[static_cast<std::size_t>(next)]];
    }
  }
}

// ---- eight scenarios at once ----

namespace {

using Eight = double __attribute__((vector_size(64)));
using Counts = std::int64_t __attribute__((vector_size(64)));
using Answers = std::int32_t __attribute__((vector_size(32)));

inline Eight smaller(Eight a, Eight b) { return a < b ? a : b; }
inline Eight whole_part(Eight a) {
  Eight result;
  for (int lane = 0; lane < 8; ++lane) result[lane] = __builtin_floor(a[lane]);
  return result;
}

/// One more for each row whose rank among the remainders is below what is left.
void serve_by_rank(const Eight* remainder, std::size_t rows, Eight left, Counts* more,
                   Counts* rank) {
  for (std::size_t row = 0; row < rows; ++row) rank[row] = Counts{};
  for (std::size_t row = 1; row < rows; ++row) {
    const Eight mine = remainder[row];
    Counts my_rank = rank[row];
    for (std::size_t other = 0; other < row; ++other) {
      const Counts after = mine <= remainder[other];  // -1 or 0
      my_rank -= after;
      rank[other] += after + 1;
    }
    rank[row] = my_rank;
  }
  const Counts units = __builtin_convertvector(left, Counts);
  for (std::size_t row = 0; row < rows; ++row) more[row] = -(rank[row] < units);
}

/// One more for each row whose remainder is at least a border, which halving finds.
void serve_by_border(const Eight* remainder, std::size_t rows, Eight left, Counts* more) {
  Eight low{};
  Eight high = low + 1;
  const Counts units = __builtin_convertvector(left, Counts);
  Counts found{};
  for (int round = 0; round < 52; ++round) {
    const Eight border = (low + high) * 0.5;
    Counts count{};
    for (std::size_t row = 0; row < rows; ++row) count -= remainder[row] >= border;
    found = count == units;
    low = count > units ? border : low;
    high = count > units ? high : border;
    std::int64_t all = -1;
    for (int lane = 0; lane < 8; ++lane) all &= found[lane];
    if (all != 0) break;
  }
  for (std::size_t row = 0; row < rows; ++row) more[row] = -(remainder[row] >= high);
}

}  // namespace

void eight_at_once(const KeyTable& table, bool rank, std::int32_t* answers) {
  const std::size_t rows = table.rows;
  const std::size_t part = table.taking_part;
  std::vector<Eight> share(rows);
  std::vector<Eight> key(rows);
  std::vector<Eight> asylum_share(rows);
  std::vector<Eight> remainder(rows);
  std::vector<Eight> whole(rows);
  std::vector<Counts> more(rows);
  std::vector<Counts> ranks(rows);
  const auto* inputs = reinterpret_cast<const Eight*>(table.by_block);
  auto* results = reinterpret_cast<Answers*>(answers);
  for (std::size_t block = 0; block < (table.scenarios + 7) / 8; ++block) {
    const Eight* population = inputs + block * key_inputs * rows;
    const Eight* product = population + rows;
    const Eight* unemployment = product + rows;
    const Eight* applications = unemployment + rows;
    Answers* answer = results + block * rows;
    Eight people{};
    Eight wealth{};
    Eight without_work{};
    Eight asylum{};
    for (std::size_t row = 0; row < part; ++row) {
      people += population[row];
      wealth += product[row];
    }
    for (std::size_t row = 0; row < rows; ++row) {
      key[row] = 1 / unemployment[row];
      asylum_share[row] = 1 / applications[row];
      without_work += key[row];
      asylum += asylum_share[row];
    }
    const Eight of_people = 1 / people;
    const Eight of_wealth = 1 / wealth;
    const Eight of_work = 1 / without_work;
    const Eight of_asylum = 1 / asylum;
    Eight given{};
    for (std::size_t row = 0; row < part; ++row) {
      const Eight both = population[row] * of_people + product[row] * of_wealth;
      const Eight ceiling = 0.3 * both;
      const Eight u = smaller(key[row] * of_work, ceiling);
      const Eight a = smaller(asylum_share[row] * of_asylum, ceiling);
      share[row] = 0.5 * both;
      key[row] = 0.4 * both + 0.1 * (u + a);
      given += key[row];
    }
    const Eight left_over = 1 - given;
    Eight sum{};
    for (std::size_t row = 0; row < part; ++row) {
      key[row] += left_over * share[row];
      sum += key[row];
    }
    const Eight factor = persons / sum;
    Eight served{};
    for (std::size_t row = 0; row < part; ++row) {
      const Eight exact = key[row] * factor;
      whole[row] = whole_part(exact);
      remainder[row] = exact - whole[row];
      served += whole[row];
    }
    const Eight left = persons - served;
    if (rank) {
      serve_by_rank(remainder.data(), part, left, more.data(), ranks.data());
    } else {
      serve_by_border(remainder.data(), part, left, more.data());
    }
    for (std::size_t row = 0; row < part; ++row) {
      answer[row] =
          __builtin_convertvector(__builtin_convertvector(whole[row], Counts) + more[row], Answers);
    }
    for (std::size_t row = part; row < rows; ++row) answer[row] = Answers{};
  }
}

}  // namespace nansen::benchmarks::NANSEN_OPPONENT
