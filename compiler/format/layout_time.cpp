// Calendars, computations, statuses and clocks: blocks whose items stand in the order of the text.
#include <algorithm>

#include "compiler/ast/spelling.h"
#include "compiler/format/layout.h"

namespace nansen::format {

void Layout::entries(std::vector<Entry> nodes, Span whole, std::size_t indent) {
  // What a draft put in stands behind what is of its kind.
  std::uint32_t behind = whole.begin;
  for (Entry& node : nodes) {
    if (stood_inside(node.span, whole)) {
      behind = node.span.begin;
    } else {
      node.span = Span{whole.file, behind, behind};
    }
  }
  std::stable_sort(nodes.begin(), nodes.end(), [](const Entry& left, const Entry& right) {
    return left.span.begin < right.span.begin;
  });
  page_.write("{");
  for (const Entry& node : nodes) {
    page_.item(node.span.begin, indent + step);
    node.write();
    page_.mark(node.span.end);
  }
  if (nodes.empty() && !page_.has_comment(whole)) {
    page_.write("}");
  } else {
    page_.close("}", whole.end, indent);
  }
}

template <typename Nodes>
void Layout::spelt_entries(const Nodes& nodes, std::vector<Entry>& result) {
  for (const auto& node : nodes) {
    result.push_back({node.span, [this, &node] { page_.write(ast::spell(node)); }});
  }
}

void Layout::item(const ast::Calendar& node, std::size_t indent) {
  page_.write(ast::titled("calendar", node.name, node.title) + ' ');
  std::vector<Entry> parts;
  spelt_entries(node.annotations, parts);
  spelt_entries(node.holidays, parts);
  spelt_entries(node.yearly_holidays, parts);
  if (!node.weekend.empty()) {
    const Span days = cover(node.weekend.front().span, node.weekend.back().span);
    parts.push_back({days, [this, &node, indent] {
                       page_.write("weekend");
                       for (const ast::Name& day : node.weekend) {
                         page_.space(day.span.begin, indent + 2 * step);
                         page_.write(day.text);
                         if (&day != &node.weekend.back()) page_.write(",");
                       }
                     }});
  }
  entries(std::move(parts), node.span, indent);
}

void Layout::item(const ast::Computation& node, std::size_t indent) {
  page_.write(ast::titled("computation", node.name, node.title) + ' ');
  std::vector<Entry> parts;
  spelt_entries(node.annotations, parts);
  spelt_entries(node.event_days, parts);
  spelt_entries(node.month_ends, parts);
  spelt_entries(node.working_days, parts);
  entries(std::move(parts), node.span, indent);
}

void Layout::item(const ast::ComputedBy& node, std::size_t /*indent*/) {
  page_.write(ast::spell(node));
  page_.mark(node.span.end);
}

void Layout::tail(std::string_view words, const ast::ExpressionPtr& node, std::size_t indent) {
  if (!node) return;
  const bool follows = !page_.has_pending(node->span.begin);
  const std::string flat = ' ' + std::string(words) + ' ' + ast::spell(*node);
  const bool one_line = fits(flat, breakable(*node)) && !is_noted(*node);
  if (follows && (one_line || hugs(*node))) {
    page_.write(' ' + std::string(words));
    condition(*node, indent);
  } else {
    page_.line(node->span.begin, indent + step);
    page_.write(words);
    condition(*node, indent + step);
  }
}

void Layout::clause_opening(const std::optional<ast::Name>& labelled, const ast::Path* status,
                            std::uint32_t next, std::size_t indent) {
  label(labelled, 0, status == nullptr ? next : status->span.begin, indent + step);
  if (status != nullptr) page_.write(ast::spell(*status) + ' ');
}

template <typename Clause>
void Layout::day_entries(std::string_view words, const std::vector<Clause>& nodes,
                         const ast::Path* status, std::size_t indent, std::vector<Entry>& result) {
  for (const Clause& node : nodes) {
    result.push_back({node.span, [this, words, &node, status, indent] {
                        clause_opening(node.label, status, node.day->span.begin, indent);
                        page_.write(words);
                        condition(*node.day, indent);
                        tail("where", node.condition, indent);
                        annotations(node.annotations, indent + step);
                      }});
  }
}

template <typename Clause>
void Layout::path_entries(std::string_view words, const std::vector<Clause>& nodes,
                          ast::Path Clause::* path, const ast::Path* status, std::size_t indent,
                          std::vector<Entry>& result) {
  for (const Clause& node : nodes) {
    result.push_back({node.span, [this, words, &node, path, status, indent] {
                        const ast::Path& named = node.*path;
                        std::optional<ast::Name> labelled;
                        if constexpr (requires { node.label; }) labelled = node.label;
                        clause_opening(labelled, status, named.span.begin, indent);
                        page_.write(words);
                        page_.space(named.span.begin, indent + step);
                        page_.write(ast::spell(named));
                        if constexpr (requires { node.condition; }) {
                          tail("where", node.condition, indent);
                        }
                        annotations(node.annotations, indent + step);
                      }});
  }
}

void Layout::step_of_status(const ast::StepClause& node, const ast::Path* status,
                            std::size_t indent) {
  const ast::Expression& first = node.period ? *node.period : *node.until;
  clause_opening(node.label, status, first.span.begin, indent);
  page_.write(ast::spell_opening(node));
  condition(first, indent);
  if (node.period) tail("until", node.until, indent);
  tail("where", node.condition, indent);
  tail("as often as", node.as_often_as, indent);
  annotations(node.annotations, indent + step);
}

std::vector<Layout::Entry> Layout::clauses_of(const ast::Status& node, const ast::Path* status,
                                              std::size_t indent) {
  std::vector<Entry> result;
  day_entries("begins on", node.begins, status, indent, result);
  for (const ast::StepClause& one : node.steps) {
    result.push_back(
        {one.span, [this, &one, status, indent] { step_of_status(one, status, indent); }});
  }
  day_entries("ends early on", node.early_ends, status, indent, result);
  path_entries("becomes", node.becomes, &ast::BecomesClause::status, status, indent, result);
  path_entries("counts toward", node.counts_toward, &ast::CountsTowardClause::clock, status, indent,
               result);
  path_entries("bars", node.bars, &ast::BarsClause::target, status, indent, result);
  return result;
}

void Layout::header(std::string_view words, const ast::Name& name, const ast::Name& entity,
                    const std::optional<ast::Text>& title) {
  page_.write(std::string(words) + ' ' + name.text);
  page_.write(ast::titled(" of", entity, title) + ' ');
}

void Layout::item(const ast::Status& node, std::size_t indent) {
  header("status", node.name, node.entity, node.title);
  // Behind a clause a note would be the clause's.
  std::vector<Entry> parts;
  spelt_entries(node.annotations, parts);
  for (Entry& clause : clauses_of(node, nullptr, indent + step)) parts.push_back(std::move(clause));
  entries(std::move(parts), node.span, indent);
}

void Layout::item(const ast::StatusAddition& node, std::size_t indent) {
  for (const Entry& clause : clauses_of(node.clauses, &node.status, indent)) clause.write();
  page_.mark(node.span.end);
}

void Layout::item(const ast::Clock& node, std::size_t indent) {
  header("clock", node.name, node.entity, node.title);
  std::vector<Entry> parts;
  spelt_entries(node.annotations, parts);
  for (const ast::StartsAnewClause& clause : node.starts_anew) {
    parts.push_back({clause.span, [this, &clause, indent] {
                       page_.write("starts anew after a gap of more than");
                       condition(*clause.gap, indent + step);
                     }});
  }
  entries(std::move(parts), node.span, indent);
}

}  // namespace nansen::format
