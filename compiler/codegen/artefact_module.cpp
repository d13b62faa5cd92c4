// The kernels of an artefact in one LLVM module, and that module as an object.
#include <fmt/format.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>

#include <utility>

#include "compiler/codegen/artefact.h"
#include "compiler/codegen/kernel.h"
#include "compiler/codegen/sheet_kernel.h"
#include "compiler/plan/plan.h"

namespace nansen::codegen {
namespace {

class KernelSet {
 public:
  KernelSet(std::string processor, std::string suffix, llvm::Module& target)
      : processor_(std::move(processor)), suffix_(std::move(suffix)), target_(target) {}

  void add(const ir::Module& module, const std::string& prefix) {
    const plan::Plan plan = plan::plan(module);
    const std::vector<layout::NumberForm> forms = layout::number_forms(module);
    for (std::size_t step = 0; step < plan.steps.size(); ++step) {
      if (plan.steps[step].kind != plan::StepKind::Kernel) {
        kernels_.push_back(nullptr);
        continue;
      }
      const std::string name = name_of(prefix, step);
      emit_kernel(module, forms, plan.steps[step], name, target_);
      take(name);
    }
  }

  void add_given(const ir::Module& module) {
    const plan::Plan plan = plan::plan(module);
    const std::vector<layout::NumberForm> forms = layout::number_forms(module);
    const std::vector<bool> second_forms = plan::second_forms(module, plan);
    for (std::size_t step = 0; step < plan.steps.size(); ++step) {
      if (!second_forms[step]) {
        kernels_.push_back(nullptr);
        continue;
      }
      const std::string name = fmt::format("given_{}_{}", step, suffix_);
      emit_kernel(module, forms, plan.steps[step], name, target_, TruthPlanes::ValueAndValidity);
      take(name);
    }
  }

  void add(const ir::Sheet& sheet, bool not_negative, const std::string& prefix) {
    const execute::SheetPlan plan = execute::plan_sheet(sheet, not_negative);
    for (std::size_t step = 0; step < plan.steps.size(); ++step) {
      const std::string name = name_of(prefix, step);
      emit_sheet_kernel(sheet, plan, step, name, target_);
      take(name);
    }
  }

  std::vector<llvm::Function*> kernels() && { return std::move(kernels_); }

 private:
  std::string name_of(const std::string& prefix, std::size_t step) const {
    return fmt::format("{}step_{}{}{}", prefix, step, suffix_.empty() ? "" : "_", suffix_);
  }

  void take(const std::string& name) {
    llvm::Function* kernel = target_.getFunction(name);
    kernel->setLinkage(llvm::Function::InternalLinkage);
    if (!processor_.empty()) kernel->addFnAttr("target-cpu", processor_);
    kernels_.push_back(kernel);
  }

  std::string processor_;
  std::string suffix_;
  llvm::Module& target_;
  std::vector<llvm::Function*> kernels_;
};

void initialise_all_targets() {
  static const bool done = [] {
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86Target();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmPrinter();
    LLVMInitializeAArch64TargetInfo();
    LLVMInitializeAArch64Target();
    LLVMInitializeAArch64TargetMC();
    LLVMInitializeAArch64AsmPrinter();
    LLVMInitializeWebAssemblyTargetInfo();
    LLVMInitializeWebAssemblyTarget();
    LLVMInitializeWebAssemblyTargetMC();
    LLVMInitializeWebAssemblyAsmPrinter();
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace

std::vector<llvm::Function*> emit_kernels(const backend::Artefact& artefact,
                                          const std::string& processor, const std::string& suffix,
                                          llvm::Module& target) {
  KernelSet set(processor, suffix, target);
  if (artefact.module != nullptr) set.add(*artefact.module, "");
  for (std::size_t at = 0; at < artefact.further.size(); ++at) {
    set.add(*artefact.further[at], fmt::format("further_{}_", at));
  }
  for (std::size_t at = 0; at < artefact.sheets.size(); ++at) {
    set.add(*artefact.sheets[at], true, fmt::format("sheet_{}_", at));
    set.add(*artefact.sheets[at], false, fmt::format("sheet_{}_any_", at));
  }
  return std::move(set).kernels();
}

std::vector<llvm::Function*> emit_given_kernels(const backend::Artefact& artefact,
                                                const std::string& processor,
                                                const std::string& suffix, llvm::Module& target) {
  KernelSet set(processor, suffix, target);
  if (artefact.module != nullptr) set.add_given(*artefact.module);
  return std::move(set).kernels();
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>> make_machine(const std::string& triple,
                                                                  const std::string& processor,
                                                                  const std::string& features) {
  initialise_all_targets();
  std::string error;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (target == nullptr) return llvm::createStringError(error);
  std::unique_ptr<llvm::TargetMachine> machine(
      target->createTargetMachine(triple, processor, features, llvm::TargetOptions(),
                                  llvm::Reloc::PIC_, std::nullopt, llvm::CodeGenOptLevel::Default));
  if (machine == nullptr) return llvm::createStringError("LLVM has no back end for " + triple);
  return machine;
}

llvm::Expected<std::string> object_of(llvm::Module& module, llvm::TargetMachine& machine) {
  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream stream(bytes);
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile)) {
    return llvm::createStringError("LLVM writes no objects for this target");
  }
  passes.run(module);
  return std::string(bytes.begin(), bytes.end());
}

}  // namespace nansen::codegen
