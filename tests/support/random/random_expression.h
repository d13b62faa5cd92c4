// Random conditions and values over the vocabulary of random programs; used by random_program.cpp.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/support/random/random.h"

namespace nansen::test {

/// The types that definitions of random programs have.
enum class Sort { Truth, Ground, Degree, Persons, Day };

/// What an expression may speak of: a row, by the words in front of its facts.
struct RandomSubject {
  std::string prefix;  // "" or "tie."
  std::string entity;  // Person, State, Tie or Paper
};

/// A definition that is already there.
struct RandomDefinition {
  std::string name;
  std::string instrument;
  std::string entity;
  Sort sort{};
};

class RandomExpressions {
 public:
  RandomExpressions(Random& random, const std::vector<RandomDefinition>& definitions)
      : random_(random), definitions_(definitions) {}

  /// The declarations that expressions speak of.
  static std::string vocabulary();

  /// Expressions from here on are of `entity`, stand in `instrument` and may use the first `known`
  /// definitions.
  void begin(const std::string& entity, const std::string& instrument, std::size_t known);
  /// The readings that may be asked for.
  void set_readings(std::vector<std::string> readings) { readings_ = std::move(readings); }

  /// A condition, in parentheses where it has parts.
  std::string condition(int depth);
  /// A value that is not a constant, and one that is.
  std::string value(Sort sort);
  std::string constant(Sort sort);

 private:
  std::string leaf();
  std::string fact_condition(const RandomSubject& subject);
  std::string definition_condition(const RandomSubject& subject);
  std::string quantified(int depth);
  std::string over_set(int depth);
  std::string number(const RandomSubject& subject, int depth);
  RandomSubject subject();
  /// A fact of `names` that this expression has not used yet, if one is easily found.
  std::string fact(const RandomSubject& subject, const std::vector<std::string>& names);
  std::string definition(const RandomSubject& subject, Sort sort);
  std::string pick(const std::vector<std::string>& words) { return random_.pick(words); }

  Random& random_;
  const std::vector<RandomDefinition>& definitions_;
  std::vector<std::string> readings_;
  std::string instrument_;
  std::size_t known_ = 0;
  std::vector<RandomSubject> subjects_;
  std::vector<std::string> members_;  // variables that stand for a Ground
  std::set<std::string> used_;
  int variables_ = 0;
};

}  // namespace nansen::test
