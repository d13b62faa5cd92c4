// Readings, definitions and clauses of every instrument, each with its citation.
#include "compiler/check/computations.h"
#include "compiler/check/declare.h"
#include "compiler/check/norms.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/rights.h"
#include "compiler/check/statuses.h"
#include "compiler/check/types.h"
#include "compiler/check/vocabulary.h"
#include "runtime/calendar.h"

namespace nansen::check {
namespace {

using program::TypeKind;

class InstrumentDeclarer {
 public:
  InstrumentDeclarer(Context& context, FileId file, const ast::Instrument& written,
                     program::InstrumentId instrument)
      : context_(context), file_(file), written_(written), instrument_(instrument) {}

  void declare() {
    declare_head();
    Citation citation;
    citation.instrument = entry().name;
    citation.instrument_title = entry().cited_as;
    for (const ast::InstrumentItem& item : written_.items) {
      if (const auto* provision = std::get_if<ast::ProvisionItem>(&item)) {
        declare_item(*provision, citation);
      }
    }
    check_dates();
  }

 private:
  program::Instrument& entry() { return context_.program.instruments[instrument_]; }

  /// What stands once in an instrument, before anything that cites it.
  void declare_head() {
    entry().cited_as = entry().title;
    std::map<std::string, Span> given;
    const auto once = [&](const std::string& clause, Span span) {
      const auto [first, added] = given.emplace(clause, span);
      if (!added) {
        context_.report(Code::RepeatedClause, span, clause)
            .labels.push_back({first->second, "it is first said here"});
      }
      return added;
    };
    for (const ast::InstrumentItem& item : written_.items) {
      std::visit(Overloaded{
                     [&](const ast::CitedClause& cited) {
                       if (once("cited as", cited.span)) entry().cited_as = cited.title.text;
                     },
                     [&](const ast::RankClause& rank) {
                       if (once("rank", rank.span)) entry().rank = rank.rank;
                     },
                     [&](const ast::ReplacesClause& replaces) {
                       if (once("replaces", replaces.span)) set_replaced(replaces);
                     },
                     [&](const ast::DateClause& date) {
                       if (once(date_word(date.kind), date.span)) set_date(date);
                     },
                     [](const auto&) {},
                 },
                 item);
    }
  }

  static std::string date_word(ast::DateClauseKind kind) {
    switch (kind) {
      case ast::DateClauseKind::Adopted: return "adopted";
      case ast::DateClauseKind::InForce: return "in force";
      case ast::DateClauseKind::Repealed: return "repealed";
    }
    return "";
  }

  void set_date(const ast::DateClause& clause) {
    const auto day = resolve_date(context_, clause.date, clause.span);
    switch (clause.kind) {
      case ast::DateClauseKind::Adopted: entry().adopted = day; break;
      case ast::DateClauseKind::InForce: entry().in_force = day; break;
      case ast::DateClauseKind::Repealed: entry().repealed = day; break;
    }
  }

  void set_replaced(const ast::ReplacesClause& clause) {
    const auto earlier = context_.modules.find(clause.instrument.text);
    const bool seen =
        earlier != context_.modules.end() && context_.sees_module(file_, clause.instrument.text);
    if (seen && earlier->second.instrument.valid()) {
      entry().replaces = earlier->second.instrument;
    } else if (earlier != context_.modules.end() && !seen) {
      context_.report(Code::NotUsed, clause.instrument.span, clause.instrument.text,
                      clause.instrument.text);
    } else if (!context_.misses(file_, clause.instrument.text)) {
      context_.report(Code::UnknownImport, clause.instrument.span, clause.instrument.text, "");
    }
  }

  void check_dates() {
    const program::Instrument& instrument = entry();
    if (instrument.in_force && instrument.repealed &&
        *instrument.repealed <= *instrument.in_force) {
      context_.report(Code::DatesOutOfOrder, instrument.span, instrument.name, "repealed",
                      "in force");
    }
    if (instrument.adopted && instrument.in_force && *instrument.in_force < *instrument.adopted) {
      context_.report(Code::DatesOutOfOrder, instrument.span, instrument.name, "in force",
                      "adopted");
    }
  }

