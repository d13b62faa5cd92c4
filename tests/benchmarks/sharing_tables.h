// The key of September 2015 as a sheet, and scenarios for it.
#pragma once

#include <cstdint>
#include <new>
#include <string>
#include <vector>

#include "compiler/interpret/sheet.h"
#include "compiler/ir/sheet.h"
#include "runtime/scenarios.h"
#include "tests/benchmarks/sharing_opponents.h"

namespace nansen::benchmarks {

/// Memory that begins where a vector of 64 bytes may.
template <typename T>
struct AlignedAllocator {
  using value_type = T;
  AlignedAllocator() = default;
  template <typename U>
  AlignedAllocator(const AlignedAllocator<U>&) {}
  T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), std::align_val_t{64}));
  }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, std::align_val_t{64}); }
  bool operator==(const AlignedAllocator&) const = default;
};

/// As lowering makes it of the formula and the allocation.
ir::Sheet key_sheet();

/// The same numbers for every contestant: those of each State, varied by up to a tenth.
struct KeyScenarios {
  KeyScenarios(std::vector<std::vector<std::int64_t>> figures, std::size_t taking_part,
               std::size_t count);

  std::size_t rows() const { return scenarios.rows(); }
  KeyTable table() const;
  interpret::SheetTable exact(std::size_t scenario) const;

  std::size_t taking_part = 0;
  runtime::Scenarios scenarios;
  std::vector<double> by_scenario;
  std::vector<double, AlignedAllocator<double>> by_block;
  std::vector<double> by_column;  // [input][row][scenario], for NumPy
};

/// Population, product, unemployment and applications, each by State; the 25 States that took part
/// come first of the 28.
std::vector<std::vector<std::int64_t>> figures_of_2014();
/// As many as there are States, of sizes that spread like theirs.
std::vector<std::vector<std::int64_t>> made_up_figures(std::size_t states);

}  // namespace nansen::benchmarks
