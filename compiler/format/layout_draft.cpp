// Drafts: an amendment on one line where it fits. Otherwise what it does begins a line of its own
// where that helps, behind the place it is done in, and so does the position of what it inserts.
#include <algorithm>
#include <optional>

#include "compiler/ast/spelling.h"
#include "compiler/base/utf8.h"
#include "compiler/format/layout.h"

namespace nansen::format {

namespace {

std::string spell_fixed(const ast::Omission& node) { return "omit " + ast::spell(node.place); }
std::string spell_fixed(const ast::Renumbering& node) { return ast::spell(node); }

/// What an amendment begins with: the words in front of what can be broken, or all of it.
struct Opening {
  std::string operator()(const ast::Insertion& /*node*/) const { return "insert"; }
  std::string operator()(const ast::Replacement& node) const {
    return "replace " + ast::spell(node.place) + " with";
  }
  std::string operator()(const ast::WordsReplacement& /*node*/) const {
    return "replace the words";
  }
  std::string operator()(const ast::ValueReplacement& node) const {
    return "replace the value of " + ast::spell(node.place) + " with";
  }
  std::string operator()(const ast::WordsOmission& /*node*/) const { return "omit the words"; }
  template <typename Fixed>
  std::string operator()(const Fixed& node) const {
    return spell_fixed(node);
  }
};

bool is_said(const ast::Position& position) { return position.span.begin < position.span.end; }

/// All of an amendment but its place, on one line and without notes; nothing where what is put in
/// has lines of its own.
struct Flat {
  std::optional<std::string> operator()(const ast::Insertion& node) const {
    return head("insert", node.inserted, is_said(node.position) ? &node.position : nullptr);
  }
  std::optional<std::string> operator()(const ast::Replacement& node) const {
    return head(Opening{}(node), node.inserted, nullptr);
  }
  std::optional<std::string> operator()(const ast::WordsReplacement& node) const {
    return Opening{}(node) + ' ' + ast::spell(*node.words) + " with " + ast::spell(*node.by) +
           (node.everywhere ? " wherever they occur" : "");
  }
  std::optional<std::string> operator()(const ast::ValueReplacement& node) const {
    return Opening{}(node) + ' ' + ast::spell(*node.value);
  }
  std::optional<std::string> operator()(const ast::WordsOmission& node) const {
    return Opening{}(node) + ' ' + ast::spell(*node.words);
  }
  template <typename Fixed>
  std::optional<std::string> operator()(const Fixed& node) const {
    return spell_fixed(node);
  }
  static std::optional<std::string> head(const std::string& opening, const ast::Inserted& node,
                                         const ast::Position* position) {
    const auto* one = std::get_if<ast::Head>(&node);
    if (one == nullptr || is_noted(*one->expression)) return std::nullopt;
    std::string text = opening + ' ' + (one->label ? '(' + one->label->text + ") " : "") +
                       ast::spell(*one->expression);
    if (position != nullptr && one->annotations.empty()) text += ' ' + ast::spell(*position);
    return text;
  }
};

/// True iff what is put in ends with notes, which stand on lines of their own.
struct IsNoted {
  bool operator()(const std::vector<ast::ProvisionItem>& /*nodes*/) const { return false; }
  bool operator()(const ast::Status& node) const {
    return clauses(node.begins) || clauses(node.steps) || clauses(node.early_ends) ||
           clauses(node.becomes) || clauses(node.counts_toward) || clauses(node.bars);
  }
  template <typename Part>
  bool operator()(const Part& node) const {
    return !node.annotations.empty();
  }
  template <typename Clauses>
  static bool clauses(const Clauses& nodes) {
    return !nodes.empty() && !nodes.back().annotations.empty();
  }
};

/// Where what `node` changes the text by ends: before its notes.
std::uint32_t end_of_change(const ast::Amendment& node) {
  return node.annotations.empty() ? node.span.end : node.annotations.front().span.begin;
}

}  // namespace

void Layout::item(const ast::Draft& node, std::size_t indent) {
  page_.write(ast::titled("draft", node.name, node.title) + " amends " + node.base.text + ' ');
  block(node.items, node.span, indent);
}

void Layout::item(const Boxed<ast::AmendingBlock>& node, std::size_t indent) {
  page_.write(ast::spell(node->steps) + ' ');
  if (node->heading) page_.write(ast::quoted(node->heading->text) + ' ');
  block(node->items, node->span, indent);
}

void Layout::item(const ast::Amendment& node, std::size_t indent) {
  if (node.label) page_.write('(' + node.label->text + ") ");
  std::size_t inner = indent;
  if (node.in) {
    page_.write("in " + ast::spell(*node.in));
    const std::string opening = ' ' + std::visit(Opening{}, node.change);
    const auto flat = std::visit(Flat{}, node.change);
    const bool fits_alone = flat && indent + step + utf8_length(*flat) <= line_width;
    const bool fits_behind = flat ? page_.fits(' ' + *flat) : page_.fits(opening, step);
    const std::uint32_t next = page_.word_after(node.in->span.end);
    if (fits_behind || (!fits_alone && page_.fits(opening, step))) {
      page_.space(next, indent + step);
    } else {
      page_.line(next, indent + step);
      inner = indent + step;
    }
  }
  std::visit([&](const auto& held) { change(held, node, inner); }, node.change);
  annotations(node.annotations, indent + step);
  page_.mark(node.span.end);
}

template <typename Change>
void Layout::change(const Change& node, const ast::Amendment& /*whole*/, std::size_t /*indent*/) {
  page_.write(spell_fixed(node));
}

void Layout::change(const ast::Insertion& node, const ast::Amendment& whole, std::size_t indent) {
  page_.write("insert ");
  const bool said = is_said(node.position);
  const std::uint32_t until = said ? node.position.span.begin : end_of_change(whole);
  inserted(node.inserted, whole.in ? whole.in->span.end : whole.span.begin, until, indent);
  if (!said) return;
  const std::string words = ast::spell(node.position);
  if (page_.fits(' ' + words) && !std::visit(IsNoted{}, node.inserted)) {
    page_.space(node.position.span.begin, indent + step);
  } else {
    page_.line(node.position.span.begin, indent + step);
  }
  page_.write(words);
}

void Layout::change(const ast::Replacement& node, const ast::Amendment& whole, std::size_t indent) {
  page_.write("replace " + ast::spell(node.place) + " with ");
  inserted(node.inserted, node.place.span.end, end_of_change(whole), indent);
}

void Layout::change(const ast::WordsReplacement& node, const ast::Amendment& /*whole*/,
                    std::size_t indent) {
  page_.write("replace the words");
  condition(*node.words, indent);
  tail("with", node.by, indent);
  if (!node.everywhere) return;
  const std::string_view words = "wherever they occur";
  if (page_.fits(words, 1)) {
    page_.write(" ");
  } else {
    page_.line(node.by->span.end, indent + step);
  }
  page_.write(words);
}

void Layout::change(const ast::ValueReplacement& node, const ast::Amendment& /*whole*/,
                    std::size_t indent) {
  page_.write("replace the value of " + ast::spell(node.place) + " with");
  condition(*node.value, indent);
}

void Layout::change(const ast::WordsOmission& node, const ast::Amendment& /*whole*/,
                    std::size_t indent) {
  page_.write("omit the words");
  condition(*node.words, indent);
}

void Layout::inserted(const ast::Inserted& node, std::uint32_t from, std::uint32_t until,
                      std::size_t indent) {
  if (const auto* provisions = std::get_if<std::vector<ast::ProvisionItem>>(&node)) {
    const std::uint32_t last =
        provisions->empty() ? page_.brace_after(from) : span_of(provisions->back()).end;
    const std::uint32_t brace = std::min(page_.sign_after(last, '}') + 1, until);
    block(*provisions, Span{{}, from, brace}, indent);
    page_.mark(brace);
  } else if (const auto* one = std::get_if<ast::Head>(&node)) {
    head(*one, indent, 0);
    page_.mark(one->span.end);
  } else if (const auto* valued = std::get_if<ast::Rule>(&node)) {
    rule(*valued, indent, 0);
    page_.mark(valued->span.end);
  } else if (const auto* line = std::get_if<ast::FormulaLine>(&node)) {
    item(*line, indent);
    page_.mark(line->span.end);
  } else if (const auto* clause = std::get_if<ast::Status>(&node)) {
    for (const Entry& entry : clauses_of(*clause, nullptr, indent)) entry.write();
    page_.mark(clause->span.end);
  }
}

}  // namespace nansen::format
