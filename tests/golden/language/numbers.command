nansen run numbers.treaty --cases numbers.csv
