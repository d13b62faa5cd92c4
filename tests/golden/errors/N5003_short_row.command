nansen run tables/person.treaty --cases N5003_short_row.csv
