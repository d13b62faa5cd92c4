// Spans of the tree's variants.
#include "compiler/ast/ast.h"

#include <type_traits>

namespace nansen::ast {

Span span_of(const Item& item) {
  return std::visit([](const auto& held) { return held.span; }, item);
}

Span span_of(const ProvisionItem& item) {
  return std::visit(
      [](const auto& held) {
        using Held = std::remove_cvref_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, Boxed<DivisionBlock>>) {
          return held->span;
        } else {
          return held.span;
        }
      },
      item);
}

Span span_of(const Target& target) {
  return std::visit([](const auto& held) { return held.span; }, target);
}

}  // namespace nansen::ast
