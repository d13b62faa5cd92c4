#include "compiler/explain/settle.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/explain/case_edit.h"
#include "compiler/explain/case_rows.h"
#include "compiler/explain/one_case.h"
#include "compiler/explain/settle_search.h"
#include "compiler/explain/words.h"

namespace nansen::explain {
namespace {

using program::TypeKind;

// What an output must be, as far as an answer says: the truths of some of its values, or (of a
// number) that it is known.
struct Target {
  std::string answer;
  std::vector<std::pair<std::size_t, Truth>> truths;
  std::optional<Rational> number;
};

class Settler {
 public:
  Settler(const program::Program& program, const Asked& asked, const CaseView& view,
          const SettleOptions& options)
      : program_(program),
        asked_(asked),
        view_(view),
        options_(options),
        alone_(one_case(view.module, view.batch, view.row)),
        facts_(program, view.module, alone_),
        evaluation_(program, asked.readings, facts_),
        search_(program, evaluation_, WaysLimit(options.sets_kept)) {
    const std::string name = qualified_name(program, asked.definition);
    for (const ir::Output& output : view.module.outputs) {
      if (output.name == name) output_ = &output;
    }
    if (output_ == nullptr) bug("the asked definition is not among the outputs");
    label_rows();
  }

  std::vector<Outlook> outlooks() {
    if (settled()) return {};
    const program::Definition& definition = program_.definitions[asked_.definition];
    std::vector<Outlook> outlooks;
    switch (definition.type.kind) {
      case TypeKind::Boolean:
        for (const Truth wanted : {Truth::Yes, Truth::No}) {
          add({std::string(to_string(wanted)), {{0, wanted}}, {}},
              search_.definition(asked_.definition, root(), wanted), outlooks);
        }
        break;
      case TypeKind::Enumeration: add_members(definition.type, outlooks); break;
      default: add_numbers(definition.type, outlooks); break;
    }
    return outlooks;
  }

 private:
  static Place root() { return {ir::DomainId(0), 0}; }

  bool settled() const {
    const auto known = [this](ir::ValueId value) {
      const interpret::Value& now = view_.trace.at(value, view_.row);
      const Truth* truth = std::get_if<Truth>(&now);
      return truth != nullptr ? *truth != Truth::Undetermined
                              : std::get<std::optional<Rational>>(now).has_value();
    };
    return std::all_of(output_->values.begin(), output_->values.end(), known);
  }

  void add_members(const program::Type& type, std::vector<Outlook>& outlooks) {
    const program::Enumeration& enumeration = program_.enumerations[type.enumeration];
    const std::size_t count = enumeration.members.size();
    const WaysLimit limit(options_.sets_kept);
    for (std::size_t member = 0; member < count; ++member) {
      Target target{enumeration.members[member].name, {}, {}};
      Ways ways = search_.definition_member(asked_.definition, root(), member, Truth::Yes);
      if (!enumeration.ordered) {
        target.truths.emplace_back(member, Truth::Yes);
      } else {
        // The output says "at least k" for every k but the least.
        if (member > 0) target.truths.emplace_back(member - 1, Truth::Yes);
        if (member + 1 < count) {
          target.truths.emplace_back(member, Truth::No);
          ways = limit.both(
              ways, search_.definition_member(asked_.definition, root(), member + 1, Truth::No));
        }
      }
      add(target, ways, outlooks);
    }
  }

  void add_numbers(const program::Type& type, std::vector<Outlook>& outlooks) {
    for (const NumberCase& each : search_.definition_number(asked_.definition, root())) {
      const bool fixed = each.form.unknown.empty();
      Target target{fixed ? number_words(type, each.form.known) : "a known value", {}, {}};
      if (fixed) target.number = each.form.known;
      add(target, WaysLimit(options_.sets_kept).both(each.ways, search_.any_number(each.form)),
          outlooks);
    }
  }

  // ---- replay
  // ------------------------------------------------------------------------------------

  bool settles(const Target& target, const Requirements& requirements, Choice choice) const {
    const runtime::Batch batch = edited(facts_, requirements, choice);
    const interpret::Trace trace = interpret::trace(view_.module, batch, 0);
    for (const auto& [position, wanted] : target.truths) {
      if (trace.truth(output_->values[position], 0) != wanted) return false;
    }
    if (!target.truths.empty()) return true;
    const auto& number = std::get<std::optional<Rational>>(trace.at(output_->values[0], 0));
    return number.has_value() && (!target.number || *number == *target.number);
  }

