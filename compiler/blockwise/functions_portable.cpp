// The operations on any processor.
#define NANSEN_PROCESSOR portable
#include "compiler/blockwise/functions.h"

namespace nansen::blockwise::portable {

Function function_of(const Operation& operation) { return find_function(operation); }

}  // namespace nansen::blockwise::portable
