// The one door of libnansen-compiler: what its loader looks up, and what must be the same on both
// sides for C++ objects to pass through.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/artefact/image.h"

namespace nansen::embed {

/// Provisions to compile, and what is asked of them.
struct CompileRequest {
  std::optional<std::string> text;
  std::string name;  // what messages call the text
  std::vector<std::string> files;
  std::vector<std::string> drafts;
  std::vector<std::string> definitions;
  std::vector<std::string> readings;
  std::optional<std::string> as_of;
  std::vector<std::string> library;  // folders
  bool ranges = false;               // of every date but a range may be known
};

enum class CompileOutcome : std::uint8_t {
  Compiled,
  Wrong,        // errors in the provisions: the messages
  OutOfMemory,  // no messages
  Fault         // of the compiler itself, which the messages describe
};

/// Changes whenever CompileRequest, CompileOutcome or artefact::Image does.
inline constexpr std::uint32_t compiler_interface = 2;

/// What libraries must have in common: the version, this interface, and what passes through it.
struct CompilerIdentity {
  const char* version = nullptr;
  std::uint32_t interface = 0;
  std::uint64_t image_bytes = 0;
  std::uint64_t program_bytes = 0;
};
inline CompilerIdentity own_identity() {
  return {NANSEN_VERSION, compiler_interface, sizeof(artefact::Image), sizeof(program::Program)};
}

/// Names of the library's symbols.
inline constexpr const char* compiler_identity_symbol = "nansen_compiler_identity";
inline constexpr const char* compiler_symbol = "nansen_compiler_compile";

/// `void nansen_compiler_identity(CompilerIdentity*)`: the library's `own_identity`.
using CompilerIdentityFunction = void (*)(CompilerIdentity* identity);
/// Fills `image`; or `messages`, as `nansen check` prints them. Throws nothing.
using CompilerFunction = CompileOutcome (*)(const CompileRequest* request, artefact::Image* image,
                                            std::string* messages);

}  // namespace nansen::embed
