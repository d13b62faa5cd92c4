nansen run tables/person.treaty --cases N5030_too_many_errors.csv
