// Which loops the processor at hand runs.
#include "compiler/arrow/lanes.h"

namespace nansen::arrow {

const Lanes& lanes() {
  static const Lanes& chosen = []() -> const Lanes& {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("bmi2")) {
      return x86_64_v4::lanes();
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
        __builtin_cpu_supports("fma")) {
      return x86_64_v3::lanes();
    }
#endif
    return portable::lanes();
  }();
  return chosen;
}

}  // namespace nansen::arrow
