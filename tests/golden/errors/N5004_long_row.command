nansen run tables/person.treaty --cases N5004_long_row.csv
