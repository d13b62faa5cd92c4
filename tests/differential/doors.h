// All doors of this process over one program or module, against the interpreter: engines, cases
// where they lie and packed, and the artefact behind the C interface, with Arrow in and out.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "compiler/execute/evaluator.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"
#include "tests/differential/asked_program.h"

namespace nansen::test {

class Doors {
 public:
  /// The doors that need only a module, which must outlive them.
  explicit Doors(const ir::Module& module);
  /// All doors. The artefact is written to `folder`. Both must outlive them.
  Doors(const AskedProgram& asked, const std::filesystem::path& folder);
  ~Doors();
  Doors(const Doors&) = delete;
  Doors& operator=(const Doors&) = delete;

  /// Where one of them differs over `batch`, in words, with the door; empty iff none does. Of rows
  /// that differ one is looked for that differs alone too. `random` draws the forms of arrays.
  std::string disagreement(const runtime::Batch& batch, Random& random);

 private:
  struct Artefact;
  struct Compiled {
    std::string name;
    std::unique_ptr<execute::Evaluator> code;
  };
  void add_engines();
  std::string once(const runtime::Batch& batch, Random& random);
  std::string through_arrow(const runtime::Batch& batch, const runtime::Results& wanted,
                            Random& random);
  std::string through_artefact(const runtime::Batch& batch, const runtime::Results& wanted,
                               Random& random);

  const ir::Module& module_;
  ir::Module normal_;
  std::vector<Compiled> compiled_;
  std::unique_ptr<Artefact> artefact_;
  std::string failure_;  // why some door is not there
};

}  // namespace nansen::test
