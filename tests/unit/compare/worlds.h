// Two texts written out, compared over cases.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "compiler/compare/drafts.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/lower/lower.h"
#include "tests/unit/explain/provision.h"

namespace nansen::compare {

/// Texts of which the first is the base, asked for the definitions with `names`.
class Texts {
 public:
  Texts(const std::vector<std::string>& texts, const std::vector<std::string>& names,
        const lower::Request& options = {}) {
    for (const std::string& text : texts) {
      provisions_.push_back(std::make_unique<Provision>(text));
    }
    std::vector<World> worlds;
    for (const auto& provision : provisions_) {
      World world;
      if (worlds.empty()) {
        world.program = &provision->program;
        world.request = options;
        for (const std::string& name : names) {
          world.request.definitions.push_back(provision->definition(name));
        }
        world.subjects = world.request.definitions;
      } else {
        world = same_question(*worlds[0].program, worlds[0].request, provision->program);
      }
      world.name = worlds.empty() ? "base" : "draft " + std::to_string(worlds.size());
      if (!world.request.definitions.empty()) {
        modules_.push_back(
            std::make_unique<ir::Module>(lower::lower(provision->program, world.request)));
        world.module = modules_.back().get();
      }
      worlds.push_back(std::move(world));
    }
    worlds_ = std::make_unique<ComparedWorlds>(std::move(worlds));
    comparison_ = std::make_unique<DraftComparison>(*worlds_);
  }

  const ComparedWorlds& worlds() const { return *worlds_; }
  const ir::Module& module() const { return worlds_->module(); }

  /// Cases as letters: a lower-case letter is the fact that begins with it, and yes; a capital is
  /// no; what is absent unknown.
  void add(const std::vector<std::string>& cases, const std::vector<std::int64_t>& weights = {}) {
    runtime::Batch batch;
    for (std::size_t domain = 0; domain < module().domains.size(); ++domain) {
      batch.tables.push_back(std::make_shared<runtime::Table>(
          layout::shapes_of(module(), ir::DomainId(domain)), cases.size()));
    }
    for (const std::string& letters : cases) {
      const std::size_t row = batch.tables[0]->add_row();
      std::size_t position = 0;
      for (const ir::Column& column : module().columns) {
        if (column.domain != ir::DomainId(std::size_t{0})) continue;
        const char letter = column.name[0];
        const bool yes = letters.find(letter) != std::string::npos;
        const bool no = letters.find(static_cast<char>(letter - 'a' + 'A')) != std::string::npos;
        if (column.kind == ir::ColumnKind::Boolean && (yes || no)) {
          batch.tables[0]->set_truth(row, position, yes);
        }
        ++position;
      }
    }
    add(batch, {[&cases](std::size_t row) { return cases[row]; }, weights, {}});
  }
  void add(const runtime::Batch& batch, const BatchLabels& labels) {
    runtime::Results results(layout::output_shapes(module()), batch.tables[0]->capacity());
    interpret::evaluate(module(), batch, results);
    comparison_->add(batch, results, labels);
  }

  Outcome outcome(const OutcomeOptions& options = {}) const {
    return comparison_->outcome(
        [this](const runtime::Batch& batch, runtime::Results& results) {
          interpret::evaluate(module(), batch, results);
        },
        layout::output_shapes(module()), options);
  }

  /// `no → yes by Pact, art. 1(c); art. 2: 3, c yes; f no`, a group a line.
  static std::vector<std::string> lines(const Outcome& outcome) {
    std::vector<std::string> lines;
    for (const Effect& effect : outcome.effects) {
      for (const Group& group : effect.groups) {
        std::string line = group.from + " → " + group.to + " by ";
        for (const std::size_t cause : group.causes) {
          if (line.back() != ' ') line += "; ";
          line += outcome.drafts[effect.draft].provisions[cause].citation;
        }
        line += ": " + std::to_string(group.count.persons) + ",";
        for (const ShownCase::Fact& fact : group.witness.facts) {
          line += " " + fact.name + " " + fact.value + ";";
        }
        lines.push_back(std::move(line));
      }
    }
    return lines;
  }
  std::vector<std::string> lines() const { return lines(outcome()); }

 private:
  std::vector<std::unique_ptr<Provision>> provisions_;
  std::vector<std::unique_ptr<ir::Module>> modules_;
  std::unique_ptr<ComparedWorlds> worlds_;
  std::unique_ptr<DraftComparison> comparison_;
};

}  // namespace nansen::compare
