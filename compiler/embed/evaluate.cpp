// Answering all definitions for rows of cases, once or again and again, and counting the answers.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <new>
#include <utility>

#include "compiler/embed/columns.h"
#include "compiler/embed/evaluator.h"
#include "compiler/layout/layout.h"

namespace nansen::embed {

namespace {

using Kernels = std::shared_ptr<const execute::Evaluator>;

nansen_evaluate_options options_of(const nansen_evaluate_options* options) {
  return taken<nansen_evaluate_options>(options, NANSEN_EVALUATE_OPTIONS_INIT, "the options");
}

std::shared_ptr<runtime::Results> room_for(const Core& core, std::size_t rows) {
  return std::make_shared<runtime::Results>(layout::output_shapes(core.image.normal), rows);
}

void require_definitions(const Core& core) {
  if (!core.image.normal.outputs.empty()) return;
  throw Failure{NANSEN_UNKNOWN_NAME, "there are formulas here, and no definitions to answer"};
}

/// What `work` returns; the answerer hears how long it took.
template <typename Work>
bool timed(const Core& core, Work&& work) {
  const auto begin = std::chrono::steady_clock::now();
  const bool good = std::forward<Work>(work)();
  core.answerer->worked(std::chrono::steady_clock::now() - begin);
  return good;
}

/// Answers `cases` by `kernels`. False iff a value that is fetched is not allowed.
bool run(const Core& core, const execute::Evaluator& kernels, const execute::Cases& cases,
         runtime::Results& results, unsigned threads) {
  return timed(core, [&] { return execute::evaluate(kernels, cases, results, threads); });
}

struct Target {
  ArrowSchema* schema = nullptr;
  ArrowArray* array = nullptr;
};

Target target_of(ArrowSchema* schema, ArrowArray* array) {
  require(schema, "schema");
  require(array, "array");
  return {schema, array};
}

void evaluate(const Core& core, const nansen_evaluate_options& options,
              const std::vector<arrow::GivenTable>& given, const Target& target) {
  require_definitions(core);
  require_referenced(core.image, given);
  const auto tables = open_tables(core.image.normal, given);
  const Kernels kernels = core.answerer->kernels();
  const GivenCases cases(*tables, kernels.get());
  auto results = room_for(core, tables->rows());
  if (kernels == nullptr) {
    interpret(core.image, *cases.copied(), *results);
  } else if (!run(core, *kernels, cases.cases(), *results, options.threads)) {
    const arrow::Problem problem = tables->find_bad_value();
    throw Failure{problem.status, problem.message};
  }
  arrow::write(core.image.normal, std::move(results), tables->rows(), target.schema, target.array);
}

/// What the rows of each referenced table are called, by domain: their ids, else their numbers.
std::vector<std::vector<std::string>> ids_of(const ir::Module& module,
                                             const arrow::Tables& tables) {
  std::vector<std::vector<std::string>> ids(module.domains.size());
  const runtime::Batch shared = tables.shared();
  for (std::size_t index = 0; index < shared.tables.size(); ++index) {
    const std::size_t rows = shared.tables[index] ? shared.tables[index]->rows() : 0;
    for (std::size_t row = 0; row < rows; ++row) {
      const std::string id = tables.id_of(ir::DomainId(index), row);
      ids[index].push_back(id.empty() ? std::to_string(row) : id);
    }
  }
  return ids;
}

/// Throws std::bad_alloc where there is no room for two bits a row: packing, which asks for memory
/// tile by tile, would take all there is before it failed.
void require_room(std::size_t rows) { ::operator delete(::operator new(rows / 4 + 1)); }

std::unique_ptr<nansen_batch> make_batch(const std::shared_ptr<const Core>& core,
                                         const std::vector<arrow::GivenTable>& given) {
  require_definitions(*core);
  require_referenced(core->image, given);
  const auto tables = open_tables(core->image.normal, given);
  const Kernels kernels = core->answerer->kernels();
  const GivenCases cases(*tables, kernels.get());
  auto batch = std::make_unique<nansen_batch>();
  batch->core = core;
  batch->rows = tables->rows();
  batch->ids = ids_of(core->image.normal, *tables);
  for (std::size_t index = 0; index < core->image.normal.domains.size(); ++index) {
    batch->by_number.push_back(tables->are_by_number(ir::DomainId(index)));
  }
  if (kernels == nullptr) {
    batch->copied = *cases.copied();
    return batch;
  }
  require_room(batch->rows);
  batch->packed = execute::pack(*kernels, cases.cases());
  if (batch->packed == nullptr) {
    const arrow::Problem problem = tables->find_bad_value();
    throw Failure{problem.status, problem.message};
  }
  return batch;
}

std::shared_ptr<runtime::Results> answer(const Core& core, const nansen_evaluate_options& options,
                                         const nansen_batch& batch) {
  auto results = room_for(core, batch.rows);
  if (batch.packed == nullptr) {
    interpret(core.image, batch.copied, *results);
  } else {
    // What is packed holds no value that is not allowed.
    run(core, *core.answerer->kernels(), execute::Cases(*batch.packed), *results, options.threads);
  }
  return results;
}

/// The column of the cases that answers are counted by; none where `by` is null.
ir::ColumnId column_by(const ir::Module& module, const char* by) {
  if (by == nullptr) return {};
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    const ir::ColumnId id(index);
    const ir::Column& column = module.columns[id];
    if (column.domain.index != 0 || column.name != by) continue;
    switch (column.kind) {
      case ir::ColumnKind::Enumeration:
      case ir::ColumnKind::OrderedEnumeration:
      case ir::ColumnKind::Reference: return id;
      case ir::ColumnKind::Boolean:
      case ir::ColumnKind::Set:
      case ir::ColumnKind::Number:
      case ir::ColumnKind::Rows:
        throw Failure{NANSEN_SCHEMA_MISMATCH,
                      fmt::format("\"{}\" is neither an enumeration nor a reference", by)};
    }
  }
  throw Failure{NANSEN_UNKNOWN_NAME,
                fmt::format("no definition here reads a fact \"{}\" of the cases", by)};
}

/// What the groups are called; the last, of cases whose group is not known, has no name.
std::vector<std::optional<std::string>> group_names(const nansen_batch& batch,
                                                    const ir::Module& module, ir::ColumnId by) {
  std::vector<std::optional<std::string>> names;
  if (by.valid()) {
    const ir::Column& column = module.columns[by];
    if (column.kind == ir::ColumnKind::Reference &&
        batch.by_number[static_cast<std::size_t>(column.target.index)]) {
      throw Failure{NANSEN_INVALID_ARGUMENT,
                    fmt::format("cases are counted by \"{0}\", which names rows of \"{1}\" by "
                                "number: give the table \"{1}\", or name them by id",
                                column.name, module.domains[column.target].entity)};
    }
    const auto& known = column.kind == ir::ColumnKind::Reference
                            ? batch.ids[static_cast<std::size_t>(column.target.index)]
                            : column.members;
    names.assign(known.begin(), known.end());
  }
  names.emplace_back();
  return names;
}

bool bit(const std::uint64_t* plane, std::size_t row) {
  return (plane[row / 64] >> (row % 64) & 1) != 0;
}

/// Which answers the options want counted.
execute::Wanted wanted_of(const nansen_evaluate_options& options) {
  switch (options.counted) {
    case NANSEN_COUNT_ALL: return execute::Wanted::All;
    case NANSEN_COUNT_YES_AND_UNDETERMINED: return execute::Wanted::YesAndUndetermined;
    case NANSEN_COUNT_YES: return execute::Wanted::Yes;
    default:
      throw Failure{
          NANSEN_INVALID_ARGUMENT,
          fmt::format("the options: counted is {}, which is no nansen_counted", options.counted)};
  }
}

/// What execute::count does, of answers by the interpreter; it counts all.
execute::Counts count_answers(const nansen_batch& batch, const ir::Module& module, ir::ColumnId by,
                              std::size_t groups, const runtime::Results& results) {
  execute::Counts counts;
  counts.groups = groups;
  const runtime::Table& cases = *batch.copied.tables.front();
  for (std::size_t output = 0; output < module.outputs.size(); ++output) {
    if (module.outputs[output].kind != ir::OutputKind::Truth) continue;
    counts.outputs.push_back(output);
    const std::size_t first = counts.yes.size();
    for (auto* column : {&counts.yes, &counts.undetermined, &counts.no}) {
      column->resize(first + groups);
    }
    for (std::size_t row = 0; row < batch.rows; ++row) {
      std::size_t group = groups - 1;
      if (by.valid()) {
        const std::size_t position = layout::position_of(module, by);
        if (cases.plane(row, position, 0)) {
          const auto code = static_cast<std::size_t>(cases.number(row, position));
          group = std::min(code, groups - 1);
        }
      }
      auto& column = bit(results.plane(output, 0, true), row)    ? counts.yes
                     : bit(results.plane(output, 0, false), row) ? counts.no
                                                                 : counts.undetermined;
      ++column[first + group];
    }
  }
  return counts;
}

void count(const Core& core, const nansen_evaluate_options& options, const nansen_batch& batch,
           const char* by, const Target& target) {
  const ir::Module& module = core.image.normal;
  const execute::Wanted wanted = wanted_of(options);
  const ir::ColumnId column = column_by(module, by);
  const auto names = group_names(batch, module, column);
  execute::Counts counts;
  if (batch.packed == nullptr) {
    counts = count_answers(batch, module, column, names.size(), *answer(core, options, batch));
  } else {
    const execute::Grouping grouping = {.by = column, .weight = {}, .wanted = wanted};
    const Kernels kernels = core.answerer->kernels();
    timed(core, [&] {
      return execute::count(*kernels, module, execute::Cases(*batch.packed), grouping, counts,
                            options.threads);
    });
  }
  const auto groups = static_cast<std::int64_t>(names.size());
  std::vector<OwnedColumn> columns;
  columns.push_back(text_column("group", names));
  for (std::size_t which = 0; which < counts.outputs.size(); ++which) {
    const auto numbers = [&](const char* name, const std::vector<std::int64_t>& all) {
      const auto first = all.begin() + static_cast<std::ptrdiff_t>(which * counts.groups);
      return integer_column(name, {first, first + static_cast<std::ptrdiff_t>(names.size())});
    };
    std::vector<OwnedColumn> answers;
    answers.push_back(numbers("yes", counts.yes));
    if (wanted == execute::Wanted::All) answers.push_back(numbers("no", counts.no));
    if (wanted != execute::Wanted::Yes) {
      answers.push_back(numbers("undetermined", counts.undetermined));
    }
    columns.push_back(
        struct_column(module.outputs[counts.outputs[which]].name, std::move(answers), groups));
  }
  give(struct_column("", std::move(columns), groups), target.schema, target.array);
}

/// The evaluator's, if the batch was made for it.
const Core& core_of(const nansen_evaluator* evaluator, const nansen_batch* batch) {
  require(evaluator, "evaluator");
  require(batch, "batch");
  if (batch->core != evaluator->core) {
    throw Failure{NANSEN_INVALID_ARGUMENT, "the batch was made by another evaluator"};
  }
  return *evaluator->core;
}

}  // namespace
}  // namespace nansen::embed

