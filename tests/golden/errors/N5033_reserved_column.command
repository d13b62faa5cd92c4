nansen run N5033_reserved_column.treaty --cases N5033_reserved_column.csv --table lawsuits=N5033_lawsuits.csv
