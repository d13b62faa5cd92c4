nansen timeline shelter.treaty --cases persons.csv --case bela --as-of 2025-03-01 --format csv
nansen timeline shelter.treaty --cases persons.csv --case ada --as-of 2025-03-01 --out ada.json
cat ada.json
nansen timeline shelter.treaty --cases persons.csv --case ada --as-of 2025-03-01 --status settled --chart ada.svg --format csv
grep -o '<title>[^<]*' ada.svg
nansen timeline shelter.treaty --cases persons.csv --case ada --chart ada.pdf
nansen timeline shelter.treaty --cases persons.csv --case nobody
nansen timeline shelter.treaty --cases persons.csv
