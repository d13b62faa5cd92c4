#include "tests/support/random/random_expression.h"

#include <algorithm>

namespace nansen::test {
namespace {

using Words = std::vector<std::string>;

/// The facts of one entity, by type.
struct Facts {
  Words truths, grounds, degrees, sets, persons, decimals, days, months, references, links;
};

const Facts& facts_of(const std::string& entity) {
  static const Facts person{{"f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"},
                            {"ground0", "ground1"},
                            {"degree0", "degree1"},
                            {"set0", "set1"},
                            {"count0", "count1"},
                            {"part0", "part1"},
                            {"day0", "day1"},
                            {"stay0", "stay1"},
                            {"home", "asylum"},
                            {"ties"}};
  static const Facts state{
      {"party", "stable"}, {"region"},  {"peace"}, {"reserved"},          {"hosted"},
      {"wealth"},          {"founded"}, {},        {"neighbour", "ally"}, {"friends"}};
  static const Facts tie{{"real", "strong"},   {"kind"},  {"force"}, {"reasons"},
                         {"number"},           {},        {"since"}, {"lasting"},
                         {"country", "other"}, {"papers"}};
  static const Facts paper{
      {"valid", "forged"}, {}, {"standing"}, {}, {"pages"}, {}, {}, {}, {}, {}};
  if (entity == "Person") return person;
  if (entity == "State") return state;
  return entity == "Tie" ? tie : paper;
}

const Words& grounds() {
  static const Words members{"race", "religion", "opinion"};
  return members;
}
const Words& degrees() {
  static const Words members{"low", "middle", "high", "highest"};
  return members;
}

}  // namespace

std::string RandomExpressions::vocabulary() {
  return R"(vocabulary world

enumeration Ground { race, religion, opinion }
ordered enumeration Degree { low < middle < high < highest }
unit persons

entity Paper {
  valid : boolean
  forged : boolean
  standing : Degree
  pages : integer from 0 to 5 in persons
}

entity State {
  party : boolean
  stable : judgement
  region : Ground
  peace : Degree
  reserved : set of Ground
  hosted : integer from -300 to 300 in persons
  wealth : decimal from -2 to 2
  founded : date
  neighbour : State
  ally : State
  friends : rows of Tie
}

entity Tie {
  real : boolean
  strong : judgement
  kind : Ground
  force : Degree
  reasons : set of Ground
  number : integer from -3 to 3 in persons
  since : date
  lasting : period in months
  country : State
  other : State
  papers : rows of Paper
}

entity Person {
  f0 : boolean
  f1 : boolean
  f2 : boolean
  f3 : boolean
  f4 : boolean
  f5 : judgement
  f6 : boolean
  f7 : boolean
  f8 : boolean
  f9 : boolean
  ground0 : Ground
  ground1 : Ground
  degree0 : Degree
  degree1 : judgement of Degree
  set0 : set of Ground
  set1 : set of Ground
  count0 : integer from -3 to 3 in persons
  count1 : integer in persons
  part0 : decimal from -2 to 2
  part1 : share
  day0 : date
  day1 : date
  stay0 : period in months
  stay1 : period in years
  home : State
  asylum : State
  ties : rows of Tie
}
)";
}

void RandomExpressions::begin(const std::string& entity, const std::string& instrument,
                              std::size_t known) {
  instrument_ = instrument;
  known_ = known;
  subjects_ = {{"", entity}};
  members_.clear();
  used_.clear();
}

std::string RandomExpressions::condition(int depth) {
  if (depth <= 0 || random_.chance(15)) return leaf();
  const auto part = [&] { return condition(depth - 1); };
  switch (random_.below(11)) {
    case 0: return "not " + part();
    case 1:
    case 2: return "(" + part() + " and " + part() + ")";
    case 3:
    case 4:
      return "(" + part() + " or " + part() + (random_.chance(30) ? " or " + part() : "") + ")";
    case 5: return "(" + part() + " unless " + part() + ")";
    case 6: return pick({"all", "any", "none"}) + " of { " + part() + ", " + part() + " }";
    case 7: return "at least 2 of { " + part() + ", " + part() + ", " + part() + " }";
    case 8: return over_set(depth);
    default: return quantified(depth);
  }
}

std::string RandomExpressions::value(Sort sort) {
  const RandomSubject whose = subject();
  const std::string defined = random_.chance(30) ? definition(whose, sort) : "";
  if (!defined.empty()) return defined;
  const Facts& facts = facts_of("Person");
  // A value speaks of the row itself, or of a State it refers to.
  const bool own = subjects_.front().entity == "Person";
  switch (sort) {
    case Sort::Truth: return condition(1);
    case Sort::Ground: return own ? pick(facts.grounds) : constant(sort);
    case Sort::Degree: return own ? pick(facts.degrees) : constant(sort);
    case Sort::Persons: return number(subjects_.front(), 2);
    case Sort::Day: return own ? pick(facts.days) : constant(sort);
  }
  return "";
}

