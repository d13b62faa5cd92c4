nansen run tables/person.treaty --cases N5017_not_a_number.csv
