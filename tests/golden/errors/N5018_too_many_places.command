nansen run tables/person.treaty --cases N5018_too_many_places.csv
