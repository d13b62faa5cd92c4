// The repository's own texts, for the tests of this folder.
#pragma once

#include <string>
#include <vector>

#include "tests/support/files.h"

namespace nansen::syntax {

/// The texts in a folder of the repository, sound or not.
inline std::vector<std::string> texts_of(const std::string& folder) {
  std::vector<std::string> texts;
  const auto below = testing_support::source_directory() / folder;
  for (const auto& path : testing_support::files_below(below, {".treaty"})) {
    if (auto text = testing_support::read_file(path)) texts.push_back(std::move(*text));
  }
  return texts;
}

inline std::vector<std::string> all_texts() {
  std::vector<std::string> texts;
  for (const char* folder : {"stdlib", "examples", "tests/golden", "tests/conformance"}) {
    for (std::string& text : texts_of(folder)) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace nansen::syntax
