nansen check shelter.treaty
nansen timeline shelter.treaty --cases persons.csv --case ada --as-of 2026-01-01
nansen timeline shelter.treaty --cases persons.csv --case cleo --as-of 2024-12-24
nansen timeline shelter.treaty --cases persons.csv --case emil --as-of 2024-12-24
# Long before anything was in force.
nansen timeline shelter.treaty --cases persons.csv --case ada --as-of 2005-06-01 --status sheltered
# Without a day: the whole course.
nansen timeline shelter.treaty --cases persons.csv --case ada
