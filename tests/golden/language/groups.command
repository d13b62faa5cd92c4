nansen run groups.treaty --cases groups.csv
