// The way from a file to its canonical layout, and the check that nothing was lost on it.
#include "compiler/format/format.h"

#include "compiler/ast/print.h"
#include "compiler/base/bug.h"
#include "compiler/format/layout.h"
#include "compiler/format/page.h"
#include "compiler/syntax/parse.h"

namespace nansen::format {

namespace {

std::string lay_out(const std::string& source, const ast::File& file) {
  Page page(source, file.comments);
  Layout(page).file(file);
  return std::move(page).text();
}

}  // namespace

std::optional<std::string> format(const SourceFiles& files, FileId file, Emitter& emitter) {
  Emitter own;
  const ast::File tree = syntax::parse(files, file, own);
  for (const Diagnostic& diagnostic : own.diagnostics()) emitter.emit(diagnostic);
  if (own.has_errors()) return std::nullopt;
  std::string text = lay_out(files[file].text, tree);

  SourceFiles again;
  Emitter complaints;
  const ast::File reread = syntax::parse(again, again.add(files[file].path, text), complaints);
  if (complaints.has_errors() || !ast::same_text(tree, reread)) {
    bug("formatting changed what the file says");
  }
  return text;
}

}  // namespace nansen::format
