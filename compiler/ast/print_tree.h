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

  /// Prints nothing where there is none.
  void condition(const ExpressionPtr& node);
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

// print_time.cpp
void print(TreePrinter& printer, const Calendar& node);
void print(TreePrinter& printer, const Computation& node);
void print(TreePrinter& printer, const ComputedBy& node);
void print(TreePrinter& printer, const Status& node);
void print(TreePrinter& printer, const StatusAddition& node);
void print(TreePrinter& printer, const Clock& node);
/// The clauses alone.
void print_clauses(TreePrinter& printer, const Status& node);

// print_norm.cpp
void print(TreePrinter& printer, const Limit& node);
void print(TreePrinter& printer, const BindsClause& node);
void print(TreePrinter& printer, const BindsThroughClause& node);
void print(TreePrinter& printer, const NoReservationClause& node);

}  // namespace nansen::ast
