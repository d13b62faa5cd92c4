nansen run additions.treaty --cases additions.csv
