#include "compiler/embed/evaluator.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

namespace nansen::embed {

namespace {

/// Where the struct that begins at `first` and is followed by others like it, `index` is.
const nansen_table* table_at(const nansen_table* first, std::size_t index) {
  // Those of a program that knows a smaller struct lie closer to each other.
  const auto* bytes = reinterpret_cast<const char*>(first);
  return reinterpret_cast<const nansen_table*>(bytes + index * first->size);
}

[[noreturn]] void fail(const arrow::Problem& problem) {
  throw Failure{problem.status, problem.message};
}

}  // namespace

std::shared_ptr<const Core> finished(std::unique_ptr<Core> core) {
  core->schema = artefact::describe(core->image);
  return std::shared_ptr<const Core>(std::move(core));
}

std::vector<arrow::GivenTable> given_tables(const nansen_table* tables, std::size_t count) {
  if (count > 0) require(tables, "tables");
  std::vector<arrow::GivenTable> given;
  for (std::size_t index = 0; index < count; ++index) {
    const nansen_table table =
        taken<nansen_table>(table_at(tables, index), NANSEN_TABLE_INIT, "a table");
    require(table.name, "the name of a table");
    const std::string what =
        *table.name == '\0' ? "the table of cases" : fmt::format("the table \"{}\"", table.name);
    require(table.schema, "the schema of " + what);
    require(table.array, "the array of " + what);
    if (table.schema->release == nullptr || table.array->release == nullptr) {
      throw Failure{NANSEN_INVALID_ARGUMENT, what + " has been released"};
    }
    const std::string_view name = table.name;
    if (std::any_of(given.begin(), given.end(),
                    [&](const arrow::GivenTable& other) { return other.name == name; })) {
      throw Failure{NANSEN_INVALID_ARGUMENT, what + " is given twice"};
    }
    given.push_back({.name = name, .schema = table.schema, .array = table.array});
  }
  return given;
}

void require_referenced(const artefact::Image& image,
                        const std::vector<arrow::GivenTable>& tables) {
  std::set<std::string_view> referenced;
  for (const ir::Domain& domain : image.module.domains) {
    if (domain.kind == ir::DomainKind::Referenced) referenced.insert(domain.entity);
  }
  for (const arrow::GivenTable& table : tables) {
    if (table.name.empty() || referenced.count(table.name) != 0) continue;
    throw Failure{NANSEN_UNKNOWN_NAME,
                  fmt::format("no table is called \"{}\"; {}", table.name,
                              referenced.empty() ? "no fact refers to one"
                                                 : fmt::format("there is \"{}\"",
                                                               fmt::join(referenced, "\", \"")))};
  }
}

std::unique_ptr<arrow::Tables> open_tables(const ir::Module& module,
                                           const std::vector<arrow::GivenTable>& tables) {
  arrow::Problem problem;
  auto opened = arrow::Tables::open(module, tables, problem);
  if (opened == nullptr) fail(problem);
  return opened;
}

runtime::Batch read_rows(const arrow::Tables& tables, std::size_t first, std::size_t count) {
  arrow::Problem problem;
  auto batch = tables.read(first, count, problem);
  if (!batch) fail(problem);
  return std::move(*batch);
}

GivenCases::GivenCases(const arrow::Tables& tables, const execute::Evaluator* kernels)
    : source_(kernels == nullptr ? nullptr : tables.in_place()) {
  if (source_ != nullptr) {
    batch_ = tables.shared();
    cases_ = std::make_unique<execute::Cases>(*source_, batch_);
  } else {
    batch_ = read_rows(tables, 0, tables.rows());
    cases_ = std::make_unique<execute::Cases>(batch_);
  }
}

}  // namespace nansen::embed

void nansen_close(nansen_evaluator* evaluator) { delete evaluator; }

const char* nansen_schema(const nansen_evaluator* evaluator, size_t* bytes) {
  if (evaluator == nullptr) {
    if (bytes != nullptr) *bytes = 0;
    return nullptr;
  }
  const std::string& schema = evaluator->core->schema;
  if (bytes != nullptr) *bytes = schema.size();
  return schema.c_str();
}

const char* nansen_processor(const nansen_evaluator* evaluator) {
  if (evaluator == nullptr) return nullptr;
  return evaluator->core->answerer->processor();
}
