// Every beginning of a file, and files with bytes changed at random, end in a tree or in errors,
// with every span inside the file.
#include <random>

#include "tests/support/files.h"
#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

/// Files that use all constructs, comments at awkward places among them.
std::vector<std::string> samples() {
  std::vector<std::string> texts;
  const auto folder = testing_support::source_directory() / "tests" / "golden" / "format";
  for (const char* name : {"constructs.treaty", "awkward_comments.treaty",
                           "../syntax/drafts.treaty", "formulas.treaty"}) {
    auto text = testing_support::read_file(folder / name);
    EXPECT_TRUE(text.has_value()) << name;
    texts.push_back(std::move(text).value_or(""));
  }
  return texts;
}

void expect_inside(Span span, std::size_t size, const std::string& text) {
  EXPECT_LE(span.begin, span.end) << text;
  EXPECT_LE(span.end, size) << text;
}

void expect_sound(const std::string& text) {
  const Parsed parsed(text);
  for (const Diagnostic& diagnostic : parsed.emitter.diagnostics()) {
    if (const auto* span = std::get_if<Span>(&diagnostic.location)) {
      expect_inside(*span, text.size(), text);
    }
    for (const Label& label : diagnostic.labels) expect_inside(label.span, text.size(), text);
    EXPECT_FALSE(diagnostic.message.empty());
    EXPECT_FALSE(diagnostic.help.empty());
  }
  for (const ast::Item& item : parsed.tree.items) {
    expect_inside(span_of(item), text.size(), text);
  }
  for (const ast::Comment& comment : parsed.tree.comments) {
    expect_inside(comment.span, text.size(), text);
  }
  // Printing walks the whole tree, holes and all.
  EXPECT_TRUE(parsed.emitter.has_errors() ||
              parsed.printed().find(": missing\n") == std::string::npos)
      << text;
}

bool is_word_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_';
}

TEST(Mutations, EveryBeginningOfAFileIsAnswered) {
  for (const std::string& text : samples()) {
    for (std::size_t length = 0; length < text.size(); ++length) {
      const bool inside_word =
          length > 0 && is_word_byte(text[length - 1]) && is_word_byte(text[length]);
      if (!inside_word) expect_sound(text.substr(0, length));
    }
  }
}

TEST(Mutations, BytesChangedAtRandomAreAnswered) {
  constexpr int rounds = 150;
  std::mt19937 random(20260728);
  for (const std::string& text : samples()) {
    std::uniform_int_distribution<std::size_t> position(0, text.size() - 1);
    std::uniform_int_distribution<int> byte(1, 255);
    for (int round = 0; round < rounds; ++round) {
      std::string changed = text;
      for (int i = 0; i <= round % 5; ++i)
        changed[position(random)] = static_cast<char>(byte(random));
      expect_sound(changed);
    }
  }
}

TEST(Mutations, WordsTakenOutOrPutElsewhereAreAnswered) {
  constexpr int rounds = 150;
  std::mt19937 random(42);
  for (const std::string& text : samples()) {
    std::uniform_int_distribution<std::size_t> position(0, text.size() - 1);
    std::uniform_int_distribution<std::size_t> length(1, 20);
    for (int round = 0; round < rounds; ++round) {
      std::string changed = text;
      const std::string taken = changed.substr(position(random), length(random));
      changed.erase(position(random), length(random));
      changed.insert(position(random) % (changed.size() + 1), taken);
      expect_sound(changed);
    }
  }
}

}  // namespace
}  // namespace nansen::syntax
