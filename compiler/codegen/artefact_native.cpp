// Objects, archives and shared libraries: the kernels once for each kind of processor, the image as
// constant bytes, and the descriptor that leads to both (struct nansen_artefact in nansen.h).
#include <fmt/format.h>
#include <llvm/IR/Constants.h>
#include <llvm/Object/ArchiveWriter.h>
#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>
#include <utility>

#include "compiler/codegen/artefact.h"
#include "runtime/include/nansen/nansen.h"

namespace nansen::codegen {
namespace {

struct Architecture {
  const char* name;
  const char* triple;
  const char* baseline;
  const char* emulation;                // as LLD calls it
  std::vector<std::string> processors;  // the least demanding first
};

const Architecture* find_architecture(const std::string& name) {
  static const std::vector<Architecture> architectures{
      {"x86_64",
       "x86_64-unknown-linux-gnu",
       "x86-64",
       "elf_x86_64",
       {"x86-64", "x86-64-v3", "x86-64-v4"}},
      {"aarch64", "aarch64-unknown-linux-gnu", "generic", "aarch64linux", {"generic"}},
  };
  const auto found = std::find_if(architectures.begin(), architectures.end(),
                                  [&](const Architecture& each) { return name == each.name; });
  return found == architectures.end() ? nullptr : &*found;
}

/// A part of a symbol's name: `x86_64_v3`.
std::string as_suffix(std::string processor) {
  std::replace(processor.begin(), processor.end(), '-', '_');
  std::replace(processor.begin(), processor.end(), '/', '_');
  return processor;
}

/// The constants of an artefact: everything but the descriptor is internal.
class Constants {
 public:
  explicit Constants(llvm::Module& module)
      : module_(module),
        context_(module.getContext()),
        pointer_(llvm::PointerType::getUnqual(context_)) {}

  llvm::Constant* number(std::uint64_t value, unsigned bits) {
    return llvm::ConstantInt::get(llvm::IntegerType::get(context_, bits), value);
  }

  llvm::GlobalVariable* global(llvm::Constant* value, const std::string& name,
                               std::uint64_t align) {
    auto* made = new llvm::GlobalVariable(module_, value->getType(), true,
                                          llvm::GlobalValue::InternalLinkage, value, name);
    made->setAlignment(llvm::Align(align));
    return made;
  }

  llvm::GlobalVariable* text(const std::string& value, const std::string& name) {
    return global(llvm::ConstantDataArray::getString(context_, value), name, 1);
  }

  llvm::GlobalVariable* image(const std::string& bytes) {
    return global(llvm::ConstantDataArray::getString(context_, bytes, false), "image", 64);
  }

  llvm::Constant* kernel_set(const std::string& processor, std::vector<llvm::Function*> kernels) {
    const std::string suffix = as_suffix(processor);
    std::vector<llvm::Constant*> addresses;
    for (llvm::Function* kernel : kernels) {
      addresses.push_back(kernel != nullptr ? static_cast<llvm::Constant*>(kernel)
                                            : llvm::ConstantPointerNull::get(pointer_));
    }
    const std::uint64_t count = addresses.size();
    llvm::Constant* array =
        llvm::ConstantArray::get(llvm::ArrayType::get(pointer_, count), addresses);
    return llvm::ConstantStruct::getAnon({text(processor, "processor_" + suffix),
                                          global(array, "kernels_" + suffix, 8),
                                          number(count, 64)});
  }

  void descriptor(const std::string& symbol, llvm::GlobalVariable* image, std::uint64_t image_bytes,
                  const std::vector<llvm::Constant*>& sets) {
    auto* set_type = sets.front()->getType();
    llvm::Constant* array =
        llvm::ConstantArray::get(llvm::ArrayType::get(set_type, sets.size()), sets);
    llvm::Constant* value = llvm::ConstantStruct::getAnon(
        {number(sizeof(nansen_artefact), 32), number(NANSEN_ABI_VERSION, 32), image,
         number(image_bytes, 64), global(array, "kernel_sets", 8), number(sets.size(), 64)});
    llvm::GlobalVariable* made = global(value, symbol, 8);
    made->setLinkage(llvm::GlobalValue::ExternalLinkage);
  }

 private:
  llvm::Module& module_;
  llvm::LLVMContext& context_;
  llvm::PointerType* pointer_;
};

llvm::Expected<std::string> archive_of(const std::string& object, const std::string& symbol) {
  std::vector<llvm::NewArchiveMember> members;
  const std::string name = symbol + ".o";
  members.emplace_back(llvm::MemoryBufferRef(object, name));
  auto archive = llvm::writeArchiveToBuffer(members, llvm::SymtabWritingMode::NormalSymtab,
                                            llvm::object::Archive::K_GNU, /*Deterministic=*/true,
                                            /*Thin=*/false);
  if (!archive) return archive.takeError();
  return (*archive)->getBuffer().str();
}

llvm::Expected<std::string> library_of(const std::string& object,
                                       const Architecture& architecture) {
  // Nothing of it is left to be found elsewhere, and nothing of it is written once it is loaded.
  const std::vector<std::string> arguments{"-shared",
                                           "-m",
                                           architecture.emulation,
                                           "--build-id=none",
                                           "--hash-style=gnu",
                                           "-z",
                                           "defs",
                                           "-z",
                                           "now",
                                           "-z",
                                           "relro",
                                           "-z",
                                           "noexecstack",
                                           "--strip-all"};
  return link(Linker::Elf, object, arguments);
}

}  // namespace

llvm::Expected<std::string> build_native(const backend::Artefact& artefact,
                                         const backend::Options& options) {
  const Architecture* architecture = find_architecture(artefact.architecture);
  if (architecture == nullptr) {
    return llvm::createStringError("there is no back end for " + artefact.architecture);
  }
  auto machine = make_machine(architecture->triple, architecture->baseline, "");
  if (!machine) return machine.takeError();
  llvm::LLVMContext context;
  llvm::Module module("nansen", context);
  module.setTargetTriple(architecture->triple);
  module.setDataLayout((*machine)->createDataLayout());
  module.setPICLevel(llvm::PICLevel::BigPIC);

  Constants constants(module);
  const std::vector<std::string> processors = options.processor.empty()
                                                  ? architecture->processors
                                                  : std::vector<std::string>{options.processor};
  std::vector<llvm::Constant*> sets;
  for (const std::string& processor : processors) {
    sets.push_back(constants.kernel_set(
        processor, emit_kernels(artefact, processor, as_suffix(processor), module)));
  }
  for (const std::string& processor : processors) {
    std::vector<llvm::Function*> given =
        emit_given_kernels(artefact, processor, as_suffix(processor), module);
    const bool any = std::any_of(given.begin(), given.end(),
                                 [](const llvm::Function* each) { return each != nullptr; });
    if (!any) break;
    sets.push_back(constants.kernel_set(processor + backend::given_ending, std::move(given)));
  }
  constants.descriptor(artefact.symbol, constants.image(artefact.image), artefact.image.size(),
                       sets);
  if (options.optimise) optimise(module, **machine);
  if (artefact.kind == backend::ArtefactKind::LlvmText) return text_of(module);
  auto object = object_of(module, **machine);
  if (!object || artefact.kind == backend::ArtefactKind::Object) return object;
  if (artefact.kind == backend::ArtefactKind::Archive) {
    return archive_of(*object, artefact.symbol);
  }
  return library_of(*object, *architecture);
}

}  // namespace nansen::codegen
