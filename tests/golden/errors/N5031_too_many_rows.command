(echo case,protects; yes a,no | head -n 1000002) > many.csv && nansen run tables/person.treaty --cases N5031_too_many_rows.csv --table nationalities=many.csv
