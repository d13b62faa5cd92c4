// Compiling provisions in this process, by the library that stands beside this one.

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstring>
#include <mutex>
#include <utility>

#include "compiler/embed/compiler_entry.h"
#include "compiler/embed/evaluator.h"
#include "compiler/embed/places.h"

namespace nansen::embed {

namespace {

constexpr const char* compiler_library = "libnansen-compiler.so";
constexpr const char* native_library = "libnansen-native.so";

bool is_same(const CompilerIdentity& left, const CompilerIdentity& right) {
  return std::strcmp(left.version, right.version) == 0 && left.interface == right.interface &&
         left.image_bytes == right.image_bytes && left.program_bytes == right.program_bytes;
}

CompilerFunction load_compiler() {
  const std::string path = find_library(compiler_library);
  if (path.empty()) {
    throw Failure{NANSEN_NO_COMPILER,
                  fmt::format("{} does not stand beside libnansen.so", compiler_library)};
  }
  void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) throw Failure{NANSEN_NO_COMPILER, dlerror()};
  const auto identity =
      reinterpret_cast<CompilerIdentityFunction>(dlsym(handle, compiler_identity_symbol));
  const auto compile = reinterpret_cast<CompilerFunction>(dlsym(handle, compiler_symbol));
  CompilerIdentity found;
  if (identity != nullptr) identity(&found);
  if (compile == nullptr || found.version == nullptr || !is_same(found, own_identity())) {
    dlclose(handle);
    throw Failure{NANSEN_NO_COMPILER, path + " belongs to another version of nansen"};
  }
  return compile;
}

/// Loaded on the first call of a process, and kept.
CompilerFunction compiler() {
  static std::mutex mutex;
  static CompilerFunction loaded = nullptr;
  const std::lock_guard lock(mutex);
  if (loaded == nullptr) loaded = load_compiler();
  return loaded;
}

std::vector<std::string> listed(const char* const* texts, std::size_t count, const char* what) {
  if (count > 0) require(texts, what);
  std::vector<std::string> list;
  for (std::size_t index = 0; index < count; ++index) {
    require(texts[index], fmt::format("{} {}", what, index));
    list.emplace_back(texts[index]);
  }
  return list;
}

CompileRequest request_of(const nansen_compile_options& options) {
  CompileRequest request;
  if (options.text_bytes > 0) require(options.text, "text");
  if (options.text != nullptr) request.text.emplace(options.text, options.text_bytes);
  request.name = options.name == nullptr ? "text" : options.name;
  request.files = listed(options.files, options.file_count, "files");
  request.drafts = listed(options.drafts, options.draft_count, "drafts");
  request.definitions = listed(options.definitions, options.definition_count, "definitions");
  request.readings = listed(options.readings, options.reading_count, "readings");
  if (options.as_of != nullptr) request.as_of = options.as_of;
  request.ranges = options.ranges != 0;
  if (options.library != nullptr) {
    request.library = {options.library};
  } else {
    request.library = library_folders();
  }
  if (!request.text && request.files.empty()) {
    throw Failure{NANSEN_INVALID_ARGUMENT, "there is neither a text nor a file to compile"};
  }
  return request;
}

std::unique_ptr<Answerer> answerer_of(const artefact::Image& image, std::int32_t engine) {
  // Formulas alone have no kernels.
  if (engine == NANSEN_ENGINE_INTERPRETER || image.normal.outputs.empty()) {
    return make_fixed(nullptr, "interpreter");
  }
  if (engine == NANSEN_ENGINE_BLOCKWISE) return make_fixed(make_blockwise(image), "blockwise");
  const std::string library = find_library(native_library);
  if (engine == NANSEN_ENGINE_NATIVE) return make_fixed(make_native(image, library), "native");
  return make_automatic(image, library);
}

std::shared_ptr<const Core> compiled(const nansen_compile_options& options) {
  if (options.engine < NANSEN_ENGINE_AUTOMATIC || options.engine > NANSEN_ENGINE_INTERPRETER) {
    throw Failure{NANSEN_INVALID_ARGUMENT, fmt::format("there is no engine {}", options.engine)};
  }
  const Compiling compiling;
  const CompileRequest request = request_of(options);
  auto core = std::make_unique<Core>();
  std::string messages;
  switch (compiler()(&request, &core->image, &messages)) {
    case CompileOutcome::Compiled: break;
    case CompileOutcome::Wrong: throw Failure{NANSEN_PROVISION_ERROR, messages};
    case CompileOutcome::OutOfMemory: throw std::bad_alloc();
    case CompileOutcome::Fault: throw Failure{NANSEN_INTERNAL, messages};
  }
  core->answerer = answerer_of(core->image, options.engine);
  return finished(std::move(core));
}

}  // namespace
}  // namespace nansen::embed

namespace embed = nansen::embed;

nansen_status nansen_compile(const nansen_compile_options* options, nansen_evaluator** evaluator,
                             nansen_error* error) {
  return embed::guarded(error, [&] {
    embed::require(options, "options");
    embed::require(evaluator, "evaluator");
    const auto all =
        embed::taken<nansen_compile_options>(options, NANSEN_COMPILE_OPTIONS_INIT, "the options");
    auto made = std::make_unique<nansen_evaluator>();
    made->core = embed::compiled(all);
    *evaluator = made.release();
  });
}
