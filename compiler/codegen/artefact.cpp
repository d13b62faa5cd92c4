// The entry point for artefacts.
#include "compiler/codegen/artefact.h"

#include "compiler/backend/native_entry.h"

extern "C" {

bool nansen_native_build(const nansen::backend::Artefact* artefact,
                         const nansen::backend::Options* options, std::string* bytes,
                         std::string* error);

bool nansen_native_build(const nansen::backend::Artefact* artefact,
                         const nansen::backend::Options* options, std::string* bytes,
                         std::string* error) {
  auto built = artefact->architecture == "wasm32"
                   ? nansen::codegen::build_wasm(*artefact, *options)
                   : nansen::codegen::build_native(*artefact, *options);
  if (!built) {
    *error = llvm::toString(built.takeError());
    return false;
  }
  *bytes = std::move(*built);
  return true;
}

}  // extern "C"
