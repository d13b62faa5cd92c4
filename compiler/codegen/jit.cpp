// The only file that sees LLVM's just-in-time compiler at work.
#include "compiler/codegen/jit.h"

#include <llvm/Support/TargetSelect.h>

#include <utility>

#include "compiler/codegen/artefact.h"

namespace nansen::codegen {
namespace {

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
