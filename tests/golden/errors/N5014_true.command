nansen run tables/person.treaty --cases N5014_true.csv
