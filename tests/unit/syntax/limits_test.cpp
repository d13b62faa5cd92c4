// Input of any size and depth is answered quickly, and never with a crash.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>

#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

std::string defined_as(const std::string& expression) {
  return "instrument i { define d of P as " + expression + " }";
}

std::string in_formula(const std::string& value) {
  return "instrument i { formula f of S { f = " + value + " } }";
}

Code only_code(const Parsed& parsed) {
  EXPECT_EQ(parsed.emitter.diagnostics().size(), 1U);
  return parsed.emitter.diagnostics().empty() ? Code{} : parsed.emitter.diagnostics().front().code;
}

TEST(Limits, AFileOfFiftyMegabytesIsRefusedUnread) {
  const auto start = std::chrono::steady_clock::now();
  const Parsed parsed(std::string(50'000'000, '('));
  const auto elapsed = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(only_code(parsed), Code::FileTooLarge);
  EXPECT_LT(elapsed, std::chrono::seconds(1));
}

TEST(Limits, TheLimitOnBytesIsExact) {
  Limits limits;
  limits.file_bytes = 12;
  EXPECT_FALSE(Parsed("vocabulary v", limits).emitter.has_errors());
  EXPECT_EQ(only_code(Parsed("vocabulary vv", limits)), Code::FileTooLarge);
}

TEST(Limits, NothingNestsTenThousandDeep) {
  constexpr std::size_t deep = 10'000;
  const std::vector<std::string> texts = {
      defined_as(repeated("(", deep) + "a" + repeated(")", deep)),
      defined_as(repeated("(", deep)),
      defined_as(repeated("all of { (a) ", deep) + "a" + repeated("}", deep)),
      defined_as(repeated("for every x in y: ", deep) + "a"),
      defined_as(repeated("at least 2 of x in y: ", deep) + "a"),
      defined_as(repeated("a unless ", deep) + "a"),
      defined_as(repeated("not ", deep) + "a"),
      defined_as(repeated("-", deep) + "a is 3"),
      defined_as(repeated("30% of ", deep) + "a is 3"),
      defined_as(repeated("a + ", deep) + "a is 3"),
      defined_as(repeated("a * ", deep) + "a is 3"),
      defined_as(repeated("not (", deep) + "a" + repeated(")", deep)),
      defined_as(repeated("a / ", deep) + "a is 3"),
      defined_as(repeated("share of ", deep) + "a is 3"),
      defined_as(repeated("inverse share of ", deep) + "a is 3"),
      defined_as("a is before " + repeated("end of 1 day after ", deep) + "b"),
      defined_as("a is before " + repeated("least of { ", deep) + "b" + repeated("}", deep)),
      in_formula(repeated("count of T by d where ", deep) + "a"),
      in_formula(repeated("a where b, otherwise ", deep) + "a"),
      in_formula(repeated("total of { ", deep) + "a" + repeated("}", deep)),
      "instrument i { " + repeated("article 1 { ", deep) + repeated("} ", deep) + "}",
      "example \"e\" { given P " + repeated("{ a: ", deep) + "yes" + repeated("}", deep) + " }",
      "example \"e\" { given P { a: " + repeated("[{ a: ", deep) + "[]" + repeated("}]", deep) +
          "} }",
  };
  for (const std::string& text : texts) {
    EXPECT_EQ(only_code(Parsed(text)), Code::NestingTooDeep) << text.substr(0, 60);
  }
}

TEST(Limits, TheLimitOnNestingIsExact) {
  Limits limits;
  limits.nesting = 4;  // the instrument's brace is one
  EXPECT_FALSE(Parsed(defined_as("(((a)))"), limits).emitter.has_errors());
  EXPECT_EQ(only_code(Parsed(defined_as("((((a))))"), limits)), Code::NestingTooDeep);
  EXPECT_FALSE(Parsed(defined_as("a unless (b unless c)"), limits).emitter.has_errors());
  EXPECT_EQ(only_code(Parsed(defined_as("a unless b unless (c unless d)"), limits)),
            Code::NestingTooDeep);
}

