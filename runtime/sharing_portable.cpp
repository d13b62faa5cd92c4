// Shares on any processor.
#define NANSEN_PROCESSOR portable
#include "runtime/sharing_processors.h"
// The form of sharing_lanes.h depends on what stands above.
#include "runtime/sharing_lanes.h"
