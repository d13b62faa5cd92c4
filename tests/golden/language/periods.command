nansen run periods.treaty --cases periods.csv
