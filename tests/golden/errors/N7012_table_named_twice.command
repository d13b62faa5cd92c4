nansen run N7012_table_named_twice.treaty --cases one.csv --table rows=one.csv --table rows=one.csv
