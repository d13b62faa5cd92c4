// A small provision with cases given as examples in its text, asked and explained.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "compiler/cases/from_example.h"
#include "compiler/check/check.h"
#include "compiler/explain/explain.h"
#include "compiler/explain/present.h"
#include "compiler/explain/settle.h"
#include "compiler/lower/lower.h"
#include "compiler/syntax/parse.h"

namespace nansen {

class Provision {
 public:
  explicit Provision(const std::string& text) {
    const FileId file = sources_.add("provision.treaty", text);
    std::vector<ast::File> parsed;
    parsed.push_back(syntax::parse(sources_, file, emitter_));
    program = check::check(parsed, sources_, emitter_);
    for (const Diagnostic& diagnostic : emitter_.diagnostics()) {
      // Random provisions may ask for what can never be met.
      const bool idle = diagnostic.code == Code::NeverMet ||
                        diagnostic.code == Code::NeverMetHere ||
                        diagnostic.code == Code::ExceptionNeverFires;
      if (diagnostic.severity == Severity::Error && !idle) ADD_FAILURE() << diagnostic.message;
    }
  }

  program::DefinitionId definition(const std::string& name) const {
    const auto found = program::find_definition(program, name);
    EXPECT_TRUE(found.has_value()) << name;
    return found.value_or(program::DefinitionId());
  }

  /// The case of the example called `name`, asked for one definition.
  struct AskedCase {
    explain::Asked asked;
    std::shared_ptr<const ir::Module> module;  // the trace refers to it
    cases::CaseBatch batch;
    interpret::Trace trace;

    explain::CaseView view() const {
      return {*module, trace, batch.batch, 0, [this](ir::DomainId domain, std::size_t row) {
                const auto& ids = batch.row_ids[static_cast<std::size_t>(domain.index)];
                return ids != nullptr ? std::string((*ids)[row]) : std::string();
              }};
    }
  };
  AskedCase ask(const std::string& example, const std::string& definition_name) const {
    for (const program::Example& each : program.examples) {
      if (each.name != example) continue;
      AskedCase asked;
      asked.asked = {definition(definition_name), each.readings, each.as_of};
      lower::Request request;
      request.definitions = {asked.asked.definition};
      request.readings = each.readings;
      request.as_of = each.as_of;
      request.ranged = cases::ranged_facts(each.row);
      asked.module = std::make_shared<const ir::Module>(lower::lower(program, request));
      asked.batch = cases::batch_of(program, *asked.module, each.row);
      asked.trace = interpret::trace(*asked.module, asked.batch.batch, 0);
      return asked;
    }
    ADD_FAILURE() << "no example " << example;
    return {};
  }

  explain::Explanation explain(const std::string& example,
                               const std::string& definition_name) const {
    const AskedCase asked = ask(example, definition_name);
    return explain::explain(program, asked.asked, asked.view());
  }

  /// The tree of reasons as it is printed.
  std::string reasons(const std::string& example, const std::string& definition_name,
                      bool whole = false) const {
    const report::Report report =
        explain::present(program, explain(example, definition_name), {}, {whole, example});
    return "\n" + report::to_text({{report.parts.front()}}, {.width = 100, .colour = false});
  }

  std::vector<explain::Outlook> outlooks(const std::string& example,
                                         const std::string& definition_name,
                                         const explain::SettleOptions& options = {}) const {
    const AskedCase asked = ask(example, definition_name);
    return explain::settle(program, asked.asked, asked.view(), options);
  }

  /// The whole report as it is printed.
  std::string printed(const std::string& example, const std::string& definition_name) const {
    const report::Report report = explain::present(program, explain(example, definition_name),
                                                   outlooks(example, definition_name),
                                                   {.whole = false, .case_name = example});
    return "\n" + report::to_text(report, {.width = 100, .colour = false});
  }

  /// What would settle the case, a set a line: `yes: fear yes, harm at least high`.
  std::vector<std::string> settled_by(const std::string& example,
                                      const std::string& definition_name) const {
    std::vector<std::string> lines;
    for (const explain::Outlook& outlook : outlooks(example, definition_name)) {
      for (const explain::SettlingSet& set : outlook.sets) {
        std::string line = outlook.answer + ":";
        for (const explain::NeededFact& each : set) {
          line += (line.back() == ':' ? " " : ", ");
          if (!each.fact.row_name.empty()) line += "[" + each.fact.row_name + "] ";
          line += each.fact.owner + each.fact.name + " " + each.needed;
        }
        lines.push_back(line);
      }
    }
    return lines;
  }

  program::Program program;

 private:
  SourceFiles sources_;
  Emitter emitter_;
};

}  // namespace nansen
