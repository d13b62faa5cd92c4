#include "compiler/sharing/module_answers.h"

#include "compiler/backend/evaluator.h"
#include "compiler/blockwise/blockwise.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/passes/passes.h"

namespace nansen::sharing {
namespace {

class InterpretedAnswers final : public ModuleAnswers {
 public:
  explicit InterpretedAnswers(const ir::Module& module) : module_(module) {}

  std::vector<OutputColumn> answer(const runtime::Batch& batch, std::size_t rows) override {
    std::vector<OutputColumn> columns(module_.outputs.size());
    for (std::size_t row = 0; row < rows; ++row) {
      const interpret::Trace trace = interpret::trace(module_, batch, row);
      for (std::size_t output = 0; output < columns.size(); ++output) {
        const ir::Output& asked = module_.outputs[output];
        if (asked.kind == ir::OutputKind::Truth) {
          columns[output].truths.push_back(trace.truth(asked.values[0], row));
        } else {
          columns[output].numbers.push_back(
              std::get<std::optional<Rational>>(trace.at(asked.values[0], row)));
        }
      }
    }
    return columns;
  }

 private:
  const ir::Module& module_;
};

class CompiledAnswers final : public ModuleAnswers {
 public:
  CompiledAnswers(ir::Module module, std::unique_ptr<execute::Evaluator> evaluator)
      : module_(std::move(module)),
        evaluator_(std::move(evaluator)),
        scratch_(evaluator_->make_scratch()) {}

  std::vector<OutputColumn> answer(const runtime::Batch& batch, std::size_t rows) override {
    runtime::Results results(layout::output_shapes(module_), rows);
    evaluator_->evaluate(batch, *scratch_, results);
    std::vector<OutputColumn> columns(module_.outputs.size());
    for (std::size_t output = 0; output < columns.size(); ++output) {
      const bool truth = module_.outputs[output].kind == ir::OutputKind::Truth;
      const std::uint64_t* yes = results.plane(output, 0, true);
      const auto bit = [](const std::uint64_t* plane, std::size_t row) {
        return (plane[row / 64] >> (row % 64) & 1) != 0;
      };
      for (std::size_t row = 0; row < rows; ++row) {
        if (truth) {
          const bool no = bit(results.plane(output, 0, false), row);
          columns[output].truths.push_back(bit(yes, row) ? Truth::Yes
                                           : no          ? Truth::No
                                                         : Truth::Undetermined);
        } else if (bit(yes, row)) {
          Rational number(mpz_class(results.numbers(output)[row]),
                          mpz_class(results.shapes()[output].scale));
          number.canonicalize();
          columns[output].numbers.emplace_back(std::move(number));
        } else {
          columns[output].numbers.emplace_back();
        }
      }
    }
    return columns;
  }

 private:
  ir::Module module_;
  std::unique_ptr<execute::Evaluator> evaluator_;
  std::unique_ptr<execute::Evaluator::Scratch> scratch_;
};

}  // namespace

std::unique_ptr<ModuleAnswers> answers_of(const ir::Module& module, const EngineChoice& engine,
                                          Emitter& emitter) {
  ir::Module normal;
  const bool interpreted = engine.kind == EngineChoice::Kind::Interpreter;
  if (!interpreted) normal = passes::normalise(module);
  if (interpreted || !layout::too_wide(normal).empty()) {
    return std::make_unique<InterpretedAnswers>(module);
  }
  if (engine.kind != EngineChoice::Kind::Native) {
    const plan::Plan plan = plan::plan(normal);
    auto blocks = execute::make_evaluator(normal, plan, blockwise::make_kernels(normal, plan));
    return std::make_unique<CompiledAnswers>(std::move(normal), std::move(blocks));
  }
  std::string error;
  auto evaluator =
      backend::compile(normal, {.library = engine.back_end, .kept = engine.kept}, error);
  if (!evaluator) {
    emitter.emit(Code::BackEndMissing, CommandLocation{}, error);
    return nullptr;
  }
  return std::make_unique<CompiledAnswers>(std::move(normal), std::move(evaluator));
}

}  // namespace nansen::sharing
