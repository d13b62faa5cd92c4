// The library as it is linked: what can be seen of it, what it needs, and what its header is.
#include <set>
#include <sstream>

#include "tests/embed/support.h"
#include "tests/support/sanitizer.h"

namespace nansen::embed_test {
namespace {

std::filesystem::path library(const std::string& name) {
  return testing_support::binary_directory() / "lib" / name;
}

std::string output_of(const std::string& command) {
  const auto result = testing_support::run_command(command, testing_support::binary_directory());
  EXPECT_EQ(result.status, 0) << result.output;
  return result.output;
}

TEST(Library, ShowsWhatItsHeaderDeclaresAndNothingElse) {
  std::set<std::string> shown;
  std::istringstream lines(
      output_of("nm -D --defined-only -f posix " + library("libnansen.so").string()));
  for (std::string line; std::getline(lines, line);) shown.insert(line.substr(0, line.find(' ')));
  const std::string header =
      testing_support::read_file(testing_support::source_directory() / "runtime" / "include" /
                                 "nansen" / "nansen.h")
          .value_or("");
  std::set<std::string> declared;
  for (std::size_t at = header.find("NANSEN_EXPORT "); at != std::string::npos;
       at = header.find("NANSEN_EXPORT ", at + 1)) {
    std::string before = header.substr(at, header.find('(', at) - at);
    before = before.substr(before.find_last_of(" *") + 1);
    if (before.starts_with("nansen_")) declared.insert(before);
  }
  EXPECT_GE(declared.size(), 15u);
  EXPECT_EQ(shown, declared);
}

TEST(Library, OfTheCompilerShowsItsDoorAlone) {
  const std::string shown =
      output_of("nm -D --defined-only -f posix " + library("libnansen-compiler.so").string());
  for (const std::string& line : testing_support::lines_of(shown)) {
    EXPECT_TRUE(line.starts_with("nansen_compiler_")) << line;
  }
}

TEST(Library, NeedsNeitherLlvmNorAntlr) {
  const std::string needed =
      output_of("readelf --dynamic --wide " + library("libnansen.so").string());
  EXPECT_NE(needed.find("NEEDED"), std::string::npos);
  for (const char* other : {"LLVM", "antlr", "lld", "libnansen-"}) {
    EXPECT_EQ(needed.find(other), std::string::npos) << other;
  }
  const std::string symbols =
      output_of("readelf --symbols --wide " + library("libnansen.so").string());
  EXPECT_EQ(symbols.find("antlr"), std::string::npos);
  EXPECT_EQ(symbols.find("_ZN4llvm"), std::string::npos);
}

// What is installed elsewhere must not reach into the tree that it was built in.
TEST(Library, HoldsNoPathOfTheTreeItWasBuiltIn) {
  if (testing_support::address_sanitized) GTEST_SKIP() << "AddressSanitizer keeps sources' paths";
  const testing_support::ScratchFolder scratch;
  output_of("cmake --install " + testing_support::binary_directory().string() + " --prefix " +
            scratch.path().string() + " --component python");
  for (const char* name : {"libnansen.so", "libnansen-compiler.so", "libnansen-native.so"}) {
    const auto bytes = testing_support::read_file(scratch.path() / "lib" / name);
    ASSERT_TRUE(bytes) << name;
    for (const auto& folder :
         {testing_support::binary_directory(), testing_support::source_directory() / "stdlib"}) {
      EXPECT_EQ(bytes->find(folder.string()), std::string::npos) << name << " " << folder;
    }
  }
}

/// A program that compiles provisions, run with a copy of libnansen whose neighbours are its own.
class NeighboursTest : public testing::Test {
 protected:
  NeighboursTest() {
    for (const char* name : {"libnansen.so", "libnansen-compiler.so"}) {
      std::filesystem::copy_file(library(name), scratch.path() / name);
    }
  }
  std::string said() {
    const auto shelter =
        testing_support::source_directory() / "examples" / "embed" / "shelter.treaty";
    return testing_support::run_command("LD_LIBRARY_PATH=. example_embed_cpp " + shelter.string(),
                                        scratch.path())
        .output;
  }
  testing_support::ScratchFolder scratch;
};

TEST_F(NeighboursTest, AreTheOnesThatStandBesideIt) {
  EXPECT_TRUE(said().starts_with("person 1: yes\n"));
}

TEST_F(NeighboursTest, ThatAreNotThereAreNotLookedForElsewhere) {
  std::filesystem::remove(scratch.path() / "libnansen-compiler.so");
  EXPECT_NE(said().find("libnansen-compiler.so does not stand beside libnansen.so"),
            std::string::npos)
      << said();
}

TEST_F(NeighboursTest, ThatAreNoLibraryAreNoCompiler) {
  testing_support::write_file(scratch.path() / "libnansen-compiler.so", "no library");
  EXPECT_NE(said().find("libnansen-compiler.so: file too short"), std::string::npos) << said();
}

TEST_F(NeighboursTest, OfAnotherVersionAreNoCompiler) {
  testing_support::write_file(scratch.path() / "other.c",
                              "struct identity { const char *version; unsigned rest[6]; };\n"
                              "void nansen_compiler_identity(struct identity *identity) {\n"
                              "  identity->version = \"0.0.9\";\n}\n"
                              "int nansen_compiler_compile(void) { return 0; }\n");
  const auto built = testing_support::run_command(
      "cc -shared -fPIC other.c -o libnansen-compiler.so", scratch.path());
  ASSERT_EQ(built.status, 0) << built.output;
  EXPECT_NE(said().find("libnansen-compiler.so belongs to another version of nansen"),
            std::string::npos)
      << said();
}

TEST(Header, CompilesAsC99AndAsCpp) {
  const std::string include =
      " -I " + (testing_support::source_directory() / "runtime" / "include").string();
  const testing_support::ScratchFolder scratch;
  testing_support::write_file(
      scratch.path() / "as_c.c",
      "#include <nansen/nansen.h>\n"
      "int main(void) {\n"
      "  nansen_error error = NANSEN_ERROR_INIT;\n"
      "  nansen_open_options opening = NANSEN_OPEN_OPTIONS_INIT;\n"
      "  nansen_compile_options compiling = NANSEN_COMPILE_OPTIONS_INIT;\n"
      "  nansen_table table = NANSEN_TABLE_INIT;\n"
      "  nansen_evaluate_options evaluating = NANSEN_EVALUATE_OPTIONS_INIT;\n"
      "  nansen_explain_options explaining = NANSEN_EXPLAIN_OPTIONS_INIT;\n"
      "  nansen_allocate_options allocating = NANSEN_ALLOCATE_OPTIONS_INIT;\n"
      "  return (int)(error.status + opening.version + compiling.engine +\n"
      "               table.version + evaluating.threads + explaining.whole +\n"
      "               allocating.digits);\n}\n");
  const std::string strict = " -Wall -Wextra -pedantic -Werror -fsyntax-only" + include;
  const auto compiles = [&](const std::string& command) {
    const auto result = testing_support::run_command(command + strict, scratch.path());
    EXPECT_EQ(result.status, 0) << command << "\n" << result.output;
  };
  compiles("cc -std=c99 as_c.c");
  compiles("cc -std=c17 as_c.c");
  compiles("c++ -std=c++11 -x c++ as_c.c");
  compiles("c++ -std=c++20 -x c++ as_c.c");
}

}  // namespace
}  // namespace nansen::embed_test