  // Without what is not needed.
  Requirements reduced(const Target& target, Requirements requirements) const {
    for (auto each = requirements.begin(); each != requirements.end();) {
      Requirements without = requirements;
      without.erase(each->first);
      if (settles(target, without, Choice::First) && settles(target, without, Choice::Last)) {
        each = requirements.erase(each);
      } else {
        ++each;
      }
    }
    return requirements;
  }

  void add(const Target& target, const Ways& ways, std::vector<Outlook>& outlooks) const {
    std::vector<Requirements> kept;
    for (const Requirements& way : ways) {
      if (kept.size() == options_.sets_shown) break;
      if (!settles(target, way, Choice::First) || !settles(target, way, Choice::Last)) {
        bug("facts that should make " + output_->name + " " + target.answer +
            " do not: " + text_of(way));
      }
      Requirements least = reduced(target, way);
      if (std::find(kept.begin(), kept.end(), least) == kept.end())
        kept.push_back(std::move(least));
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const Requirements& left, const Requirements& right) {
                       return left.size() < right.size();
                     });
    if (kept.empty()) return;
    const auto same = std::find_if(outlooks.begin(), outlooks.end(), [&](const Outlook& outlook) {
      return outlook.answer == target.answer;
    });
    Outlook& outlook =
        same == outlooks.end() ? outlooks.emplace_back(Outlook{target.answer, {}}) : *same;
    for (const Requirements& each : kept) outlook.sets.push_back(in_words(each));
  }

  // ---- words
  // -------------------------------------------------------------------------------------

  struct RowLabel {
    std::string prefix;    // of a referenced row: `country_of_asylum.`
    std::string row_name;  // of a linked row: `nationalities 2`
  };

  // Names every row that the case reaches, and the rows that could be added.
  void label_rows() {
    std::vector<Place> pending = {root()};
    labels_[root()] = {};
    while (!pending.empty()) {
      const Place place = pending.back();
      pending.pop_back();
      const RowLabel label = labels_[place];
      const auto reach = [&](Place there, RowLabel there_label) {
        if (labels_.try_emplace(there, std::move(there_label)).second) pending.push_back(there);
      };
      for (std::size_t index = 0; index < program_.facts.size(); ++index) {
        const program::FactId fact(index);
        const program::Fact& entry = program_.facts[fact];
        if (!facts_.column(place.domain, fact).valid()) continue;
        if (entry.type.kind == TypeKind::Reference) {
          const Place there = facts_.fact(place, fact).reference;
          if (there.known()) reach(there, {label.prefix + entry.name + ".", label.row_name});
        } else if (entry.type.kind == TypeKind::Rows) {
          const std::string above = label.row_name.empty() ? "" : label.row_name + ", ";
          const LinkedRows linked = facts_.linked(place, fact);
          std::size_t number = 0;
          for (const Place& row : linked.rows) {
            reach(row, {"", fmt::format("{}{} {}", above, entry.name, ++number)});
          }
          label_added(place, fact, above + "a further row of " + entry.name);
        }
      }
    }
  }

  void label_added(Place place, program::FactId link, std::string name) {
    const ir::ColumnId column = facts_.column(place.domain, link);
    const std::size_t row = added_row(view_.module, alone_, column, place.row);
    labels_[{view_.module.columns[column].target, row}] = {"", std::move(name)};
  }

  SettlingSet in_words(const Requirements& requirements) const {
    SettlingSet set;
    for (const auto& [place, requirement] : requirements) {
      set.push_back({use_of(place), needed(place, requirement)});
    }
    return set;
  }

  FactUse use_of(const FactPlace& fact_place) const {
    const auto& [place, id] = fact_place;
    const program::Fact& fact = program_.facts[id];
    FactUse use;
    use.fact = id;
    use.domain = place.domain;
    use.row = place.domain == ir::DomainId(0) ? view_.row : place.row;
    const auto label = labels_.find(place);
    if (label != labels_.end()) {
      use.name = label->second.prefix + fact.name;
      use.row_name = label->second.row_name;
    } else {
      use.name = row_words(place) + "." + fact.name;
    }
    use.value = "unknown";
    use.judgement = fact.judgement;
    use.question = fact.question;
    return use;
  }

  std::string row_words(Place place) const {
    const std::string name =
        view_.row_names ? view_.row_names(place.domain, place.row) : std::string();
    const std::string& entity = view_.module.domains[place.domain].entity;
    return name.empty() ? fmt::format("{} {}", entity, place.row + 1)
                        : fmt::format("{} \"{}\"", entity, name);
  }

