// The typed program as stable text: the same program always prints the same, without places in
// files. Rules are numbered as stored, so that a reader can follow heads, exceptions and spares.
#include <fmt/format.h>

#include <variant>

#include "compiler/program/program.h"
#include "compiler/program/text.h"
#include "runtime/calendar.h"

namespace nansen::program {
namespace {

class Printer {
 public:
  explicit Printer(const Program& program) : program_(program) {}

  std::string print() {
    for (const Enumeration& enumeration : program_.enumerations) print_enumeration(enumeration);
    for (const Entity& entity : program_.entities) print_entity(entity);
    text_.append(print_computations(program_));
    for (const Instrument& instrument : program_.instruments) print_instrument(instrument);
    for (const Reading& reading : program_.readings) print_reading(reading);
    for (std::size_t index = 0; index < program_.definitions.size(); ++index) {
      print_definition(DefinitionId(index));
    }
    if (!program_.order.empty()) {
      line(0, "order");
      for (const DefinitionId definition : program_.order) {
        line(1, qualified_name(program_, definition));
      }
    }
    text_.append(print_statuses(program_));
    text_.append(print_norms(program_));
    text_.append(print_formulas(program_));
    for (const Example& example : program_.examples) print_example(example);
    return text_.take();
  }

 private:
  void line(int depth, std::string_view words) { text_.line(depth, words); }

  static std::string prefix(const std::string& vocabulary) {
    return vocabulary.empty() ? std::string() : vocabulary + ".";
  }

  void print_enumeration(const Enumeration& enumeration) {
    line(0, fmt::format("{}enumeration {}{}{}", enumeration.ordered ? "ordered " : "",
                        prefix(enumeration.vocabulary), enumeration.name,
                        title_text(enumeration.title)));
    for (const Member& member : enumeration.members) {
      line(1, member.name + title_text(member.description));
    }
  }

  void print_entity(const Entity& entity) {
    line(0, fmt::format("entity {}{}{}", prefix(entity.vocabulary), entity.name,
                        title_text(entity.title)));
    for (const FactId id : entity.facts) {
      const Fact& fact = program_.facts[id];
      line(1, fmt::format("{}: {}{}{}{}", fact.name, fact.judgement ? "judgement of " : "",
                          fact.in_years ? "period in years" : to_string(program_, fact.type),
                          range_text(fact), title_text(fact.question)));
      text_.annotations(2, fact);
    }
  }

  static std::string range_text(const Fact& fact) {
    if (fact.type.kind != TypeKind::Integer && fact.type.kind != TypeKind::Decimal) return "";
    std::string text = fmt::format(" from {} to {}", nansen::to_string(fact.range.least),
                                   nansen::to_string(fact.range.greatest));
    if (fact.range.scale != 1) text += fmt::format(" by 1/{}", fact.range.scale);
    return text;
  }

  void print_instrument(const Instrument& instrument) {
    line(0, fmt::format("instrument {}{}", instrument.name, title_text(instrument.title)));
    line(1, "cited as " + quoted(instrument.cited_as));
    const auto date = [&](std::string_view word, const std::optional<std::int32_t>& day) {
      if (day) line(1, fmt::format("{} {}", word, runtime::format_date(*day)));
    };
    date("adopted", instrument.adopted);
    date("in force", instrument.in_force);
    date("repealed", instrument.repealed);
    if (instrument.rank) line(1, fmt::format("rank {}", *instrument.rank));
    if (instrument.replaces.valid()) {
      line(1, "replaces " + program_.instruments[instrument.replaces].name);
    }
    text_.annotations(1, instrument);
  }

  void print_reading(const Reading& reading) {
    line(0,
         fmt::format("reading {}.{}{} [{}]", program_.instruments[reading.instrument].name,
                     reading.name, title_text(reading.question), to_full_string(reading.citation)));
    for (std::size_t index = 0; index < reading.choices.size(); ++index) {
      const ReadingChoice& choice = reading.choices[index];
      line(1, choice.name + title_text(choice.description) +
                  (index == reading.default_choice ? " default" : ""));
    }
  }

  void print_definition(DefinitionId id) {
    static constexpr std::string_view settlements[] = {
        "", " most favourable", " lex superior", " lex posterior", " lex specialis", " the first"};
    static constexpr std::string_view roles[] = {"",
                                                 " as status",
                                                 " as part of a status",
                                                 " as right",
                                                 " as part of a right",
                                                 " as norm",
                                                 " as part of a norm",
                                                 " as binding"};
    const Definition& definition = program_.definitions[id];
    line(0, fmt::format("definition {} of {}: {}{}{}", qualified_name(program_, id),
                        definition.entity.valid() ? program_.entities[definition.entity].name : "?",
                        to_string(program_, definition.type),
                        settlements[static_cast<std::size_t>(definition.settlement)],
                        roles[static_cast<std::size_t>(definition.role)]));
    if (definition.root.valid()) print_rule(1, definition.root);
  }

