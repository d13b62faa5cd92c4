nansen run tables/person.treaty --cases N5008_semicolons.csv
