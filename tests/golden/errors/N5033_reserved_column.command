nansen run N5033_reserved_column.treaty --cases N5033_reserved_column.csv
