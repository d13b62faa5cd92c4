#!/bin/sh
# The first solidarity pool: fair shares, deductions, contributions. Run it with `nansen` on the PATH.
set -eu
cd "$(dirname "$0")"

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

show nansen allocate ammr_2024 --formula fair_share --states states.csv \
  --set relocations_in_pool=21000
show nansen allocate ammr_2024 --formula fair_share --states states.csv \
  --set relocations_in_pool=21000 --reading ammr_2024.span_of_the_key=contributing_only
show nansen allocate ammr_2024 --formula fair_share_in_money --states states.csv \
  --set money_in_pool=420000000
show nansen allocate ammr_2024 --formula owed --states states.csv --set relocations_in_pool=21000
show nansen allocate ammr_2024 --formula still_due --states states.csv \
  --table Pledge=pledges.csv --set relocations_in_pool=21000
show nansen allocate ammr_2024 --formula offset --states states.csv \
  --table Pledge=pledges.csv --set relocations_in_pool=21000
show nansen allocate ammr_2024 --formula offset --states states.csv \
  --table Pledge=pledges.csv --set relocations_in_pool=21000 \
  --reading ammr_2024.counted_towards_the_share=relocations_only
