// Vocabularies, instruments and what they declare by name; which file sees what.
#include <algorithm>
#include <map>
#include <set>

#include "compiler/check/declare.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/types.h"
#include "compiler/check/vocabulary.h"

namespace nansen::check {
namespace {

class ModuleDeclarer {
 public:
  explicit ModuleDeclarer(Context& context) : context_(context) {}

  void declare(const ast::File& file) {
    origin_ = {file.file, ""};
    context_.views[file.file];
    for (const ast::Item& item : file.items) {
      std::visit(Overloaded{
                     [&](const ast::Uses& uses) { add_imports(uses); },
                     [&](const ast::Vocabulary& vocabulary) {
                       origin_.module = vocabulary.name.text;
                       add_module(vocabulary.name, {});
                     },
                     [&](const ast::UnitDeclaration& unit) { declare_unit(unit); },
                     [&](const ast::Enumeration& entry) { declare_enumeration(entry); },
                     [&](const ast::Entity& entity) { declare_entity(entity); },
                     [&](const ast::Instrument& instrument) { declare_instrument(instrument); },
                     [&](const ast::Draft& draft) { drafts_.emplace(draft.name.text, &draft); },
                     [&](const ast::FurtherFacts&) {  // entered with the facts of the entities
                       const auto module = context_.modules.find(origin_.module);
                       if (module != context_.modules.end()) module->second.adds_facts = true;
                     },
                     [](const ast::Calendar&) {},  // entered once it is known what each file sees
                     [](const ast::Example&) {},
                 },
                 item);
    }
  }

  /// Every import leads to a module, and from there to what the module's file imports.
  void resolve_views() {
    for (const auto& [name, draft] : drafts_) import_base(*draft);
    for (auto& [file, view] : context_.views) check_imports(view);
    for (auto& [file, view] : context_.views) {
      std::set<FileId> seen{file};
      std::vector<FileId> pending{file};
      while (!pending.empty()) {
        const FileId next = pending.back();
        pending.pop_back();
        for (const Import& import : context_.views.at(next).imports) {
          if (!import.known || !view.visible.insert(import.name).second) continue;
          const FileId further = context_.modules.at(import.name).file;
          if (seen.insert(further).second) pending.push_back(further);
        }
      }
    }
  }

 private:
  void add_module(const ast::Name& name, program::InstrumentId instrument) {
    const auto [found, added] = context_.modules.try_emplace(
        name.text, Module{name.text, name.span.file, name.span, instrument});
    if (!added) report_duplicate(context_, name.text, name.span, found->second.span);
  }

  void add_imports(const ast::Uses& uses) {
    for (const ast::Name& name : uses.names) {
      context_.views[origin_.file].imports.push_back({name.text, name.span, false});
    }
  }

  /// A draft's file sees what the instrument does that the draft leads to.
  void import_base(const ast::Draft& draft) {
    const ast::Draft* last = &draft;
    for (std::size_t steps = 0; steps < drafts_.size(); ++steps) {
      const auto next = drafts_.find(last->base.text);
      if (next == drafts_.end()) break;
      last = next->second;
    }
    const std::string& base = last->base.text;
    if (!context_.modules.contains(base)) return;  // reported where drafts are applied
    FileView& view = context_.views[draft.name.span.file];
    view.imports.push_back({base, draft.base.span, true});
    view.used.insert(base);
  }

  void check_imports(FileView& view) {
    for (Import& import : view.imports) {
      import.known = context_.modules.contains(import.name);
      if (import.known) continue;
      view.missing.insert(import.name);
      std::vector<std::string> candidates;
      if (!context_.has_enough()) {
        for (const auto& [name, module] : context_.modules) candidates.push_back(name);
      }
      context_.report(Code::UnknownImport, import.span, import.name,
                      did_you_mean(import.name, candidates));
    }
  }

  void declare_unit(const ast::UnitDeclaration& unit) {
    std::vector<std::size_t>& alike = context_.unit_names[unit.name.text];
    for (const std::size_t other : alike) {
      if (!same_origin(context_.units[other].origin)) continue;
      return report_duplicate(context_, unit.name.text, unit.name.span, context_.units[other].span);
    }
    alike.push_back(context_.units.size());
    context_.units.push_back({unit.name.text, origin_, unit.name.span});
  }

  bool same_origin(const Origin& other) const {
    return other.file == origin_.file && other.module == origin_.module;
  }

  /// True iff the name is free among the types of its vocabulary.
  bool claim_type_name(const ast::Name& name) {
    for (const NamedType& other : context_.type_names[name.text]) {
      const bool entity = other.entity.valid();
      const Origin& origin =
          entity ? context_.entity_origins[static_cast<std::size_t>(other.entity.index)]
                 : context_.enumeration_origins[static_cast<std::size_t>(other.enumeration.index)];
      if (!same_origin(origin)) continue;
      report_duplicate(context_, name.text, name.span,
                       entity ? context_.program.entities[other.entity].span
                              : context_.program.enumerations[other.enumeration].span);
      return false;
    }
    return true;
  }

  void declare_enumeration(const ast::Enumeration& written) {
    if (!claim_type_name(written.name)) return;
    program::Enumeration entry;
    entry.name = written.name.text;
    entry.title = written.title ? written.title->text : "";
    entry.vocabulary = origin_.module;
    entry.ordered = written.ordered;
    entry.span = written.name.span;
    std::map<std::string, Span> seen;
    for (const ast::Member& member : written.members) {
      const auto [first, added] = seen.emplace(member.name.text, member.name.span);
      if (!added) {
        report_duplicate(context_, member.name.text, member.name.span, first->second);
        continue;
      }
      entry.members.push_back(
          {member.name.text, member.description ? member.description->text : ""});
    }
    if (entry.members.size() > most_members) {
      context_.report(Code::TooManyMembers, written.name.span, written.name.text,
                      entry.members.size(), most_members);
      entry.members.resize(most_members);
    }
    const program::EnumerationId id = context_.program.enumerations.add(std::move(entry));
    context_.type_names[written.name.text].push_back({id, {}});
    context_.enumeration_origins.push_back(origin_);
  }

