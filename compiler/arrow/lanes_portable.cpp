// The loops for any processor.
#include "compiler/arrow/lanes_loops.h"

namespace nansen::arrow::portable {

const Lanes& lanes() { return lanes_here(); }

}  // namespace nansen::arrow::portable
