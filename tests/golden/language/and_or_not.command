nansen run and_or_not.treaty --cases and_or_not.csv
