printf 'id,refugee\nines,yes\n' > persons.csv
nansen timeline N9202_no_statuses.treaty --cases persons.csv --case ines
