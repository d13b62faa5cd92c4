#!/bin/sh
# Of a person in State S on day D: which protection binds. Run it with `nansen` on the PATH; with a folder after it, the
# pictures are left there.
set -eu
[ $# -eq 0 ] || set -- "$(realpath "$1")"
cd "$(dirname "$0")"

instruments="protocol_1967 oau_1969 qualification_directive_2011 qualification_regulation_2024"
definitions="--define protocol_1967.refugee_in_country_of_asylum --define oau_1969.refugee
  --define qualification_directive_2011.international_protection
  --define qualification_regulation_2024.international_protection"

# ask TABLE DAY: how many of the 196 States protect the person of the table on that day, by what.
ask() {
  printf '\nA person of %s.csv, in each of the 196 States, on %s:\n' "$1" "$2"
  nansen run $instruments $definitions --cases "$1.csv" \
    --table nationalities="$1_nationalities.csv" --table State=states.csv \
    --bound-only --as-of "$2" >answers.csv
  sed -n '1s/^id,//p' answers.csv | tr ',' '\n' | {
    column=2
    while read -r definition; do
      printf '  %-58s ' "$definition"
      cut -d, -f"$column" answers.csv | sed 1d | sort | uniq -c |
        awk '{ printf "%s%s %s", sep, $2, $1; sep = ", " } END { print "" }'
      column=$((column + 1))
    done
  }
  rm answers.csv
}

for day in 1975-06-01 2014-01-01 2026-11-22; do
  ask persecuted "$day"
  ask civil_war "$day"
done

printf '\nThe State decides as much as the reason for flight: on 22 November 2026\n'
for table in persecuted civil_war; do
  printf '\n%s\n' "$table.csv"
  nansen run $instruments $definitions --cases "$table.csv" \
    --table nationalities="${table}_nationalities.csv" --table State=states.csv \
    --bound-only --as-of 2026-11-22 |
    grep -E '^(id|Denmark|Germany|Kenya|Lesotho|Morocco|South Sudan|Türkiye|US|UK|Bangladesh|Madagascar),'
done

printf '\nWhere sources give different days, the answer is open between them:\n\n'
for question in "1995-01-01 Lesotho" "2018-10-15 South.Sudan"; do
  nansen run $instruments $definitions --cases persecuted.csv \
    --table nationalities=persecuted_nationalities.csv --table State=states.csv \
    --bound-only --as-of "${question%% *}" |
    grep "^${question#* }," | sed "s/^/${question%% *}: /"
done

pictures=${1:-$(mktemp -d)}
for table in persecuted civil_war; do
  nansen run $instruments $definitions --cases "$table.csv" \
    --table nationalities="${table}_nationalities.csv" --table State=states.csv \
    --bound-only --as-of 2026-11-22 --matrix "$pictures/$table.svg" --out "$pictures/$table.csv"
  printf '\n%s.svg has the answers for %s States.\n' "$table" "$(sed 1d "$pictures/$table.csv" | wc -l)"
done
[ $# -gt 0 ] || rm -r "$pictures"
