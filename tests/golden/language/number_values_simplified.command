nansen run number_values_simplified.treaty --cases number_values_simplified.csv
