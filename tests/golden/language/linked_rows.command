nansen run linked_rows.treaty --cases linked_rows.csv --table nationalities=linked_rows_nationalities.csv
# a count says that there are none
nansen run linked_rows.treaty --cases linked_rows_counted.csv --table nationalities=linked_rows_nationalities.csv
# without the table no one knows of rows
nansen run linked_rows.treaty --cases linked_rows.csv
