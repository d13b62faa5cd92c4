// Formulas over tables of States.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/embed/columns.h"
#include "compiler/embed/state_reader.h"
#include "compiler/sharing/answer.h"
#include "compiler/sharing/rounded.h"

namespace nansen::embed {

namespace {

constexpr int most_digits = 18;
constexpr std::size_t longest_total = 100;

Rational parse_total(const std::string& text) {
  const bool is_whole = std::all_of(text.begin(), text.end(), [](char character) {
    return character >= '0' && character <= '9';
  });
  if (!is_whole || text.empty() || text.size() > longest_total) {
    throw Failure{NANSEN_INVALID_ARGUMENT,
                  fmt::format("\"{}\" is no total: write a whole number such as \"120000\"", text)};
  }
  return Rational(mpz_class(text, 10));
}

/// A formula with what is asked of it.
struct AskedFormula {
  const artefact::Formula* formula = nullptr;
  lower::FormulaRequest request;
};

AskedFormula formula_called(const artefact::Image& image, const char* name) {
  if (image.formulas.empty()) {
    throw Failure{NANSEN_UNKNOWN_NAME, "there are no formulas here: nothing can be allocated"};
  }
  std::vector<AskedFormula> found;
  std::string names;
  const auto add = [&](const artefact::Formula& formula, const std::string& full,
                       std::vector<program::AllocationId> allocations) {
    names += (names.empty() ? "" : ", ") + full;
    const bool meant = name == nullptr || full == name || full.ends_with(std::string(".") + name);
    if (!meant) return;
    found.push_back({&formula, formula.request});
    found.back().request.allocations = std::move(allocations);
  };
  for (const artefact::Formula& formula : image.formulas) {
    add(formula, formula.name, formula.request.allocations);
    if (name == nullptr) continue;
    for (const program::AllocationId id : formula.request.allocations) {
      const program::Allocation& allocation = image.program.allocations[id];
      add(formula, image.program.instruments[allocation.instrument].name + "." + allocation.name,
          {id});
    }
  }
  if (found.size() == 1) return found.front();
  const std::string what = name == nullptr ? std::string("which formula is meant is not said")
                           : found.empty()
                               ? fmt::format("there is no formula \"{}\" here", name)
                               : fmt::format("several formulas are called \"{}\"", name);
  throw Failure{NANSEN_UNKNOWN_NAME,
                names.empty() ? what : fmt::format("{}; there are {}", what, names)};
}

lower::LoweredFormula lowered(const artefact::Image& image, const AskedFormula& asked,
                              const char* total) {
  if (total == nullptr) return lower::lower_formula(image.program, asked.request);
  const auto& allocations = asked.request.allocations;
  if (allocations.size() != 1) {
    throw Failure{NANSEN_INVALID_ARGUMENT,
                  allocations.empty() ? "nothing is divided by this formula, so it has no total"
                                      : "several totals are divided by this formula: name one of "
                                        "its allocations"};
  }
  program::Program program = image.program;
  lower::set_total(program, allocations.front(), parse_total(total));
  return lower::lower_formula(program, asked.request);
}

/// What is wrong, a line an error with its number and help.
std::string words_of(const Emitter& emitter) {
  std::string text;
  for (const Diagnostic& diagnostic : emitter.diagnostics()) {
    if (diagnostic.severity != Severity::Error) continue;
    text +=
        fmt::format("error N{}: {}\n", static_cast<unsigned>(diagnostic.code), diagnostic.message);
    if (!diagnostic.provision.empty()) text += fmt::format("  in {}\n", diagnostic.provision);
    const std::string& help = help_at(Door::Library, diagnostic);
    if (!help.empty()) text += fmt::format("  help: {}\n", help);
  }
  return text;
}

template <typename Value, typename Get>
std::vector<std::optional<Value>> where_asked(const interpret::SheetColumn& column,
                                              const Get& get) {
  std::vector<std::optional<Value>> values(column.asked.size());
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (column.asked[row]) values[row] = get(row);
  }
  return values;
}

OwnedColumn numbers_of(const std::string& name, const interpret::SheetColumn& column,
                       const std::vector<mpz_class>& units, int digits) {
  return decimal_column(name, digits, where_asked<mpz_class>(column, [&](std::size_t row) {
                          if (fits_decimal(units[row])) return units[row];
                          throw Failure{NANSEN_UNDECIDABLE,
                                        fmt::format("\"{}\" has a number with more than 38 digits; "
                                                    "ask for fewer decimals",
                                                    name)};
                        }));
}

OwnedColumn allocated(const artefact::Image& image, const nansen_allocate_options& options,
                      const std::vector<arrow::GivenTable>& given) {
  if (options.digits < 0 || options.digits > most_digits) {
    throw Failure{NANSEN_INVALID_ARGUMENT,
                  fmt::format("numbers have 0 to {} digits, not {}", most_digits, options.digits)};
  }
  const lower::LoweredFormula formula =
      lowered(image, formula_called(image, options.formula), options.total);
  for (const arrow::GivenTable& table : given) {
    if (table.name.empty() && table.array->length == 0) {
      throw Failure{NANSEN_UNDECIDABLE, "the table of States has no rows: nobody has a share"};
    }
  }
  Emitter emitter;
  const auto table =
      sharing::read_states(image.program, formula, state_files(image.program, given), {}, emitter);
  const auto answer =
      table ? sharing::answer(image.program, formula, *table, emitter) : std::nullopt;
  if (!answer) throw Failure{NANSEN_UNDECIDABLE, words_of(emitter)};
  std::vector<int> digits;
  for (const lower::FormulaOutput& output : formula.outputs) {
    digits.push_back(output.kind == lower::FormulaOutputKind::Quota ? 0 : options.digits);
  }
  const sharing::RoundedAnswer rounded = sharing::round(*answer, digits);

  std::vector<OwnedColumn> columns;
  columns.push_back(text_column("id", {table->sheet.rows.begin(), table->sheet.rows.end()}));
  for (std::size_t output = 0; output < formula.outputs.size(); ++output) {
    const interpret::SheetColumn& column = (*answer)[output];
    const std::vector<mpz_class>& units = rounded.units[output];
    const std::string& name = formula.sheet.outputs[output].name;
    switch (formula.outputs[output].kind) {
      case lower::FormulaOutputKind::Line:
      case lower::FormulaOutputKind::Result:
        if (column.truths.empty()) {
          columns.push_back(numbers_of(name, column, units, options.digits));
        } else {
          columns.push_back(truth_column(name, where_asked<bool>(column, [&](std::size_t row) {
                                           return bool{column.truths[row]};
                                         })));
        }
        break;
      case lower::FormulaOutputKind::Entitlement: break;  // what a quota rounds
      case lower::FormulaOutputKind::Quota:
        columns.push_back(
            integer_column(name, where_asked<std::int64_t>(column, [&](std::size_t row) {
                             return static_cast<std::int64_t>(units[row].get_si());
                           })));
        break;
    }
  }
  return struct_column("", std::move(columns), static_cast<std::int64_t>(table->sheet.rows.size()));
}

}  // namespace
}  // namespace nansen::embed

namespace embed = nansen::embed;

nansen_status nansen_allocate(const nansen_evaluator* evaluator,
                              const nansen_allocate_options* options, const nansen_table* tables,
                              size_t table_count, ArrowSchema* schema, ArrowArray* array,
                              nansen_error* error) {
  return embed::guarded(error, [&] {
    embed::require(evaluator, "evaluator");
    embed::require(schema, "schema");
    embed::require(array, "array");
    const auto all =
        embed::taken<nansen_allocate_options>(options, NANSEN_ALLOCATE_OPTIONS_INIT, "the options");
    embed::give(
        embed::allocated(evaluator->core->image, all, embed::given_tables(tables, table_count)),
        schema, array);
  });
}
