nansen run tables/person.treaty --cases N5022_unknown_row.csv --table State=N5022_states.csv
