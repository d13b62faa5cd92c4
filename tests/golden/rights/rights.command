nansen check rights.treaty
nansen rights rights.treaty
nansen rights rights.treaty --cases persons.csv --case settled
nansen rights rights.treaty --cases persons.csv --case reserved --as-of 2020-01-01
nansen rights rights.treaty --cases persons.csv --case open
nansen rights rights.treaty --cases persons.csv --case unasked --format csv
nansen rights rights.treaty --cases persons.csv --case arrived --format json
nansen rights rights.treaty --cases persons.csv
