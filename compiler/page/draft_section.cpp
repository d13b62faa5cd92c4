// What a draft changes in the text: its provisions, what each does to the cases, the concordance.
#include <algorithm>

#include "compiler/compare/outcome_words.h"
#include "compiler/page/section.h"
#include "compiler/page/words.h"

namespace nansen::page {

using compare::ChangedProvision;
using compare::ComparedDraft;
using compare::Effect;
using compare::Group;
using compare::Outcome;
using consolidate::Concordance;
using consolidate::Fate;

namespace {

constexpr std::size_t most_provisions = 200;

const char* word_of(Fate fate) {
  switch (fate) {
    case Fate::Same: return "the same";
    case Fate::Changed: return "changed";
    case Fate::Renumbered: return "renumbered";
    case Fate::RenumberedAndChanged: return "renumbered and changed";
    case Fate::Omitted: return "omitted";
    case Fate::Inserted: return "inserted";
  }
  return "";
}

/// `forced_migrant: 37 persons`, for every question that the provision changes answers to.
Markup reach_of(const Outcome* outcome, std::size_t draft, std::size_t provision, bool none) {
  Markup items;
  if (outcome != nullptr) {
    for (const Effect& effect : outcome->effects) {
      if (effect.draft != draft) continue;
      std::int64_t persons = 0;
      for (const Group& group : effect.groups) {
        if (std::ranges::find(group.causes, provision) != group.causes.end()) {
          persons += number_of(*outcome, group.count);
        }
      }
      if (persons == 0) continue;
      const std::string name = short_name(*outcome, outcome->subjects[effect.subject]);
      Markup item = link(subject_anchor(effect.subject), text(name));
      item += text(": " + people(*outcome, persons));
      items += element("li", item);
    }
  }
  if (!items.empty()) return element("ul", items, "plain");
  return text(none ? "No case here shows a difference by it." : "–");
}

Table provisions_of(const ComparedDraft& draft, std::size_t at, const Outcome* outcome) {
  Table table;
  table.caption = "What \"" + draft.name + "\" changes, by the order of the text";
  table.kind = "provisions";
  table.columns = {{"provision"}, {"what happened"}, {"words"}, {"by"}};
  if (outcome != nullptr) table.columns.push_back({"whose answers it changes"});
  for (std::size_t row = 0; row < draft.provisions.size(); ++row) {
    const ChangedProvision& provision = draft.provisions[row];
    const bool none = std::ranges::find(draft.without_effect, row) != draft.without_effect.end();
    std::vector<Markup>& cells = table.rows.emplace_back();
    cells.push_back(anchored(provision_anchor(at, row), text(provision.citation)));
    cells.push_back(text(fate_of(provision)));
    cells.push_back(element("span", marked(provision.before, provision.after), "words"));
    cells.push_back(text(provision.amending));
    if (outcome != nullptr) cells.push_back(reach_of(outcome, at, row, none));
  }
  return table;
}

/// The rows that differ, or those that are the same.
Table concordance_of(const DraftText& draft, bool same) {
  Table table;
  table.caption = same ? "Provisions that are the same" : "Table of concordance";
  table.kind = "provisions";
  table.columns = {{"old"}, {"new"}, {"what happened"}, {"words"}};
  for (const Concordance& row : draft.rows) {
    if ((row.fate == Fate::Same) != same) continue;
    table.rows.push_back({text(row.old_address.empty() ? "–" : row.old_address),
                          text(row.new_address.empty() ? "–" : row.new_address),
                          text(word_of(row.fate)),
                          element("span", marked(row.old_words, row.new_words), "words")});
  }
  return table;
}

Markup concordance_of(const DraftText& draft) {
  Markup made;
  for (const bool same : {false, true}) {
    const Table table = concordance_of(draft, same);
    if (table.rows.empty()) continue;
    const auto count = static_cast<std::int64_t>(table.rows.size());
    const std::string summary = table.caption + " (" + page::number(count) + ")";
    // Paper need not repeat what is the same.
    made += folded(text(summary), table_with_rest(table, most_provisions, "provisions"),
                   same ? "rest" : "");
  }
  return made;
}

/// The same as `joined`, each as code.
Markup names_of(const std::vector<std::string>& names) {
  Markup made;
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (at > 0) made += text(at + 1 == names.size() ? " and " : ", ");
    made += element("code", text(names[at]));
  }
  return made;
}

}  // namespace

std::string draft_anchor(std::size_t draft) { return "draft-" + std::to_string(draft + 1); }

std::string provision_anchor(std::size_t draft, std::size_t provision) {
  return draft_anchor(draft) + "-provision-" + std::to_string(provision + 1);
}

Data draft_section(const ComparedDraft& draft, std::size_t number, const Outcome* outcome,
                   const DraftText* text_of_draft) {
  Data made;
  made["anchor"] = draft_anchor(number);
  made["name"] = draft.name;
  made["heading"] = draft.title.empty() ? draft.name : draft.title;
  made["provisions"] = Data(false);
  if (!draft.provisions.empty()) {
    made["provisions"] =
        raw(table_with_rest(provisions_of(draft, number, outcome), most_provisions, "provisions"));
  }
  Markup only;
  if (!draft.only_here.empty()) {
    Markup words = text("Only the draft has ");
    words += names_of(draft.only_here);
    words += text(".");
    only += element("p", words);
  }
  if (!draft.only_in_base.empty()) {
    Markup words = text("The draft no longer has ");
    words += names_of(draft.only_in_base);
    words += text(".");
    only += element("p", words);
  }
  made["only"] = raw(only);
  made["concordance"] =
      text_of_draft == nullptr ? Data(false) : raw(concordance_of(*text_of_draft));
  return made;
}

}  // namespace nansen::page
