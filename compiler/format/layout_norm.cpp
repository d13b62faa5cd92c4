// Rights, norms and limits, and whom an instrument binds.
#include "compiler/ast/spelling.h"
#include "compiler/format/layout.h"

namespace nansen::format {

namespace {

std::string spell_name(const ast::Definition& node) {
  std::string text(ast::keyword(node.mark));
  text += ' ' + node.name.text + " of " + node.entity.text;
  if (node.type) text += " : " + ast::spell(*node.type);
  return text;
}

/// What is said of a right in front of its values: words and what they are said of.
struct Said {
  Span span;
  std::string_view words;
  const ast::Expression* expression = nullptr;
  const ast::Name* name = nullptr;

  std::string spelt() const {
    const std::string behind = expression == nullptr ? name->text : ast::spell(*expression);
    return std::string(words) + ' ' + behind;
  }
};

std::vector<Said> said_of(const ast::Definition& node) {
  std::vector<Said> result;
  for (const ast::OwedTo& owed : node.owed_to) {
    result.push_back({owed.span, "owed to", owed.beneficiary.get(), nullptr});
  }
  for (const ast::AttachesAt& attaches : node.attaches_at) {
    result.push_back({attaches.span, "attaches at", nullptr, &attaches.level});
  }
  in_written_order(result, node.span);
  return result;
}

}  // namespace

void Layout::right(const ast::Definition& node, std::size_t indent) {
  const std::vector<Said> parts = said_of(node);
  std::string flat = spell_connectives(node.connectives) + spell_name(node);
  bool noted = node.base && is_noted(*node.base);
  std::uint32_t last = node.type->span.end;
  for (const Said& part : parts) {
    flat += ' ' + part.spelt();
    noted = noted || (part.expression != nullptr && is_noted(*part.expression));
    last = part.expression == nullptr ? part.name->span.end : part.expression->span.end;
  }
  flat += node.base ? " as " + ast::spell(*node.base) : " {";
  const std::uint32_t values = node.base ? node.base->span.begin : page_.brace_after(last);
  if (node.base) last = breakable(*node.base).end;
  const bool one_line = !noted && fits(flat, {node.span.file, node.span.begin, last});
  connectives(node.connectives, node.name.span.begin, indent, one_line);
  name_of_definition(node, indent);
  for (const Said& part : parts) {
    if (one_line) {
      page_.space(part.span.begin, indent + step);
    } else {
      page_.line(part.span.begin, indent + step);
    }
    page_.write(part.words);
    if (part.expression != nullptr) {
      condition(*part.expression, indent + step);
    } else {
      page_.space(part.name->span.begin, indent + 2 * step);
      page_.write(part.name->text);
    }
  }
  if (node.base) {
    if (one_line || parts.empty()) {
      page_.write(" as");
      condition(*node.base, indent);
    } else {
      page_.line(values, indent + step);
      page_.write("as");
      condition(*node.base, indent + step);
    }
    annotations(node.annotations, indent + step);
  } else {
    if (one_line || parts.empty()) {
      page_.write(" ");
    } else {
      page_.line(values, indent);
    }
    rules(node, indent);
  }
  page_.mark(node.span.end);
}

void Layout::norm(const ast::Definition& node, std::size_t indent) {
  std::string flat =
      spell_connectives(node.connectives) + spell_name(node) + " where " + ast::spell(*node.base);
  bool noted = is_noted(*node.base);
  Span inside = text_between(node.name.span, breakable(*node.base));
  if (node.duty) {
    flat += " : " + ast::spell(*node.duty);
    noted = noted || is_noted(*node.duty);
    inside = text_between(node.name.span, breakable(*node.duty));
  }
  const bool one_line = !noted && fits(flat, inside);
  connectives(node.connectives, node.name.span.begin, indent, one_line);
  name_of_definition(node, indent);
  page_.write(" where");
  condition(*node.base, indent);
  if (node.duty) {
    if (one_line || hugs(*node.base)) {
      page_.write(" :");
      condition(*node.duty, indent);
    } else {
      page_.line(node.duty->span.begin, indent + step);
      page_.write(":");
      condition(*node.duty, indent + step);
    }
  }
  annotations(node.annotations, indent + step);
  page_.mark(node.span.end);
}

void Layout::item(const ast::Limit& node, std::size_t indent) {
  const std::string head = "limit " + node.name.text + " of " + node.entity.text + " : ";
  std::string flat = head + (node.counted ? "total of " + ast::spell(*node.counted) : "count") +
                     " is at most " + ast::spell(*node.at_most);
  const std::string window = ast::spell_window(node);
  const std::string groups = ast::spell_groups(node);
  if (!window.empty()) flat += ' ' + window;
  if (!groups.empty()) flat += ' ' + groups;
  Span inside = text_between(node.name.span, breakable(*node.at_most));
  if (node.day) inside = text_between(inside, node.day->span);
  if (!node.by.empty()) inside = text_between(inside, node.by.back().span);
  if (node.condition) {
    flat += " where " + ast::spell(*node.condition);
    inside = text_between(inside, breakable(*node.condition));
  }
  const bool one_line = fits(flat, inside) && (!node.condition || !is_noted(*node.condition));
  const auto part = [&](std::uint32_t begin, const std::string& words) {
    if (one_line) {
      page_.space(begin, indent + step);
    } else {
      page_.line(begin, indent + step);
    }
    page_.write(words);
  };
  page_.write("limit");
  page_.space(node.name.span.begin, indent + step);
  page_.write(node.name.text + " of");
  page_.space(node.entity.span.begin, indent + step);
  page_.write(node.entity.text + " :");
  if (node.counted) {
    page_.write(" total of");
    condition(*node.counted, indent);
  } else {
    page_.write(" count");
  }
  page_.write(" is at most");
  condition(*node.at_most, indent);
  if (!window.empty()) part(node.day->span.begin, window);
  if (!groups.empty()) part(node.by.front().span.begin, groups);
  if (node.condition) {
    part(node.condition->span.begin, "where");
    condition(*node.condition, one_line ? indent : indent + step);
  }
  annotations(node.annotations, indent + step);
  page_.mark(node.span.end);
}

void Layout::item(const ast::BindsClause& node, std::size_t indent) {
  page_.write("binds");
  page_.space(node.entity.span.begin, indent + step);
  page_.write(node.entity.text + " from");
  condition(*node.from, indent);
  tail("until", node.until, indent);
  tail("where", node.condition, indent);
  annotations(node.annotations, indent + step);
  page_.mark(node.span.end);
}

void Layout::item(const ast::BindsThroughClause& node, std::size_t indent) {
  page_.write("binds");
  page_.space(node.entity.span.begin, indent + step);
  page_.write(node.entity.text + " through");
  page_.space(node.through.span.begin, indent + step);
  page_.write(ast::spell(node.through));
  page_.mark(node.span.end);
}

void Layout::item(const ast::NoReservationClause& node, std::size_t indent) {
  page_.write("no reservation to");
  for (const ast::Address& provision : node.provisions) {
    const bool is_last = &provision == &node.provisions.back();
    const std::string words = ast::spell(provision) + (is_last ? "" : ",");
    if (page_.fits(words, 1)) {
      page_.space(provision.span.begin, indent + step);
    } else {
      page_.line(provision.span.begin, indent + step);
    }
    page_.write(words);
  }
  annotations(node.annotations, indent + step);
  page_.mark(node.span.end);
}

}  // namespace nansen::format
