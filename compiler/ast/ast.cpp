// Spans of the tree's variants.
#include "compiler/ast/ast.h"

namespace nansen::ast {

Span span_of(const Item& item) {
  return std::visit([](const auto& held) { return held.span; }, item);
}

Span span_of(const ProvisionItem& item) {
  if (const auto* block = std::get_if<std::unique_ptr<DivisionBlock>>(&item)) return (*block)->span;
  if (const auto* definition = std::get_if<Definition>(&item)) return definition->span;
  if (const auto* clause = std::get_if<Clause>(&item)) return clause->span;
  if (const auto* reading = std::get_if<Reading>(&item)) return reading->span;
  if (const auto* parameter = std::get_if<Parameter>(&item)) return parameter->span;
  if (const auto* formula = std::get_if<Formula>(&item)) return formula->span;
  if (const auto* allocation = std::get_if<Allocation>(&item)) return allocation->span;
  return std::get<Annotation>(item).span;
}

Span span_of(const Target& target) {
  return std::visit([](const auto& held) { return held.span; }, target);
}

}  // namespace nansen::ast
