#include "tests/benchmarks/sharing_tables.h"

#include <array>
#include <cmath>
#include <random>

#include "compiler/base/bug.h"

namespace nansen::benchmarks {
namespace {

constexpr const char* key_text = R"(input 0 : number "population"
input 1 : number "gdp"
input 2 : number "unemployment_rate"
input 3 : number "applications_per_million"
input 4 : truth "takes_part"
input 5 : truth "dublin_state"
parameter 0 : 2/5 "population_weight"
parameter 1 : 2/5 "gdp_weight"
parameter 2 : 1/10 "asylum_weight"
parameter 3 : 1/10 "unemployment_weight"
parameter 4 : 3/10 "ceiling"
parameter 5 : 120000 "persons"
%0 = condition 4 "takes_part"  ; from 0
%1 = condition 5 "dublin_state"  ; from 0
%2 = constant 0  ; from 0
%3 = constant 1  ; from 0
%4 = indicator 0 "population"  ; from 0
%5 = not_negative %4  ; from 0
%6 = total %5 %0  ; from 0
%7 = divide %5 %6  ; from 0
%8 = choose %0 %7 %2  ; from 0
%9 = indicator 1 "gdp"  ; from 0
%10 = not_negative %9  ; from 0
%11 = total %10 %0  ; from 0
%12 = divide %10 %11  ; from 0
%13 = choose %0 %12 %2  ; from 0
%14 = parameter 4 "ceiling"  ; from 0
%15 = add %8 %13  ; from 0
%16 = multiply %14 %15  ; from 0
%17 = indicator 3 "applications_per_million"  ; from 0
%18 = not_negative %17  ; from 0
%19 = divide %3 %18  ; from 0
%20 = total %19 %1  ; from 0
%21 = divide %19 %20  ; from 0
%22 = choose %1 %21 %2  ; from 0
%23 = smaller %22 %16  ; from 0
%24 = indicator 2 "unemployment_rate"  ; from 0
%25 = not_negative %24  ; from 0
%26 = divide %3 %25  ; from 0
%27 = total %26 %1  ; from 0
%28 = divide %26 %27  ; from 0
%29 = choose %1 %28 %2  ; from 0
%30 = smaller %29 %16  ; from 0
%31 = parameter 0 "population_weight"  ; from 0
%32 = multiply %31 %8  ; from 0
%33 = parameter 1 "gdp_weight"  ; from 0
%34 = multiply %33 %13  ; from 0
%35 = add %32 %34  ; from 0
%36 = parameter 2 "asylum_weight"  ; from 0
%37 = multiply %36 %23  ; from 0
%38 = add %35 %37  ; from 0
%39 = parameter 3 "unemployment_weight"  ; from 0
%40 = multiply %39 %30  ; from 0
%41 = add %38 %40  ; from 0
%42 = total %41 %0  ; from 0
%43 = subtract %3 %42  ; from 0
%44 = constant 1/2  ; from 0
%45 = multiply %15 %44  ; from 0
%46 = multiply %43 %45  ; from 0
%47 = add %41 %46  ; from 0
%48 = parameter 5 "persons"  ; from 0
%49 = apportion largest_remainder row %48 %47 %2 %48 %0  ; from 0
output "quota" : %49 among %0
)";

/// Population of 1 January 2014 in thousands, gross domestic product of 2014 in 100 million euro,
/// unemployment of 2014 in tenths of a percent, and applications a million inhabitants, mean of
/// 2010 to 2014; rounded from Eurostat's demo_pjan, nama_10_gdp, une_rt_a and migr_asyappctza.
constexpr std::array<std::array<std::int64_t, key_inputs>, 28> states_of_2014 = {{
    {8508, 3331, 56, 2096},   {11181, 4001, 85, 2350}, {7246, 428, 114, 592},
    {4247, 434, 172, 179},    {858, 176, 161, 2199},   {10512, 1567, 61, 137},
    {1316, 201, 74, 64},      {5451, 2055, 87, 589},   {66166, 21498, 103, 925},
    {80767, 29386, 50, 1258}, {10927, 1787, 265, 847}, {9877, 1055, 77, 1367},
    {60783, 16218, 127, 530}, {2001, 236, 108, 116},   {2943, 366, 107, 111},
    {550, 498, 60, 1559},     {429, 85, 57, 3692},     {16829, 6716, 74, 961},
    {38018, 4112, 90, 249},   {10427, 1731, 141, 48},  {19947, 1505, 68, 81},
    {5416, 761, 132, 94},     {2061, 376, 97, 150},    {46512, 10378, 245, 81},
    {9645, 4331, 79, 5056},   {5627, 2658, 66, 1320},  {4638, 1953, 119, 287},
    {64351, 22879, 61, 452},
}};

/// What makes whole numbers of a State's figures fine enough to vary: persons, tenths of a million
/// euro, hundredths of a percent, tenths of an application.
constexpr std::array<std::int64_t, key_inputs> fineness = {1000, 1000, 10, 10};

std::vector<std::uint8_t> first_rows(std::size_t count, std::size_t rows) {
  std::vector<std::uint8_t> truths(rows, 0);
  std::fill_n(truths.begin(), count, std::uint8_t{1});
  return truths;
}

runtime::Scenarios empty_scenarios(std::size_t rows, std::size_t taking_part, std::size_t count) {
  const std::vector<std::uint8_t> none(rows, 0);
  const std::vector<std::uint8_t> all(rows, 1);
  return {rows,
          count,
          std::vector<std::int64_t>(6, 1),
          {10, 10, 10, 10, 10, 1},
          {none, none, none, none, first_rows(taking_part, rows), all},
          std::vector<std::vector<std::uint8_t>>(6, all)};
}

}  // namespace

