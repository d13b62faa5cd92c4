#include "tests/differential/random_draft.h"

#include <sstream>
#include <vector>

namespace nansen::test {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The entity that the provision of line `at` is about.
std::string entity_at(const Lines& lines, std::size_t at) {
  for (std::size_t line = at + 1; line-- > 0;) {
    const std::size_t of = lines[line].find(" of ");
    if (lines[line].find("define ") != std::string::npos && of != std::string::npos) {
      return lines[line].substr(of + 4, lines[line].find(' ', of + 4) - of - 4);
    }
    if (lines[line].find("  article") == 0) break;
  }
  return "";
}

class Amender {
 public:
  Amender(const std::string& text, Random& random) : lines_(lines_of(text)), random_(random) {}

  void amend() {
    switch (random_.below(8)) {
      case 0: return omit_head();
      case 1: return insert_head();
      case 2: return reword_head();
      case 3: return add_clause();
      case 4:
        return replace_anywhere({{"also applies where", "does not apply where"},
                                 {"does not apply where", "also applies where"}});
      case 5:
        return replace_anywhere({{": highest", ": low"},
                                 {": high", ": highest"},
                                 {": middle", ": high"},
                                 {": 2 persons", ": 7 persons"},
                                 {": 3 persons", ": 1 persons"},
                                 {": opinion", ": race"},
                                 {": religion", ": opinion"}});
      case 6:
        return replace_anywhere({{"at least 2 of {", "any of {"},
                                 {"any of {", "all of {"},
                                 {"all of {", "any of {"},
                                 {"none of {", "all of {"},
                                 {"for every", "for some"},
                                 {"for some", "for every"},
                                 {"is at least", "is more than"},
                                 {"is less than", "is at most"},
                                 {" and ", " or "},
                                 {" or ", " and "}});
      default:
        return replace_anywhere({{"narrow default", "narrow"}}, "literal", "literal default");
    }
  }

  std::string text() const {
    std::string text;
    for (const std::string& line : lines_) text += line + "\n";
    return text;
  }

 private:
  static bool is_head(const std::string& line) { return line.starts_with("      (l"); }

  std::vector<std::size_t> heads() const {
    std::vector<std::size_t> heads;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (is_head(lines_[at])) heads.push_back(at);
    }
    return heads;
  }
  /// A condition over rows of `entity`.
  std::string condition(const std::string& entity) {
    if (entity == "State") return random_.chance(50) ? "party" : "stable";
    if (entity == "Tie") return random_.chance(50) ? "real" : "strong";
    if (random_.chance(20)) return "(for some x in ties : x.real)";
    return "f" + std::to_string(random_.below(10));
  }

  void omit_head() {
    const auto found = heads();
    if (!found.empty())
      lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(random_.pick(found)));
  }

  void insert_head() {
    const auto found = heads();
    if (found.empty()) return;
    const std::size_t at = random_.pick(found);
    const std::string label = "      (n" + std::to_string(++inserted_) + ") ";
    const std::size_t where = lines_[at].find("where ");
    std::string line = label + condition(entity_at(lines_, at));
    if (where != std::string::npos) {
      // Another rule that gives a value; which of several counts is said by the definition.
      line = label + "where " + condition(entity_at(lines_, at)) +
             lines_[at].substr(lines_[at].rfind(" : "));
    }
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(at + random_.below(2)), line);
  }

  void reword_head() {
    const auto found = heads();
    if (found.empty()) return;
    const std::size_t at = random_.pick(found);
    std::string& line = lines_[at];
    const std::size_t where = line.find("where ");
    const std::size_t begin =
        where == std::string::npos ? line.find(") ", line.find("(l")) + 2 : where + 6;
    const std::size_t end = where == std::string::npos ? line.size() : line.rfind(" : ");
    const std::string old = line.substr(begin, end - begin);
    const std::string more = condition(entity_at(lines_, at));
    const std::vector<std::string> forms{"(" + old + " or " + more + ")",
                                         "(" + old + " and " + more + ")", "not " + old, more};
    line.replace(begin, end - begin, random_.pick(forms));
  }

  void add_clause() {
    std::vector<std::string> targets;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      const std::size_t define = lines_[at].find("define ");
      if (define == std::string::npos || lines_[at].find(" as ") == std::string::npos) continue;
      const std::string name =
          lines_[at].substr(define + 7, lines_[at].find(' ', define + 7) - define - 7);
      const bool first = at < second();
      targets.push_back((first ? "first." : "") + name + "|" + entity_at(lines_, at));
    }
    if (targets.empty()) return;
    const std::string target = random_.pick(targets);
    const std::size_t bar = target.find('|');
    const std::string words =
        random_.chance(50) ? " does not apply where " : " also applies where ";
    const std::string number = std::to_string(++inserted_);
    lines_.pop_back();
    lines_.push_back("  article " + std::to_string(900 + inserted_) + " { (c" + number + ") " +
                     target.substr(0, bar) + words + condition(target.substr(bar + 1)) + " }");
    lines_.emplace_back("}");
  }

  std::size_t second() const {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (lines_[at].starts_with("instrument second")) return at;
    }
    return lines_.size();
  }

  void replace_anywhere(const std::vector<std::pair<std::string, std::string>>& words,
                        const std::string& also = "", const std::string& by = "") {
    const auto& [old, fresh] = random_.pick(words);
    std::vector<std::pair<std::size_t, std::size_t>> places;
    bool begun = false;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      begun = begun || lines_[at].starts_with("instrument");
      if (!begun) continue;
      for (std::size_t place = lines_[at].find(old); place != std::string::npos;
           place = lines_[at].find(old, place + 1)) {
        places.emplace_back(at, place);
      }
    }
    if (places.empty()) return;
    const auto [line, place] = random_.pick(places);
    lines_[line].replace(place, old.size(), fresh);
    if (also.empty()) return;
    std::string& next = lines_[line + 1];
    next.replace(next.find(also), also.size(), by);
  }

  Lines lines_;
  Random& random_;
  int inserted_ = 0;
};

}  // namespace

std::string random_draft(const std::string& text, Random& random, std::size_t amendments) {
  Amender amender(text, random);
  for (std::size_t count = 0; count < amendments; ++count) amender.amend();
  return amender.text();
}

}  // namespace nansen::test
