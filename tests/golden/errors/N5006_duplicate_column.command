nansen run tables/person.treaty --cases N5006_duplicate_column.csv
