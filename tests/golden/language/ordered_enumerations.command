nansen run ordered_enumerations.treaty --cases ordered_enumerations.csv
