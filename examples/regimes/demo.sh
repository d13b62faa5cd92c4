#!/bin/sh
# The 1951 Convention (with its Protocol), the OAU Convention, the Cartagena Declaration and the MIMC
# over decided cases: the library is checked, the four definitions are compared, and one difference
# is explained. Run it with `nansen` on the PATH, or as ./dev demo.
set -eu
cd "$(dirname "$0")"

regimes="protocol_1967.refugee oau_1969.refugee cartagena_1984.refugee mimc_2017.forced_migrant"
tables="--cases cases.csv --table nationalities=nationalities.csv"

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

show nansen check convention_1951 protocol_1967 oau_1969 cartagena_1984 mimc_2017 \
  qualification_directive_2011 qualification_regulation_2024 norway_2008
show nansen compare $regimes $tables
printf '\nA person flees a civil war, without a Convention reason (UNHCR Handbook, para. 164). Why do the regimes differ?\n'
for definition in $regimes; do
  show nansen explain "${definition%%.*}" "$definition" $tables --case hb164
done