std::string RandomExpressions::constant(Sort sort) {
  switch (sort) {
    case Sort::Truth: return pick({"yes", "no"});
    case Sort::Ground: return pick(grounds());
    case Sort::Degree: return pick(degrees());
    case Sort::Persons: return std::to_string(random_.below(4)) + " persons";
    case Sort::Day: return pick({"1969-12-31", "1970-01-01", "1970-01-02"});
  }
  return "";
}

RandomSubject RandomExpressions::subject() {
  RandomSubject result = random_.pick(subjects_);
  while (random_.chance(20)) {
    const Words& references = facts_of(result.entity).references;
    if (references.empty()) break;
    result = {result.prefix + pick(references) + ".", "State"};
  }
  return result;
}

std::string RandomExpressions::fact(const RandomSubject& subject, const Words& names) {
  std::string found = subject.prefix + pick(names);
  for (int attempt = 0; attempt < 6 && used_.contains(found); ++attempt) {
    found = subject.prefix + pick(names);
  }
  used_.insert(found);
  return found;
}

std::string RandomExpressions::definition(const RandomSubject& subject, Sort sort) {
  Words fitting;
  for (std::size_t index = 0; index < known_; ++index) {
    const RandomDefinition& known = definitions_[index];
    if (known.entity != subject.entity || known.sort != sort) continue;
    if (known.instrument == instrument_) {
      fitting.push_back(subject.prefix + known.name);
    } else if (subject.prefix.empty()) {
      fitting.push_back(known.instrument + "." + known.name);
    }
  }
  return fitting.empty() ? "" : pick(fitting);
}

std::string RandomExpressions::leaf() {
  if (!readings_.empty() && random_.chance(4)) {
    return "(" + pick(readings_) + " is " + pick({"wide", "narrow", "literal"}) + ")";
  }
  if (!members_.empty() && random_.chance(40)) {
    const std::string variable = pick(members_);
    if (random_.chance(40)) return "(" + variable + " is " + pick(grounds()) + ")";
    if (random_.chance(40)) return "(" + variable + " is one of { race, opinion })";
    const RandomSubject whose = subject();
    const Words& sets = facts_of(whose.entity).sets;
    if (!sets.empty()) return "(" + fact(whose, sets) + " includes " + variable + ")";
  }
  const RandomSubject whose = subject();
  if (random_.chance(25)) {
    const std::string defined = definition_condition(whose);
    if (!defined.empty()) return defined;
  }
  return fact_condition(whose);
}

std::string RandomExpressions::definition_condition(const RandomSubject& whose) {
  switch (random_.below(4)) {
    case 0: {
      const std::string defined = definition(whose, Sort::Ground);
      return defined.empty() ? ""
                             : "(" + defined + pick({" is ", " is not "}) + pick(grounds()) + ")";
    }
    case 1: {
      const std::string defined = definition(whose, Sort::Degree);
      if (defined.empty()) return "";
      return "(" + defined + pick({" is at least ", " is less than ", " is "}) + pick(degrees()) +
             ")";
    }
    case 2: {
      const std::string defined = definition(whose, Sort::Persons);
      if (defined.empty()) return "";
      return "(" + defined + pick({" is at least ", " is less than ", " is "}) +
             constant(Sort::Persons) + ")";
    }
    default: return definition(whose, Sort::Truth);
  }
}

