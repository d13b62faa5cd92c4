#include "compiler/driver/help.h"

#include <sstream>
#include <string>

namespace nansen::driver {

namespace {

constexpr std::size_t names_width = 28;

/// `words` set line by line from the column `indent`, where the first line, `text` so far, has
/// come to `column`; a word that no line has room for has one of its own.
std::string wrapped(std::string text, std::size_t column, const std::string& words,
                    std::size_t indent) {
  std::istringstream stream(words);
  bool is_first = true;  // on its line
  for (std::string word; stream >> word; is_first = false) {
    if (!is_first && column + 1 + word.size() > help_width) {
      text += "\n" + std::string(indent, ' ');
      column = indent;
      is_first = true;
    }
    text += (is_first ? "" : " ") + word;
    column += (is_first ? 0 : 1) + word.size();
  }
  return text + "\n";
}

/// `names` on the left and what they mean on the right, from the next line on where they are long.
std::string entry(const std::string& names, const std::string& meaning) {
  constexpr std::size_t margin = 2;
  std::string text = wrapped(std::string(margin, ' '), margin, names, 2 * margin);
  if (meaning.empty()) return text;
  if (text.size() > names_width) {
    text += std::string(names_width, ' ');
  } else {
    text.back() = ' ';
    text.resize(names_width, ' ');
  }
  return wrapped(std::move(text), names_width, meaning, names_width);
}

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    return entry(make_option_name(option, is_positional) + make_option_opts(option),
                 make_option_desc(option));
  }
  std::string make_subcommand(const CLI::App* command) const override {
    return entry(command->get_display_name(true), command->get_description());
  }
  std::string make_description(const CLI::App* app) const override {
    return wrapped("", 0, app->get_description(), 0);
  }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> help_formatter() { return std::make_shared<HelpFormatter>(); }

}  // namespace nansen::driver