ir::Sheet key_sheet() {
  ir::Sheet sheet;
  std::string error;
  if (!ir::parse_sheet(key_text, sheet, error) || !ir::verify(sheet).empty()) bug(error);
  return sheet;
}

KeyScenarios::KeyScenarios(std::vector<std::vector<std::int64_t>> figures, std::size_t part,
                           std::size_t count)
    : taking_part(part), scenarios(empty_scenarios(figures[0].size(), part, count)) {
  std::mt19937_64 engine(2015);
  const std::size_t states = figures[0].size();
  by_scenario.resize(count * key_inputs * states);
  by_column.resize(count * key_inputs * states);
  by_block.resize((count + 7) / 8 * 8 * key_inputs * states);
  for (std::size_t scenario = 0; scenario < count; ++scenario) {
    for (std::size_t input = 0; input < key_inputs; ++input) {
      for (std::size_t row = 0; row < states; ++row) {
        const auto percent_of_percent = static_cast<std::int64_t>(9000 + engine() % 2001);
        const std::int64_t value = figures[input][row] * percent_of_percent / 10'000;
        scenarios.set(scenario, input, row, value);
        by_scenario[(scenario * key_inputs + input) * states + row] = static_cast<double>(value);
        by_column[(input * states + row) * count + scenario] = static_cast<double>(value);
        const std::size_t line = (scenario / 8 * key_inputs + input) * states + row;
        by_block[line * 8 + scenario % 8] = static_cast<double>(value);
      }
    }
    constexpr std::array<std::int64_t, 6> parameters = {4, 4, 1, 1, 3, persons};
    for (std::size_t parameter = 0; parameter < parameters.size(); ++parameter) {
      scenarios.set_parameter(scenario, parameter, parameters[parameter]);
    }
  }
  scenarios.finish();
}

KeyTable KeyScenarios::table() const {
  return {rows(), taking_part, scenarios.count(), by_scenario.data(), by_block.data()};
}

interpret::SheetTable KeyScenarios::exact(std::size_t scenario) const {
  interpret::SheetTable table;
  for (std::size_t row = 0; row < rows(); ++row) table.rows.push_back(std::to_string(row));
  for (std::size_t input = 0; input < scenarios.inputs(); ++input) {
    interpret::SheetTable::Column& column = table.inputs.emplace_back();
    for (std::size_t row = 0; row < rows(); ++row) {
      column.numbers.emplace_back(Rational(mpz_class(scenarios.get(scenario, input, row))));
      column.truths.push_back(truth_of(scenarios.truths(input)[row] != 0));
    }
  }
  for (std::size_t parameter = 0; parameter < 6; ++parameter) {
    Rational value(mpz_class(scenarios.get_parameter(scenario, parameter)),
                   mpz_class(scenarios.parameter_scale(parameter)));
    value.canonicalize();
    table.parameters.push_back(std::move(value));
  }
  return table;
}

std::vector<std::vector<std::int64_t>> figures_of_2014() {
  std::vector<std::vector<std::int64_t>> figures(key_inputs);
  for (const auto& state : states_of_2014) {
    for (std::size_t input = 0; input < key_inputs; ++input) {
      figures[input].push_back(state[input] * fineness[input]);
    }
  }
  return figures;
}

std::vector<std::vector<std::int64_t>> made_up_figures(std::size_t states) {
  std::mt19937_64 engine(196);
  // Of the logarithms: of thousands of inhabitants, product a head, unemployment, applications.
  std::normal_distribution<double> size(9.0, 1.9);
  std::normal_distribution<double> wealth(-1.8, 1.3);
  std::normal_distribution<double> rate(4.3, 0.5);
  std::normal_distribution<double> asylum(5.0, 1.5);
  std::vector<std::vector<std::int64_t>> figures(key_inputs);
  for (std::size_t state = 0; state < states; ++state) {
    const double people = size(engine);
    const std::array<double, key_inputs> logarithms = {people, people + wealth(engine),
                                                       rate(engine), asylum(engine)};
    for (std::size_t input = 0; input < key_inputs; ++input) {
      const auto value = static_cast<std::int64_t>(std::exp(logarithms[input])) + 5;
      figures[input].push_back(value * fineness[input]);
    }
  }
  return figures;
}

}  // namespace nansen::benchmarks
