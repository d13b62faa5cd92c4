// What a name in an expression means.
#include "compiler/check/paths.h"

#include "compiler/check/vocabulary.h"

namespace nansen::check {

using program::TypeKind;

namespace {

program::ReadingId find_reading(const Context& context, program::InstrumentId instrument,
                                const std::string& name) {
  const auto found = context.reading_names.find({instrument, name});
  return found == context.reading_names.end() ? program::ReadingId() : found->second;
}

/// The instrument called `name` that `file` sees; invalid otherwise.
program::InstrumentId find_instrument(Context& context, FileId file, const std::string& name) {
  const auto found = context.modules.find(name);
  if (found == context.modules.end() || !found->second.instrument.valid()) return {};
  return context.sees_module(file, name) ? found->second.instrument : program::InstrumentId();
}

/// Appends the names of definitions and readings of `instrument`, to suggest one.
void add_names(const Context& context, program::InstrumentId instrument,
               std::vector<std::string>& names) {
  if (context.has_enough()) return;
  const auto add = [&](const auto& entries) {
    for (auto at = entries.lower_bound({instrument, ""});
         at != entries.end() && at->first.first == instrument; ++at) {
      names.push_back(at->first.second);
    }
  };
  add(context.definition_names);
  add(context.reading_names);
}

void add_module_names(const Context& context, std::vector<std::string>& names) {
  if (context.has_enough()) return;
  for (const auto& [name, module] : context.modules) names.push_back(name);
}

/// `; did you mean ...?`, where a definition that is called `name` in an instrument in sight is
/// nearer than any spelling.
std::string suggestion(Context& context, FileId file, const std::string& name,
                       const std::vector<std::string>& candidates) {
  const auto called = context.definitions_called.find(name);
  if (called != context.definitions_called.end()) {
    const FileView& view = context.views.at(file);
    for (const program::DefinitionId id : called->second) {
      const program::Instrument& instrument =
          context.program.instruments[context.program.definitions[id].instrument];
      if (instrument.span.file == file || view.visible.contains(instrument.name)) {
        return "; did you mean \"" + instrument.name + "." + name + "\"?";
      }
    }
  }
  return did_you_mean(name, candidates);
}

/// The path with the names of what statuses, rights and norms are made of in one piece:
/// `country.status.last_day` is `country`, `status.last_day` where some definition is called so.
ast::Path joined(const Context& context, const ast::Path& path) {
  ast::Path result;
  result.span = path.span;
  for (std::size_t at = 0; at < path.parts.size();) {
    ast::Name name = path.parts[at];
    std::size_t next = at + 1;
    ast::Name longer = name;
    for (std::size_t end = at + 1; end < path.parts.size(); ++end) {
      longer.text += "." + path.parts[end].text;
      longer.span = cover(longer.span, path.parts[end].span);
      const auto called = context.definitions_called.lower_bound(longer.text);
      if (called == context.definitions_called.end() || !called->first.starts_with(longer.text)) {
        break;
      }
      if (called->first != longer.text) continue;
      name = longer;
      next = end + 1;
    }
    result.parts.push_back(std::move(name));
    at = next;
  }
  return result;
}

class PathResolver {
 public:
  PathResolver(Context& context, const Scope& scope, bool silent)
      : context_(context), scope_(scope), silent_(silent) {}

  Meaning resolve(const ast::Path& path) {
    if (path.parts.empty()) return {};
    const ast::Name& first = path.parts[0];
    std::vector<Meaning> meanings;
    std::vector<std::string> words;
    for (const program::VariableId id : scope_.variables) {
      if (context_.program.variables[id].name != first.text) continue;
      meanings.push_back(of_variable(id, path));
      words.emplace_back("the variable of a quantifier");
    }
    if (const auto fact = find_fact(context_, scope_.entity, first.text)) {
      meanings.push_back(through_fact({}, *fact, path, 0));
      words.push_back("the fact of " + context_.program.entities[scope_.entity].name);
    }
    if (path.parts.size() == 1) {
      add_bare(first, meanings, words);
    } else if (meanings.empty()) {
      const program::InstrumentId instrument = find_instrument(context_, scope_.file, first.text);
      if (instrument.valid()) {
        return within_reach(in_instrument(instrument, {}, scope_.entity, path, 1), path);
      }
    }
    if (meanings.size() == 1) return within_reach(std::move(meanings[0]), path);
    if (meanings.empty()) {
      report_unknown(path);
    } else if (!silent_) {
      context_.report(Code::AmbiguousName, first.span, first.text, list_text(words, "or"));
    }
    return {};
  }

