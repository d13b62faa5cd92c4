nansen run tables/person.treaty --cases N5023_weight.csv
