// Artefacts: the code of every processor that this machine can be answers as the interpreter does,
// and the files are what they are called.
#include "compiler/backend/build.h"

#include <dlfcn.h>
#include <elf.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

#include "compiler/execute/packed.h"
#include "compiler/passes/passes.h"
#include "compiler/plan/plan.h"
#include "runtime/include/nansen/nansen.h"
#include "runtime/processor.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"
#include "tests/support/random/sheet_answers.h"
#include "tests/support/random/sheets.h"
#include "tests/unit/backend/backend_test.h"
#include "tests/unit/backend/given_source.h"

namespace nansen::backend {
namespace {

namespace fs = std::filesystem;

#if defined(__aarch64__)
constexpr const char* own_architecture = "aarch64";
#else
constexpr const char* own_architecture = "x86_64";
#endif

constexpr const char* small = R"(domain @Person : root Person
column Person.a : boolean
column Person.age : number 0 to 127 scale 1
%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : number @Person = column_number Person.age  ; rules 0
%2 : number @Person = constant_number 18  ; rules 0
%3 : truth @Person = less %1 %2  ; rules 0
%4 : truth @Person = and %0 %3  ; rules 0
output "key.child" : truth %4
)";

std::string built(const Artefact& artefact, const Options& options = {}) {
  std::string error;
  const auto bytes = build(artefact, options, error);
  EXPECT_TRUE(bytes.has_value()) << error;
  return bytes.value_or("");
}

/// A shared library as a file, loaded.
class Loaded {
 public:
  explicit Loaded(const std::string& bytes) {
    static int count = 0;
    path_ = fs::temp_directory_path() /
            ("nansen_build_" + std::to_string(getpid()) + "_" + std::to_string(count++) + ".so");
    std::ofstream(path_, std::ios::binary) << bytes;
    handle_ = dlopen(path_.c_str(), RTLD_NOW | RTLD_LOCAL);
    EXPECT_NE(handle_, nullptr) << dlerror();
  }
  ~Loaded() {
    if (handle_ != nullptr) dlclose(handle_);
    fs::remove(path_);
  }
  Loaded(const Loaded&) = delete;
  Loaded& operator=(const Loaded&) = delete;

  const nansen_artefact* artefact() const {
    return handle_ == nullptr
               ? nullptr
               : static_cast<const nansen_artefact*>(dlsym(handle_, "nansen_artefact"));
  }

 private:
  fs::path path_;
  void* handle_ = nullptr;
};

/// The kernels of a set from number `first` on.
class SetKernels final : public execute::Kernels {
 public:
  SetKernels(const nansen_kernel_set& set, std::size_t first,
             const nansen_kernel_set* given = nullptr)
      : set_(set), first_(first), given_(given) {}
  void run(std::size_t step, const void* const* inputs, void* const* outputs,
           std::int64_t first_block, std::int64_t block_count) const override {
    set_.kernels[first_ + step](inputs, outputs, first_block, block_count);
  }
  bool reads_given(std::size_t step) const override {
    return given_ != nullptr && given_->kernels[step] != nullptr;
  }
  void run_given(std::size_t step, const void* const* inputs, void* const* outputs,
                 std::int64_t first_block, std::int64_t block_count) const override {
    given_->kernels[step](inputs, outputs, first_block, block_count);
  }

 private:
  const nansen_kernel_set& set_;
  std::size_t first_;
  const nansen_kernel_set* given_;
};

/// Whether a set is of kernels in their first form that this processor can run.
bool runs_here(const std::string& processor) {
  if (processor.ends_with(given_ending)) return false;
  const std::map<std::string, runtime::Processor> needs{
      {"x86-64", runtime::Processor::Portable},
      {"generic", runtime::Processor::Portable},
      {"x86-64-v3", runtime::Processor::X86_64_V3},
      {"x86-64-v4", runtime::Processor::X86_64_V4}};
  return needs.at(processor) <= runtime::processor();
}

Artefact library_of(const ir::Module& module) {
  return {.kind = ArtefactKind::SharedLibrary,
          .architecture = own_architecture,
          .symbol = "nansen_artefact",
          .module = &module,
          .image = "an image"};
}

TEST(Build, EveryProcessorsCodeAnswersAsTheInterpreterDoes) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    test::Random random(seed);
    const ir::Module module = passes::normalise(
        test::random_module(random, {.instructions = 30 + random.below(60), .outputs = 6}));
    const ir::Module other =
        passes::normalise(test::random_module(random, {.instructions = 20, .outputs = 3}));
    Artefact artefact = library_of(module);
    artefact.further = {&other};
    const Loaded library(built(artefact));
    const nansen_artefact* found = library.artefact();
    ASSERT_NE(found, nullptr);
    const plan::Plan plan = plan::plan(module);
    const plan::Plan other_plan = plan::plan(other);
    for (std::size_t at = 0; at < found->kernel_set_count; ++at) {
      const nansen_kernel_set& set = found->kernel_sets[at];
      if (!runs_here(set.processor)) continue;
      ASSERT_EQ(set.kernel_count, plan.steps.size() + other_plan.steps.size());
      const auto evaluator =
          execute::make_evaluator(module, plan, std::make_shared<SetKernels>(set, 0));
      EXPECT_EQ(disagreement(module, *evaluator, test::random_rows(module, seed, 1025)), "")
          << set.processor;
      const auto second = execute::make_evaluator(
          other, other_plan, std::make_shared<SetKernels>(set, plan.steps.size()));
      EXPECT_EQ(disagreement(other, *second, test::random_rows(other, seed, 513)), "")
          << set.processor;
    }
  }
}

