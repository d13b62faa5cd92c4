// This file alone is compiled for x86-64-v4; functions.cpp calls it where the processor is one.
#if defined(__x86_64__)
#define NANSEN_PROCESSOR x86_64_v4
#include "compiler/blockwise/functions.h"

namespace nansen::blockwise::x86_64_v4 {

Function function_of(const Operation& operation) { return find_function(operation); }

}  // namespace nansen::blockwise::x86_64_v4
#endif