std::string RandomExpressions::fact_condition(const RandomSubject& whose) {
  const Facts& facts = facts_of(whose.entity);
  const std::string order =
      pick({" is at least ", " is at most ", " is more than ", " is less than ", " is "});
  switch (random_.below(14)) {
    case 0:
      if (facts.grounds.empty()) break;
      if (random_.chance(40)) {
        return "(" + fact(whose, facts.grounds) + pick({" is", " is not"}) +
               " one of { race, religion })";
      }
      return "(" + fact(whose, facts.grounds) + pick({" is ", " is not "}) + pick(grounds()) + ")";
    case 1:
      if (facts.grounds.size() < 2) break;
      return "(" + whose.prefix + facts.grounds[0] + " is " + whose.prefix + facts.grounds[1] + ")";
    case 2:
      if (facts.degrees.empty()) break;
      return "(" + fact(whose, facts.degrees) + pick({" is at least ", " is more than "}) +
             pick({"low", "middle", "high"}) + ")";
    case 3:
      if (facts.degrees.empty()) break;
      return "(" + fact(whose, facts.degrees) + pick({" is at most ", " is less than ", " is "}) +
             pick({"middle", "high"}) + ")";
    case 4:
      if (facts.degrees.size() < 2) break;
      return "(" + whose.prefix + facts.degrees[0] + order + whose.prefix + facts.degrees[1] + ")";
    case 5:
      if (facts.sets.empty()) break;
      if (random_.chance(40))
        return "(" + fact(whose, facts.sets) + pick({" is empty)", " is not empty)"});
      return "(" + fact(whose, facts.sets) + " includes " + pick(grounds()) + ")";
    case 6:
      if (facts.sets.empty() || facts.grounds.empty()) break;
      return "(" + fact(whose, facts.sets) + " includes " + fact(whose, facts.grounds) + ")";
    case 7:
    case 8:
      if (facts.persons.empty()) break;
      return "(" + number(whose, 2) + order +
             (random_.chance(25) ? number(whose, 1) : constant(Sort::Persons)) + ")";
    case 9:
      if (facts.days.empty()) break;
      return "(" + fact(whose, facts.days) +
             pick({" is before ", " is after ", " is on or before ", " is on or after ", " is "}) +
             (facts.days.size() > 1 && random_.chance(30) ? whose.prefix + facts.days[1]
                                                          : constant(Sort::Day)) +
             ")";
    case 10:
      if (facts.months.empty()) break;
      return "(" + fact(whose, facts.months) + order + pick({"1 month", "2 months", "1 year"}) +
             ")";
    case 11:
      if (facts.decimals.empty()) break;
      return "(" + pick({"30% of ", "", "-", "1.5 * "}) + fact(whose, facts.decimals) + order +
             pick({"0.1", "0", "25%", "0.5"}) + ")";
    case 12:
      if (facts.references.size() < 2) break;
      return "(" + whose.prefix + facts.references[0] + " is " + whose.prefix +
             facts.references[1] + ")";
    default: break;
  }
  return fact(whose, facts.truths);
}

std::string RandomExpressions::number(const RandomSubject& whose, int depth) {
  const Words& persons = facts_of(whose.entity).persons;
  if (depth <= 0 || random_.chance(40)) return whose.prefix + pick(persons);
  switch (random_.below(5)) {
    case 0: return "(" + number(whose, depth - 1) + " + " + number(whose, depth - 1) + ")";
    case 1: return "(" + number(whose, depth - 1) + " - " + number(whose, depth - 1) + ")";
    case 2: return pick({"2", "3"}) + " * " + whose.prefix + pick(persons);
    case 3: return "(" + number(whose, depth - 1) + " + " + constant(Sort::Persons) + ")";
    default: {
      const std::string defined = definition(whose, Sort::Persons);
      return defined.empty() ? "-" + whose.prefix + pick(persons) : defined;
    }
  }
}

std::string RandomExpressions::quantified(int depth) {
  const RandomSubject whose = subject();
  const Words& links = facts_of(whose.entity).links;
  if (links.empty()) return leaf();
  const std::string link = pick(links);
  const std::string variable = "v" + std::to_string(variables_++);
  const std::string entity = link == "papers" ? "Paper" : "Tie";
  const std::vector<RandomSubject> before = subjects_;
  // The rows of a row that a reference leads to belong to no case: their body speaks of them alone.
  // Otherwise it may speak of what the rows belong to, which is what the prefix stands for.
  const auto dots = std::count(whose.prefix.begin(), whose.prefix.end(), '.');
  const bool variable_prefix = whose.prefix.starts_with("v");
  const bool through_reference = dots > (variable_prefix ? 1 : 0);
  std::vector<RandomSubject> inside;
  if (!through_reference) {
    for (const RandomSubject& known : subjects_) {
      inside.push_back(known);
      if (known.prefix == whose.prefix) break;
    }
  }
  inside.push_back({variable + ".", entity});
  subjects_ = inside;
  const std::string body = condition(depth - 1);
  subjects_ = before;
  return "(" + pick({"for every", "for some", "at least 2 of", "at least 1 of"}) + " " + variable +
         " in " + whose.prefix + link + " : " + body + ")";
}

std::string RandomExpressions::over_set(int depth) {
  const RandomSubject whose = subject();
  const Words& sets = facts_of(whose.entity).sets;
  if (sets.empty()) return leaf();
  const std::string variable = "m" + std::to_string(variables_++);
  const std::string set = fact(whose, sets);
  members_.push_back(variable);
  const std::string body = condition(depth - 1);
  members_.pop_back();
  return "(" + pick({"for every", "for some", "at least 2 of"}) + " " + variable + " in " + set +
         " : " + body + ")";
}

}  // namespace nansen::test