/// As a new row holds the number.
void set_unknown(runtime::Table& table, std::size_t column, std::size_t row) {
  table.set_number(row, column, 0);
  table.buffer(column, 0)[row / 8] &= ~(std::byte{1} << (row % 8));
}

TEST(Build, EveryProcessorsCodeReadsColumnsWhereOthersHaveThem) {
  const ir::Module module = passes::normalise(module_of(small));
  const plan::Plan plan = plan::plan(module);
  const Loaded library(built(library_of(module)));
  const nansen_artefact* found = library.artefact();
  ASSERT_NE(found, nullptr);
  const std::size_t count = found->kernel_set_count / 2;
  for (std::size_t at = 0; at < count; ++at) {
    const nansen_kernel_set& set = found->kernel_sets[at];
    const nansen_kernel_set& given = found->kernel_sets[count + at];
    EXPECT_EQ(given.processor, std::string(set.processor) + given_ending);
    ASSERT_EQ(given.kernel_count, plan.steps.size());
    if (!runs_here(set.processor)) continue;
    const auto evaluator =
        execute::make_evaluator(module, plan, std::make_shared<SetKernels>(set, 0, &given));
    constexpr std::size_t rows = 40'001;
    const runtime::Batch batch = test::random_rows(module, at, rows);
    runtime::Results expected(layout::output_shapes(module), rows);
    interpret::evaluate(module, batch, expected);
    GivenSource source(module, *batch.tables[0], 3);
    const auto answered = [&](runtime::Results& results) {
      return execute::evaluate(*evaluator, execute::Cases(source, batch), results);
    };
    runtime::Results results(layout::output_shapes(module), rows);
    ASSERT_TRUE(answered(results));
    EXPECT_EQ(difference(results, expected, rows), "") << set.processor;
    EXPECT_EQ(source.longest(), rows / 512 * 512);
    constexpr std::size_t age = 1;
    for (const std::size_t row : {std::size_t{0}, rows / 2}) {
      source.set_known(age, row, true);
      source.put(age, row, -1);
      EXPECT_FALSE(answered(results)) << set.processor;
      source.set_known(age, row, false);
      ASSERT_TRUE(answered(results)) << set.processor;
      set_unknown(*batch.tables[0], age, row);
      expected = runtime::Results(layout::output_shapes(module), rows);
      interpret::evaluate(module, batch, expected);
      EXPECT_EQ(difference(results, expected, rows), "") << set.processor;
    }
  }
}

TEST(Build, EveryProcessorsSheetsAnswerAsTheInterpreterDoes) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    test::Random random(seed);
    const ir::Sheet sheet = test::random_sheet(random, {.operations = 40, .outputs = 4});
    const Artefact artefact{.kind = ArtefactKind::SharedLibrary,
                            .architecture = own_architecture,
                            .symbol = "nansen_artefact",
                            .sheets = {&sheet},
                            .image = "an image"};
    const Loaded library(built(artefact));
    const nansen_artefact* found = library.artefact();
    ASSERT_NE(found, nullptr);
    for (std::size_t at = 0; at < found->kernel_set_count; ++at) {
      const nansen_kernel_set& set = found->kernel_sets[at];
      if (!runs_here(set.processor)) continue;
      const auto compiler = [&](const ir::Sheet& of, bool not_negative, std::string&) {
        auto compiled = std::make_unique<execute::CompiledSheet>();
        compiled->plan = execute::plan_sheet(of, not_negative);
        const std::size_t first = not_negative ? 0 : execute::plan_sheet(of, true).steps.size();
        for (std::size_t step = 0; step < compiled->plan.steps.size(); ++step) {
          compiled->kernels.push_back(reinterpret_cast<void (*)(const execute::SheetFrame*)>(
              reinterpret_cast<void*>(set.kernels[first + step])));
        }
        return compiled;
      };
      std::string error;
      const auto evaluator =
          execute::make_sheet_evaluator(sheet, compiler(sheet, true, error), compiler);
      test::SheetCounts counts;
      const auto scenarios = test::random_scenarios(sheet, random, {});
      EXPECT_EQ(test::sheet_disagreement(sheet, *evaluator, scenarios,
                                         std::vector<int>(sheet.outputs.size(), 3), counts),
                "")
          << set.processor;
    }
  }
}

