// The edge between C and C++: nothing is thrown across it, and every failure has a status and
// words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/include/nansen/nansen.h"

namespace nansen::embed {

/// Thrown inside this room, and caught where calls come in.
struct Failure {
  nansen_status status = NANSEN_INTERNAL;
  std::string message;
};

/// A copy of `text` for whoever frees it by nansen_text_free. Throws std::bad_alloc.
char* copied(std::string_view text);

/// Empties `error` before a call. False iff it is of a version that is not understood; null is as
/// good as any.
bool begin(nansen_error* error);
/// Writes `status` and `message` to `error`, unless that is null, and returns `status`. Where there
/// is no memory for the message, it stays null.
nansen_status tell(nansen_error* error, nansen_status status, std::string_view message) noexcept;

inline constexpr std::string_view no_memory = "there is not enough memory";

/// Runs `work` and turns whatever it throws into a status.
template <typename Work>
nansen_status guarded(nansen_error* error, Work&& work) noexcept {
  if (!begin(error)) return NANSEN_WRONG_VERSION;
  try {
    std::forward<Work>(work)();
    return NANSEN_OK;
  } catch (const Failure& failure) {
    return tell(error, failure.status, failure.message);
  } catch (const std::bad_alloc&) {
    return tell(error, NANSEN_OUT_OF_MEMORY, no_memory);
  } catch (const std::length_error&) {
    // More than any memory could hold.
    return tell(error, NANSEN_OUT_OF_MEMORY, no_memory);
  } catch (const std::exception& fault) {
    return tell(error, NANSEN_INTERNAL, fault.what());
  } catch (...) {
    return tell(error, NANSEN_INTERNAL, "a fault without words");
  }
}

/// Throws an invalid argument unless `pointer` is there; `what` names it.
void require(const void* pointer, std::string_view what);

/// The size of a struct in each version of the interface, from version 1 on.
using KnownSizes = std::span<const std::size_t>;

/// Copies the struct at `given`, which begins with its size and version, over the beginning of the
/// newest form of it at `newest`: what it lacks stays as it is there. Throws a wrong version unless
/// its size is that of its version. `what` names the struct.
void take(const void* given, void* newest, KnownSizes sizes, std::string_view what);

/// Of version 1 of the interface, which all structs have in their first form.
template <typename Struct>
inline constexpr std::size_t sizes_of[] = {sizeof(Struct)};

/// The struct at `given`, or `usual` where that is null.
template <typename Struct>
Struct taken(const Struct* given, Struct usual, std::string_view what) {
  if (given != nullptr) take(given, &usual, sizes_of<Struct>, what);
  return usual;
}

/// A text that may be null, as words.
inline std::string words(const char* text) { return text == nullptr ? std::string() : text; }

}  // namespace nansen::embed
