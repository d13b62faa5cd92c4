// Parses texts for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compiler/ast/print.h"
#include "compiler/syntax/parse.h"

namespace nansen::syntax {

/// A text with what came out of it.
struct Parsed {
  SourceFiles files;
  Emitter emitter;
  ast::File tree;

  explicit Parsed(std::string text, const Limits& limits = {}) {
    const FileId file = files.add("test.treaty", std::move(text));
    tree = parse(files, file, emitter, limits);
  }

  std::string printed() const { return ast::print(tree); }

  /// `line:column number message` for each error.
  std::vector<std::string> errors() const {
    std::vector<std::string> lines;
    for (const Diagnostic& diagnostic : emitter.diagnostics()) {
      std::string place = "-";
      if (const auto* span = std::get_if<Span>(&diagnostic.location)) {
        const LineColumn at = files.line_column(span->file, span->begin);
        place = std::to_string(at.line) + ":" + std::to_string(at.column);
      }
      lines.push_back(place + " N" + std::to_string(static_cast<int>(diagnostic.code)) + " " +
                      diagnostic.message);
    }
    return lines;
  }

  /// The help of the only error.
  std::string help() const {
    EXPECT_EQ(emitter.diagnostics().size(), 1U);
    return emitter.diagnostics().empty() ? "" : emitter.diagnostics().front().help;
  }
};

/// The expression, printed as a tree, of a definition that consists of it.
inline std::string tree_of(const std::string& expression) {
  const Parsed parsed("instrument i { define d of P as " + expression + "\n}");
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{}) << expression;
  const std::string printed = parsed.printed();
  const std::size_t base = printed.find("base: ");
  return base == std::string::npos ? printed : printed.substr(base);
}

}  // namespace nansen::syntax
