#!/bin/sh
# Note 48 beside keys of its family, and why none of them gives its numbers. Run it with `nansen` on the PATH.
set -eu
cd "$(dirname "$0")"

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

# a formula, and weights in percent: population, wealth, low unemployment, few refugees
variant() {
  show nansen allocate footnote.treaty --formula "$1" --states world_2014.csv \
    --set population_weight="$2%" --set gdp_weight="$3%" --set unemployment_weight="$4%" \
    --set refugees_weight="$5%"
}

variant beside_the_note 50 50 0 0
variant beside_the_note 40 40 10 10
variant beside_the_note 25 25 25 25
variant beside_the_note 15 30 55 0
variant beside_the_note 15 30 0 55
printf '\nWith the ceiling of September 2015\n'
variant with_a_ceiling 40 40 10 10
variant with_a_ceiling 25 25 25 25
printf '\nPopulation at 40 %%: more for China than it is said to have, before anything else counts\n'
show nansen allocate footnote.treaty --formula by_population_alone --states world_2014.csv
printf '\nAny weights: what Japan asks for, and what the United States then have\n'
show nansen allocate footnote.treaty --formula by_wealth_at_least --states world_2014.csv
printf '\nAny weights with the ceiling: what China has at least\n'
show nansen allocate footnote.treaty --formula at_least_with_a_ceiling --states world_2014.csv
printf '\nA ceiling, and the States of the G20 alone\n'
show nansen allocate mimc_2017_responsibility --formula quota --states g20_2014.csv
