// nansen breaches: a table of acts held against norms and limits.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/cases/schema.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"
#include "compiler/explain/present.h"
#include "compiler/explain/settle.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/norms/present.h"
#include "compiler/session/case_run.h"

namespace nansen::driver {

namespace {

using session::Timings;

class BreachesRun {
 public:
  BreachesRun(Command& command, const BreachesArguments& arguments)
      : command_(command),
        session_(command.session()),
        program_(session_.program()),
        arguments_(arguments) {}

  void run() {
    if (!session_.check()) return;
    auto files = table_files(arguments_.cases, session_.emitter());
    if (!files || !choose()) return;
    files_ = std::move(*files);
    Output output(arguments_.out);
    const std::array<Output*, 1> outputs{&output};
    if (!settle_request() || !command_.open(outputs, inputs_of(files_))) return;
    const report::Report report = arguments_.case_id.empty() ? hold_all() : explain_one();
    if (session_.emitter().has_errors()) return;
    output.write(report_text(report, arguments_.format, arguments_.out, command_.terminal()));
    command_.commit(outputs);
  }

 private:
  program::EntityId entity_of(const program::Norm& norm) const {
    return program_.definitions[norm.holds].entity;
  }

  /// What the named files prohibit, oblige and limit, of the entity asked for. False after an
  /// error.
  bool choose() {
    std::optional<program::EntityId> wanted;
    if (!arguments_.entity.empty()) {
      wanted = cases::find_entity(program_, arguments_.entity);
      if (!wanted) return unknown_entity();
    }
    std::vector<program::EntityId> entities;
    const auto take = [&](program::EntityId entity) {
      if (wanted && entity != *wanted) return false;
      if (std::find(entities.begin(), entities.end(), entity) == entities.end()) {
        entities.push_back(entity);
      }
      return true;
    };
    for (std::size_t index = 0; index < program_.norms.size(); ++index) {
      const program::Norm& norm = program_.norms[program::NormId(index)];
      if (norm.kind == program::NormKind::Permit) continue;
      if (!session_.is_named(program_.definitions[norm.holds].span)) continue;
      if (take(entity_of(norm))) asked_.norms.emplace_back(index);
    }
    for (std::size_t index = 0; index < program_.limits.size(); ++index) {
      const program::Limit& limit = program_.limits[program::LimitId(index)];
      if (session_.is_named(limit.span) && take(limit.entity)) asked_.limits.emplace_back(index);
    }
    if (entities.empty()) {
      const std::string of = wanted ? " of a " + program_.entities[*wanted].name : "";
      session_.emitter().emit(Code::NoNorms, CommandLocation{}, of);
      return false;
    }
    if (entities.size() > 1) {
      std::string names;
      for (const program::EntityId each : entities) {
        names += (names.empty() ? "" : ", ") + program_.entities[each].name;
      }
      session_.emitter().emit(Code::ActsOfSeveralEntities, CommandLocation{}, names);
      return false;
    }
    asked_.entity = entities.front();
    return true;
  }

  bool unknown_entity() {
    std::vector<std::string> names;
    for (const program::Entity& each : program_.entities) names.push_back(each.name);
    session_.emitter().emit(Code::NoEntity, CommandLocation{}, arguments_.entity,
                            did_you_mean(arguments_.entity, names));
    return false;
  }

  /// The day and the readings, and whether a day is needed. False after an error.
  bool settle_request() {
    session::Question question = question_of(arguments_.asking);
    std::vector<program::DefinitionId> definitions = norms::breach_definitions(program_, asked_);
    for (const program::LimitId limit : asked_.limits) {
      definitions.push_back(program_.expressions[program_.limits[limit].condition].definition);
    }
    for (const program::DefinitionId id : definitions) {
      question.definitions.push_back(program::qualified_name(program_, id));
    }
    auto request = session_.resolve(question);
    if (!request || !session_.require_day(*request)) return false;
    for (const program::LimitId id : asked_.limits) {
      const program::Limit& limit = program_.limits[id];
      if (request->as_of || !program::needs_day(program_, limit.counted)) continue;
      session_.emitter().emit(Code::NeedsDayAsked, CommandLocation{},
                              program_.instruments[limit.instrument].name + "." + limit.name);
      return false;
    }
    asked_.readings = request->readings;
    asked_.as_of = request->as_of;
    request_ = std::move(*request);
    request_.definitions = norms::breach_definitions(program_, asked_);
    return true;
  }

  report::Report hold_all() {
    std::optional<norms::NormAnswers> answers;
    std::vector<norms::LimitAnswer> limits;
    if (!asked_.norms.empty()) answers = hold_against_norms();
    if (!asked_.limits.empty() && !session_.emitter().has_errors()) limits = add_up();
    return norms::present(program_, asked_, answers, limits,
                          {.whole = arguments_.format != OutputFormat::Table});
  }