 private:
  template <typename... Arguments>
  void report(Code code, Span span, const Arguments&... arguments) {
    if (!silent_) context_.report(code, span, arguments...);
  }

  /// The condition of a quantifier is about its own rows: it can speak of these and of the rows
  /// that they belong to, which does not hold behind a reference, where many rows refer to one.
  Meaning within_reach(Meaning meaning, const ast::Path& path) {
    const bool speaks_of_row =
        meaning.kind == MeaningKind::Fact || meaning.kind == MeaningKind::Definition;
    program::VariableId row = innermost_row();
    if (!speaks_of_row || !row.valid()) return meaning;
    const std::string& about = context_.program.variables[row].name;
    while (row != meaning.subject.variable) {
      if (!row.valid() || !context_.program.variables[row].owner.references.empty()) {
        report(Code::RowOutOfReach, path.span, path_text(path), about);
        return {};
      }
      row = context_.program.variables[row].owner.variable;
    }
    return meaning;
  }

  program::VariableId innermost_row() const {
    for (auto id = scope_.variables.rbegin(); id != scope_.variables.rend(); ++id) {
      if (context_.program.variables[*id].type.kind == TypeKind::Reference) return *id;
    }
    return {};
  }

  void add_bare(const ast::Name& name, std::vector<Meaning>& meanings,
                std::vector<std::string>& words) {
    const program::DefinitionId definition = context_.definition(scope_.instrument, name.text);
    if (definition.valid()) {
      Meaning meaning;
      meaning.kind = MeaningKind::Definition;
      meaning.definition = definition;
      if (suits(definition, scope_.entity, name)) {
        meanings.push_back(std::move(meaning));
      } else {
        meanings.emplace_back();
      }
      words.emplace_back("the definition of this instrument");
    }
    const program::ReadingId reading = find_reading(context_, scope_.instrument, name.text);
    if (reading.valid()) {
      Meaning meaning;
      meaning.kind = MeaningKind::Reading;
      meaning.reading = reading;
      meanings.push_back(std::move(meaning));
      words.emplace_back("the reading of this instrument");
    }
  }

  /// True iff `definition` speaks of `entity`; emits otherwise.
  bool suits(program::DefinitionId definition, program::EntityId entity, const ast::Name& name) {
    const program::Definition& entry = context_.program.definitions[definition];
    if (entry.entity == entity) return true;
    if (entity.valid() && entry.entity.valid()) {
      report(Code::WrongEntity, name.span, name.text, context_.program.entities[entry.entity].name,
             context_.program.entities[entity].name);
    }
    return false;
  }

  Meaning of_variable(program::VariableId id, const ast::Path& path) {
    const program::Variable& variable = context_.program.variables[id];
    Meaning meaning;
    meaning.variable = id;
    if (variable.type.kind == TypeKind::Reference) {
      if (path.parts.size() > 1) {
        return walk({id, {}}, variable.type.entity, path, 1);
      }
      meaning.kind = MeaningKind::Row;
    } else if (path.parts.size() == 1) {
      meaning.kind = MeaningKind::Variable;
    } else {
      report(Code::NoFurtherFacts, path.parts[0].span, path.parts[0].text,
             to_string(context_.program, variable.type), path.parts[1].text);
      return {};
    }
    return meaning;
  }

  /// `path.parts[at]` is `fact`, of the row `subject`.
  Meaning through_fact(program::Subject subject, program::FactId fact, const ast::Path& path,
                       std::size_t at) {
    const program::Fact& entry = context_.program.facts[fact];
    // Speaking of a fact is using the vocabulary that declares it.
    context_.sees(scope_.file,
                  context_.entity_origins[static_cast<std::size_t>(entry.entity.index)]);
    Meaning meaning;
    if (at + 1 == path.parts.size()) {
      meaning.kind = MeaningKind::Fact;
      meaning.subject = std::move(subject);
      meaning.fact = fact;
      return meaning;
    }
    switch (entry.type.kind) {
      case TypeKind::Reference:
        subject.references.push_back(fact);
        return walk(std::move(subject), entry.type.entity, path, at + 1);
      case TypeKind::Rows:
        report(Code::RowsNeedQuantifier, path.parts[at].span, entry.name);
        return {};
      case TypeKind::Invalid: return {};
      default:
        report(Code::NoFurtherFacts, path.parts[at].span, entry.name,
               to_string(context_.program, entry.type), path.parts[at + 1].text);
        return {};
    }
  }

