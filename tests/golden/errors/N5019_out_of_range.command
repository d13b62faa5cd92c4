nansen run tables/person.treaty --cases N5019_out_of_range.csv
