// The first step: everything that has a name is entered, so that order in the text does not matter.
#pragma once

#include <vector>

#include "compiler/check/context.h"

namespace nansen::check {

/// Enters vocabularies, instruments, enumerations, entities and units of all files, then works out
/// what each file sees.
void declare_modules(Context& context, const std::vector<ast::File>& files);

/// Gives every fact of every entity its type; enumerations and entities are known.
void declare_facts(Context& context, const std::vector<ast::File>& files);

/// Enters readings, definitions (with their types) and clauses of every instrument.
void declare_provisions(Context& context, const std::vector<ast::File>& files);

/// Warns of every name after `uses` from which nothing was taken.
void report_unused_imports(Context& context);

/// The texts of `annotations` by kind.
struct Annotations {
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
};
Annotations sort_annotations(const std::vector<ast::Annotation>& annotations);

}  // namespace nansen::check
