// Provisions in a printed tree. For files of this folder.
#pragma once

#include "compiler/ast/print_tree.h"

namespace nansen::ast {

class ProvisionPrinter : public TreePrinter {
 public:
  void provision(const ProvisionItem& node);
  void rule(const Rule& node);
  void formula_line(const FormulaLine& node);

 private:
  void one(const Annotation& node);
  void one(const Reading& node);
  void one(const Boxed<DivisionBlock>& block);
  void one(const Definition& node);
  void one(const Clause& node);
  void one(const Parameter& node);
  void one(const Formula& node);
  void one(const Allocation& node);
  template <typename Node>
  void one(const Node& node);
  void limits(const ExpressionPtr& at_least, const ExpressionPtr& at_most);
};

// print_draft.cpp
void print(ProvisionPrinter& printer, const Draft& node);

}  // namespace nansen::ast