  // ---- provisions ------------------------------------------------------------------------------

  void declare_item(const ast::ProvisionItem& item, const Citation& citation) {
    const InProvision in(context_, citation);
    std::visit(
        Overloaded{
            [&](const ast::Annotation& annotation) { annotate(annotation, citation); },
            [&](const ast::Reading& reading) { declare_reading(reading, citation); },
            [&](const Boxed<ast::DivisionBlock>& block) { declare_division(*block, citation); },
            [&](const ast::Definition& definition) { declare_definition(definition, citation); },
            [&](const ast::Clause& clause) { declare_clause(clause, citation); },
            [&](const ast::Computation& text) {
              declare_computation(context_, at(text, citation));
            },
            [&](const ast::ComputedBy& text) {
              context_.time.computed_by.push_back({at(text, citation), {}});
            },
            [&](const ast::Status& text) { declare_status(context_, at(text, citation)); },
            [&](const ast::StatusAddition& text) {
              context_.time.additions.push_back(at(text, citation));
            },
            [&](const ast::Clock& text) { declare_clock(context_, at(text, citation)); },
            [&](const ast::Limit& text) { declare_limit(context_, at(text, citation)); },
            [&](const ast::BindsClause& text) { declare_binding(context_, at(text, citation)); },
            [&](const ast::BindsThroughClause& text) {
              declare_binding_through(context_, at(text, citation));
            },
            [&](const ast::NoReservationClause& text) {
              context_.norms.no_reservation.push_back(at(text, citation));
            },
            [&](const auto& formula) {
              context_.formulas.items.push_back({&formula, file_, instrument_, citation});
            },
        },
        item);
  }

  template <typename Text>
  Written<Text> at(const Text& text, const Citation& citation) {
    return {&text, file_, instrument_, citation};
  }

  void annotate(const ast::Annotation& annotation, const Citation& citation) {
    if (!citation.divisions.empty()) {
      context_.division_annotations.emplace_back(citation, annotation);
      return;
    }
    switch (annotation.kind) {
      case ast::AnnotationKind::Source: entry().sources.push_back(annotation.text.text); break;
      case ast::AnnotationKind::Note: entry().notes.push_back(annotation.text.text); break;
      case ast::AnnotationKind::Unverified:
        entry().unverified.push_back(annotation.text.text);
        break;
    }
  }

  void declare_division(const ast::DivisionBlock& block, Citation citation) {
    for (const ast::DivisionStep& step : block.steps) {
      citation.divisions.push_back({step.level, step.label.text, ""});
    }
    if (block.heading && !citation.divisions.empty()) {
      citation.divisions.back().heading = block.heading->text;
    }
    for (const ast::ProvisionItem& item : block.items) declare_item(item, citation);
  }

  void declare_reading(const ast::Reading& written, const Citation& citation) {
    const auto other = context_.reading_names.find({instrument_, written.name.text});
    if (other != context_.reading_names.end()) {
      return report_duplicate(context_, written.name.text, written.name.span,
                              context_.program.readings[other->second].span);
    }
    program::Reading reading;
    reading.name = written.name.text;
    reading.question = written.question ? written.question->text : "";
    reading.instrument = instrument_;
    reading.citation = citation;
    reading.span = written.name.span;
    std::map<std::string, Span> seen;
    std::size_t defaults = 0;
    for (const ast::ReadingChoice& choice : written.choices) {
      const auto [first, added] = seen.emplace(choice.name.text, choice.name.span);
      if (!added) {
        report_duplicate(context_, choice.name.text, choice.name.span, first->second);
        continue;
      }
      if (choice.is_default) {
        ++defaults;
        reading.default_choice = reading.choices.size();
      }
      reading.choices.push_back(
          {choice.name.text, choice.description ? choice.description->text : ""});
    }
    if (defaults != 1 || reading.choices.size() < 2) {
      context_.report(Code::ReadingWithoutChoice, written.name.span, written.name.text,
                      reading.choices.size(), defaults);
    }
    if (reading.choices.empty()) return;
    const program::ReadingId id = context_.program.readings.add(std::move(reading));
    context_.reading_names.emplace(std::pair(instrument_, written.name.text), id);
  }

