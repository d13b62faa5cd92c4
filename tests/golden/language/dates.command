nansen run dates.treaty --cases dates.csv