  std::string needed(const FactPlace& fact_place, const Requirement& requirement) const {
    const auto& [place, id] = fact_place;
    const program::Fact& fact = program_.facts[id];
    switch (requirement.kind) {
      case RequirementKind::OneOf:
        return fact.type.kind == TypeKind::Boolean ? (requirement.allowed[1] ? "yes" : "no")
                                                   : allowed_words(fact.type, requirement.allowed);
      case RequirementKind::Members: return members_words(fact.type, requirement);
      case RequirementKind::Within: return range_words(fact_place, requirement);
      case RequirementKind::Row: {
        const ir::ColumnId column = facts_.column(place.domain, id);
        return row_words({view_.module.columns[column].target, requirement.row});
      }
      case RequirementKind::Complete:
        return facts_.linked(place, id).rows.empty() ? "no rows at all"
                                                     : "no rows beyond those listed";
      case RequirementKind::Further: return "one further row";
    }
    return "";
  }

  std::string allowed_words(const program::Type& type, const std::vector<bool>& allowed) const {
    const program::Enumeration& enumeration = program_.enumerations[type.enumeration];
    const auto count = static_cast<std::size_t>(std::count(allowed.begin(), allowed.end(), true));
    const auto first =
        static_cast<std::size_t>(std::find(allowed.begin(), allowed.end(), true) - allowed.begin());
    const bool upper = std::find(allowed.begin() + static_cast<std::ptrdiff_t>(first),
                                 allowed.end(), false) == allowed.end();
    if (count == 1) return enumeration.members[first].name;
    if (enumeration.ordered && upper) return "at least " + enumeration.members[first].name;
    if (enumeration.ordered && first == 0) {
      return "at most " + enumeration.members[count - 1].name;
    }
    const bool named_by_absence = count + 1 == allowed.size();
    std::string names;
    for (std::size_t member = 0; member < allowed.size(); ++member) {
      if (allowed[member] == named_by_absence) continue;
      names += (names.empty() ? "" : ", ") + enumeration.members[member].name;
    }
    return (named_by_absence ? "anything but " : "one of ") + names;
  }

  std::string members_words(const program::Type& type, const Requirement& requirement) const {
    const program::Enumeration& enumeration = program_.enumerations[type.enumeration];
    const auto named = [&](const std::vector<bool>& bits) {
      std::vector<std::size_t> members;
      for (std::size_t member = 0; member < bits.size(); ++member) {
        if (bits[member]) members.push_back(member);
      }
      return members;
    };
    const auto included = named(requirement.included);
    const auto excluded = named(requirement.excluded);
    if (excluded.size() == requirement.excluded.size()) return "none of them";
    std::string text;
    if (!included.empty()) text = "includes " + set_words(enumeration, included);
    if (!excluded.empty()) {
      text += (text.empty() ? "" : ", ") + ("does not include " + set_words(enumeration, excluded));
    }
    if (requirement.not_empty && included.empty()) {
      text += text.empty() ? "at least one of them" : ", but is not empty";
    }
    return text;
  }

  std::string range_words(const FactPlace& place, const Requirement& requirement) const {
    const ir::Column& column =
        view_.module.columns[facts_.column(place.first.domain, place.second)];
    const program::Type& type = program_.facts[place.second].type;
    const auto number = [&](std::int64_t stored) {
      Rational value(mpz_class(stored), mpz_class(column.scale));
      value.canonicalize();
      return number_words(type, value);
    };
    const bool date = type.kind == TypeKind::Date;
    const bool any_below = requirement.least == column.least;
    const bool any_above = requirement.greatest == column.greatest;
    if (requirement.least == requirement.greatest) {
      return number(requirement.least) + (requirement.example ? ", for example" : "");
    }
    if (any_below && any_above) return "any known value";
    if (any_above) return (date ? "on or after " : "at least ") + number(requirement.least);
    if (any_below) return (date ? "on or before " : "at most ") + number(requirement.greatest);
    return "from " + number(requirement.least) + " to " + number(requirement.greatest);
  }

  std::string text_of(const Requirements& requirements) const {
    std::string text;
    for (const NeededFact& each : in_words(requirements)) {
      text += (text.empty() ? "" : ", ") + each.fact.name + " " + each.needed;
    }
    return text;
  }

  const program::Program& program_;
  const Asked& asked_;
  const CaseView& view_;
  const SettleOptions& options_;
  runtime::Batch alone_;
  CaseFacts facts_;
  Evaluation evaluation_;
  SettleSearch search_;
  const ir::Output* output_ = nullptr;
  std::map<Place, RowLabel> labels_;
};

}  // namespace

std::vector<Outlook> settle(const program::Program& program, const Asked& asked,
                            const CaseView& view, const SettleOptions& options) {
  return Settler(program, asked, view, options).outlooks();
}

}  // namespace nansen::explain
