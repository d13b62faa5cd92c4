// The words that cannot be names: the documentation lists those of the grammar, and each is refused
// wherever a name is declared.
#include <algorithm>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/files.h"
#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

std::string file_text(const std::string& path) {
  auto text = testing_support::read_file(testing_support::source_directory() / path);
  EXPECT_TRUE(text.has_value()) << path;
  return std::move(text).value_or("");
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  std::set<std::string> found;
  for (auto match = std::sregex_iterator(text.begin(), text.end(), expression);
       match != std::sregex_iterator(); ++match) {
    found.insert((*match)[1].str());
  }
  return found;
}

/// The words of the grammar without those that its rule `name` lets be names.
std::set<std::string> reserved_words() {
  const std::string grammar = file_text("grammar/Treaty.g4");
  std::set<std::string> words = matches(grammar, "[A-Z_]+ : '([a-z]+)' ;");
  const std::size_t rule = grammar.find("\nname\n");
  const std::string names = grammar.substr(rule, grammar.find(';', rule) - rule);
  for (const std::string& name : matches(names, "'([a-z]+)'")) words.erase(name);
  return words;
}

TEST(ReservedWords, AreListedInTheDocumentation) {
  const std::string page = file_text("docs/language/comments-and-layout.md");
  const std::size_t begin = page.find("## Words that cannot be names");
  ASSERT_NE(begin, std::string::npos);
  const std::size_t end = page.find("\n## ", begin + 1);
  const std::set<std::string> listed = matches(page.substr(begin, end - begin), "`([a-z]+)`");
  EXPECT_EQ(listed, reserved_words());
}

TEST(ReservedWords, AreRefusedAsNames) {
  for (const std::string& word : reserved_words()) {
    const std::string expected = "\"" + word + "\" is a word of the language and cannot be a name";
    for (const auto& [before, behind] : {std::pair{"vocabulary ", ""},
                                         {"instrument ", " { }"},
                                         {"entity ", " { }"},
                                         {"entity P {\n", " : boolean\n}"},
                                         {"entity P { a : date ", " : boolean }"},
                                         {"enumeration E { a, ", " }"},
                                         {"instrument i { define ", " of P as a }"}}) {
      const Parsed parsed(before + word + behind);
      ASSERT_EQ(parsed.errors().size(), 1U) << before << word;
      EXPECT_NE(parsed.errors().front().find("N1016 " + expected), std::string::npos)
          << before << word << ": " << parsed.errors().front();
    }
  }
}

}  // namespace
}  // namespace nansen::syntax
