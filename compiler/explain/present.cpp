#include "compiler/explain/present.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace nansen::explain {
namespace {

using report::Node;

std::string joined(const std::vector<std::string>& texts, std::string_view separator) {
  std::string text;
  for (const std::string& each : texts) {
    if (!text.empty()) text += separator;
    text += each;
  }
  return text;
}

// `name: value` of a fact that is the whole sentence, else `name is value` after the sentence.
std::string facts_text(const Step& step) {
  std::string text;
  for (const FactUse& use : step.facts) {
    const bool whole = step.facts.size() == 1 && step.words == use.name;
    text += text.empty() ? ": " : "; ";
    text += whole ? use.value : use.name + " is " + use.value;
    if (use.judgement) text += " [judgement]";
  }
  return text;
}

// Turns the steps into branches. What the answer does not turn on is folded into one line a branch,
// and so are exceptions that plainly do not apply.
class Presenter {
 public:
  Presenter(const program::Program& program, bool whole) : program_(program), whole_(whole) {}

  Node root(const Explanation& explanation, const std::string& case_name) {
    const Step& step = explanation.root;
    Node node = branch(step, nullptr, "");
    node.text = step.words + ": " + explanation.answer;
    if (!case_name.empty()) node.text += " for case \"" + case_name + "\"";
    std::string provision = step.citation + heading(step, nullptr);
    if (!step.demand.empty()) provision += ": " + step.demand;
    provision += facts_text(step);
    if (!step.remarks.empty()) provision += " (" + joined(step.remarks, "; ") + ")";
    node.details.insert(node.details.begin(), std::move(provision));
    if (!explanation.not_in_force.empty()) {
      node.details.push_back("the instrument is " + explanation.not_in_force);
    }
    return node;
  }

 private:
  Node branch(const Step& step, const Step* parent, const std::string& label) {
    // What only names a definition is shown as that definition.
    if (step.children.size() == 1 && step.facts.empty() && step.words == step.children[0].words &&
        step.children[0].kind == StepKind::Definition && step.kind != StepKind::ValueRule) {
      const bool addressed = step.kind != StepKind::Head && step.kind != StepKind::Row;
      Node node = branch(step.children[0], addressed && step.rule.valid() ? &step : parent,
                         label + lead(step, parent));
      add_remarks(step, node);
      return node;
    }
    Node node;
    node.truth = step.truth;
    node.text = label + lead(step, parent);
    if (step.kind == StepKind::Definition) {
      node.text += step.words;
      if (!step.value.empty()) node.text += " is " + step.value;
      if (parent == nullptr || parent->citation != step.citation) {
        node.text += ", " + address(step, parent) + heading(step, parent);
      }
      if (!step.demand.empty()) node.text += ": " + step.demand;
      node.text += facts_text(step);
    } else if (step.kind == StepKind::Stage) {
      // `extended by 6 months, art. 4(1): to 2023-09-04; prolonged is yes`
      node.text += step.words + ", " + address(step, parent) + heading(step, parent);
      if (!step.value.empty()) node.text += ": " + step.value;
      if (!step.demand.empty()) node.text += ": " + step.demand;
      node.text += facts_text(step);
    } else if (step.kind == StepKind::ValueRule) {
      // `gives full where all of these`; where its own ways in and exceptions follow, `gives full`.
      const std::string& condition = step.words.empty() ? step.demand : step.words;
      node.text += "gives " + step.value + (condition.empty() ? "" : " where " + condition);
      node.text += facts_text(step);
    } else {
      if (!names_itself(step)) node.text += step.words;
      if (!step.demand.empty()) {
        node.text += (step.words.empty() ? "" : ": ") + step.demand;
      }
      if (step.kind == StepKind::Otherwise) {
        node.text += " gives " + step.value;
      } else if (!step.value.empty() && step.facts.empty()) {
        node.text += " is " + step.value;
      }
      node.text += facts_text(step);
    }
    // Where the parts below say it all, nothing follows the address.
    if (node.text.ends_with(": ")) node.text.resize(node.text.size() - 2);
    add_remarks(step, node);
    for (const FactUse& use : step.facts) {
      // Each question once, where its fact is first missed.
      const bool open = !use.known && step.decisive && !use.question.empty();
      if (open && asked_.insert({use.fact, use.domain, use.row}).second) {
        node.details.push_back(use.question);
      }
    }
    if (whole_) {
      for (const std::string& note : step.notes) node.details.push_back("note: " + note);
      for (const std::string& mark : step.unverified)
        node.details.push_back("not verified: " + mark);
      for (const std::string& source : step.sources) node.details.push_back("source: " + source);
    }
    add_fields(step, node);
    add_children(step,
                 step.kind == StepKind::Condition || step.kind == StepKind::Row ? parent : &step,
                 node);
    return node;
  }