TEST(Build, LibrariesSayWhatTheyHold) {
  const ir::Module module = passes::normalise(module_of(small));
  const Loaded library(built(library_of(module)));
  const nansen_artefact* found = library.artefact();
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->size, sizeof(nansen_artefact));
  EXPECT_EQ(found->version, NANSEN_ABI_VERSION);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(found->image), found->image_bytes),
            "an image");
#if defined(__x86_64__)
  ASSERT_EQ(found->kernel_set_count, 6u);
  EXPECT_STREQ(found->kernel_sets[0].processor, "x86-64");
  EXPECT_STREQ(found->kernel_sets[2].processor, "x86-64-v4");
  EXPECT_STREQ(found->kernel_sets[3].processor, "x86-64/given");
  EXPECT_STREQ(found->kernel_sets[5].processor, "x86-64-v4/given");
#endif
}

TEST(Build, LibrariesNeedNoOther) {
  const ir::Module module = passes::normalise(module_of(small));
  const std::string bytes = built(library_of(module));
  Elf64_Ehdr header;
  ASSERT_GE(bytes.size(), sizeof header);
  std::memcpy(&header, bytes.data(), sizeof header);
  ASSERT_EQ(std::string(bytes.data(), 4),
            "\x7f"
            "ELF");
  EXPECT_EQ(header.e_type, ET_DYN);
  bool dynamic = false;
  for (std::size_t at = 0; at < header.e_phnum; ++at) {
    Elf64_Phdr segment;
    std::memcpy(&segment, bytes.data() + header.e_phoff + at * sizeof segment, sizeof segment);
    if (segment.p_type == PT_GNU_STACK) {
      EXPECT_EQ(segment.p_flags & PF_X, 0u);
    }
    if (segment.p_type != PT_DYNAMIC) continue;
    dynamic = true;
    for (std::size_t offset = 0; offset < segment.p_filesz; offset += sizeof(Elf64_Dyn)) {
      Elf64_Dyn entry;
      std::memcpy(&entry, bytes.data() + segment.p_offset + offset, sizeof entry);
      EXPECT_NE(entry.d_tag, DT_NEEDED);
    }
  }
  EXPECT_TRUE(dynamic);
}

TEST(Build, TheSameIsBuiltAgain) {
  const ir::Module module = passes::normalise(module_of(small));
  for (const ArtefactKind kind : {ArtefactKind::SharedLibrary, ArtefactKind::Archive,
                                  ArtefactKind::Object, ArtefactKind::LlvmText}) {
    Artefact artefact = library_of(module);
    artefact.kind = kind;
    EXPECT_EQ(built(artefact), built(artefact));
  }
}

TEST(Build, EachKindIsWhatItIsCalled) {
  const ir::Module module = passes::normalise(module_of(small));
  const auto file = [&](ArtefactKind kind, const std::string& architecture) {
    return built({.kind = kind,
                  .architecture = architecture,
                  .symbol = "nansen_artefact_key",
                  .module = &module,
                  .image = "an image"});
  };
  EXPECT_TRUE(file(ArtefactKind::Archive, "x86_64").starts_with("!<arch>\n"));
  EXPECT_NE(
      file(ArtefactKind::LlvmText, "x86_64").find("@nansen_artefact_key = dso_local constant"),
      std::string::npos);
  for (const auto& [architecture, machine] :
       {std::pair("x86_64", EM_X86_64), std::pair("aarch64", EM_AARCH64)}) {
    for (const auto& [kind, type] : {std::pair(ArtefactKind::Object, ET_REL),
                                     std::pair(ArtefactKind::SharedLibrary, ET_DYN)}) {
      const std::string bytes = file(kind, architecture);
      Elf64_Ehdr header;
      ASSERT_GE(bytes.size(), sizeof header);
      std::memcpy(&header, bytes.data(), sizeof header);
      EXPECT_EQ(header.e_machine, machine);
      EXPECT_EQ(header.e_type, type);
    }
  }
  EXPECT_TRUE(
      file(ArtefactKind::WebAssembly, "wasm32").starts_with(std::string("\0asm\1\0\0\0", 8)));
}

TEST(Build, OneProcessorAloneCanBeAskedFor) {
  const ir::Module module = passes::normalise(module_of(small));
  const std::string text = [&] {
    Artefact artefact = library_of(module);
    artefact.kind = ArtefactKind::LlvmText;
    artefact.architecture = "x86_64";
    return built(artefact, {.processor = "x86-64-v3"});
  }();
  EXPECT_NE(text.find("\"target-cpu\"=\"x86-64-v3\""), std::string::npos);
  EXPECT_EQ(text.find("x86-64-v4"), std::string::npos);
}

TEST(Build, AnUnknownArchitectureIsRefused) {
  const ir::Module module = passes::normalise(module_of(small));
  Artefact artefact = library_of(module);
  artefact.architecture = "pdp11";
  std::string error;
  EXPECT_FALSE(build(artefact, {}, error).has_value());
  EXPECT_EQ(error, "there is no back end for pdp11");
}

}  // namespace
}  // namespace nansen::backend
