#!/bin/sh
# Drafts held against the texts that they amend: who is covered, by which words, and what a State's share becomes. Run it
# with `nansen` on the PATH.
set -eu
cd "$(dirname "$0")"
trap 'rm -rf population examples.txt' EXIT

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

# The tables and causes, without the facts of the cases that show them.
tables() {
  show nansen compare "$@" --brief
}

# All examples of the folder hold, or nothing is shown.
nansen test *.treaty >examples.txt 2>&1 || { cat examples.txt && exit 1; }

# Five thousand applicants, drawn at random: the same at each run.
mkdir -p population
nansen sample protection --entity Person --rows 5000 --seed 1951 --out population/cases.csv \
  --table nationalities=population/nationalities.csv --table State=population/states.csv
awk -f applicants.awk population/cases.csv >population/applicants.csv
applicants="--cases population/applicants.csv --table nationalities=population/nationalities.csv --table State=population/states.csv"
decided="--cases ../regimes/cases.csv --table nationalities=../regimes/nationalities.csv --table State=../regimes/states.csv"

printf 'Displacement by climate change as a head of its own, and the same without what comes slowly.\n'
show nansen diff mimc_2017 climate_sudden_onset
tables mimc_2017.forced_migrant climate_head climate_sudden_onset --cases climate.csv
show nansen explain mimc_2017 mimc_2017.forced_migrant --draft climate_head --cases climate.csv \
  --case student_abroad

printf '\nPart or whole of the country, over decided cases and over applicants.\n'
tables oau_1969.refugee oau_whole_country oau_silent_on_extent $decided
tables oau_1969.refugee oau_whole_country oau_silent_on_extent $applicants

printf '\nTwo years of interim protection instead of one.\n'
tables mimc_2017_interim interim_two_years interim_two_years_at_once \
  --define mimc_2017_interim.interim_protection,mimc_2017_interim.need_presumed \
  --cases interim.csv --as-of 2027-11-22

printf '\nInternal protection as a duty, and the duty with safeguards.\n'
duty=qualification_directive_2011.international_protection
tables $duty internal_protection_mandatory internal_protection_with_safeguards $decided
tables $duty internal_protection_mandatory internal_protection_with_safeguards $applicants
printf '\nWhat the safeguards give back of what the duty took.\n'
tables $duty internal_protection_with_safeguards --draft internal_protection_mandatory $applicants

printf '\nWork, association and education like nationals.\n'
tables --rights convention_1951_rights treatment_of_nationals --cases ../rights/persons.csv \
  --table State=../rights/states.csv --as-of 2026-11-22

printf '\nThe European key of September 2015.\n'
show nansen compare eu_key_september_2015 key_without_ceiling key_without_unemployment \
  --define eu_key_september_2015.distribution_key --states ../eu_key_2015/states_september.csv
printf '\nTwo States of which the smaller has more unemployment, and is given more than its 2 %% all the same.\n'
show nansen compare eu_key_september_2015 key_without_ceiling key_without_unemployment \
  --define eu_key_september_2015.distribution_key --states two_states.csv --digits 4

printf '\nThe Global Refugee Fund.\n'
show nansen compare mimc_2017_responsibility.need small_flows_count --states hosts.csv

printf '\nThe Protocol of 1967, as amendments to the Convention: what they change, and nothing beside the Protocol itself.\n'
tables convention_1951.refugee refugee_protocol $decided
show nansen check refugee_protocol.treaty convention_1951_rights
show nansen compare convention_1951.refugee protocol_1967.refugee --draft refugee_protocol $applicants
