#include "compiler/blockwise/operation.h"

namespace nansen::blockwise {

Function function_of(const Operation& operation, runtime::Processor processor) {
  switch (processor) {
#if defined(__x86_64__)
    case runtime::Processor::X86_64_V4: return x86_64_v4::function_of(operation);
    case runtime::Processor::X86_64_V3: return x86_64_v3::function_of(operation);
#endif
    default: return portable::function_of(operation);
  }
}

}  // namespace nansen::blockwise
