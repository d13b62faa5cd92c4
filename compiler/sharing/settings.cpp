#include "compiler/sharing/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace nansen::sharing {
namespace {

std::string qualified_name(const program::Program& program, const program::Parameter& parameter) {
  return program.instruments[parameter.instrument].name + "." + parameter.name;
}

}  // namespace

std::optional<Rational> parse_number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const bool hundredths = text.ends_with('%');
  if (hundredths) text.remove_suffix(1);
  while (hundredths && text.ends_with(' ')) text.remove_suffix(1);
  const auto is_digit = [](char character) { return character >= '0' && character <= '9'; };
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view places =
      point == std::string_view::npos ? std::string_view("0") : text.substr(point + 1);
  constexpr std::size_t most_digits = 1000;
  if (whole.empty() || places.empty() || text.size() > most_digits) return std::nullopt;
  if (!std::all_of(whole.begin(), whole.end(), is_digit) ||
      !std::all_of(places.begin(), places.end(), is_digit)) {
    return std::nullopt;
  }
  Rational number = rational_from_decimal(text);
  if (hundredths) number /= 100;
  return negative ? Rational(-number) : number;
}

std::vector<std::string> parameter_names(const program::Program& program,
                                         const lower::LoweredFormula& lowered) {
  std::vector<std::string> names;
  for (const program::ParameterId id : lowered.parameters) {
    names.push_back(program.parameters[id].name);
  }
  return names;
}

namespace {

std::optional<std::size_t> position_of(const program::Program& program,
                                       const lower::LoweredFormula& lowered,
                                       std::string_view name) {
  for (std::size_t at = 0; at < lowered.parameters.size(); ++at) {
    const program::Parameter& parameter = program.parameters[lowered.parameters[at]];
    if (name == parameter.name || name == qualified_name(program, parameter)) return at;
  }
  return std::nullopt;
}

}  // namespace

bool has_parameter(const program::Program& program, const lower::LoweredFormula& lowered,
                   std::string_view name) {
  return position_of(program, lowered, name).has_value();
}

std::optional<std::size_t> find_parameter(const program::Program& program,
                                          const lower::LoweredFormula& lowered,
                                          std::string_view name, Emitter& emitter) {
  if (const auto found = position_of(program, lowered, name)) return found;
  const std::vector<std::string> names = parameter_names(program, lowered);
  const std::string listed = fmt::format("{}", fmt::join(names, ", "));
  Diagnostic diagnostic =
      make_diagnostic(Code::UnknownParameter, CommandLocation{}, name, did_you_mean(name, names),
                      names.empty() ? std::string("none that the formula reads") : listed);
  for (const program::Parameter& parameter : program.parameters) {
    if (parameter.name == name || qualified_name(program, parameter) == name) {
      diagnostic.message = fmt::format("the formula does not read the parameter \"{}\"", name);
    }
  }
  emitter.emit(std::move(diagnostic));
  return std::nullopt;
}

bool within_range(const program::Parameter& parameter, const Rational& value, Emitter& emitter) {
  const bool below = parameter.least && value < *parameter.least;
  const bool above = parameter.greatest && value > *parameter.greatest;
  if (!below && !above) return true;
  const auto bound = [](const std::optional<Rational>& limit) {
    return limit ? nansen::to_string(*limit) : std::string("anything");
  };
  Diagnostic diagnostic =
      make_diagnostic(Code::ParameterOutsideRange, CommandLocation{}, parameter.name,
                      nansen::to_string(value), bound(parameter.least), bound(parameter.greatest));
  const Rational part = value / 100;
  const bool forgot_percent = parameter.type.unit.powers.empty() && above &&
                              part <= *parameter.greatest &&
                              (!parameter.least || part >= *parameter.least);
  if (forgot_percent) {
    diagnostic.help = fmt::format("write {}% if hundredths are meant", nansen::to_string(value));
  }
  emitter.emit(std::move(diagnostic));
  return false;
}

std::optional<std::vector<Setting>> read_settings(const program::Program& program,
                                                  const lower::LoweredFormula& lowered,
                                                  const std::vector<std::string>& words,
                                                  Emitter& emitter) {
  std::vector<Setting> settings;
  bool good = true;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    const auto number = equals == std::string::npos || equals == 0
                            ? std::nullopt
                            : parse_number(std::string_view(word).substr(equals + 1));
    if (!number) {
      emitter.emit(Code::BadSetting, CommandLocation{}, word);
      good = false;
      continue;
    }
    const auto found = find_parameter(program, lowered, word.substr(0, equals), emitter);
    good = found &&
           within_range(program.parameters[lowered.parameters[*found]], *number, emitter) && good;
    if (found) settings.push_back({*found, *number});
  }
  if (!good) return std::nullopt;
  return settings;
}

}  // namespace nansen::sharing
