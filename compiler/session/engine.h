// One meaning, two engines, one face.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::session {

enum class EngineKind : std::uint8_t { Native, Interpreter };

class Engine {
 public:
  virtual ~Engine() = default;
  /// Fills `results`, which must have the shape of the module's outputs, for every case of `batch`.
  virtual void evaluate(const runtime::Batch& batch, runtime::Results& results) = 0;
};

/// The reference interpreter over `module`, which must outlive the engine.
std::unique_ptr<Engine> make_interpreter(const ir::Module& module);

/// Compiled code for `module`, which must be in normal form. Null, with the reason in `error`, if
/// the back end cannot be loaded; `library` is its path, or empty for the usual places.
std::unique_ptr<Engine> make_native(const ir::Module& module, const std::string& library,
                                    std::string& error);

}  // namespace nansen::session
