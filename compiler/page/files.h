// The parts of the page that are files of this folder, and the library that draws its charts, all
// of them inside the program; used inside this room only.
#pragma once

#include <string_view>

namespace nansen::page::files {

/// The skeleton of the page, as a Mustache template.
std::string_view skeleton();
/// Parts of it that stand at several places: a chart with its table, and a question.
std::string_view figure();
std::string_view subject();
std::string_view style();
/// The library's licence, the library and then the page's own script, each for an element.
std::string_view licence();
std::string_view library();
std::string_view script();

}  // namespace nansen::page::files
