// The invariants of readings and of the values of examples; verify.cpp lists those of the rest.
//
//   reading      its usual choice is one of its choices; so is every choice of an example
//   value        is one of its fact's, or its definition's, type; a day lies in the calendar
#include "compiler/program/verify_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/calendar.h"

namespace nansen::program {
namespace {

class ValueVerifier {
 public:
  explicit ValueVerifier(const Program& program) : program_(program) {}

  std::vector<std::string> verify() {
    for (const Reading& reading : program_.readings) {
      demand(program_.instruments.contains(reading.instrument) &&
                 (reading.choices.empty() || reading.default_choice < reading.choices.size()),
             "reading: the usual choice of {} is none", reading.name);
    }
    for (const Variable& variable : program_.variables) {
      demand(known(variable.type), "ids: the type of the variable {}", variable.name);
    }
    for (const Example& example : program_.examples) verify_example(example);
    return std::move(complaints_);
  }

 private:
  template <typename... Arguments>
  void demand(bool holds, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    if (!holds) complaints_.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  bool known(const Type& type) const {
    switch (type.kind) {
      case TypeKind::Enumeration:
      case TypeKind::Set: return program_.enumerations.contains(type.enumeration);
      case TypeKind::Reference:
      case TypeKind::Rows: return program_.entities.contains(type.entity);
      default: return true;
    }
  }

  static bool in_calendar(std::int32_t day) {
    return day >= runtime::first_day && day <= runtime::last_day;
  }

  void verify_example(const Example& example) {
    for (const auto& [reading, choice] : example.readings) {
      demand(
          program_.readings.contains(reading) && choice < program_.readings[reading].choices.size(),
          "reading: {} chooses what is no choice", example.name);
    }
    demand(!example.as_of || in_calendar(*example.as_of), "value: the day of {}", example.name);
    demand(fits(example.row), "value: {} gives what is no value of its fact", example.name);
    for (const Expectation& expectation : example.expectations) {
      const Type& type = program_.definitions[expectation.definition].type;
      const bool good =
          (!expectation.as_of || in_calendar(*expectation.as_of)) &&
          std::visit([&](const auto& value) { return is_expected(expectation, type, value); },
                     expectation.value);
      demand(good, "value: {} expects what is no value of its definition", example.name);
    }
  }

  template <typename T>
  bool is_expected(const Expectation& expectation, const Type& type, const T& value) const {
    if constexpr (std::is_same_v<T, std::size_t>) {
      if (type.kind == TypeKind::Reference) {
        return value < reference_choices(program_, expectation.definition).size();
      }
    }
    return fits(type, value);
  }

  bool fits(const CaseRow& row) const {
    return std::all_of(row.facts.begin(), row.facts.end(), [&](const auto& given) {
      const auto& [id, value] = given;
      if (!program_.facts.contains(id)) return false;
      const Type& type = program_.facts[id].type;
      return std::visit([&](const auto& held) { return fits(type, held); }, value.value);
    });
  }

  bool fits(const Type&, const UnknownValue&) const { return true; }
  bool fits(const Type& type, Truth) const { return is(type, {TypeKind::Boolean}); }
  bool fits(const Type& type, const Rational& number) const {
    if (type.kind == TypeKind::Date) {
      return number >= runtime::first_day && number <= runtime::last_day && number.get_den() == 1;
    }
    return is(type, {TypeKind::Integer, TypeKind::Decimal, TypeKind::Period});
  }
  bool fits(const Type& type, std::size_t member) const {
    return type.kind == TypeKind::Invalid ||
           (type.kind == TypeKind::Enumeration && is_member(type, member));
  }
  bool fits(const Type& type, const std::vector<std::size_t>& members) const {
    return is(type, {TypeKind::Set}) &&
           std::all_of(members.begin(), members.end(), [&](std::size_t member) {
             return type.kind == TypeKind::Invalid || is_member(type, member);
           });
  }
  bool fits(const Type& type, const std::vector<CaseRow>& rows) const {
    // One row may stand for the row that a reference names.
    return is(type, {TypeKind::Rows, TypeKind::Reference}) &&
           std::all_of(rows.begin(), rows.end(), [&](const CaseRow& row) { return fits(row); });
  }
  bool fits(const Type& type, const DayRange& range) const {
    return is(type, {TypeKind::Date}) && in_calendar(range.least) && in_calendar(range.greatest) &&
           range.least <= range.greatest;
  }

  static bool is(const Type& type, std::initializer_list<TypeKind> kinds) {
    return type.kind == TypeKind::Invalid ||
           std::find(kinds.begin(), kinds.end(), type.kind) != kinds.end();
  }
  bool is_member(const Type& type, std::size_t member) const {
    return program_.enumerations.contains(type.enumeration) &&
           member < program_.enumerations[type.enumeration].members.size();
  }

  const Program& program_;
  std::vector<std::string> complaints_;
};

}  // namespace

std::vector<std::string> verify_values(const Program& program) {
  return ValueVerifier(program).verify();
}

}  // namespace nansen::program
