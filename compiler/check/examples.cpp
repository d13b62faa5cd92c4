// Examples become typed cases with typed expectations.
#include "compiler/check/examples.h"

#include "compiler/check/declare.h"
#include "compiler/check/given.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/paths.h"
#include "compiler/check/types.h"
#include "compiler/check/vocabulary.h"
#include "runtime/calendar.h"

namespace nansen::check {
namespace {

using program::TypeKind;

class ExampleChecker {
 public:
  ExampleChecker(Context& context, FileId file, const ast::Example& written)
      : context_(context), file_(file), written_(written) {}

  void check() {
    example_.name = written_.name.text;
    example_.span = written_.span;
    for (const auto* items : {&written_.leading, &written_.items}) {
      for (const ast::ExampleItem& item : *items) check_item(item);
    }
    if (givens_.size() == 1) {
      example_.entity = resolve_entity(context_, file_, givens_[0]->entity);
      if (example_.entity.valid()) {
        example_.row = check_row(context_, file_, example_.entity, givens_[0]->row);
      }
    } else {
      context_.report(Code::GivenOnce, givens_.empty() ? written_.name.span : givens_[1]->span,
                      givens_.empty() ? "none" : std::to_string(givens_.size()));
    }
    for (const ast::Expectation* expectation : expectations_) check_expectation(*expectation);
    if (expectations_.empty()) {
      context_.report(Code::NothingExpected, written_.name.span, written_.name.text);
    }
    if (example_.entity.valid()) context_.program.examples.add(std::move(example_));
  }

 private:
  void check_item(const ast::ExampleItem& item) {
    std::visit(
        Overloaded{
            [&](const ast::Annotation& annotation) { annotate(annotation); },
            [&](const ast::AsOf& as_of) {
              if (example_.as_of) {
                context_.report(Code::RepeatedClause, as_of.span, "as of");
              }
              example_.as_of = resolve_date(context_, as_of.date, as_of.span);
            },
            [&](const ast::ReadingSelection& selection) { select(selection); },
            [&](const ast::Given& given) { givens_.push_back(&given); },
            [&](const ast::Expectation& expectation) { expectations_.push_back(&expectation); },
            [](const ast::AsAmendedBy&) {},  // of this text, or it would not be here
        },
        item);
  }

  void annotate(const ast::Annotation& annotation) {
    Annotations sorted = sort_annotations({annotation});
    for (std::string& text : sorted.sources) example_.sources.push_back(std::move(text));
    for (std::string& text : sorted.notes) example_.notes.push_back(std::move(text));
    for (std::string& text : sorted.unverified) example_.unverified.push_back(std::move(text));
  }

  void select(const ast::ReadingSelection& selection) {
    const program::ReadingId reading = resolve_reading(context_, file_, selection.reading);
    if (!reading.valid()) return;
    const auto choice = resolve_choice(context_, reading, selection.choice);
    if (!choice) return;
    if (!example_.readings.emplace(reading, *choice).second) {
      context_.report(Code::RepeatedClause, selection.span,
                      "reading " + path_text(selection.reading));
    }
  }

  void check_expectation(const ast::Expectation& written) {
    const program::DefinitionId id = resolve_definition(context_, file_, {}, written.definition);
    if (!id.valid()) return;
    const program::Definition& definition = context_.program.definitions[id];
    if (example_.entity.valid() && definition.entity != example_.entity) {
      context_
          .report(Code::ExpectationOfOtherEntity, written.definition.span, definition.name,
                  context_.program.entities[definition.entity].name,
                  context_.program.entities[example_.entity].name)
          .labels.push_back({definition.span, "it is defined here"});
      return;
    }
    program::Expectation expectation;
    if (written.as_of) {
      expectation.as_of = resolve_date(context_, *written.as_of, written.as_of_span);
      if (!expectation.as_of) return;
    }
    for (const program::Expectation& other : example_.expectations) {
      if (other.definition != id || other.as_of != expectation.as_of) continue;
      context_.report(Code::ExpectedTwice, written.span, definition.name)
          .labels.push_back({other.span, "it is first expected here"});
      return;
    }
    expectation.definition = id;
    expectation.span = written.span;
    if (set_value(expectation, definition, written)) {
      example_.expectations.push_back(std::move(expectation));
    }
  }

