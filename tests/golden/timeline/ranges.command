nansen timeline shelter.treaty --cases persons.csv --case bela --as-of 2025-03-01
nansen timeline shelter.treaty --cases persons.csv --case dora --as-of 2025-03-01
nansen timeline shelter.treaty --cases persons.csv --case fay --as-of 2025-03-01
