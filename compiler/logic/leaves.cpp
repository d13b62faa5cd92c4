#include "compiler/logic/leaves.h"

#include <iterator>

namespace nansen::logic {

Literal Leaves::truth(const std::string& place) {
  const auto [found, fresh] = truths_.try_emplace(place);
  if (fresh) found->second = clauses_.variable();
  return found->second;
}

Literal Leaves::is_member(const std::string& place, std::size_t member, std::size_t count) {
  auto& used = members_[place];
  const auto [found, fresh] = used.try_emplace(member);
  if (!fresh) return found->second;
  const Literal literal = count == 1 ? clauses_.constant(true) : clauses_.variable();
  found->second = literal;
  std::vector<Literal> any;
  for (const auto& [other, known] : used) {
    any.push_back(known);
    if (other != member) clauses_.require({-literal, -known});
  }
  // Only when every member has been spoken of is there none left for the value to be.
  if (used.size() == count) clauses_.require(any);
  return literal;
}

Literal Leaves::at_least(const std::string& place, std::size_t member, std::size_t count) {
  if (member == 0) return clauses_.constant(true);
  auto& thresholds = thresholds_[place];
  while (thresholds.size() + 1 < count) {
    thresholds.push_back(clauses_.variable());
    if (thresholds.size() > 1) {
      clauses_.require({-thresholds.back(), thresholds[thresholds.size() - 2]});
    }
  }
  return member < count ? thresholds[member - 1] : clauses_.constant(false);
}

Literal Leaves::at_most(const std::string& place, const Rational& bound, bool strict, bool whole) {
  Bound key{bound, strict ? 0 : 1};
  if (whole) {
    // Of whole numbers, less than c is at most ceil(c) - 1, and at most c is at most floor(c).
    mpz_class floor;
    mpz_fdiv_q(floor.get_mpz_t(), bound.get_num_mpz_t(), bound.get_den_mpz_t());
    const bool exact = bound.get_den() == 1;
    key = {Rational(strict && exact ? mpz_class(floor - 1) : floor), 1};
  }
  auto& bounds = bounds_[place];
  const auto [found, fresh] = bounds.try_emplace(key);
  if (!fresh) return found->second;
  found->second = clauses_.variable();
  if (found != bounds.begin()) {
    clauses_.require({-std::prev(found)->second, found->second});
  }
  if (std::next(found) != bounds.end()) {
    clauses_.require({-found->second, std::next(found)->second});
  }
  return found->second;
}

}  // namespace nansen::logic