  // `Protocol, art. 1 applies` at the address Protocol, art. 1: what a connective or a settlement
  // between two provisions amounts to.
  static bool names_itself(const Step& step) { return step.words == step.citation + " applies"; }

  // The part the step plays, with its address: `(fear) `, `exception art. 1F "Exclusion": `.
  std::string lead(const Step& step, const Step* parent) const {
    const auto named = [&](std::string_view part) {
      return std::string(part) + " " + address(step, parent) + heading(step, parent) + ": ";
    };
    switch (step.kind) {
      case StepKind::Definition:
      case StepKind::Condition:
      case StepKind::Row: return "";
      case StepKind::Base: return named("base,");
      case StepKind::WayIn: return named("further way in,");
      case StepKind::Provision: return named("the rule of");
      case StepKind::Exception:
        return named(step.truth == Truth::Yes  ? "exception applies:"
                     : step.truth == Truth::No ? "exception does not apply:"
                                               : "exception may apply:");
      case StepKind::Lift:
        return named(step.truth == Truth::Yes  ? "lifted by"
                     : step.truth == Truth::No ? "not lifted by"
                                               : "perhaps lifted by");
      case StepKind::ValueRule:
        // A rule that another instrument adds.
        if (parent != nullptr && parent->rule.valid() &&
            citation(*parent).instrument != citation(step).instrument) {
          return address(step, parent) + heading(step, parent) + ": ";
        }
        break;
      case StepKind::Stage: return "";
      case StepKind::Head:
      case StepKind::Otherwise: break;
    }
    return step.label.empty() ? "" : "(" + step.label + ") ";
  }

  const Citation& citation(const Step& step) const { return program_.rules[step.rule].citation; }

  // Short within one instrument.
  std::string address(const Step& step, const Step* parent) const {
    const bool near = parent != nullptr && parent->rule.valid() &&
                      citation(*parent).instrument == citation(step).instrument;
    const std::string text = near ? to_string(citation(step)) : step.citation;
    return text.empty() ? step.citation : text;
  }

  // The heading, where the reader comes from another provision.
  std::string heading(const Step& step, const Step* parent) const {
    const bool same = parent != nullptr && parent->rule.valid() && step.kind != StepKind::Base &&
                      citation(*parent).instrument == citation(step).instrument &&
                      citation(*parent).divisions == citation(step).divisions;
    return step.heading.empty() || same ? "" : " \"" + step.heading + "\"";
  }

  static void add_remarks(const Step& step, Node& node) {
    if (!step.remarks.empty()) node.text += " (" + joined(step.remarks, "; ") + ")";
  }

  // How a part of a step is shown.
  enum class Showing : std::uint8_t {
    Whole,         // with its own parts
    Alone,         // without them: met, and yet defeated or yielding to another rule
    Inapplicable,  // an exception that plainly does not apply: by its address only
    Aside,         // what the answer does not turn on: by its label only
  };

  Showing showing(const Step& step) const {
    if (whole_) return Showing::Whole;
    const bool exception = step.kind == StepKind::Exception || step.kind == StepKind::Lift;
    if (exception && step.truth == Truth::No) {
      return lifted_inside(step) ? Showing::Whole : Showing::Inapplicable;
    }
    if (step.decisive) return Showing::Whole;
    return !step.remarks.empty() && step.kind != StepKind::Definition ? Showing::Alone
                                                                      : Showing::Aside;
  }

  // Whether something that would have made the step hold was itself excepted.
  static bool lifted_inside(const Step& step) {
    return std::any_of(step.children.begin(), step.children.end(), [](const Step& child) {
      const bool exception = child.kind == StepKind::Exception || child.kind == StepKind::Lift;
      return child.decisive && ((exception && child.truth == Truth::Yes) || lifted_inside(child));
    });
  }