namespace embed = nansen::embed;

nansen_status nansen_evaluate(const nansen_evaluator* evaluator,
                              const nansen_evaluate_options* options, const nansen_table* tables,
                              size_t table_count, ArrowSchema* schema, ArrowArray* array,
                              nansen_error* error) {
  return embed::guarded(error, [&] {
    embed::require(evaluator, "evaluator");
    embed::evaluate(*evaluator->core, embed::options_of(options),
                    embed::given_tables(tables, table_count), embed::target_of(schema, array));
  });
}

nansen_status nansen_batch_make(const nansen_evaluator* evaluator, const nansen_table* tables,
                                size_t table_count, nansen_batch** batch, nansen_error* error) {
  return embed::guarded(error, [&] {
    embed::require(evaluator, "evaluator");
    embed::require(batch, "batch");
    *batch = embed::make_batch(evaluator->core, embed::given_tables(tables, table_count)).release();
  });
}

void nansen_batch_free(nansen_batch* batch) { delete batch; }

nansen_status nansen_batch_evaluate(const nansen_evaluator* evaluator,
                                    const nansen_evaluate_options* options,
                                    const nansen_batch* batch, ArrowSchema* schema,
                                    ArrowArray* array, nansen_error* error) {
  return embed::guarded(error, [&] {
    const embed::Core& core = embed::core_of(evaluator, batch);
    const embed::Target target = embed::target_of(schema, array);
    auto results = embed::answer(core, embed::options_of(options), *batch);
    nansen::arrow::write(core.image.normal, std::move(results), batch->rows, target.schema,
                         target.array);
  });
}

nansen_status nansen_batch_count(const nansen_evaluator* evaluator,
                                 const nansen_evaluate_options* options, const nansen_batch* batch,
                                 const char* by, ArrowSchema* schema, ArrowArray* array,
                                 nansen_error* error) {
  return embed::guarded(error, [&] {
    const embed::Core& core = embed::core_of(evaluator, batch);
    embed::count(core, embed::options_of(options), *batch, by, embed::target_of(schema, array));
  });
}
