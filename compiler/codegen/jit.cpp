// The only file that sees LLVM's just-in-time compiler at work.
#include "compiler/codegen/jit.h"

#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>

#include <utility>

namespace nansen::codegen {
namespace {

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

}  // namespace

bool initialise_target(std::string& error) {
  static const bool initialised = [] {
    return !llvm::InitializeNativeTarget() && !llvm::InitializeNativeTargetAsmPrinter();
  }();
  if (!initialised) error = "LLVM has no back end for this processor";
  return initialised;
}

llvm::Expected<MachineCode> make_code(std::unique_ptr<llvm::Module> module,
                                      std::unique_ptr<llvm::LLVMContext> context,
                                      const backend::Options& options,
                                      llvm::CodeGenOptLevel level) {
  auto machine = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!machine) return machine.takeError();
  machine->setCodeGenOptLevel(options.optimise ? llvm::CodeGenOptLevel::Default : level);
  if (!options.processor.empty()) {
    machine->setCPU(options.processor);
    machine->getFeatures() = llvm::SubtargetFeatures();
  }
  auto jit = make_jit(*machine);
  if (!jit) return jit.takeError();
  module->setDataLayout((*jit)->getDataLayout());
  module->setTargetTriple((*jit)->getTargetTriple().str());
  if (options.optimise) {
    auto target_machine = machine->createTargetMachine();
    if (!target_machine) return target_machine.takeError();
    optimise(*module, **target_machine);
  }
  MachineCode code;
  if (options.keep_text) code.llvm_text = text_of(*module);
  if (auto error = (*jit)->addIRModule({std::move(module), std::move(context)})) return error;
  code.jit = std::move(*jit);
  return code;
}

}  // namespace nansen::codegen
