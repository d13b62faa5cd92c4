// Where each construct breaks when it does not fit on a line. For files of this folder; one
// layout_*.cpp a family of constructs.
//
// Every construct is first tried on one line (ast/spelling.h); it is broken when it does not fit,
// or when a comment stands inside it. `indent` is the column of the line that a construct begins
// on.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/format/page.h"

namespace nansen::format {

/// The text from `left` to `right`, to look for comments in. Of a tree that was put together from
/// several files, which is laid out without comments, the two may stand in different ones.
inline Span text_between(Span left, Span right) {
  return left.file == right.file || !left.valid() || !right.valid() ? cover(left, right) : left;
}

class Layout {
 public:
  explicit Layout(Page& page) : page_(page) {}

  void file(const ast::File& file);
  void one(const ast::Item& node);
  void one(const ast::ProvisionItem& node);

 private:
  /// Where the lines of a broken expression stand: `block` is the column of a closing brace,
  /// `inner` that of a line that goes on with an operator.
  struct Place {
    std::size_t block = 0;
    std::size_t inner = 0;
  };

  // layout_declaration.cpp
  void item(const ast::Uses& node, std::size_t indent);
  void item(const ast::Vocabulary& node, std::size_t indent);
  void item(const ast::UnitDeclaration& node, std::size_t indent);
  void item(const ast::Enumeration& node, std::size_t indent);
  void item(const ast::Entity& node, std::size_t indent);
  void item(const ast::FurtherFacts& node, std::size_t indent);
  /// `{`, each on a line, and `}`.
  void facts(const std::vector<ast::Fact>& nodes, Span whole, std::size_t indent);
  void item(const ast::Instrument& node, std::size_t indent);
  void item(const ast::ReplacesClause& node, std::size_t indent);
  void item(const ast::Example& node, std::size_t indent);
  void fact(const ast::Fact& node, std::size_t indent);

  // layout_provision.cpp
  void item(const ast::CitedClause& node, std::size_t indent);
  void item(const ast::DateClause& node, std::size_t indent);
  void item(const ast::RankClause& node, std::size_t indent);
  void item(const ast::Annotation& node, std::size_t indent);
  void item(const ast::Reading& node, std::size_t indent);
  void item(const Boxed<ast::DivisionBlock>& node, std::size_t indent);
  void item(const ast::Definition& node, std::size_t indent);
  void item(const ast::Clause& node, std::size_t indent);
  void item(const ast::ProvisionItem& node, std::size_t indent);
  void rules(const ast::Definition& node, std::size_t indent);
  void rule(const ast::Rule& node, std::size_t indent, std::size_t label_width);
  /// Each on a line of its own, or all in front of what stood at `next` when that is `one_line`.
  void connectives(const std::vector<ast::Connective>& nodes, std::uint32_t next,
                   std::size_t indent, bool one_line);
  void annotations(const std::vector<ast::Annotation>& nodes, std::size_t indent);
  void condition(const ast::Expression& node, std::size_t indent);

  // layout_formula.cpp
  /// What stands behind a comma of a formula's line or of an allocation: words, and what they are
  /// said of.
  struct Term {
    Span span;
    std::string words;
    const ast::Expression* expression = nullptr;
    /// Before here a comment stands inside the term, or in front of it.
    std::uint32_t last_break = 0;
  };
  void item(const ast::Parameter& node, std::size_t indent);
  void item(const ast::Formula& node, std::size_t indent);
  void item(const ast::FormulaLine& node, std::size_t indent);
  void item(const ast::WhereMissing& node, std::size_t indent);
  void item(const ast::Allocation& node, std::size_t indent);
  static Term term(std::string words, const ast::Expression& expression);
  static std::vector<Term> terms(const ast::FormulaLine& node);
  static std::vector<Term> terms(const ast::Allocation& node);
  static std::string spell_terms(const std::vector<Term>& nodes);
  static bool are_noted(const std::vector<Term>& nodes);
  /// Each behind a comma: on the current line, or each on a line of its own.
  void terms(const std::vector<Term>& nodes, std::size_t indent, bool one_line);

