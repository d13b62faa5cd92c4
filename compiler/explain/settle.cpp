#include "compiler/explain/settle.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/bug.h"
#include "compiler/explain/case_edit.h"
#include "compiler/explain/case_rows.h"
#include "compiler/explain/row_labels.h"
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
        alone_(copy_case(view.module, view.batch, view.row,
                         [](ir::ColumnId, std::size_t) { return false; })),
        facts_(program, view.module, alone_.batch),
        evaluation_(program, asked.readings, asked.as_of, facts_),
        limit_(options.sets_kept, options.steps),
        search_(program, evaluation_, limit_),
        labels_(program, facts_, root(), [this](ir::DomainId domain, std::size_t row) {
          return view_.row_names ? view_.row_names(domain, original(domain, row)) : "";
        }) {
    const std::string name = qualified_name(program, asked.definition);
    for (const ir::Output& output : view.module.outputs) {
      if (output.name == name) output_ = &output;
    }
    if (output_ == nullptr) bug("the asked definition is not among the outputs");
  }

  std::vector<Outlook> outlooks() {
    if (settled()) return {};
    const program::Definition& definition = program_.definitions[asked_.definition];
    std::vector<Outlook> outlooks;
    switch (definition.type.kind) {
      case TypeKind::Boolean:
        for (const Truth wanted : {Truth::Yes, Truth::No}) {
          begin(wanted == Truth::Yes ? 2 : 1);
          add({std::string(to_string(wanted)), {{0, wanted}}, {}},
              search_.definition(asked_.definition, root(), wanted), outlooks);
        }
        break;
      case TypeKind::Enumeration: add_members(definition.type, outlooks); break;
      case TypeKind::Reference: add_choices(outlooks); break;
      default: add_numbers(definition.type, outlooks); break;
    }
    return outlooks;
  }

 private:
  static Place root() { return {ir::DomainId(0), 0}; }

  // The row of the whole batch that a row of the case by itself was.
  std::size_t original(ir::DomainId domain, std::size_t row) const {
    const auto& sources = alone_.sources[static_cast<std::size_t>(domain.index)];
    return row < sources.size() ? sources[row] : row;
  }

  // What is left to spend is shared between the answers that are left.
  void begin(std::size_t answers_left) {
    if (answers_left > 0) limit_.allow(steps_ / answers_left);
    allowed_ = limit_.steps_left();
  }
  void end() { steps_ -= allowed_ - limit_.steps_left(); }

  // The number that the output is, of a range where both its bounds are it.
  std::optional<Rational> number_of(const interpret::Trace& trace, std::size_t row) const {
    const auto bound = [&](ir::ValueId value) {
      return std::get<std::optional<Rational>>(trace.at(value, row));
    };
    return Bounds{bound(output_->values.front()), bound(output_->values.back())}.exact();
  }

  bool settled() const {
    if (output_->kind == ir::OutputKind::DateRange) {
      return number_of(view_.trace, view_.row).has_value();
    }
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
    for (std::size_t member = 0; member < count; ++member) {
      begin(count - member);
      Target target{enumeration.members[member].name, {}, {}};
      Ways ways = search_.definition_member(asked_.definition, root(), member, Truth::Yes);
      if (!enumeration.ordered) {
        target.truths.emplace_back(member, Truth::Yes);
      } else {
        // The output says "at least k" for every k but the least.
        if (member > 0) target.truths.emplace_back(member - 1, Truth::Yes);
        if (member + 1 < count) {
          target.truths.emplace_back(member, Truth::No);
          ways = limit_.both(
              ways, search_.definition_member(asked_.definition, root(), member + 1, Truth::No));
        }
      }
      add(target, ways, outlooks);
    }
  }

  // Of a definition that names a row by rules: by which fact.
  void add_choices(std::vector<Outlook>& outlooks) {
    const std::size_t choices = reference_choices(program_, asked_.definition).size();
    for (std::size_t choice = 0; choice < choices; ++choice) {
      begin(choices - choice);
      add({member_name(program_, asked_.definition, choice), {{choice, Truth::Yes}}, {}},
          search_.definition_member(asked_.definition, root(), choice, Truth::Yes), outlooks);
    }
  }

  void add_numbers(const program::Type& type, std::vector<Outlook>& outlooks) {
    begin(1);
    for (const NumberCase& each : search_.definition_number(asked_.definition, root())) {
      const bool fixed = each.form.unknown.empty();
      Target target{fixed ? number_words(type, each.form.known) : "a known value", {}, {}};
      if (fixed) target.number = each.form.known;
      add(target, limit_.both(each.ways, search_.any_number(each.form)), outlooks);
    }
    if (!search_.passed_over_numbers()) return;
    for (Outlook& outlook : outlooks) {
      outlook.all = false;
      outlook.smallest = false;
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
    const std::optional<Rational> number = number_of(trace, 0);
    return number.has_value() && (!target.number || *number == *target.number);
  }

  // Without what is not needed.
  Requirements reduced(const Target& target, Requirements requirements) {
    for (auto each = requirements.begin(); each != requirements.end();) {
      Requirements without = requirements;
      without.erase(each->first);
      if (settles(target, without)) {
        each = requirements.erase(each);
      } else {
        ++each;
      }
    }
    return requirements;
  }

  bool settles(const Target& target, const Requirements& requirements) {
    replayed_ += 2 * view_.module.instructions.size();
    return settles(target, requirements, Choice::First) &&
           settles(target, requirements, Choice::Last);
  }

  void add(const Target& target, const Ways& ways, std::vector<Outlook>& outlooks) {
    Outlook found{target.answer, {}, ways.whole_below == Ways::nothing_dropped, true};
    std::vector<Requirements> kept;
    for (const Requirements& way : ways.sets) {
      if (kept.size() >= options_.sets_sure && replayed_ > options_.replays) {
        found.all = false;
        break;
      }
      if (!settles(target, way)) {
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
    end();
    if (kept.empty() && found.all) return;
    found.smallest = !kept.empty() && kept.back().size() <= ways.whole_below;
    for (const Requirements& each : kept) found.sets.push_back(in_words(each));
    const auto same = std::find_if(outlooks.begin(), outlooks.end(), [&](const Outlook& outlook) {
      return outlook.answer == target.answer;
    });
    if (same == outlooks.end()) {
      outlooks.push_back(std::move(found));
      return;
    }
    same->all = same->all && found.all;
    same->smallest = same->smallest && found.smallest;
    same->sets.insert(same->sets.end(), found.sets.begin(), found.sets.end());
  }

  // ---- words
  // -------------------------------------------------------------------------------------

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
    const RowLabel label = labels_.of(place);
    FactUse use;
    use.fact = id;
    use.domain = place.domain;
    use.row = original(place.domain, place.row);
    use.name = fact.name;
    use.owner = label.prefix;
    use.row_name = label.row;
    use.which = labels_.which(place);
    use.value = facts_.text(fact.type, facts_.fact(place, id));
    use.judgement = fact.judgement;
    use.question = fact.question;
    return use;
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
        return labels_.referenced({view_.module.columns[column].target, requirement.row});
      }
      case RequirementKind::OtherRow: {
        const ir::ColumnId column = facts_.column(place.domain, id);
        std::string rows;
        for (const std::size_t row : requirement.excepted) {
          rows += (rows.empty() ? "" : ", ") +
                  labels_.referenced({view_.module.columns[column].target, row});
        }
        return "anything but " + rows;
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
    const Requirement any = search_.any_value(place);
    const bool any_below = requirement.least == any.least;
    const bool any_above = requirement.greatest == any.greatest;
    const std::string example = requirement.example ? ", for example" : "";
    if (requirement.least == requirement.greatest) return number(requirement.least) + example;
    const Bounds known = facts_.fact(place.first, place.second).number;
    const bool in_range = known.least || known.greatest;
    if (any_below && any_above) return in_range ? "known to the day" : "any known value";
    if (any_above) {
      return (date ? "on or after " : "at least ") + number(requirement.least) + example;
    }
    if (any_below) {
      return (date ? "on or before " : "at most ") + number(requirement.greatest) + example;
    }
    return "from " + number(requirement.least) + " to " + number(requirement.greatest) + example;
  }

  std::string text_of(const Requirements& requirements) const {
    std::string text;
    for (const NeededFact& each : in_words(requirements)) {
      text += (text.empty() ? "" : ", ") + each.fact.full_name() + " " + each.needed;
    }
    return text;
  }

  const program::Program& program_;
  const Asked& asked_;
  const CaseView& view_;
  const SettleOptions& options_;
  CopiedCase alone_;
  CaseFacts facts_;
  Evaluation evaluation_;
  WaysLimit limit_;
  SettleSearch search_;
  RowLabels labels_;
  const ir::Output* output_ = nullptr;
  std::size_t steps_ = options_.steps;  // left for this answer and those after it
  std::size_t allowed_ = 0;             // for this answer
  std::size_t replayed_ = 0;
};

}  // namespace

std::vector<Outlook> settle(const program::Program& program, const Asked& asked,
                            const CaseView& view, const SettleOptions& options) {
  return Settler(program, asked, view, options).outlooks();
}

}  // namespace nansen::explain
