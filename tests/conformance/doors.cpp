#include "tests/conformance/doors.h"

#include "compiler/backend/evaluator.h"
#include "compiler/base/rational.h"
#include "compiler/blockwise/blockwise.h"
#include "compiler/cases/writer.h"
#include "compiler/execute/evaluator.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"
#include "runtime/calendar.h"
#include "tests/support/arrow/arrow_tables.h"

namespace nansen::conformance {
namespace {

__extension__ using Wide = __int128;

std::string written(const Asked& asked, const ir::Module& module, const cases::CaseBatch& cases,
                    const runtime::Results& results) {
  cases::Writer writer(asked.session->program(), module, cases::ResultFormat::Csv);
  std::string text;
  writer.begin(text);
  writer.rows(cases, results, text);
  writer.end(text);
  return text;
}

std::string evaluated(const Asked& asked, const cases::CaseBatch& cases,
                      const execute::Evaluator& evaluator) {
  const ir::Module& normal = asked.lowered.normal;
  runtime::Results results(layout::output_shapes(normal), cases.size());
  evaluator.evaluate(cases.batch, *evaluator.make_scratch(), results);
  return written(asked, normal, cases, results);
}

bool is_valid(const ArrowArray& array, std::size_t row) {
  if (array.null_count == 0 || array.buffers[0] == nullptr) return true;
  return ((static_cast<const std::uint8_t*>(array.buffers[0])[row / 8] >> (row % 8)) & 1) != 0;
}

template <typename T>
T entry(const ArrowArray& array, std::size_t row) {
  return static_cast<const T*>(array.buffers[1])[row];
}

std::string fraction(const mpz_class& numerator, const mpz_class& denominator) {
  Rational number(numerator, denominator);
  number.canonicalize();
  return to_string(number);
}

std::string word_of(const ArrowSchema& schema, const ArrowArray& array, std::size_t row) {
  const std::string_view format = schema.format;
  if (format == "+s" && std::string_view(schema.children[0]->name) == "least") {
    const bool known[] = {is_valid(*array.children[0], row), is_valid(*array.children[1], row)};
    std::string day[2];
    for (const int which : {0, 1}) {
      if (known[which]) day[which] = word_of(*schema.children[which], *array.children[which], row);
    }
    // That a day comes before never, or never, says nothing.
    if (!known[0] && (!known[1] || day[1] == "never")) return "undetermined";
    return day[0] == day[1] ? day[0] : day[0] + ".." + day[1];
  }
  if (!is_valid(array, row)) return "undetermined";
  if (schema.dictionary != nullptr) {
    const ArrowArray& values = *array.dictionary;
    const auto index = static_cast<std::size_t>(entry<std::int32_t>(array, row));
    const std::int32_t begin = entry<std::int32_t>(values, index);
    const std::int32_t end = entry<std::int32_t>(values, index + 1);
    return {static_cast<const char*>(values.buffers[2]) + begin,
            static_cast<std::size_t>(end - begin)};
  }
  if (format == "b") return ((entry<std::uint8_t>(array, row / 8) >> (row % 8)) & 1) ? "yes" : "no";
  if (format == "l") return std::to_string(entry<std::int64_t>(array, row));
  if (format == "tdD") return runtime::format_date(entry<std::int32_t>(array, row));
  if (format == "+s") {
    return fraction(entry<std::int64_t>(*array.children[0], row),
                    entry<std::int64_t>(*array.children[1], row));
  }
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, std::stoul(std::string(format.substr(5))));
  return fraction(static_cast<std::int64_t>(entry<Wide>(array, row)), power);
}

}  // namespace

DoorsInProcess::DoorsInProcess(const Asked& asked) : asked_(asked) {
  const ir::Module& normal = asked.lowered.normal;
  const plan::Plan plan = plan::plan(normal);
  compiled_.push_back({"blocks of operations",
                       execute::make_evaluator(normal, plan, blockwise::make_kernels(normal, plan)),
                       ""});
  for (const bool optimise : {false, true}) {
    Compiled& made = compiled_.emplace_back();
    made.name = optimise ? "optimised machine code" : "machine code";
    made.evaluator = backend::compile(normal, {.optimise = optimise}, made.error);
  }
}

std::vector<Said> DoorsInProcess::ask(const cases::CaseBatch& cases) const {
  std::vector<Said> all;
  const ir::Module& module = asked_.lowered.module;
  runtime::Results results(layout::output_shapes(module), cases.size());
  interpret::evaluate(module, cases.batch, results);
  all.push_back({"the interpreter", written(asked_, module, cases, results)});
  for (const Compiled& one : compiled_) {
    const bool there = one.evaluator != nullptr;
    all.push_back({one.name, there ? evaluated(asked_, cases, *one.evaluator) : one.error});
  }
  return all;
}

std::vector<std::vector<std::string>> words_of(const ArrowSchema& schema, const ArrowArray& array) {
  std::vector<std::vector<std::string>> rows(static_cast<std::size_t>(array.length));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::int64_t column = 0; column < schema.n_children; ++column) {
      rows[row].push_back(word_of(*schema.children[column], *array.children[column], row));
    }
  }
  return rows;
}

std::vector<std::vector<std::string>> with_one_null(const ir::Module& module,
                                                    std::vector<std::vector<std::string>> cells) {
  for (std::vector<std::string>& row : cells) {
    for (std::size_t output = 0; output < row.size(); ++output) {
      const ir::OutputKind kind = module.outputs[output].kind;
      std::string& cell = row[output];
      const bool in_part = kind == ir::OutputKind::OrderedEnumeration && cell.starts_with("from ");
      if (in_part) cell = "undetermined";
      if (kind == ir::OutputKind::Number) cell = cell.substr(0, cell.find(' '));
    }
  }
  return cells;
}

cases::CaseBatch repeated(const ir::Module& module, const cases::CaseBatch& cases,
                          const std::vector<std::size_t>& rows) {
  cases::CaseBatch result;
  result.batch = test::as_arrow_can_say(module, cases.batch, rows);
  result.row_ids = cases.row_ids;
  for (const std::size_t row : rows) {
    result.ids.add(cases.ids[row]);
    result.weights.push_back(1);
  }
  return result;
}

}  // namespace nansen::conformance
