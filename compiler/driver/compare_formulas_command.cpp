// Of nansen compare: the shares and quotas of formulas side by side, of one text or of several.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/compare/outcome_words.h"
#include "compiler/compare/present_drafts.h"
#include "compiler/driver/compared_texts.h"
#include "compiler/driver/formula_run.h"
#include "compiler/sharing/compare.h"

namespace nansen::driver {

namespace {

/// A formula of a text, and what it is called here.
struct FormulaOf {
  session::Session* text = nullptr;
  std::string formula;
  std::string name;
};

/// One formula over the table that all of them share.
struct AnsweredFormula {
  AskedFormula asked;
  sharing::StateTable table;
  sharing::Answer answer;
};

/// The settings that `lowered` has parameters for; the others are another formula's.
std::vector<std::string> settings_for(const program::Program& program,
                                      const lower::LoweredFormula& lowered,
                                      const std::vector<std::string>& words,
                                      std::vector<bool>& used) {
  std::vector<std::string> own;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string name = words[at].substr(0, words[at].find('='));
    if (!sharing::has_parameter(program, lowered, name)) continue;
    own.push_back(words[at]);
    used[at] = true;
  }
  return own;
}

const std::string& entity_of(const program::Program& program,
                             const lower::LoweredFormula& lowered) {
  return program.entities[program.formulas[sharing::formula_of(program, lowered)].entity].name;
}

/// What is wrong with the formula of a text, and not told yet, is told by `session`.
void pass_on(const FormulaOf& of, session::Session& session) {
  if (of.text == &session) return;
  for (const Diagnostic& diagnostic : of.text->emitter().diagnostics()) {
    if (!session::is_told(diagnostic, session.emitter().diagnostics())) {
      session.emitter().emit(diagnostic);
    }
  }
}

/// The answer of a formula that was asked. Nothing after an error.
std::optional<AnsweredFormula> answered(session::Session& text, AskedFormula asked,
                                        const StateSource& source, std::vector<bool>& used) {
  auto table = state_table(text, asked.lowered, source,
                           settings_for(text.program(), asked.lowered, source.settings, used),
                           session::EngineKind::Interpreter);
  if (!table) return std::nullopt;
  auto answer = sharing::answer(text.program(), asked.lowered, *table, text.emitter());
  if (!answer) return std::nullopt;
  return AnsweredFormula{std::move(asked), std::move(*table), std::move(*answer)};
}

/// The question without the readings that only other texts have.
Asking asking_of(const FormulaOf& of, const std::vector<FormulaOf>& formulas,
                 const CompareArguments& arguments) {
  Asking asking = arguments.asking;
  const auto chooses = [](const FormulaOf& each, const std::string& word) {
    return find_reading(each.text->program(), word).choice.has_value();
  };
  std::erase_if(asking.readings, [&](const std::string& word) {
    return !chooses(of, word) &&
           std::any_of(formulas.begin(), formulas.end(),
                       [&](const FormulaOf& each) { return chooses(each, word); });
  });
  return asking;
}

std::vector<AnsweredFormula> answer_all(session::Session& session,
                                        const std::vector<FormulaOf>& formulas,
                                        const CompareArguments& arguments) {
  const std::vector<std::string>& settings = arguments.source.settings;
  std::vector<AnsweredFormula> all;
  std::vector<bool> used(settings.size());
  for (const FormulaOf& of : formulas) {
    auto asked =
        ask_formula(*of.text, of.formula, asking_of(of, formulas, arguments), arguments.source);
    pass_on(of, session);
    if (!asked) return {};
    if (!all.empty()) {
      const std::string& first =
          entity_of(formulas.front().text->program(), all.front().asked.lowered);
      const std::string& entity = entity_of(of.text->program(), asked->lowered);
      if (entity != first) {
        session.emitter().emit(Code::DifferentEntities, CommandLocation{}, formulas.front().name,
                               first, of.name, entity);
        return {};
      }
    }
    auto one = answered(*of.text, std::move(*asked), arguments.source, used);
    pass_on(of, session);
    if (!one) return {};
    all.push_back(std::move(*one));
  }
  for (std::size_t at = 0; at < settings.size(); ++at) {
    if (used[at]) continue;
    // No formula has it: the first one says so.
    const FormulaOf& first = formulas.front();
    sharing::read_settings(first.text->program(), all.front().asked.lowered, {settings[at]},
                           first.text->emitter());
    pass_on(first, session);
    return {};
  }
  return all;
}

std::vector<sharing::Compared> compared_of(const std::vector<FormulaOf>& formulas,
                                           const std::vector<AnsweredFormula>& answers) {
  std::vector<sharing::Compared> compared;
  for (std::size_t at = 0; at < formulas.size(); ++at) {
    const AnsweredFormula& formula = answers[at];
    compared.push_back({formulas[at].name, formulas[at].text->program(), formula.asked.lowered,
                        formula.table, formula.answer});
  }
  return compared;
}

report::Report shown(const std::vector<sharing::Compared>& compared,
                     const CompareArguments& arguments) {
  return sharing::compare(
      compared,
      {.form = form_of(arguments.format), .digits = arguments.digits, .sort = arguments.sort});
}

/// However it is shown, the whole is the same.
report::Report whole(const std::vector<sharing::Compared>& compared) {
  sharing::PresentOptions options;
  options.form = sharing::Form::Json;
  return sharing::compare(compared, options);
}

/// What is compared, and the drafts that no State's share or quota differs by.
report::Lines heading_of(const compare::SharesOutcome& outcome) {
  report::Lines lines{"compared",
                      "",
                      std::nullopt,
                      {compare::heading_of(outcome.base, outcome.base_drafts, outcome.changes) +
                       ": " + outcome.formula}};
  for (std::size_t at = 0; at < outcome.drafts.size(); ++at) {
    const bool differs = std::any_of(
        outcome.states.begin(), outcome.states.end(), [at](const compare::StateShares& state) {
          return state.shares[at + 1] != state.shares[0] || state.quotas[at + 1] != state.quotas[0];
        });
    if (differs) continue;
    lines.lines.push_back(outcome.drafts[at] + " changes no number here.");
  }
  return lines;
}

/// What a table of States was asked.
report::Sheet question_of(const compare::SharesOutcome& outcome) {
  report::Sheet sheet;
  sheet.key = "compared";
  sheet.columns = {{"base"}, {"amended_by"}, {"formula"}};
  sheet.rows.push_back(
      {outcome.base,
       outcome.base_drafts.empty()
           ? report::Value(std::monostate{})
           : report::Value(fmt::format("{}", fmt::join(outcome.base_drafts, ", then "))),
       outcome.formula});
  return sheet;
}

/// The formulas of the base's instrument: `dublin.key`.
std::vector<std::string> formulas_of(const ComparedTexts& compared) {
  const program::Program& program = compared.texts.front().text.world->program();
  std::vector<std::string> names;
  for (const program::Formula& formula : program.formulas) {
    if (program.instruments[formula.instrument].name != compared.instrument) continue;
    names.push_back(compared.instrument + "." + formula.name);
  }
  return names;
}

bool has_formula(const ComparedTexts& compared, const std::string& name) {
  const std::vector<std::string> all = formulas_of(compared);
  return std::find(all.begin(), all.end(), name) != all.end();
}

/// Those of them that something is divided by.
std::vector<std::string> dividing_formulas_of(const ComparedTexts& compared) {
  const program::Program& program = compared.texts.front().text.world->program();
  std::vector<std::string> names = formulas_of(compared);
  std::erase_if(names, [&](const std::string& name) {
    return std::none_of(
        program.allocations.begin(), program.allocations.end(),
        [&](const program::Allocation& allocation) {
          const program::Formula& formula = program.formulas[allocation.formula];
          return program.instruments[formula.instrument].name + "." + formula.name == name;
        });
  });
  return names;
}

/// The formula that is asked for, or the only one of the instrument that something is divided by,
/// or its only one: `dublin.key`. Nothing after an error.
std::optional<std::string> formula_of_base(session::Session& session, const ComparedTexts& compared,
                                           const CompareArguments& arguments) {
  if (compared.member) return compared.instrument + "." + *compared.member;
  if (arguments.define.size() == 1) {
    const std::string own = compared.instrument + "." + arguments.define.front();
    return has_formula(compared, own) ? own : arguments.define.front();
  }
  const std::vector<std::string> all = formulas_of(compared);
  const std::vector<std::string> dividing = dividing_formulas_of(compared);
  if (arguments.define.empty() && dividing.size() == 1) return dividing.front();
  if (arguments.define.empty() && all.size() == 1) return all.front();
  if (all.empty()) {
    session.emitter()
        .emit(Code::NothingToCompare, CommandLocation{}, compared.instrument,
              compared.texts[1].name)
        .help = "of States formulas are asked: name an instrument that has one";
    return std::nullopt;
  }
  std::string names;
  for (const std::string& name : all) names += (names.empty() ? "" : ", ") + name;
  session.emitter().emit(Code::SeveralFormulas, CommandLocation{}, names).help =
      "name the one that is meant in the place of the instrument: " + all.front();
  return std::nullopt;
}

/// The same in numbers for each State, and what the drafts amend.
compare::SharesOutcome shares_of(const ComparedTexts& compared, const std::string& formula,
                                 const std::vector<sharing::Compared>& formulas) {
  compare::SharesOutcome outcome;
  outcome.base = compared.texts.front().name;
  outcome.base_drafts = compared.drafts;
  outcome.formula = formula;
  const session::Session& base = *compared.texts.front().text.world;
  const std::vector<std::string>& rows = formulas.front().table.sheet.rows;
  for (const std::string& row : rows) outcome.states.push_back({row, {}, {}});
  for (std::size_t at = 0; at < formulas.size(); ++at) {
    const sharing::Column shares = sharing::column_of(formulas[at], false);
    const sharing::Column quotas = sharing::column_of(formulas[at], true);
    if (at == 0) outcome.unit = quotas.unit;
    bool differs = false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      compare::StateShares& state = outcome.states[row];
      state.shares.push_back(shares.numbers.empty() ? std::nullopt : shares.numbers[row]);
      const bool has_quota = !quotas.numbers.empty() && quotas.numbers[row].has_value();
      state.quotas.push_back(has_quota ? std::optional(quotas.numbers[row]->get_num().get_si())
                                       : std::nullopt);
      differs = differs || state.shares.back() != state.shares.front() ||
                state.quotas.back() != state.quotas.front();
    }
    if (at == 0) continue;
    const ComparedText& text = compared.texts[at];
    const session::Session& world = *text.text.world;
    outcome.drafts.push_back(text.name);
    compare::ComparedDraft& draft = outcome.changes.emplace_back();
    draft.name = text.name;
    draft.title = text.title;
    draft.amends_base = text.amends_base;
    draft.provisions = provisions_of(changes_beyond(base, world), world.program());
    if (differs) continue;
    for (std::size_t each = 0; each < draft.provisions.size(); ++each) {
      draft.without_effect.push_back(each);
    }
  }
  return outcome;
}

}  // namespace

