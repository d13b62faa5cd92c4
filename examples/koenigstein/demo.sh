#!/bin/sh
# The Koenigstein keys of 2014 and 2015, and 100,000 persons by them. Run it with `nansen` on the PATH.
set -eu
cd "$(dirname "$0")"

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

for year in 2014 2015; do
  show nansen allocate comparison.treaty --states laender_$year.csv --digits 4
  show nansen allocate comparison.treaty --formula koenigstein.key --states laender_$year.csv
done
