#include "compiler/passes/factor.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/ir/consing.h"
#include "compiler/passes/rewrite.h"

namespace nansen::passes {
namespace {

using ir::Opcode;

class Factorer {
 public:
  explicit Factorer(const ir::Module& module) : rewriter_(module) {}

  ir::Module run() {
    for (std::size_t index = 0; index < rewriter_.old().instructions.size(); ++index) {
      const ir::ValueId value(index);
      const Opcode opcode = rewriter_.old().instructions[value].opcode;
      ir::Instruction made = rewriter_.translated(value);
      if (opcode == Opcode::Or) {
        take_out(value, made, Opcode::And);
      } else if (opcode == Opcode::And) {
        take_out(value, made, Opcode::Or);
      }
      rewriter_.replace(value, rewriter_.add(std::move(made), rewriter_.old_origins(value)));
    }
    return rewriter_.finish();
  }

 private:
  // or (and a b) (and a c) d → or (and a (or b c)) d, and the same with and and or exchanged. Only
  // inner operations without another use are taken apart, else there would be more to do, not less.
  void take_out(ir::ValueId value, ir::Instruction& made, Opcode inner) {
    const std::vector<ir::ValueId>& old_operands = rewriter_.old().instructions[value].operands;
    std::vector<std::size_t> parts;  // positions of operands that may be taken apart
    std::map<ir::ValueId, std::size_t> counts;
    for (std::size_t position = 0; position < made.operands.size(); ++position) {
      const ir::Instruction& part = rewriter_[made.operands[position]];
      if (part.opcode != inner || rewriter_.uses(old_operands[position]) != 1) continue;
      const std::set<ir::ValueId> distinct(part.operands.begin(), part.operands.end());
      if (distinct.size() < 2) continue;
      parts.push_back(position);
      for (const ir::ValueId operand : distinct) ++counts[operand];
    }
    const auto most = std::max_element(
        counts.begin(), counts.end(),
        [](const auto& left, const auto& right) { return left.second < right.second; });
    if (most == counts.end() || most->second < 2) return;
    const ir::ValueId common = most->first;

    std::vector<ir::ValueId> rests;
    std::vector<ir::ValueId> operands;
    Origins origins;
    for (std::size_t position = 0; position < made.operands.size(); ++position) {
      const ir::ValueId operand = made.operands[position];
      ir::Instruction part = rewriter_[operand];
      const bool apart = std::binary_search(parts.begin(), parts.end(), position) &&
                         std::erase(part.operands, common) > 0;
      if (!apart) {
        operands.push_back(operand);
        continue;
      }
      const Origins& part_origins = rewriter_.old_origins(old_operands[position]);
      origins = ir::joined(origins, part_origins);
      rests.push_back(part.operands.size() == 1 ? part.operands[0]
                                                : rewriter_.add(std::move(part), part_origins));
    }
    ir::Instruction alternatives;
    alternatives.opcode = made.opcode;
    alternatives.domain = made.domain;
    alternatives.operands = std::move(rests);
    ir::Instruction factored;
    factored.opcode = inner;
    factored.domain = made.domain;
    factored.operands = {common, rewriter_.add(std::move(alternatives), origins)};
    if (operands.empty()) {
      made = std::move(factored);
      return;
    }
    operands.push_back(rewriter_.add(std::move(factored), origins));
    made.operands = std::move(operands);
  }

  Rewriter rewriter_;
};

}  // namespace

ir::Module factor(const ir::Module& module) { return Factorer(module).run(); }

}  // namespace nansen::passes
