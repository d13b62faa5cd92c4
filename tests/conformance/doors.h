// The doors of one process: everything that answers a module's cases, by the words that
// expected.csv has for them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/execute/evaluator.h"
#include "compiler/ir/ir.h"
#include "tests/conformance/topic.h"

namespace nansen::conformance {

/// What a door says: rows of `id` and a cell a definition, as `nansen run --format csv`.
struct Said {
  std::string door;
  std::string csv;
};

/// The interpreter, blocks of operations, machine code plain and through LLVM's passes.
class DoorsInProcess {
 public:
  explicit DoorsInProcess(const Asked& asked);
  std::vector<Said> ask(const cases::CaseBatch& cases) const;

 private:
  struct Compiled {
    std::string name;
    std::unique_ptr<execute::Evaluator> evaluator;  // null where there is none
    std::string error;
  };
  const Asked& asked_;
  std::vector<Compiled> compiled_;
};

/// The cells of expected.csv as a form of answers says them that has one null for all that is not
/// determined.
std::vector<std::vector<std::string>> with_one_null(const ir::Module& module,
                                                    std::vector<std::vector<std::string>> cells);

/// The cases of `cases` in the order of `rows`, as often as they stand there.
cases::CaseBatch repeated(const ir::Module& module, const cases::CaseBatch& cases,
                          const std::vector<std::size_t>& rows);

}  // namespace nansen::conformance
