// Opening artefacts: files are read and held against their seal before any of their code runs.

#include <dlfcn.h>
#include <elf.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <span>
#include <utility>

#include "compiler/artefact/seal.h"
#include "compiler/backend/build.h"
#include "compiler/embed/evaluator.h"
#include "compiler/plan/plan.h"
#include "runtime/processor.h"

namespace nansen::embed {

namespace {

constexpr const char* descriptor_symbol = "nansen_artefact";

#if defined(__x86_64__)
constexpr std::uint16_t own_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr std::uint16_t own_machine = EM_AARCH64;
#else
#error "no ELF machine for this processor"
#endif

// ---- the file --------------------------------------------------------------------------------

/// An artefact is never longer: the file would not be one.
constexpr std::uintmax_t most_bytes = std::uintmax_t{1} << 32;

std::string read_file(const std::string& path) {
  errno = 0;
  struct stat status{};
  std::ifstream file(path, std::ios::binary);
  if (!file || stat(path.c_str(), &status) != 0) {
    throw Failure{NANSEN_CANNOT_READ,
                  fmt::format("cannot read {}: {}", path, std::strerror(errno))};
  }
  if (!S_ISREG(status.st_mode)) {
    throw Failure{NANSEN_CANNOT_READ, fmt::format("cannot read {}: it is no regular file", path)};
  }
  const auto size = static_cast<std::uintmax_t>(status.st_size);
  if (size > most_bytes) {
    throw Failure{NANSEN_NOT_AN_ARTEFACT, fmt::format("{}: it is too large", path)};
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  // What has become shorter meanwhile breaks its seal.
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

nansen_status status_of(artefact::Damage damage) {
  switch (damage) {
    case artefact::Damage::NotAnImage: return NANSEN_NOT_AN_ARTEFACT;
    case artefact::Damage::OtherVersion: return NANSEN_WRONG_VERSION;
    case artefact::Damage::Damaged: return NANSEN_DAMAGED;
    case artefact::Damage::None: break;
  }
  return NANSEN_INTERNAL;
}

template <typename Struct>
Struct read_struct(std::string_view bytes, std::size_t at) {
  Struct value{};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

bool lies_inside(std::uint64_t begin, std::uint64_t count, std::uint64_t size) {
  return begin <= size && count <= size - begin;
}

/// What keeps the loader from `bytes`; empty where nothing does.
std::string wrong_with_elf(std::string_view bytes) {
  if (bytes.size() < sizeof(Elf64_Ehdr) || bytes.substr(0, SELFMAG) != ELFMAG ||
      bytes[EI_CLASS] != ELFCLASS64 || bytes[EI_DATA] != ELFDATA2LSB) {
    return "it is no shared library";
  }
  const auto header = read_struct<Elf64_Ehdr>(bytes, 0);
  if (header.e_type != ET_DYN) return "it is no shared library";
  if (header.e_machine != own_machine) return "it was built for another kind of processor";
  if (header.e_phentsize != sizeof(Elf64_Phdr) ||
      !lies_inside(header.e_phoff, std::uint64_t{header.e_phnum} * sizeof(Elf64_Phdr),
                   bytes.size()) ||
      !lies_inside(header.e_shoff, std::uint64_t{header.e_shnum} * header.e_shentsize,
                   bytes.size())) {
    return "its tables of segments lie outside of it";
  }
  for (std::size_t index = 0; index < header.e_phnum; ++index) {
    const auto segment =
        read_struct<Elf64_Phdr>(bytes, header.e_phoff + index * sizeof(Elf64_Phdr));
    if (!lies_inside(segment.p_offset, segment.p_filesz, bytes.size())) {
      return "a segment of it lies outside of it";
    }
  }
  return {};
}

// ---- loading ---------------------------------------------------------------------------------

/// A file in memory that holds what was looked at, whatever becomes of the one on disk. It stays
/// open as long as the library is loaded: the loader takes two libraries of one name for the same.
class Loaded {
 public:
  Loaded(const std::string& path, std::string_view bytes) {
    descriptor_ = memfd_create("nansen-artefact", MFD_CLOEXEC);
    if (descriptor_ < 0) fail(path, std::strerror(errno));
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t count = write(descriptor_, bytes.data() + done, bytes.size() - done);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) fail(path, std::strerror(errno));
      done += static_cast<std::size_t>(count);
    }
    const std::string name = fmt::format("/proc/self/fd/{}", descriptor_);
    handle_ = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle_ == nullptr) fail(path, dlerror());
  }
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;
  ~Loaded() { close_all(); }

  const nansen_artefact* descriptor() const {
    return static_cast<const nansen_artefact*>(dlsym(handle_, descriptor_symbol));
  }

 private:
  void close_all() {
    if (handle_ != nullptr) dlclose(handle_);
    if (descriptor_ >= 0) close(descriptor_);
  }
  [[noreturn]] void fail(const std::string& path, const std::string& why) {
    close_all();
    throw Failure{NANSEN_CANNOT_READ, fmt::format("cannot load {}: {}", path, why)};
  }

  int descriptor_ = -1;
  void* handle_ = nullptr;
};

std::shared_ptr<const Loaded> load(const std::string& path) {
  const std::string bytes = read_file(path);
  artefact::Damage damage{};
  std::string why;
  const auto file = artefact::sealed_file(std::as_bytes(std::span(bytes)), damage, why);
  if (!file) throw Failure{status_of(damage), fmt::format("{}: {}", path, why)};
  if (const std::string wrong = wrong_with_elf(*file); !wrong.empty()) {
    throw Failure{NANSEN_NOT_AN_ARTEFACT, fmt::format("{}: {}", path, wrong)};
  }
  return std::make_shared<Loaded>(path, *file);
}

// ---- kernels ---------------------------------------------------------------------------------

/// The code of an artefact; `code` keeps it in memory. The sets are the caller's, who may free them
/// afterwards.
class ArtefactKernels final : public execute::Kernels {
 public:
  ArtefactKernels(const nansen_kernel_set& set, const nansen_kernel_set& given,
                  std::shared_ptr<const void> code)
      : kernels_(set.kernels),
        given_(given.kernels),
        given_count_(given.kernel_count),
        code_(std::move(code)) {}