  void add_children(const Step& step, const Step* parent, Node& node) {
    std::vector<std::string> inapplicable;
    std::map<Truth, std::vector<std::string>, std::greater<>> aside;
    for (const Step& child : step.children) {
      switch (showing(child)) {
        case Showing::Whole: node.children.push_back(branch(child, parent, "")); break;
        case Showing::Alone: {
          Step alone = child;
          alone.children.clear();
          node.children.push_back(branch(alone, parent, ""));
          break;
        }
        case Showing::Inapplicable:
          inapplicable.push_back(address(child, parent) + heading(child, parent));
          break;
        case Showing::Aside: aside[child.truth].push_back(brief(child, parent)); break;
      }
    }
    if (!inapplicable.empty()) {
      const std::string part = "no exception applies";
      const std::string words = joined(inapplicable, ", ");
      Node line;
      line.truth = Truth::Yes;
      line.text = part + ": " + words;
      line.fields = {{"part", part}, {"words", words}};
      node.children.push_back(std::move(line));
    }
    for (const auto& [truth, names] : aside) {
      const std::string words = joined(names, ", ");
      Node line;
      line.text = fmt::format("not decisive ({}): {}", to_string(truth), words);
      line.fields = {{"part", std::string("not decisive")}, {"truth", truth}, {"words", words}};
      node.children.push_back(std::move(line));
    }
  }

  std::string brief(const Step& step, const Step* parent) const {
    if (step.kind == StepKind::Base || step.kind == StepKind::WayIn ||
        step.kind == StepKind::Exception || step.kind == StepKind::Lift ||
        step.kind == StepKind::Provision) {
      return address(step, parent);
    }
    if (step.kind == StepKind::Row) return step.label;
    if (step.kind == StepKind::Definition || step.kind == StepKind::Stage) return step.words;
    if (!step.label.empty()) return "(" + step.label + ")";
    return step.words.empty() ? step.demand : step.words;
  }

  static std::string_view part_name(StepKind kind) {
    switch (kind) {
      case StepKind::Definition: return "definition";
      case StepKind::Base: return "base";
      case StepKind::WayIn: return "way in";
      case StepKind::Head: return "head";
      case StepKind::Exception: return "exception";
      case StepKind::Lift: return "lift";
      case StepKind::ValueRule: return "value rule";
      case StepKind::Otherwise: return "otherwise";
      case StepKind::Provision: return "provision";
      case StepKind::Condition: return "condition";
      case StepKind::Stage: return "stage";
      case StepKind::Row: return "row";
    }
    return "condition";
  }

  static void add_fields(const Step& step, Node& node) {
    std::string facts;
    for (const FactUse& use : step.facts) {
      facts += (facts.empty() ? "" : "; ") + use.name + " = " + use.value;
    }
    node.fields = {{"part", std::string(part_name(step.kind))},
                   {"truth", step.truth},
                   {"value", step.value},
                   {"citation", step.citation},
                   {"heading", step.heading},
                   {"words", step.words},
                   {"demand", step.demand},
                   {"facts", facts},
                   {"remarks", joined(step.remarks, "; ")},
                   {"sources", joined(step.sources, "; ")}};
  }

  const program::Program& program_;
  bool whole_;
  std::set<std::tuple<program::FactId, ir::DomainId, std::size_t>> asked_;
};

report::Sheet facts_sheet(const Explanation& explanation) {
  report::Sheet sheet;
  sheet.key = "facts";
  sheet.title = explanation.undetermined ? "The answer turns on" : "The answer rests on";
  sheet.columns = {{"fact"}, {"value"}, {"kind"}, {"matters for"}};
  const auto add = [&](const FactUse& use, std::string_view why) {
    sheet.rows.push_back({use.full_name(), use.value,
                          std::string(use.judgement ? "judgement" : "fact"), std::string(why)});
  };
  for (const FactUse& use : explanation.facts) add(use, "the answer");
  for (const FactUse& use : explanation.facts_of_exceptions) add(use, "that no exception applies");
  return sheet;
}

// A terminal shows at most so many sets of an answer.
constexpr std::size_t sets_drawn = 5;

// The facts that the drawn sets ask for, under the questions that ask for them.
class Questions {
 public:
  void ask(const FactUse& use) {
    if (use.question.empty()) return;
    const auto known = std::find_if(asked_.begin(), asked_.end(), [&use](const Asked& asked) {
      return asked.fact == use.fact && asked.question == use.question;
    });
    Asked& asked = known == asked_.end() ? asked_.emplace_back(use.fact, use.question) : *known;
    const std::string name = use.owner + use.name;
    if (std::find(asked.names.begin(), asked.names.end(), name) == asked.names.end()) {
      asked.names.push_back(name);
    }
  }

