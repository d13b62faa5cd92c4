nansen run tables/person.treaty --cases N5034_no_range.csv
