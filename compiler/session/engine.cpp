#include "compiler/session/engine.h"

#include "compiler/backend/evaluator.h"
#include "compiler/interpret/interpret.h"

namespace nansen::session {

namespace {

class InterpreterEngine final : public Engine {
 public:
  explicit InterpreterEngine(const ir::Module& module) : module_(module) {}
  void evaluate(const runtime::Batch& batch, runtime::Results& results) override {
    interpret::evaluate(module_, batch, results);
  }

 private:
  const ir::Module& module_;
};

class NativeEngine final : public Engine {
 public:
  explicit NativeEngine(std::unique_ptr<execute::Evaluator> evaluator)
      : evaluator_(std::move(evaluator)), scratch_(evaluator_->make_scratch()) {}
  void evaluate(const runtime::Batch& batch, runtime::Results& results) override {
    evaluator_->evaluate(batch, *scratch_, results);
  }

 private:
  std::unique_ptr<execute::Evaluator> evaluator_;
  std::unique_ptr<execute::Evaluator::Scratch> scratch_;
};

}  // namespace

std::unique_ptr<Engine> make_interpreter(const ir::Module& module) {
  return std::make_unique<InterpreterEngine>(module);
}

std::unique_ptr<Engine> make_native(const ir::Module& module, const std::string& library,
                                    std::string& error) {
  auto evaluator = backend::compile(module, {.library = library}, error);
  if (!evaluator) return nullptr;
  return std::make_unique<NativeEngine>(std::move(evaluator));
}

}  // namespace nansen::session
