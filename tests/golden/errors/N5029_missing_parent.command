nansen run tables/person.treaty --cases N5029_missing_parent.csv --table nationalities.permits=N5029_permits.csv
