#include "runtime/processor.h"

namespace nansen::runtime {

Processor processor() {
#if defined(__x86_64__)
  static const Processor found = [] {
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("bmi2")) {
      return Processor::X86_64_V4;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
        __builtin_cpu_supports("fma")) {
      return Processor::X86_64_V3;
    }
    return Processor::Portable;
  }();
  return found;
#else
  return Processor::Portable;
#endif
}

}  // namespace nansen::runtime
