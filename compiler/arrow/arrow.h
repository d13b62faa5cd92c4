// Arrow arrays as the facts of a module, and a module's answers as Arrow arrays; which types hold
// what is said in runtime/include/nansen/nansen.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/execute/evaluator.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"
#include "runtime/include/nansen/nansen.h"

namespace nansen::arrow {

/// A table as it was given: structs that are only read.
struct GivenTable {
  std::string_view name;  // "" of the cases, else of an entity
  const ArrowSchema* schema = nullptr;
  const ArrowArray* array = nullptr;
};

/// What is wrong with what was given, for people: `column "events", row 12: there is no ...`.
struct Problem {
  nansen_status status = NANSEN_OK;
  std::string message;
};

/// The tables' rows that are `first` and the `count` after it (of the cases; referenced tables are
/// read whole), copied. Nothing after a problem.
std::optional<runtime::Batch> read(const ir::Module& module, std::span<const GivenTable> tables,
                                   std::size_t first, std::size_t count, Problem& problem);

/// The cases where they lie, for an evaluator to fetch piece by piece; the arrays must outlive it.
/// Null after a problem, and where the module's cases have linked rows that it reads or references
/// to them: those are `read`. What is wrong with a value is found when it is fetched.
std::unique_ptr<execute::ColumnSource> in_place(const ir::Module& module,
                                                std::span<const GivenTable> tables,
                                                Problem& problem);

/// Answers as a struct array, which takes the memory of `results` over. `first_bits` etc. follow
/// from `module`, whose outputs they are. Never fails but for want of memory (std::bad_alloc), and
/// then nothing was written.
void write(const ir::Module& module, std::shared_ptr<runtime::Results> results, std::size_t rows,
           ArrowSchema* schema, ArrowArray* array);

}  // namespace nansen::arrow
