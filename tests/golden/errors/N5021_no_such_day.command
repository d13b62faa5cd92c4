nansen run tables/person.treaty --cases N5021_no_such_day.csv