  void print_rule(int depth, RuleId id) {
    static constexpr std::string_view roles[] = {"base",      "head",  "addition",
                                                 "exception", "value", "otherwise"};
    static constexpr std::string_view causes[] = {
        "", " by unless", " by subject to", " by notwithstanding", " by settlement", " implied"};
    const Rule& rule = program_.rules[id];
    std::string words =
        fmt::format("{} r{} [{}]{}", roles[static_cast<std::size_t>(rule.role)], id.index,
                    to_full_string(rule.citation), causes[static_cast<std::size_t>(rule.cause)]);
    for (const RuleId spared : rule.spares) words += fmt::format(" spares r{}", spared.index);
    line(depth, words);
    if (rule.condition.valid()) {
      line(depth + 1, "where " + to_text(program_, rule.condition));
      print_heads(depth + 1, rule.condition);
    }
    if (rule.value.valid()) line(depth + 1, "is " + to_text(program_, rule.value));
    text_.annotations(depth + 1, rule);
    for (const RuleId value : rule.values) print_rule(depth + 1, value);
    for (const RuleId addition : rule.additions) print_rule(depth + 1, addition);
    for (const RuleId exception : rule.exceptions) print_rule(depth + 1, exception);
  }

  void print_heads(int depth, ExpressionId id) {
    const Expression& expression = program_.expressions[id];
    for (const RuleId head : expression.heads) print_rule(depth, head);
    for (const ExpressionId operand : expression.operands) print_heads(depth, operand);
  }

  void print_example(const Example& example) {
    line(0, "example " + quoted(example.name));
    text_.annotations(1, example);
    if (example.as_of) line(1, "as of " + runtime::format_date(*example.as_of));
    for (const auto& [reading, choice] : example.readings) {
      const Reading& entry = program_.readings[reading];
      line(1, fmt::format("reading {}.{} is {}", program_.instruments[entry.instrument].name,
                          entry.name, entry.choices[choice].name));
    }
    if (example.entity.valid()) {
      line(1, "given " + program_.entities[example.entity].name);
      print_row(2, example.row);
    }
    for (const Expectation& expectation : example.expectations) {
      const Type& type = program_.definitions[expectation.definition].type;
      const auto* member = std::get_if<std::size_t>(&expectation.value);
      const std::string value =
          type.kind == TypeKind::Reference && member != nullptr
              ? program_.facts[reference_choices(program_, expectation.definition)[*member]].name
              : std::visit([&](const auto& held) { return value_text(type, held); },
                           expectation.value);
      line(1, fmt::format(
                  "expect {}{}: {}", qualified_name(program_, expectation.definition),
                  expectation.as_of ? " as of " + runtime::format_date(*expectation.as_of) : "",
                  value));
    }
  }

  void print_row(int depth, const CaseRow& row) {
    for (const auto& [id, value] : row.facts) {
      const Fact& fact = program_.facts[id];
      if (const auto* rows = std::get_if<std::vector<CaseRow>>(&value.value)) {
        line(depth,
             fmt::format("{}: {} {}", fact.name, rows->size(), rows->size() == 1 ? "row" : "rows"));
        for (const CaseRow& inner : *rows) {
          line(depth + 1, "row");
          print_row(depth + 2, inner);
        }
      } else if (!value.id.empty()) {
        line(depth, fmt::format("{}: {}", fact.name, quoted(value.id)));
      } else {
        line(depth,
             fmt::format("{}: {}", fact.name,
                         std::visit([&](const auto& held) { return value_text(fact.type, held); },
                                    value.value)));
      }
    }
  }

  std::string value_text(const Type&, const UnknownValue&) const { return "unknown"; }
  std::string value_text(const Type&, Truth truth) const {
    return std::string(nansen::to_string(truth));
  }
  std::string value_text(const Type& type, const Rational& number) const {
    return number_text(type, number);
  }
  static std::string value_text(const Type&, const DayRange& range) {
    return fmt::format("between {} and {}", runtime::format_date(range.least),
                       runtime::format_date(range.greatest));
  }
  std::string value_text(const Type& type, std::size_t member) const {
    return program_.enumerations[type.enumeration].members[member].name;
  }
  std::string value_text(const Type& type, const std::vector<std::size_t>& members) const {
    std::string text = "{";
    for (const std::size_t member : members) {
      text += (text.size() == 1 ? " " : ", ") + value_text(type, member);
    }
    return text + " }";
  }
  std::string value_text(const Type&, const std::vector<CaseRow>&) const { return "rows"; }

  const Program& program_;
  Lines text_;
};

}  // namespace

std::string print(const Program& program) { return Printer(program).print(); }

}  // namespace nansen::program
