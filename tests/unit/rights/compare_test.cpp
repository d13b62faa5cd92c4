// Two instruments' rights side by side, against what each case is plainly given.
#include "compiler/rights/compare.h"

#include <gtest/gtest.h>

#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "tests/unit/explain/provision.h"

namespace nansen::rights {
namespace {

const std::string two_acts = R"(
ordered enumeration Treatment { none < aliens < nationals }
enumeration Duty { not_owed, absolute, best_efforts }
entity Person {
  left : Treatment
  right : Treatment
  refugee : boolean
  strict : boolean
}
instrument first_act "One" {
  article 1 { right work of Person : Treatment owed to refugee as left }
  article 2 { right unity of Person : Duty owed to refugee as best_efforts }
  article 3 { right leisure of Person : Duty owed to refugee as absolute }
}
instrument second_act "Two" {
  article 1 { right work of Person : Treatment owed to refugee as right }
  article 2 {
    right unity of Person : Duty owed to refugee {
      (1) where strict : absolute
      (2) where not strict : best_efforts
    }
  }
  article 4 { right shelter of Person : Duty owed to refugee as absolute }
}
)";

/// One person; what is absent is not known.
struct Person {
  std::optional<std::uint32_t> left;
  std::optional<std::uint32_t> right;
  std::optional<bool> refugee;
  std::optional<bool> strict;
  std::int64_t weight = 1;
};

class Compared {
 public:
  Compared() : provision_(two_acts) {
    asked_ = *pairs_of(provision_.program, program::InstrumentId(std::size_t{0}),
                       program::InstrumentId(std::size_t{1}));
    lower::Request request;
    request.definitions = definitions_of(provision_.program, asked_);
    module_ = lower::lower(provision_.program, request);
  }

  ComparedSummary of(const std::vector<Person>& persons, bool weighted = false) {
    cases::CaseBatch batch;
    batch.batch.tables.push_back(std::make_shared<runtime::Table>(
        layout::shapes_of(module_, ir::DomainId(0)), persons.size()));
    runtime::Table& table = *batch.batch.tables[0];
    for (const Person& person : persons) {
      const std::size_t row = table.add_row();
      batch.ids.add("p" + std::to_string(row));
      batch.weights.push_back(person.weight);
      if (person.left) table.set_code(row, position("left"), *person.left);
      if (person.right) table.set_code(row, position("right"), *person.right);
      if (person.refugee) table.set_truth(row, position("refugee"), *person.refugee);
      if (person.strict) table.set_truth(row, position("strict"), *person.strict);
    }
    runtime::Results results(layout::output_shapes(module_), table.capacity());
    interpret::evaluate(module_, batch.batch, results);
    RightsComparison comparison(provision_.program, module_, asked_);
    comparison.add(batch, results, weighted);
    return comparison.summary();
  }

  const ComparedRight& find(const ComparedSummary& summary, const std::string& name) const {
    std::size_t at = 0;
    while (asked_.pairs[at].name != name) ++at;
    return summary.rights[at];
  }

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
  ComparedAsked asked_;
  ir::Module module_;
};

TEST(RightsCompared, AgreeWithEveryWayInWhichTheUnknownCouldBe) {
  Compared compared;
  const std::vector<std::optional<std::uint32_t>> levels{{}, 0, 1, 2};
  const std::vector<std::optional<bool>> truths{{}, false, true};
  for (const auto& left : levels) {
    for (const auto& right : levels) {
      for (const auto& refugee : truths) {
        bool better = true;
        bool worse = true;
        bool same = true;
        for (std::uint32_t one = 0; one < 3; ++one) {
          for (std::uint32_t two = 0; two < 3; ++two) {
            for (const bool owed : {false, true}) {
              const bool possible = (!left || *left == one) && (!right || *right == two) &&
                                    (!refugee || *refugee == owed);
              if (!possible) continue;
              better = better && owed && two > one;
              worse = worse && owed && two < one;
              same = same && (!owed || one == two);
            }
          }
        }
        const ComparedSummary summary = compared.of({{left, right, refugee, true}});
        const ComparedRight& work = compared.find(summary, "work");
        // What both sides hang on in the same way, they are compared without.
        if (refugee) {
          EXPECT_EQ(work.better, better ? 1 : 0);
          EXPECT_EQ(work.worse, worse ? 1 : 0);
          EXPECT_EQ(work.same, same ? 1 : 0);
        }
        EXPECT_TRUE(work.better == 0 || better);
        EXPECT_TRUE(work.worse == 0 || worse);
        EXPECT_TRUE(work.same == 0 || same);
        EXPECT_EQ(work.better + work.worse + work.same + work.open, 1);
        EXPECT_EQ(work.other, 0);
      }
    }
  }
}

TEST(RightsCompared, MembersWithoutOrderAreOtherAndAnythingIsBetterThanNothing) {
  Compared compared;
  const ComparedSummary summary =
      compared.of({{1, 1, true, true}, {1, 1, true, false}, {1, 1, true, {}}, {1, 1, false, {}}});
  const ComparedRight& unity = compared.find(summary, "unity");
  EXPECT_EQ(unity.other, 1);
  EXPECT_EQ(unity.same, 2);
  EXPECT_EQ(unity.open, 1);
  ASSERT_EQ(unity.changes.size(), 1u);
  EXPECT_EQ(unity.changes[0].from, "best_efforts");
  EXPECT_EQ(unity.changes[0].to, "absolute");
  EXPECT_EQ(unity.changes[0].example, "p0");
}

TEST(RightsCompared, CountPersonsByTheirWeightsAndWhatOnlyOneGives) {
  Compared compared;
  const ComparedSummary summary =
      compared.of({{0, 2, true, true, 10}, {2, 0, true, true, 3}, {0, 0, {}, true, 5}}, true);
  const ComparedRight& work = compared.find(summary, "work");
  EXPECT_EQ(work.better, 10);
  EXPECT_EQ(work.worse, 3);
  EXPECT_EQ(work.same, 5);
  EXPECT_EQ(compared.find(summary, "leisure").owed, 13);
  EXPECT_EQ(compared.find(summary, "shelter").owed, 13);
  EXPECT_EQ(compared.find(summary, "shelter").open, 5);
}

TEST(RightsCompared, LooksAtAllCasesOfSeveralWords) {
  Compared compared;
  std::vector<Person> persons(150, Person{0, 1, true, true});
  persons.resize(200, Person{1, 1, true, true});
  const ComparedRight work = compared.find(compared.of(persons), "work");
  EXPECT_EQ(work.better, 150);
  EXPECT_EQ(work.same, 50);
}

}  // namespace
}  // namespace nansen::rights
