// Registers by liveness: the working set of a kernel is what it needs at once, not what it
// computes.
#include <limits>
#include <map>

#include "compiler/blockwise/program.h"

namespace nansen::blockwise {
namespace {

constexpr std::size_t never = std::numeric_limits<std::size_t>::max();

}  // namespace

void place_temporaries(Program& program) {
  std::vector<std::size_t> last_read(program.registers.size(), never);
  for (std::size_t line = 0; line < program.lines.size(); ++line) {
    for (const RegisterId operand : program.lines[line].operands) last_read[operand] = line;
  }
  std::multimap<std::size_t, std::size_t> free;  // by size: places that nothing is in any longer
  const auto place = [&](RegisterId id) {
    Register& found = program.registers[id];
    if (const auto fitting = free.find(found.bytes_per_block); fitting != free.end()) {
      found.index = fitting->second;
      free.erase(fitting);
      return;
    }
    found.index = program.temporary_bytes;
    program.temporary_bytes += found.bytes_per_block;
  };
  const auto is_temporary = [&](RegisterId id) {
    return program.registers[id].place == Place::Temporary;
  };
  std::vector<bool> is_placed(program.registers.size(), false);
  for (std::size_t line = 0; line < program.lines.size(); ++line) {
    const Line& each = program.lines[line];
    // A result never lies where an operand does; memory that is no line's result begins here.
    if (is_temporary(each.result)) {
      place(each.result);
      is_placed[each.result] = true;
    }
    for (const RegisterId operand : each.operands) {
      if (is_temporary(operand) && !is_placed[operand]) {
        place(operand);
        is_placed[operand] = true;
      }
    }
    for (const RegisterId operand : each.operands) {
      if (!is_temporary(operand) || last_read[operand] != line) continue;
      last_read[operand] = never;  // it may be named twice
      free.emplace(program.registers[operand].bytes_per_block, program.registers[operand].index);
    }
  }
}

}  // namespace nansen::blockwise
