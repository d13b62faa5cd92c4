#include "tests/structure/layering.h"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <sstream>

#include "tests/support/files.h"

namespace nansen::structure {

namespace {

using testing_support::lines_of;

struct Include {
  std::string target;
  std::size_t line = 0;
};

std::vector<Include> includes_of(std::string_view text) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re");
  std::vector<Include> includes;
  const std::vector<std::string> lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].find("include") == std::string::npos) continue;
    std::smatch match;
    if (std::regex_search(lines[i], match, pattern)) includes.push_back({match[1], i + 1});
  }
  return includes;
}

/// `compiler/ir` of `compiler/ir/print.cpp`, `runtime` of `runtime/batch.h`; nothing for others.
std::optional<std::string> room_of(const std::string& path) {
  static const std::regex pattern(R"(^(runtime|compiler/[^/]+)/.*)");
  std::smatch match;
  if (!std::regex_match(path, match, pattern)) return std::nullopt;
  return match[1];
}

bool is_antlr(const std::string& include) {
  static const std::regex pattern(R"((^|.*/)(antlr4.*|Treaty(Lexer|Parser|Visitor|Listener).*))");
  return std::regex_match(include, pattern);
}

bool is_llvm(const std::string& include) {
  return include.starts_with("llvm/") || include.starts_with("llvm-c/") ||
         include.starts_with("lld/");
}

/// `compiler/ir/print` of `compiler/ir/print.cpp`.
std::string stem_of(const std::string& path) { return path.substr(0, path.rfind('.')); }

/// `word` stands in every match of `pattern`; looking for it first saves most of the time.
struct ForbiddenUse {
  const char* word;
  const char* pattern;
  const char* what;
};

/// What only the driver does.
constexpr std::array driver_only = {
    ForbiddenUse{"std::c", R"(\bstd::(cout|cerr|clog)\b)", "writes to a stream of the process"},
    ForbiddenUse{"printf", R"(\b(v|f|vf)?printf\s*\()", "prints"},
    ForbiddenUse{"put", R"(\b(fputs|puts|putchar|fputc)\s*\()", "prints"},
    ForbiddenUse{"fmt::", R"(\bfmt::(v)?print(ln)?\s*\()", "prints"},
    ForbiddenUse{"xit", R"(\b(_Exit|_exit|exit|quick_exit)\s*\()", "ends the process"},
    ForbiddenUse{"getenv", R"(\b(getenv|secure_getenv)\s*\()", "reads the environment"},
};

/// Where the process may end with words because the compiler itself is wrong.
constexpr std::string_view bug_file = "compiler/base/bug.cpp";

void add_forbidden_uses(const std::string& path, std::string_view text,
                        std::vector<std::string>& found) {
  const std::vector<std::string> lines = lines_of(without_comments_and_strings(text));
  for (const ForbiddenUse& use : driver_only) {
    const std::regex pattern(use.pattern);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].find(use.word) == std::string::npos) continue;
      if (!std::regex_search(lines[i], pattern)) continue;
      found.push_back(path + ":" + std::to_string(i + 1) + " " + use.what +
                      ", which only the driver may do");
    }
  }
}

/// The target's folder: `compiler/ir` of `nansen_ir`, nothing for what is not a room.
std::optional<std::string> room_of_target(const std::string& target) {
  if (target == "nansen-native") return "compiler/codegen";
  if (target == "nansen_runtime") return "runtime";
  if (target == "nansen_options" || !target.starts_with("nansen_")) return std::nullopt;
  return "compiler/" + target.substr(std::string_view("nansen_").size());
}

}  // namespace

Arrows arrows_of(std::string_view cmake_lists) {
  const std::string text(cmake_lists);
  Arrows arrows;
  const auto add_links = [&](const std::string& room, const std::string& words) {
    std::set<std::string>& seen = arrows[room];
    std::istringstream stream(words);
    for (std::string word; stream >> word;) {
      if (const auto target = room_of_target(word)) seen.insert(*target);
    }
  };
  static const std::regex room(R"(\nnansen_room\((\S+?)(\s+LINKS\s+([^)]*))?\))");
  for (std::sregex_iterator match(text.begin(), text.end(), room), end; match != end; ++match) {
    add_links((*match)[1], (*match)[3]);
  }
  static const std::regex links(R"(target_link_libraries\((nansen[\w-]*)\s([^)]*)\))");
  for (std::sregex_iterator match(text.begin(), text.end(), links), end; match != end; ++match) {
    if (const auto target = room_of_target((*match)[1])) add_links(*target, (*match)[2]);
  }
  for (bool grew = true; grew;) {
    grew = false;
    for (auto& [from, seen] : arrows) {
      const std::set<std::string> direct = seen;
      for (const std::string& next : direct) {
        for (const std::string& further : arrows[next]) grew |= seen.insert(further).second;
      }
    }
  }
  return arrows;
}

