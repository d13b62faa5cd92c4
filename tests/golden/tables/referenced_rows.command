nansen run referenced_rows.treaty --cases referenced_rows.csv --table State=referenced_rows_states.csv --table Region=referenced_rows_regions.csv --format csv
# Without the tables nothing is known of the States but which is which.
nansen run referenced_rows.treaty --cases referenced_rows.csv --format csv
