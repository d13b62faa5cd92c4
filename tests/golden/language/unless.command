nansen run unless.treaty --cases unless.csv
