// Planes and numbers back into words.
#include "compiler/cases/writer.h"

#include <fmt/format.h>

#include <iterator>
#include <numeric>

#include "compiler/base/rational.h"
#include "compiler/base/truth.h"
#include "compiler/cases/schema.h"
#include "compiler/layout/layout.h"
#include "runtime/calendar.h"

namespace nansen::cases {
namespace {

constexpr std::string_view undetermined = "undetermined";
constexpr std::string_view no_value = "no value";
constexpr ir::DomainId root_domain{std::size_t{0}};

bool bit(const std::uint64_t* plane, std::size_t row) {
  return (plane[row / 64] >> (row % 64) & 1) != 0;
}

Truth truth_at(const runtime::Results& results, std::size_t output, std::size_t truth,
               std::size_t row) {
  if (bit(results.plane(output, truth, true), row)) return Truth::Yes;
  return bit(results.plane(output, truth, false), row) ? Truth::No : Truth::Undetermined;
}

/// Of an ordered value that is at least one member and at most another.
std::string ordered_words(const std::vector<std::string>& members, std::size_t least,
                          std::size_t greatest) {
  if (least == greatest) return members[least];
  if (least == 0 && greatest + 1 == members.size()) return std::string(undetermined);
  return fmt::format("from {} to {}", members[least], members[greatest]);
}

struct Bounds {
  std::size_t least = 0;
  std::size_t greatest = 0;
};

/// Between which members an ordered value of `members` lies; `truth_of(k)`: it is at least k + 1.
template <typename TruthOf>
Bounds bounds_of(std::size_t members, const TruthOf& truth_of) {
  Bounds bounds;
  for (std::size_t member = 1; member < members; ++member) {
    const Truth reached = truth_of(member - 1);
    if (reached == Truth::Yes) bounds.least = member;
    if (reached != Truth::No) bounds.greatest = member;
  }
  return bounds;
}

// Ordered values of more members have too many words to hold them all.
constexpr std::size_t most_ordered_members = 32;

/// The words of an output: a truth's three; an enumeration's members, then what stands where none
/// is certain; an ordered one's from and to each member.
std::vector<std::string> words_of(ir::OutputKind kind, const std::vector<std::string>& members) {
  std::vector<std::string> words;
  if (kind == ir::OutputKind::Truth) {
    words.resize(3);
    for (const Truth truth : {Truth::Yes, Truth::No, Truth::Undetermined}) {
      words[static_cast<std::size_t>(truth)] = to_string(truth);
    }
  } else if (kind == ir::OutputKind::Enumeration) {
    words = members;
    words.emplace_back(undetermined);
    words.emplace_back(no_value);
  } else if (kind == ir::OutputKind::OrderedEnumeration && members.size() <= most_ordered_members) {
    for (std::size_t least = 0; least < members.size(); ++least) {
      for (std::size_t greatest = 0; greatest < members.size(); ++greatest) {
        words.push_back(ordered_words(members, least, greatest));
      }
    }
  }
  return words;
}

/// The position among words_of for what `truth_of(k)`, the truth number k of the output, says.
template <typename TruthOf>
std::size_t position_of_word(ir::OutputKind kind, std::size_t members, const TruthOf& truth_of) {
  if (kind == ir::OutputKind::Truth) return static_cast<std::size_t>(truth_of(0));
  if (kind == ir::OutputKind::OrderedEnumeration) {
    const Bounds bounds = bounds_of(members, truth_of);
    return bounds.least * members + bounds.greatest;
  }
  bool possible = false;
  for (std::size_t member = 0; member < members; ++member) {
    const Truth is = truth_of(member);
    if (is == Truth::Yes) return member;
    possible = possible || is == Truth::Undetermined;
  }
  return possible ? members : members + 1;
}

/// k where scale = 10^k, or -1.
int decimal_places(std::int64_t scale) {
  int places = 0;
  for (; scale % 10 == 0; scale /= 10) ++places;
  return scale == 1 ? places : -1;
}

}  // namespace

std::string day_range_text(std::optional<std::int32_t> least,
                           std::optional<std::int32_t> greatest) {
  if (least && least == greatest) return runtime::format_date(*least);
  return (least ? runtime::format_date(*least) : "") + std::string(range_mark) +
         (greatest ? runtime::format_date(*greatest) : "");
}

void append_exact(std::int64_t value, std::int64_t scale, std::string& text) {
  const int places = decimal_places(scale);
  if (places < 0) {
    Rational number{mpz_class(value), mpz_class(scale)};
    number.canonicalize();
    text += nansen::to_string(number);
    return;
  }
  const auto magnitude = value < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(value)
                                   : static_cast<std::uint64_t>(value);
  const auto divisor = static_cast<std::uint64_t>(scale);
  if (value < 0) text += '-';
  fmt::format_to(std::back_inserter(text), "{}", magnitude / divisor);
  if (magnitude % divisor == 0) return;
  fmt::format_to(std::back_inserter(text), ".{:0{}}", magnitude % divisor, places);
  while (text.back() == '0') text.pop_back();
}

ResultText::ResultText(const program::Program& program, const ir::Module& module) {
  const std::vector<runtime::OutputShape> shapes = layout::output_shapes(module);
  for (std::size_t output = 0; output < module.outputs.size(); ++output) {
    const ir::Output& asked = module.outputs[output];
    Column column{asked.kind, asked.members, shapes[output].scale, {}, {}, {}};
    column.words = words_of(asked.kind, asked.members);
    const auto definition = program::find_definition(program, asked.name);
    if (definition) {
      const program::Type& type = program.definitions[*definition].type;
      const bool period = type.kind == program::TypeKind::Period;
      if (period) column.period = type.in_months ? "month" : "day";
      for (const program::FactId fact : program::reference_choices(program, *definition)) {
        const ir::ColumnId read = column_of(module, root_domain, program.facts[fact].name);
        Column::Reference& reference = column.references.emplace_back();
        if (!read.valid()) continue;
        reference = {layout::position_of(module, read), module.columns[read].target};
      }
    }
    names_.push_back(asked.name);
    columns_.push_back(std::move(column));
  }
}

void ResultText::append(const CaseBatch& batch, const runtime::Results& results, std::size_t output,
                        std::size_t row, std::string& text) const {
  const Column& column = columns_[output];
  if (!column.references.empty()) {
    append_reference(column, batch, results, output, row, text);
    return;
  }
  switch (column.kind) {
    case ir::OutputKind::Truth:
    case ir::OutputKind::Enumeration: append_words(column, results, output, row, text); break;
    case ir::OutputKind::OrderedEnumeration:
      append_ordered(column, results, output, row, text);
      break;
    case ir::OutputKind::Number:
    case ir::OutputKind::Date: append_number(column, results, output, row, text); break;
    case ir::OutputKind::DateRange: append_range(results, output, row, text); break;
  }
}

void ResultText::append_range(const runtime::Results& results, std::size_t output, std::size_t row,
                              std::string& text) {
  const auto bound = [&](std::size_t which) -> std::optional<std::int32_t> {
    if (!bit(results.plane(output, which, true), row)) return std::nullopt;
    return static_cast<std::int32_t>(results.numbers(output, which)[row]);
  };
  const std::optional<std::int32_t> least = bound(0);
  const std::optional<std::int32_t> greatest = bound(1);
  // That a day comes before never, or never, says nothing.
  const bool known = least || (greatest && *greatest != runtime::last_day);
  text += known ? day_range_text(least, greatest) : std::string(undetermined);
}

void ResultText::append_words(const Column& column, const runtime::Results& results,
                              std::size_t output, std::size_t row, std::string& text) {
  text += column.words[position_of_word(column.kind, column.members.size(), [&](std::size_t truth) {
    return truth_at(results, output, truth, row);
  })];
}

void ResultText::find_planes(const runtime::Results& results, std::size_t output,
                             std::vector<Planes>& planes) const {
  planes.clear();
  const Column& column = columns_[output];
  if (column.words.empty() || !column.references.empty()) return;
  for (std::size_t truth = 0; truth < results.shapes()[output].truths; ++truth) {
    planes.push_back({results.plane(output, truth, true), results.plane(output, truth, false)});
  }
}

std::string_view ResultText::word(std::size_t output, const std::vector<Planes>& planes,
                                  std::size_t row) const {
  const Column& column = columns_[output];
  return column.words[position_of_word(column.kind, column.members.size(), [&](std::size_t truth) {
    if (bit(planes[truth].yes, row)) return Truth::Yes;
    return bit(planes[truth].no, row) ? Truth::No : Truth::Undetermined;
  })];
}

// A row that the fact certainly names, by its id.
void ResultText::append_reference(const Column& column, const CaseBatch& batch,
                                  const runtime::Results& results, std::size_t output,
                                  std::size_t row, std::string& text) {
  for (std::size_t member = 0; member < column.members.size(); ++member) {
    if (truth_at(results, output, member, row) != Truth::Yes) continue;
    const Column::Reference& reference = column.references[member];
    const runtime::Table& cases = *batch.batch.tables[0];
    if (reference.target.valid() && cases.plane(row, reference.position, 0)) {
      const auto named = static_cast<std::size_t>(cases.number(row, reference.position));
      text += (*batch.row_ids[static_cast<std::size_t>(reference.target.index)])[named];
    } else {
      text += undetermined;
    }
    return;
  }
  append_words(column, results, output, row, text);
}

void ResultText::append_ordered(const Column& column, const runtime::Results& results,
                                std::size_t output, std::size_t row, std::string& text) {
  const Bounds bounds = bounds_of(column.members.size(), [&](std::size_t truth) {
    return truth_at(results, output, truth, row);
  });
  text += ordered_words(column.members, bounds.least, bounds.greatest);
}

void ResultText::append_number(const Column& column, const runtime::Results& results,
                               std::size_t output, std::size_t row, std::string& text) {
  if (!bit(results.plane(output, 0, true), row)) {
    text += undetermined;
    return;
  }
  const std::int64_t value = results.numbers(output)[row];
  if (column.kind == ir::OutputKind::Date) {
    const std::int64_t day = value / column.scale;
    if (day >= runtime::first_day && day <= runtime::last_day) {
      text += runtime::format_date(static_cast<std::int32_t>(day));
    } else {
      text += day < 0 ? "before 0001-01-01" : "after 9999-12-31";
    }
    return;
  }
  append_exact(value, column.scale, text);
  if (column.period.empty()) return;
  text += ' ';
  text += column.period;
  if (value != column.scale) text += 's';
}

bool ResultText::is_json_number(const runtime::Results& results, std::size_t output,
                                std::size_t row) const {
  const Column& column = columns_[output];
  if (column.kind != ir::OutputKind::Number || !column.period.empty()) return false;
  if (!bit(results.plane(output, 0, true), row)) return false;
  std::int64_t denominator = column.scale / std::gcd(column.scale, results.numbers(output)[row]);
  for (const std::int64_t factor : {2, 5}) {
    while (denominator % factor == 0) denominator /= factor;
  }
  return denominator == 1;
}

Writer::Writer(const program::Program& program, const ir::Module& module, ResultFormat format)
    : cells_(program, module), format_(format) {}

void Writer::begin(std::string& text) const {
  if (format_ == ResultFormat::Json) {
    text += '[';
    return;
  }
  text += id_column;
  for (const std::string& name : cells_.names()) {
    text += ',';
    append_csv_cell(name, text);
  }
  text += '\n';
}

void Writer::rows(const CaseBatch& batch, const runtime::Results& results, std::string& text) {
  rows(batch, results, 0, batch.size(), text);
}

void Writer::rows(const CaseBatch& batch, const runtime::Results& results, std::size_t first,
                  std::size_t end, std::string& text) {
  planes_.resize(cells_.names().size());
  for (std::size_t output = 0; output < planes_.size(); ++output) {
    cells_.find_planes(results, output, planes_[output]);
  }
  for (std::size_t row = first; row < end; ++row) {
    if (format_ == ResultFormat::Csv) {
      csv_row(batch, results, row, text);
    } else {
      json_row(batch, results, row, text);
    }
  }
}

void Writer::csv_row(const CaseBatch& batch, const runtime::Results& results, std::size_t row,
                     std::string& text) {
  append_csv_cell(batch.ids[row], text);
  for (std::size_t output = 0; output < cells_.names().size(); ++output) {
    text += ',';
    // No word that a result is written in needs quotation marks, but an id may.
    if (!planes_[output].empty()) {
      text += cells_.word(output, planes_[output], row);
      continue;
    }
    if (!cells_.gives_ids(output)) {
      cells_.append(batch, results, output, row, text);
      continue;
    }
    cell_.clear();
    cells_.append(batch, results, output, row, cell_);
    append_csv_cell(cell_, text);
  }
  text += '\n';
}

void Writer::json_row(const CaseBatch& batch, const runtime::Results& results, std::size_t row,
                      std::string& text) {
  text += first_ ? "\n{" : ",\n{";
  first_ = false;
  append_json_string(id_column, text);
  text += ':';
  append_json_string(batch.ids[row], text);
  for (std::size_t output = 0; output < cells_.names().size(); ++output) {
    text += ',';
    append_json_string(cells_.names()[output], text);
    text += ':';
    if (cells_.is_json_number(results, output, row)) {
      cells_.append(batch, results, output, row, text);
      continue;
    }
    cell_.clear();
    cells_.append(batch, results, output, row, cell_);
    append_json_string(cell_, text);
  }
  text += '}';
}

void Writer::end(std::string& text) const {
  if (format_ == ResultFormat::Json) text += first_ ? "]\n" : "\n]\n";
}

void append_csv_cell(std::string_view cell, std::string& text) {
  const bool outer_space = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  if (!outer_space && cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    text += cell;
    return;
  }
  text += '"';
  for (const char byte : cell) {
    text += byte;
    if (byte == '"') text += byte;
  }
  text += '"';
}

void append_json_string(std::string_view value, std::string& text) {
  text += '"';
  for (const char byte : value) {
    if (byte == '"' || byte == '\\') {
      text += '\\';
      text += byte;
    } else if (static_cast<unsigned char>(byte) < 0x20) {
      fmt::format_to(std::back_inserter(text), "\\u{:04x}", static_cast<unsigned>(byte));
    } else {
      text += byte;
    }
  }
  text += '"';
}

}  // namespace nansen::cases