std::optional<ComparisonResult> compare_formulas(session::Session& session,
                                                 const CompareArguments& arguments) {
  std::vector<FormulaOf> formulas;
  for (const std::string& name : arguments.asking.definitions) {
    formulas.push_back({&session, name, name});
  }
  const std::vector<AnsweredFormula> answers = answer_all(session, formulas, arguments);
  if (answers.empty()) return std::nullopt;
  const std::vector<sharing::Compared> compared = compared_of(formulas, answers);
  ComparisonResult result;
  result.shown = shown(compared, arguments);
  result.whole = whole(compared);
  return result;
}

std::optional<ComparisonResult> compare_formula_in_drafts(session::Session& session,
                                                          const CompareArguments& arguments) {
  auto texts = compared_texts(session, arguments.asking.definitions);
  if (!texts) return std::nullopt;
  const auto formula = formula_of_base(session, *texts, arguments);
  if (!formula) return std::nullopt;
  std::vector<FormulaOf> formulas;
  for (ComparedText& text : texts->texts) {
    formulas.push_back({text.text.world.get(), *formula, text.name});
  }
  const std::vector<AnsweredFormula> answers = answer_all(session, formulas, arguments);
  if (answers.empty()) return std::nullopt;
  const std::vector<sharing::Compared> compared = compared_of(formulas, answers);
  ComparisonResult result;
  result.shares = shares_of(*texts, *formula, compared);
  result.shown = shown(compared, arguments);
  result.whole = whole(compared);
  const report::Part amendments = compare::amendments_as_data(result.shares->changes);
  result.whole.parts.insert(result.whole.parts.begin(), question_of(*result.shares));
  result.whole.parts.push_back(amendments);
  if (arguments.format == OutputFormat::Json) result.shown.parts.push_back(amendments);
  if (arguments.format == OutputFormat::Table) {
    result.shown.parts.insert(result.shown.parts.begin(), heading_of(*result.shares));
    for (report::Part& part : compare::amendments_for_reading(result.shares->changes, "State")) {
      result.shown.parts.push_back(std::move(part));
    }
  }
  result.texts = draft_texts(*texts);
  return result;
}

}  // namespace nansen::driver
