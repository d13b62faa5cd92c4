// This file alone is compiled for x86-64-v3; sharing.cpp calls it where the processor is one.
#if defined(__x86_64__)
#define NANSEN_PROCESSOR x86_64_v3
#include "runtime/sharing_lanes.h"

namespace nansen::runtime::x86_64_v3 {

const SharingFunctions& functions() { return all_functions; }

}  // namespace nansen::runtime::x86_64_v3
#endif
