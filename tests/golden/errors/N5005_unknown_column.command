nansen run tables/person.treaty --cases N5005_unknown_column.csv
