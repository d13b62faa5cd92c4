nansen compare --rights old new --file rights.treaty --cases persons.csv
nansen compare --rights new old --file rights.treaty --cases persons.csv --format csv
# What is not in force gives nothing.
nansen compare --rights old new --file rights.treaty --cases persons.csv --as-of 2020-01-01 --format json
nansen compare --rights old new reserved --file rights.treaty --cases persons.csv
nansen compare --rights old new --file rights.treaty
