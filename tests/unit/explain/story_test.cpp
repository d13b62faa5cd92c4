#include "tests/unit/explain/story.h"

#include <gtest/gtest.h>

#include "tests/unit/explain/provision.h"

namespace nansen {
namespace {
TEST(Story, Print) {
  const Provision p(story);
  for (const auto& e : p.program.examples) {
    std::cout << p.reasons(e.name, program::qualified_name(p.program, e.expectations[0].definition));
    std::cout << p.reasons(e.name, program::qualified_name(p.program, e.expectations[0].definition), true);
    for (auto& l : p.settled_by(e.name, program::qualified_name(p.program, e.expectations[0].definition))) std::cout << "SETTLE " << l << "\n";
  }
  std::cout << p.reasons("unrest", "convention.standard");
  std::cout << p.reasons("open", "convention.standard");
  for (auto& l : p.settled_by("open", "convention.standard")) std::cout << "SETTLE " << l << "\n";
  for (auto& l : p.settled_by("open", "convention.at_risk")) std::cout << "SETTLE " << l << "\n";
}
}  // namespace
}  // namespace nansen
