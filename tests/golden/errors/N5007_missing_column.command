nansen run tables/person.treaty --cases N5007_missing_column.csv --table nationalities=N5007_nationalities.csv
