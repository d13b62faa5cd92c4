#include "compiler/diagnostics/order.h"

#include <algorithm>
#include <tuple>

namespace nansen {

namespace {

bool before(const Diagnostic* left, const Diagnostic* right) {
  if (left->location.index() != right->location.index()) {
    return left->location.index() < right->location.index();
  }
  if (const auto* span = std::get_if<Span>(&left->location)) {
    return *span < std::get<Span>(right->location);
  }
  if (const auto* file = std::get_if<FileLocation>(&left->location)) {
    return file->path < std::get<FileLocation>(right->location).path;
  }
  if (const auto* cell = std::get_if<TableLocation>(&left->location)) {
    const auto& other = std::get<TableLocation>(right->location);
    return std::tie(cell->path, cell->row, cell->column) <
           std::tie(other.path, other.row, other.column);
  }
  return false;
}

}  // namespace

std::vector<const Diagnostic*> in_reading_order(std::span<const Diagnostic> diagnostics) {
  std::vector<const Diagnostic*> order;
  order.reserve(diagnostics.size());
  for (const Diagnostic& diagnostic : diagnostics) order.push_back(&diagnostic);
  std::ranges::stable_sort(order, before);
  return order;
}

std::string number_of(Code code) { return fmt::format("N{:04}", static_cast<unsigned>(code)); }

}  // namespace nansen
