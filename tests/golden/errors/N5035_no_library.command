NANSEN_DUCKDB=/nowhere/libduckdb.so nansen run tables/person.treaty --cases N5035_persons.parquet
