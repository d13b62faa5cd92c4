#!/bin/sh
# What is owed to a refugee and to a forced migrant, right by right, and which acts are forbidden. Run it with `nansen` on the
# PATH.
set -eu
cd "$(dirname "$0")"

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

# All examples of the folder hold, or nothing is shown.
nansen test *.treaty >examples.txt || { cat examples.txt && exit 1; }
rm examples.txt

tables="--cases persons.csv --table State=states.csv --as-of 2026-11-22"
show nansen rights convention_1951_rights
show nansen rights convention_1951_rights $tables --case physician
printf '\nWhat the MIMC raises, over the persons of the table.\n'
show nansen compare --rights convention_1951_rights mimc_2017_rights $tables

acts="--table Person=persons.csv --table State=states.csv --as-of 2026-11-22"
printf '\nRemovals and detentions, held against both.\n'
show nansen breaches convention_1951_norms mimc_2017_rights --cases removals.csv --entity Removal $acts
show nansen breaches convention_1951_norms mimc_2017_rights --cases detentions.csv --entity Detention $acts
printf '\nWhy is the return of the convicted person a breach of one and not of the other?\n'
show nansen explain convention_1951_norms convention_1951_norms.refoulement --cases removals.csv $acts \
  --case after_conviction
