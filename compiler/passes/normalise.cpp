// The order of the passes.
#include <string>

#include "compiler/base/bug.h"
#include "compiler/passes/drop.h"
#include "compiler/passes/factor.h"
#include "compiler/passes/fold.h"
#include "compiler/passes/passes.h"
#include "compiler/passes/share.h"

namespace nansen::passes {
namespace {

/// Each round works on what the round before uncovered; in practice three or four come to rest. The
/// bound only keeps a pair of passes that undo one another from going on for ever.
constexpr int most_rounds = 32;

struct Pass {
  const char* name;
  ir::Module (*run)(const ir::Module&);
};

// Sharing before folding, so that folding sees that operands are the same; dropping before
// factoring, so that uses by what is dead do not count.
constexpr Pass passes[] = {
    {"share", share}, {"fold", fold}, {"drop_unused", drop_unused}, {"factor", factor}};

}  // namespace

ir::Module normalise(const ir::Module& module) {
  ir::Module result = module;
  result.rules = {};
  for (int round = 0; round < most_rounds; ++round) {
    const ir::Module before = result;
    for (const Pass& pass : passes) {
      result = pass.run(result);
      const std::vector<std::string> problems = ir::verify(result);
      if (!problems.empty()) {
        bug("the pass " + std::string(pass.name) + " broke a module: " + problems.front());
      }
    }
    if (result == before) break;
  }
  return drop_unused(result);
}

}  // namespace nansen::passes
