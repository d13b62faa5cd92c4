// What answers cases: kernels of one kind or another, or the interpreter.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "compiler/artefact/image.h"
#include "compiler/execute/packed.h"

namespace nansen::embed {

/// Answers the cases of an image. Safe to use from several threads.
class Answerer {
 public:
  virtual ~Answerer() = default;

  /// The kernels that are best at this moment, for all of one call; null where there are none: the
  /// interpreter answers.
  virtual std::shared_ptr<const execute::Evaluator> kernels() const = 0;
  /// Tells that kernels worked for so long.
  virtual void worked(std::chrono::nanoseconds) const {}
  /// What nansen_processor says; lives as long as this does.
  virtual const char* processor() const = 0;
};

/// While it lives, the end of the process waits for the caller's thread.
class Compiling {
 public:
  Compiling();
  ~Compiling();
  Compiling(const Compiling&) = delete;
  Compiling& operator=(const Compiling&) = delete;
};

/// Operations over blocks of rows, by `image.normal`.
std::shared_ptr<const execute::Evaluator> make_blockwise(const artefact::Image& image);
/// Machine code, while the caller's thread is Compiling. Throws a Failure (no compiler) where the
/// back end, whose library is `back_end`, is not there or cannot be loaded, where the process ends,
/// and where it was forked while its parent compiled.
std::shared_ptr<const execute::Evaluator> make_native(const artefact::Image& image,
                                                      const std::string& back_end);

/// Always these kernels, or none.
std::unique_ptr<Answerer> make_fixed(std::shared_ptr<const execute::Evaluator> kernels,
                                     std::string processor);
/// Operations over blocks of rows. Once those have worked for a while, machine code is made beside
/// them, which answers from when it is there. `image` must outlive what is returned.
std::unique_ptr<Answerer> make_automatic(const artefact::Image& image, const std::string& back_end);

/// The answers of `image.module` by the interpreter, as `image.normal` would have them: a number
/// that a rewrite has simplified may stand at another scale.
void interpret(const artefact::Image& image, const runtime::Batch& batch,
               runtime::Results& results);

}  // namespace nansen::embed
