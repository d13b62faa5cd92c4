#include "compiler/session/engine.h"

#include <array>
#include <utility>

#include "compiler/blockwise/blockwise.h"
#include "compiler/interpret/interpret.h"

namespace nansen::session {

namespace {

constexpr std::array<std::pair<EngineKind, std::string_view>, 4> words{
    {{EngineKind::Automatic, "automatic"},
     {EngineKind::Native, "native"},
     {EngineKind::Blockwise, "blockwise"},
     {EngineKind::Interpreter, "interpreter"}}};

class InterpreterEngine final : public Engine {
 public:
  explicit InterpreterEngine(const ir::Module& module) : module_(module) {}
  void evaluate(const runtime::Batch& batch, runtime::Results& results) override {
    interpret::evaluate(module_, batch, results);
  }
  EngineKind next() const override { return EngineKind::Interpreter; }

 private:
  const ir::Module& module_;
};

class EvaluatorEngine final : public Engine {
 public:
  EvaluatorEngine(EngineKind kind, std::unique_ptr<execute::Evaluator> evaluator)
      : kind_(kind), evaluator_(std::move(evaluator)), scratch_(evaluator_->make_scratch()) {}
  void evaluate(const runtime::Batch& batch, runtime::Results& results) override {
    evaluator_->evaluate(batch, *scratch_, results);
  }
  EngineKind next() const override { return kind_; }

 private:
  EngineKind kind_;
  std::unique_ptr<execute::Evaluator> evaluator_;
  std::unique_ptr<execute::Evaluator::Scratch> scratch_;
};

}  // namespace

std::string_view name_of(EngineKind kind) {
  for (const auto& [each, word] : words) {
    if (each == kind) return word;
  }
  return {};
}

std::optional<EngineKind> engine_called(std::string_view word) {
  for (const auto& [kind, each] : words) {
    if (each == word) return kind;
  }
  return std::nullopt;
}

std::unique_ptr<Engine> make_interpreter(const ir::Module& module) {
  return std::make_unique<InterpreterEngine>(module);
}

std::unique_ptr<Engine> make_blockwise(const ir::Module& module) {
  const plan::Plan plan = plan::plan(module);
  return std::make_unique<EvaluatorEngine>(
      EngineKind::Blockwise,
      execute::make_evaluator(module, plan, blockwise::make_kernels(module, plan)));
}

std::unique_ptr<Engine> make_native(const ir::Module& module, const backend::Options& options,
                                    std::string& error) {
  auto evaluator = backend::compile(module, options, error);
  if (!evaluator) return nullptr;
  return std::make_unique<EvaluatorEngine>(EngineKind::Native, std::move(evaluator));
}

}  // namespace nansen::session
