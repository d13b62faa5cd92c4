// Parts of an image's description; used inside this room only.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "compiler/artefact/image.h"

namespace nansen::artefact {

using Json = nlohmann::ordered_json;

/// The steps that answer `module`, in normal form, the kernels among them called `PREFIXstep_N`;
/// and where each output's planes and numbers are when they have run. `with_given`: kernels have
/// the second forms that backend::given_ending speaks of.
struct Steps {
  Json steps;
  Json results;
};
Steps describe_steps(const ir::Module& module, const std::string& prefix, bool with_given);

}  // namespace nansen::artefact
