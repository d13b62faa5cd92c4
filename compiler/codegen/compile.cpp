// From a module to a running evaluator: plan, LLVM IR, machine code, entry points. The only file
// that sees LLVM's just-in-time compiler.
#include <fmt/format.h>
#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>

#include <utility>

#include "compiler/backend/native_entry.h"
#include "compiler/codegen/evaluator.h"
#include "compiler/codegen/kernel.h"

namespace nansen::codegen {
namespace {

std::string kernel_name(std::size_t step) { return fmt::format("step_{}", step); }

std::string text_of(const llvm::Module& module) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  module.print(stream, nullptr);
  return text;
}

void optimise(llvm::Module& module, llvm::TargetMachine& machine) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  // Compiled code is linked with nothing: no loop may become a call of memset.
  llvm::TargetLibraryInfoImpl no_library(machine.getTargetTriple());
  no_library.disableAllFunctions();
  functions.registerPass([&no_library] { return llvm::TargetLibraryAnalysis(no_library); });
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O2).run(module, modules);
}

llvm::Expected<std::unique_ptr<llvm::orc::LLJIT>> make_jit(
    llvm::orc::JITTargetMachineBuilder machine) {
  llvm::orc::LLJITBuilder builder;
  builder.setJITTargetMachineBuilder(std::move(machine));
  // Kernels call nothing and have neither constructors nor thread-locals.
  builder.setPlatformSetUp(llvm::orc::setUpInactivePlatform);
  builder.setLinkProcessSymbolsByDefault(false);
  return builder.create();
}

llvm::Expected<std::unique_ptr<backend::Evaluator>> compile(const ir::Module& module,
                                                            const backend::Options& options) {
  const plan::Plan plan = plan::plan(module);
  const std::vector<layout::NumberForm> forms = layout::number_forms(module);

  auto machine = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!machine) return machine.takeError();
  // Explicit vector code gains little from LLVM's slower ways of choosing instructions: see
  // docs/decisions/code-without-llvms-optimiser.md.
  machine->setCodeGenOptLevel(options.optimise ? llvm::CodeGenOptLevel::Default
                                               : llvm::CodeGenOptLevel::None);
  if (!options.processor.empty()) {
    machine->setCPU(options.processor);
    machine->getFeatures() = llvm::SubtargetFeatures();
  }

  auto context = std::make_unique<llvm::LLVMContext>();
  auto target = std::make_unique<llvm::Module>("nansen", *context);
  for (std::size_t step = 0; step < plan.steps.size(); ++step) {
    if (plan.steps[step].kind != plan::StepKind::Kernel) continue;
    emit_kernel(module, forms, plan.steps[step], kernel_name(step), *target);
  }
  auto jit = make_jit(*machine);
  if (!jit) return jit.takeError();
  target->setDataLayout((*jit)->getDataLayout());
  target->setTargetTriple((*jit)->getTargetTriple().str());
  if (options.optimise) {
    auto target_machine = machine->createTargetMachine();
    if (!target_machine) return target_machine.takeError();
    optimise(*target, **target_machine);
  }

  Compiled compiled;
  if (options.keep_text) compiled.llvm_text = text_of(*target);
  if (auto error = (*jit)->addIRModule({std::move(target), std::move(context)})) {
    return error;
  }
  for (std::size_t step = 0; step < plan.steps.size(); ++step) {
    Kernel kernel = nullptr;
    if (plan.steps[step].kind == plan::StepKind::Kernel) {
      auto address = (*jit)->lookup(kernel_name(step));
      if (!address) return address.takeError();
      kernel = address->toPtr<Kernel>();
    }
    compiled.kernels.push_back(kernel);
  }
  compiled.code = std::shared_ptr<llvm::orc::LLJIT>(std::move(*jit));
  return make_evaluator(module, plan, std::move(compiled));
}

}  // namespace
}  // namespace nansen::codegen

extern "C" {

std::uint32_t nansen_native_interface();
nansen::backend::Evaluator* nansen_native_compile(const nansen::ir::Module* module,
                                                  const nansen::backend::Options* options,
                                                  std::string* error);

std::uint32_t nansen_native_interface() { return nansen::backend::native_interface; }

nansen::backend::Evaluator* nansen_native_compile(const nansen::ir::Module* module,
                                                  const nansen::backend::Options* options,
                                                  std::string* error) {
  static const bool initialised = [] {
    return !llvm::InitializeNativeTarget() && !llvm::InitializeNativeTargetAsmPrinter();
  }();
  if (!initialised) {
    *error = "LLVM has no back end for this processor";
    return nullptr;
  }
  auto evaluator = nansen::codegen::compile(*module, *options);
  if (!evaluator) {
    *error = llvm::toString(evaluator.takeError());
    return nullptr;
  }
  return evaluator->release();
}

}  // extern "C"
