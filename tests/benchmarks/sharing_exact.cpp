// The key exactly, as one would write it with GMP: whole numbers over one common denominator, which
// are never reduced.
#include <gmpxx.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "tests/benchmarks/sharing_opponents.h"

namespace nansen::benchmarks {
namespace {

/// In proportion to the reciprocals of `numbers`: the least common multiple over each.
void reciprocals(const double* numbers, std::size_t rows, std::vector<mpz_class>& shares,
                 mpz_class& total) {
  mpz_class multiple = 1;
  for (std::size_t row = 0; row < rows; ++row) {
    mpz_lcm_ui(multiple.get_mpz_t(), multiple.get_mpz_t(),
               static_cast<unsigned long>(numbers[row]));
  }
  total = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    mpz_divexact_ui(shares[row].get_mpz_t(), multiple.get_mpz_t(),
                    static_cast<unsigned long>(numbers[row]));
    total += shares[row];
  }
}

}  // namespace

void common_denominator(const KeyTable& table, std::size_t count, std::int32_t* answers) {
  const std::size_t rows = table.rows;
  const std::size_t part = table.taking_part;
  std::vector<mpz_class> work(rows);
  std::vector<mpz_class> asylum(rows);
  std::vector<mpz_class> both(rows);
  std::vector<mpz_class> key(rows);
  std::vector<mpz_class> remainder(rows);
  std::vector<std::size_t> order(part);
  for (std::size_t scenario = 0; scenario < count; ++scenario) {
    const double* population = table.by_scenario + scenario * key_inputs * rows;
    const double* product = population + rows;
    std::int32_t* answer = answers + scenario * rows;
    mpz_class people = 0;
    mpz_class wealth = 0;
    for (std::size_t row = 0; row < part; ++row) {
      people += static_cast<unsigned long>(population[row]);
      wealth += static_cast<unsigned long>(product[row]);
    }
    mpz_class all_work;
    mpz_class all_asylum;
    reciprocals(product + rows, rows, work, all_work);
    reciprocals(product + 2 * rows, rows, asylum, all_asylum);

    // Over 10 * people * wealth * all_work * all_asylum: the ceiling 3 * both / (10 people wealth),
    // the others over all_work and all_asylum.
    const mpz_class base = people * wealth;
    const mpz_class correctives = all_work * all_asylum;
    const mpz_class to_work = 10 * base * all_asylum;
    const mpz_class to_asylum = 10 * base * all_work;
    const mpz_class one = 10 * base * correctives;
    mpz_class given = 0;
    for (std::size_t row = 0; row < part; ++row) {
      both[row] = wealth * static_cast<unsigned long>(population[row]) +
                  people * static_cast<unsigned long>(product[row]);
      const mpz_class shares = both[row] * correctives;
      const mpz_class ceiling = 3 * shares;
      const mpz_class u = work[row] * to_work;
      const mpz_class a = asylum[row] * to_asylum;
      // 40 % of both shares, a tenth of each corrective: all of it ten times.
      key[row] = 40 * shares + std::min(u, ceiling) + std::min(a, ceiling);
      given += key[row];
    }
    // key / (10 one) + (1 - given / (10 one)) * both / (2 base), over 20 one base.
    const mpz_class left_over = 10 * one - given;
    const mpz_class twice = 2 * base;
    mpz_class sum = 0;
    for (std::size_t row = 0; row < part; ++row) {
      key[row] = key[row] * twice + left_over * both[row];
      sum += key[row];
    }
    std::int32_t served = 0;
    mpz_class whole;
    for (std::size_t row = 0; row < part; ++row) {
      key[row] *= persons;
      mpz_fdiv_qr(whole.get_mpz_t(), remainder[row].get_mpz_t(), key[row].get_mpz_t(),
                  sum.get_mpz_t());
      answer[row] = static_cast<std::int32_t>(whole.get_si());
      served += answer[row];
    }
    for (std::size_t row = part; row < rows; ++row) answer[row] = 0;
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t first, std::size_t second) {
      return remainder[first] > remainder[second];
    });
    for (std::int32_t next = 0; next < persons - served; ++next) {
      ++answer[order[static_cast<std::size_t>(next)]];
    }
  }
}

}  // namespace nansen::benchmarks
