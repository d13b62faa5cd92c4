// What a provision says itself, as one line that two programs can be compared by.
#include <fmt/format.h>

#include "compiler/compare/alignment.h"

namespace nansen::compare {

using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;

const std::string& OwnWords::of(ExpressionId id) {
  static const std::string nothing;
  if (!id.valid()) return nothing;
  const auto found = made_.find(id);
  if (found != made_.end()) return found->second;
  std::string words = make(program_.expressions[id]);
  return made_.emplace(id, std::move(words)).first->second;
}

std::string OwnWords::of(program::RuleId id) {
  const program::Rule& rule = program_.rules[id];
  const program::Definition& definition = program_.definitions[rule.definition];
  std::string words = of(rule.condition) + ": " + of(rule.value);
  if (id == definition.root) {
    words += fmt::format(" by {}, {}", static_cast<int>(definition.settlement),
                         program::to_string(program_, definition.type));
  }
  return words;
}

std::string OwnWords::address(program::RuleId rule) const {
  const Citation& citation = program_.rules[rule].citation;
  std::string address = to_string(citation);
  const std::string prefix = citation.instrument + ": ";
  // Of an address that another one begins with, the longer one counts.
  for (auto each = renumbered_.rbegin(); each != renumbered_.rend(); ++each) {
    if (!each->first.starts_with(prefix)) continue;
    const std::string_view old = std::string_view(each->first).substr(prefix.size());
    if (!address.starts_with(old)) continue;
    if (address.size() > old.size() && address[old.size()] != '(') continue;
    address = each->second + address.substr(old.size());
    break;
  }
  return prefix + address;
}

std::string OwnWords::subject(const program::Subject& subject) const {
  std::string words;
  if (subject.variable.valid()) words = program_.variables[subject.variable].name + ".";
  for (const program::FactId fact : subject.references) words += program_.facts[fact].name + ".";
  return words;
}

// Every part that has a say is named, whatever the kind of expression; parts that a kind does not
// use are alike in both texts.
std::string OwnWords::make(const Expression& expression) {
  std::string words = fmt::format("({}", static_cast<int>(expression.kind));
  const auto say = [&words](std::string_view part) { (words += ' ') += part; };
  say(program::to_string(program_, expression.type));
  switch (expression.kind) {
    case ExpressionKind::TruthConstant: say(to_string(expression.truth)); break;
    case ExpressionKind::NumberConstant:
    case ExpressionKind::Scale: say(to_string(expression.number)); break;
    case ExpressionKind::MemberConstant: {
      const auto& enumeration = program_.enumerations[expression.type.enumeration];
      say(enumeration.members[expression.member].name);
      break;
    }
    case ExpressionKind::FactValue: {
      const program::Fact& fact = program_.facts[expression.fact];
      say(subject(expression.subject) + program_.entities[fact.entity].name + " " + fact.name);
      break;
    }
    case ExpressionKind::DefinitionValue:
      say(subject(expression.subject) + program::qualified_name(program_, expression.definition));
      break;
    case ExpressionKind::VariableValue: say(program_.variables[expression.variable].name); break;
    case ExpressionKind::ReadingIs: {
      const program::Reading& reading = program_.readings[expression.reading];
      const auto chosen = request_.readings.find(expression.reading);
      const std::size_t choice =
          chosen == request_.readings.end() ? reading.default_choice : chosen->second;
      say(reading.name + " is " + reading.choices[expression.member].name);
      say(to_string(truth_of(choice == expression.member)));
      break;
    }
    case ExpressionKind::RuleHolds: {
      const program::Rule& rule = program_.rules[expression.rule];
      say(program::qualified_name(program_, rule.definition) + " " + address(expression.rule));
      break;
    }
    case ExpressionKind::Group: break;
    case ExpressionKind::NextWorkingDay: {
      const program::Calendar& calendar = program_.calendars[expression.calendar];
      say(fmt::format("{} {}", calendar.name, calendar.weekend));
      for (const auto& each : calendar.holidays) say(std::to_string(each.day));
      for (const auto& each : calendar.yearly_holidays) {
        say(fmt::format("{}-{}", each.month, each.day));
      }
      break;
    }
    case ExpressionKind::TimeIn:
    case ExpressionKind::TimeReaches: {
      const program::Clock& clock = program_.clocks[expression.clock];
      say(fmt::format("{} {} {}", clock.name, clock.longest_gap, clock.gap_in_months));
      break;
    }
    case ExpressionKind::OverRows: {
      const program::Fact& fact = program_.facts[expression.fact];
      say(subject(expression.subject) + fact.name);
      break;
    }
    default: break;
  }
  say(fmt::format("{} {} {} {}", static_cast<int>(expression.quantity), expression.count,
                  static_cast<int>(expression.compare), static_cast<int>(expression.month_end)));
  if (expression.kind == ExpressionKind::OverRows || expression.kind == ExpressionKind::OverSet) {
    say(program_.variables[expression.variable].name);
  }
  for (const ExpressionId operand : expression.operands) say(of(operand));
  return words + ")";
}

}  // namespace nansen::compare
