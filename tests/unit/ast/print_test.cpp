// What a tree prints as, and when two trees say the same.
#include "compiler/ast/print.h"

#include <gtest/gtest.h>

#include "compiler/ast/spelling.h"

namespace nansen::ast {
namespace {

ExpressionPtr named(const std::string& name) {
  return std::make_unique<Expression>(Expression{Path{{Name{name, {}}}, {}}, {}});
}

File with_definition(ExpressionPtr base) {
  Definition definition;
  definition.name = Name{"refugee", {}};
  definition.entity = Name{"Person", {}};
  definition.base = std::move(base);
  Instrument instrument;
  instrument.name = Name{"pact", {}};
  instrument.items.emplace_back(ProvisionItem(std::move(definition)));
  File file;
  file.items.emplace_back(std::move(instrument));
  return file;
}

File with_comment(const std::string& text, Span span) {
  File file;
  file.items.emplace_back(Vocabulary{Name{"v", {}}, std::nullopt, span});
  file.comments.push_back(Comment{text, span, true});
  return file;
}

TEST(Printing, LeavesSpansOut) {
  EXPECT_EQ(print(with_definition(named("fear"))),
            "instrument pact\n"
            "  define refugee of Person\n"
            "    base: fear\n");
}

TEST(Printing, ShowsWhereAnExpressionIsMissing) {
  const File file = with_definition(std::make_unique<Expression>());
  EXPECT_NE(print(file).find("base: missing"), std::string::npos);
}

TEST(Sameness, OverlooksLayout) {
  const Span here{FileId(0), 0, 4};
  const Span there{FileId(1), 7, 9};
  EXPECT_TRUE(same_text(with_comment("why", here), with_comment("why", there)));
}

TEST(Sameness, NoticesAChangedComment) {
  const Span span{FileId(0), 0, 4};
  EXPECT_FALSE(same_text(with_comment("why", span), with_comment("how", span)));
  File without = with_comment("why", span);
  without.comments.clear();
  EXPECT_FALSE(same_text(with_comment("why", span), without));
}

TEST(Sameness, NoticesAParenthesis) {
  const auto parenthesis = [](ExpressionPtr inner) {
    return std::make_unique<Expression>(Expression{Parenthesis{std::move(inner)}, {}});
  };
  EXPECT_TRUE(same_text(with_definition(named("a")), with_definition(named("a"))));
  EXPECT_FALSE(same_text(with_definition(named("a")), with_definition(parenthesis(named("a")))));
}

TEST(Spelling, EscapesWhatWouldEndAQuotation) {
  EXPECT_EQ(quoted("a \"b\" \\"), "\"a \\\"b\\\" \\\\\"");
}

TEST(Spelling, WritesAddressesAsTheyAreRead) {
  Address address;
  address.divisions = {{"article", Name{"1", {}}}, {"section", Name{"F", {}}}};
  address.heads = {Name{"b", {}}, Name{"ii", {}}};
  address.instrument = Name{"convention", {}};
  EXPECT_EQ(spell(Target(address)), "article 1 section F (b)(ii) of convention");
  address.divisions.clear();
  address.instrument.reset();
  EXPECT_EQ(spell(Target(address)), "(b)(ii)");
}

TEST(Spelling, WritesNumbersExactly) {
  NumberLiteral literal;
  literal.value = Rational(3, 10);
  EXPECT_EQ(spell(literal), "0.3");
  literal.percent = true;
  EXPECT_EQ(spell(literal), "30%");
  literal.decimal_point = true;
  EXPECT_EQ(spell(literal), "30.0%");
}

TEST(Spans, OfVariantsAreThoseOfWhatTheyHold) {
  const Span span{FileId(0), 3, 9};
  EXPECT_EQ(span_of(Item(Vocabulary{Name{"v", {}}, std::nullopt, span})), span);
  EXPECT_EQ(span_of(ProvisionItem(Annotation{AnnotationKind::Note, Text{}, span})), span);
  auto block = std::make_unique<DivisionBlock>();
  block->span = span;
  EXPECT_EQ(span_of(ProvisionItem(std::move(block))), span);
  EXPECT_EQ(span_of(Target(Path{{}, span})), span);
}

}  // namespace
}  // namespace nansen::ast
