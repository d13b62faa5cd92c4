// One meaning, several engines, one face.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/backend/evaluator.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::session {

enum class EngineKind : std::uint8_t {
  Automatic,    // blocks of rows at once, native code from when it is ready
  Native,       // machine code
  Blockwise,    // operations over blocks of rows
  Interpreter,  // the reference, row by row
};

/// The words for them: `automatic`, `native`, `blockwise`, `interpreter`.
std::string_view name_of(EngineKind kind);
/// Nothing iff there is no engine of that name.
std::optional<EngineKind> engine_called(std::string_view word);

class Engine {
 public:
  virtual ~Engine() = default;
  /// Fills `results`, which must have the shape of the module's outputs, for every case of `batch`.
  virtual void evaluate(const runtime::Batch& batch, runtime::Results& results) = 0;
  /// What answers the next batch, as far as it is known before: never Automatic.
  virtual EngineKind next() const = 0;
};

/// The reference interpreter over `module`, which must outlive the engine.
std::unique_ptr<Engine> make_interpreter(const ir::Module& module);

/// Operations over blocks of rows for `module`, which must be in normal form.
std::unique_ptr<Engine> make_blockwise(const ir::Module& module);

/// Compiled code for `module`, which must be in normal form. Null, with the reason in `error`, if
/// the back end cannot be loaded.
std::unique_ptr<Engine> make_native(const ir::Module& module, const backend::Options& options,
                                    std::string& error);

/// Blocks of rows at once, for `module`, which must be in normal form. Once an engine has worked
/// for `patience` in all, native code is made beside it, which answers from the first batch after
/// it is ready; where it cannot be made, all stays as it is. The module must outlive the engine.
std::unique_ptr<Engine> make_automatic(
    const ir::Module& module, const backend::Options& options,
    std::chrono::nanoseconds patience = std::chrono::milliseconds(10));

/// Usually an engine whose native code is being made when it goes waits until it is. From now on
/// none does: whoever calls this ends the process without running what is run at exit, where
/// `is_work_left` is true then.
void leave_work_unfinished();
bool is_work_left();

}  // namespace nansen::session
