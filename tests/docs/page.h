// A page of the documentation as its samples: fenced blocks, each with what it does when run.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nansen::docs {

enum class BlockKind { Provision, File, Console };

/// A fenced block whose info string asks that something be done with it:
/// ```treaty NAME.treaty, ```csv NAME.csv, ```c NAME.c and ```cpp NAME.cpp write a file, ```console
/// runs its `$ ` lines.
/// Blocks without a name, and in other languages, are only to be read.
struct Block {
  BlockKind kind{};
  std::string name;       // of the file; empty for a console
  std::size_t begin = 0;  // lines of the page [begin, end), the fences excluded
  std::size_t end = 0;
};

/// The blocks of a page that do something, in its order.
std::vector<Block> blocks_of(const std::vector<std::string>& lines);

/// A command of a console block and what the page says it prints. A command may go on after a
/// backslash on the next line.
struct Step {
  std::string command;
  std::vector<std::string> shown;  // the lines of the command as the page has them
  std::string output;
};

/// The steps of the lines of a console block. What stands before the first `$ ` has no command.
std::vector<Step> steps_of(const std::vector<std::string>& lines);

/// The text of several lines, each with its line feed.
std::string text_of(const std::vector<std::string>& lines);

}  // namespace nansen::docs
