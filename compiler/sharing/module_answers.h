// The outputs of a module as exact numbers and truths, batch by batch; used inside this room.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/rational.h"
#include "compiler/base/truth.h"
#include "compiler/ir/ir.h"
#include "compiler/sharing/table.h"
#include "runtime/batch.h"

namespace nansen::sharing {

/// One output for the rows of a batch: of a truth `truths`, of a number `numbers`.
struct OutputColumn {
  std::vector<Truth> truths;
  std::vector<std::optional<Rational>> numbers;
};

class ModuleAnswers {
 public:
  virtual ~ModuleAnswers() = default;
  /// All outputs for the `rows` cases of `batch`.
  virtual std::vector<OutputColumn> answer(const runtime::Batch& batch, std::size_t rows) = 0;
};

/// Answers `module`, whose outputs are truths and numbers and which must outlive the result, by
/// what is chosen where that can hold its numbers, else by the interpreter. Null iff native code is
/// chosen and the back end cannot be loaded; why is emitted.
std::unique_ptr<ModuleAnswers> answers_of(const ir::Module& module, const EngineChoice& engine,
                                          Emitter& emitter);

}  // namespace nansen::sharing
