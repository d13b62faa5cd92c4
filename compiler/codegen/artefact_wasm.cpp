// WebAssembly: the kernels as exports, and where the image lies.
#include <fmt/format.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/IRBuilder.h>

#include <utility>

#include "compiler/codegen/artefact.h"

namespace nansen::codegen {
namespace {

/// Exports `function` under its own name.
void export_function(llvm::Function& function) {
  function.setLinkage(llvm::Function::ExternalLinkage);
  function.setVisibility(llvm::GlobalValue::DefaultVisibility);
  function.addFnAttr("wasm-export-name", function.getName());
}

/// `name()`: a number that is known when the module is linked.
void add_getter(llvm::Module& module, const std::string& name, llvm::Constant* value) {
  llvm::LLVMContext& context = module.getContext();
  auto* type = llvm::FunctionType::get(value->getType(), false);
  auto* function = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, module);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(context, "entry", function));
  builder.CreateRet(value);
  export_function(*function);
}

}  // namespace

llvm::Expected<std::string> build_wasm(const backend::Artefact& artefact,
                                       const backend::Options& options) {
  auto machine = make_machine("wasm32-unknown-unknown", "generic", "+simd128");
  if (!machine) return machine.takeError();
  llvm::LLVMContext context;
  llvm::Module module("nansen", context);
  module.setTargetTriple("wasm32-unknown-unknown");
  module.setDataLayout((*machine)->createDataLayout());

  for (llvm::Function* kernel : emit_kernels(artefact, "", "", module)) {
    if (kernel != nullptr) export_function(*kernel);
  }
  auto* bytes = llvm::ConstantDataArray::getString(context, artefact.image, false);
  auto* image = new llvm::GlobalVariable(module, bytes->getType(), true,
                                         llvm::GlobalValue::InternalLinkage, bytes, "image");
  image->setAlignment(llvm::Align(64));
  add_getter(module, "nansen_image", image);
  add_getter(module, "nansen_image_bytes",
             llvm::ConstantInt::get(llvm::Type::getInt32Ty(context), artefact.image.size()));
  if (options.optimise) optimise(module, **machine);
  if (artefact.kind == backend::ArtefactKind::LlvmText) return text_of(module);
  auto object = object_of(module, **machine);
  if (!object || artefact.kind == backend::ArtefactKind::Object) return object;
  // The stack lies first: what would overflow it traps, and reaches neither image nor facts.
  const std::vector<std::string> arguments{"--no-entry",    "--strip-all", "--export=__heap_base",
                                           "--stack-first", "-z",          "stack-size=1048576"};
  return link(Linker::WebAssembly, *object, arguments);
}

}  // namespace nansen::codegen
