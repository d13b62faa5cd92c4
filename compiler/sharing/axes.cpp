#include "compiler/sharing/axes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "compiler/cases/facts.h"
#include "compiler/sharing/places.h"
#include "compiler/sharing/settings.h"
#include "compiler/sharing/words.h"

namespace nansen::sharing {
namespace {

constexpr std::uint64_t most_steps = 1'000'000;

/// The range that a word says, and whether it says it in hundredths.
struct Range {
  std::string name;
  Rational from;
  Rational to;
  bool hundredths = false;
  std::optional<std::uint64_t> steps;
  std::string problem;  // empty iff it is whole
};

std::optional<std::uint64_t> parse_steps(std::string_view text) {
  std::uint64_t steps = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), steps);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return steps >= 1 && steps <= most_steps ? std::optional(steps) : std::nullopt;
}

Range parse_range(const std::string& word, bool random) {
  Range range;
  const std::size_t equals = word.find('=');
  const std::size_t dots = word.find("..", equals == std::string::npos ? 0 : equals);
  if (equals == std::string::npos || equals == 0 || dots == std::string::npos) {
    range.problem = "it has no range";
    return range;
  }
  range.name = word.substr(0, equals);
  const std::size_t slash = std::min(word.find('/', dots), word.size());
  const std::string from = word.substr(equals + 1, dots - equals - 1);
  const std::string to = word.substr(dots + 2, slash - dots - 2);
  const auto first = parse_number(from);
  const auto last = parse_number(to);
  if (!first || !last) {
    range.problem = fmt::format("\"{}\" is no number", first ? to : from);
    return range;
  }
  range.from = *first;
  range.to = *last;
  range.hundredths = from.ends_with('%') && to.ends_with('%');
  if (range.from > range.to) {
    range.problem = fmt::format("{} is more than {}", from, to);
  } else if (slash < word.size()) {
    range.steps = parse_steps(std::string_view(word).substr(slash + 1));
    if (!range.steps) {
      range.problem = fmt::format("after \"/\" stands a number of steps from 1 to {}", most_steps);
    } else if (*range.steps == 1 && range.from != range.to) {
      range.problem = "one step cannot reach from one number to another";
    }
  } else if (!random) {
    range.problem = "it does not say in how many steps, and nothing is drawn at random";
  }
  return range;
}

class AxisReader {
 public:
  AxisReader(const program::Program& program, const lower::LoweredFormula& lowered,
             Emitter& emitter)
      : program_(program), lowered_(lowered), emitter_(emitter) {}

  bool parameter(const std::string& word, bool random, std::vector<Axis>& axes) {
    const auto range = read(word, random);
    if (!range) return false;
    const auto found = find_parameter(program_, lowered_, range->name, emitter_);
    if (!found) return false;
    const program::Parameter& entry = program_.parameters[lowered_.parameters[*found]];
    if (!within_range(entry, range->from, emitter_) || !within_range(entry, range->to, emitter_)) {
      return false;
    }
    if (!once(word, entry.name)) return false;
    Axis axis = axis_of(*range);
    axis.name = entry.name;
    axis.parameter = *found;
    axes.push_back(std::move(axis));
    return true;
  }

  bool indicator(const std::string& word, bool random, std::vector<Axis>& axes) {
    const auto range = read(word, random);
    if (!range) return false;
    Axis axis = axis_of(*range);
    axis.indicator = true;
    axis.relative = range->hundredths;
    std::set<std::string> names;
    program::FactId fact;
    for (std::uint32_t input = 0; input < lowered_.sources.size(); ++input) {
      const lower::InputSource& source = lowered_.sources[input];
      if (!source.fact.valid() || lowered_.sheet.inputs[input].truth) continue;
      names.insert(program_.facts[source.fact].name);
      if (program_.facts[source.fact].name != range->name) continue;
      axis.inputs.push_back(input);
      fact = source.fact;
    }
    if (axis.inputs.empty()) {
      const std::vector<std::string> known(names.begin(), names.end());
      emitter_.emit(Code::UnknownIndicator, CommandLocation{}, range->name,
                    did_you_mean(range->name, known), fmt::format("{}", fmt::join(known, ", ")));
      return false;
    }
    if (decides_more(fact, axis) || !once(word, axis.name)) return false;
    axes.push_back(std::move(axis));
    return true;
  }