  /// Answers all rows of `reader` and hands each batch to `take`.
  void answer(const session::Lowered& lowered, cases::Reader& reader, const auto& take) {
    const auto engine = session_.engine(lowered, arguments_.engine);
    if (!engine) return;
    runtime::Results results(layout::output_shapes(lowered.answered_by(arguments_.engine)),
                             cases::default_batch_rows);
    Progress progress(command_.terminal(), "acts", reader.bytes_total());
    cases::CaseBatch batch;
    for (;;) {
      {
        const Timings::Scope scope(session_.timings(), "read");
        if (!reader.next(batch)) break;
      }
      {
        const Timings::Scope scope(session_.timings(), "evaluate");
        engine->evaluate(batch.batch, results);
      }
      const Timings::Scope scope(session_.timings(), "hold");
      take(batch, results);
      progress.advance(reader.bytes_read());
    }
  }

  norms::NormAnswers hold_against_norms() {
    norms::NormAnswers answers;
    lower::Request request = request_;
    request.keep_rules = false;
    session::read_cases(session_, std::move(request), files_,
                        [&](const session::Lowered& lowered, cases::Reader& reader, Emitter&) {
                          answers = {};
                          answers.counts.resize(asked_.norms.size());
                          answer(
                              lowered, reader,
                              [&](const cases::CaseBatch& batch, const runtime::Results& results) {
                                norms::add(answers, batch, results);
                              });
                        });
    return answers;
  }

  std::vector<norms::LimitAnswer> add_up() {
    std::vector<norms::LimitAnswer> answers;
    session::read_cases(
        session_, norms::expressions_of(program_, asked_), files_,
        [&](const session::Lowered& lowered, cases::Reader& reader, Emitter& emitter) {
          norms::Limits limits(program_, lowered.module, asked_);
          answer(lowered, reader,
                 [&](const cases::CaseBatch& batch, const runtime::Results& results) {
                   limits.add(batch, results, files_.cases, emitter);
                 });
          answers = limits.answers();
        });
    return answers;
  }

  /// What one act breaches, and why.
  report::Report explain_one() {
    report::Report report;
    if (asked_.norms.empty()) {
      session_.emitter().emit(Code::NoNorms, CommandLocation{},
                              " for a single act: they limit sums");
      return report;
    }
    session::read_cases(
        session_, request_, files_,
        [&](const session::Lowered& lowered, cases::Reader& reader, Emitter& emitter) {
          cases::CaseBatch batch;
          if (!cases::read_case(reader, arguments_.case_id, files_, batch, emitter)) return;
          if (emitter.has_errors()) return;
          runtime::Results results(layout::output_shapes(lowered.module), batch.size());
          interpret::evaluate(lowered.module, batch.batch, results);
          norms::NormAnswers answers;
          answers.counts.resize(asked_.norms.size());
          norms::add(answers, batch, results);
          report = norms::present(program_, asked_, answers, {}, {.whole = true});
          const interpret::Trace trace = interpret::trace(lowered.module, batch.batch, 0);
          for (const norms::Breach& breach : answers.breaches) {
            explain_breach(lowered, trace, batch, breach, report);
          }
        });
    return report;
  }

  void explain_breach(const session::Lowered& lowered, const interpret::Trace& trace,
                      const cases::CaseBatch& batch, const norms::Breach& breach,
                      report::Report& report) {
    const program::Norm& norm = program_.norms[asked_.norms[breach.norm]];
    const explain::Asked asked{.definition = norm.breached,
                               .readings = lowered.request.readings,
                               .as_of = lowered.request.as_of};
    const explain::CaseView view = view_of(lowered.module, trace, batch);
    const explain::Explanation explanation = explain::explain(program_, asked, view);
    const auto outlooks = explanation.undetermined ? explain::settle(program_, asked, view)
                                                   : std::vector<explain::Outlook>{};
    report::Report explained = explain::present(program_, explanation, outlooks,
                                                {.whole = false, .case_name = arguments_.case_id});
    // The parts of several explanations are told apart by their norms.
    const std::string name = program::qualified_name(program_, norm.holds);
    for (report::Part& part : explained.parts) {
      std::visit([&](auto& each) { each.key = name + " " + each.key; }, part);
      report.parts.push_back(std::move(part));
    }
  }

  Command& command_;
  session::Session& session_;
  const program::Program& program_;
  const BreachesArguments& arguments_;
  norms::Asked asked_;
  lower::Request request_;
  cases::TableFiles files_;
};

}  // namespace

Status run_breaches(const BreachesArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  BreachesRun(command, arguments).run();
  return command.close();
}

}  // namespace nansen::driver
