#!/bin/sh
# What a person holds on a day, since when, until when, and what comes next. Run it with `nansen` on the PATH.
set -eu
cd "$(dirname "$0")"

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

# All examples of the folder hold, or nothing is shown.
nansen test *.treaty >examples.txt || { cat examples.txt && exit 1; }
rm examples.txt

printf 'Interim protection under the MIMC: granted, extended once, then the stable status.\n'
show nansen timeline mimc_2017_interim --cases interim.csv --case extended --as-of 2027-11-22
show nansen timeline mimc_2017_interim --cases interim.csv --case within_march --as-of 2028-03-15
printf '\nA person displaced from Ukraine: each step with the act that it rests on.\n'
show nansen timeline temporary_protection_ukraine_2022 --cases displaced.csv --case olena \
  --as-of 2026-11-22
printf '\nThe same, if the Council could use article 4(2) of the Directive only once.\n'
show nansen run temporary_protection_ukraine_2022 --cases displaced.csv --as-of 2026-11-22 \
  --define temporary_protection_ukraine_2022.temporary_protection \
  --define temporary_protection_ukraine_2022.temporary_protection.first_day \
  --define temporary_protection_ukraine_2022.temporary_protection.last_day \
  --reading temporary_protection_2001.repeated_extension=once_only
printf '\nTemporary protected status in the United States, under made-up designations.\n'
show nansen timeline us_tps --cases beneficiaries.csv --table CountryDesignation=designations.csv \
  --case in_time --as-of 2027-10-01
show nansen run us_tps --cases beneficiaries.csv --table CountryDesignation=designations.csv \
  --as-of 2027-10-01 --define us_tps.temporary_protected_status \
  --define us_tps.temporary_protected_status.first_day \
  --define us_tps.temporary_protected_status.last_day --define us_tps.removable