TEST(Limits, WhatStandsSideBySideIsNotDeep) {
  constexpr std::size_t many = 2'000;
  const std::vector<std::string> texts = {
      defined_as(repeated("a and ", many) + "a"),
      defined_as(repeated("not a or ", many) + "a"),
      defined_as(repeated("a + 1 is 3 and ", many) + "a"),
      defined_as("all of { " + repeated("(a) a unless b ", many) + "}"),
      defined_as("all of { " + repeated("for some x in y: x.a, ", many) + "a }"),
      "instrument i { " + repeated("d does not apply where a unless b\n", many) + "}",
      "instrument i { " + repeated("define d of P as for every x in y: not x.a\n", many) + "}",
      "entity P { " + repeated("a : integer from -1 to 5 in persons\n", many) + "}",
      repeated("enumeration E { a, b }\n", many),
      in_formula("1 " + repeated("a = share of total * 2 / b\n", many)),
      in_formula("1 " + repeated("a = 0 where b, otherwise count of T by d where c\n", many)),
      in_formula("1 " + repeated("a = total + share - rank of mean, at most 30% of b\n", many)),
      "instrument i { " + repeated("allocate a by b, rounding by Adams as c\n", many) + "}",
      "calendar c { " + repeated("holiday every 12-25\n", many) + "}",
      "instrument i { " + repeated("limit l of P : count is at most 1 by a where b\n", many) + "}",
      "instrument i { status s of P { " +
          repeated("may be extended 2 times by 1 year where a\n", many) +
          repeated("ends early on a + 1 day\n", many) +
          repeated("ends early on end of 1 day after a\n", many) +
          repeated("begins on a - 1 day\n", many) + "} }",
      "instrument i { " + repeated("s is extended by a + 1 day\n", many) + "}",
  };
  for (const std::string& text : texts) {
    EXPECT_FALSE(Parsed(text).emitter.has_errors()) << text.substr(0, 60);
  }
}

TEST(Limits, ManyErrorsDoNotTakeLong) {
  const auto start = std::chrono::steady_clock::now();
  Parsed stray(repeated("@ ", 20'000));
  Parsed words(repeated("a\n", 20'000));
  Parsed quotations(repeated("\"a\n", 20'001));
  Parsed closing(repeated("}\n", 20'000));
  for (const Parsed* parsed : {&stray, &words, &quotations, &closing}) {
    EXPECT_TRUE(parsed->emitter.has_errors());
    EXPECT_LE(parsed->emitter.diagnostics().size(), Emitter::limit + 1);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

/// The time that the processor needs to read `text`, at the least of three times, so that what else
/// the machine does counts little.
std::clock_t time_of(const std::string& text) {
  std::clock_t least = std::numeric_limits<std::clock_t>::max();
  for (int time = 0; time < 3; ++time) {
    const std::clock_t start = std::clock();
    EXPECT_TRUE(Parsed(text).emitter.has_errors());
    least = std::min(least, std::clock() - start);
  }
  return least;
}

TEST(Limits, WhatIsTenTimesAsLongTakesAboutTenTimesAsLong) {
  constexpr std::size_t few = 10'000;
  constexpr std::clock_t times = 40;  // where every token looks at all before it, 100
  for (const std::string part : {"(", "{", "article 1 {\n", "@", "100,", "\"\\q "}) {
    EXPECT_LT(time_of(repeated(part, 10 * few)), times * time_of(repeated(part, few))) << part;
  }
}

TEST(Limits, AnAmendmentThatIsTenTimesAsLongTakesAboutTenTimesAsLong) {
  constexpr std::size_t few = 1'000;
  constexpr std::clock_t times = 40;
  const std::string draft = "draft d \"D\" amends i {\n  article 1 \"A\" {\n    (1) in article 1 ";
  for (const std::string part : {"(b) ", "article "}) {
    EXPECT_LT(time_of(draft + repeated(part, 10 * few)),
              times * time_of(draft + repeated(part, few)))
        << part;
  }
}

TEST(Characters, TheFirstThatIsNoTextIsNamed) {
  EXPECT_EQ(Parsed("vocabulary caf\xE9").errors(),
            std::vector<std::string>{"1:15 N1003 this is not valid UTF-8 text (byte 0xE9)"});
  EXPECT_EQ(Parsed(std::string("unit a\nunit b\0", 14)).errors(),
            std::vector<std::string>{
                "2:7 N1007 the file holds the control character 0x00, which no text has"});
  EXPECT_EQ(only_code(Parsed("vocabulary v \"\x1B[31m\"")), Code::ControlCharacter);
  EXPECT_FALSE(Parsed("unit a\r\n\tunit b\r\n").emitter.has_errors());
}

}  // namespace
}  // namespace nansen::syntax