  // layout_time.cpp
  /// An item of a block whose items the tree keeps by kind.
  struct Entry {
    Span span;
    std::function<void()> write;
  };
  void item(const ast::Calendar& node, std::size_t indent);
  void item(const ast::Computation& node, std::size_t indent);
  void item(const ast::ComputedBy& node, std::size_t indent);
  void item(const ast::Status& node, std::size_t indent);
  void item(const ast::StatusAddition& node, std::size_t indent);
  void item(const ast::Clock& node, std::size_t indent);
  /// `{`, each in its order of the text on a line, and `}`.
  void entries(std::vector<Entry> nodes, Span whole, std::size_t indent);
  template <typename Nodes>
  void spelt_entries(const Nodes& nodes, std::vector<Entry>& result);
  /// The clauses of a status; of one that stands in a provision of its own, `status` is its name.
  std::vector<Entry> clauses_of(const ast::Status& node, const ast::Path* status,
                                std::size_t indent);
  template <typename Clause>
  void day_entries(std::string_view words, const std::vector<Clause>& nodes,
                   const ast::Path* status, std::size_t indent, std::vector<Entry>& result);
  template <typename Clause>
  void path_entries(std::string_view words, const std::vector<Clause>& nodes,
                    ast::Path Clause::* path, const ast::Path* status, std::size_t indent,
                    std::vector<Entry>& result);
  /// What stands in front of the brace of a status or a clock.
  void header(std::string_view words, const ast::Name& name, const ast::Name& entity,
              const std::optional<ast::Text>& title);
  void step_of_status(const ast::StepClause& node, const ast::Path* status, std::size_t indent);
  void clause_opening(const std::optional<ast::Name>& labelled, const ast::Path* status,
                      std::uint32_t next, std::size_t indent);
  /// `where` or other words and what they are said of, behind what is on the line or on a line of
  /// their own; nothing iff `node` is null.
  void tail(std::string_view words, const ast::ExpressionPtr& node, std::size_t indent);

  // layout_norm.cpp
  void item(const ast::Limit& node, std::size_t indent);
  void item(const ast::BindsClause& node, std::size_t indent);
  void item(const ast::BindsThroughClause& node, std::size_t indent);
  void item(const ast::NoReservationClause& node, std::size_t indent);
  void right(const ast::Definition& node, std::size_t indent);
  void norm(const ast::Definition& node, std::size_t indent);
  void name_of_definition(const ast::Definition& node, std::size_t indent);

  // layout_draft.cpp
  void item(const ast::Draft& node, std::size_t indent);
  void item(const Boxed<ast::AmendingBlock>& node, std::size_t indent);
  void item(const ast::Amendment& node, std::size_t indent);
  void change(const ast::Insertion& node, const ast::Amendment& whole, std::size_t indent);
  void change(const ast::Replacement& node, const ast::Amendment& whole, std::size_t indent);
  void change(const ast::WordsReplacement& node, const ast::Amendment& whole, std::size_t indent);
  void change(const ast::ValueReplacement& node, const ast::Amendment& whole, std::size_t indent);
  void change(const ast::WordsOmission& node, const ast::Amendment& whole, std::size_t indent);
  /// What is one text: `omit article 5`.
  template <typename Change>
  void change(const Change& node, const ast::Amendment& whole, std::size_t indent);
  /// What follows `insert` or `with`, which stood behind `from`; a block ends before `until`.
  void inserted(const ast::Inserted& node, std::uint32_t from, std::uint32_t until,
                std::size_t indent);

  // layout_example.cpp
  void item(const ast::AsOf& node, std::size_t indent);
  void item(const ast::ReadingSelection& node, std::size_t indent);
  void item(const ast::AsAmendedBy& node, std::size_t indent);
  void item(const ast::Given& node, std::size_t indent);
  void item(const ast::Expectation& node, std::size_t indent);
  /// `after` columns follow on the line where it ends.
  void row(const ast::GivenRow& node, std::size_t indent, std::size_t after = 0);
  void value(const ast::GivenValue& node, std::size_t indent, std::size_t after);

