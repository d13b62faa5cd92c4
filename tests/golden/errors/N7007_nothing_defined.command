nansen run N7007_nothing_defined.treaty --cases one.csv
