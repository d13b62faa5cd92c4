// The only file that sees LLVM's just-in-time compiler at work.
#include "compiler/codegen/jit.h"

#include <llvm/Config/llvm-config.h>
#include <llvm/ExecutionEngine/ObjectCache.h>
#include <llvm/ExecutionEngine/Orc/CompileUtils.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>

#include <utility>

#include "compiler/codegen/artefact.h"
#include "compiler/kept/files.h"

namespace nansen::codegen {
namespace {

using Jit = llvm::Expected<std::unique_ptr<llvm::orc::LLJIT>>;

/// Keeps the machine code that a compiler makes.
class Keeper final : public llvm::ObjectCache {
 public:
  Keeper(const std::string& folder, const Digest& key) : files_(folder), key_(key) {}
  void notifyObjectCompiled(const llvm::Module* /*module*/, llvm::MemoryBufferRef object) override {
    files_.keep(kind, key_, {object.getBufferStart(), object.getBufferSize()});
  }
  std::unique_ptr<llvm::MemoryBuffer> getObject(const llvm::Module* /*module*/) override {
    return nullptr;
  }

  static constexpr const char* kind = "code";

 private:
  kept::Files files_;
  Digest key_;
};

class KeepingCompiler final : public llvm::orc::TMOwningSimpleCompiler {
 public:
  KeepingCompiler(std::unique_ptr<llvm::TargetMachine> machine, std::unique_ptr<Keeper> keeper)
      : TMOwningSimpleCompiler(std::move(machine), keeper.get()), keeper_(std::move(keeper)) {}

 private:
  std::unique_ptr<Keeper> keeper_;
};

Jit make_jit(llvm::orc::JITTargetMachineBuilder machine, const backend::Options& options,
             const Digest& key) {
  llvm::orc::LLJITBuilder builder;
  builder.setJITTargetMachineBuilder(std::move(machine));
  builder.setCompileFunctionCreator(
      [&](llvm::orc::JITTargetMachineBuilder of)
          -> llvm::Expected<std::unique_ptr<llvm::orc::IRCompileLayer::IRCompiler>> {
        auto made = of.createTargetMachine();
        if (!made) return made.takeError();
        const std::string folder = options.optimise ? std::string() : options.kept;
        return std::make_unique<KeepingCompiler>(std::move(*made),
                                                 std::make_unique<Keeper>(folder, key));
      });
  // Kernels call nothing and have neither constructors nor thread-locals.
  builder.setPlatformSetUp(llvm::orc::setUpInactivePlatform);
  builder.setLinkProcessSymbolsByDefault(false);
  return builder.create();
}

/// Of all that machine code depends on.
Digest key_of(const Source& source, const llvm::orc::JITTargetMachineBuilder& machine) {
  std::string target = machine.getTargetTriple().str() + "\n" + machine.getCPU() + "\n" +
                       machine.getFeatures().getString() + "\n" +
                       std::to_string(static_cast<int>(source.level)) + "\n";
  const std::string_view parts[] = {kept::build_identity(), LLVM_VERSION_STRING "\n", target,
                                    source.text};
  return digest_of(parts);
}

/// Code that was kept; null where none was, or where LLVM makes nothing of it.
std::shared_ptr<llvm::orc::LLJIT> found(const backend::Options& options, const Digest& key,
                                        const llvm::orc::JITTargetMachineBuilder& machine) {
  if (options.kept.empty() || options.optimise || options.keep_text) return nullptr;
  const auto object = kept::Files(options.kept).find(Keeper::kind, key);
  if (!object) return nullptr;
  auto jit = make_jit(machine, options, key);
  if (!jit) {
    llvm::consumeError(jit.takeError());
    return nullptr;
  }
  if (auto error = (*jit)->addObjectFile(llvm::MemoryBuffer::getMemBufferCopy(*object, "kept"))) {
    llvm::consumeError(std::move(error));
    return nullptr;
  }
  return std::move(*jit);
}

}  // namespace

bool initialise_target(std::string& error) {
  static const bool initialised = [] {
    return !llvm::InitializeNativeTarget() && !llvm::InitializeNativeTargetAsmPrinter();
  }();
  if (!initialised) error = "LLVM has no back end for this processor";
  return initialised;
}

llvm::Expected<MachineCode> make_code(const Source& source, const backend::Options& options) {
  auto machine = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!machine) return machine.takeError();
  machine->setCodeGenOptLevel(options.optimise ? llvm::CodeGenOptLevel::Default : source.level);
  if (!options.processor.empty()) {
    machine->setCPU(options.processor);
    machine->getFeatures() = llvm::SubtargetFeatures();
  }
  const Digest key = key_of(source, *machine);
  MachineCode code;
  code.jit = found(options, key, *machine);
  if (code.jit != nullptr) return code;

  auto context = std::make_unique<llvm::LLVMContext>();
  auto module = std::make_unique<llvm::Module>("nansen", *context);
  source.emit(*module);
  auto jit = make_jit(*machine, options, key);
  if (!jit) return jit.takeError();
  module->setDataLayout((*jit)->getDataLayout());
  module->setTargetTriple((*jit)->getTargetTriple().str());
  if (options.optimise) {
    auto target_machine = machine->createTargetMachine();
    if (!target_machine) return target_machine.takeError();
    optimise(*module, **target_machine);
  }
  if (options.keep_text) code.llvm_text = text_of(*module);
  if (auto error = (*jit)->addIRModule({std::move(module), std::move(context)})) return error;
  code.jit = std::move(*jit);
  return code;
}

}  // namespace nansen::codegen
