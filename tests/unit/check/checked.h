// One source text, parsed and checked, with what was complained of.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/syntax/parse.h"

namespace nansen {

/// The facts that most sources of these tests speak of.
inline constexpr std::string_view vocabulary = R"(
vocabulary base
unit persons
unit USD
unit inhabitants
enumeration Ground { race, religion, opinion }
ordered enumeration Degree { none < low < high }
entity State {
  safe : boolean
  parent : State
}
entity Nationality {
  country : State
  protects : boolean
}
entity Person {
  a : boolean
  b : boolean
  c : boolean
  d : boolean
  grounds : set of Ground
  main_ground : Ground
  degree : Degree
  age : integer from 0 to 150
  hosted : integer in persons
  income : decimal in USD
  quota : share
  arrived : date
  left : date
  wait : period in days
  stay : period in years
  asylum : State
  home : State
  nationalities : rows of Nationality
}
)";

class Checked {
 public:
  explicit Checked(const std::vector<std::string>& texts) {
    std::vector<ast::File> parsed;
    for (const std::string& text : texts) {
      const FileId file = sources.add("file" + std::to_string(parsed.size()) + ".treaty", text);
      parsed.push_back(syntax::parse(sources, file, emitter));
    }
    EXPECT_FALSE(emitter.has_errors())
        << "the text does not parse: " << emitter.diagnostics()[0].message;
    program = check::check(parsed, sources, emitter);
    const std::vector<std::string> complaints = program::verify(program);
    EXPECT_TRUE(complaints.empty()) << complaints[0];
  }

  /// `words` as the body of an instrument `i` over the vocabulary above.
  static Checked body(const std::string& words) {
    return Checked({std::string(vocabulary) + "instrument i {\n" + words + "\n}\n"});
  }

  /// The names of what was complained of, in order.
  std::vector<std::string> complaints() const {
    std::vector<std::string> names;
    for (const Diagnostic& diagnostic : emitter.diagnostics()) {
      names.emplace_back(registration(diagnostic.code).name);
    }
    return names;
  }

  /// The message of the only complaint.
  const Diagnostic& only() const {
    EXPECT_EQ(emitter.diagnostics().size(), 1U);
    return emitter.diagnostics().front();
  }

  /// The only definition called `name`.
  const program::Definition& definition(const std::string& name) const {
    const auto found = program::find_definition(program, name);
    EXPECT_TRUE(found) << "nothing is called " << name;
    return program.definitions[found.value_or(program::DefinitionId(0))];
  }

  std::string_view text(const Diagnostic& diagnostic) const {
    return sources.text(std::get<Span>(diagnostic.location));
  }

  /// The definition `i.name` as printed, without its first line.
  std::string printed(const std::string& name) const {
    const std::string all = print(program);
    const std::string head = "definition i." + name + " ";
    const std::size_t begin = all.find(head);
    if (begin == std::string::npos) return "";
    std::size_t end = all.find('\n', begin) + 1;
    const std::size_t body = end;
    while (end < all.size() && all[end] == ' ') end = all.find('\n', end) + 1;
    return all.substr(body, end - body);
  }

  SourceFiles sources;
  Emitter emitter;
  program::Program program;
};

using Names = std::vector<std::string>;

}  // namespace nansen
