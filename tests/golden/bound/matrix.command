nansen run bound.treaty --cases persons.csv --table State=states.csv --as-of 1975-06-01 --bound-only --matrix bound.svg --out answers.csv
grep -o '<title>[^<]*' bound.svg
grep -c 'prefers-color-scheme: dark' bound.svg
nansen run bound.treaty --cases persons.csv --table State=states.csv --as-of 1975-06-01 --bound-only --matrix bound.html --engine interpreter > answers.txt
cmp answers.csv answers.txt
sed -n '/<svg/,/<.svg>/p' bound.html | cmp - bound.svg
nansen run bound.treaty --cases persons.csv --matrix bound.png
nansen run bound.treaty --cases persons.csv --as-of 1975-06-01 --matrix persons.csv.svg --out persons.csv.svg