std::vector<std::string> rooms_in_a_circle(const Arrows& arrows) {
  std::vector<std::string> found;
  for (const auto& [room, seen] : arrows) {
    if (seen.contains(room)) found.push_back(room);
  }
  return found;
}

std::set<std::string> passes_of(std::string_view pass_order) {
  std::set<std::string> passes;
  for (const Include& include : includes_of(pass_order)) {
    const bool is_pass = include.target.starts_with("compiler/passes/") &&
                         include.target != "compiler/passes/passes.h";
    if (is_pass) passes.insert(include.target);
  }
  return passes;
}

std::vector<std::string> offences(const std::string& path, std::string_view text,
                                  const Arrows& arrows, const std::set<std::string>& passes) {
  std::vector<std::string> found;
  const auto room = room_of(path);
  if (!room) return {path + " is in no room"};
  const auto links = arrows.find(*room);
  if (links == arrows.end()) return {path + " is in a room that CMakeLists.txt does not name"};

  for (const Include& include : includes_of(text)) {
    const auto add = [&](const std::string& why) {
      found.push_back(path + ":" + std::to_string(include.line) + " includes " + include.target +
                      ", but " + why);
    };
    const auto target = room_of(include.target);
    if (target && *room == "runtime" && *target != "runtime") {
      add("the runtime knows nothing of the compiler");
    } else if (target && *target != *room && !links->second.contains(*target)) {
      add(*room + " does not link " + *target);
    }
    if (is_antlr(include.target) && *room != "compiler/syntax") add("ANTLR stays inside syntax");
    if (include.target == "cadical.hpp" && *room != "compiler/logic") {
      add("the SAT solver stays inside logic");
    }
    if (is_llvm(include.target) && *room != "compiler/codegen") add("LLVM stays inside codegen");
    const bool pass_sees_pass = passes.contains(include.target) && *room == "compiler/passes" &&
                                path != pass_order_file && stem_of(path) != stem_of(include.target);
    if (pass_sees_pass) add("a pass does not see another");
    const bool engines_meet =
        target && ((*room == "compiler/interpret" && *target == "compiler/codegen") ||
                   (*room == "compiler/codegen" && *target == "compiler/interpret"));
    if (engines_meet) add("the two engines must not share code: each checks the other");
  }
  if (*room != "compiler/driver" && path != bug_file) add_forbidden_uses(path, text, found);
  const std::size_t count = lines_of(text).size();
  if (count > longest_file && !path.ends_with(".def")) {
    found.push_back(path + " has " + std::to_string(count) + " lines, more than " +
                    std::to_string(longest_file));
  }
  return found;
}

std::string without_comments_and_strings(std::string_view text) {
  enum class State { Code, LineComment, BlockComment, Quotation, RawQuotation };
  std::string result(text);
  State state = State::Code;
  char quote = 0;
  std::string raw_end;
  const auto blank = [&](std::size_t at) {
    if (result[at] != '\n') result[at] = ' ';
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    switch (state) {
      case State::Code:
        if (rest.starts_with("//")) {
          state = State::LineComment;
        } else if (rest.starts_with("/*")) {
          state = State::BlockComment;
        } else if (rest.starts_with("R\"")) {
          state = State::RawQuotation;
          raw_end = ")" + std::string(rest.substr(2, rest.find('(') - 2)) + "\"";
          ++i;
        } else if (rest.front() == '"' ||
                   (rest.front() == '\'' && (i == 0 || !std::isalnum(text[i - 1])))) {
          state = State::Quotation;
          quote = rest.front();
        }
        if (state == State::LineComment || state == State::BlockComment) blank(i);
        break;
      case State::LineComment:
        blank(i);
        if (rest.front() == '\n') state = State::Code;
        break;
      case State::BlockComment:
        blank(i);
        if (rest.starts_with("*/")) {
          blank(++i);
          state = State::Code;
        }
        break;
      case State::Quotation:
        if (rest.front() == quote) {
          state = State::Code;
        } else {
          blank(i);
          if (rest.front() == '\\' && i + 1 < text.size()) blank(++i);
        }
        break;
      case State::RawQuotation:
        if (rest.starts_with(raw_end)) {
          i += raw_end.size() - 1;
          state = State::Code;
        } else {
          blank(i);
        }
        break;
    }
  }
  return result;
}

}  // namespace nansen::structure
