// The commands that work sharing formulas out.
#include "compiler/driver/commands.h"
#include "compiler/driver/options.h"

namespace nansen::driver {

namespace {

const std::vector<std::string> sheet_artefacts{"sheet"};

}  // namespace

void declare_allocate(CLI::App& app, Commands& commands) {
  AllocateArguments& allocate = commands.allocate;
  auto& command = *app.add_subcommand(
      "allocate", "Work a sharing formula out: shares and quotas of a table of States");
  add_files(command, allocate.common);
  add_drafts(command, allocate.common);
  command
      .add_option("--formula", allocate.formula,
                  "A formula or an allocation, where the files have several")
      ->type_name("NAME");
  add_states(command, allocate.source)->required();
  add_state_tables(command, allocate.source);
  add_total(command, allocate.source);
  add_setting(command, allocate.asking);
  add_sort(command, allocate.sort);
  add_digits(command, allocate.digits);
  command.add_option("--out", allocate.out, "Write the result to this file")->type_name("FILE");
  commands.allocate_format = add_format(command, allocate.format, "table");
  add_engine(command, allocate.engine);
  command
      .add_option("--print", allocate.print, "Print what the formula becomes instead of the result")
      ->check(one_of(sheet_artefacts))
      ->type_name("sheet");
}

void declare_vary(CLI::App& app, Commands& commands) {
  VaryArguments& vary = commands.vary;
  auto& command = *app.add_subcommand(
      "vary", "Work a sharing formula out for many parameters, indicators or tables");
  add_files(command, vary.common);
  add_drafts(command, vary.common);
  command
      .add_option("--formula", vary.formula,
                  "A formula or an allocation, where the files have several")
      ->type_name("NAME");
  add_states(command, vary.source);
  add_state_tables(command, vary.source);
  add_total(command, vary.source);
  add_setting(command, vary.asking);
  command
      .add_option("--parameter", vary.parameters,
                  "Vary a parameter: unemployment_weight=0%..20%/41, or without /STEPS where "
                  "--random is given (again for each)")
      ->allow_extra_args(false)
      ->type_name("NAME=FROM..TO/STEPS");
  command
      .add_option("--indicator", vary.indicators,
                  "Vary an indicator: of each State's own figure where the range is in percent, as "
                  "in population=90%..110% (again for each)")
      ->allow_extra_args(false)
      ->type_name("NAME=FROM..TO/STEPS");
  command
      .add_option("--random", vary.random,
                  "Draw so many scenarios at random, each State's figures by themselves")
      ->transform(whole_number())
      ->type_name("N");
  command.add_option("--seed", vary.seed, "The same seed gives the same scenarios")
      ->transform(whole_number())
      ->type_name("S")
      ->default_str("1");
  command
      .add_option("--scenarios", vary.scenarios,
                  "A table (CSV) with a row a scenario and State, and a column \"scenario\"")
      ->type_name("CSV");
  add_sort(command, vary.sort, "share");
  add_digits(command, vary.digits);
  command.add_option("--out", vary.out, "Write the table to this file")->type_name("FILE");
  command.add_option("--each", vary.each, "Write every scenario, a row a State, to this file")
      ->type_name("CSV");
  command.add_option("--chart", vary.chart, "Draw it: a file that ends in .svg or .html")
      ->check(picture_file())
      ->type_name("FILE");
  commands.vary_format = add_format(command, vary.format, "table");
  add_engine(command, vary.engine);
}

}  // namespace nansen::driver
