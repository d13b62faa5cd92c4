printf 'id,admitted_on\nines,2026-03-01\n' > persons.csv
nansen timeline N9202_misspelt_status.treaty --cases persons.csv --case ines --status shelter.shelterd
