// Where this library is, and what stands beside it.
#pragma once

#include <string>
#include <vector>

namespace nansen::embed {

/// The path of `library` (`libnansen-compiler.so`) beside this library; empty where it is not
/// there.
std::string find_library(const std::string& library);

/// The folders where provisions of the library are found by name: beside this library, or where
/// installing puts them.
std::vector<std::string> library_folders();

}  // namespace nansen::embed
