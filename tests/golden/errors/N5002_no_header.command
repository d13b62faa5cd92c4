nansen run tables/person.treaty --cases N5002_no_header.csv
