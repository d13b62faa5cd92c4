// Why a case has the answer it has, in the words of the command.

#include "compiler/explain/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "compiler/embed/evaluator.h"
#include "compiler/explain/present.h"
#include "compiler/explain/settle.h"
#include "compiler/lower/lower.h"
#include "compiler/report/report.h"

namespace nansen::embed {

namespace {

constexpr std::uint32_t usual_width = 100;
constexpr std::uint32_t least_width = 20;

/// The asked definition, one of those that the evaluator answers.
program::DefinitionId definition_called(const artefact::Image& image, const char* name) {
  const auto& asked = image.request.definitions;
  std::vector<program::DefinitionId> found;
  std::string names;
  for (const program::DefinitionId id : asked) {
    const std::string full = program::qualified_name(image.program, id);
    names += (names.empty() ? "" : ", ") + full;
    if (name != nullptr && full == name) return id;
    if (name == nullptr || image.program.definitions[id].name == name) found.push_back(id);
  }
  if (found.size() == 1) return found.front();
  if (asked.empty()) {
    throw Failure{NANSEN_UNKNOWN_NAME, "there are formulas here, and no definitions to explain"};
  }
  const std::string what = name == nullptr ? "which definition is meant is not said"
                           : found.empty()
                               ? fmt::format("there is no definition \"{}\" here", name)
                               : fmt::format("several definitions are called \"{}\"", name);
  throw Failure{NANSEN_UNKNOWN_NAME, fmt::format("{}; there are {}", what, names)};
}

std::string explained(const Core& core, const nansen_explain_options& options,
                      const std::vector<arrow::GivenTable>& given, std::int64_t row) {
  const artefact::Image& image = core.image;
  if (options.format != NANSEN_TEXT && options.format != NANSEN_JSON) {
    throw Failure{NANSEN_INVALID_ARGUMENT, fmt::format("there is no format {}", options.format)};
  }
  // That definition alone: what others read does not stand in the answer.
  lower::Request request = image.request;
  request.definitions = {definition_called(image, options.definition)};
  request.keep_rules = true;
  const ir::Module module = lower::lower(image.program, request);
  require_referenced(image, given);
  const auto tables = open_tables(module, given);
  if (row < 0 || static_cast<std::uint64_t>(row) >= tables->rows()) {
    throw Failure{NANSEN_INVALID_ARGUMENT,
                  fmt::format("there is no row {} among {} cases", row, tables->rows())};
  }
  const auto position = static_cast<std::size_t>(row);
  const runtime::Batch batch = read_rows(*tables, position, 1);
  const explain::Asked asked{.definition = request.definitions.front(),
                             .readings = request.readings,
                             .as_of = request.as_of};
  const interpret::Trace trace = interpret::trace(module, batch, 0);
  const explain::CaseView view{
      .module = module,
      .trace = trace,
      .batch = batch,
      .row = 0,
      .row_names = [&](ir::DomainId domain, std::size_t at) { return tables->id_of(domain, at); }};
  const explain::Explanation explanation = explain::explain(image.program, asked, view);
  const auto outlooks = explanation.undetermined ? explain::settle(image.program, asked, view)
                                                 : std::vector<explain::Outlook>{};
  std::string name = tables->id_of(ir::DomainId(std::size_t{0}), position);
  // As in tables of cases without ids, whose rows are counted from 1.
  if (name.empty()) name = std::to_string(row + 1);
  const report::Report report = explain::present(
      image.program, explanation, outlooks,
      {.whole = options.whole != 0, .case_name = std::move(name), .listing = "the format json"});
  if (options.format == NANSEN_JSON) return report::to_json(report);
  const std::uint32_t width = options.width == 0 ? usual_width : options.width;
  return report::to_text(report, {.width = std::max(width, least_width), .colour = false});
}

}  // namespace
}  // namespace nansen::embed

namespace embed = nansen::embed;

nansen_status nansen_explain(const nansen_evaluator* evaluator,
                             const nansen_explain_options* options, const nansen_table* tables,
                             size_t table_count, int64_t row, char** text, nansen_error* error) {
  return embed::guarded(error, [&] {
    embed::require(evaluator, "evaluator");
    embed::require(text, "text");
    const auto usual =
        embed::taken<nansen_explain_options>(options, NANSEN_EXPLAIN_OPTIONS_INIT, "the options");
    *text = embed::copied(
        embed::explained(*evaluator->core, usual, embed::given_tables(tables, table_count), row));
  });
}
