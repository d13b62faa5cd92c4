nansen run tables/person.treaty --cases N5020_not_a_date.csv
