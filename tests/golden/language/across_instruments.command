nansen run across_instruments.treaty --cases across_instruments.csv