  void run(std::size_t step, const void* const* inputs, void* const* outputs,
           std::int64_t first_block, std::int64_t block_count) const override {
    kernels_[step](inputs, outputs, first_block, block_count);
  }
  bool reads_given(std::size_t step) const override {
    return step < given_count_ && given_[step] != nullptr;
  }
  void run_given(std::size_t step, const void* const* inputs, void* const* outputs,
                 std::int64_t first_block, std::int64_t block_count) const override {
    given_[step](inputs, outputs, first_block, block_count);
  }

 private:
  const nansen_kernel* kernels_;
  const nansen_kernel* given_;
  std::uint64_t given_count_;  // 0 where the artefact has no second forms
  std::shared_ptr<const void> code_;
};

/// What the processor of a kernel set must be able to do; nothing for processors that are known to
/// the back end alone.
std::optional<runtime::Processor> needed_for(std::string_view processor) {
  if (processor == "x86-64" || processor == "generic") return runtime::Processor::Portable;
  if (processor == "x86-64-v3") return runtime::Processor::X86_64_V3;
  if (processor == "x86-64-v4") return runtime::Processor::X86_64_V4;
  return std::nullopt;
}

/// The set called `chosen`, or the best that the processor at hand can run; null where there is
/// none.
const nansen_kernel_set* kernel_set_of(const nansen_artefact& artefact, const char* chosen) {
  const nansen_kernel_set* best = nullptr;
  std::string names;
  for (std::uint64_t index = 0; index < artefact.kernel_set_count; ++index) {
    const nansen_kernel_set& set = artefact.kernel_sets[index];
    if (words(set.processor).ends_with(backend::given_ending)) continue;
    names += (names.empty() ? "" : ", ") + words(set.processor);
    const auto needed = needed_for(words(set.processor));
    const bool runs = needed && *needed <= runtime::processor();
    if (chosen != nullptr && words(set.processor) == chosen) {
      // Of a processor that is not known here, whoever names it knows.
      if (runs || !needed) return &set;
      throw Failure{NANSEN_INVALID_ARGUMENT,
                    fmt::format("this processor cannot run code for \"{}\"", chosen)};
    }
    if (runs && (best == nullptr || *needed_for(words(best->processor)) < *needed)) best = &set;
  }
  if (chosen == nullptr) return best;
  throw Failure{NANSEN_UNKNOWN_NAME, fmt::format("there is no code for \"{}\"; there is for {}",
                                                 chosen, names.empty() ? "none" : names)};
}

/// The second forms of the kernels of `set`; an empty set where the artefact has none.
nansen_kernel_set given_set_of(const nansen_artefact& artefact, const nansen_kernel_set& set) {
  const std::string wanted = words(set.processor) + backend::given_ending;
  for (std::uint64_t index = 0; index < artefact.kernel_set_count; ++index) {
    const nansen_kernel_set& given = artefact.kernel_sets[index];
    if (words(given.processor) == wanted && given.kernels != nullptr) return given;
  }
  return {};
}

std::unique_ptr<Answerer> answerer_of(const artefact::Image& image, const nansen_artefact& artefact,
                                      const char* processor, std::shared_ptr<const void> code) {
  const nansen_kernel_set* set = kernel_set_of(artefact, processor);
  if (image.normal.outputs.empty()) return make_fixed(nullptr, "interpreter");
  if (set == nullptr) return make_fixed(make_blockwise(image), "blockwise");
  const plan::Plan plan = plan::plan(image.normal);
  for (std::size_t step = 0; step < plan.steps.size(); ++step) {
    if (plan.steps[step].kind != plan::StepKind::Kernel) continue;
    if (step >= set->kernel_count || set->kernels[step] == nullptr) {
      throw Failure{NANSEN_DAMAGED, "the artefact lacks some of the code that its image speaks of"};
    }
  }
  auto kernels =
      std::make_shared<ArtefactKernels>(*set, given_set_of(artefact, *set), std::move(code));
  return make_fixed(execute::make_evaluator(image.normal, plan, std::move(kernels)),
                    set->processor);
}

// ---- opening ---------------------------------------------------------------------------------

std::shared_ptr<const Core> opened(const nansen_open_options& options) {
  if ((options.path == nullptr) == (options.artefact == nullptr)) {
    throw Failure{NANSEN_INVALID_ARGUMENT, "either a path or an artefact must be given"};
  }
  std::shared_ptr<const Loaded> library;
  const nansen_artefact* found = options.artefact;
  std::string what = "the artefact";
  if (options.path != nullptr) {
    what = options.path;
    library = load(what);
    found = library->descriptor();
    if (found == nullptr) {
      throw Failure{NANSEN_NOT_AN_ARTEFACT, what + ": it exports no artefact"};
    }
  }
  const auto artefact = taken<nansen_artefact>(found, {}, what);
  require(artefact.image, "the image of " + what);
  if (artefact.kernel_set_count > 0) require(artefact.kernel_sets, "the code of " + what);
  artefact::Damage damage{};
  std::string why;
  const std::span image(artefact.image, artefact.image_bytes);
  auto decoded = artefact::decode(std::as_bytes(image), damage, why);
  if (!decoded) throw Failure{status_of(damage), fmt::format("{}: {}", what, why)};
  auto core = std::make_unique<Core>();
  core->image = std::move(*decoded);
  core->answerer = answerer_of(core->image, artefact, options.processor, library);
  return finished(std::move(core));
}

}  // namespace
}  // namespace nansen::embed

namespace embed = nansen::embed;

nansen_status nansen_open(const nansen_open_options* options, nansen_evaluator** evaluator,
                          nansen_error* error) {
  return embed::guarded(error, [&] {
    embed::require(options, "options");
    embed::require(evaluator, "evaluator");
    const auto all =
        embed::taken<nansen_open_options>(options, NANSEN_OPEN_OPTIONS_INIT, "the options");
    auto made = std::make_unique<nansen_evaluator>();
    made->core = embed::opened(all);
    *evaluator = made.release();
  });
}
