#include "compiler/page/page.h"

#include <algorithm>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/compare/outcome_words.h"
#include "compiler/page/files.h"
#include "compiler/page/section.h"
#include "compiler/page/words.h"

namespace nansen::page {

using compare::ComparedDraft;
using compare::Effect;
using compare::Outcome;
using compare::Subject;

namespace {

constexpr std::size_t most_marks = 20;
/// Drafts that the title names.
constexpr std::size_t most_named = 3;

class Writer {
 public:
  explicit Writer(const Content& content) : content_(content), outcome_(content.outcome) {}

  Data page() {
    head();
    overview();
    drafts();
    subjects("definitions", "Definitions",
             [](const Subject& subject) { return !subject.is_right && !subject.is_status; });
    subjects("statuses", "Statuses", [](const Subject& subject) { return subject.is_status; });
    rights();
    states();
    unverified();
    receipt();
    data_["navigation"] = list_of(std::move(navigation_));
    return std::move(data_);
  }

 private:
  void enter(const std::string& anchor, const std::string& words) {
    Data entry;
    entry["anchor"] = anchor;
    entry["words"] = words;
    navigation_.push_back(std::move(entry));
  }

  const std::vector<ComparedDraft>& all_drafts() const {
    static const std::vector<ComparedDraft> none;
    if (outcome_ != nullptr) return outcome_->drafts;
    return content_.shares != nullptr ? content_.shares->changes : none;
  }

  void fact(std::vector<Data>& facts, const std::string& term, const Markup& description) {
    Data made;
    made["term"] = term;
    made["description"] = raw(description);
    facts.push_back(std::move(made));
  }

  static Data part(std::string_view source) {
    return Data(kainjow::mustache::partial([source] { return std::string(source); }));
  }

  static Markup named(const std::string& name, const std::string& title) {
    Markup made = element("code", text(name));
    if (!title.empty()) made += text(" “" + title + "”");
    return made;
  }

  void head() {
    const std::string base = outcome_ != nullptr ? outcome_->base : content_.shares->base;
    const std::string title = outcome_ != nullptr ? outcome_->base_title : "";
    std::vector<std::string> drafts;
    for (const ComparedDraft& draft : all_drafts()) drafts.push_back(draft.name);
    const std::vector<std::string>& before =
        outcome_ != nullptr ? outcome_->base_drafts : content_.shares->base_drafts;
    data_["base"] = compare::amended(base, before);
    data_["draft_names"] = drafts.size() > most_named
                               ? number(static_cast<std::int64_t>(drafts.size())) + " drafts"
                               : joined(drafts);
    data_["version"] = content_.version;
    data_["style"] = std::string(files::style());
    data_["licence"] = std::string(files::licence());
    data_["library"] = std::string(files::library());
    data_["script"] = std::string(files::script());
    data_["figure"] = part(files::figure());
    data_["subject"] = part(files::subject());

    std::vector<std::string> sentences;
    if (outcome_ != nullptr) sentences = headlines(*outcome_);
    if (content_.shares != nullptr) {
      for (std::string& sentence : headlines(*content_.shares)) {
        sentences.push_back(std::move(sentence));
      }
    }
    for (std::string& sentence : compare::idle_drafts(all_drafts())) {
      sentences.insert(sentences.begin(), std::move(sentence));
    }
    data_["headlines"] = list_of({sentences.begin(), sentences.end()});

    std::vector<Data> facts;
    Markup base_text = named(base, title);
    base_text += text(compare::amended("", before));
    fact(facts, "Base", base_text);
    for (std::size_t at = 0; at < all_drafts().size(); ++at) {
      const ComparedDraft& draft = all_drafts()[at];
      fact(facts, "Draft", link(draft_anchor(at), named(draft.name, draft.title)));
    }
    if (outcome_ != nullptr) {
      fact(facts, "Cases",
           text(number(static_cast<std::int64_t>(outcome_->cases)) +
                (outcome_->weighted ? ", which stand for " + people(*outcome_, all_of(*outcome_))
                                    : "")));
      if (outcome_->as_of) fact(facts, "As of", text(*outcome_->as_of));
    }
    if (content_.shares != nullptr) {
      fact(facts, "Formula", element("code", text(content_.shares->formula)));
    }
    data_["facts"] = list_of(std::move(facts));
  }

  /// Every question and draft in one chart and table.
  void overview() {
    data_["overview"] = Data(false);
    if (outcome_ == nullptr) return;
    std::vector<const Effect*> effects;
    for (const Effect& effect : outcome_->effects) {
      const Subject& subject = outcome_->subjects[effect.subject];
      if (subject.kind == Subject::Kind::Truth && !subject.is_right) effects.push_back(&effect);
    }
    if (effects.empty()) return;
    enter("overview", "At a glance");
    Data section;
    section["figures"] =
        list_of({figure_of(gains_and_losses(*outcome_, effects, false), figures_)});
    data_["overview"] = std::move(section);
  }

