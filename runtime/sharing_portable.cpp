// Shares on any processor.
#define NANSEN_PROCESSOR portable
#include "runtime/sharing_lanes.h"

namespace nansen::runtime::portable {

const SharingFunctions& functions() { return all_functions; }

}  // namespace nansen::runtime::portable
