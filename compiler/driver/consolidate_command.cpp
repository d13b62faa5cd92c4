// nansen consolidate: an instrument as drafts amend it, as a provision file.

#include <algorithm>

#include "compiler/driver/asked_text.h"
#include "compiler/driver/command.h"
#include "compiler/format/text_of.h"

namespace nansen::driver {

namespace {

/// The files that make up the text: that of the instrument, then those of the drafts, each once.
std::vector<FileId> files_of(const AskedText& text) {
  std::vector<FileId> files{text.instrument->span.file};
  const session::Session& world = *text.world;
  Emitter ignored;
  for (const std::string& name : world.drafts()) {
    for (const ast::Draft* draft : consolidate::stack_of(world.loaded().files, name, ignored)) {
      if (std::find(files.begin(), files.end(), draft->span.file) == files.end()) {
        files.push_back(draft->span.file);
      }
    }
  }
  return files;
}

/// An example that was of the amended text is of the text that this has become.
void forget_drafts(ast::Item& item) {
  auto* example = std::get_if<ast::Example>(&item);
  if (example == nullptr) return;
  for (auto* items : {&example->leading, &example->items}) {
    std::erase_if(*items, [](const ast::ExampleItem& part) {
      return std::holds_alternative<ast::AsAmendedBy>(part);
    });
  }
}

/// The text as one file: what the files of the drafts hold beside them (the vocabulary they need,
/// examples) stands after the instrument's own.
std::string printed(const AskedText& text) {
  const std::vector<ast::File>& written = text.world->loaded().files;
  std::string whole;
  std::vector<std::string> used;
  for (const FileId id : files_of(text)) {
    for (ast::Item item : text.world->files()[static_cast<std::size_t>(id.index)].items) {
      if (auto* uses = std::get_if<ast::Uses>(&item)) {
        std::erase_if(uses->names, [&used](const ast::Name& name) {
          return std::find(used.begin(), used.end(), name.text) != used.end();
        });
        if (uses->names.empty()) continue;
        for (const ast::Name& name : uses->names) used.push_back(name.text);
      }
      forget_drafts(item);
      if (!whole.empty()) whole += '\n';
      const auto* instrument = std::get_if<ast::Instrument>(&item);
      whole += instrument != nullptr ? format::consolidated_text(*instrument, written)
                                     : format::text_of(item) + "\n";
    }
  }
  return whole;
}

}  // namespace

Status run_consolidate(const ConsolidateArguments& arguments, const Terminal& terminal) {
  Common common = arguments.common;
  common.drafts.clear();  // they are applied to a text that is found first
  Command command(common, terminal);
  session::Session& session = command.session();
  Output output(arguments.out);
  Output* const outputs[] = {&output};
  const auto answer = [&] {
    if (!session.load()) return;
    auto name = find_text(session, arguments.text);
    if (!name) return;
    for (const std::string& word : arguments.common.drafts) {
      const auto drafts = session.drafts_called(word);
      if (!drafts) return;
      name->drafts.insert(name->drafts.end(), drafts->begin(), drafts->end());
    }
    if (!session.check()) return;
    const auto text = ask_text(session, *name);
    if (!text || !command.open(outputs)) return;
    output.write(printed(*text));
  };
  answer();
  command.commit(outputs);
  return command.close();
}

}  // namespace nansen::driver
