#include "tests/docs/page.h"

#include <optional>
#include <sstream>

namespace nansen::docs {

namespace {

constexpr std::string_view fence = "```";

std::optional<Block> block_of(const std::string& line) {
  std::istringstream words(line.substr(fence.size()));
  std::string language;
  std::string name;
  words >> language >> name;
  if (language == "console") return Block{BlockKind::Console, "", 0, 0};
  if (name.empty()) return std::nullopt;
  if (language == "treaty") return Block{BlockKind::Provision, name, 0, 0};
  for (const char* file : {"csv", "c", "cpp"}) {
    if (language == file) return Block{BlockKind::File, name, 0, 0};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Block> blocks_of(const std::vector<std::string>& lines) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].starts_with(fence)) continue;
    const std::size_t begin = i + 1;
    std::size_t end = begin;
    while (end < lines.size() && !lines[end].starts_with(fence)) ++end;
    if (auto block = block_of(lines[i])) {
      block->begin = begin;
      block->end = end;
      blocks.push_back(std::move(*block));
    }
    i = end;
  }
  return blocks;
}

std::vector<Step> steps_of(const std::vector<std::string>& lines) {
  std::vector<Step> steps;
  bool goes_on = false;
  for (const std::string& line : lines) {
    const bool begins = !goes_on && line.starts_with("$ ");
    if (begins) {
      steps.push_back({line.substr(2), {line}, ""});
    } else if (goes_on) {
      steps.back().command += "\n" + line;
      steps.back().shown.push_back(line);
    } else {
      if (steps.empty()) steps.emplace_back();
      steps.back().output += line + "\n";
    }
    goes_on = (begins || goes_on) && line.ends_with('\\');
  }
  return steps;
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace nansen::docs