 private:
  std::optional<Range> read(const std::string& word, bool random) {
    Range range = parse_range(word, random);
    if (range.problem.empty()) return range;
    emitter_.emit(Code::BadSweep, CommandLocation{}, word, range.problem);
    return std::nullopt;
  }

  /// False, with an error, where the thing has been given a range before.
  bool once(const std::string& word, const std::string& name) {
    if (names_.insert(name).second) return true;
    emitter_.emit(Code::BadSweep, CommandLocation{}, word, "it is varied twice");
    return false;
  }

  static Axis axis_of(const Range& range) {
    Axis axis;
    axis.name = range.name;
    axis.from = range.from;
    axis.to = range.to;
    axis.steps = range.steps;
    return axis;
  }

  /// True iff something else than the indicator itself follows from the fact: a set, a condition, a
  /// number worked out before. Says so.
  bool decides_more(program::FactId fact, const Axis& axis) {
    const Places places(program_);
    const program::EntityId entity = program_.facts[fact].entity;
    for (std::uint32_t input = 0; input < lowered_.sources.size(); ++input) {
      const lower::InputSource& source = lowered_.sources[input];
      if (std::find(axis.inputs.begin(), axis.inputs.end(), input) != axis.inputs.end()) continue;
      const bool reads = source.grouped ? group_reads(lowered_.groups[source.index], fact)
                                        : expression_reads(source.base, entity, fact);
      if (!reads) continue;
      const std::string what = source.origin.valid()
                                   ? "\"" + places.words(source.origin) + "\""
                                   : "\"" + lowered_.sheet.inputs[input].name + "\"";
      emitter_.emit(Code::VariesMembership, CommandLocation{}, axis.name, what);
      return true;
    }
    return false;
  }

  bool expression_reads(program::ExpressionId expression, program::EntityId entity,
                        program::FactId fact) const {
    for (const cases::TableNeed& need : cases::needs_of(program_, entity, {{expression}})) {
      if (need.table.kind != cases::TableKind::Main) continue;
      for (const cases::FactNeed& one : need.facts) {
        if (one.fact == fact) return true;
      }
    }
    return false;
  }

  bool group_reads(const lower::GroupModule& group, program::FactId fact) const {
    const program::Fact& entry = program_.facts[fact];
    return std::any_of(
        group.rows.columns.begin(), group.rows.columns.end(), [&](const ir::Column& column) {
          const ir::Domain& domain = group.rows.domains[column.domain];
          return domain.kind == ir::DomainKind::Referenced && column.name == entry.name &&
                 domain.entity == program_.entities[entry.entity].name;
        });
  }

  const program::Program& program_;
  const lower::LoweredFormula& lowered_;
  Emitter& emitter_;
  std::set<std::string> names_;
};

}  // namespace

std::optional<std::vector<Axis>> read_axes(const program::Program& program,
                                           const lower::LoweredFormula& lowered,
                                           const std::vector<std::string>& parameters,
                                           const std::vector<std::string>& indicators, bool random,
                                           Emitter& emitter) {
  AxisReader reader(program, lowered, emitter);
  std::vector<Axis> axes;
  bool good = true;
  for (const std::string& word : parameters) good = reader.parameter(word, random, axes) && good;
  for (const std::string& word : indicators) good = reader.indicator(word, random, axes) && good;
  if (!good) return std::nullopt;
  return axes;
}

std::string axis_value(const Axis& axis, const Rational& value) {
  const bool hundredths =
      axis.relative || (!axis.indicator && abs(axis.from) <= 1 && abs(axis.to) <= 1);
  return hundredths ? nansen::to_string(Rational(value * 100)) + "%" : nansen::to_string(value);
}

std::string axis_words(const Axis& axis) {
  std::string text = fmt::format("{} from {} to {}", axis.name, axis_value(axis, axis.from),
                                 axis_value(axis, axis.to));
  if (axis.relative) text += " of each State's own figure";
  if (axis.steps) text += fmt::format(" in {} steps", *axis.steps);
  return text;
}

}  // namespace nansen::sharing