  // layout_expression.cpp
  void expression(const ast::Expression& node, Place place, std::size_t after = 0);
  void broken(const ast::Group& node, Span span, Place place);
  void broken(const ast::Not& node, Span span, Place place);
  void broken(const ast::And& node, Span span, Place place);
  void broken(const ast::Or& node, Span span, Place place);
  void broken(const ast::Unless& node, Span span, Place place);
  void broken(const ast::Comparison& node, Span span, Place place);
  void broken(const ast::OneOf& node, Span span, Place place);
  void broken(const ast::IsEmpty& node, Span span, Place place);
  void broken(const ast::Includes& node, Span span, Place place);
  void broken(const ast::Arithmetic& node, Span span, Place place);
  void broken(const ast::EndOfPeriod& node, Span span, Place place);
  void broken(const ast::Timely& node, Span span, Place place);
  void broken(const ast::Negation& node, Span span, Place place);
  void broken(const ast::Portion& node, Span span, Place place);
  void broken(const ast::Quantifier& node, Span span, Place place);
  void broken(const ast::Across& node, Span span, Place place);
  void broken(const ast::Listed& node, Span span, Place place);
  void broken(const ast::Over& node, Span span, Place place);
  void broken(const ast::Choice& node, Span span, Place place);
  void broken(const ast::Parenthesis& node, Span span, Place place);
  template <typename Leaf>
  void broken(const Leaf& node, Span span, Place place);
  void operands(const std::vector<ast::ExpressionPtr>& nodes, std::string_view word, Place place);
  /// `{`, each of `nodes` on a line, and `}` where `span` ends.
  void listed(const std::vector<ast::ExpressionPtr>& nodes, Span span, Place place);
  /// `words` and the path, on a line of their own where they do not fit.
  void preposition(std::string_view words, const ast::Path& path, Place place);
  void head(const ast::Head& node, std::size_t indent, std::size_t label_width);
  /// The label in its column, and the gap before what stood at `next`.
  void label(const std::optional<ast::Name>& name, std::size_t width, std::uint32_t next,
             std::size_t indent);

  /// True iff `text`, all of what stood at `span`, can go on the current line.
  bool fits(const std::string& text, Span span, std::size_t after = 0) const {
    return page_.fits(text, after) && !page_.has_comment(span);
  }

  /// `{`, the items of a block each on a line, and `}`.
  template <typename Items>
  void block(const Items& items, Span whole, std::size_t indent);

  Page& page_;
};

/// True iff `part` was written inside of `whole`: what a draft put there was not, and its place in
/// its file says nothing about where it stands now.
bool stood_inside(Span part, Span whole);

/// Brings what has a span in the order of the text, where all of it was written inside of `whole`.
template <typename Node>
void in_written_order(std::vector<Node>& nodes, Span whole) {
  for (const Node& node : nodes) {
    if (!stood_inside(node.span, whole)) return;
  }
  std::sort(nodes.begin(), nodes.end(),
            [](const Node& left, const Node& right) { return left.span.begin < right.span.begin; });
}

/// All on one line, each with a space behind it.
std::string spell_connectives(const std::vector<ast::Connective>& nodes);

/// True iff a broken `node` begins on the line it follows: `all of {`.
bool hugs(const ast::Expression& node);

/// The part of `node` in which a comment breaks it: all before its last word or number.
Span breakable(const ast::Expression& node);

/// True iff a head inside has notes: such a group always has its heads on lines of their own.
bool is_noted(const ast::Expression& node);

template <typename Items>
void Layout::block(const Items& items, Span whole, std::size_t indent) {
  page_.write("{");
  bool is_first = true;
  bool was_wide = false;
  for (const auto& written : items) {
    const auto lay_out = [&](const auto& held) {
      using Held = std::remove_cvref_t<decltype(held)>;
      Span span;
      if constexpr (std::is_same_v<Held, ast::ProvisionItem>) {
        span = span_of(held);
      } else if constexpr (requires { held->span; }) {
        span = held->span;
      } else {
        span = held.span;
      }
      page_.item(span.begin, indent + step);
      const std::size_t begin = page_.position();
      item(held, indent + step);
      page_.mark(span.end);
      const bool is_wide = page_.has_several_lines(begin);
      if (!is_first && (is_wide || was_wide)) page_.set_apart(begin);
      is_first = false;
      was_wide = is_wide;
    };
    std::visit(lay_out, written);
  }
  if (items.empty() && !page_.has_comment(whole)) {
    page_.write("}");
  } else {
    page_.close("}", whole.end, indent);
  }
}

}  // namespace nansen::format
