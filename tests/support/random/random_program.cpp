#include "tests/support/random/random_program.h"

#include <algorithm>

#include "tests/support/random/random_expression.h"

namespace nansen::test {
namespace {

/// A provision that clauses can aim at.
struct Target {
  std::string words;  // its name or address
  std::string instrument;
  std::size_t definition = 0;
  bool whole = false;  // a definition rather than a head, addition or exception
};

class Writer {
 public:
  Writer(Random& random, const ProgramOptions& options)
      : random_(random), options_(options), expressions_(random, definitions_) {}

  std::string write() {
    text_ = RandomExpressions::vocabulary();
    for (const std::string instrument : {"first", "second"}) {
      instrument_ = instrument;
      text_ += "\ninstrument " + instrument + " \"The " + instrument + "\" {\n  uses world" +
               (instrument == "second" ? ", first" : "") + "\n";
      write_reading();
      for (std::size_t count = 0; count < options_.definitions / 2; ++count) write_definition();
      for (std::size_t count = 0; count < options_.clauses / 2; ++count) write_clause();
      text_ += "}\n";
    }
    return std::move(text_);
  }

 private:
  std::string label() { return "(l" + std::to_string(labels_++) + ")"; }
  std::string begin_article() {
    const std::string article = "article " + std::to_string(++articles_);
    text_ += "\n  " + article + " {\n";
    return article;
  }

  void write_reading() {
    begin_article();
    text_ += "    reading " + instrument_ +
             "_reading {\n      wide \"widely\"\n      narrow default\n      literal\n    }\n  }\n";
    expressions_.set_readings({instrument_ + "_reading"});
  }

  // ---- definitions ----

  void write_definition() {
    const std::vector<std::string> entities{"Person", "Person", "Person", "State", "Tie"};
    const std::vector<Sort> sorts{Sort::Truth,  Sort::Truth,   Sort::Truth, Sort::Ground,
                                  Sort::Degree, Sort::Persons, Sort::Day};
    const std::size_t index = definitions_.size();
    RandomDefinition made{"d" + std::to_string(index), instrument_, random_.pick(entities),
                          random_.pick(sorts)};
    expressions_.begin(made.entity, instrument_, index);
    const std::string article = begin_article();
    text_ += "    " + (made.sort == Sort::Truth ? subject_to(made.entity) : "") + "define " +
             made.name + " of " + made.entity;
    if (made.sort == Sort::Truth) {
      write_truth(article, index);
    } else if (made.sort == Sort::Persons && random_.chance(40)) {
      text_ += " : " + type(made.sort) + " as " + expressions_.value(made.sort) + "\n";
    } else {
      write_rules(made.sort);
    }
    text_ += "  }\n";
    if (made.sort == Sort::Truth) targets_.push_back({made.name, instrument_, index, true});
    definitions_.push_back(std::move(made));
  }

  static std::string type(Sort sort) {
    switch (sort) {
      case Sort::Truth: return "boolean";
      case Sort::Ground: return "Ground";
      case Sort::Degree: return "Degree";
      case Sort::Persons: return "decimal in persons";
      case Sort::Day: return "date";
    }
    return "";
  }

  /// "subject to" a definition over the same entity that is already there.
  std::string subject_to(const std::string& entity) {
    if (!random_.chance(15)) return "";
    std::vector<std::string> truths;
    for (const RandomDefinition& known : definitions_) {
      if (known.sort == Sort::Truth && known.entity == entity) truths.push_back(name_of(known));
    }
    return truths.empty() ? "" : "subject to " + random_.pick(truths) + ",\n    ";
  }

  /// A definition's name as the instrument at hand knows it.
  std::string name_of(const RandomDefinition& known) const {
    return known.instrument == instrument_ ? known.name : known.instrument + "." + known.name;
  }
  /// A provision's address as the instrument at hand knows it.
  std::string address_of(const Target& target) const {
    return target.instrument == instrument_ ? target.words
                                            : target.words + " of " + target.instrument;
  }

