// The commands of the command line: what each fills in, and how its options are declared. Used by
// arguments.cpp alone; the files declare_GROUP.cpp hold the declarations.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "compiler/driver/arguments.h"

namespace nansen::driver {

/// Every command with what it fills in.
struct Commands {
  CheckArguments check;
  RunArguments run;
  ExplainArguments explain;
  CompareArguments compare;
  WatchArguments watch;
  RepeatArguments repeat;
  ExceptionsArguments exceptions;
  TestArguments test;
  FormatArguments format;
  SampleArguments sample;
  FactsArguments facts;
  AllocateArguments allocate;
  VaryArguments vary;
  TimelineArguments timeline;
  RightsArguments rights;
  BreachesArguments breaches;
  ConsolidateArguments consolidate;
  DiffArguments diff;
  BuildArguments build;
  std::string unknown = "10%";
  std::string ranges = "0%";
  std::string explain_file;
  std::string vocabulary;
  CLI::Option* run_format = nullptr;
  CLI::Option* allocate_format = nullptr;
  CLI::Option* vary_format = nullptr;
  CLI::Option* timeline_format = nullptr;
  CLI::Option* breaches_format = nullptr;
  /// Commands that take a table of cases or one of States.
  struct Either {
    CLI::App* command;
    CLI::Option* cases;
    CLI::Option* states;
  };
  std::vector<Either> either;
};

// declare_formulas.cpp
void declare_allocate(CLI::App& app, Commands& commands);
void declare_vary(CLI::App& app, Commands& commands);

// declare_texts.cpp
void declare_check(CLI::App& app, Commands& commands);
void declare_exceptions(CLI::App& app, Commands& commands);
void declare_format(CLI::App& app, Commands& commands);
void declare_facts(CLI::App& app, Commands& commands);
void declare_build(CLI::App& app, Commands& commands);
void declare_consolidate(CLI::App& app, Commands& commands);
void declare_diff(CLI::App& app, Commands& commands);

// declare_comparisons.cpp
void declare_compare(CLI::App& app, Commands& commands);
void declare_watch(CLI::App& app, Commands& commands);
void declare_repeat(CLI::App& app, Commands& commands);

// declare_cases.cpp
void declare_run(CLI::App& app, Commands& commands);
void declare_explain(CLI::App& app, Commands& commands);
void declare_test(CLI::App& app, Commands& commands);
void declare_sample(CLI::App& app, Commands& commands);
void declare_timeline(CLI::App& app, Commands& commands);
void declare_rights(CLI::App& app, Commands& commands);
void declare_breaches(CLI::App& app, Commands& commands);

}  // namespace nansen::driver
