#!/bin/sh
# The keys of May and September 2015 beside what was published. Run it with `nansen` on the PATH.
set -eu
cd "$(dirname "$0")"

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

show nansen allocate comparison.treaty --formula table_240 --states states_may.csv \
  --column published_share=published_240 --digits 4
show nansen allocate comparison.treaty --formula table_286 --states states_may.csv \
  --column published_share=published_286 --digits 4
printf '\nMay, if the ceiling of September had been in force:\n'
show nansen allocate comparison.treaty --formula table_240_with_ceiling --states states_may.csv \
  --column published_share=published_240 --digits 4
printf '\nCroatia, if the years it did not report were left out of its average:\n'
show nansen allocate comparison.treaty --formula averaged_key --states states_may.csv
printf '\nBoth columns of persons from one key:\n'
show nansen allocate comparison.treaty --formula one_key --states states_may.csv
printf '\nSeptember, with its ceiling:\n'
show nansen allocate eu_key_september_2015 --formula com_2015_451.relocated \
  --states states_september.csv
show nansen allocate comparison.treaty --formula table_451 --states states_september.csv \
  --column published_number=published_451
printf '\nWhat became of it: the reserve of Decision 2015/1601, and the pledges of 2015/1523\n'
show nansen allocate council_decisions_2015 --formula from_the_reserve --states decisions.csv
show nansen allocate council_decisions_2015 --formula pledges --states states_may.csv \
  --table Pledge=pledges.csv
