nansen run tables/person.treaty --cases N5013_latin_1.csv
