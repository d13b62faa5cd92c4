nansen run tables/person.treaty --cases N5015_not_a_member.csv
