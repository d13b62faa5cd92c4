// Cases made as small as can be without leaving their group. Used inside this room only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "compiler/compare/case_data.h"
#include "compiler/compare/groups.h"

namespace nansen::compare {

/// A case that is in a group, to be made smaller.
struct Shrinking {
  std::size_t held = 0;  // of ComparedWorlds::State::held
  GroupKey key;
  RowData data;
};

/// Makes each case smaller until none can lose a single further fact: a known fact becomes unknown,
/// a linked row goes; else a yes becomes no, and a set empty. Many are tried at a time. `like` has
/// the referenced tables. Aborts where the interpreter does not find a case in its group in the
/// end.
void shrink(const ComparedWorlds::State& worlds, const CaseLayout& layout,
            const runtime::Batch& like, const Evaluate& evaluate,
            const std::vector<runtime::OutputShape>& shapes, std::vector<Shrinking>& cases);

}  // namespace nansen::compare
