// A provision file compiled inside another program: answers and reasons for rows that were never a
// file.
#include <cstdio>
#include <nansen/nansen.hpp>

int main(int count, char** words) try {
  if (count != 2) throw nansen::Error(NANSEN_INVALID_ARGUMENT, "usage: embed FILE.treaty");
  const auto evaluator = nansen::Evaluator::compile({.files = {words[1]}});
  nansen::Rows persons(3);
  persons.truths("fled", {true, true, true});
  persons.truths("civilian", {true, true, true});
  persons.numbers("years_abroad", {2, 12, std::nullopt});  // of the third they are not known

  const nansen::Table answers = evaluator.evaluate({persons.table()});
  for (std::size_t row = 0; row < answers.rows(); ++row) {
    const auto sheltered = answers.truth("shelter.sheltered", row);
    std::printf("person %zu: %s\n", row + 1,
                !sheltered   ? "undetermined"
                : *sheltered ? "yes"
                             : "no");
  }
  std::fputs(evaluator.explain({persons.table()}, 2).c_str(), stdout);
  return 0;
} catch (const nansen::Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
