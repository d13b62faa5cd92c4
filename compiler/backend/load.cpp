// Finding and loading the back end's library, once a process.
#include <dlfcn.h>
#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>

#include "compiler/backend/native_entry.h"

namespace nansen::backend {
namespace {

constexpr const char* library_name = "libnansen-native.so";

std::atomic<bool> is_loaded{false};

/// Where the library is of a program that stands in `bin`, installed or built; empty where the
/// system does not say which program runs.
std::filesystem::path usual_place() {
  std::error_code failure;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
  if (failure) return {};
  return program.parent_path().parent_path() / "lib" / library_name;
}

struct Library {
  CompileFunction compile = nullptr;
  CompileSheetFunction compile_sheet = nullptr;
  BuildFunction build = nullptr;
  std::string error;
};

Library failure(std::string why) { return {nullptr, nullptr, nullptr, std::move(why)}; }

Library open_library(const std::string& path) {
  void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return failure(dlerror());
  const auto version = reinterpret_cast<InterfaceFunction>(dlsym(handle, interface_symbol));
  const auto compile = reinterpret_cast<CompileFunction>(dlsym(handle, compile_symbol));
  if (version == nullptr || compile == nullptr) {
    return failure(fmt::format("{} is not a back end of nansen", path));
  }
  const auto compile_sheet =
      reinterpret_cast<CompileSheetFunction>(dlsym(handle, compile_sheet_symbol));
  const auto build = reinterpret_cast<BuildFunction>(dlsym(handle, build_symbol));
  if (version() != native_interface || compile_sheet == nullptr || build == nullptr) {
    return failure(fmt::format("{} belongs to another version of nansen", path));
  }
  is_loaded = true;
  return {compile, compile_sheet, build, {}};
}

Library find_library(const std::string& chosen) {
  if (!chosen.empty()) return open_library(chosen);
  const std::filesystem::path place = usual_place();
  std::error_code unreadable;
  if (std::filesystem::exists(place, unreadable)) return open_library(place.string());
  return failure(fmt::format("{} was not found in {}", library_name, place.parent_path().string()));
}

/// The back end's library, looked for on the first call of a process.
const Library& loaded_library(const Options& options) {
  static std::mutex mutex;
  static Library library;
  static bool tried = false;
  const std::lock_guard lock(mutex);
  if (!tried) library = find_library(options.library);
  tried = true;
  return library;
}

}  // namespace

std::unique_ptr<execute::Evaluator> compile(const ir::Module& module, const Options& options,
                                            std::string& error) {
  const Library& library = loaded_library(options);
  if (library.compile == nullptr) {
    error = library.error;
    return nullptr;
  }
  return std::unique_ptr<execute::Evaluator>(library.compile(&module, &options, &error));
}

std::unique_ptr<execute::SheetEvaluator> compile(const ir::Sheet& sheet, const Options& options,
                                                 std::string& error) {
  const Library& library = loaded_library(options);
  if (library.compile_sheet == nullptr) {
    error = library.error;
    return nullptr;
  }
  return std::unique_ptr<execute::SheetEvaluator>(library.compile_sheet(&sheet, &options, &error));
}

std::optional<std::string> build(const Artefact& artefact, const Options& options,
                                 std::string& error) {
  const Library& library = loaded_library(options);
  if (library.build == nullptr) {
    error = library.error;
    return std::nullopt;
  }
  std::string bytes;
  if (!library.build(&artefact, &options, &bytes, &error)) return std::nullopt;
  return bytes;
}

bool loaded() { return is_loaded; }

}  // namespace nansen::backend
