// What the handles of the C interface hold.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/arrow/arrow.h"
#include "compiler/artefact/image.h"
#include "compiler/embed/answerer.h"
#include "compiler/embed/boundary.h"

namespace nansen::embed {

/// An opened or compiled evaluator. Never changes once it is made.
struct Core {
  artefact::Image image;
  std::string schema;  // its description as JSON
  std::unique_ptr<Answerer> answerer;
};

/// Makes the description, once all else is there.
std::shared_ptr<const Core> finished(std::unique_ptr<Core> core);

/// Tables as they were given, each checked to be there, to have a version that is understood and a
/// name of its own. Throws a Failure.
std::vector<arrow::GivenTable> given_tables(const nansen_table* tables, std::size_t count);

/// Throws a Failure (unknown name) where a table is given that no provision refers to.
void require_referenced(const artefact::Image& image, const std::vector<arrow::GivenTable>& tables);

/// The given tables, checked for what `module` reads of them. Throws a Failure.
std::unique_ptr<arrow::Tables> open_tables(const ir::Module& module,
                                           const std::vector<arrow::GivenTable>& tables);
/// Cases of opened tables, copied. Throws a Failure.
runtime::Batch read_rows(const arrow::Tables& tables, std::size_t first, std::size_t count);

/// Cases that are there to be asked: where they lie, copied, or packed.
class GivenCases {
 public:
  /// For `kernels` where they lie, if that can be; for the interpreter (null) copied. Throws a
  /// Failure.
  GivenCases(const arrow::Tables& tables, const execute::Evaluator* kernels);

  const execute::Cases& cases() const { return *cases_; }
  /// Null where they are not copied.
  const runtime::Batch* copied() const { return source_ ? nullptr : &batch_; }

 private:
  const execute::ColumnSource* source_ = nullptr;
  runtime::Batch batch_;
  std::unique_ptr<execute::Cases> cases_;
};

}  // namespace nansen::embed

struct nansen_evaluator {
  std::shared_ptr<const nansen::embed::Core> core;
};

struct nansen_batch {
  std::shared_ptr<const nansen::embed::Core> core;
  std::size_t rows = 0;
  std::vector<std::vector<std::string>> ids;  // of the rows of each referenced table, by domain
  std::vector<bool> by_number;  // of each domain: whether it has no table, and its rows numbers
  /// Of the interpreter `copied`, of kernels `packed`.
  nansen::runtime::Batch copied;
  std::shared_ptr<const nansen::execute::PackedBatch> packed;
};