  bool set_value(program::Expectation& expectation, const program::Definition& definition,
                 const ast::Expectation& written) {
    const program::Type& type = definition.type;
    if (type.kind == TypeKind::Invalid) return false;
    const auto wrong = [&](std::string_view given) {
      context_.report(Code::WrongExpectedValue, written.value_span, definition.name,
                      value_words(context_.program, type), given);
      return false;
    };
    return std::visit(Overloaded{
                          [&](const ast::Undetermined&) {
                            expectation.value = program::UnknownValue{};
                            return true;
                          },
                          [&](const ast::BooleanLiteral& literal) {
                            if (type.kind != TypeKind::Boolean) return wrong("yes or no");
                            expectation.value = truth_of(literal.value);
                            return true;
                          },
                          [&](const ast::NumberLiteral& literal) {
                            if (!is_number(type)) return wrong("a number");
                            if (!check_unit(context_, file_, literal, type, written.value_span))
                              return false;
                            if (type.kind == TypeKind::Integer && literal.value.get_den() != 1) {
                              return wrong("a number with decimals");
                            }
                            expectation.value = literal.value;
                            return true;
                          },
                          [&](const ast::DateLiteral& date) {
                            if (type.kind != TypeKind::Date) return wrong("a date");
                            const auto day = resolve_date(context_, date, written.value_span);
                            if (day) expectation.value = Rational(*day);
                            return day.has_value();
                          },
                          [&](const ast::Never&) {
                            if (type.kind != TypeKind::Date) return wrong("\"never\"");
                            expectation.value = Rational(runtime::last_day);
                            return true;
                          },
                          [&](const ast::DateRange& range) {
                            if (type.kind != TypeKind::Date) return wrong("a range of days");
                            const auto days = check_days(context_, range, written.value_span);
                            if (days) expectation.value = *days;
                            return days.has_value();
                          },
                          [&](const ast::PeriodLiteral& period) {
                            if (type.kind != TypeKind::Period) return wrong("a period");
                            if (period_type(period.unit).in_months != type.in_months) {
                              context_.report(Code::DaysWithMonths, written.value_span);
                              return false;
                            }
                            expectation.value = period_number(period.count, period.unit);
                            return true;
                          },
                          [&](const ast::Name& name) {
                            if (type.kind == TypeKind::Reference) {
                              return set_reference(expectation, name);
                            }
                            if (type.kind != TypeKind::Enumeration)
                              return wrong("\"" + name.text + "\"");
                            const auto member =
                                find_member(context_.program, type.enumeration, name.text);
                            if (!member) {
                              report_unknown_member(context_, type.enumeration, name);
                              return false;
                            }
                            expectation.value = *member;
                            return true;
                          },
                      },
                      written.value);
  }

  /// A definition that names a row is expected to take it from a fact. Which facts there are to
  /// choose from is known once its rules have been made.
  bool set_reference(program::Expectation& expectation, const ast::Name& name) {
    const auto facts = program::reference_choices(context_.program, expectation.definition);
    std::vector<std::string> candidates;
    for (std::size_t at = 0; at < facts.size(); ++at) {
      candidates.push_back(context_.program.facts[facts[at]].name);
      if (candidates.back() != name.text) continue;
      expectation.value = at;
      return true;
    }
    context_.report(Code::UnknownName, name.span, name.text, did_you_mean(name.text, candidates));
    return false;
  }

  Context& context_;
  FileId file_;
  const ast::Example& written_;
  program::Example example_;
  std::vector<const ast::Given*> givens_;
  std::vector<const ast::Expectation*> expectations_;
};

}  // namespace

void check_examples(Context& context, const std::vector<ast::File>& files) {
  std::map<std::pair<FileId, std::string>, Span> names;
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      const auto* written = std::get_if<ast::Example>(&item);
      if (written == nullptr) continue;
      const auto [first, added] =
          names.emplace(std::pair(file.file, written->name.text), written->name.span);
      if (!added) {
        report_duplicate(context, written->name.text, written->name.span, first->second);
      }
      ExampleChecker(context, file.file, *written).check();
    }
  }
}

void check_days_asked(Context& context) {
  std::map<program::DefinitionId, bool> needing;
  for (std::size_t index = 0; index < context.program.examples.size(); ++index) {
    const program::Example& example = context.program.examples[program::ExampleId(index)];
    if (example.as_of) continue;
    for (const program::Expectation& expectation : example.expectations) {
      const program::DefinitionId id = expectation.definition;
      if (expectation.as_of) continue;
      const auto [found, fresh] = needing.try_emplace(id);
      if (fresh) found->second = program::needs_day(context.program, id);
      if (!found->second) continue;
      context.report(Code::ExpectationNeedsDay, expectation.span,
                     context.program.definitions[id].name);
    }
  }
}

}  // namespace nansen::check
