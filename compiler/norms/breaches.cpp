// Breaches of norms, act by act.
#include <bit>

#include "compiler/norms/norms.h"

namespace nansen::norms {

std::vector<program::DefinitionId> breach_definitions(const program::Program& program,
                                                      const Asked& asked) {
  std::vector<program::DefinitionId> definitions;
  for (const program::NormId norm : asked.norms) {
    definitions.push_back(program.norms[norm].breached);
  }
  return definitions;
}

void add(NormAnswers& answers, const cases::CaseBatch& batch, const runtime::Results& results) {
  answers.acts += batch.size();
  for (std::size_t word = 0; word * 64 < batch.size(); ++word) {
    const std::size_t rest = batch.size() - word * 64;
    const std::uint64_t present = rest >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << rest) - 1;
    std::uint64_t any = 0;
    for (std::size_t norm = 0; norm < answers.counts.size(); ++norm) {
      const std::uint64_t yes = results.plane(norm, 0, true)[word] & present;
      const std::uint64_t open = present & ~(yes | results.plane(norm, 0, false)[word]);
      answers.counts[norm].breached += static_cast<std::uint64_t>(std::popcount(yes));
      answers.counts[norm].open += static_cast<std::uint64_t>(std::popcount(open));
      any |= yes | open;
    }
    for (; any != 0; any &= any - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(any));
      for (std::size_t norm = 0; norm < answers.counts.size(); ++norm) {
        const bool yes = ((results.plane(norm, 0, true)[word] >> bit) & 1U) != 0;
        const bool no = ((results.plane(norm, 0, false)[word] >> bit) & 1U) != 0;
        if (no) continue;
        answers.breaches.push_back({norm, std::string(batch.ids[word * 64 + bit]),
                                    yes ? Truth::Yes : Truth::Undetermined});
      }
    }
  }
}

}  // namespace nansen::norms
