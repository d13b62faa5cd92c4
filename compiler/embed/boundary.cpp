#include "compiler/embed/boundary.h"

#include <fmt/format.h>

#include <cstdlib>

namespace nansen::embed {

namespace {

/// What every struct begins with.
struct Head {
  std::uint32_t size = 0;
  std::uint32_t version = 0;
};

Head head_of(const void* given) {
  Head head;
  std::memcpy(&head, given, sizeof head);
  return head;
}

/// True iff a struct of that head is one of `sizes`.
bool is_known(Head head, KnownSizes sizes) {
  return head.version >= 1 && head.version <= sizes.size() && head.size == sizes[head.version - 1];
}

}  // namespace

char* copied(std::string_view text) {
  auto* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy == nullptr) throw std::bad_alloc();
  if (!text.empty()) std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\0';
  return copy;
}

bool begin(nansen_error* error) {
  if (error == nullptr) return true;
  if (!is_known(head_of(error), sizes_of<nansen_error>)) return false;
  nansen_error_clear(error);
  return true;
}

nansen_status tell(nansen_error* error, nansen_status status, std::string_view message) noexcept {
  if (error == nullptr) return status;
  error->status = status;
  try {
    error->message = copied(message);
  } catch (const std::bad_alloc&) {
    error->message = nullptr;
  }
  return status;
}

void require(const void* pointer, std::string_view what) {
  if (pointer == nullptr) throw Failure{NANSEN_INVALID_ARGUMENT, fmt::format("{} is null", what)};
}

void take(const void* given, void* newest, KnownSizes sizes, std::string_view what) {
  const Head head = head_of(given);
  if (!is_known(head, sizes)) {
    throw Failure{
        NANSEN_WRONG_VERSION,
        fmt::format("version {} of {}, of {} bytes, is not known to this library (version {}); use "
                    "the NANSEN_..._INIT macro of its header",
                    head.version, what, head.size, NANSEN_ABI_VERSION)};
  }
  std::memcpy(newest, given, head.size);
  // Whoever reads it further reads the newest form.
  const Head own{static_cast<std::uint32_t>(sizes.back()), NANSEN_ABI_VERSION};
  std::memcpy(newest, &own, sizeof own);
}

}  // namespace nansen::embed

void nansen_error_clear(nansen_error* error) {
  if (error == nullptr) return;
  std::free(error->message);
  error->status = NANSEN_OK;
  error->message = nullptr;
}

void nansen_text_free(char* text) { std::free(text); }

const char* nansen_version(void) { return NANSEN_VERSION; }

uint32_t nansen_abi_version(void) { return NANSEN_ABI_VERSION; }
