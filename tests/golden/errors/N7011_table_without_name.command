nansen run N7011_table_without_name.treaty --cases one.csv --table nationalities.csv
