# A count says that all rows are listed; without it listed rows are taken for all of them.
nansen run linked_rows.treaty --cases linked_rows.csv --table nationalities=linked_rows_nationalities.csv --table nationalities.permits=linked_rows_permits.csv --format csv
nansen run linked_rows.treaty --cases linked_rows_uncounted.csv --table nationalities=linked_rows_nationalities.csv --format csv
# A count without the table: so many rows of which nothing is known.
nansen run linked_rows.treaty --cases linked_rows_counted.csv --format csv
