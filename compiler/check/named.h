// Finding what an instrument declares that is no definition: computations, statuses, clocks. Used
// inside this room only.
#pragma once

#include <string>
#include <vector>

#include "compiler/check/context.h"
#include "compiler/check/paths.h"

namespace nansen::check {

/// What `path` names: `name` of `instrument`, or `other.name`. Emits `code` where there is none.
template <typename Named>
Named resolve_named(Context& context, FileId file, program::InstrumentId instrument,
                    const ast::Path& path, const TimeTexts::Names<Named>& names, Code code) {
  if (path.parts.empty()) return {};
  if (path.parts.size() > 1) {
    const std::string& first = path.parts[0].text;
    const auto module = context.modules.find(first);
    const bool seen = module != context.modules.end() && context.sees_module(file, first);
    if (!seen && context.misses(file, first)) return {};
    instrument = seen ? module->second.instrument : program::InstrumentId();
  }
  const auto found = names.find({instrument, path.parts.back().text});
  if (path.parts.size() <= 2 && instrument.valid() && found != names.end()) return found->second;
  std::vector<std::string> candidates;
  for (const auto& [key, id] : names) candidates.push_back(key.second);
  context.report(code, path.span, path_text(path),
                 did_you_mean(path.parts.back().text, candidates));
  return {};
}

}  // namespace nansen::check