  /// `path.parts[at]` is something of the row `subject`, which is of `entity`.
  Meaning walk(program::Subject subject, program::EntityId entity, const ast::Path& path,
               std::size_t at) {
    const ast::Name& name = path.parts[at];
    const auto fact = find_fact(context_, entity, name.text);
    const program::DefinitionId definition = context_.definition(scope_.instrument, name.text);
    const bool defined =
        definition.valid() && context_.program.definitions[definition].entity == entity;
    if (fact && defined) {
      report(Code::AmbiguousName, name.span, name.text,
             "the fact of " + context_.program.entities[entity].name +
                 " or the definition of this instrument");
      return {};
    }
    if (fact) return through_fact(std::move(subject), *fact, path, at);
    if (defined) return of_definition(std::move(subject), definition, path, at);
    if (at + 1 < path.parts.size()) {
      const program::InstrumentId instrument = find_instrument(context_, scope_.file, name.text);
      if (instrument.valid()) {
        return in_instrument(instrument, std::move(subject), entity, path, at + 1);
      }
    }
    if (definition.valid()) {
      suits(definition, entity, name);
      return {};
    }
    std::vector<std::string> candidates;
    add_fact_names(context_, entity, candidates);
    add_names(context_, scope_.instrument, candidates);
    report(Code::UnknownFact, name.span, name.text, context_.program.entities[entity].name,
           did_you_mean(name.text, candidates));
    return {};
  }

  Meaning of_definition(program::Subject subject, program::DefinitionId definition,
                        const ast::Path& path, std::size_t at) {
    if (at + 1 < path.parts.size()) {
      report(Code::NoFurtherFacts, path.parts[at].span, path.parts[at].text,
             to_string(context_.program, context_.program.definitions[definition].type),
             path.parts[at + 1].text);
      return {};
    }
    Meaning meaning;
    meaning.kind = MeaningKind::Definition;
    meaning.subject = std::move(subject);
    meaning.definition = definition;
    return meaning;
  }

  Meaning in_instrument(program::InstrumentId instrument, program::Subject subject,
                        program::EntityId entity, const ast::Path& path, std::size_t at) {
    const ast::Name& name = path.parts[at];
    const program::DefinitionId definition = context_.definition(instrument, name.text);
    if (definition.valid()) {
      if (!suits(definition, entity, name)) return {};
      return of_definition(std::move(subject), definition, path, at);
    }
    const program::ReadingId reading = find_reading(context_, instrument, name.text);
    if (reading.valid() && at + 1 == path.parts.size()) {
      Meaning meaning;
      meaning.kind = MeaningKind::Reading;
      meaning.reading = reading;
      return meaning;
    }
    std::vector<std::string> candidates;
    add_names(context_, instrument, candidates);
    report(Code::DefinitionNotFound, name.span, context_.program.instruments[instrument].name,
           name.text, did_you_mean(name.text, candidates));
    return {};
  }

  void report_unknown(const ast::Path& path) {
    const ast::Name& first = path.parts[0];
    if (silent_ || (path.parts.size() > 1 && context_.misses(scope_.file, first.text))) return;
    const auto module = context_.modules.find(first.text);
    if (path.parts.size() > 1 && module != context_.modules.end()) {
      if (module->second.instrument.valid()) {
        context_.report(Code::NotUsed, first.span, path_text(path), first.text);
      } else {
        context_.report(Code::WrongKindOfName, first.span, first.text, "a vocabulary",
                        "an instrument");
      }
      return;
    }
    std::vector<std::string> candidates;
    for (const program::VariableId id : scope_.variables) {
      candidates.push_back(context_.program.variables[id].name);
    }
    add_fact_names(context_, scope_.entity, candidates);
    add_names(context_, scope_.instrument, candidates);
    if (path.parts.size() > 1) add_module_names(context_, candidates);
    context_.report(Code::UnknownName, first.span, first.text,
                    suggestion(context_, scope_.file, first.text, candidates));
  }

