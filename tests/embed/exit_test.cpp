// Processes that end while an evaluator is still there: in the middle of making machine code, or
// with evaluators that outlive main.
#include "tests/embed/support.h"
#include "tests/support/sanitizer.h"

namespace nansen::embed_test {
namespace {

/// A program over the library, built by the system's compiler.
class ExitTest : public testing::Test {
 protected:
  void build(const std::string& body) {
    const auto source = testing_support::source_directory();
    const auto libraries = (testing_support::binary_directory() / "lib").string();
    testing_support::write_file(
        scratch.path() / "program.cpp",
        "#include <nansen/nansen.hpp>\n#include <chrono>\n"
        "#include <cstdlib>\n#include <optional>\n#include <thread>\n#include <vector>\n"
        "#include <sys/wait.h>\n#include <unistd.h>\n" +
            body);
    const auto made = testing_support::run_command(
        "c++ -std=c++20 -I " + (source / "runtime" / "include").string() +
            " program.cpp -o program -L " + libraries + " -lnansen -Wl,-rpath," + libraries,
        scratch.path());
    ASSERT_EQ(made.status, 0) << made.output;
  }
  void expect_good_end(const std::string& argument) {
    const auto ended = testing_support::run_command("./program " + argument, scratch.path());
    EXPECT_EQ(ended.status, 0) << argument << " " << ended.output;
    EXPECT_EQ(ended.output, "") << argument;
  }
  /// Machine code is made once blocks of rows have worked for a while: some of these end meanwhile.
  void expect_good_ends() {
    for (int milliseconds = 10; milliseconds <= 120; milliseconds += 5) {
      expect_good_end(std::to_string(milliseconds));
    }
  }
  testing_support::ScratchFolder scratch;
};

constexpr const char* refugees = R"(
nansen::Provisions refugees(nansen_engine engine) {
  return {.files = {"convention_1951"}, .engine = engine};
}
void ask(const nansen::Evaluator& evaluator, int milliseconds) {
  nansen::Rows rows(50000);
  rows.truths("fears_persecution", std::vector<std::optional<bool>>(50000, true));
  const auto begin = std::chrono::steady_clock::now();
  do {
    (void)evaluator.evaluate({rows.table()});
  } while (std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(milliseconds));
}
void work(int milliseconds) {
  ask(*new nansen::Evaluator(nansen::Evaluator::compile(refugees(NANSEN_ENGINE_AUTOMATIC))),
      milliseconds);
}
)";

/// Asks, and again in a child; how the child ended.
constexpr const char* fork_after = R"(
int fork_after(int milliseconds, int child_milliseconds) {
  work(milliseconds);
  const pid_t child = fork();
  if (child == 0) {
    work(child_milliseconds);
    std::exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? 100 + WTERMSIG(status) : WEXITSTATUS(status);
}
)";

TEST_F(ExitTest, WhileMachineCodeIsMadeIsNoFault) {
  build(std::string(refugees) + R"(
int main(int, char** arguments) {
  work(std::atoi(arguments[1]));
}
)");
  expect_good_ends();
}

// A server asks once, to warm up, and answers in children.
TEST_F(ExitTest, OfAChildWhoseParentAskedIsNoFault) {
  build(std::string(refugees) + fork_after + R"(
int main(int, char** arguments) { return fork_after(0, std::atoi(arguments[1])); }
)");
  expect_good_ends();
}

// The child has not the thread that makes its parent's machine code, nor waits for it.
TEST_F(ExitTest, OfAChildWhoseParentMakesMachineCodeIsNoFault) {
  if (testing_support::address_sanitized) GTEST_SKIP() << "AddressSanitizer's lock may be held";
  build(std::string(refugees) + fork_after + R"(
int main(int, char** arguments) { return fork_after(std::atoi(arguments[1]), 60); }
)");
  for (int milliseconds = 10; milliseconds <= 90; milliseconds += 20) {
    expect_good_end(std::to_string(milliseconds));
  }
}

TEST_F(ExitTest, AfterAnotherThreadAloneAskedIsNoFault) {
  build(std::string(refugees) + R"(
int main(int, char** arguments) {
  std::thread([&] { work(std::atoi(arguments[1])); }).join();
}
)");
  expect_good_ends();
}

TEST_F(ExitTest, ByAnotherThreadThatAskedIsNoFault) {
  build(std::string(refugees) + R"(
int main(int, char** arguments) {
  std::thread([&] {
    work(std::atoi(arguments[1]));
    std::exit(0);
  }).join();
}
)");
  expect_good_ends();
}

// The initial thread has asked nothing, and ends the process while another compiles.
TEST_F(ExitTest, WhileAnotherThreadCompilesIsNoFault) {
  build(std::string(refugees) + R"(
int main(int, char** arguments) {
  std::thread([] {
    try {
      nansen::Evaluator::compile(refugees(NANSEN_ENGINE_NATIVE));
    } catch (const nansen::Error& error) {
      if (error.status() != NANSEN_NO_COMPILER) std::abort();
    }
    std::this_thread::sleep_for(std::chrono::hours(1));
  }).detach();
  std::this_thread::sleep_for(std::chrono::milliseconds(std::atoi(arguments[1])));
}
)");
  expect_good_ends();
}

TEST_F(ExitTest, WithEvaluatorsThatOutliveMainIsNoFault) {
  build(std::string(refugees) + R"(
nansen::Evaluator native = nansen::Evaluator::compile(refugees(NANSEN_ENGINE_NATIVE));
nansen::Evaluator automatic = nansen::Evaluator::compile(refugees(NANSEN_ENGINE_AUTOMATIC));
int main(int, char** arguments) {
  ask(native, 0);
  ask(automatic, std::atoi(arguments[1]));
}
)");
  for (int milliseconds = 10; milliseconds <= 90; milliseconds += 20) {
    expect_good_end(std::to_string(milliseconds));
  }
}

}  // namespace
}  // namespace nansen::embed_test
