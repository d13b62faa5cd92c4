#pragma once

namespace nansen::testing_support {

/// Whether AddressSanitizer watches: it aborts where `new` would throw, leaves the paths of sources
/// in what is built, and takes a lock of its own that a child forked meanwhile never gets back.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool address_sanitized = true;
#else
inline constexpr bool address_sanitized = false;
#endif

}  // namespace nansen::testing_support
