nansen run number_values.treaty --cases number_values.csv