  void declare_entity(const ast::Entity& written) {
    if (!claim_type_name(written.name)) return;
    program::Entity entity;
    entity.name = written.name.text;
    entity.title = written.title ? written.title->text : "";
    entity.vocabulary = origin_.module;
    entity.span = written.name.span;
    const program::EntityId id = context_.program.entities.add(std::move(entity));
    context_.type_names[written.name.text].push_back({{}, id});
    context_.entity_origins.push_back(origin_);
  }

  void declare_instrument(const ast::Instrument& written) {
    program::Instrument instrument;
    instrument.name = written.name.text;
    instrument.title = written.title ? written.title->text : written.name.text;
    instrument.span = written.name.span;
    add_module(written.name, context_.program.instruments.add(std::move(instrument)));
    for (const ast::InstrumentItem& item : written.items) {
      if (const auto* uses = std::get_if<ast::Uses>(&item)) add_imports(*uses);
    }
  }

  static constexpr std::size_t most_members = 1000;

  Context& context_;
  Origin origin_;
  std::map<std::string, const ast::Draft*> drafts_;
};

void declare_fact(Context& context, FileId file, program::EntityId entity,
                  const ast::Fact& written) {
  // The first columns of every table of cases have these names.
  if (written.name.text == "id" || written.name.text == "weight") {
    context.report(Code::ReservedFactName, written.name.span, written.name.text);
  }
  if (const auto other = find_fact(context, entity, written.name.text)) {
    return report_duplicate(context, written.name.text, written.name.span,
                            context.program.facts[*other].span);
  }
  program::Fact fact;
  fact.name = written.name.text;
  fact.entity = entity;
  fact.type = resolve_type(context, file, written.type);
  fact.judgement = written.type.judgement;
  fact.in_years = written.type.kind == ast::TypeKind::Period &&
                  written.type.period_unit == ast::PeriodUnit::Years;
  fact.range = resolve_range(context, written.type, fact.type);
  fact.question = written.question ? written.question->text : "";
  Annotations annotations = sort_annotations(written.annotations);
  fact.sources = std::move(annotations.sources);
  fact.notes = std::move(annotations.notes);
  fact.unverified = std::move(annotations.unverified);
  fact.span = written.name.span;
  const program::FactId id = context.program.facts.add(std::move(fact));
  context.program.entities[entity].facts.push_back(id);
  context.fact_names.emplace(std::pair(entity, written.name.text), id);
}

}  // namespace

void declare_modules(Context& context, const std::vector<ast::File>& files) {
  ModuleDeclarer declarer(context);
  for (const ast::File& file : files) declarer.declare(file);
  declarer.resolve_views();
}

void declare_facts(Context& context, const std::vector<ast::File>& files) {
  std::map<Span, program::EntityId> entered;  // an entity whose name was taken is not among them
  for (std::size_t index = 0; index < context.program.entities.size(); ++index) {
    const program::EntityId id(index);
    entered.emplace(context.program.entities[id].span, id);
  }
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      const auto* written = std::get_if<ast::Entity>(&item);
      if (written == nullptr) continue;
      const auto entity = entered.find(written->name.span);
      if (entity == entered.end()) continue;
      for (const ast::Fact& fact : written->facts) {
        declare_fact(context, file.file, entity->second, fact);
      }
    }
  }
  // After those of all entities, so that a name given twice is reported where it is added.
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      const auto* written = std::get_if<ast::FurtherFacts>(&item);
      if (written == nullptr) continue;
      const program::EntityId entity = resolve_entity(context, file.file, written->entity);
      if (!entity.valid()) continue;
      for (const ast::Fact& fact : written->facts) declare_fact(context, file.file, entity, fact);
    }
  }
}

void report_unused_imports(Context& context) {
  for (const auto& [file, view] : context.views) {
    for (const Import& import : view.imports) {
      if (!import.known || view.used.contains(import.name)) continue;
      if (context.modules.at(import.name).adds_facts) continue;
      // What it brings along counts, unless the file names that itself.
      const FileId from = context.modules.at(import.name).file;
      const FileView& beyond = context.views.at(from);
      const bool brings =
          from != file &&
          std::any_of(view.used.begin(), view.used.end(),
                      [&, &imports = view.imports](const std::string& used) {
                        const bool named =
                            std::any_of(imports.begin(), imports.end(),
                                        [&](const Import& other) { return other.name == used; });
                        return !named && beyond.visible.contains(used);
                      });
      if (!brings) context.report(Code::UnusedImport, import.span, import.name);
    }
  }
}

Annotations sort_annotations(const std::vector<ast::Annotation>& annotations) {
  Annotations sorted;
  for (const ast::Annotation& annotation : annotations) {
    switch (annotation.kind) {
      case ast::AnnotationKind::Source: sorted.sources.push_back(annotation.text.text); break;
      case ast::AnnotationKind::Note: sorted.notes.push_back(annotation.text.text); break;
      case ast::AnnotationKind::Unverified:
        sorted.unverified.push_back(annotation.text.text);
        break;
    }
  }
  return sorted;
}

}  // namespace nansen::check
