nansen run tables/person.treaty --cases N5025_duplicate_id.csv --table State=N5025_states.csv