  void drafts() {
    std::vector<Data> sections;
    for (std::size_t at = 0; at < all_drafts().size(); ++at) {
      const ComparedDraft& draft = all_drafts()[at];
      const auto text = std::ranges::find(content_.texts, draft.name, &DraftText::draft);
      sections.push_back(
          draft_section(draft, at, outcome_, text == content_.texts.end() ? nullptr : &*text));
    }
    data_["has_drafts"] = !sections.empty();
    if (!sections.empty()) enter("drafts", "What the drafts change in the text");
    data_["drafts"] = list_of(std::move(sections));
  }

  template <typename Wanted>
  void subjects(const std::string& key, const std::string& heading, Wanted wanted) {
    std::vector<Data> sections;
    std::vector<Data> untouched;
    for (std::size_t at = 0; outcome_ != nullptr && at < outcome_->subjects.size(); ++at) {
      if (!wanted(outcome_->subjects[at])) continue;
      const bool changes = std::ranges::any_of(outcome_->effects, [&](const Effect& effect) {
        return effect.subject == at && effect.differing.cases > 0;
      });
      if (changes) {
        sections.push_back(subject_section(*outcome_, at, figures_, room_));
      } else {
        Data item;
        item["anchor"] = subject_anchor(at);
        item["name"] = outcome_->subjects[at].name;
        untouched.push_back(std::move(item));
      }
    }
    data_["has_" + key] = !sections.empty() || !untouched.empty();
    if (!sections.empty() || !untouched.empty()) enter(key, heading);
    data_[key] = list_of(std::move(sections));
    data_["untouched_" + key] = list_of(std::move(untouched));
  }

  void rights() {
    subjects("rights", "Rights", [](const Subject& subject) { return subject.is_right; });
    data_["right_figures"] = Data(false);
    if (outcome_ == nullptr) return;
    std::vector<const Effect*> effects;
    for (const Effect& effect : outcome_->effects) {
      const Subject& subject = outcome_->subjects[effect.subject];
      if (subject.is_right && (subject.kind == Subject::Kind::Truth ||
                               subject.kind == Subject::Kind::OrderedEnumeration)) {
        effects.push_back(&effect);
      }
    }
    if (effects.empty()) return;
    data_["right_figures"] =
        list_of({figure_of(gains_and_losses(*outcome_, effects, true), figures_)});
  }

  void states() {
    data_["shares"] = Data(false);
    if (content_.shares == nullptr) return;
    enter("shares", "Shares, State by State");
    Data section;
    section["figures"] = list_of({figure_of(page::shares(*content_.shares), figures_)});
    data_["shares"] = std::move(section);
  }

  void unverified() {
    data_["unverified"] = Data(false);
    if (outcome_ == nullptr || outcome_->unverified.empty()) return;
    enter("unverified", "What is not verified");
    const std::vector<std::string>& marks = outcome_->unverified;
    const auto list = [&](std::size_t first, std::size_t end) {
      Markup items;
      for (std::size_t at = first; at < end; ++at) items += element("li", text(marks[at]));
      return element("ul", items);
    };
    Markup made = list(0, std::min(marks.size(), most_marks));
    if (marks.size() > most_marks) {
      made +=
          folded(text("The other " + number(static_cast<std::int64_t>(marks.size() - most_marks))),
                 list(most_marks, marks.size()), "rest");
    }
    Data section;
    section["marks"] = raw(made);
    data_["unverified"] = std::move(section);
  }

  void receipt() {
    data_["receipt"] = Data(false);
    if (content_.receipt.empty()) return;
    enter("receipt", "Receipt");
    data_["receipt"] = receipt_section(content_.receipt);
  }

  const Content& content_;
  const Outcome* outcome_;
  Data data_;
  std::vector<Data> navigation_;
  std::size_t figures_ = 0;
  Room room_;
};

}  // namespace

Data list_of(std::vector<Data> items) {
  Data made(Data::type::list);
  for (Data& item : items) made << item;
  return made;
}

Data raw(const Markup& markup) { return some(markup.html()); }

Data some(const std::string& words) { return words.empty() ? Data(false) : Data(words); }

Data figure_of(const Chart& chart, std::size_t& figures) {
  Data made;
  made["id"] = "figure-" + std::to_string(++figures);
  made["title"] = chart.title;
  made["description"] = chart.description;
  made["drawn"] = Data(false);
  if (!chart.data.empty()) {
    Data drawn;
    drawn["data"] = chart.data;
    made["drawn"] = std::move(drawn);
  }
  made["table"] = raw(chart.table);
  return made;
}

std::string of(const Content& content) {
  if (content.outcome == nullptr && content.shares == nullptr) {
    bug("a page needs an outcome of cases or of shares");
  }
  kainjow::mustache::mustache skeleton{std::string(files::skeleton())};
  if (!skeleton.is_valid()) bug("the page's template: " + skeleton.error_message());
  skeleton.set_custom_escape([](const std::string& words) { return text(words).html(); });
  return skeleton.render(Writer(content).page());
}

}  // namespace nansen::page
