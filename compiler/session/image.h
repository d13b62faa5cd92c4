// What is asked of a session as an image: all that an artefact carries beside its machine code.
#pragma once

#include <optional>
#include <string>

#include "compiler/artefact/image.h"
#include "compiler/session/session.h"

namespace nansen::session {

/// What an image says of itself.
struct ImageMade {
  std::string name;     // of the artefact
  std::string version;  // of Nansen
  std::string target;   // `x86_64`, `aarch64`, `wasm32`
  bool ranges = false;  // of every date but a range may be known: it has two columns
};

/// The image of the definitions that `question` asks of `session`, which must have been checked
/// without errors, and of all formulas of the named files. Where those define nothing and have
/// formulas, the image answers these alone. Nothing after an error, which is emitted.
std::optional<artefact::Image> make_image(Session& session, const Question& question,
                                          const ImageMade& made);

}  // namespace nansen::session