  void declare_definition(const ast::Definition& written, const Citation& citation) {
    const program::DefinitionId other = context_.definition(instrument_, written.name.text);
    if (other.valid()) {
      return report_duplicate(context_, written.name.text, written.name.span,
                              context_.program.definitions[other].span);
    }
    program::Definition definition;
    definition.name = written.name.text;
    definition.role = role_of(written.mark);
    definition.instrument = instrument_;
    definition.entity = resolve_entity(context_, file_, written.entity);
    if (!definition.entity.valid()) return;
    definition.type = definition_type(written);
    definition.citation = citation;
    definition.span = written.name.span;
    const program::DefinitionId id = context_.program.definitions.add(std::move(definition));
    context_.definition_names.emplace(std::pair(instrument_, written.name.text), id);
    context_.definitions_called[written.name.text].push_back(id);
    context_.definition_entries.push_back({&written, file_});
    switch (written.mark) {
      case ast::DefinitionMark::None: break;
      case ast::DefinitionMark::Right: declare_right(context_, id, written, file_, citation); break;
      case ast::DefinitionMark::Prohibit:
      case ast::DefinitionMark::Oblige:
      case ast::DefinitionMark::Permit: declare_norm(context_, id, written, file_, citation); break;
    }
  }

  static program::DefinitionRole role_of(ast::DefinitionMark mark) {
    switch (mark) {
      case ast::DefinitionMark::None: return program::DefinitionRole::Defined;
      case ast::DefinitionMark::Right: return program::DefinitionRole::Right;
      default: return program::DefinitionRole::Norm;
    }
  }

  program::Type definition_type(const ast::Definition& written) {
    program::Type type;
    type.kind = TypeKind::Boolean;
    if (!written.type) return type;
    type = resolve_type(context_, file_, *written.type);
    if (type.kind == TypeKind::Set || type.kind == TypeKind::Rows) {
      context_.report(Code::UnsuitedDefinitionType, written.type->span,
                      to_string(context_.program, type));
      return {};
    }
    if (written.type->least) {
      context_.report(Code::RangeOnDefinition, written.type->span);
    }
    return type;
  }

  void declare_clause(const ast::Clause& written, Citation citation) {
    if (written.label) citation.heads.push_back(written.label->text);
    context_.clauses.push_back({&written, file_, instrument_, std::move(citation)});
  }

  Context& context_;
  FileId file_;
  const ast::Instrument& written_;
  program::InstrumentId instrument_;
};

/// A version of a law begins to apply when the one before ends.
void report_replaced_on_other_day(Context& context) {
  for (std::size_t index = 0; index < context.program.instruments.size(); ++index) {
    const program::Instrument& later = context.program.instruments[program::InstrumentId(index)];
    if (!later.replaces.valid() || !later.in_force) continue;
    const program::Instrument& earlier = context.program.instruments[later.replaces];
    if (earlier.repealed == later.in_force) continue;
    context
        .report(Code::ReplacedOnOtherDay, later.span, later.name, earlier.name,
                earlier.repealed ? runtime::format_date(*earlier.repealed) : "no day")
        .labels.push_back({earlier.span, "the earlier version is here"});
  }
}

}  // namespace

void declare_provisions(Context& context, const std::vector<ast::File>& files) {
  std::size_t index = 0;  // instruments were entered in this order
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      if (const auto* written = std::get_if<ast::Instrument>(&item)) {
        InstrumentDeclarer(context, file.file, *written, program::InstrumentId(index++)).declare();
      }
    }
  }
  report_replaced_on_other_day(context);
}

}  // namespace nansen::check
