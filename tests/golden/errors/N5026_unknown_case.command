nansen run tables/person.treaty --cases N5026_unknown_case.csv --table nationalities=N5026_nationalities.csv
