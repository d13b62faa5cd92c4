#include <utility>

#include "compiler/diagnostics/diagnostic.h"

namespace nansen {

Diagnostic& Emitter::emit(Diagnostic diagnostic) {
  std::size_t& count = diagnostic.severity == Severity::Error ? error_count_ : warning_count_;
  ++count;
  if (count > limit) {
    overflow_ = std::move(diagnostic);
    return overflow_;
  }
  return diagnostics_.emplace_back(std::move(diagnostic));
}

}  // namespace nansen
