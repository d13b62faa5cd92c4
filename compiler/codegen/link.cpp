// LLD in this process: no linker need stand beside nansen. It reads and writes files only, so they
// lie in a folder of their own for as long as it runs.
#include <lld/Common/Driver.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/raw_ostream.h>

#include <mutex>
#include <vector>

#include "compiler/codegen/artefact.h"

LLD_HAS_DRIVER(elf)
LLD_HAS_DRIVER(wasm)

namespace nansen::codegen {
namespace {

/// A folder that goes away with what is in it.
class Folder {
 public:
  llvm::Error make() {
    if (const std::error_code failure = llvm::sys::fs::createUniqueDirectory("nansen", path_)) {
      return llvm::createStringError("no temporary folder can be made: " + failure.message());
    }
    return llvm::Error::success();
  }
  ~Folder() {
    if (!path_.empty()) llvm::sys::fs::remove_directories(path_);
  }
  Folder() = default;
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const char* name) const {
    llvm::SmallString<128> path(path_);
    llvm::sys::path::append(path, name);
    return path.str().str();
  }

 private:
  llvm::SmallString<128> path_;
};

llvm::Error write(const std::string& path, const std::string& bytes) {
  std::error_code failure;
  llvm::raw_fd_ostream stream(path, failure);
  if (!failure) {
    stream << bytes;
    stream.close();
    failure = stream.error();
    stream.clear_error();
  }
  if (failure) {
    return llvm::createStringError("the linker's input cannot be written: " + failure.message());
  }
  return llvm::Error::success();
}

}  // namespace

llvm::Expected<std::string> link(Linker linker, const std::string& object,
                                 std::span<const std::string> arguments) {
  // LLD keeps its state in globals.
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  Folder folder;
  if (auto error = folder.make()) return error;
  const std::string input = folder.file("nansen.o");
  const std::string output = folder.file("nansen.out");
  if (auto error = write(input, object)) return error;

  const bool elf = linker == Linker::Elf;
  std::vector<const char*> words{elf ? "ld.lld" : "wasm-ld", "--threads=1"};
  for (const std::string& argument : arguments) words.push_back(argument.c_str());
  words.insert(words.end(), {"-o", output.c_str(), input.c_str()});
  const std::vector<lld::DriverDef> drivers{elf ? lld::DriverDef{lld::Gnu, &lld::elf::link}
                                                : lld::DriverDef{lld::Wasm, &lld::wasm::link}};
  std::string said;
  llvm::raw_string_ostream stream(said);
  const lld::Result result = lld::lldMain(words, stream, stream, drivers);
  if (result.retCode != 0) return llvm::createStringError("the linker says: " + said);
  auto file =
      llvm::MemoryBuffer::getFile(output, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!file) {
    return llvm::createStringError("the linker's output cannot be read: " +
                                   file.getError().message());
  }
  return (*file)->getBuffer().str();
}

}  // namespace nansen::codegen
