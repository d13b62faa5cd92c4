nansen run tables/person.treaty --cases N5024_empty_id.csv
