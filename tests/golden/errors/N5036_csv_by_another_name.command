nansen run tables/person.treaty --cases N5036_persons.parquet
