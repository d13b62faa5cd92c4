nansen run tables/person.treaty --cases persons.csv