  void write_truth(const std::string& article, std::size_t index) {
    text_ += " as ";
    if (random_.chance(50)) {
      text_ += expressions_.condition(options_.depth);
      if (random_.chance(30)) text_ += "\n      unless " + expressions_.condition(2);
      if (random_.chance(20)) text_ += "\n      unless " + expressions_.condition(1);
    } else {
      text_ +=
          random_.pick(std::vector<std::string>{"all of", "any of", "none of", "at least 2 of"});
      text_ += " {\n";
      for (std::size_t heads = 2 + random_.below(3); heads > 0; --heads) {
        const std::string head = label();
        text_ += "      " + head + " " + expressions_.condition(options_.depth - 1) + "\n";
        targets_.push_back({article + " " + head, instrument_, index, false});
      }
      text_ += "    }";
    }
    text_ += "\n";
  }

  void write_rules(Sort sort) {
    text_ += " : " + type(sort) + " {\n";
    const bool favourable = sort == Sort::Degree && random_.chance(60);
    std::string earlier;
    for (std::size_t rules = 1 + random_.below(3); rules > 0; --rules) {
      const std::string rule = label();
      text_ += "      " + rule + " ";
      if (!favourable && !earlier.empty()) text_ += "subject to " + earlier + ", ";
      const std::string value =
          random_.chance(30) ? expressions_.value(sort) : expressions_.constant(sort);
      text_ += "where " + expressions_.condition(options_.depth - 1) + " : " + value + "\n";
      earlier += (earlier.empty() ? "" : " and ") + rule;
    }
    text_ += "      otherwise : " + expressions_.constant(sort) + "\n";
    if (favourable) text_ += "      the most favourable applies\n";
    text_ += "    }\n";
  }

  // ---- clauses ----

  void write_clause() {
    if (targets_.empty()) return;
    const Target target = random_.pick(targets_);
    const RandomDefinition& of = definitions_[target.definition];
    // What adds to a definition or takes from it may not depend on it, nor on what depends on it.
    expressions_.begin(of.entity, instrument_, target.definition);
    const std::string article = begin_article();
    const std::string own = label();
    const bool adds = random_.chance(40);
    text_ += "    " + own + " " + connective(target, adds) +
             (target.whole ? name_of(of) : address_of(target)) +
             (adds ? " also applies where " : " does not apply where ") +
             expressions_.condition(options_.depth - 1);
    if (random_.chance(25)) text_ += " unless " + expressions_.condition(1);
    text_ += "\n  }\n";
    const Target written{article + " " + own, instrument_, target.definition, false};
    targets_.push_back(written);
    (adds ? additions_ : exceptions_).emplace_back(written, target);
  }

  /// "notwithstanding" an exception to the same target, or "without prejudice to" an addition to
  /// it.
  std::string connective(const Target& target, bool adds) {
    if (!random_.chance(40)) return "";
    std::vector<std::string> others;
    for (const auto& [clause, of] : adds ? exceptions_ : additions_) {
      if (of.words == target.words && of.instrument == target.instrument) {
        others.push_back(address_of(clause));
      }
    }
    if (others.empty()) return "";
    return (adds ? "notwithstanding " : "without prejudice to ") + random_.pick(others) + ", ";
  }

  Random& random_;
  const ProgramOptions& options_;
  std::vector<RandomDefinition> definitions_;
  RandomExpressions expressions_;
  std::vector<Target> targets_;
  std::vector<std::pair<Target, Target>> additions_;  // and what they add to
  std::vector<std::pair<Target, Target>> exceptions_;
  std::string instrument_;
  std::string text_;
  int articles_ = 0;
  int labels_ = 0;
};

}  // namespace

std::string random_program(Random& random, const ProgramOptions& options) {
  return Writer(random, options).write();
}

}  // namespace nansen::test
