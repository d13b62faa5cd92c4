// Artefacts as files: the same again, for C and C++, and for every file of the library.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/support/files.h"
#include "tests/support/process.h"

namespace nansen {
namespace {

using namespace testing_support;  // NOLINT(google-build-using-namespace): the test's own helpers

class Build : public testing::Test {
 protected:
  void expect_runs(const std::string& command) {
    const ProcessResult result = run_command(command, folder_.path());
    EXPECT_EQ(result.status, 0) << command << "\n" << result.output;
  }

  std::string bytes(const std::string& name) {
    return read_file(folder_.path() / name).value_or("");
  }

  static std::string include_option() {
    return "-I" + (source_directory() / "runtime" / "include").string();
  }

  ScratchFolder folder_;
};

TEST_F(Build, TheSameFilesGiveTheSameBytes) {
  for (const char* name : {"one", "two"}) {
    const std::string stem = name;
    expect_runs("nansen build protocol_1967 --name shared -o " + stem + ".so -o " + stem +
                ".a -o " + stem + ".o -o " + stem + ".ll -o " + stem + ".h");
    expect_runs("nansen build protocol_1967 --name shared -o " + stem + ".wasm");
  }
  for (const char* ending : {".so", ".a", ".o", ".ll", ".h", ".wasm"}) {
    EXPECT_FALSE(bytes(std::string("one") + ending).empty()) << ending;
    EXPECT_TRUE(bytes(std::string("one") + ending) == bytes(std::string("two") + ending)) << ending;
  }
}

TEST_F(Build, ArchivesAreLinkedIntoProgramsInCAndInCpp) {
  expect_runs("nansen build protocol_1967 -o regime.a -o regime.h");
  write_file(folder_.path() / "program.c",
             "#include \"regime.h\"\n"
             "int main(void) {\n"
             "  return nansen_artefact_regime.version == NANSEN_ABI_VERSION &&\n"
             "                 nansen_artefact_regime.kernel_sets[0].kernel_count > 0 &&\n"
             "                 regime_definition_count > 0 &&\n"
             "                 nansen_artefact_regime.image[0] == 'N'\n"
             "             ? 0 : 1;\n"
             "}\n");
  for (const char* language : {"c -std=c11", "c++ -std=c++17"}) {
    expect_runs(std::string("c++ -Wall -Wextra -pedantic -Werror ") + include_option() + " -x " +
                language + " program.c -x none regime.a -o program && ./program");
  }
}

TEST_F(Build, EveryHeaderOfTheLibraryIsPlainC) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_directory() / "stdlib")) {
    if (entry.path().extension() != ".treaty") continue;
    const std::string name = entry.path().stem();
    // What has nothing to answer has no header.
    if (run_command("nansen build " + name + " -o " + name + ".h", folder_.path()).status != 0) {
      continue;
    }
    write_file(folder_.path() / "includes.c", "#include \"" + name + ".h\"\n");
    expect_runs("cc -std=c99 -pedantic -Wall -Wextra -Werror -fsyntax-only " + include_option() +
                " includes.c");
    ++count;
  }
  EXPECT_GT(count, 10u);
}

TEST_F(Build, AYearIsANameWhereCDoesNotSeeIt) {
  expect_runs("nansen build protocol_1967 -o 1967.so -o 1967.ll");
  expect_runs("nansen build protocol_1967 -o 1967.h --name year_1967");
  for (const std::string out : {"1967.h", "1967.a", "1967.o"}) {
    const ProcessResult result =
        run_command("nansen build protocol_1967 -o " + out, folder_.path());
    EXPECT_EQ(result.status, 1) << out;
    EXPECT_NE(result.output.find("error N9704"), std::string::npos) << result.output;
  }
}

TEST_F(Build, InstrumentsWithDaysAndFormulasForEveryTarget) {
  for (const std::string name : {"mimc_2017_interim", "ammr_2024", "koenigstein"}) {
    for (const std::string target : {"x86_64", "aarch64"}) {
      expect_runs("nansen build " + name + " --as-of 2026-07-01 --target " + target + " -o " +
                  name + ".so");
    }
  }
}

}  // namespace
}  // namespace nansen
