nansen run sets.treaty --cases sets.csv
