// Which loops the processor at hand runs.
#include "compiler/arrow/lanes.h"

#include "runtime/processor.h"

namespace nansen::arrow {

const Lanes& lanes() {
  static const Lanes& chosen = []() -> const Lanes& {
    switch (runtime::processor()) {
#if defined(__x86_64__)
      case runtime::Processor::X86_64_V4: return x86_64_v4::lanes();
      case runtime::Processor::X86_64_V3: return x86_64_v3::lanes();
#endif
      default: return portable::lanes();
    }
  }();
  return chosen;
}

}  // namespace nansen::arrow
