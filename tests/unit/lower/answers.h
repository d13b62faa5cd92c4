// What a lowered definition answers for one case, by the interpreter: what the tests of days share.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "runtime/calendar.h"
#include "tests/unit/lower/lower_test.h"

namespace nansen::lower {

inline std::int32_t day(std::string_view text) {
  const std::optional<std::int32_t> number = runtime::parse_date(text);
  EXPECT_TRUE(number.has_value()) << text;
  return number.value_or(0);
}

/// Facts of the one case: truths as `yes` and `no`, days as they are written, a range as
/// `2020-01-01..2020-02-01` (of a fact that the request lists as ranged), periods as numbers.
using Given = std::map<std::string, std::string>;

inline std::int64_t stored(const std::string& text) {
  return text.find_first_not_of("-0123456789") == std::string::npos && text.size() < 8
             ? std::stoll(text)
             : day(text);
}

inline runtime::Batch batch_of(const ir::Module& module, const Given& given) {
  runtime::Batch batch;
  for (std::size_t domain = 0; domain < module.domains.size(); ++domain) {
    batch.tables.push_back(
        std::make_shared<runtime::Table>(layout::shapes_of(module, ir::DomainId(domain)), 1));
  }
  runtime::Table& cases = *batch.tables[0];
  cases.add_row();
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    const ir::ColumnId id(index);
    const ir::Column& column = module.columns[id];
    const auto found = given.find(column.name);
    if (column.domain != ir::DomainId(0) || found == given.end()) continue;
    const std::string& text = found->second;
    const std::size_t place = layout::position_of(module, id);
    const std::size_t dots = text.find("..");
    if (column.kind == ir::ColumnKind::Boolean) {
      cases.set_truth(0, place, text == "yes");
    } else if (column.bound == ir::Bound::Greatest && dots != std::string::npos) {
      cases.set_number(0, place, stored(text.substr(dots + 2)));
    } else {
      cases.set_number(0, place, stored(text.substr(0, dots)));
    }
  }
  return batch;
}

inline std::string words_of(const interpret::Value& value, bool date) {
  if (const Truth* truth = std::get_if<Truth>(&value)) return std::string(to_string(*truth));
  const auto& number = std::get<std::optional<Rational>>(value);
  if (!number) return "";
  return date ? runtime::format_date(static_cast<std::int32_t>(number->get_num().get_si()))
              : to_string(*number);
}

/// The module's first output for the case: `yes`, `2020-01-31`, `2020-01-31..2020-02-01`,
/// `..never`; of an enumeration the truths of its members.
inline std::string answer(const ir::Module& module, const Given& given) {
  const runtime::Batch batch = batch_of(module, given);
  const interpret::Trace trace = interpret::trace(module, batch, 0);
  const ir::Output& output = module.outputs.begin()[0];
  const bool range = output.kind == ir::OutputKind::DateRange;
  std::vector<std::string> words;
  for (const ir::ValueId value : output.values) {
    words.push_back(words_of(trace.at(value, 0), range || output.kind == ir::OutputKind::Date));
  }
  if (range && words[0] == words[1]) return words[0];
  std::string text = words[0];
  for (std::size_t at = 1; at < words.size(); ++at) text += (range ? ".." : " ") + words[at];
  return text;
}

/// The request for the definition called `name`, with the facts of Person called `ranged` known to
/// lie in ranges.
inline Request request_for(const program::Program& program, std::string_view name,
                           const std::vector<std::string>& ranged = {},
                           std::string_view as_of = "") {
  Request request;
  request.definitions = {definition_of(program, name)};
  request.keep_rules = false;
  for (std::size_t index = 0; index < program.facts.size(); ++index) {
    const program::FactId fact(index);
    for (const std::string& one : ranged) {
      if (program.facts[fact].name == one) request.ranged.insert(fact);
    }
  }
  if (!as_of.empty()) request.as_of = day(as_of);
  return request;
}

}  // namespace nansen::lower
