nansen run enumerations.treaty --cases enumerations.csv