  std::vector<Node> drawn() const {
    std::vector<Node> nodes;
    for (const Asked& asked : asked_) {
      nodes.push_back(
          {std::nullopt, joined(asked.names, ", ") + ": " + asked.question, {}, {}, {}});
    }
    return nodes;
  }

 private:
  struct Asked {
    program::FactId fact;
    std::string question;
    std::vector<std::string> names = {};
  };
  std::vector<Asked> asked_;
};

Node drawn(const Outlook& outlook, const std::string& listing, Questions& questions) {
  Node answer;
  answer.text =
      outlook.answer + (outlook.sets.size() == 1 && outlook.all ? ", if:" : ", if one of these:");
  const std::size_t count = std::min(outlook.sets.size(), sets_drawn);
  for (std::size_t at = 0; at < count; ++at) {
    std::vector<std::string> facts;
    for (const NeededFact& needed : outlook.sets[at]) {
      facts.push_back(needed.fact.full_name() + " " + needed.needed);
      questions.ask(needed.fact);
    }
    answer.children.push_back({std::nullopt, joined(facts, "; "), {}, {}, {}});
  }
  const std::size_t further = outlook.sets.size() - count;
  if (!outlook.all) {
    answer.children.push_back({std::nullopt, "and more", {}, {}, {}});
  } else if (further > 0) {
    answer.children.push_back(
        {std::nullopt, fmt::format("and {} more, which {} lists", further, listing), {}, {}, {}});
  }
  return answer;
}

report::Sheet outlook_sheet(const std::vector<Outlook>& outlooks, const std::string& listing) {
  report::Sheet sheet;
  sheet.key = "settled_by";
  sheet.title = "What would settle it";
  sheet.columns = {{"answer"}, {"set", report::Align::Right}, {"fact"}, {"needed"}, {"question"}};
  Questions questions;
  for (const Outlook& outlook : outlooks) {
    if (outlook.sets.empty()) continue;
    std::int64_t number = 0;
    for (const SettlingSet& set : outlook.sets) {
      ++number;
      for (const NeededFact& needed : set) {
        sheet.rows.push_back(
            {outlook.answer, number, needed.fact.full_name(), needed.needed, needed.fact.question});
      }
    }
    sheet.drawing.push_back(drawn(outlook, listing, questions));
  }
  std::vector<Node> asked = questions.drawn();
  if (!asked.empty()) {
    sheet.drawing.push_back({std::nullopt, "where these are asked:", {}, {}, std::move(asked)});
  }
  return sheet;
}

// What the search for settling facts did not get to.
std::vector<std::string> cut_short(const std::vector<Outlook>& outlooks) {
  std::vector<std::string> lines;
  for (const Outlook& outlook : outlooks) {
    if (outlook.smallest) continue;
    lines.push_back(fmt::format("The search for {} was cut short: {}", outlook.answer,
                                outlook.sets.empty() ? "what would settle it so was not found."
                                                     : "there may be smaller sets."));
  }
  return lines;
}

}  // namespace

report::Report present(const program::Program& program, const Explanation& explanation,
                       const std::vector<Outlook>& outlooks, const PresentOptions& options) {
  report::Report report;
  report.sections = true;
  report::Tree tree;
  tree.key = "reasons";
  tree.root = Presenter(program, options.whole).root(explanation, options.case_name);
  report.parts.emplace_back(std::move(tree));
  report::Sheet facts = facts_sheet(explanation);
  if (!facts.rows.empty()) report.parts.emplace_back(std::move(facts));
  report::Sheet settled = outlook_sheet(outlooks, options.listing);
  if (!settled.rows.empty()) report.parts.emplace_back(std::move(settled));
  const auto add_lines = [&](std::string key, std::string title,
                             const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    report.parts.emplace_back(report::Lines{std::move(key), std::move(title), std::nullopt, lines});
  };
  add_lines("search", "", cut_short(outlooks));
  add_lines("notes", "Notes", explanation.notes);
  add_lines("unverified", "Not verified", explanation.unverified);
  return report;
}

}  // namespace nansen::explain
