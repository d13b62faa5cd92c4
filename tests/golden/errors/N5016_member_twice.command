nansen run tables/person.treaty --cases N5016_member_twice.csv
