nansen run N7010_cannot_write.treaty --cases one.csv --out no_such_folder/results.csv
