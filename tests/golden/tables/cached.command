# Kept beside the cases; then taken from there; then made anew, as a linked table has changed.
cp linked_rows.csv cases.csv
cp linked_rows_nationalities.csv nationalities.csv
nansen run linked_rows.treaty --cases cases.csv --table nationalities=nationalities.csv --table nationalities.permits=linked_rows_permits.csv --cache
ls *.nansen-cache
nansen run linked_rows.treaty --cases cases.csv --table nationalities=nationalities.csv --table nationalities.permits=linked_rows_permits.csv --cache
sed -i s/yes/no/ nationalities.csv
nansen run linked_rows.treaty --cases cases.csv --table nationalities=nationalities.csv --table nationalities.permits=linked_rows_permits.csv --cache
# What the table says wrongly is told each time.
printf 'id,nationalities\na,many\n' >cases.csv
nansen run linked_rows.treaty --cases cases.csv --cache
