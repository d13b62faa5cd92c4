// From a module to a running evaluator: plan, LLVM IR, machine code, entry points.
#include <fmt/format.h>

#include <utility>

#include "compiler/backend/native_entry.h"
#include "compiler/codegen/jit.h"
#include "compiler/codegen/kernel.h"
#include "compiler/execute/evaluator.h"

namespace nansen::codegen {
namespace {

std::string kernel_name(std::size_t step) { return fmt::format("step_{}", step); }

std::string given_name(std::size_t step) { return fmt::format("given_{}", step); }

/// What a kernel is once it is machine code.
using Kernel = void (*)(const void* const* inputs, void* const* outputs, std::int64_t first_block,
                        std::int64_t block_count);

class MachineKernels final : public execute::Kernels {
 public:
  MachineKernels(std::vector<Kernel> kernels, std::vector<Kernel> given, MachineCode code)
      : kernels_(std::move(kernels)), given_(std::move(given)), code_(std::move(code)) {}

  void run(std::size_t step, const void* const* inputs, void* const* outputs,
           std::int64_t first_block, std::int64_t block_count) const override {
    kernels_[step](inputs, outputs, first_block, block_count);
  }
  std::string llvm_text() const override { return code_.llvm_text; }
  bool reads_given(std::size_t step) const override { return given_[step] != nullptr; }
  void run_given(std::size_t step, const void* const* inputs, void* const* outputs,
                 std::int64_t first_block, std::int64_t block_count) const override {
    given_[step](inputs, outputs, first_block, block_count);
  }

 private:
  std::vector<Kernel> kernels_;  // parallel to the plan's steps; null for those that are no kernels
  std::vector<Kernel> given_;    // the same, for columns as others give them
  MachineCode code_;             // keeps the machine code alive
};

// Explicit vector code gains little from LLVM's slower ways of choosing instructions: see
// docs/decisions/code-without-llvms-optimiser.md. Little plans get that little, for a few
// milliseconds; large ones, that would be waited for, do not.
llvm::CodeGenOptLevel level_for(const plan::Plan& plan) {
  return plan::is_little(plan) ? llvm::CodeGenOptLevel::Less : llvm::CodeGenOptLevel::None;
}

llvm::Expected<std::unique_ptr<execute::Evaluator>> compile(const ir::Module& module,
                                                            const backend::Options& options) {
  const plan::Plan plan = plan::plan(module);
  const std::vector<layout::NumberForm> forms = layout::number_forms(module);
  const std::vector<bool> second_forms = plan::second_forms(module, plan);

  Source source{.text = ir::print(module), .emit = {}, .level = level_for(plan)};
  source.emit = [&](llvm::Module& target) {
    for (std::size_t step = 0; step < plan.steps.size(); ++step) {
      if (plan.steps[step].kind != plan::StepKind::Kernel) continue;
      emit_kernel(module, forms, plan.steps[step], kernel_name(step), target);
      if (!second_forms[step]) continue;
      emit_kernel(module, forms, plan.steps[step], given_name(step), target,
                  TruthPlanes::ValueAndValidity);
    }
  };
  auto code = make_code(source, options);
  if (!code) return code.takeError();

  std::vector<Kernel> kernels(plan.steps.size(), nullptr);
  std::vector<Kernel> given(plan.steps.size(), nullptr);
  for (std::size_t step = 0; step < plan.steps.size(); ++step) {
    if (plan.steps[step].kind != plan::StepKind::Kernel) continue;
    auto address = code->jit->lookup(kernel_name(step));
    if (!address) return address.takeError();
    kernels[step] = address->toPtr<Kernel>();
    if (!second_forms[step]) continue;
    address = code->jit->lookup(given_name(step));
    if (!address) return address.takeError();
    given[step] = address->toPtr<Kernel>();
  }
  return execute::make_evaluator(
      module, plan,
      std::make_shared<MachineKernels>(std::move(kernels), std::move(given), std::move(*code)));
}

}  // namespace
}  // namespace nansen::codegen

extern "C" {

std::uint32_t nansen_native_interface();
nansen::execute::Evaluator* nansen_native_compile(const nansen::ir::Module* module,
                                                  const nansen::backend::Options* options,
                                                  std::string* error);

std::uint32_t nansen_native_interface() { return nansen::backend::native_interface; }

nansen::execute::Evaluator* nansen_native_compile(const nansen::ir::Module* module,
                                                  const nansen::backend::Options* options,
                                                  std::string* error) {
  if (!nansen::codegen::initialise_target(*error)) return nullptr;
  auto evaluator = nansen::codegen::compile(*module, *options);
  if (!evaluator) {
    *error = llvm::toString(evaluator.takeError());
    return nullptr;
  }
  return evaluator->release();
}

}  // extern "C"
