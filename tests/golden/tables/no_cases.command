# A header without cases is a table of no one.
printf 'id,fear\n' > empty.csv && nansen run linked_rows.treaty --cases empty.csv --format csv
printf 'id,fear\n' > empty.csv && nansen run linked_rows.treaty --cases empty.csv --format json
