#include "compiler/session/artefact_file.h"

#include <utility>

#include "compiler/artefact/seal.h"

namespace nansen::session {

std::string descriptor_symbol(const std::string& name) { return "nansen_artefact_" + name; }

std::optional<std::string> artefact_file(const artefact::Image& image, backend::ArtefactKind kind,
                                         const backend::Options& options, std::string& error) {
  backend::Artefact made;
  made.kind = kind;
  made.architecture = image.origin.target;
  const bool shared = kind == backend::ArtefactKind::SharedLibrary;
  made.symbol = shared ? "nansen_artefact" : descriptor_symbol(image.name);
  made.module = &image.normal;
  // In a browser every rule's truth comes from kernels; elsewhere the interpreter replays it. And
  // formulas are worked out over tables of States, by libnansen alone.
  ir::Module rules;
  if (image.origin.target == "wasm32") {
    rules = artefact::rules_of(image);
    made.further.push_back(&rules);
  } else {
    for (const artefact::Formula& formula : image.formulas) {
      made.sheets.push_back(&formula.lowered.sheet);
    }
  }
  made.image = artefact::encode(image);
  std::optional<std::string> file = backend::build(made, options, error);
  if (!file) return file;
  if (shared) return artefact::seal(std::move(*file));
  if (kind == backend::ArtefactKind::WebAssembly) return artefact::seal_module(std::move(*file));
  return file;
}

}  // namespace nansen::session