  Context& context_;
  const Scope& scope_;
  bool silent_;
};

}  // namespace

Meaning resolve_path(Context& context, const Scope& scope, const ast::Path& path) {
  return PathResolver(context, scope, false).resolve(joined(context, path));
}

std::optional<Meaning> resolve_silently(Context& context, const Scope& scope,
                                        const std::string& name) {
  ast::Path path;
  path.parts.push_back({name, {}});
  Meaning meaning = PathResolver(context, scope, true).resolve(path);
  if (meaning.kind == MeaningKind::None) return std::nullopt;
  return meaning;
}

program::DefinitionId resolve_definition(Context& context, FileId file,
                                         program::InstrumentId instrument,
                                         const ast::Path& written) {
  if (written.parts.empty()) return {};  // it could not be read, which has been reported
  const ast::Path path = joined(context, written);
  const ast::Name& last = path.parts.back();
  std::vector<std::string> candidates;
  if (path.parts.size() == 2) {
    const ast::Name& first = path.parts[0];
    const program::InstrumentId other = find_instrument(context, file, first.text);
    if (other.valid()) {
      const program::DefinitionId found = context.definition(other, last.text);
      if (found.valid()) return found;
      add_names(context, other, candidates);
      context.report(Code::DefinitionNotFound, last.span, first.text, last.text,
                     did_you_mean(last.text, candidates));
      return {};
    }
    if (context.misses(file, first.text)) return {};
    if (context.modules.contains(first.text)) {
      context.report(Code::NotUsed, first.span, path_text(path), first.text);
      return {};
    }
    add_module_names(context, candidates);
    context.report(Code::UnknownName, first.span, first.text, did_you_mean(first.text, candidates));
    return {};
  }
  if (path.parts.size() > 2) {
    context.report(Code::WrongKindOfName, path.span, path_text(path), "a chain of names",
                   "a definition");
    return {};
  }
  if (instrument.valid()) {
    const program::DefinitionId found = context.definition(instrument, last.text);
    if (found.valid()) return found;
    add_names(context, instrument, candidates);
  } else {
    // Outside an instrument (in an example): the one definition in sight that has the name.
    std::vector<std::string> meanings;
    program::DefinitionId found;
    const auto called = context.definitions_called.find(last.text);
    if (called != context.definitions_called.end()) {
      for (const program::DefinitionId id : called->second) {
        const std::string name =
            context.program.instruments[context.program.definitions[id].instrument].name;
        if (!context.sees_module(file, name)) continue;
        meanings.push_back("\"" + name + "." + last.text + "\"");
        found = id;
      }
    }
    if (meanings.size() == 1) return found;
    if (meanings.size() > 1) {
      context.report(Code::AmbiguousName, last.span, last.text, list_text(meanings, "or"));
      return {};
    }
    if (!context.has_enough()) {
      for (const auto& [name, ids] : context.definitions_called) candidates.push_back(name);
    }
  }
  context.report(Code::UnknownName, last.span, last.text,
                 suggestion(context, file, last.text, candidates));
  return {};
}

program::ReadingId resolve_reading(Context& context, FileId file, const ast::Path& path) {
  const ast::Name& last = path.parts.back();
  std::vector<std::string> meanings;
  std::vector<std::string> candidates;
  program::ReadingId found;
  for (std::size_t index = 0; index < context.program.readings.size(); ++index) {
    const program::ReadingId id(index);
    const program::Reading& reading = context.program.readings[id];
    const std::string& instrument = context.program.instruments[reading.instrument].name;
    candidates.push_back(instrument + "." + reading.name);
    const bool named =
        path.parts.size() == 1 || (path.parts.size() == 2 && path.parts[0].text == instrument);
    if (!named || reading.name != last.text || !context.sees_module(file, instrument)) continue;
    meanings.push_back("\"" + instrument + "." + reading.name + "\"");
    found = id;
  }
  if (meanings.size() > 1) {
    context.report(Code::AmbiguousName, path.span, path_text(path), list_text(meanings, "or"));
    return {};
  }
  if (meanings.empty()) {
    context.report(Code::UnknownName, path.span, path_text(path),
                   did_you_mean(path_text(path), candidates));
  }
  return found;
}

std::optional<std::size_t> resolve_choice(Context& context, program::ReadingId reading,
                                          const ast::Name& name) {
  const program::Reading& entry = context.program.readings[reading];
  std::vector<std::string> candidates;
  for (std::size_t index = 0; index < entry.choices.size(); ++index) {
    if (entry.choices[index].name == name.text) return index;
    candidates.push_back(entry.choices[index].name);
  }
  context
      .report(Code::UnknownReadingChoice, name.span, entry.name, name.text,
              did_you_mean(name.text, candidates))
      .labels.push_back({entry.span, "its choices are listed here"});
  return std::nullopt;
}

std::string path_text(const ast::Path& path) {
  std::string text;
  for (const ast::Name& part : path.parts) text += (text.empty() ? "" : ".") + part.text;
  return text;
}

}  // namespace nansen::check
