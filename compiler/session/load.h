// Finds and parses the files of a run: those named, and those their `uses` ask for.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace nansen::session {

/// The files of one run, in the order they were found: texts and those named first, as named.
struct Loaded {
  SourceFiles sources;
  std::vector<ast::File> files;  // files[i] is the file whose id has the index i
  /// How many of `files` were named by the user; the rest were asked for.
  std::size_t named = 0;
  /// The files that were named in the place of the drafts in them.
  std::map<std::string, FileId> draft_files = {};
  /// What is wrong with the files themselves.
  std::vector<Diagnostic> problems = {};

  /// True iff every file was read and parsed without an error.
  bool is_whole() const;
};

/// Provisions that are no file: what messages call them, and the text.
struct Text {
  std::string name;
  std::string text;
};

/// What is read of a run. Texts come before files.
struct Wanted {
  std::vector<std::string> names;         // files, or names of library files
  std::vector<std::string> drafts = {};   // names of drafts, or files that declare some
  std::vector<std::string> library = {};  // folders
  std::vector<Text> texts = {};
  std::string kept = {};  // where trees are kept from run to run (kept::Files); empty: nowhere
};

enum class Follow : std::uint8_t { NamedOnly, Uses };

/// Reads and parses what `wanted` names, then, if `follow` says so, every file that a `uses`, an
/// `amends` or an `as amended by` asks for.
///
/// A name is a path, or the bare name of a provision file in the library: its folders, in order,
/// and of each then the folders in it, in order of name. A `uses` is met by a file already read
/// that declares a vocabulary or instrument of that name; else by NAME.treaty beside the file that
/// asks; else by NAME.treaty in the library. So is what a draft amends, which may be a draft too,
/// and the drafts of an example. A draft named in `wanted` is a path, or is met as if each named
/// file asked for it; then by NAME.treaty in the current folder. What is found nowhere is left to
/// whoever needs it to report; a named file that cannot be read is a problem of what is returned.
Loaded load(const Wanted& wanted, Follow follow);

/// Reads and parses `file` again, after it was changed, and what it asks for beyond before. All
/// else stays as it was parsed. `wanted` is that of `load`, which followed what is used.
void reload(Loaded& loaded, FileId file, const Wanted& wanted);

}  // namespace nansen::session
