// The examples of embedding, run as a reader of them would run them; and what is installed.
#include <algorithm>

#include "tests/embed/support.h"

namespace nansen::embed_test {
namespace {

std::string example(const std::string& path) {
  return (testing_support::source_directory() / "examples" / "embed" / path).string();
}

std::string output_of(const std::string& command, const std::filesystem::path& folder) {
  const auto result = testing_support::run_command(command, folder);
  EXPECT_EQ(result.status, 0) << command << "\n" << result.output;
  return result.output;
}

TEST(Examples, ACProgramOpensAnArtefact) {
  const testing_support::ScratchFolder scratch;
  output_of("nansen build " + example("shelter.treaty") + " -o shelter.so", scratch.path());
  EXPECT_EQ(output_of("example_embed_c shelter.so", scratch.path()), "yes\nno\nundetermined\n");
  const auto absent = testing_support::run_command("example_embed_c none.so", scratch.path());
  EXPECT_EQ(absent.status, 1);
  EXPECT_EQ(absent.output, "cannot read none.so: No such file or directory\n");
}

TEST(Examples, ACppProgramCompilesProvisionsAndExplains) {
  const std::string output = output_of("example_embed_cpp " + example("shelter.treaty"), "/");
  EXPECT_TRUE(
      output.starts_with("person 1: yes\nperson 2: no\nperson 3: undetermined\n"
                         "? shelter.sheltered: undetermined for case \"3\"\n"))
      << output;
}

TEST(Examples, AnArchiveIsLinkedWithAProgram) {
  const testing_support::ScratchFolder scratch;
  output_of("nansen build " + example("shelter.treaty") + " -o shelter.a -o shelter.h",
            scratch.path());
  testing_support::write_file(scratch.path() / "linked.c", R"(#include "shelter.h"
#include <stdio.h>
int main(void) {
  nansen_error error = NANSEN_ERROR_INIT;
  nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
  nansen_evaluator *evaluator = NULL;
  options.artefact = &nansen_artefact_shelter;
  if (nansen_open(&options, &evaluator, &error)) return puts(error.message), 1;
  printf("%d fact(s), %d definition(s)\n", shelter_case_count, shelter_definition_count);
  nansen_close(evaluator);
  return 0;
}
)");
  const std::string libraries = (testing_support::binary_directory() / "lib").string();
  output_of("cc -std=c99 -pedantic -Wall -Wextra -Werror linked.c shelter.a -I " +
                (testing_support::source_directory() / "runtime" / "include").string() + " -L " +
                libraries + " -lnansen -Wl,-rpath," + libraries + " -o linked",
            scratch.path());
  EXPECT_EQ(output_of("./linked", scratch.path()), "3 fact(s), 1 definition(s)\n");
}

TEST(Examples, AreShort) {
  for (const char* path : {"c/main.c", "cpp/main.cpp"}) {
    const auto text = testing_support::read_file(example(path)).value_or("");
    EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 30) << path;
  }
}

TEST(Installed, LibrariesAndHeadersAreFoundByPkgConfigAndByCMake) {
  const testing_support::ScratchFolder scratch;
  const std::string prefix = (scratch.path() / "prefix").string();
  output_of("cmake --install " + testing_support::binary_directory().string() + " --prefix " +
                prefix + " && " + prefix + "/bin/nansen build " + example("shelter.treaty") +
                " -o shelter.so",
            scratch.path());
  const std::string flags =
      "$(PKG_CONFIG_PATH=" + prefix + "/lib/pkgconfig pkg-config --cflags --libs nansen)";
  output_of("cc " + example("c/main.c") + " " + flags + " -o answers", scratch.path());
  const std::string run = "LD_LIBRARY_PATH=" + prefix + "/lib ";
  EXPECT_EQ(output_of(run + "./answers shelter.so", scratch.path()), "yes\nno\nundetermined\n");
  testing_support::write_file(scratch.path() / "CMakeLists.txt",
                              "cmake_minimum_required(VERSION 3.24)\nproject(example CXX)\n"
                              "find_package(nansen 0.1 REQUIRED)\n"
                              "add_executable(reasons " +
                                  example("cpp/main.cpp") +
                                  ")\ntarget_compile_features(reasons PRIVATE cxx_std_20)\n"
                                  "target_link_libraries(reasons PRIVATE nansen::nansen)\n");
  output_of("cmake -G Ninja -B build -DCMAKE_PREFIX_PATH=" + prefix + " && cmake --build build",
            scratch.path());
  // A file of the library, found beside the library that was installed.
  const std::string reasons =
      output_of(run + "build/reasons " + example("shelter.treaty"), scratch.path());
  EXPECT_TRUE(reasons.starts_with("person 1: yes\n")) << reasons;
}

}  // namespace
}  // namespace nansen::embed_test
