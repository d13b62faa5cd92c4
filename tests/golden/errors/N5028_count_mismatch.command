nansen run tables/person.treaty --cases N5028_count_mismatch.csv --table nationalities=N5028_nationalities.csv
