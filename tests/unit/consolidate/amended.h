// Texts amended by drafts, for the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "compiler/consolidate/consolidate.h"
#include "compiler/format/text_of.h"
#include "compiler/syntax/parse.h"

namespace nansen::consolidate {

/// Files read for a test, which must be without errors of syntax.
struct Read {
  SourceFiles sources;
  std::vector<ast::File> files;

  explicit Read(const std::vector<std::string>& texts) {
    Emitter emitter;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const FileId file = sources.add("file" + std::to_string(i) + ".treaty", texts[i]);
      files.push_back(syntax::parse(sources, file, emitter));
    }
    for (const Diagnostic& one : emitter.diagnostics()) ADD_FAILURE() << one.message;
  }
};

inline const ast::Instrument* instrument_in(const std::vector<ast::File>& files,
                                            const std::string& name = {}) {
  for (const ast::File& file : files) {
    for (const ast::Item& item : file.items) {
      const auto* instrument = std::get_if<ast::Instrument>(&item);
      if (instrument != nullptr && (name.empty() || instrument->name.text == name)) {
        return instrument;
      }
    }
  }
  return nullptr;
}

/// The names and messages of diagnostics, one a line.
inline std::string told(const Emitter& emitter) {
  std::string text;
  for (const Diagnostic& one : emitter.diagnostics()) {
    text += std::string(registration(one.code).name) + ": " + one.message + '\n';
  }
  return text;
}

/// The first instrument of `texts` with `drafts` applied, in canonical layout, and what was said.
struct Amended {
  std::string text;
  std::string errors;
  World world;

  Amended(const std::vector<std::string>& texts, const std::vector<std::string>& drafts) {
    const Read read(texts);
    Emitter emitter;
    world = consolidate(read.files, drafts, read.sources, emitter);
    errors = told(emitter);
    if (const ast::Instrument* found = instrument_in(world.files)) text = format::text_of(*found);
  }

  bool says(const std::string& words) const { return text.find(words) != std::string::npos; }
};

/// `amendments` as the only ones of a draft called `d`, cited as "Draft".
inline std::string draft_of(const std::string& amendments, const std::string& base = "i") {
  return "draft d amends " + base + " {\n  cited as \"Draft\"\n" + amendments + "\n}\n";
}

inline Amended amended(const std::string& instrument, const std::string& amendments) {
  return Amended({instrument, draft_of(amendments)}, {"d"});
}

}  // namespace nansen::consolidate
