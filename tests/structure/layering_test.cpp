// The rooms keep to their walls; and the check that says so sees each kind of breach.
#include "tests/structure/layering.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/files.h"

namespace nansen::structure {
namespace {

namespace fs = std::filesystem;
using testing_support::files_below;
using testing_support::folders_in;
using testing_support::read_file;
using testing_support::source_directory;

std::string file(const std::string& path) {
  const auto text = read_file(source_directory() / path);
  EXPECT_TRUE(text.has_value()) << path;
  return text.value_or("");
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// ---- the house as it stands --------------------------------------------------------------------

TEST(House, KeepsToItsLayers) {
  const Arrows arrows = arrows_of(file("CMakeLists.txt"));
  const std::set<std::string> passes = passes_of(file(std::string(pass_order_file)));
  EXPECT_GE(passes.size(), 3u) << "the passes were not found";
  std::size_t count = 0;
  for (const char* part : {"compiler", "runtime"}) {
    for (const fs::path& path : files_below(source_directory() / part, {".h", ".cpp", ".def"})) {
      const std::string name = fs::relative(path, source_directory()).string();
      EXPECT_EQ(joined(offences(name, file(name), arrows, passes)), "");
      ++count;
    }
  }
  EXPECT_GT(count, 100u) << "the sources were not found";
}

TEST(House, HasNoRoomThatLeadsBackToItself) {
  EXPECT_EQ(joined(rooms_in_a_circle(arrows_of(file("CMakeLists.txt")))), "");
}

TEST(House, NamesEveryRoomInTheArchitecture) {
  const std::string architecture = file("docs/architecture.md");
  for (const auto& [room, seen] : arrows_of(file("CMakeLists.txt"))) {
    const std::string row = room == "runtime" ? "| `runtime/` |" : "| `" + room + "` |";
    EXPECT_NE(architecture.find(row), std::string::npos) << room;
    EXPECT_TRUE(fs::is_directory(source_directory() / room)) << room;
  }
}

TEST(House, RunsTheTestsOfEveryFolder) {
  const std::string lists = file("tests/CMakeLists.txt");
  for (const fs::path& path : files_below(source_directory() / "tests", {".cpp"})) {
    if (!path.stem().string().ends_with("_test")) continue;
    const std::string folder =
        fs::relative(path.parent_path(), source_directory() / "tests").string();
    const bool listed = lists.find("nansen_test(" + folder + ")") != std::string::npos ||
                        lists.find("nansen_test(" + folder + " ") != std::string::npos;
    EXPECT_TRUE(listed) << folder << " is not in tests/CMakeLists.txt";
  }
}

TEST(House, HasATestFolderForRoomsOnly) {
  for (const fs::path& folder : folders_in(source_directory() / "tests" / "unit")) {
    const std::string name = folder.filename().string();
    const bool room = name == "runtime" || name == "support" ||
                      fs::is_directory(source_directory() / "compiler" / name);
    EXPECT_TRUE(room) << "tests/unit/" << name << " mirrors no room";
  }
}

TEST(House, SplitsLongTests) {
  for (const fs::path& path : files_below(source_directory() / "tests", {".h", ".cpp"})) {
    const auto lines = testing_support::lines_of(read_file(path).value_or(""));
    EXPECT_LE(lines.size(), longest_file) << path;
  }
}

// ---- the check itself --------------------------------------------------------------------------

const char* const small_house = R"(
nansen_room(runtime)
nansen_room(compiler/base LINKS gmp)
nansen_room(compiler/ir LINKS nansen_base fmt::fmt)
nansen_room(compiler/layout LINKS nansen_ir
                                  nansen_runtime)
nansen_room(compiler/interpret LINKS nansen_layout)
nansen_room(compiler/passes LINKS nansen_ir)
nansen_room(compiler/logic LINKS nansen_ir cadical)
nansen_room(compiler/driver LINKS nansen_interpret CLI11::CLI11)
add_library(nansen_syntax STATIC)
target_link_libraries(nansen_syntax PUBLIC nansen_options nansen_base PRIVATE antlr4_static)
target_link_libraries(nansen-native PRIVATE nansen_options nansen_layout LLVM)
target_link_libraries(nansen PRIVATE nansen_driver)
)";

class Check : public testing::Test {
 protected:
  /// What is wrong with a made-up file.
  std::string of(const std::string& path, const std::string& text) const {
    return joined(offences(path, text, arrows_of(small_house),
                           {"compiler/passes/fold.h", "compiler/passes/merge.h"}));
  }
};

TEST_F(Check, ReadsTheLinksAndFollowsThem) {
  const Arrows arrows = arrows_of(small_house);
  EXPECT_EQ(arrows.at("compiler/layout"),
            (std::set<std::string>{"compiler/ir", "compiler/base", "runtime"}));
  EXPECT_TRUE(arrows.at("compiler/driver").contains("compiler/base"));
  EXPECT_TRUE(arrows.at("compiler/codegen").contains("compiler/ir"));
  EXPECT_TRUE(arrows.at("runtime").empty());
}

TEST_F(Check, AcceptsWhatTheLinksReach) {
  EXPECT_EQ(of("compiler/interpret/run.cpp",
               "#include <vector>\n#include \"compiler/interpret/run.h\"\n"
               "#include \"compiler/ir/ir.h\"\n#include \"runtime/batch.h\"\n"),
            "");
}

TEST_F(Check, RefusesARoomThatIsNotLinked) {
  EXPECT_EQ(of("compiler/ir/print.cpp", "\n#include \"compiler/layout/layout.h\"\n"),
            "compiler/ir/print.cpp:2 includes compiler/layout/layout.h, but compiler/ir does not "
            "link compiler/layout\n");
}

TEST_F(Check, RefusesTheCompilerInTheRuntime) {
  EXPECT_NE(of("runtime/batch.h", "#include \"compiler/base/ids.h\"\n"), "");
}

TEST_F(Check, RefusesAntlrOutsideSyntax) {
  EXPECT_EQ(
      of("compiler/syntax/parse.cpp", "#include \"TreatyParser.h\"\n#include <antlr4-runtime.h>\n"),
      "");
  EXPECT_NE(of("compiler/ir/ir.h", "#include <antlr4-runtime.h>\n"), "");
  EXPECT_NE(of("compiler/ir/ir.h", "#  include \"TreatyLexer.h\"\n"), "");
  EXPECT_NE(of("compiler/ir/ir.h", "#include \"antlr4-runtime/Token.h\"\n"), "");
}

TEST_F(Check, RefusesLlvmOutsideCodegen) {
  EXPECT_EQ(of("compiler/codegen/jit.cpp", "#include <llvm/IR/IRBuilder.h>\n"), "");
  EXPECT_NE(of("compiler/layout/layout.cpp", "#include <llvm/IR/IRBuilder.h>\n"), "");
}

TEST_F(Check, RefusesTheSatSolverOutsideLogic) {
  EXPECT_EQ(of("compiler/logic/clauses.cpp", "#include <cadical.hpp>\n"), "");
  EXPECT_NE(of("compiler/ir/ir.h", "#include <cadical.hpp>\n"), "");
}

TEST_F(Check, RefusesThatTheEnginesSeeEachOther) {
  EXPECT_NE(of("compiler/codegen/jit.cpp", "#include \"compiler/interpret/run.h\"\n"), "");
  EXPECT_NE(of("compiler/interpret/run.cpp", "#include \"compiler/codegen/jit.h\"\n"), "");
}

TEST_F(Check, RefusesThatAPassSeesAnother) {
  const std::string include = "#include \"compiler/passes/fold.h\"\n";
  EXPECT_EQ(of("compiler/passes/fold.cpp", include), "");
  EXPECT_EQ(of(std::string(pass_order_file), include), "");
  EXPECT_EQ(of("compiler/passes/merge.cpp", "#include \"compiler/passes/rewrite.h\"\n"), "")
      << "what is not put in order is a helper";
  EXPECT_NE(of("compiler/passes/merge.cpp", include), "");
}

TEST_F(Check, FindsThePassesWhereTheyAreOrdered) {
  EXPECT_EQ(passes_of("#include \"compiler/passes/passes.h\"\n#include \"compiler/ir/ir.h\"\n"
                      "#include \"compiler/passes/fold.h\"\n"),
            (std::set<std::string>{"compiler/passes/fold.h"}));
}

TEST_F(Check, RefusesOutputExitAndEnvironmentOutsideTheDriver) {
  for (const char* line :
       {"std::cout << 1;", "std::cerr << 1;", "printf(\"x\");", "std::fprintf(stderr, \"x\");",
        "fmt::print(\"x\");", "std::puts(\"x\");", "std::exit(1);", "exit (1);", "_exit(0);",
        "const char* home = std::getenv(\"HOME\");"}) {
    EXPECT_NE(of("compiler/ir/print.cpp", line), "") << line;
    EXPECT_EQ(of("compiler/driver/main.cpp", line), "") << line;
  }
}

TEST_F(Check, ReadsCodeNotWords) {
  for (const char* line :
       {"// printf(x) would be wrong", "/* exit(1)\n exit(2) */", "auto a = \"exit(1)\";",
        "auto a = R\"(exit(1))\";", "std::snprintf(buffer, 3, \"x\");", "on_exit(1);",
        "auto a = \"\\\"exit(1)\";"}) {
    EXPECT_EQ(of("compiler/ir/print.cpp", line), "") << line;
  }
  EXPECT_NE(of("compiler/ir/print.cpp", "auto a = '\"'; exit(1); auto b = '\"';"), "");
  EXPECT_NE(of("compiler/ir/print.cpp", "auto a = 1'000; exit(1); auto b = 1'000;"), "");
}

TEST_F(Check, RefusesFilesThatAreTooLong) {
  std::string text;
  for (std::size_t i = 0; i < longest_file; ++i) text += "int a;\n";
  EXPECT_EQ(of("compiler/ir/print.cpp", text), "");
  EXPECT_NE(of("compiler/ir/print.cpp", text + "int b;\n"), "");
  EXPECT_EQ(of("compiler/ir/operations.def", text + "int b;\n"), "");
}

TEST_F(Check, RefusesARoomThatIsNotDeclared) {
  EXPECT_NE(of("compiler/shed/tool.cpp", ""), "");
  EXPECT_NE(of("compiler/tool.cpp", ""), "");
}

TEST_F(Check, SeesCircles) {
  EXPECT_TRUE(rooms_in_a_circle(arrows_of(small_house)).empty());
  EXPECT_EQ(rooms_in_a_circle(arrows_of("\nnansen_room(compiler/a LINKS nansen_b)\n"
                                        "nansen_room(compiler/b LINKS nansen_c)\n"
                                        "nansen_room(compiler/c LINKS nansen_b)\n")),
            (std::vector<std::string>{"compiler/b", "compiler/c"}));
}

}  // namespace
}  // namespace nansen::structure
