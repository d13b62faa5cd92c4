// What the processor at hand can do, as far as there is code for it in several forms.
#pragma once

#include <cstdint>

namespace nansen::runtime {

/// Each can do all that the ones before it can.
enum class Processor : std::uint8_t { Portable, X86_64_V3, X86_64_V4 };

/// That of this machine.
Processor processor();

}  // namespace nansen::runtime
