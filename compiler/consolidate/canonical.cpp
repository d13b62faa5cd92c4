// Rules, lines and clauses are laid out inside something that could hold them, and taken out again.
#include "compiler/consolidate/canonical.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "compiler/ast/spelling.h"
#include "compiler/format/text_of.h"

namespace nansen::consolidate {

namespace {

/// What stands between the outermost braces, moved to the left.
std::string inside_braces(const std::string& text) {
  const std::size_t open = text.find('{');
  const std::size_t close = text.rfind('}');
  if (open == std::string::npos || close == std::string::npos || close < open) return text;
  const std::string body = text.substr(open + 1, close - open - 1);
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin <= body.size()) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    lines.push_back(body.substr(begin, end - begin));
    begin = end + 1;
  }
  std::size_t margin = std::string::npos;
  for (const std::string& line : lines) margin = std::min(margin, line.find_first_not_of(' '));
  std::string result;
  for (const std::string& line : lines) {
    if (line.find_first_not_of(' ') == std::string::npos) continue;
    result += (result.empty() ? "" : "\n") + line.substr(margin);
  }
  result.erase(result.find_last_not_of(' ') + 1);
  return result;
}

}  // namespace

std::string words_of(const ast::ProvisionItem& item) { return format::text_of(item); }

std::string words_of(const ast::Head& head) { return ast::spell(head); }

std::string words_of(const ast::Rule& rule) {
  ast::Definition holder;
  holder.name.text = "d";
  holder.entity.text = "E";
  holder.type = ast::Type{};
  holder.rules.push_back(rule);
  return inside_braces(format::text_of(ast::ProvisionItem(std::move(holder))));
}

std::string words_of(const ast::FormulaLine& line) {
  ast::Formula holder;
  holder.name.text = "f";
  holder.entity.text = "E";
  holder.lines.push_back(line);
  return inside_braces(format::text_of(ast::ProvisionItem(std::move(holder))));
}

std::string words_of(const ast::Status& clauses) {
  ast::Status holder = clauses;
  holder.name.text = "s";
  holder.entity.text = "E";
  return inside_braces(format::text_of(ast::ProvisionItem(std::move(holder))));
}

}  // namespace nansen::consolidate
