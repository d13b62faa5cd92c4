// Lines, levels and expressions of a printed tree. For files of this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/ast.h"

namespace nansen::ast {

class TreePrinter {
 public:
  std::string text() && { return std::move(text_); }

  void line(std::string_view words);
  void annotations(const std::vector<Annotation>& nodes);
  void connectives(const std::vector<Connective>& nodes);

  /// The expression under `role`: on the same line where it is a literal or a name.
  void expression(std::string_view role, const Expression& node);

  /// One level deeper as long as it lives.
  class Level {
   public:
    explicit Level(TreePrinter& printer) : printer_(printer) { ++printer_.depth_; }
    ~Level() { --printer_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    TreePrinter& printer_;
  };

 private:
  std::string text_;
  std::size_t depth_ = 0;
};

}  // namespace nansen::ast
