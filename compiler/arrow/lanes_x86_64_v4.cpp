// The loops for x86-64-v4.
#if defined(__x86_64__)
#include "compiler/arrow/lanes_loops.h"

namespace nansen::arrow::x86_64_v4 {

const Lanes& lanes() { return lanes_here(); }

}  // namespace nansen::arrow::x86_64_v4
#endif
