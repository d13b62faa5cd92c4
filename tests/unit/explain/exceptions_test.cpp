#include "compiler/explain/exceptions.h"

#include <gtest/gtest.h>

#include "tests/unit/explain/provision.h"
#include "tests/unit/explain/story.h"

namespace nansen::explain {
namespace {

std::string tree(const Provision& provision, const std::string& definition) {
  return "\n" +
         report::to_text({{exceptions_tree(provision.program, provision.definition(definition))}},
                         {.width = 100, .colour = false});
}

TEST(Exceptions, ShowsBaseWaysInExceptionsAndWhatLiftsThem) {
  EXPECT_EQ(tree(Provision(story), "convention.refugee"), R"(
convention.refugee, Convention, art. 1A "Refugee"
├─ base, art. 1A "Refugee"
│      all of { (fear) fear (nexus) reasons is not empty (outside) outside }
├─ further way in, art. 2 "Unrest"
│      unrest and asylum.party
├─ exception, art. 1C "Cessation"
│  │   ceased
│  └─ base, art. 1C
│     │   any of { (4) stay is at least 10 years (5) changed }
│     └─ head, art. 1C(5)
│        │   changed
│        └─ lifted by, art. 1C
│               compelling
└─ exception, art. 1F "Exclusion"
       crime
)");
}

TEST(Exceptions, SaysWhatAnExceptionDoesNotTouch) {
  const Provision provision(R"(
entity Person { a : boolean b : boolean c : boolean }
instrument i {
  article 1 { define d of Person as a }
  article 2 { d does not apply where b }
  article 3 { notwithstanding article 2, d also applies where c }
}
)");
  EXPECT_EQ(tree(provision, "i.d"), R"(
i.d, i, art. 1
├─ base, art. 1
│      a
├─ further way in, art. 3
│      c
└─ exception, art. 2
       b
       does not touch art. 3
)");
}

TEST(Exceptions, SaysHowRulesThatGiveValuesAreSettled) {
  const Provision provision(R"(
ordered enumeration Care { low < full }
entity Person { a : boolean b : boolean since : date }
instrument i {
  article 1 {
    define care of Person : Care {
      where a : low
      where b : full
      otherwise : low
      the most favourable applies
    }
    define due of Person : date as since + 90 days
  }
}
)");
  EXPECT_EQ(tree(provision, "i.care"), R"(
i.care, i, art. 1
│   the most favourable applies
├─ rule, art. 1: low
│      a
├─ rule, art. 1: full
│      b
└─ otherwise, art. 1: low
)");
  const report::Tree due = exceptions_tree(provision.program, provision.definition("i.due"));
  EXPECT_NE(report::to_json({{due}}).find(R"("value": "90 days after since")"), std::string::npos);
}

}  // namespace
}  // namespace nansen::explain
